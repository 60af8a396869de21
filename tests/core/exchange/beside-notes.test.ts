/** What files hold beside notes: corrections, and with the reader's word what they met while reading. */
import { parseHTML } from 'linkedom';
import { describe, expect, test } from 'vitest';
import type { Correction } from '../../../lib/annotation/index.ts';
import { exportAnnotations, exportFormats, importAnnotations } from '../../../lib/exchange/index.ts';
import type { Encounter } from '../../../lib/history/index.ts';
import { anExport, everyKind } from './samples.ts';
import { schemaProblems } from './w3c-schemas.ts';

const now = '2026-11-23T08:00:00.000Z';
const corrections: readonly Correction[] = [
  {
    claim: 'harbour:ferry-planned',
    text: 'A ferry «crosses» the strait 🚢.',
    before: 'The port is full.',
    lang: 'en',
    source: 'https://news.example/año nuevo?q=ñ',
    title: 'A ferry',
    created: '2026-11-22T16:00:00.000Z',
  },
  {
    claim: 'gone:with-its-set',
    text: 'Otra frase.',
    lang: 'es-MX',
    source: 'https://news.example/b',
    title: '',
    created: '2026-11-22T17:00:00.000Z',
  },
];
const history: readonly Encounter[] = [
  {
    id: 'harbour:ferry-planned https://news.example/strait',
    claim: 'harbour:ferry-planned',
    version: '1.0.0',
    page: 'https://news.example/strait',
    title: 'A ferry across the <strait>',
    outlet: 'news.example',
    language: 'en',
    first: '2026-11-20T10:00:00.000Z',
    last: '2026-11-21T10:00:00.000Z',
    wordings: [
      {
        at: '2026-11-20T10:00:00.000Z',
        quote: 'At least 64 [[people]] <b>died</b>.',
        drift: 'figure',
        attribution: 'none',
        comparison: 'attribution-dropped',
        figure: { said: '75', record: '64' },
      },
    ],
  },
];

function read(text: string) {
  const report = importAnnotations(text, { now });
  if (!report.ok) throw new Error(JSON.stringify(report.error));
  return report.value;
}

test('a row that is no note stays in the file of everything as it is, and keeps nothing else from being read', () => {
  const unread = [{ id: 'from-a-later-version', what: { unknown: [1] } }];
  const { text } = exportAnnotations('caveat', { ...anExport({ notes: everyKind }), unread });
  expect(JSON.parse(text).stores).toEqual({ notes: unread });
  expect(read(text).problems).toEqual([]);
  expect(read(text).entries).toHaveLength(everyKind.length);
  expect(JSON.parse(exportAnnotations('caveat', anExport({ notes: everyKind })).text)).not.toHaveProperty('stores');
});

describe('corrections', () => {
  test.each(['caveat', 'web-annotation'] as const)('come back from %s as they were, beside the notes', (format) => {
    const report = read(exportAnnotations(format, anExport({ notes: everyKind, corrections })).text);
    expect(report.problems).toEqual([]);
    expect(report.corrections).toEqual(corrections);
    expect(report.entries).toHaveLength(everyKind.length);
  });

  test('are W3C annotations by the schemas, each moderating what was identified', () => {
    const collection = JSON.parse(exportAnnotations('web-annotation', anExport({ corrections })).text);
    expect(schemaProblems('collection', collection)).toEqual([]);
    expect(schemaProblems('page', collection.first)).toEqual([]);
    for (const item of collection.first.items) {
      expect(schemaProblems('annotation', item)).toEqual([]);
      expect(item).toMatchObject({ motivation: 'moderating', 'cav:statesClaim': false });
    }
  });

  test('that are none are named with their place, and harm nothing', () => {
    const [good] = corrections;
    const file = { format: 'caveat-notes', version: 1, annotations: [], corrections: [good, 7, { ...good, text: '' }] };
    const report = read(JSON.stringify(file));
    expect(report.corrections).toEqual([good]);
    expect(report.problems.map(({ place, effect }) => `${place} ${effect}`)).toEqual([
      'corrections[1] part',
      'corrections[2] part',
    ]);
    const script = { ...good, source: 'javascript:alert(1)' };
    expect(read(JSON.stringify({ ...file, corrections: [script] })).corrections).toEqual([]);
    expect(read(JSON.stringify({ ...file, corrections: 'x', history: {} })).problems).toHaveLength(2);
  });
});

describe('what was met while reading', () => {
  test('is in no file unless the reader said so', () => {
    for (const format of exportFormats) {
      const { text } = exportAnnotations(format, anExport({ notes: everyKind }));
      expect(String(text)).not.toContain('At least 64');
      expect(String(text)).not.toContain('"history"');
    }
  });

  test('comes back from Caveat’s own file', () => {
    const report = read(exportAnnotations('caveat', anExport({ history })).text);
    expect(report.history).toEqual(history);
    expect(report.problems).toEqual([]);
  });

  test('is a list claim by claim in the report, as text', () => {
    const { document } = parseHTML(exportAnnotations('html', anExport({ history })).text);
    const shown = document.querySelector('main')?.textContent ?? '';
    expect(shown).toContain('Met while reading');
    expect(shown).toContain('The government has begun planning a ferry across the strait.');
    expect(shown).toContain('At least 64 [[people]] <b>died</b>.');
    expect(shown).toContain('75 here; 64 in the record.');
    expect(document.querySelector('main b')).toBeNull();
    expect(document.querySelector('main a')?.getAttribute('href')).toBe('https://news.example/strait');
  });

  test('is a list claim by claim in Markdown, escaped', () => {
    const text = exportAnnotations('markdown', anExport({ history })).text;
    expect(text).toContain('## Met while reading\n\n### The government has begun planning');
    expect(text).toContain(
      '> [!quote] 2026-11-20, [news.example](<https://news.example/strait>)\n> At least 64 \\[\\[people',
    );
  });
});
