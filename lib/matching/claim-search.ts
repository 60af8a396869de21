/**
 * A claim set made searchable by its words: built in slices from claims that come in portions, saved, and opened again
 * without the claims. The claims themselves are only needed where one is found.
 */
import type { Claim } from '../claims/index.ts';
import { err, ok, type Result } from '../result.ts';
import { CONCEPTS } from './data/concepts.ts';
import type { SentenceInput } from './features.ts';
import { buildGenericMatcher, type GenericMatch, type GenericMatcher, openGenericMatcher } from './generic.ts';
import type { Slices } from './slices.ts';
import type { WordVectors } from './vectors.ts';
import { openWordings, type PackedWordings, type Wordings, WordingsPacker, wordingsOf } from './wordings.ts';

/** What is kept between two starts: plain data, which IndexedDB takes as it is. */
export type SavedSearch = { readonly ids: string; readonly wordings: PackedWordings; readonly index: ArrayBuffer };

export type SearchOptions = { readonly vectors?: WordVectors | null };

/** Finds sentences that state claims known by their words only. */
export interface ClaimSearch {
  /** The claims' ids inside their set, in the set's order: a match names a claim by its place here. */
  readonly ids: readonly string[];
  matchInSlices(sentences: readonly SentenceInput[], threshold: number): Slices<GenericMatch[][]>;
  save(): SavedSearch;
}

export type SearchedClaim = Pick<Claim, 'id' | 'text' | 'paraphrases'>;

/** Takes a set's claims in portions, then builds the search. */
export interface SearchBuilder {
  /** Null takes the place of a claim that cannot be had: it is never found. */
  add(claims: readonly (SearchedClaim | null)[]): void;
  build(options: SearchOptions): Slices<ClaimSearch>;
}

export function createSearchBuilder(): SearchBuilder {
  const packer = new WordingsPacker();
  const ids: string[] = [];
  return {
    add(claims) {
      for (const claim of claims) {
        ids.push(claim?.id ?? '');
        packer.add({ wordings: claim ? wordingsOf(claim) : [] });
      }
    },
    *build(options) {
      const wordings = packer.done();
      return searchOver(ids, wordings, yield* buildGenericMatcher(wordings, { ...options, concepts: CONCEPTS }));
    },
  };
}

/** Open what `save` gave. Anything else, or what an older Caveat saved, is refused: build it again. */
export function openClaimSearch(saved: unknown, options: SearchOptions): Result<ClaimSearch, 'unusable'> {
  if (typeof saved !== 'object' || saved === null) return err('unusable');
  const { ids: joined, wordings: packed, index } = saved as Record<string, unknown>;
  const wordings = openWordings(packed);
  if (typeof joined !== 'string' || wordings === null || !(index instanceof ArrayBuffer)) return err('unusable');
  const ids = joined === '' ? [] : joined.split('\n');
  if (wordings.size > 0 && wordings.claimOf(wordings.size - 1) >= ids.length) return err('unusable');
  const matcher = openGenericMatcher(wordings, index, { ...options, concepts: CONCEPTS });
  return matcher.ok ? ok(searchOver(ids, wordings, matcher.value)) : err('unusable');
}

const searchOver = (ids: readonly string[], wordings: Wordings, matcher: GenericMatcher): ClaimSearch => ({
  ids,
  matchInSlices: matcher.matchInSlices,
  save: () => ({ ids: ids.join('\n'), wordings: wordings.packed, index: matcher.serialize() }),
});
