/** Which claims a sentence states. Reached only through `lib/checker`. */
export type { SentenceInput } from './features.ts';
export { createRetriever, type RetrievedClaim, type Retriever, type RetrieverClaim } from './generic.ts';
export type { Evidence, Match } from './match.ts';
export { createMatcher, type Matcher, type MatcherOptions, THRESHOLDS } from './matcher.ts';
export { openVectors, type WordVectors } from './vectors.ts';
