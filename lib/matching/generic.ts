/**
 * Claims that bring only their words: readers' own and imported sets, up to 100,000 claims.
 *
 * Three steps, each on what the one before leaves: the term index finds the claims that share informative words; the
 * re-ranker compares word by word, with vectors where they are given; learned weights make a probability of it. Where a
 * set is small and a claim names things the lexicon knows, concepts speak too. Without knowledge of the claim a careful
 * reader's judgement is not reached (`tests/bench/zero-shot.ts` says how far it goes), so this way prefers silence. A
 * page that is plainly on the affair of a set of a few claims needs less proof: weights learned from twenty such sets
 * find half of what is stated there and are right nine times in ten (`tests/bench/own-sets.ts`).
 *
 * Work comes in slices: every `…InSlices` is a generator that yields within some 10 ms; run it on with pauses.
 */
import { err, ok, type Result } from '../result.ts';
import type { SentenceInput } from './features.ts';
import { createGrams } from './grams.ts';
import { type Concept, createLexicon } from './lexicon.ts';
import type { Evidence } from './match.ts';
import {
  createReranker,
  featureAt,
  logOdds,
  MARK_BITS,
  NEGATIVE_MARK,
  type PreparedQuery,
  shippedWeights,
  sigmoid,
} from './rerank.ts';
import { drain, type Slices } from './slices.ts';
import { buildTermIndex, openTermIndex, type TermIndex } from './term-index.ts';
import { readTerms, type TextReading } from './terms.ts';
import { tokenize } from './tokens.ts';
import type { WordVectors } from './vectors.ts';
import { packWordings, type WordedClaim, type Wordings } from './wordings.ts';

export type GenericOptions = {
  /** Word vectors; without them words match only when they are alike. */
  readonly vectors?: WordVectors | null;
  /** Concepts, for sets of up to `SMALL_SET` wordings. */
  readonly concepts?: readonly Concept[];
};

export type GenericMatch = {
  /** Place of the claim in the list given. */
  readonly claim: number;
  /** Calibrated probability that the sentence states it. */
  readonly confidence: number;
  readonly evidence: readonly Evidence[];
  /** From the first to the last word that speaks for it. */
  readonly span: { readonly start: number; readonly end: number };
};
/** A claim ranked for a text; scores order the claims of one text and mean nothing else. */
export type RankedClaim = { readonly claim: number; readonly score: number };
/** One wording compared with one sentence, for training and benchmarks. */
export type Comparison = { readonly claim: number; readonly document: number; readonly features: Float64Array };

export interface GenericMatcher {
  /** For each sentence of one page, in order, the claims it states with at least this probability. */
  match(sentences: readonly SentenceInput[], threshold: number): GenericMatch[][];
  matchInSlices(sentences: readonly SentenceInput[], threshold: number): Slices<GenericMatch[][]>;
  /** The claims nearest to a text, best first, by the index alone or re-ranked. A text of any length and script. */
  candidates(text: string, lang: string, limit: number): RankedClaim[];
  rank(text: string, lang: string, limit: number): RankedClaim[];
  compare(sentence: SentenceInput): Comparison[];
  /** The index in one buffer, for `openGenericMatcher` with the same wordings. */
  serialize(): ArrayBuffer;
}

/** Up to this many wordings a set is small: concepts are read, and every wording is compared with every sentence. */
const SMALL_SET = 2_000;
const COMPARE_ALL = 64;
/** Candidates the re-ranker orders: the claim is among the first fifty 19 times in 20, more add nothing. */
const RANKED = 50;
/** Wordings a sentence is compared with to decide. A claim that is stated is nearly always the first or second. */
const DECIDED = 8;
/** A candidate whose BM25 is less than this share of what the sentence's words weigh cannot reach any threshold. */
const LEAST_SHARE = 0.2;
/**
 * A page that has so much of a small set's vocabulary is on its affair, and a sentence there may be believed for less.
 * Sets of a dozen claims find .3 and more on their own pages and .2 at most on nearly all others; the more claims, the
 * smaller the share of their words that one page has.
 */
const onAffairFrom = (wordings: number): number => Math.min(0.5, 1.1 / Math.sqrt(wordings));
/** The least probability on a page that is not, and is long enough to say what it is about. */
const ELSEWHERE = 0.85;
const SHORT_PAGE = 8;
/**
 * The least probability where that is not known, whatever is asked for: without knowledge of the claim, a sentence that shares its
 * number and a few words reaches .57.
 */
const WORDS_ALONE = 0.6;
/** Claims of which the sentence has hardly anything near never match there, whatever else speaks. */
const LEAST_NEAR = 0.25;
/** Of a claim's words so many must be near a word of the sentence: less is a shared subject, not a statement. */
const FEWEST_NEAR = 3;
const NEAR = 0.5;
/** Concepts speak where a claim has at least two and they take up most of its content words: it is then of their world. */
const LEAST_CONCEPTS = 2;
const LEAST_EXPLAINED = 0.6;
const MAX_EVIDENCE = 8;
/** Sentences compared between two yields. */
const SLICE = 8;
const BM25_UNIT = 30;
const GRAMS_UNIT = 300;
const CONCEPT_UNIT = 5;

function* documentsOf(wordings: Wordings) {
  for (let wording = 0; wording < wordings.size; wording++) {
    const reading = readTerms(wordings.textOf(wording), wordings.langOf(wording));
    const mark = (wordings.claimOf(wording) << MARK_BITS) | (reading?.negative ? NEGATIVE_MARK : 0);
    yield { terms: reading?.terms ?? [], mark };
  }
}

/** Build for these claims. 100,000 take some seconds: mind the slices. */
export function* buildGenericMatcher(wordings: Wordings, options: GenericOptions = {}): Slices<GenericMatcher> {
  return overIndex(wordings, yield* buildTermIndex(documentsOf(wordings)), options);
}

/** The same at once, for small sets. */
export const createGenericMatcher = (claims: readonly WordedClaim[], options: GenericOptions = {}): GenericMatcher =>
  drain(buildGenericMatcher(packWordings(claims), options));

/** How many wordings are read again to see whether a saved index is of these claims. */
const PROBES = 48;

/**
 * Open a saved index over the wordings it was built from. Other claims, another way of reading words, or a damaged
 * buffer: build it again.
 */
export function openGenericMatcher(
  wordings: Wordings,
  saved: ArrayBuffer,
  options: GenericOptions = {},
): Result<GenericMatcher, 'unusable' | 'other-claims'> {
  const opened = openTermIndex(saved);
  if (!opened.ok) return err('unusable');
  const index = opened.value;
  if (wordings.size !== index.size) return err('other-claims');
  const stride = Math.max(1, Math.floor(wordings.size / PROBES));
  for (let at = 0; at < wordings.size; at++) {
    if (index.markOf(at) >>> MARK_BITS !== wordings.claimOf(at)) return err('other-claims');
    if (at % stride !== 0) continue;
    const terms = readTerms(wordings.textOf(at), wordings.langOf(at))?.terms ?? [];
    const ids = new Set(terms.map(({ term }) => index.idOf(term)));
    if (ids.has(-1) || ids.size !== index.termsOf(at).length) return err('other-claims');
  }
  return ok(overIndex(wordings, index, options));
}

type Bearing = { readonly onAffair: boolean; readonly least: number };
/** A wording's concepts, none where they explain too little of it. */
type ConceptSide = { readonly all: ReadonlySet<number>; readonly weight: number };

function overIndex(wordings: Wordings, index: TermIndex, options: GenericOptions): GenericMatcher {
  const vectors = options.vectors ?? null;
  const reranker = createReranker(index, vectors);
  const weights = shippedWeights(vectors !== null);
  const grams = lazily(() => createGrams(wordings.size, wordings.textOf));
  const claimOf = (document: number): number => index.markOf(document) >>> MARK_BITS;

  const small = index.size <= SMALL_SET && (options.concepts?.length ?? 0) > 0;
  const lexicon = createLexicon(small ? (options.concepts ?? []) : []);
  const conceptsIn = (reading: TextReading, text: string): ReadonlySet<number> =>
    small ? new Set(lexicon.find(tokenize(text, reading.tongue), reading.tongue).map((hit) => hit.concept)) : NONE;
  const explained = (reading: TextReading, text: string): boolean => {
    if (!small) return false;
    const tokens = tokenize(text, reading.tongue);
    const spans = lexicon
      .find(tokens, reading.tongue)
      .map(({ from, to }) => ({ start: tokens[from]?.start ?? 0, end: tokens[to]?.end ?? 0 }));
    const inside = reading.terms.filter((term) =>
      spans.some(({ start, end }) => start <= term.start && term.end <= end),
    );
    return inside.length >= LEAST_EXPLAINED * reading.terms.length;
  };
  // Concepts that most of the set's claims have tell none of them apart.
  const concepts = lazily(() => {
    const counts = new Map<number, Set<number>>();
    const sets = Array.from({ length: wordings.size }, (_, wording) => {
      const text = wordings.textOf(wording);
      const reading = readTerms(text, wordings.langOf(wording));
      const found = reading && explained(reading, text) ? conceptsIn(reading, text) : NONE;
      for (const concept of found) {
        counts.set(concept, (counts.get(concept) ?? new Set()).add(wordings.claimOf(wording)));
      }
      return found;
    });
    const claims = wordings.size === 0 ? 0 : wordings.claimOf(wordings.size - 1) + 1;
    const weigh = (concept: number): number => Math.log(1 + claims / (counts.get(concept)?.size ?? 0.5));
    const sum = (all: ReadonlySet<number>): number => [...all].reduce((total, concept) => total + weigh(concept), 0);
    return { weigh, sum, sides: sets.map((all): ConceptSide => ({ all, weight: sum(all) })) };
  });

  const search = (query: PreparedQuery, limit: number) => {
    const known = query.terms.filter((term) => term.id >= 0);
    return index.search(
      known.map((term) => term.id),
      known.map((term) => term.weight),
      limit,
    );
  };
  const featuresOf = (query: PreparedQuery, document: number, score: number): Float64Array => {
    const features = reranker.features(query, document);
    features[featureAt.bm25] = score / BM25_UNIT;
    features[featureAt.grams] = grams().score(wordings.textOf(document)) / GRAMS_UNIT;
    return features;
  };

  const compareReading = (
    reading: TextReading,
    sentence: SentenceInput,
  ): { query: PreparedQuery; comparisons: Comparison[] } => {
    const before = sentence.before === undefined ? null : readTerms(sentence.before, sentence.lang);
    const query = reranker.prepare(reading, before ? [before] : []);
    const { documents, scores } = search(query, index.size <= COMPARE_ALL ? index.size : DECIDED);
    const least = index.size <= COMPARE_ALL ? 0 : LEAST_SHARE * query.total;
    const comparisons: Comparison[] = [];
    if (documents.length > 0 && (scores[0] ?? 0) >= least) grams().prepare(sentence.text);
    for (const [at, document] of documents.entries()) {
      const score = scores[at] ?? 0;
      if (score < least) break;
      comparisons.push({ claim: claimOf(document), document, features: featuresOf(query, document, score) });
    }
    if (index.size <= COMPARE_ALL) {
      const found = new Set(documents);
      if (found.size === 0) grams().prepare(sentence.text);
      for (let document = 0; document < index.size; document++) {
        if (found.has(document)) continue;
        comparisons.push({ claim: claimOf(document), document, features: featuresOf(query, document, 0) });
      }
    }
    if (small && comparisons.length > 0) {
      addConcepts(
        comparisons,
        conceptsIn(reading, sentence.text),
        before ? conceptsIn(before, sentence.before ?? '') : NONE,
      );
    }
    addRivals(comparisons);
    return { query, comparisons };
  };
  const addConcepts = (
    comparisons: readonly Comparison[],
    own: ReadonlySet<number>,
    before: ReadonlySet<number>,
  ): void => {
    const { weigh, sum, sides } = concepts();
    const total = sum(own);
    for (const { document, features } of comparisons) {
      const side = sides[document];
      if (side === undefined || side.all.size < LEAST_CONCEPTS) continue;
      let shared = 0;
      let rarest = 0;
      let inContext = 0;
      for (const concept of side.all) {
        const weight = weigh(concept);
        if (own.has(concept)) {
          shared += weight;
          rarest = Math.max(rarest, weight);
        } else if (before.has(concept)) inContext += weight;
      }
      features[featureAt.conceptsCovered] = shared / side.weight;
      features[featureAt.conceptsOfSentence] = total === 0 ? 0 : shared / total;
      features[featureAt.conceptRarest] = rarest / CONCEPT_UNIT;
      features[featureAt.conceptsInContext] = inContext / side.weight;
    }
  };
  const isKnown = (document: number): boolean => small && (concepts().sides[document]?.all.size ?? 0) >= LEAST_CONCEPTS;

  /** Whether a page is on the affair of a set of a few claims, and the least probability to believe on it. */
  const bearing = (readings: readonly (TextReading | null)[], threshold: number): Bearing => {
    const few = index.size <= COMPARE_ALL;
    const onAffair = few && reranker.vocabularyIn(readings.filter((one) => one !== null)) >= onAffairFrom(index.size);
    const floor = onAffair ? 0 : few && readings.length >= SHORT_PAGE ? ELSEWHERE : WORDS_ALONE;
    return { onAffair, least: Math.max(threshold, floor) };
  };

  const matchOne = (
    sentence: SentenceInput,
    reading: TextReading | null,
    { onAffair, least }: Bearing,
  ): GenericMatch[] => {
    if (reading === null || reading.terms.length < 2) return [];
    const { query, comparisons } = compareReading(reading, sentence);
    const isNear = ({ document, features }: Comparison, known: boolean): boolean =>
      Math.max(features[featureAt.claimNear] ?? 0, features[featureAt.conceptsCovered] ?? 0) >= LEAST_NEAR &&
      (known || reranker.countNear(query, document, NEAR) >= FEWEST_NEAR);
    const best = new Map<number, { odds: number; document: number }>();
    for (const comparison of comparisons) {
      const { claim, document, features } = comparison;
      const known = isKnown(document);
      const odds = logOdds(known ? weights.known : onAffair ? weights.few : weights.decide, features);
      if (sigmoid(odds) < least) continue;
      if (!onAffair && !isNear(comparison, known)) continue;
      const other = best.get(claim);
      if (other && other.odds >= odds) continue;
      best.set(claim, { odds, document });
    }
    return [...best].map(([claim, { odds, document }]) => ({
      claim,
      confidence: sigmoid(odds),
      ...evidenceOf(query, document, reading),
    }));
  };
  const evidenceOf = (query: PreparedQuery, document: number, reading: TextReading) => {
    const links = reranker.links(query, document);
    const nearBy = new Map(query.terms.map((term, at) => [term.text, { near: links[at] ?? 0, weight: term.weight }]));
    const spoke = reading.terms.flatMap(({ term, word, start, end }) => {
      const { near, weight } = nearBy.get(term) ?? { near: 0, weight: 0 };
      return near < 0.4 ? [] : [{ label: word, weight: Math.round(near * weight * 100) / 100, span: { start, end } }];
    });
    const places = spoke.length > 0 ? spoke.map(({ span }) => span) : reading.terms;
    return {
      span: {
        start: Math.min(...places.map(({ start }) => start)),
        end: Math.max(...places.map(({ end }) => end)),
      },
      evidence: spoke.sort((a, b) => b.weight - a.weight).slice(0, MAX_EVIDENCE),
    };
  };
  function* matchInSlices(sentences: readonly SentenceInput[], threshold: number) {
    const found: GenericMatch[][] = [];
    if (index.size > 0) {
      // Once a set, and as long as a slice.
      grams();
      yield;
    }
    const readings = sentences.map(({ text, lang }) => readTerms(text, lang));
    const page = bearing(readings, threshold);
    yield;
    for (const [at, sentence] of sentences.entries()) {
      found.push(index.size === 0 ? [] : matchOne(sentence, readings[at] ?? null, page));
      if (found.length % SLICE === 0) yield;
    }
    return found;
  }
  /** Best wording of each claim, best claim first. */
  const byClaim = (scored: readonly RankedClaim[], limit: number): RankedClaim[] => {
    const best = new Map<number, RankedClaim>();
    for (const ranked of scored) {
      const known = best.get(ranked.claim);
      if (!known || ranked.score > known.score) best.set(ranked.claim, ranked);
    }
    return [...best.values()].sort((a, b) => b.score - a.score || a.claim - b.claim).slice(0, limit);
  };

  return {
    match: (sentences, threshold) => drain(matchInSlices(sentences, threshold)),
    matchInSlices,
    candidates(text, lang, limit) {
      const reading = readTerms(text, lang);
      if (reading === null) return [];
      const { documents, scores } = search(reranker.prepare(reading), limit);
      return byClaim(
        [...documents].map((document, at) => ({ claim: claimOf(document), score: scores[at] ?? 0 })),
        limit,
      );
    },
    rank(text, lang, limit) {
      const reading = readTerms(text, lang);
      if (reading === null) return [];
      const query = reranker.prepare(reading);
      const { documents, scores } = search(query, Math.max(RANKED, limit));
      grams().prepare(text);
      const ranked = [...documents].map((document, at) => ({
        claim: claimOf(document),
        score: logOdds(weights.rank, featuresOf(query, document, scores[at] ?? 0)),
      }));
      return byClaim(ranked, limit);
    },
    compare(sentence) {
      const reading = readTerms(sentence.text, sentence.lang);
      return reading === null ? [] : compareReading(reading, sentence).comparisons;
    },
    serialize: () => index.serialize(),
  };
}

export type RetrieverClaim = { readonly id: string; readonly text: string };
export type RetrievedClaim = { readonly id: string; readonly score: number };
export interface Retriever {
  /** The claims nearest to a text, best first; scores order the claims of one text and mean nothing else. */
  rank(text: string, limit: number): RetrievedClaim[];
}

/** Rank claims by their words for texts to be looked up; the language of each text is guessed. */
export function createRetriever(claims: readonly RetrieverClaim[], options: GenericOptions = {}): Retriever {
  const matcher = createGenericMatcher(
    claims.map(({ text }) => ({ wordings: [{ lang: 'und', text }] })),
    options,
  );
  return {
    rank: (text, limit) =>
      matcher.rank(text, 'und', limit).map(({ claim, score }) => ({ id: claims[claim]?.id ?? '', score })),
  };
}

const NONE: ReadonlySet<number> = new Set();

/** What the sentence has of the nearest other claim: a sentence that has more of another states that one. */
function addRivals(comparisons: readonly Comparison[]): void {
  for (const [feature, from] of [
    [featureAt.rival, featureAt.claimNear],
    [featureAt.conceptRival, featureAt.conceptsCovered],
  ] as const) {
    for (const { claim, features } of comparisons) {
      let most = 0;
      for (const other of comparisons) if (other.claim !== claim) most = Math.max(most, other.features[from] ?? 0);
      features[feature] = most;
    }
  }
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
