/**
 * Which claims a sentence states. Reached only through `lib/checker`.
 *
 * A claim is recognised in one of two ways.
 *
 * **By knowledge**, where the claim set comes with it (`data/`, `knowledge.ts`). Concepts – the many names of one thing
 * in English and Spanish, written by hand as readable patterns (`lexicon.ts`) – are found in the sentence, in the one
 * before it and on its page. Two models learned from invented stories (`tests/bench`) weigh them together with words and
 * letters: a linear one that also sees pairs of concepts and words, and a small network. Small boosted trees then decide
 * each pair of sentence and claim beside its sibling claims, its neighbours and its page (`context.ts`), and Platt's
 * scaling on writers left out of training turns the score into a probability.
 *
 * **By its words**, for claims that bring only a text (`generic.ts`).
 *
 * Chosen by leaving whole writers out; F1 at the best threshold with precision of at least 0.88 (4,700 to 6,100
 * sentences, 26 to 33 writers):
 *
 * | features and learner | F1 |
 * |---|---|
 * | words, letters (linear) | .66 |
 * | concepts alone (linear) | .69 |
 * | concepts, their pairs, words, letters (linear) | .77 |
 * | the same, a network over concepts, words and letters | .75 |
 * | both averaged | .79 |
 * | both, then trees over siblings and page | .82 |
 * | the same with the claims' own wordings and more, single, ones | .84 |
 *
 * Then with 42 writers, a tenth of the sentences being one hand's pages of other news that seek the likeness: one sentence
 * in six of that hand was flagged until the models also learned from stories with their affair exchanged for another
 * (`tests/bench/elsewhere.ts`), F1 .820 to .831 and false alarms .055 to .045 over all; sentences of which every claim is
 * known gave .005 more, the mean of two linear models .003. What a clause, the sentence after, the lead or the first
 * words hold as features of their own, a second pass over the trees' scores, and a network taught by three others gave
 * nothing. A page that hardly names the subject is believed only where the engine is sure (`leastOn`).
 *
 * More hands tell most: on 31 whole pages of yet other writers F1 is .842 after 6,800 sentences, .876 after 13,000 and
 * .883 after 19,000 of 62 writers, among them reviews of fiction and bare questions, which the trees now see as such.
 *
 * Word vectors as clusters (GloVe, 150 to 2,000 clusters) gave nothing on top of the concepts; pairs made the network
 * worse; a second network gave .002 for half as much data again. `npm run bench` prints today's figures.
 */
export {
  type ClaimSearch,
  createSearchBuilder,
  openClaimSearch,
  type SearchBuilder,
  type SearchedClaim,
  type SearchOptions,
} from './claim-search.ts';
export type { SentenceInput } from './features.ts';
export { createRetriever, type RetrievedClaim, type Retriever, type RetrieverClaim } from './generic.ts';
export type { Evidence, Match } from './match.ts';
export { createMatcher, type Matcher, type MatcherOptions, THRESHOLDS } from './matcher.ts';
export { drain, type Slices } from './slices.ts';
export { openVectors, type WordVectors } from './vectors.ts';
