/**
 * CSV (RFC 4180) with the columns Readwise reads – `Highlight` is the one it needs – and behind them those a spreadsheet
 * and a later import can use. Cells that a spreadsheet would run as a formula get an apostrophe in front, which the
 * import takes away again.
 */
import type { Annotation } from '../annotation/index.ts';
import { webAddress } from './address.ts';
import { claimText, hostOf, positionOf, quoteOf, utc } from './pages.ts';
import type { ExportInput, FilePiece } from './types.ts';

/** Limits of Readwise's interface, in characters; what is longer is cut, an address is left out. */
export const MAX_TEXT = 8_191;
export const MAX_TITLE = 511;
const MAX_URL = 2_047;

/** Readwise's columns in its order, then ours. */
export const COLUMNS = [
  'Highlight',
  'Title',
  'Author',
  'URL',
  'Note',
  'Location',
  'Date',
  'Tags',
  'Color',
  'Kind',
  'Claim',
  'Id',
] as const;

/** What stands in `Kind`: what the note is, and what it was written at where that is not a passage. */
export const KINDS = { commenting: 'note', questioning: 'question', highlighting: 'highlight' } as const;
export const SCOPES = { passage: '', page: ' on page', claim: ' on claim' } as const;

export function* writeCsv(input: ExportInput): Generator<FilePiece, void> {
  yield `${input.byteOrderMark ? '\ufeff' : ''}${COLUMNS.join(',')}\r\n`;
  for (const note of input.notes) yield `${row(note, input).map(cell).join(',')}\r\n`;
}

function row(note: Annotation, input: ExportInput): string[] {
  const { id, created, motivation, text, tags, color, claim, target } = note;
  const quote = quoteOf(note);
  const scope = quote !== '' ? 'passage' : target ? 'page' : 'claim';
  const url = target ? (webAddress(target.source) ?? target.source) : '';
  return [
    // Readwise keeps nothing without a highlight, so a note on a whole page or a claim stands in its place.
    cut(quote === '' ? text : quote, MAX_TEXT),
    cut(target ? (target.title ?? '') : claim ? claimText(claim, input) : '', MAX_TITLE),
    target ? hostOf(target.source) : '',
    url.length > MAX_URL ? '' : url,
    quote === '' ? '' : cut(text, MAX_TEXT),
    String(positionOf(note) ?? ''),
    utc(created)
      .replace('T', ' ')
      .replace(/\.\d+Z$/, '+00:00'),
    tags.map((tag) => tag.replaceAll(/[\\,;]/g, '\\$&')).join(', '),
    // Readwise's own exports name a highlight's colour so.
    color ?? '',
    `${KINDS[motivation]}${SCOPES[scope]}`,
    claim ?? '',
    id,
  ];
}

/** What a cell of `length` UTF-16 units holds of a text: no NUL, and not half a character at the end. */
export function cut(text: string, length: number): string {
  const plain = text.replaceAll('\0', '');
  return plain.length <= length ? plain : plain.slice(0, length).replace(/[\uD800-\uDBFF]$/, '');
}

/** `=`, `+`, `-`, `@` in their common widths, behind any white space, begin a formula for one spreadsheet or another. */
const FORMULA = /^'*(?:\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n])/;

/** Apostrophes count too, so that `unguarded` is exact: what had none before has none after. */
const cell = (text: string): string =>
  `"${(FORMULA.test(text) ? `'${text}` : text).replaceAll('"', '""').replaceAll('\0', '')}"`;

/** A cell as it was before `writeCsv` guarded it. */
export const unguarded = (text: string): string =>
  text.startsWith("'") && FORMULA.test(text.slice(1)) ? text.slice(1) : text;

/** Tags as `writeCsv` joined them, or as anybody would type them. */
export const splitTags = (text: string): string[] =>
  (text.match(/(?:\\.|[^\\,;])+/gs) ?? []).map((tag) => tag.replaceAll(/\\(.)/gs, '$1').trim()).filter(Boolean);
