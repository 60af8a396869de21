/** What the panel lists for a page: claims and notes in page order, and notes whose passage is not there now. */

import type { Annotation } from '../lib/annotation/index.ts';
import type { PageReport } from '../lib/checker/index.ts';
import { type ClaimKey, localized } from '../lib/claims/index.ts';
import type { Level } from '../lib/sourcing/index.ts';
import { type ClaimInOrder, claimsInOrder, quoteOf } from './words.ts';

export type PanelEntry =
  | {
      readonly kind: 'claim';
      readonly id: ClaimKey;
      readonly claim: ClaimInOrder;
      readonly notes: readonly Annotation[];
    }
  /** A note that is on no claim found here: at a passage, or on the page as a whole. */
  | { readonly kind: 'passage'; readonly id: string; readonly note: Annotation };

export type PanelLists = {
  /** In page order; what is on the page as a whole comes first. */
  readonly entries: readonly PanelEntry[];
  /** Notes of this page whose passage is not on it now, oldest first. */
  readonly orphans: readonly Annotation[];
};

/**
 * Sort a page's notes to its claims and passages. `notes` are those of the page and those on its claims. `placeOf` finds
 * where a note's passage begins in the text the report was made from; null when nobody could be asked: then nothing can
 * be said to be missing.
 */
export function listsOf(
  report: PageReport | null,
  notes: readonly Annotation[],
  placeOf: ((note: Annotation) => number | null) | null,
): PanelLists {
  const placed: { readonly at: number; readonly entry: PanelEntry }[] = [];
  const orphans: Annotation[] = [];
  const claims = report ? claimsInOrder(report) : [];
  const found = new Set(claims.map(({ claim }) => claim.key));
  for (const claim of claims) {
    const own = notes.filter((note) => note.claim === claim.claim.key);
    const entry: PanelEntry = { kind: 'claim', id: claim.claim.key, claim, notes: own };
    placed.push({ at: claim.annotations[0].sentence.start, entry });
  }
  for (const note of notes) {
    if (note.claim !== undefined && found.has(note.claim)) continue;
    const entry: PanelEntry = { kind: 'passage', id: note.id, note };
    if (!note.target?.selectors.length) placed.push({ at: -1, entry });
    else if (placeOf === null) placed.push({ at: Number.POSITIVE_INFINITY, entry });
    else {
      const at = placeOf(note);
      if (at === null) orphans.push(note);
      else placed.push({ at, entry });
    }
  }
  // Stable: claims and notes that begin at the same place stay in the order they were met.
  placed.sort((a, b) => (a.at === b.at ? 0 : a.at - b.at));
  return { entries: placed.map(({ entry }) => entry), orphans };
}

export type PanelFilter = {
  readonly words: string;
  readonly withNote: boolean;
  /** Only claims this page words otherwise than the record, or credits to fewer. */
  readonly changed: boolean;
  readonly level: Level | null;
};

export const NO_FILTER: PanelFilter = { words: '', withNote: false, changed: false, level: null };

export const isFiltering = ({ words, withNote, changed, level }: PanelFilter): boolean =>
  words.trim() !== '' || withNote || changed || level !== null;

/** What of the lists fits the filter. A note that belongs to no claim has neither a level nor a change. */
export function filterLists({ entries, orphans }: PanelLists, filter: PanelFilter, locale: string): PanelLists {
  const wanted = fold(filter.words.trim());
  const says = (...texts: readonly (string | undefined)[]) =>
    wanted === '' || texts.some((text) => text !== undefined && fold(text).includes(wanted));
  const fitsNote = (note: Annotation) =>
    !filter.changed && filter.level === null && says(note.text, quoteOf(note), ...note.tags);
  return {
    entries: entries.filter((entry) => {
      if (entry.kind === 'passage') return fitsNote(entry.note);
      const { claim, annotations, changed, dropped } = entry.claim;
      return (
        (!filter.withNote || entry.notes.length > 0) &&
        (!filter.changed || changed !== null || dropped) &&
        (filter.level === null || claim.grade.level === filter.level) &&
        says(
          localized(claim.claim.text, locale).text,
          ...annotations.map(({ quote }) => quote),
          ...entry.notes.map(({ text }) => text),
        )
      );
    }),
    orphans: orphans.filter(fitsNote),
  };
}

const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
