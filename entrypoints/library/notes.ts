/** What the library shows of the notes: order, search, and a way back to the page. No state, no browser. */
import type { NoteItem } from '../../components/NoteList.tsx';
import { quoteOf, siteOfPage } from '../../components/words.ts';
import type { Annotation } from '../../lib/annotation/index.ts';
import type { ClaimOnPage } from '../../lib/checker/index.ts';
import { type ClaimKey, localized } from '../../lib/claims/index.ts';
import { textFragment } from '../../lib/exchange/index.ts';

/**
 * Newest first by when a note was made, so that a note does not move away under the reader who edits it. Notes just
 * removed keep their place.
 */
export function itemsOf(
  stored: readonly Annotation[],
  removed: ReadonlyMap<string, Annotation>,
  claimOf: (key: ClaimKey) => ClaimOnPage | undefined,
): readonly NoteItem[] {
  const byId = new Map([...removed, ...stored.map((note) => [note.id, note] as const)]);
  return [...byId.values()]
    .sort((a, b) => (a.created < b.created ? 1 : a.created > b.created ? -1 : a.id < b.id ? -1 : 1))
    .map((note) => ({ note, claim: note.claim && claimOf(note.claim), link: linkOf(note) }));
}

/** The page's address with a text fragment that finds the passage again; nothing but web addresses becomes a link. */
export function linkOf({ target }: Annotation): string | undefined {
  if (!target || !/^https?:\/\//i.test(target.source)) return undefined;
  const quote = target.selectors.find((selector) => selector.type === 'TextQuoteSelector');
  const fragment = quote ? textFragment(quote) : null;
  return fragment ? `${target.source}#${fragment}` : target.source;
}

/** The items that contain all of `words` as typed, ignoring case and accents, in note, passage, claim, title or site. */
export function searchItems(items: readonly NoteItem[], words: string, locale: string): readonly NoteItem[] {
  const wanted = fold(words.trim());
  if (wanted === '') return items;
  return items.filter(({ note, claim }) =>
    [
      note.text,
      quoteOf(note),
      claim && localized(claim.claim.text, locale).text,
      note.target?.title,
      note.target && siteOfPage(note.target.source),
    ].some((text) => text && fold(text).includes(wanted)),
  );
}

const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
