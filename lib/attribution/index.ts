/**
 * How a sentence itself sources and words what it says. Reached only through `lib/checker`.
 *
 * `attribute` reads one sentence; `compareWording` sets it against a claim it states.
 */
export { attribute } from './attribute.ts';
export { compareWording } from './drift.ts';
export type { Attribution, AttributionKind, Difference, Drift, KeyedClaim, Wording } from './types.ts';
