/** Export, wipe, import: Caveat's own file gives everything back, the others everything their format can hold. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Annotation, colors, type JsonObject, pageKey, parseAnnotation } from '../../../lib/annotation/index.ts';
import {
  annotationsToSave,
  type ExportFormat,
  exportAnnotations,
  type ImportReport,
  importAnnotations,
} from '../../../lib/exchange/index.ts';
import { anExport, everyKind, noteId } from './samples.ts';

const now = '2026-11-23T08:00:00.000Z';
type Readable = 'caveat' | 'web-annotation' | 'hypothesis' | 'csv';
const readable: readonly Readable[] = ['caveat', 'web-annotation', 'hypothesis', 'csv'];

const written = (format: Exclude<ExportFormat, 'markdown-zip'>, notes: readonly Annotation[]): string =>
  exportAnnotations(format, anExport({ notes })).text;

function read(text: string, existing: readonly Annotation[] = []): ImportReport {
  const report = importAnnotations(text, { existing, now });
  if (!report.ok) throw new Error(JSON.stringify(report.error));
  return report.value;
}

const anyText = fc.oneof(
  fc.string(),
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('=1+1', "'=1+1", '"quoted", twice', 'a\r\nb', ' 🚢 ', '<%* x %>', '[[x]]', "''@", '\ttab', '\u2028'),
);
const iso = fc
  .tuple(fc.integer({ min: 0, max: 4e9 }), fc.nat(999))
  .map(([seconds, ms]) => new Date(seconds * 1000 + ms).toISOString());
const span = fc.tuple(fc.nat(1e6), fc.nat(1e4)).map(([start, length]) => ({ start, end: start + length }));
const json: fc.Arbitrary<JsonObject> = fc.dictionary(
  fc.stringMatching(/^[a-z]{1,8}$/),
  fc.oneof(
    fc.string({ maxLength: 20 }),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(fc.integer(), { maxLength: 3 }),
  ),
  { minKeys: 1, maxKeys: 4 },
);
const otherSelector = fc.oneof(
  fc.record({ type: fc.constant('XPathSelector'), value: fc.constantFrom('/html/body/p[1]', '//article') }),
  fc.record({ type: fc.constant('CssSelector'), value: fc.constant('article > p') }),
  fc.record({
    type: fc.constant('RangeSelector'),
    startContainer: fc.constant('/div[1]'),
    startOffset: fc.nat(50),
    endContainer: fc.constant('/div[2]'),
    endOffset: fc.nat(50),
  }),
  fc.nat(50).map((at) => {
    const refinedBy = { type: 'TextPositionSelector', start: at, end: at };
    const end = { type: 'XPathSelector', value: '/html[1]/body[1]/p[1]', refinedBy };
    return { type: 'RangeSelector', startSelector: end, endSelector: end };
  }),
  json.map((fields) => ({ ...fields, type: 'EpubSelector' })),
);
const target = fc.record(
  {
    source: fc
      .oneof(
        fc.webUrl({ withQueryParameters: true }),
        fc.constantFrom('https://periódico.example/a b?q=ñ', 'standard input'),
      )
      .map(pageKey),
    address: fc.constantFrom('https://m.news.example/amp/a?utm_source=x&fbclid=1', 'http://[::1]/ñ «a» b', 'a\tb'),
    title: anyText,
    language: fc.constantFrom('en', 'es-MX'),
    sourceDate: iso,
    selectors: fc.oneof(
      fc.constant([]),
      fc
        .record({
          exact: anyText.filter((text) => text !== ''),
          prefix: anyText,
          suffix: anyText,
          span,
          points: fc.option(span, { nil: undefined }),
        })
        .map(({ exact, prefix, suffix, span: { start, end }, points }) => [
          { type: 'TextQuoteSelector' as const, exact, prefix, suffix },
          { type: 'TextPositionSelector' as const, start, end, ...(points ? { codePoints: points } : {}) },
        ]),
    ),
    otherSelectors: fc.array(otherSelector, { minLength: 1, maxLength: 3 }) as fc.Arbitrary<JsonObject[]>,
  },
  { requiredKeys: ['source', 'selectors'] },
);
const tags = fc.uniqueArray(
  anyText.map((text) => text.slice(0, 60)).filter((text) => text.trim() !== ''),
  { maxLength: 4 },
);
const notes: fc.Arbitrary<Annotation[]> = fc
  .array(
    fc
      .record(
        {
          motivation: fc.constantFrom('commenting' as const, 'questioning' as const, 'highlighting' as const),
          created: iso,
          modified: iso,
          text: anyText,
          tags,
          color: fc.constantFrom(...colors),
          claim: fc.constantFrom('harbour:ferry-planned' as const, 'gone:with-its-set' as const),
          target,
          other: json.map((fields) =>
            Object.fromEntries(Object.entries(fields).map(([key, value]) => [`x-${key}`, value])),
          ),
        },
        { requiredKeys: ['motivation', 'created', 'modified', 'text', 'tags'] },
      )
      .filter((note) => note.claim !== undefined || note.target !== undefined),
    { maxLength: 5 },
  )
  .map((list) => list.map((note, n): Annotation => ({ id: noteId(n + 1), ...note }) as Annotation));

/** What a format can hold of a note, by the table in the module's own words: everything but what is cleared here. */
function held(note: Annotation, format: Readable): unknown {
  if (format === 'caveat') return note;
  const { other: _other, target: at, ...rest } = note;
  const time = (date: string): number => Math.floor(Date.parse(date) / (format === 'csv' ? 1000 : 1));
  const quote = at?.selectors.find((selector) => selector.type === 'TextQuoteSelector');
  if (format === 'csv') {
    const text = (words: string): string => words.replaceAll('\0', '').slice(0, 8191);
    return {
      id: note.id,
      motivation: note.motivation,
      created: time(note.created),
      text: text(note.text),
      tags: note.tags.map((tag) => text(tag).trim()).filter(Boolean),
      color: note.color,
      claim: note.claim,
      source: at && encodeURI(decodeURI(at.source)),
      // Of a title or a quote of nothing but NUL nothing is left.
      title: (at?.title && text(at.title).slice(0, 511)) || undefined,
      quote: (quote && text(quote.exact)) || undefined,
    };
  }
  const others = at?.otherSelectors?.filter(({ type, startContainer }) =>
    format === 'hypothesis' ? startContainer !== undefined : type !== 'EpubSelector' && startContainer === undefined,
  );
  return {
    ...rest,
    created: time(note.created),
    modified: time(note.modified),
    ...(at
      ? {
          target: {
            ...at,
            sourceDate: at.sourceDate && time(at.sourceDate),
            otherSelectors: others?.length ? others : undefined,
          },
        }
      : {}),
  };
}

describe('what was exported', () => {
  test('comes back from Caveat’s own file field by field, unknown fields included', () => {
    fc.assert(
      fc.property(notes, (given) => {
        const report = read(written('caveat', given));
        expect(report.problems).toEqual([]);
        // `other` of a target's unknown fields and `__proto__` aside, the very same values.
        expect(annotationsToSave(report)).toEqual(given);
      }),
      { numRuns: 200 },
    );
  });

  test.each(['web-annotation', 'hypothesis'] as const)('comes back from %s as far as it can hold it', (format) => {
    fc.assert(
      fc.property(notes, (given) => {
        const report = read(written(format, given));
        expect(report.problems).toEqual([]);
        expect(report.entries.map(({ annotation }) => held(annotation, format))).toEqual(
          given.map((note) => held(note, format)),
        );
      }),
      { numRuns: 200 },
    );
  });

  test('comes back from CSV as far as it can hold it', () => {
    fc.assert(
      fc.property(notes, (given) => {
        // A page without an address has no encoded form a spreadsheet could show.
        const list = given.filter(({ target: at }) => at?.source !== 'standard input');
        const report = read(written('csv', list));
        const back = new Map(report.entries.map(({ annotation }) => [annotation.id, annotation]));
        for (const note of list) {
          const found = back.get(note.id);
          expect(found && held(found, 'csv')).toEqual(held(note, 'csv'));
        }
      }),
      { numRuns: 200 },
    );
  });

  test.each(readable)('of %s changes nothing when it is imported where it came from', (format) => {
    fc.assert(
      fc.property(notes, (given) => {
        // Only a file of Caveat's names a page without an address.
        const report = read(written(format, given), given);
        expect(report.entries.map(({ status }) => status)).toEqual(given.map(() => 'identical'));
        expect(annotationsToSave(report, ['newer', 'older', 'differs'])).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  test.each(readable)('of %s is imported once, however often it is read', (format) => {
    fc.assert(
      fc.property(notes, (given) => {
        const text = written(format, given);
        const first = annotationsToSave(read(text));
        for (const note of first) expect(parseAnnotation(note).ok).toBe(true);
        const again = read(text, first);
        expect(annotationsToSave(again)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  test.each(readable)('survives %s for one of every kind', (format) => {
    const report = read(written(format, everyKind));
    expect(report.entries).toHaveLength(everyKind.length);
    expect(report.entries.map(({ annotation }) => annotation.text)).toEqual(everyKind.map(({ text }) => text));
    expect(report.entries.map(({ annotation }) => annotation.claim)).toEqual(everyKind.map(({ claim }) => claim));
    expect(report.entries.map(({ annotation }) => annotation.color)).toEqual(everyKind.map(({ color }) => color));
    const motivations = everyKind.map(({ motivation }) => motivation);
    expect(report.entries.map(({ annotation }) => annotation.motivation)).toEqual(motivations);
  });
});
