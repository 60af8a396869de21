import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Annotation, newAnnotation, parseAnnotation } from '../../../lib/annotation/index.ts';
import { aNote } from '../../support/builders.ts';

const problemsOf = (input: unknown): string[] => {
  const parsed = parseAnnotation(input);
  return parsed.ok ? [] : parsed.error.map(({ place, message }) => `${place}: ${message}`);
};
const placesOf = (input: unknown): string[] => {
  const parsed = parseAnnotation(input);
  return parsed.ok ? [] : parsed.error.map(({ place }) => place);
};

describe('parseAnnotation', () => {
  test('takes a note as it is', () => {
    expect(parseAnnotation(aNote())).toEqual({ ok: true, value: aNote() });
  });

  test('keeps code points beside the UTF-16 offsets', () => {
    const selectors = [{ type: 'TextPositionSelector' as const, start: 4, end: 9, codePoints: { start: 3, end: 8 } }];
    const note = aNote({ target: { source: 'https://news.example/', selectors } });
    expect(parseAnnotation(note)).toEqual({ ok: true, value: note });
  });

  test('keeps the colour of a passage, and refuses one that is not among the names', () => {
    expect(parseAnnotation(aNote({ color: 'blue' }))).toEqual({ ok: true, value: aNote({ color: 'blue' }) });
    expect(placesOf({ ...aNote(), color: 'url(evil)' })).toEqual(['color']);
  });

  test('survives being stored as JSON', () => {
    expect(parseAnnotation(JSON.parse(JSON.stringify(aNote())))).toEqual({ ok: true, value: aNote() });
  });

  test('drops fields it does not know', () => {
    expect(parseAnnotation({ ...aNote(), evil: '<script>' })).toEqual({ ok: true, value: aNote() });
  });

  test('turns the source into a page key', () => {
    const parsed = parseAnnotation(
      aNote({ target: { source: 'HTTPS://News.example/a?utm_source=x#b', selectors: [] } }),
    );
    expect(parsed.ok && parsed.value.target?.source).toBe('https://news.example/a');
  });

  const { claim: _claim, target: _target, ...ofNothing } = aNote();
  test.each<[string, unknown, string[]]>([
    ['nothing', null, ['']],
    ['a list', [], ['id', 'created', 'modified', 'motivation', 'text', 'tags']],
    ['an id that is no UUID', { ...aNote(), id: 'urn:uuid:1' }, ['id']],
    ['a date without a zone', { ...aNote(), created: '2026-08-23T10:00:00' }, ['created']],
    ['a day that does not exist', { ...aNote(), modified: '2026-13-41T10:00:00Z' }, ['modified']],
    ['a verdict', { ...aNote(), motivation: 'assessing' }, ['motivation']],
    ['a note that is too long', { ...aNote(), text: 'x'.repeat(20_001) }, ['text']],
    ['a tag that is no text', { ...aNote(), tags: ['fine', 3] }, ['tags[1]']],
    ['a claim key without its set', { ...aNote(), claim: 'training-underway' }, ['claim']],
    ['a note on nothing', ofNothing, ['']],
    [
      'a selector of another kind',
      { ...aNote(), target: { source: 'https://a.example/', selectors: [{ type: 'CssSelector', value: 'p' }] } },
      ['target.selectors[0].type'],
    ],
    [
      'a position that ends before it starts',
      {
        ...aNote(),
        target: { source: 'https://a.example/', selectors: [{ type: 'TextPositionSelector', start: 5, end: 4 }] },
      },
      ['target.selectors[0]'],
    ],
    [
      'half an offset',
      {
        ...aNote(),
        target: { source: 'https://a.example/', selectors: [{ type: 'TextPositionSelector', start: 0.5, end: 4 }] },
      },
      ['target.selectors[0].start'],
    ],
  ])('refuses %s and says where', (_, input, places) => {
    expect(placesOf(input)).toEqual(places);
  });

  test('never throws, whatever comes', () => {
    fc.assert(
      fc.property(
        fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true }),
        (input) => {
          expect(problemsOf(input).length).toBeGreaterThan(0);
        },
      ),
    );
  });
});

describe('newAnnotation', () => {
  const given = { id: '3F1F8B7E-0a7b-4b1a-9e54-8a7f2e3a0c11', now: '2026-11-22T14:45:00.000Z' };

  test.each<[string, Partial<Annotation>, Annotation['motivation']]>([
    ['comments where it has text', { text: 'Who?' }, 'commenting'],
    ['highlights where it has none', {}, 'highlighting'],
    ['asks where it is told to', { text: 'Who?', motivation: 'questioning' }, 'questioning'],
  ])('%s', (_, fields, motivation) => {
    expect(newAnnotation({ ...given, claim: 'a:b', ...fields }).motivation).toBe(motivation);
  });

  test('makes what parseAnnotation accepts', () => {
    const note = newAnnotation({
      ...given,
      text: 'Who?',
      claim: 'a:b',
      target: { source: 'https://News.example/a#b', selectors: [] },
    });
    expect(note).toMatchObject({
      created: given.now,
      modified: given.now,
      target: { source: 'https://news.example/a' },
    });
    expect(parseAnnotation(note)).toEqual({ ok: true, value: note });
  });

  test('keeps the address of another view of the page beside the key', () => {
    const parsed = parseAnnotation(
      aNote({ target: { source: 'https://m.news.example/a?utm_source=x', selectors: [] } }),
    );
    expect(parsed.ok && parsed.value.target).toEqual({
      source: 'https://news.example/a',
      address: 'https://m.news.example/a',
      selectors: [],
    });
    expect(parsed.ok && parseAnnotation(parsed.value)).toEqual(parsed);
  });
});
