/** Which claims a sentence states. Reached only through `lib/checker`. */
export type { SentenceInput } from './features.ts';
export type { Evidence, Match } from './match.ts';
export { createMatcher, type Matcher, type MatcherOptions, THRESHOLDS } from './matcher.ts';
