/** What a page leaves out: qualifying claims of the claims it states. */
import { type ClaimKey, claimKey } from '../claims/index.ts';
import type { ClaimAnnotation, ClaimOnPage, MissingContext } from './report.ts';

export type ContextParts = {
  /** What the reader is shown, in page order, each claim's sentences among them. */
  readonly claims: readonly ClaimOnPage[];
  readonly annotations: readonly ClaimAnnotation[];
  /** Claims the page may state, though not surely enough to be shown. */
  readonly maybe: ReadonlySet<ClaimKey>;
  /** What a reader is told of a claim, or nothing when its set is gone. */
  readonly describe: (key: ClaimKey) => ClaimOnPage | undefined;
};

/**
 * The claims that qualify those found and stand nowhere on the page, each named once. A claim the page perhaps states
 * is not called missing, and a claim the page only contradicts asks for no qualification. For a page read whole.
 */
export function missingContext({ claims, annotations, maybe, describe }: ContextParts): MissingContext[] {
  const settled = new Set([...claims.map((claim) => claim.key), ...maybe]);
  const stated = new Set(
    annotations.filter(({ wording }) => wording.drift !== 'contradicts').map((annotation) => annotation.claim),
  );
  const missing: MissingContext[] = [];
  for (const { key, set, claim } of claims) {
    if (!stated.has(key)) continue;
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
