/** What a page leaves out: qualifying claims of the claims it states. */
import { type ClaimKey, claimKey } from '../claims/index.ts';
import type { ClaimOnPage, MissingContext } from './report.ts';

/**
 * For the claims found (in page order), the claims that qualify them and were not found: each named once a page.
 * `describe` gives what a reader is shown of a claim, or nothing when its set is gone.
 */
export function missingContext(
  found: readonly ClaimOnPage[],
  describe: (key: ClaimKey) => ClaimOnPage | undefined,
): MissingContext[] {
  const settled = new Set(found.map((claim) => claim.key));
  const missing: MissingContext[] = [];
  for (const { key, set, claim } of found) {
    for (const id of claim.qualifiedBy) {
      const qualifying = claimKey(set.id, id);
      if (settled.has(qualifying)) continue;
      settled.add(qualifying);
      const qualifier = describe(qualifying);
      if (qualifier) missing.push({ claim: key, missing: qualifying, qualifier });
    }
  }
  return missing;
}
