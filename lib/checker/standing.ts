/** The checker of a running Caveat: made with the first check, and anew when settings or claim sets have changed. */
import type { ClaimSet } from '../claims/index.ts';
import type { WordVectors } from '../matching/index.ts';
import type { Settings } from '../settings.ts';
import { type Checker, createChecker } from './checker.ts';
import type { Pause } from './pace.ts';
import { openShelf, type Shelf, type ShelvedSet } from './shelves.ts';

export type StandingParts = {
  readonly claimSets: readonly ClaimSet[];
  /** The sets the reader added. */
  readonly shelf: Shelf;
  /** Word vectors, asked for once and only when a set brings nothing but words; null when they cannot be had. */
  readonly vectors: () => Promise<WordVectors | null>;
  readonly settings: () => Promise<Pick<Settings, 'confidence'>>;
  readonly pause: Pause;
};

/** Gives the checker as it should be now. Making a large set's search takes seconds, with pauses, and once. */
export function createStandingChecker(parts: StandingParts): () => Promise<Checker> {
  let sets: ReadonlyMap<string, ShelvedSet> = new Map();
  let vectors: Promise<WordVectors | null> | undefined;
  let built: { readonly made: string; readonly checker: Checker } | undefined;

  async function refresh(): Promise<Checker> {
    const { confidence } = await parts.settings();
    const stamps = (await parts.shelf.sets()).map(({ stamp }) => stamp);
    const made = [confidence, ...stamps].join('\n');
    if (built?.made === made) return built.checker;
    if (stamps.length > 0) vectors ??= parts.vectors();
    const options = { vectors: (await vectors) ?? null, pause: parts.pause };
    sets = await openShelf(parts.shelf, options, sets);
    const checker = createChecker(parts.claimSets, { ...options, confidence, shelved: [...sets.values()] });
    // A set that could not be read now is asked for again with the next check.
    built = { made: sets.size === stamps.length ? made : '', checker };
    return checker;
  }

  // One after the other: two pages that come at once must not build the same search twice.
  let last: Promise<unknown> = Promise.resolve();
  return () => {
    const next = last.then(refresh, refresh);
    last = next;
    return next;
  };
}
