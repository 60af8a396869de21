/** Broken and hostile files: nothing throws, nothing dangerous is kept, nothing good in them is lost. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Annotation, parseAnnotation } from '../../../lib/annotation/index.ts';
import {
  annotationsToSave,
  exportAnnotations,
  importAnnotations,
  isScriptAddress,
} from '../../../lib/exchange/index.ts';
import { aNote } from '../../support/builders.ts';
import { anExport, everyKind, noteId } from './samples.ts';

const now = '2026-11-23T08:00:00.000Z';
const good = aNote({ id: noteId(77), text: 'still here' });

const scripts = [
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  ' javascript:alert(1)',
  'java\nscript:alert(1)',
  '\u0001javascript:alert(1)',
  'java\u200bscript:alert(1)',
  'javascript\t:alert(1)',
  'vbscript:msgbox(1)',
  'data:text/html,<script>alert(1)</script>',
  'DATA:text/html;base64,PHNjcmlwdD4=',
  'blob:https://a.example/1',
  'filesystem:https://a.example/x',
  'view-source:javascript:alert(1)',
  'feed:javascript:alert(1)',
];

const deep = (open: string, close: string, depth: number): string => open.repeat(depth) + close.repeat(depth);
const long = 'x'.repeat(2_000_000);

/** Values no field of an annotation has; the field's own place must take each without harm. */
const wrong: readonly (readonly [string, string])[] = [
  ['a number', '7'],
  ['a huge number', '1e999'],
  ['a fraction', '0.5'],
  ['true', 'true'],
  ['null', 'null'],
  ['an empty list', '[]'],
  ['an empty object', '{}'],
  ['a nested list', '[[["x"]]]'],
  ['a deep list', deep('[', ']', 5_000)],
  ['a deep object', `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`],
  ['a very long text', JSON.stringify(long)],
  ['an object that sets a prototype', '{"__proto__": {"polluted": 1}}'],
  ['an object with a constructor', '{"constructor": {"prototype": {"polluted": 1}}}'],
  ['an object that pretends to be text', '{"length": 3, "toString": "x", "valueOf": 1}'],
  ['a very long address', JSON.stringify(`https://a.example/${long}`)],
  ['half a character', '"\\ud83d"'],
  ['a NUL', '"\\u0000"'],
  ['a script address', '"javascript:alert(1)"'],
  ['markup', '"<img src=x onerror=alert(1)>"'],
];

const asJson = (fields: Record<string, string>): string =>
  `{${Object.entries(fields)
    .map(([key, value]) => `${JSON.stringify(key)}: ${value}`)
    .join(', ')}}`;
const text = (value: unknown): string => JSON.stringify(value);

const shapes: readonly { format: string; fields: Record<string, string>; wrap: (entry: string) => string }[] = [
  {
    format: 'Caveat’s own',
    fields: {
      id: text(noteId(1)),
      motivation: '"commenting"',
      created: '"2026-01-01T00:00:00Z"',
      modified: '"2026-01-01T00:00:00Z"',
      text: '"t"',
      tags: '["a"]',
      claim: '"harbour:ferry-planned"',
      target: '{"source": "https://a.example/", "selectors": []}',
      other: '{"a": 1}',
    },
    wrap: (entry) => `{"format": "caveat-notes", "version": 1, "annotations": [${entry}, ${text(good)}]}`,
  },
  {
    format: 'W3C',
    fields: {
      id: '"https://a.example/1"',
      type: '"Annotation"',
      motivation: '"commenting"',
      created: '"2026-01-01T00:00:00Z"',
      body: '{"type": "TextualBody", "value": "t"}',
      bodyValue: '"t"',
      target: '{"source": "https://a.example/"}',
      creator: '"Ana"',
      stylesheet: '{"type": "CssStylesheet", "value": ".loud { color: red; }"}',
    },
    wrap: (entry) =>
      `[${entry}, {"type": "Annotation", "id": "${good.id}", "body": {"value": "still here"}, "target": "https://a.example/2"}]`,
  },
  {
    format: 'Hypothesis',
    fields: {
      id: '"abc"',
      created: '"2026-01-01T00:00:00Z"',
      uri: '"https://a.example/"',
      text: '"t"',
      tags: '["a"]',
      document: '{"title": ["T"]}',
      target: '[{"source": "https://a.example/", "selector": []}]',
      caveat: '{}',
      user: '"u"',
    },
    wrap: (entry) =>
      `{"export_userid": "", "annotations": [${entry}, {"id": "${good.id}", "uri": "https://a.example/2", "text": "still here"}]}`,
  },
];

/** What no file may lead to: something thrown, a note that could not be stored, a script address, a changed prototype. */
function harmless(file: string | Uint8Array): readonly Annotation[] {
  const read = importAnnotations(file, { existing: everyKind, now });
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  if (!read.ok) {
    expect(read.error.effect).toBe('file');
    return [];
  }
  const notes = annotationsToSave(read.value, ['newer', 'older', 'differs']);
  for (const note of notes) {
    expect(parseAnnotation(note)).toMatchObject({ ok: true });
    if (note.target) expect(isScriptAddress(note.target.source)).toBe(false);
    if (note.target?.address !== undefined) expect(isScriptAddress(note.target.address)).toBe(false);
    const foreign = JSON.stringify([note.other ?? {}, note.target?.otherSelectors ?? []]);
    expect(foreign).not.toMatch(/javascript:|"__proto__"|"constructor"/i);
    // What is kept can be written again, in every format.
    for (const format of ['caveat', 'web-annotation', 'hypothesis', 'csv', 'html', 'ris', 'csl-json'] as const) {
      exportAnnotations(format, anExport({ notes: [note] }));
    }
  }
  for (const { place, code } of read.value.problems) expect(`${code} ${place}`).toMatch(/^[a-z-]+ /);
  return notes;
}

describe.each(shapes)('an entry of $format', ({ fields, wrap }) => {
  const cases = Object.keys(fields).flatMap((field) => wrong.map(([what, value]) => [field, what, value] as const));
  test.each(cases)('may have as its %s %s', (field, _, value) => {
    const notes = harmless(wrap(asJson({ ...fields, [field]: value })));
    expect(notes.map((note) => note.text)).toContain('still here');
  });

  test.each(scripts)('never sends a reader to %j', (address) => {
    const given = { ...fields };
    const where = 'uri' in fields ? 'uri' : 'target';
    given[where] = where === 'uri' ? text(address) : text({ source: address, selectors: [], selector: [] });
    const notes = harmless(wrap(asJson(given)));
    expect(notes.map((note) => note.text)).toEqual(['still here']);
  });

  test.each(scripts)('keeps no %j as the address the page was open at', (address) => {
    const source = 'https://a.example/';
    const given =
      'uri' in fields
        ? { ...fields, caveat: text({ address }) }
        : { ...fields, target: text({ source, address, 'cav:address': address, selectors: [] }) };
    const notes = harmless(wrap(asJson(given)));
    expect(notes).toHaveLength(2);
    for (const note of notes) expect(note.target).not.toHaveProperty('address');
  });
});

const ownFile: string = exportAnnotations('caveat', anExport({ notes: everyKind })).text;
const w3cFile: string = exportAnnotations('web-annotation', anExport({ notes: everyKind })).text;

describe('a file', () => {
  const backup = (annotations: string): string =>
    `{"format": "caveat-notes", "version": 1, "annotations": ${annotations}}`;
  test.each<[string, string]>([
    ['of open brackets', '['.repeat(500_000)],
    ['of open braces', '{"a":'.repeat(500_000)],
    ['nested without end, but closed', deep('[', ']', 200_000)],
    ['nested in what looks like ours', backup(deep('[', ']', 100_000))],
    ['that is one long text', text(long)],
    ['that is one long key', `{"${long}": 1}`],
    [
      'of one kind that says it is another',
      '{"format": "caveat-notes", "type": "AnnotationCollection", "annotations": {"length": 1e9}}',
    ],
    ['of ours without its list', '{"format": "caveat-notes"}'],
    ['of ours with a list of lists', backup('[[[]], [1], []]')],
    ['whose version is an object', '{"format": "caveat-notes", "version": {"a": 1}, "annotations": []}'],
    ['whose own prototype is set', '{"__proto__": {"format": "caveat-notes"}, "annotations": []}'],
    ['whose page is its own next', '{"id": "p", "type": "AnnotationPage", "items": [], "next": "p"}'],
    ['whose collection begins with itself', '{"id": "c", "type": "AnnotationCollection", "first": "c"}'],
    [
      'with a hundred thousand pages in pages',
      `${'{"type":"AnnotationPage","items":[],"next":'.repeat(100_000)}null${'}'.repeat(100_000)}`,
    ],
    ['whose items are a text', '{"type": "AnnotationPage", "items": "many"}'],
    [
      'of annotations that target each other',
      '[{"type":"Annotation","id":"urn:a","target":"urn:b"},{"type":"Annotation","id":"urn:b","target":"urn:a"}]',
    ],
    [
      'with a thousand entries of one id',
      backup(`[${Array.from({ length: 1_000 }, (_, n) => text(aNote({ text: String(n) }))).join()}]`),
    ],
    [
      'with ten thousand targets',
      `[{"type":"Annotation","target":[${Array.from({ length: 10_000 }, (_, n) => `"https://a.example/${n}"`).join()}]}]`,
    ],
    [
      'with ten thousand selectors',
      `[{"type":"Annotation","target":{"source":"https://a.example/","selector":[${'{"type":"CssSelector","value":"p"},'.repeat(10_000)}{}]}}]`,
    ],
    [
      'with ten thousand tags',
      `{"annotations":[{"uri":"https://a.example/","tags":[${Array.from({ length: 10_000 }, (_, n) => `"t${n}"`).join()}]}]}`,
    ],
    ['cut off in the middle', ownFile.slice(0, 1_000)],
    ['cut off at the end', w3cFile.slice(0, -3)],
    ['written twice into one', '[]'.repeat(2)],
    ['with a mark in the middle', '[1, \ufeff 2]'],
    ['of carriage returns', exportAnnotations('caveat', anExport({ notes: [good] })).text.replaceAll('\n', '\r')],
    ['with comments', '{"format": "caveat-notes", /* ours */ "annotations": []}'],
    ['of JSON lines', `${text(good)}\n${text(good)}`],
    ['that only opens a quotation mark', 'Highlight,URL\n"'],
    ['of quotation marks', `Highlight,URL\n${'"'.repeat(99_999)}`],
    ['of rows that each open one', `Highlight,URL\n${'"never closed,https://a.example/\n'.repeat(3_000)}`],
    ['of commas', `Highlight,URL\n${','.repeat(500_000)}`],
    ['of line breaks', `Highlight,URL\n${'\r\n'.repeat(200_000)}`],
    ['with one cell that is too long', `Highlight,URL\n"${long}",https://a.example/`],
    ['with a very long header', `Highlight,${'x,'.repeat(100_000)}\na,b`],
    ['whose header names one column often', 'Highlight,Highlight,URL,URL\na,b,https://a.example/,javascript:alert(1)'],
    ['whose header is prototype names', 'Highlight,__proto__,constructor,URL\na,b,c,https://a.example/'],
    ['of formulas', "Highlight,URL,Note\n=cmd|'/c calc'!A0,https://a.example/,@SUM(1)\n"],
    ['whose text turns around', 'Highlight,URL\n\u202eevil\u202c,https://a.example/\u202e'],
    ['of numbers', '7'],
    ['of nothing but null', 'null'],
    ['of XML', '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "&b;">]><a>&b;</a>'],
    ['of YAML', '- !!js/function "alert(1)"'],
  ])('%s is read or refused, and does no harm', (_, file) => {
    harmless(file);
  });

  test('cannot hide a script address behind the name Caveat gives to pages without one', () => {
    const target = 'urn:caveat:page:javascript%3Aalert(1)';
    expect(harmless(text({ type: 'Annotation', target }))).toEqual([]);
    expect(harmless(text([{ uri: target }]))).toEqual([]);
  });

  test('with rows that each open a quotation mark still gives the last good row', () => {
    const notes = harmless(`Highlight,URL\n"open,https://a.example/1\nfine,https://a.example/2\n`);
    expect(notes.map(({ target }) => target?.source)).toEqual(['https://a.example/2']);
  });

  test.each(['caveat', 'web-annotation', 'hypothesis', 'csv'] as const)(
    'of %s with any characters changed does no harm',
    (format) => {
      const whole = exportAnnotations(format, anExport({ notes: everyKind })).text;
      const edits = fc.array(
        fc.record({
          at: fc.nat(whole.length),
          remove: fc.nat(12),
          insert: fc.oneof(
            fc.string({ maxLength: 6 }),
            fc.constantFrom('"', '{', '}', '[', ']', ',', '\n', 'null', '"__proto__":', '\\', '\0'),
          ),
        }),
        { minLength: 1, maxLength: 6 },
      );
      fc.assert(
        fc.property(edits, (list) => {
          let file = whole;
          for (const { at, remove, insert } of list) file = file.slice(0, at) + insert + file.slice(at + remove);
          harmless(file);
        }),
        { numRuns: 300 },
      );
    },
  );

  test('of any JSON or bytes does no harm', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json({ maxDepth: 6 }), fc.string(), fc.uint8Array({ maxLength: 200 })), (file) => {
        harmless(file);
      }),
      { numRuns: 500 },
    );
  });

  test('in the shape of each format, with any values in it, does no harm', () => {
    const value = fc.jsonValue({ maxDepth: 3 });
    const fields = fc.dictionary(
      fc.constantFrom(
        'id',
        'type',
        'motivation',
        'created',
        'modified',
        'updated',
        'text',
        'tags',
        'claim',
        'body',
        'uri',
        'target',
        'source',
        'selector',
        'selectors',
        'caveat',
        'document',
        'other',
        '__proto__',
      ),
      value,
    );
    const entry = fields.chain((outer) => fields.map((target) => ({ ...outer, target })));
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 4 }), fc.constantFrom(0, 1, 2), (entries, kind) => {
        const file = [
          { format: 'caveat-notes', version: 1, annotations: entries },
          { type: 'AnnotationPage', items: entries.map((one) => ({ ...one, type: 'Annotation' })) },
          { export_userid: '', annotations: entries },
        ][kind];
        harmless(JSON.stringify(file));
      }),
      { numRuns: 500 },
    );
  });
});
