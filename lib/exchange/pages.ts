/** Notes as a reader's files group them: by page, there in the page's order, and apart from those on claims alone. */
import { type Annotation, pageKey } from '../annotation/index.ts';
import { type ClaimKey, localized } from '../claims/index.ts';
import type { Encounter, EncounterWording } from '../history/index.ts';
import type { ExportInput, PageInFile } from './types.ts';

/** A page of a file: its notes and, where this page is being exported, what was found on it. */
export type PageGroup = {
  readonly source: string;
  readonly title: string;
  readonly notes: readonly Annotation[];
  readonly found?: PageInFile;
};

/** The pages of a file, the exported one first, and the notes that belong to no page. */
export function groupByPage({ page, notes }: ExportInput): {
  readonly pages: readonly PageGroup[];
  readonly onClaims: readonly Annotation[];
} {
  const here = page ? pageKey(page.source) : null;
  const bySource = new Map<string, Annotation[]>();
  if (here !== null) bySource.set(here, []);
  const onClaims: Annotation[] = [];
  for (const note of notes) {
    const source = note.target?.source;
    if (source === undefined) {
      onClaims.push(note);
      continue;
    }
    const group = bySource.get(source);
    if (group) group.push(note);
    else bySource.set(source, [note]);
  }
  const pages = [...bySource].map(
    ([source, written]): PageGroup => ({
      source,
      title: page && source === here ? page.title : (written.find((note) => note.target?.title)?.target?.title ?? ''),
      notes: inPageOrder(written),
      ...(page && source === here ? { found: page } : {}),
    }),
  );
  return { pages, onClaims };
}

/** On the page as a whole, down the page, then where nobody knows; of one place, in the order given. */
const inPageOrder = (notes: readonly Annotation[]): readonly Annotation[] =>
  notes
    .map((note) => ({ note, at: quoteOf(note) === '' ? -1 : (positionOf(note) ?? Number.POSITIVE_INFINITY) }))
    .sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0))
    .map(({ note }) => note);

/** Where on its page a note was written, in UTF-16 units of the page's text, if it is known. */
export const positionOf = ({ target }: Annotation): number | undefined =>
  target?.selectors.find((selector) => selector.type === 'TextPositionSelector')?.start;

/** The words a note was written at; empty for a note on a whole page or on a claim. */
export const quoteOf = ({ target }: Annotation): string =>
  target?.selectors.find((selector) => selector.type === 'TextQuoteSelector')?.exact ?? '';

/** What a claim says, in the reader's language. */
export function claimText(key: ClaimKey, { claimOf, page, locale, words }: ExportInput): string {
  const text = claimOf(key)?.text ?? page?.report.claims.find((found) => found.key === key)?.claim.text;
  return text ? localized(text, locale).text : words.unknownClaim(key);
}

/** The host of a page on the web, without `www.`; empty for any other. */
export const hostOf = (source: string): string => /^[a-z]+:\/\/(?:www\.)?([^/:?#]+)/i.exec(source)?.[1] ?? '';

/** One form for every date, whatever zone it was given in. */
export const utc = (iso: string): string =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(iso) ? iso : new Date(iso).toISOString();

/** How a page put a claim at one time. */
export type SightingInFile = Omit<Encounter, 'wordings'> & { readonly wording: EncounterWording };

/** What was met while reading, claim by claim in the order they were met first, each sighting in its time. */
export function metByClaim({ history = [] }: ExportInput): readonly {
  readonly claim: ClaimKey;
  readonly sightings: readonly SightingInFile[];
}[] {
  const byClaim = new Map<ClaimKey, SightingInFile[]>();
  const all = history
    .flatMap(({ wordings, ...encounter }) => wordings.map((wording) => ({ ...encounter, wording })))
    .sort((a, b) => (a.wording.at < b.wording.at ? -1 : a.wording.at > b.wording.at ? 1 : 0));
  for (const sighting of all) {
    const known = byClaim.get(sighting.claim);
    if (known) known.push(sighting);
    else byClaim.set(sighting.claim, [sighting]);
  }
  return [...byClaim].map(([claim, sightings]) => ({ claim, sightings }));
}
