/** THE PIPELINE'S ONE DOOR: page text in, what its sentences claim and how that is sourced out. */
export { createRetriever, openVectors, type Retriever, type WordVectors } from '../matching/index.ts';
export {
  type Checker,
  type CheckerOptions,
  createChecker,
  type SentenceInput,
  type SentenceReport,
} from './checker.ts';
export { describeClaims } from './describe.ts';
export type { Pause } from './pace.ts';
export type {
  ClaimAnnotation,
  ClaimOnPage,
  MissingContext,
  OneOrigin,
  PageReport,
  PageText,
  Relay,
  Tally,
} from './report.ts';
export { openShelf, type Shelf, type ShelvedSet } from './shelves.ts';
export { createStandingChecker, type StandingParts } from './standing.ts';
export { wordingOf } from './wording.ts';
