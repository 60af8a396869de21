/** What the library shows of the notes: what is known around each, search, filters, order. No state, no browser. */

import type { Annotation } from '../lib/annotation/index.ts';
import type { Drift } from '../lib/attribution/index.ts';
import type { ClaimOnPage } from '../lib/checker/index.ts';
import { type Claim, type ClaimKey, localized } from '../lib/claims/index.ts';
import { fold } from './fold.ts';
import type { NoteItem } from './NoteList.tsx';
import { KINDS, type LibraryQuery, type Sort } from './note-query.ts';
import { COLORS, colorOf, quoteOf, siteOfPage } from './words.ts';

/** The notes with their claims. Notes just removed stay, so that they can be brought back. */
export function itemsOf(
  stored: readonly Annotation[],
  removed: ReadonlyMap<string, Annotation>,
  claimOf: (key: ClaimKey) => ClaimOnPage | undefined,
): readonly NoteItem[] {
  const kept = stored.map((note): NoteItem => ({ note, claim: note.claim && claimOf(note.claim) }));
  if (removed.size === 0) return kept;
  const ids = new Set(stored.map(({ id }) => id));
  const gone = [...removed.values()].filter(({ id }) => !ids.has(id));
  return [...kept, ...gone.map((note) => ({ note, claim: note.claim && claimOf(note.claim), removed: true }))];
}

/**
 * In order. By when a note was made, newest or oldest first, so that it does not move away under the reader who edits
 * it; by when it was changed; or page by page, as notes follow each other there.
 */
export function sortItems(items: readonly NoteItem[], sort: Sort): readonly NoteItem[] {
  const made = ({ note }: NoteItem) => note.created;
  const by = (key: (item: NoteItem) => string) => (a: NoteItem, b: NoteItem) =>
    compare(key(a), key(b)) || compare(a.note.id, b.note.id);
  switch (sort) {
    case 'newest':
      return [...items].sort((a, b) => by(made)(b, a));
    case 'oldest':
      return [...items].sort(by(made));
    case 'changed':
      return [...items].sort((a, b) => by(({ note }) => note.modified)(b, a));
    case 'page':
      return [...items].sort(
        (a, b) =>
          // Notes on claims belong to no page and come last.
          compare(a.note.target?.source ?? '\uffff', b.note.target?.source ?? '\uffff') ||
          startOf(a.note) - startOf(b.note) ||
          by(made)(a, b),
      );
  }
}

const startOf = ({ target }: Annotation): number =>
  target?.selectors.find((selector) => selector.type === 'TextPositionSelector')?.start ?? 0;

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * The items a query asks for, in the order they have. All its words must stand in note, passage, claim, title, site or
 * tags, anywhere in a word, ignoring case and accents; words in quotation marks stand together. `driftOf` knows how a
 * note's passage words its claim; what it does not know fits no drift.
 *
 * No index: over 50,000 notes, reading through the folded texts takes some hundredths of a second, where MiniSearch
 * took 13 s to build its index and up to 0.9 s to answer with the many notes that contain a common word.
 */
export function findItems(
  items: readonly NoteItem[],
  query: LibraryQuery,
  locale: string,
  driftOf: (note: Annotation) => Drift | undefined = () => undefined,
): readonly NoteItem[] {
  const words = [...fold(query.words).matchAll(/"([^"]+)"|([^\s"]+)/g)].map(
    ([, together, word]) => together ?? word ?? '',
  );
  const { claim, set, site, tag, level, kind, color, drift, from, to, quote } = query;
  return items.filter((item) => {
    const { note } = item;
    return (
      (claim === null || note.claim === claim) &&
      (set === null || note.claim?.startsWith(`${set}:`) === true) &&
      (site === null || siteOf(note) === site) &&
      (tag === null || note.tags.includes(tag)) &&
      (level === null || item.claim?.grade.level === level) &&
      (kind === null || note.motivation === kind) &&
      (color === null || colorOf(note) === color) &&
      (drift === null || driftOf(note) === drift) &&
      (from === null || note.created.slice(0, 10) >= from) &&
      (to === null || note.created.slice(0, 10) <= to) &&
      (quote === null || (quote === 'with') === (quoteOf(note) !== undefined)) &&
      (words.length === 0 || containsAll(foldedOf(item, locale), words))
    );
  });
}

const containsAll = (text: string, words: readonly string[]): boolean => words.every((word) => text.includes(word));

/**
 * Made once a note: folding 50,000 takes some tenths of a second. Notes are never changed, only replaced; their claims come
 * later, when the set they are of is read.
 */
const folded = new WeakMap<Annotation, { readonly claim: Claim | undefined; readonly text: string }>();

/** The text a note is searched by. Call it beforehand, in idle time, and searches are quick from the first letter on. */
export function foldedOf({ note, claim: known }: NoteItem, locale: string): string {
  const claim = known?.claim;
  const made = folded.get(note);
  if (made && made.claim === claim) return made.text;
  const said = claim && localized(claim.text, locale).text;
  const texts = [note.text, quoteOf(note), said, note.target?.title, siteOf(note), ...note.tags];
  const text = fold(texts.filter((part) => part).join('\n'));
  folded.set(note, { claim, text });
  return text;
}

const siteOf = ({ target }: Annotation): string | undefined => target && siteOfPage(target.source);

/** A value to filter by, with how many notes have it. */
export type Choice = { readonly value: string; readonly count: number };
export type Choices = {
  /** Claims by set, those with most notes first; so are the others. */
  readonly sets: readonly { readonly set: string; readonly claims: readonly Choice[] }[];
  readonly sites: readonly Choice[];
  readonly tags: readonly Choice[];
  /** Colours and kinds in use, in the order they are listed. */
  readonly colors: readonly Choice[];
  readonly kinds: readonly Choice[];
};

/** What there is to filter by in these notes. */
export function choicesOf(items: readonly NoteItem[]): Choices {
  const claims = new Map<string, number>();
  const sites = new Map<string, number>();
  const tags = new Map<string, number>();
  const colors = new Map<string, number>();
  const kinds = new Map<string, number>();
  const add = (counts: Map<string, number>, value: string | undefined) => {
    if (value) counts.set(value, (counts.get(value) ?? 0) + 1);
  };
  for (const { note } of items) {
    add(claims, note.claim);
    add(sites, siteOf(note));
    add(colors, colorOf(note));
    add(kinds, note.motivation);
    for (const tag of note.tags) add(tags, tag);
  }
  const bySet = new Map<string, Choice[]>();
  for (const choice of ranked(claims)) {
    const set = choice.value.slice(0, choice.value.indexOf(':'));
    bySet.set(set, [...(bySet.get(set) ?? []), choice]);
  }
  return {
    sets: [...bySet].map(([set, all]) => ({ set, claims: all })),
    sites: ranked(sites),
    tags: ranked(tags),
    colors: listed(COLORS, colors),
    kinds: listed(KINDS, kinds),
  };
}

const listed = (order: readonly string[], counts: ReadonlyMap<string, number>): readonly Choice[] =>
  order.flatMap((value) => {
    const count = counts.get(value);
    return count === undefined ? [] : [{ value, count }];
  });

const ranked = (counts: ReadonlyMap<string, number>): readonly Choice[] =>
  [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || compare(a.value, b.value));
