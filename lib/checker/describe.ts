/** What is on record about a claim, for the card and the lists. */
import { type ClaimKey, type ClaimSet, claimKey } from '../claims/index.ts';
import { gradeSources, movesOf, openGaps } from '../sourcing/index.ts';
import type { ClaimOnPage } from './report.ts';

/**
 * Describe the claims of these sets by key, each with its grade and what follows from it; `undefined` for a claim of a
 * set that is not among them. Cheap to make: nothing is graded before it is asked for.
 */
export function describeClaims(claimSets: readonly ClaimSet[]): (key: ClaimKey) => ClaimOnPage | undefined {
  const known = new Map(
    claimSets.flatMap((set) => set.claims.map((claim) => [claimKey(set.id, claim.id), { set, claim }] as const)),
  );
  return (key) => {
    const entry = known.get(key);
    if (!entry) return undefined;
    const { set, claim } = entry;
    const grade = gradeSources(claim.record, claim.modality);
    return {
      key,
      set: { id: set.id, version: set.version, title: set.title },
      claim,
      grade,
      moves: movesOf(claim.record),
      gaps: openGaps(claim.record, grade),
    };
  };
}
