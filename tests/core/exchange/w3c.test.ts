/** What we write is W3C Web Annotation by the W3C's own schemas, and by what the schemas do not look at. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Annotation, codePointSpan, colors } from '../../../lib/annotation/index.ts';
import { type ExportInput, exportAnnotations, importAnnotations } from '../../../lib/exchange/index.ts';
import { aReport } from '../../support/builders.ts';
import { anExport, aPage, everyKind, noteId } from './samples.ts';
import { schemaCounts, schemaProblems } from './w3c-schemas.ts';

// biome-ignore lint/suspicious/noExplicitAny: a file as its reader gets it, without our types
type Json = any;

const written = (input: Partial<ExportInput>): Json =>
  JSON.parse(exportAnnotations('web-annotation', anExport(input)).text);

/** Every problem the schemas find in a collection, its page and each of its annotations. */
const problems = (collection: Json): string[] => [
  ...schemaProblems('collection', collection),
  ...(collection.first ? schemaProblems('page', collection.first) : []),
  ...(collection.first?.items ?? []).flatMap((item: Json) =>
    schemaProblems('annotation', item).map((problem) => `${problem} in ${JSON.stringify(item.target)}`),
  ),
];

const MOTIVATIONS = new Set(['commenting', 'questioning', 'highlighting', 'identifying']);

/** What the schemas do not assert (they would pass `start > end`, or any motivation). */
function ownProblems(collection: Json): string[] {
  const items: Json[] = collection.first?.items ?? [];
  const found: string[] = [];
  const require = (fine: boolean, what: string): void => void (fine || found.push(what));
  require(collection.total === items.length, 'total');
  require(new Set(items.map((item) => item.id)).size === items.length, 'ids are unique');
  for (const item of items) {
    require(MOTIVATIONS.has(item.motivation), `motivation ${item.motivation}`);
    for (const body of item.body ?? []) require(!('source' in body && 'value' in body), 'source and value');
    for (const selector of item.target.selector ?? []) {
      if (selector.type === 'TextPositionSelector') require(selector.start <= selector.end, 'start <= end');
    }
    const address = item.target.source ?? item.target.id;
    require(/^[a-z][a-z0-9+.-]*:[\x21-\x7e]+$/i.test(address), `address ${address}`);
  }
  return found;
}

const everyCombination = (['commenting', 'questioning', 'highlighting'] as const).flatMap((motivation, m) =>
  ['', 'Text.'].flatMap((text, t) =>
    [[], ['one'], ['one', 'dos años']].map((tags, g): Annotation => {
      const { claim, ...note } = everyKind[0] as Annotation;
      return {
        ...note,
        id: noteId(100 + m * 10 + t * 5 + g),
        motivation,
        text,
        tags,
        ...(g > 0 && claim ? { claim } : {}),
      };
    }),
  ),
);

const withOtherSelectors = [
  { type: 'CssSelector', value: 'p.lead' },
  { type: 'XPathSelector', value: '/html/body/p[1]' },
  { type: 'SvgSelector', value: '<svg/>' },
  { type: 'DataPositionSelector', start: 1, end: 2 },
  { type: 'FragmentSelector', value: 'xywh=1,2,3,4', conformsTo: 'http://www.w3.org/TR/media-frags/' },
  {
    type: 'RangeSelector',
    startSelector: { type: 'XPathSelector', value: '/a' },
    endSelector: { type: 'XPathSelector', value: '/b' },
  },
  {
    type: 'RangeSelector',
    startSelector: {
      type: 'XPathSelector',
      value: '/html[1]/body[1]/p[2]',
      refinedBy: { type: 'TextPositionSelector', start: 7, end: 7 },
    },
    endSelector: {
      type: 'XPathSelector',
      value: '/html[1]/body[1]/p[3]',
      refinedBy: { type: 'TextPositionSelector', start: 0, end: 0 },
    },
  },
  { type: 'RangeSelector', startContainer: '/a', endContainer: '/b', startOffset: 0, endOffset: 1 },
  { type: 'XPathSelector', value: '/p', refinedBy: { type: 'Unknown' } },
  { type: 'RangeSelector', startSelector: 7, endSelector: null },
  { type: 'FragmentSelector', value: 7 },
  { type: 'FragmentSelector', value: 'x', conformsTo: 'not an address' },
  { type: 'CssSelector', value: 'p', refinedBy: { type: 'Unknown' } },
  { type: 'DataPositionSelector', start: -1, end: 0.5 },
  { type: 'EpubCfiSelector', value: 'epubcfi(/6/4)' },
  { type: 'constructor' },
  { nothing: true },
].map((selector, n): Annotation => {
  const note = everyKind[0] as Annotation;
  return {
    ...note,
    id: noteId(200 + n),
    target: { source: 'https://a.example/', selectors: [], ...note.target, otherSelectors: [selector] },
  };
});

describe('where a passage stands among elements', () => {
  const [w3c, hypothesis] = [withOtherSelectors[6], withOtherSelectors[7]].map(
    (note) => note?.target?.otherSelectors?.[0],
  );
  const [note] = withOtherSelectors;
  const notes = [{ ...note, target: { ...note?.target, otherSelectors: [w3c, hypothesis] } }] as Annotation[];

  test.each([
    ['web-annotation', 'first.items.0.target.selector', w3c],
    ['hypothesis', 'annotations.0.target.0.selector', hypothesis],
  ] as const)('goes into %s in its own form only, and comes back', (format, path, own) => {
    const { text } = exportAnnotations(format, anExport({ notes }));
    const selectors: { type: string }[] = path.split('.').reduce((at: Json, key) => at[key], JSON.parse(text));
    expect(selectors.filter(({ type }) => type === 'RangeSelector')).toEqual([own]);
    const back = importAnnotations(text, { now: '2026-11-22T15:00:00Z' });
    expect(back.ok && back.value.entries[0]?.annotation.target?.otherSelectors).toEqual([own]);
  });
});

describe('the W3C schemas', () => {
  test('are all there: 54 for annotations, 10 for collections, 15 for pages', () => {
    expect(schemaCounts).toEqual({ annotation: 54, collection: 10, page: 15 });
  });

  test('tell a wrong document from a right one', () => {
    const [item] = written({ notes: everyKind }).first.items;
    expect(schemaProblems('annotation', { ...item, id: 'not a uri' })).not.toEqual([]);
    expect(schemaProblems('annotation', { ...item, '@context': 'https://www.w3.org/ns/anno.jsonld' })).not.toEqual([]);
    expect(schemaProblems('annotation', { ...item, created: 'yesterday' })).not.toEqual([]);
    const { target: _target, ...withoutTarget } = item;
    expect(schemaProblems('annotation', withoutTarget)).not.toEqual([]);
  });

  test.each<[string, Partial<ExportInput>]>([
    ['nothing at all', {}],
    ['one of every kind of note', { notes: everyKind }],
    ['a page with its sentences', { page: aPage }],
    ['a page whose text is not at hand', { page: { source: aPage.source, title: '', report: aPage.report } }],
    ['a page where nothing was found', { page: { ...aPage, report: aReport({ annotations: [], claims: [] }) } }],
    ['a page with notes', { page: aPage, notes: everyKind }],
    ['every motivation with and without text, tags and claim', { notes: everyCombination }],
    ['selectors other programs wrote, in any shape', { notes: withOtherSelectors }],
    [
      'what begins like an address and names nothing',
      {
        notes: ['A:?', 'a:', 'b:#c', 'mailto:?', '?', '#'].map((source, n) => ({
          ...(everyKind[5] as Annotation),
          id: noteId(300 + n),
          target: { source, selectors: [] },
        })),
      },
    ],
    [
      'a thousand notes',
      { notes: Array.from({ length: 1000 }, (_, n) => ({ ...(everyKind[n % 5] as Annotation), id: noteId(n) })) },
    ],
  ])(
    'accept %s',
    (_, input) => {
      const collection = written(input);
      expect(problems(collection)).toEqual([]);
      expect(ownProblems(collection)).toEqual([]);
    },
    30_000,
  );

  test.each(colors)('accept %s, said in the standard’s way: a class, and a style sheet that paints it', (color) => {
    const notes = everyKind.map((note) => ({ ...note, color }));
    const collection = written({ notes });
    expect(problems(collection)).toEqual([]);
    for (const item of collection.first.items) {
      expect(item.target.styleClass).toBe(`cav-${color}`);
      expect(item.stylesheet.type).toBe('CssStylesheet');
      expect(item.stylesheet.value).toMatch(new RegExp(`^\\.cav-${color} \\{ background-color: rgb\\(`));
    }
    // A class without a sheet is what the schemas refuse.
    const [{ stylesheet: _none, ...bare }] = collection.first.items;
    expect(schemaProblems('annotation', bare)).not.toEqual([]);
  });

  test('accept whatever a reader writes wherever', () => {
    const anyText = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }));
    const anyNote = fc.record({
      text: anyText,
      tags: fc.array(anyText, { maxLength: 3 }),
      source: fc.oneof(fc.webUrl({ withQueryParameters: true, withFragments: true }), anyText),
      exact: anyText,
      prefix: anyText,
      suffix: anyText,
      start: fc.nat(1e6),
      length: fc.nat(1e4),
    });
    fc.assert(
      fc.property(fc.array(anyNote, { maxLength: 4 }), (given) => {
        const notes = given.map(
          ({ text, tags, source, exact, prefix, suffix, start, length }, n): Annotation => ({
            id: noteId(n),
            motivation: 'commenting',
            created: '2026-08-23T10:00:00Z',
            modified: '2026-08-23T10:00:00Z',
            text,
            tags,
            target: {
              source,
              selectors: [
                { type: 'TextQuoteSelector', exact, prefix, suffix },
                {
                  type: 'TextPositionSelector',
                  start,
                  end: start + length,
                  codePoints: { start, end: start + length },
                },
              ],
            },
          }),
        );
        const collection = written({ notes });
        expect([...problems(collection), ...ownProblems(collection)]).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });
});

describe('a W3C export', () => {
  test('counts positions in code points, and the text at them is the quote', () => {
    const { items } = written({ page: aPage }).first;
    const points = [...aPage.text];
    expect(items).toHaveLength(3);
    for (const { target } of items.slice(0, 2)) {
      const [quote, position] = target.selector;
      expect(points.slice(position.start, position.end).join('')).toBe(quote.exact);
      expect(position.start).toBeLessThan(target['cav:utf16Start']);
      expect(aPage.text.slice(0, target['cav:utf16Start'])).toSatisfy((before: string) =>
        before.endsWith(quote.prefix),
      );
    }
  });

  test('leaves a position out where only UTF-16 offsets are known', () => {
    const { items } = written({ notes: everyKind.slice(0, 1) }).first;
    expect(items[0].target.selector.map(({ type }: Json) => type)).toEqual(['TextQuoteSelector', 'FragmentSelector']);
    expect(items[0].target['cav:utf16Start']).toBe(120);
  });

  test('identifies claims and carries drift, attribution, level and confidence as data', () => {
    const [first, second, third] = written({ page: aPage }).first.items;
    expect(first).toMatchObject({
      motivation: 'identifying',
      body: [{ source: 'urn:caveat:claim:harbour:ferry-planned', purpose: 'identifying' }],
      'cav:level': 2,
      'cav:drift': 'none',
      'cav:attribution': 'none',
      'cav:confidence': 0.94,
      target: { source: 'https://news.example/strait' },
    });
    expect(second).toMatchObject({
      'cav:level': 'J',
      'cav:drift': 'overstated',
      'cav:attribution': 'anonymous',
      'cav:confidence': 0.712,
    });
    expect(third['cav:level']).toBe('?');
  });

  test('never assesses', () => {
    expect(exportAnnotations('web-annotation', anExport({ page: aPage, notes: everyKind })).text).not.toContain(
      'assessing',
    );
  });

  test('points a note on a claim alone at the claim', () => {
    const [item] = written({ notes: everyKind.slice(1, 2) }).first.items;
    expect(item.target.id).toBe('urn:caveat:claim:harbour:ferry-planned');
  });

  test('gives the same file for the same input, named after page and day', () => {
    const input = anExport({ page: aPage, notes: everyKind });
    expect(exportAnnotations('web-annotation', input)).toEqual(exportAnnotations('web-annotation', input));
    expect(exportAnnotations('web-annotation', input)).toMatchObject({
      name: 'caveat-news.example-2026-11-22.jsonld',
      mediaType: 'application/ld+json',
    });
    expect(exportAnnotations('web-annotation', anExport()).name).toBe('caveat-notes-2026-11-22.jsonld');
  });

  test.each([
    [
      'a sentence',
      'Officials said on Monday that training is underway.',
      '',
      '',
      ':~:text=Officials%20said%20on%20Monday%20that%20training%20is%20underway.',
    ],
    [
      'separators in it',
      'A five-year, "risk & reward" kind of plan',
      '',
      '',
      ':~:text=A%20five%2Dyear%2C%20%22risk%20%26%20reward%22%20kind%20of%20plan',
    ],
    [
      'a few words, with whole words around',
      'is underway',
      'fficials say training ',
      ' near the bor',
      ':~:text=say%20training-,is%20underway,-near%20the',
    ],
    ['several blocks, by their ends', 'One two.\nThree four.', '', '', ':~:text=One%20two.,Three%20four.'],
  ])('links to %s by a text fragment', (_, exact, prefix, suffix, expected) => {
    const note = {
      ...(everyKind[5] as Annotation),
      target: {
        source: 'https://news.example/a',
        selectors: [{ type: 'TextQuoteSelector' as const, exact, prefix, suffix }],
      },
    };
    const [item] = written({ notes: [note] }).first.items;
    expect(item.target.selector.at(-1)).toEqual({
      type: 'FragmentSelector',
      conformsTo: 'https://wicg.github.io/scroll-to-text-fragment/',
      value: expected,
    });
  });

  test('keeps code-point spans true for any text', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 5 }), { minLength: 3, maxLength: 3 }), (parts) => {
        const [before = '', inside = '', after = ''] = parts;
        const span = codePointSpan(before + inside + after, {
          start: before.length,
          end: before.length + inside.length,
        });
        expect([...(before + inside + after)].slice(span.start, span.end).join('')).toBe(inside);
      }),
    );
  });
});
