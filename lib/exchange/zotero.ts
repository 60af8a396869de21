/**
 * References for Zotero and other managers, one a page: RIS with a note (`N1`) for each of the reader's, CSL-JSON of type
 * `webpage` with all of them in `note`. Both are for reading elsewhere; neither can hold where a note was written.
 */
import type { Annotation, Color } from '../annotation/index.ts';
import { deepLink, webAddress } from './address.ts';
import { anchor, escapeHtml, htmlLines, noteAsHtml } from './as-html.ts';
import { claimText, groupByPage, hostOf, type PageGroup, quoteOf, utc } from './pages.ts';
import type { ExportInput, FilePiece } from './types.ts';

export function* writeRis(input: ExportInput): Generator<FilePiece, void> {
  const { pages, onClaims } = groupByPage(input);
  for (const page of pages) {
    yield record([
      ['TY', 'ELEC'],
      ['TI', page.title || page.source],
      ['T2', hostOf(page.source)],
      ['UR', webAddress(page.source) ?? ''],
      ['Y2', accessed(page, input).slice(0, 10).replaceAll('-', '/')],
      ...tagsOf(page.notes).map((tag): Field => ['KW', tag]),
      ...page.notes.map((note): Field => ['N1', noteField(note, input)]),
    ]);
  }
  for (const note of onClaims) {
    yield record([
      ['TY', 'GEN'],
      ['TI', note.claim ? claimText(note.claim, input) : input.words.onClaims],
      ...note.tags.map((tag): Field => ['KW', tag]),
      ['N1', noteField(note, input)],
    ]);
  }
}

type Field = readonly [tag: string, value: string];

/** A line a field: what would break a line, or begin a field of its own, is a space. */
const record = (fields: readonly Field[]): string =>
  `${fields
    .map(([tag, value]) => [tag, value.replace(/[\s\p{Cc}]+/gu, ' ').trim()] as const)
    .filter(([, value]) => value !== '')
    .map(([tag, value]) => `${tag}  - ${value}\r\n`)
    .join('')}ER  - \r\n\r\n`;

/** Zotero's own colours for highlights, at the strength it gives them in notes: its editor knows no others. */
const ZOTERO_COLORS: Readonly<Record<Color, string>> = {
  yellow: '#ffd40080',
  green: '#5fb23680',
  blue: '#2ea8e580',
  pink: '#e56eee80',
  purple: '#a28ae580',
};

/** Zotero takes `N1` for HTML as soon as it looks like it, so it gets HTML, with every character that matters escaped. */
function noteField(note: Annotation, input: ExportInput): string {
  const { text, color, claim, target, motivation } = note;
  const quote = quoteOf(note);
  const mark = (html: string): string =>
    color === undefined ? html : `<span style="background-color: ${ZOTERO_COLORS[color]}">${html}</span>`;
  const link = target ? deepLink(target) : null;
  return [
    quote === '' ? '' : `<blockquote>${mark(htmlLines(quote))}</blockquote>`,
    claim === undefined ? '' : `<p><strong>${escapeHtml(claimText(claim, input))}</strong></p>`,
    motivation === 'questioning' ? `<p><em>${escapeHtml(input.words.question)}</em></p>` : '',
    noteAsHtml(text),
    quote === '' || link === null ? '' : `<p>${anchor(link, escapeHtml(hostOf(link)))}</p>`,
  ].join('');
}

export function* writeCslJson(input: ExportInput): Generator<FilePiece, void> {
  const { pages, onClaims } = groupByPage(input);
  const items = [
    ...pages.map((page) => () => webpage(page, input)),
    ...onClaims.map((note) => () => ({
      id: note.id,
      type: 'document',
      title: note.claim ? claimText(note.claim, input) : input.words.onClaims,
      note: noteAsText(note, input),
      ...(note.tags.length > 0 ? { keyword: note.tags.join(', ') } : {}),
    })),
  ];
  yield '[';
  let separator = '\n  ';
  for (const item of items) {
    yield separator + JSON.stringify(item());
    separator = ',\n  ';
  }
  yield items.length > 0 ? '\n]\n' : ']\n';
}

function webpage(page: PageGroup, input: ExportInput): object {
  const address = webAddress(page.source);
  const [year, month, day] = accessed(page, input).slice(0, 10).split('-').map(Number);
  const tags = tagsOf(page.notes);
  return {
    id: page.source,
    type: 'webpage',
    title: page.title || page.source,
    ...(hostOf(page.source) === '' ? {} : { 'container-title': hostOf(page.source) }),
    ...(address === null ? {} : { URL: address }),
    accessed: { 'date-parts': [[year, month, day]] },
    ...(tags.length > 0 ? { keyword: tags.join(', ') } : {}),
    ...(page.notes.length > 0 ? { note: page.notes.map((note) => noteAsText(note, input)).join('\n\n') } : {}),
  };
}

/** As Zotero has it in "Extra", where an address is a link: each passage with the one that opens the page there. */
function noteAsText(note: Annotation, input: ExportInput): string {
  const quote = quoteOf(note);
  const link = note.target && quote !== '' ? deepLink(note.target) : null;
  return [
    quote === '' ? '' : `“${quote}”`,
    note.claim === undefined || note.target === undefined ? '' : claimText(note.claim, input),
    note.text === '' ? '' : note.motivation === 'questioning' ? `${input.words.question}: ${note.text}` : note.text,
    link ?? '',
  ]
    .filter(Boolean)
    .join('\n');
}

const tagsOf = (notes: readonly Annotation[]): readonly string[] => [...new Set(notes.flatMap(({ tags }) => tags))];

/** When the page was last read, as far as its notes know. */
function accessed({ notes, found }: PageGroup, { now }: ExportInput): string {
  if (found) return utc(now);
  const times = notes.map(({ target, created }) => utc(target?.sourceDate ?? created)).sort();
  return times.at(-1) ?? utc(now);
}
