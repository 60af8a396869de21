/** What importing says before anything is stored. */
import { describe, expect, test } from 'vitest';
import type { Annotation } from '../../../lib/annotation/index.ts';
import {
  annotationsToSave,
  exportAnnotations,
  exportFormats,
  type ImportProblem,
  type ImportReport,
  importAnnotations,
  importInSlices,
} from '../../../lib/exchange/index.ts';
import { aClaim, aClaimSet, aNote } from '../../support/builders.ts';
import { anExport, aPage, everyKind, noteId } from './samples.ts';

const now = '2026-11-23T08:00:00.000Z';

function read(file: unknown, existing: readonly Annotation[] = []): ImportReport {
  const text = typeof file === 'string' || file instanceof Uint8Array ? file : JSON.stringify(file);
  const report = importAnnotations(text, { existing, now });
  if (!report.ok) throw new Error(JSON.stringify(report.error));
  return report.value;
}

const brief = (problems: readonly ImportProblem[]): string[] =>
  problems.map(({ code, place, effect }) => `${code} at ${place} (${effect})`);

const backup = (...annotations: unknown[]): object => ({ format: 'caveat-notes', version: 1, annotations });
const w3c = (fields: object = {}): Record<string, unknown> => ({
  '@context': 'http://www.w3.org/ns/anno.jsonld',
  id: 'http://other.example/anno/1',
  type: 'Annotation',
  motivation: 'commenting',
  created: '2020-01-01T00:00:00Z',
  body: { type: 'TextualBody', value: 'Hm.' },
  target: {
    source: 'https://news.example/story?utm_source=x#top',
    selector: [{ type: 'TextQuoteSelector', exact: 'A ferry 🚢', prefix: 'before ' }],
  },
  ...fields,
});
const hypothesis = (fields: object = {}): object => ({
  export_date: '2026-01-01T00:00:00Z',
  export_userid: 'acct:me@hypothes.is',
  client_version: '1.2',
  annotations: [
    {
      id: 'Zx9-abc_123',
      created: '2025-05-05T10:00:00.123456+00:00',
      updated: '2025-06-05T10:00:00.123456+00:00',
      user: 'acct:me@hypothes.is',
      uri: 'https://news.example/story',
      text: 'Who says so?',
      tags: ['ferry'],
      document: { title: ['A ferry'] },
      target: [
        {
          source: 'https://news.example/story',
          selector: [
            { type: 'RangeSelector', startContainer: '/p[1]', endContainer: '/p[1]', startOffset: 1, endOffset: 9 },
            { type: 'TextPositionSelector', start: 100, end: 108 },
            { type: 'TextQuoteSelector', exact: 'A ferry.', prefix: 'p', suffix: 's' },
          ],
        },
      ],
      ...fields,
    },
  ],
});

describe('a preview', () => {
  const ours = aNote();
  test.each<[string, Partial<Annotation>, string]>([
    ['the same', {}, 'identical'],
    ['the same, said to be changed later', { modified: '2027-01-01T00:00:00Z' }, 'identical'],
    ['changed later', { text: 'More.', modified: '2027-01-01T00:00:00Z' }, 'newer'],
    ['changed earlier', { text: 'Less.', modified: '2026-08-23T11:00:00Z' }, 'older'],
    ['different at the same moment', { text: 'Else.' }, 'differs'],
    ['the same under another id', { id: noteId(9) }, 'duplicate'],
    [
      'the same words on another page',
      { id: noteId(9), target: { source: 'https://b.example/', selectors: [] } },
      'new',
    ],
    ['another remark on the same words', { id: noteId(9), text: 'Another.' }, 'new'],
  ])('calls %s by its name', (_, fields, status) => {
    const report = read(backup({ ...ours, ...fields }), [ours]);
    expect(report.entries.map((entry) => entry.status)).toEqual([status]);
    expect(report.counts[report.entries[0]?.status ?? 'new']).toBe(1);
    if (status !== 'new') expect(report.entries[0]?.existing).toEqual(ours);
  });

  test('saves what is new and overwrites nothing unasked', () => {
    const later = { ...ours, text: 'More.', modified: '2027-01-01T00:00:00Z' };
    const fresh = aNote({ id: noteId(2), text: 'New.' });
    const report = read(backup(later, fresh), [ours]);
    expect(annotationsToSave(report)).toEqual([fresh]);
    expect(annotationsToSave(report, ['older', 'differs'])).toEqual([fresh]);
    expect(annotationsToSave(report, ['newer'])).toEqual([later, fresh]);
  });

  test('uses the entry changed last where two have one id, and says so', () => {
    const later = aNote({ text: 'Later.', modified: '2027-01-01T00:00:00Z' });
    for (const list of [
      [aNote(), later],
      [later, aNote()],
    ]) {
      const report = read(backup(...list));
      expect(annotationsToSave(report)).toEqual([later]);
      const dropped = list.indexOf(later) === 0 ? 1 : 0;
      expect(brief(report.problems)).toEqual([`same-id-twice at annotations[${dropped}] (entry)`]);
    }
    expect(read(backup(aNote(), aNote())).entries.map(({ status }) => status)).toEqual(['new', 'duplicate']);
  });

  test('keeps of ours what a poorer format does not hold', () => {
    const note = everyKind[4] as Annotation;
    const csv = exportAnnotations('csv', anExport({ notes: [note] })).text.replace('highlight"', 'question"');
    const [entry] = read(csv, [note]).entries;
    expect(entry?.status).toBe('differs');
    expect(entry?.annotation).toEqual({ ...note, motivation: 'questioning' });
  });

  test('goes on after entries that cannot be read, and names the place of each', () => {
    const report = read(
      backup(
        aNote(),
        'nonsense',
        null,
        { ...aNote(), id: 7 },
        { ...aNote({ id: noteId(3) }), text: 'x'.repeat(20_001) },
        { ...aNote({ id: noteId(4) }), target: { source: 'javascript:alert(1)', selectors: [] } },
        { ...aNote({ id: noteId(5) }), created: '2026-08-23T10:00:00' },
        { ...aNote({ id: noteId(6) }), target: { source: '#top', selectors: [] } },
        aNote({ id: noteId(7), text: 'last' }),
      ),
    );
    expect(report.entries.map(({ place }) => place)).toEqual(['annotations[0]', 'annotations[8]']);
    expect(brief(report.problems)).toEqual([
      'not-an-entry at annotations[1] (entry)',
      'not-an-entry at annotations[2] (entry)',
      'field at annotations[3].id (entry)',
      'too-long at annotations[4].text (entry)',
      'script-address at annotations[5].target.source (entry)',
      'field at annotations[6].created (entry)',
      'field at annotations[7].target.source (entry)',
    ]);
  });
});

describe('an import in slices', () => {
  const many = JSON.stringify(backup(...Array.from({ length: 1_000 }, (_, n) => aNote({ id: noteId(n) }))));

  test('gives the same report, resting and reporting on the way', async () => {
    const seen: number[] = [];
    const report = await importInSlices(
      many,
      { now },
      { pause: async () => {}, onProgress: (count) => seen.push(count) },
    );
    expect(report).toEqual(importAnnotations(many, { now }));
    expect(seen).toEqual([200, 400, 600, 800, 1_000]);
  });

  test('rests while it reads a large claim set, which counts as no entry, and ends when it is cancelled there', async () => {
    const claims = Array.from({ length: 1_000 }, (_, n) => aClaim({ id: `claim-${n}` }));
    const claimSets = [{ enabled: true, added: now, set: aClaimSet({ claims }) }];
    const file = JSON.stringify({ ...backup(aNote()), claimSets });
    const seen: number[] = [];
    const onProgress = (count: number) => seen.push(count);
    const report = await importInSlices(file, { now }, { pause: async () => {}, onProgress });
    expect(report).toEqual(importAnnotations(file, { now }));
    expect(report?.ok && report.value.claimSets).toEqual(claimSets);
    expect(seen).toEqual([0, 0, 0, 0, 0]);
    const signal = { aborted: true };
    expect(await importInSlices(file, { now }, { pause: async () => {}, signal })).toBeNull();
  });

  test('ends when it is cancelled, and with what is wrong', async () => {
    const pause = async (): Promise<void> => {};
    expect(await importInSlices(many, { now }, { pause, signal: { aborted: true } })).toBeNull();
    expect(await importInSlices('{', { now }, { pause })).toMatchObject({ ok: false, error: { code: 'broken-json' } });
  });
});

describe('Caveat’s own file', () => {
  test('keeps what a later Caveat wrote, and writes it back where it stood', () => {
    const later = {
      ...aNote(),
      colour: 'amber',
      target: {
        ...aNote().target,
        frame: 'https://news.example/inner',
        selectors: [...(aNote().target?.selectors ?? []), { type: 'NewSelector', deep: [1] }],
      },
    };
    const report = read({ ...backup(later), version: 2 });
    expect(brief(report.problems)).toEqual(['newer-version at version (part)']);
    const [note] = annotationsToSave(report);
    expect(note).toMatchObject({
      other: { colour: 'amber' },
      target: { otherSelectors: [{ type: 'NewSelector', deep: [1] }] },
    });
    const again = JSON.parse(exportAnnotations('caveat', anExport({ notes: note ? [note] : [] })).text);
    expect(again.annotations[0]).toMatchObject({ colour: 'amber', target: { frame: 'https://news.example/inner' } });
  });
});

describe('a W3C file', () => {
  test.each<[string, unknown, string]>([
    ['one annotation', w3c(), ''],
    ['a list', [w3c()], '[0]'],
    ['a page', { type: 'AnnotationPage', items: [w3c()] }, 'items[0]'],
    [
      'a collection',
      { type: 'AnnotationCollection', first: { type: 'AnnotationPage', items: [w3c()] } },
      'first.items[0]',
    ],
    [
      'a page after a page',
      { type: 'AnnotationPage', items: [], next: { type: 'AnnotationPage', items: [w3c()] } },
      'next.items[0]',
    ],
    ['a collection with items of its own', { type: ['AnnotationCollection'], items: [w3c()] }, 'items[0]'],
  ])('may be %s', (_, file, place) => {
    const report = read(file);
    expect(report).toMatchObject({ format: 'web-annotation', problems: [] });
    expect(report.entries).toMatchObject([
      {
        place,
        status: 'new',
        annotation: {
          motivation: 'commenting',
          text: 'Hm.',
          target: {
            source: 'https://news.example/story',
            selectors: [{ exact: 'A ferry 🚢', prefix: 'before ', suffix: '' }],
          },
        },
      },
    ]);
  });

  test('is told where its pages are elsewhere', () => {
    expect(brief(read({ type: 'AnnotationCollection', first: 'https://a.example/page1' }).problems)).toEqual([
      'elsewhere at first (entry)',
    ]);
    expect(brief(read({ type: 'AnnotationPage', items: ['https://a.example/1', w3c()] }).problems)).toEqual([
      'elsewhere at items[0] (entry)',
    ]);
  });

  test('keeps selectors it does not use, and leaves out a position the quote does not bear out', () => {
    const selector = [
      { type: 'TextQuoteSelector', exact: 'A ferry 🚢' },
      { type: 'TextPositionSelector', start: 10, end: 19 },
      { type: 'XPathSelector', value: '/html/body/p' },
      { type: 'EpubCfiSelector', value: 'epubcfi(/6/4)' },
    ];
    const at = (list: object[]) =>
      read(w3c({ target: { source: 'https://a.example/', selector: list } })).entries[0]?.annotation.target;
    expect(at(selector)).toMatchObject({
      selectors: [{ type: 'TextQuoteSelector' }, { start: 10, end: 20, codePoints: { start: 10, end: 19 } }],
      otherSelectors: [selector[2], selector[3]],
    });
    const wrong = selector.map((one) => (one.type === 'TextPositionSelector' ? { ...one, end: 25 } : one));
    expect(at(wrong)?.selectors.map(({ type }) => type)).toEqual(['TextQuoteSelector']);
  });

  test('writes back the standard’s selectors only', () => {
    const selector = [
      { type: 'TextQuoteSelector', exact: 'A ferry leaves at noon', prefix: '', suffix: '' },
      { type: 'CssSelector', value: 'p.lead' },
      { type: 'EpubCfiSelector', value: 'epubcfi(/6/4)' },
      { type: 'RangeSelector', startContainer: '/p', endContainer: '/p', startOffset: 0, endOffset: 2 },
    ];
    const notes = annotationsToSave(read(w3c({ target: { source: 'https://a.example/', selector } })));
    const file = JSON.parse(exportAnnotations('web-annotation', anExport({ notes })).text);
    expect(file.first.items[0].target.selector.map(({ type }: { type: string }) => type)).toEqual([
      'TextQuoteSelector',
      'CssSelector',
      'FragmentSelector',
    ]);
    const forHypothesis = JSON.parse(exportAnnotations('hypothesis', anExport({ notes })).text);
    expect(forHypothesis.annotations[0].target[0].selector.map(({ type }: { type: string }) => type)).toEqual([
      'RangeSelector',
      'TextQuoteSelector',
    ]);
  });

  test('tells tags, several texts, claims and the rest of its bodies apart', () => {
    const body = [
      { type: 'TextualBody', value: 'One.' },
      { type: 'TextualBody', value: 'ferry', purpose: 'tagging' },
      { type: 'TextualBody', value: 'Two.', purpose: ['commenting'] },
      { type: 'SpecificResource', source: 'urn:caveat:claim:harbour:ferry-planned' },
      { type: 'Image', id: 'https://a.example/x.png' },
    ];
    expect(read(w3c({ body, creator: { name: 'Ana' } })).entries[0]?.annotation).toMatchObject({
      text: 'One.\n\nTwo.',
      tags: ['ferry'],
      claim: 'harbour:ferry-planned',
      other: { 'w3c:creator': { name: 'Ana' }, 'w3c:bodies': [{ type: 'Image' }] },
    });
  });

  test('does not make notes of what Caveat found on a page', () => {
    const file = exportAnnotations('web-annotation', anExport({ page: aPage, notes: everyKind })).text;
    const report = read(file);
    expect(report.entries).toHaveLength(everyKind.length);
    expect(new Set(report.problems.map(({ code }) => code))).toEqual(new Set(['found-by-caveat']));
  });
});

describe('a Hypothesis file', () => {
  test.each<[string, unknown]>([
    ['its export', hypothesis()],
    ['a list', (hypothesis() as { annotations: unknown }).annotations],
    ['an answer of its interface', { total: 1, rows: (hypothesis() as { annotations: unknown }).annotations }],
  ])('may be %s', (_, file) => {
    const report = read(file);
    expect(report).toMatchObject({ format: 'hypothesis', problems: [] });
    expect(report.entries[0]?.annotation).toMatchObject({
      motivation: 'commenting',
      created: '2025-05-05T10:00:00.123456+00:00',
      text: 'Who says so?',
      tags: ['ferry'],
      target: {
        source: 'https://news.example/story',
        title: 'A ferry',
        selectors: [{ exact: 'A ferry.' }, { start: 100, end: 108 }],
        otherSelectors: [{ type: 'RangeSelector', startContainer: '/p[1]' }],
      },
      other: { 'hypothesis:user': 'acct:me@hypothes.is' },
    });
  });

  test('gives the same note the same id again', () => {
    const [first] = annotationsToSave(read(hypothesis()));
    const again = read(hypothesis({ text: 'Who says so now?', updated: '2026-01-01T00:00:00Z' }), first ? [first] : []);
    expect(again.entries.map(({ status }) => status)).toEqual(['newer']);
    expect(annotationsToSave(again, ['newer'])[0]).toMatchObject({ id: first?.id, text: 'Who says so now?' });
  });
});

describe('a Readwise file', () => {
  const readwise = (text: string, existing: readonly Annotation[] = []) => read(text, existing);

  test('is read as Readwise writes and reads it', () => {
    const report = readwise(
      '\ufeffHighlight,Book Title,Book Author,URL,Note,Tags,Highlighted at\r\n"He said ""no"".",A ferry,Ana,https://a.example/x?utm_source=y,Why?,"a, b",2021-03-04 10:11:12+00:00\r\n',
    );
    expect(report).toMatchObject({ format: 'readwise-csv', problems: [] });
    expect(report.entries[0]).toMatchObject({
      place: 'row 2',
      annotation: {
        motivation: 'commenting',
        created: '2021-03-04T10:11:12+00:00',
        text: 'Why?',
        tags: ['a', 'b'],
        target: { source: 'https://a.example/x', title: 'A ferry', selectors: [{ exact: 'He said "no".' }] },
      },
    });
  });

  test('may use semicolons or tabs, and any line break', () => {
    for (const [delimiter, end] of [
      [';', '\r'],
      ['\t', '\n'],
      [',', '\r\n'],
    ]) {
      const rows = [
        ['Highlight', 'URL'],
        ['One', 'https://a.example/1'],
        ['Two', 'https://a.example/2'],
      ];
      const report = readwise(rows.map((row) => row.join(delimiter)).join(end));
      expect(report.entries.map(({ annotation }) => annotation.target?.source)).toEqual([
        'https://a.example/1',
        'https://a.example/2',
      ]);
    }
  });

  test('knows a highlight again that the reader has already', () => {
    const ours = aNote({ text: '', motivation: 'highlighting' });
    const { claim: _claim, ...plain } = ours;
    const report = readwise('Highlight,URL\n"Planning for a  ferry has begun.",https://news.example/story#x\n', [
      plain,
    ]);
    expect(report.entries.map(({ status }) => status)).toEqual(['duplicate']);
  });

  test('names row and column of what is wrong, and reads the other rows', () => {
    const report = readwise(
      'Highlight,URL,Date\nGood,https://a.example/,2021-01-01\nBook,,\nEvil,javascript:alert(1),\nWhen,https://a.example/2,yesterday\n"Open,https://a.example/3,\nLast,https://a.example/4,\n',
    );
    expect(report.entries.map(({ place }) => place)).toEqual(['row 2', 'row 5', 'row 7']);
    expect(brief(report.problems)).toEqual([
      'no-page at row 3, column "URL" (entry)',
      'script-address at row 4, column "URL" (entry)',
      'date at row 5, column "Date" (part)',
      'unclosed-quote at row 6, column 1 (entry)',
    ]);
  });
});

describe('a file’s bytes', () => {
  const json = JSON.stringify(backup(aNote({ text: 'Año 🚢' })));
  const utf8 = new TextEncoder().encode(json);
  const utf16 = (text: string, littleEndian: boolean): Uint8Array => {
    const view = new DataView(new ArrayBuffer(text.length * 2));
    for (let at = 0; at < text.length; at += 1) view.setUint16(at * 2, text.charCodeAt(at), littleEndian);
    return new Uint8Array(view.buffer);
  };
  test.each<[string, Uint8Array]>([
    ['UTF-8', utf8],
    ['UTF-8 with a mark', new Uint8Array([0xef, 0xbb, 0xbf, ...utf8])],
    ['UTF-16, little end first', utf16(`\ufeff${json}`, true)],
    ['UTF-16, big end first', utf16(`\ufeff${json}`, false)],
    ['UTF-16 without a mark', utf16(json, true)],
  ])('are read as %s', (_, bytes) => {
    expect(read(bytes).entries[0]?.annotation.text).toBe('Año 🚢');
  });

  test.each<[string, string | Uint8Array, string]>([
    ['nothing', '', 'empty'],
    ['white space', ' \r\n\t\ufeff', 'empty'],
    ['Windows letters', new Uint8Array([0x7b, 0x22, 0xf1, 0x22, 0x7d]), 'encoding'],
    ['UTF-16 taken for UTF-8', '\ufffd\ufffd{\0"\0a\0"\0', 'encoding'],
    ['a zip', new Uint8Array([0x50, 0x4b, 3, 4, 20, 0, 0, 0]), 'not-text'],
    ['a picture', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]), 'not-text'],
    ['a web page', '<!doctype html><title>x</title>', 'unknown-format'],
    ['another table', 'Name,Age\nAna,3', 'unknown-format'],
    ['other JSON', '{"hello": [1, 2]}', 'unknown-format'],
    ['more than can be read', ' '.repeat(250_000_001), 'too-large'],
  ])('that are %s are refused by name', (_, file, code) => {
    expect(importAnnotations(file, { now })).toMatchObject({ ok: false, error: { code, effect: 'file' } });
  });

  test.each([
    ['{"a": 1,}', 'line 1, column 9'],
    ['{\n  "a": [1, 2\n', 'line 3, column 1'],
    ['[1, 2] 3', 'line 1, column 8'],
    ['{"a": "x\ny"}', 'line 1, column 9'],
    ['{"a": "\\x"}', 'line 1, column 9'],
    ['{"a": tru}', 'line 1, column 7'],
    ["{'a': 1}", 'line 1, column 2'],
    ['[1 2]', 'line 1, column 4'],
    ['{"a" 1}', 'line 1, column 6'],
    ['[01]', 'line 1, column 3'],
    ['[1}', 'line 1, column 3'],
    ['{"unfinished', 'line 1, column 13'],
  ])('that are broken JSON are refused at the place: %s', (text, place) => {
    expect(() => JSON.parse(text)).toThrow();
    expect(importAnnotations(text, { now })).toMatchObject({ ok: false, error: { code: 'broken-json', place } });
  });
});

describe('what Caveat wrote itself', () => {
  const readBack = ['caveat', 'web-annotation', 'hypothesis', 'csv'];

  test.each(exportFormats)('is read back or said to be for reading: %s', (format) => {
    const { name, text } = exportAnnotations(format, anExport({ notes: everyKind }));
    for (const saved of [name, name.replace(/(\.[a-z]+)$/, ' (1)$1'), name.replace(/(\.[a-z]+)$/, '(2)$1')]) {
      const read = importAnnotations(text, { now, name: saved });
      if (readBack.includes(format)) expect(read.ok && read.value.counts.new).toBe(everyKind.length);
      else expect(read, saved).toMatchObject({ ok: false, error: { code: 'for-reading' } });
    }
  });

  test('is not what another program names otherwise', () => {
    expect(importAnnotations('# Notes', { now, name: 'notes.md' })).toMatchObject({
      error: { code: 'unknown-format' },
    });
  });
});
