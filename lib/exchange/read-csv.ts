/**
 * CSV back into notes: Readwise's columns under the names it imports and exports them by, Hypothesis's, and those Caveat
 * adds. Comma, semicolon or tab, whichever the first line uses; any line break; quotation marks doubled.
 */
import { KINDS, SCOPES, splitTags, unguarded } from './csv.ts';
import { datesOf, idOfContent, noteId, readSource, readTags } from './entry.ts';
import type { Candidate, Report } from './import-types.ts';
import { isColor } from './style.ts';

/** What a column holds, by the names programs give it, in lower case. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  Highlight: ['highlight', 'quote', 'quote/description'],
  Title: ['title', 'book title', 'document title', 'page'],
  URL: ['url', 'source url', 'link'],
  Note: ['note', 'comment', 'notes'],
  Date: ['date', 'highlighted at', 'created at'],
  Tags: ['tags', 'document tags'],
  Color: ['color', 'colour', 'highlight color'],
  Kind: ['kind'],
  Claim: ['claim'],
  Id: ['id'],
};

type Row = { readonly cells: readonly string[]; readonly number: number };

/** Whether the first line names a column of highlights. */
export function isHighlightsCsv(text: string): boolean {
  const line = firstLine(text);
  if (line.length > 4_000) return false;
  const names = new Set(
    line.split(delimiterOf(line)).map((name) => name.trim().replace(/^"|"$/g, '').trim().toLowerCase()),
  );
  return NAMES['Highlight']?.some((name) => names.has(name)) ?? false;
}

const firstLine = (text: string): string => text.slice(0, 8_000).split(/[\r\n]/, 1)[0] ?? '';

function delimiterOf(line: string): string {
  const counts = [',', ';', '\t'].map((delimiter) => ({ delimiter, count: line.split(delimiter).length }));
  return counts.reduce((most, one) => (one.count > most.count ? one : most)).delimiter;
}

export function* readHighlightsCsv(text: string, now: string, report: Report): Generator<Candidate, void> {
  const rows = rowsOf(text, delimiterOf(firstLine(text)), report);
  const header = rows.next().value;
  if (!header) return;
  const headings = header.cells.map((name) => name.trim().toLowerCase());
  const columns = new Map(
    Object.entries(NAMES).flatMap(([column, names]) => {
      const index = names.map((name) => headings.indexOf(name)).find((at) => at >= 0);
      return index === undefined ? [] : [[column, index] as const];
    }),
  );
  for (const { cells, number } of rows) {
    if (cells.every((one) => one.trim() === '')) continue;
    const candidate = readRow(cells, number, { columns, names: header.cells }, now, report);
    if (candidate) yield candidate;
  }
}

type Header = { readonly columns: ReadonlyMap<string, number>; readonly names: readonly string[] };

function readRow(
  cells: readonly string[],
  number: number,
  header: Header,
  now: string,
  report: Report,
): Candidate | null {
  const { columns, names } = header;
  const at = (column: string): string => {
    const index = columns.get(column);
    return index === undefined ? `row ${number}` : `row ${number}, column "${(names[index] ?? column).trim()}"`;
  };
  const cell = (column: string): string => unguarded(cells[columns.get(column) ?? -1] ?? '');
  const kind = kindOf(cell('Kind').trim());
  const quote = kind?.scope === 'passage' || kind === null ? cell('Highlight') : '';
  const text = quote === '' ? cell('Highlight') || cell('Note') : cell('Note');
  const claim = cell('Claim').trim();
  const onClaim = kind?.scope === 'claim';
  const url = cell('URL');
  // A row of Readwise's may be from a book; without an address there is no page to put it on.
  const source = onClaim ? undefined : readSource(url, at('URL'), report);
  if (source === null) return null;
  const title = cell('Title');
  const date = { value: cell('Date'), place: at('Date') };
  const dates = datesOf(date, { value: undefined, place: date.place }, now, report);
  const id = cell('Id').trim();
  const color = cell('Color').trim().toLowerCase();
  const tags = readTags(
    splitTags(cell('Tags')).map((value) => ({ value, place: at('Tags') })),
    report,
  );
  return {
    place: `row ${number}`,
    note: {
      id: id === '' ? idOfContent('csv', source, quote, text, claim, cell('Date')) : noteId(id),
      motivation: kind?.motivation ?? (text === '' ? 'highlighting' : 'commenting'),
      created: dates.created,
      modified: dates.created,
      text,
      tags,
      // Other programs have other colours; the passage is then marked in the first of ours.
      ...(isColor(color) ? { color } : {}),
      ...(claim === '' ? {} : { claim }),
      ...(source === undefined
        ? {}
        : {
            target: {
              source,
              ...(title === '' ? {} : { title: title.slice(0, 2_000) }),
              selectors: quote === '' ? [] : [{ type: 'TextQuoteSelector', exact: quote, prefix: '', suffix: '' }],
            },
          }),
    },
    madeUp: new Set([
      ...dates.madeUp,
      ...(kind === null ? (['motivation'] as const) : []),
      ...(columns.has('Tags') ? [] : (['tags'] as const)),
    ]),
    at: (field) =>
      at(
        field.startsWith('target.selectors')
          ? 'Highlight'
          : field.startsWith('target.title')
            ? 'Title'
            : field.startsWith('target')
              ? 'URL'
              : field === 'text'
                ? 'Note'
                : field === 'claim'
                  ? 'Claim'
                  : 'Highlight',
      ),
  };
}

/** `question on page` and its like, as `writeCsv` has them; null for anything else. */
function kindOf(text: string): { motivation: keyof typeof KINDS; scope: keyof typeof SCOPES } | null {
  for (const [motivation, word] of Object.entries(KINDS)) {
    for (const [scope, at] of Object.entries(SCOPES)) {
      // Keys of the two tables.
      if (text === `${word}${at}`)
        return { motivation: motivation as keyof typeof KINDS, scope: scope as keyof typeof SCOPES };
    }
  }
  return null;
}

/** No cell of a reader's is longer; a quotation mark that never closes would swallow the rest of the file. */
const MAX_CELL = 100_000;
/** So many broken rows, and it is not this kind of file. */
const MAX_BROKEN = 200;

/** The rows of a table, numbered as a spreadsheet shows them. A row that never ends is reported, and its line left out. */
function* rowsOf(text: string, delimiter: string, report: Report): Generator<Row, void> {
  let at = 0;
  let broken = 0;
  for (let number = 1; at < text.length; number += 1) {
    const row = rowAt(text, at, delimiter);
    if ('cells' in row) {
      yield { cells: row.cells, number };
      at = row.end;
      continue;
    }
    report('unclosed-quote', `row ${number}, column ${row.column}`, 'entry');
    broken += 1;
    if (broken >= MAX_BROKEN) {
      report('too-many', `row ${number}`, 'entry', 'too many rows cannot be read');
      return;
    }
    at = lineEnd(text, at);
  }
}

function lineEnd(text: string, from: number): number {
  const breaks = /\r\n|[\r\n]/g;
  breaks.lastIndex = from;
  return breaks.test(text) ? breaks.lastIndex : text.length;
}

function rowAt(text: string, start: number, delimiter: string): { cells: string[]; end: number } | { column: number } {
  const cells: string[] = [];
  let at = start;
  for (;;) {
    let value = '';
    if (text[at] === '"') {
      at += 1;
      for (;;) {
        const close = text.indexOf('"', at);
        if (close < 0 || close - at > MAX_CELL || value.length > MAX_CELL) return { column: cells.length + 1 };
        value += text.slice(at, close);
        at = close + 1;
        if (text[at] !== '"') break;
        value += '"';
        at += 1;
      }
    }
    const from = at;
    while (at < text.length && text[at] !== delimiter && text[at] !== '\n' && text[at] !== '\r') at += 1;
    cells.push(value + text.slice(from, at));
    if (text[at] === delimiter) {
      at += 1;
      continue;
    }
    if (text[at] === '\r' && text[at + 1] === '\n') at += 1;
    return { cells, end: at + 1 };
  }
}
