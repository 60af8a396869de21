/**
 * Claim sets that readers add, however large: searched by their words, and of their claims only those that a page states
 * are fetched. The search is built once a set, kept, and opened again when the background starts anew.
 */
import type { Claim, ClaimSetHeader } from '../claims/index.ts';
import { type ClaimSearch, createSearchBuilder, openClaimSearch, type SearchOptions } from '../matching/index.ts';
import { type Pause, paced } from './pace.ts';

/** A set ready to be searched. */
export type ShelvedSet = {
  readonly set: ClaimSetHeader;
  readonly search: ClaimSearch;
  /** The claims at these places of the set; those that cannot be had are left out. */
  claims(places: readonly number[]): Promise<readonly Claim[]>;
};

/** Where sets are kept. Nothing here rejects: what cannot be read is not there. */
export interface Shelf {
  /** The sets that are to be searched, with how many claims they have; `stamp` changes whenever a set's claims do. */
  sets(): Promise<readonly { readonly set: ClaimSetHeader; readonly stamp: string; readonly claims: number }[]>;
  /** The claims under a stamp in portions, in order; null stands for one that cannot be read. */
  portions(stamp: string): AsyncIterable<readonly (Claim | null)[]>;
  claimsAt(stamp: string, places: readonly number[]): Promise<readonly Claim[]>;
  /** What was saved of the search under this stamp, or undefined. */
  savedSearch(stamp: string): Promise<unknown>;
  saveSearch(stamp: string, saved: unknown): Promise<void>;
}

/**
 * Make the sets of a shelf ready: opened where their search was saved, built in slices and saved where not. `before` are
 * sets made ready earlier, by stamp: they are taken as they are. A set that cannot be read whole is left out, and tried
 * again the next time.
 */
export async function openShelf(
  shelf: Shelf,
  options: SearchOptions & { readonly pause: Pause },
  before: ReadonlyMap<string, ShelvedSet> = new Map(),
): Promise<ReadonlyMap<string, ShelvedSet>> {
  const ready = new Map<string, ShelvedSet>();
  for (const { set, stamp, claims: count } of await shelf.sets()) {
    const search = before.get(stamp)?.search ?? (await searchOf(shelf, stamp, count, options));
    if (search) ready.set(stamp, { set, search, claims: (places) => shelf.claimsAt(stamp, places) });
  }
  return ready;
}

/** Null where not all of the set's `count` claims could be read: a place found would then be that of another claim. */
async function searchOf(
  shelf: Shelf,
  stamp: string,
  count: number,
  options: SearchOptions & { readonly pause: Pause },
): Promise<ClaimSearch | null> {
  const opened = openClaimSearch(await shelf.savedSearch(stamp), options);
  if (opened.ok) return opened.value;
  const builder = createSearchBuilder();
  let read = 0;
  for await (const claims of shelf.portions(stamp)) {
    builder.add(claims);
    read += claims.length;
    await options.pause();
  }
  if (read !== count) return null;
  const built = await paced(builder.build(options), options.pause);
  await shelf.saveSearch(stamp, built.save());
  return built;
}
