/** A page's counts: local, and never a score for the outlet. */
import type { ClaimAnnotation, ClaimOnPage, Tally } from './report.ts';

export function tallyOf(annotations: readonly ClaimAnnotation[], claims: readonly ClaimOnPage[]): Tally {
  const count = <T>(items: readonly T[], holds: (item: T) => boolean): number => items.filter(holds).length;
  const hasBadge = (claim: ClaimOnPage, code: string): boolean =>
    claim.grade.badges.some((badge) => badge.code === code);
  // A sentence that states two claims is still one sentence.
  const sentences = (items: readonly ClaimAnnotation[]): number =>
    new Set(items.map((annotation) => annotation.sentence.start)).size;
  return {
    sentences: sentences(annotations),
    claims: claims.length,
    unnamedOnly: count(claims, (claim) => hasBadge(claim, 'unnamed-only')),
    noSource: count(claims, (claim) => claim.grade.level === 0),
    attributionDropped: sentences(annotations.filter((annotation) => annotation.comparison === 'attribution-dropped')),
    certaintyRaised: sentences(annotations.filter((annotation) => annotation.certaintyRaised)),
    changed: sentences(annotations.filter((annotation) => annotation.wording.drift !== 'none')),
  };
}
