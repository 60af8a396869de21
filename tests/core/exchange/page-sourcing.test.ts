/** What an export says of the page beyond its sentences: relays, one origin, what it leaves out. */
import { parseHTML } from 'linkedom';
import { describe, expect, test } from 'vitest';
import { exportAnnotations } from '../../../lib/exchange/index.ts';
import { aClaim, aClaimAnnotation, aClaimOnPage, anAttribution, aReport } from '../../support/builders.ts';
import { anExport } from './samples.ts';
import { schemaProblems } from './w3c-schemas.ts';

const ferry = aClaimOnPage();
const berth = aClaimOnPage(aClaim({ id: 'no-berth', text: { en: 'No berth has been set aside.' } }));
const text = 'Planning has begun, NBC News said.';
const report = aReport({
  claims: [ferry],
  annotations: [
    aClaimAnnotation(ferry, {
      quote: text,
      sentence: { start: 0, end: text.length },
      attribution: anAttribution({ kind: 'outlet', name: 'NBC News' }),
      comparison: 'relay',
      certaintyRaised: true,
    }),
  ],
  missing: [{ claim: ferry.key, missing: berth.key, qualifier: berth }],
  relays: [{ outlet: 'NBC News', how: 'credited', sentences: [{ start: 0, end: text.length }], claims: [ferry.key] }],
  oneOrigin: [{ claim: ferry.key, outlet: 'NBC News', sightings: 1, circular: false }],
});
const input = anExport({ page: { source: 'https://news.example/a', title: 'A page', text, report } });
const written = (format: 'web-annotation' | 'markdown' | 'html'): string => {
  const file = exportAnnotations(format, input);
  return String(file.text);
};

describe('an export of a page', () => {
  test('identifies sentences and says how they are sourced as data, by the standard and without an assessment', () => {
    const collection = JSON.parse(written('web-annotation'));
    expect(schemaProblems('collection', collection)).toEqual([]);
    expect(collection.first.items[0]).toMatchObject({
      motivation: 'identifying',
      'cav:attribution': 'outlet',
      'cav:attributedTo': 'NBC News',
      'cav:comparison': 'relay',
      'cav:certaintyRaised': true,
    });
    expect(collection).toMatchObject({
      'cav:relays': [
        { outlet: 'NBC News', how: 'credited', sentences: [text], claims: ['urn:caveat:claim:harbour:ferry-planned'] },
      ],
      'cav:oneOrigin': [{ claim: 'urn:caveat:claim:harbour:ferry-planned', outlet: 'NBC News', circular: false }],
      'cav:missing': [
        { claim: 'urn:caveat:claim:harbour:no-berth', qualifies: 'urn:caveat:claim:harbour:ferry-planned' },
      ],
    });
  });

  test('tells people the page’s counts and what was not found on it', () => {
    const markdown = written('markdown');
    expect(markdown).toContain('- 1 claims in 1 sentences.');
    expect(markdown).toContain('**Not found on this page**\n\n- No berth has been set aside.');
    expect(markdown).toContain('> Against the record: relay\n');
    expect(markdown).toContain('All of it leads to NBC News.');
  });

  test('prints the same in the report', () => {
    const { document } = parseHTML(written('html'));
    const shown = (selector: string): string => document.querySelector(selector)?.textContent?.trim() ?? '';
    expect(shown('ul.tally')).toBe('1 claims in 1 sentences.');
    expect(shown('.missing')).toBe('Not found on this page\nNo berth has been set aside.');
    expect(shown('main')).toContain('Credited to: outlet');
    expect(shown('main')).toContain('Against the record: relay');
    expect(shown('main')).toContain('All of it leads to NBC News.');
  });
});
