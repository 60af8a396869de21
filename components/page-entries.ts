/** What the panel lists for a page: claims and notes in page order, and notes whose passage is not there now. */

import type { Annotation } from '../lib/annotation/index.ts';
import type { PageReport } from '../lib/checker/index.ts';
import { type ClaimKey, localized } from '../lib/claims/index.ts';
import type { Level } from '../lib/sourcing/index.ts';
import { fold } from './fold.ts';
import { type ClaimInOrder, claimsInOrder, quoteOf } from './words.ts';

export type PanelEntry =
  | {
      readonly kind: 'claim';
      readonly id: ClaimKey;
      readonly claim: ClaimInOrder;
      readonly notes: readonly Annotation[];
    }
  /** A note that is on no claim found here: at a passage, or on the page as a whole. */
  | {
      readonly kind: 'passage';
      readonly id: string;
      readonly note: Annotation;
      /** Whether its words stand there as they were marked; null where that is not known, or nothing was marked. */
      readonly state: 'exact' | 'approximate' | null;
    };

export type PanelLists = {
  /** In page order; what is on the page as a whole comes first. */
  readonly entries: readonly PanelEntry[];
  /** Notes of this page whose passage is not on it now, oldest first. */
  readonly orphans: readonly Annotation[];
};

/**
 * Where a note's passage is: from this place on in the text the report was made from, nowhere on the page now, or nobody
 * knows, because the page was not asked or has not heard of the note yet.
 */
export type Whereabouts = { readonly at: number; readonly state: 'exact' | 'approximate' } | 'gone' | 'unknown';

/** Sort a page's notes to its claims and passages. `notes` are those of the page and those on its claims. */
export function listsOf(
  report: PageReport | null,
  notes: readonly Annotation[],
  whereIs: (note: Annotation) => Whereabouts,
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
    const where = note.target?.selectors.length ? whereIs(note) : 'page';
    if (where === 'gone') orphans.push(note);
    else {
      const [at, state] =
        where === 'page'
          ? [-1, null]
          : where === 'unknown'
            ? [Number.POSITIVE_INFINITY, null]
            : [where.at, where.state];
      placed.push({ at, entry: { kind: 'passage', id: note.id, note, state } });
    }
  }
  // Stable: claims and notes that begin at the same place stay in the order they were met.
  placed.sort((a, b) => (a.at === b.at ? 0 : a.at - b.at));
  return { entries: placed.map(({ entry }) => entry), orphans };
}

/** Whether one of these marks of the page – a claim's sentence, a passage – is what the entry lists. */
export function isMarked(entry: PanelEntry, marks: readonly string[]): boolean {
  // A sentence's mark is `claim@place`, and its place may have moved since the page was asked.
  return marks.some((mark) => mark === entry.id || (entry.kind === 'claim' && mark.startsWith(`${entry.id}@`)));
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
