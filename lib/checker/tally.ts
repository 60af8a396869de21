/** A page's counts: local, and never a score for the outlet. */
import type { ClaimAnnotation, ClaimOnPage, Tally } from './report.ts';

export function tallyOf(annotations: readonly ClaimAnnotation[], claims: readonly ClaimOnPage[]): Tally {
  const count = <T>(items: readonly T[], holds: (item: T) => boolean): number => items.filter(holds).length;
  const hasBadge = (claim: ClaimOnPage, code: string): boolean =>
    claim.grade.badges.some((badge) => badge.code === code);
  return {
    sentences: new Set(annotations.map((annotation) => annotation.sentence.start)).size,
    claims: claims.length,
    unnamedOnly: count(claims, (claim) => hasBadge(claim, 'unnamed-only')),
    noSource: count(claims, (claim) => claim.grade.level === 0),
    attributionDropped: count(annotations, (annotation) => annotation.comparison === 'attribution-dropped'),
    changed: count(annotations, (annotation) => annotation.wording.drift !== 'none'),
  };
}
