/**
 * How a sentence stands to a claim of which only the words are known: named features, added up by a logistic regression.
 *
 * Words are compared one by one, each with its nearest on the other side, both ways; a mean of word vectors loses who
 * does what. The weights (`data/rerank.json`) are learned by `tests/bench/train-rerank.ts` from our own stories, always
 * on claims and writers that are not those it is judged on.
 */
import rerankData from './data/rerank.json';
import { CAPITAL, type TermIndex, termOfEntry } from './term-index.ts';
import type { Term, TextReading } from './terms.ts';
import { bitsOf, type WordVectors } from './vectors.ts';

/** Features in the order of their weights. All are about 0 to 1 except where said. */
export const FEATURES = [
  /** BM25 of the search, in units of thirty. */
  'bm25',
  /** The same over pieces of three to five letters, in units of three hundred. */
  'grams',
  /** Weight of the claim's words that the sentence has. */
  'claimCovered',
  /** Weight of the sentence's words that the claim has. */
  'sentenceCovered',
  /** The same two, counting near words in part. */
  'claimNear',
  'sentenceNear',
  /** Product of the two. */
  'bothNear',
  /** Weight of the words both have, in units of ten: how much there is to go by at all. */
  'shared',
  /** Weight of the sentence's words that the claim has something near to, in units of ten. */
  'nearShared',
  /** Weight of the rarest word both have, in units of ten. */
  'rarest',
  /** Neighbouring words of the claim that are neighbours in the sentence. */
  'pairs',
  /** The claim's numbers that the sentence lacks; the sentence's that the claim lacks; those both have (0 or 1). */
  'numberMissing',
  'numberExtra',
  'numberShared',
  /** One denies and the other does not. */
  'negation',
  /** The claim's names that the sentence lacks; the sentence's that the claim lacks; both by weight. */
  'nameMissing',
  'nameExtra',
  /** Weight of the claim's words found only in the sentence before or on the page. */
  'claimInContext',
  /** Logarithm of claim's over sentence's length, in words; and of the sentence's length. */
  'lengthRatio',
  'sentenceLength',
  /** What the sentence nearest in words among the other claims has of `claimNear`; 0 if there is none. */
  'rival',
  /** The same for concepts (`lexicon.ts`), where a claim has at least two: claim's in sentence, sentence's in claim, the rarest, */
  'conceptsCovered',
  'conceptsOfSentence',
  'conceptRarest',
  /** the rival's, and the claim's concepts that only the sentence before has. */
  'conceptRival',
  'conceptsInContext',
] as const;
export type FeatureName = (typeof FEATURES)[number];
const AT = Object.fromEntries(FEATURES.map((name, index) => [name, index])) as Record<FeatureName, number>;

/** One content word of the sentence. */
type QueryTerm = {
  readonly id: number;
  readonly row: number;
  readonly text: string;
  readonly weight: number;
  readonly capital: boolean;
  readonly number: boolean;
};

/** A sentence made ready to be compared with the documents of one index. */
export type PreparedQuery = {
  readonly terms: readonly QueryTerm[];
  readonly total: number;
  readonly negative: boolean;
  /** Sum of the weights of the words that are in no document left out: what a perfect match would share. */
  readonly context: ReadonlySet<number>;
  readonly near: Map<number, Float32Array>;
};

/** Bit of a document's mark: it denies something. The other bits are the claim's number, shifted by `MARK_BITS`. */
export const NEGATIVE_MARK = 1;
export const MARK_BITS = 1;

/** Wordings at which a set's own counts weigh as much as general English: a small set knows little of rarity. */
const TRUSTED = 3_000;
/** Share of sentences a word stands in that the vectors do not know. */
const UNKNOWN_SHARE = 1 / 20_000;
/** Share of sentences a given number stands in: numbers agree by chance far more often than rare words. */
const NUMBER_SHARE = 1 / 200;
/** Without vectors nothing is known of general English: a middling word's share. */
const PLAIN_SHARE = 1 / 1_500;
/** Cosines below this tell nothing (two random words reach it); what is above is stretched to 0–`NEAR_MOST`. */
const NEAR_FROM = 0.3;
const NEAR_MOST = 0.9;
/** Two words that share less than this of their three-letter pieces are not spellings of one word. */
const ALIKE_FROM = 0.5;

/** Shortest word that may be two written together. */
const COMPOUND = 8;

const isNumber = (term: string): boolean => {
  const first = term.charCodeAt(0);
  return first >= 48 && first <= 57;
};

/** Three-letter pieces of a word, its ends marked, each hashed to 16 bits. */
const piecesOf = (term: string): Uint16Array => {
  const marked = `^${term}$`;
  const pieces = new Uint16Array(Math.max(1, marked.length - 2));
  for (let i = 0; i < pieces.length; i++) {
    const h = Math.imul(
      marked.charCodeAt(i) * 961 + marked.charCodeAt(i + 1) * 31 + marked.charCodeAt(i + 2),
      0x9e3779b1,
    );
    pieces[i] = h >>> 16;
  }
  return pieces;
};
const maskOf = (pieces: Uint16Array): number => {
  let mask = 0;
  for (const piece of pieces) mask |= 1 << (piece & 31);
  return mask;
};

/** What of the two words' pieces is shared, 0 to 1 (Dice). */
const alike = (a: Uint16Array, b: Uint16Array): number => {
  let shared = 0;
  for (const piece of a) if (b.includes(piece)) shared++;
  return (2 * shared) / (a.length + b.length);
};

export interface Reranker {
  /** Make a sentence ready. `context`: readings of the sentence before and of the page's title, if any. */
  prepare(reading: TextReading, context?: readonly TextReading[]): PreparedQuery;
  /** Features of the sentence against a document. What only the caller can know is left 0: `bm25`, `grams`, rivals, concepts. */
  features(query: PreparedQuery, document: number): Float64Array;
  /** For each of `query.terms`, how near the nearest word of the document is, 0 to 1. */
  links(query: PreparedQuery, document: number): Float32Array;
  /** How many of the document's words, numbers left out, have one in the sentence at least this near. */
  countNear(query: PreparedQuery, document: number, least: number): number;
  /** What of the index's vocabulary these readings have, by weight and by how many documents share a term: 0 to 1. */
  vocabularyIn(readings: readonly TextReading[]): number;
  /** How informative a term of the index is, in nats. */
  weightOf(id: number): number;
}

/** Build a re-ranker over an index. What it learns about words it keeps, so keep it as long as the index. */
export function createReranker(index: TermIndex, vectors: WordVectors | null): Reranker {
  const weights = new Float32Array(index.vocabulary).fill(-1);
  const rows = new Int32Array(index.vocabulary).fill(-2);
  const pieces: (Uint16Array | undefined)[] = [];
  const masks = new Int32Array(index.vocabulary);
  const numbers = new Uint8Array(index.vocabulary);

  const shareOf = (row: number, term: string): number => {
    if (isNumber(term)) return NUMBER_SHARE;
    if (vectors === null) return PLAIN_SHARE;
    if (row >= 0) return vectors.shareOf(row);
    return UNKNOWN_SHARE;
  };
  const trust = index.size / (index.size + TRUSTED);
  const weigh = (frequency: number, share: number): number => {
    const blended = (1 - trust) * share + (trust * (frequency + 0.3)) / Math.max(1, index.size);
    return Math.max(0.5, -Math.log(Math.min(1, blended)));
  };
  const learn = (id: number): void => {
    const term = index.termOf(id);
    const row = vectors === null || isNumber(term) ? -1 : vectors.rowOf(term);
    rows[id] = row;
    numbers[id] = isNumber(term) ? 1 : 0;
    weights[id] = weigh(index.frequencyOf(id), shareOf(row, term));
    const own = piecesOf(term);
    pieces[id] = own;
    masks[id] = maskOf(own);
  };
  const weightOf = (id: number): number => {
    if ((rows[id] ?? 0) === -2) learn(id);
    return weights[id] ?? 0;
  };

  /** How near each word of the sentence is to a term of the index. Counted once a sentence and term. */
  const nearness = (query: PreparedQuery, id: number, queryPieces: readonly Uint16Array[], queryMasks: Int32Array) => {
    const known = query.near.get(id);
    if (known) return known;
    const weight = weightOf(id);
    const row = rows[id] ?? -1;
    const own = pieces[id] ?? new Uint16Array(0);
    const mask = masks[id] ?? 0;
    const result = new Float32Array(query.terms.length);
    const number = numbers[id] === 1;
    for (let s = 0; s < result.length; s++) {
      const term = query.terms[s];
      if (term === undefined) continue;
      if (term.id === id) {
        result[s] = 1;
        continue;
      }
      if (number || term.number) continue;
      let near = 0;
      if (vectors !== null && row >= 0 && term.row >= 0) {
        const cosine = vectors.cosineIfNear(row, term.row);
        if (cosine > NEAR_FROM) near = (NEAR_MOST * (cosine - NEAR_FROM)) / (1 - NEAR_FROM);
      }
      const other = queryPieces[s] ?? own;
      if (weight > 3 && bitsOf((queryMasks[s] ?? 0) & mask) >= 0.2 * (own.length + other.length)) {
        const spelling = alike(own, other);
        if (spelling >= ALIKE_FROM && spelling > near) near = spelling * NEAR_MOST;
      }
      result[s] = near;
    }
    query.near.set(id, result);
    return result;
  };
  /** A word the index does not know, as two that it does, when it can be cut so: "tentcity", "fyrefestival". */
  const apart = (whole: Term): Term[] => {
    const { term } = whole;
    if (whole.number || term.length < COMPOUND || index.idOf(term) >= 0) return [whole];
    let best = 0;
    for (let cut = 3; cut <= term.length - 3; cut++) {
      const shorter = Math.min(cut, term.length - cut);
      if (shorter <= best && best > 0) continue;
      if (index.idOf(term.slice(0, cut)) >= 0 && index.idOf(term.slice(cut)) >= 0) best = Math.max(best, cut);
    }
    if (best === 0) return [whole];
    return [whole, { ...whole, term: term.slice(0, best) }, { ...whole, term: term.slice(best) }];
  };
  const spellings = new WeakMap<PreparedQuery, { pieces: Uint16Array[]; masks: Int32Array }>();

  return {
    weightOf,
    vocabularyIn(readings) {
      const there = new Set(readings.flatMap(({ terms }) => terms.map(({ term }) => index.idOf(term))));
      let all = 0;
      let found = 0;
      for (let id = 0; id < index.vocabulary; id++) {
        const weight = weightOf(id) * index.frequencyOf(id);
        all += weight;
        if (there.has(id)) found += weight;
      }
      return found / Math.max(1e-6, all);
    },
    prepare(reading, context = []) {
      const seen = new Map<string, number>();
      const terms: QueryTerm[] = [];
      for (const { term, capital, number } of reading.terms.flatMap(apart)) {
        const at = seen.get(term);
        if (at !== undefined) {
          const known = terms[at];
          if (known && capital && !known.capital) terms[at] = { ...known, capital };
          continue;
        }
        seen.set(term, terms.length);
        const id = index.idOf(term);
        let row = -1;
        let weight: number;
        if (id >= 0) {
          weight = weightOf(id);
          row = rows[id] ?? -1;
        } else {
          row = vectors === null || number ? -1 : vectors.rowOf(term);
          weight = weigh(0, shareOf(row, term));
        }
        terms.push({ id, row, text: term, weight, capital, number });
      }
      const around = new Set<number>();
      for (const other of context) {
        for (const { term } of other.terms) {
          const id = index.idOf(term);
          if (id >= 0) around.add(id);
        }
      }
      const total = terms.reduce((sum, { weight }) => sum + weight, 0);
      const query = { terms, total, negative: reading.negative, context: around, near: new Map() };
      const own = terms.map(({ text }) => piecesOf(text));
      spellings.set(query, { pieces: own, masks: Int32Array.from(own, maskOf) });
      return query;
    },
    countNear(query, document, least) {
      const { pieces: queryPieces, masks: queryMasks } = spellings.get(query) ?? {
        pieces: [],
        masks: new Int32Array(0),
      };
      let count = 0;
      for (const entry of index.termsOf(document)) {
        const row = nearness(query, termOfEntry(entry), queryPieces, queryMasks);
        if (numbers[termOfEntry(entry)] === 1) continue;
        if (row.some((value) => value >= least)) count++;
      }
      return count;
    },
    links(query, document) {
      const { pieces: queryPieces, masks: queryMasks } = spellings.get(query) ?? {
        pieces: [],
        masks: new Int32Array(0),
      };
      const best = new Float32Array(query.terms.length);
      for (const entry of index.termsOf(document)) {
        nearness(query, termOfEntry(entry), queryPieces, queryMasks).forEach((value, s) => {
          if (value > (best[s] ?? 0)) best[s] = value;
        });
      }
      return best;
    },
    features(query, document) {
      const out = new Float64Array(FEATURES.length);
      const { pieces: queryPieces, masks: queryMasks } = spellings.get(query) ?? {
        pieces: [],
        masks: new Int32Array(0),
      };
      const { terms } = query;
      const entries = index.termsOf(document);
      const best = new Float32Array(terms.length);
      const positions = new Map<number, number>();
      terms.forEach((term, at) => {
        if (term.id >= 0) positions.set(term.id, at);
      });
      let total = 0;
      let covered = 0;
      let near = 0;
      let rarest = 0;
      let inContext = 0;
      let pairs = 0;
      let previous = -9;
      let numberCount = 0;
      let numbersShared = 0;
      let names = 0;
      let namesMissing = 0;
      for (const entry of entries) {
        const id = termOfEntry(entry);
        const weight = weightOf(id);
        total += weight;
        const row = nearness(query, id, queryPieces, queryMasks);
        let nearest = 0;
        for (let s = 0; s < row.length; s++) {
          const value = row[s] as number; // inside the array
          if (value > nearest) nearest = value;
          if (value > (best[s] as number)) best[s] = value;
        }
        near += weight * nearest;
        const at = positions.get(id);
        if (at !== undefined) {
          covered += weight;
          if (weight > rarest) rarest = weight;
          if (at === previous + 1) pairs++;
        } else if (query.context.has(id)) inContext += weight * (1 - nearest);
        previous = at ?? -9;
        if (numbers[id] === 1) {
          numberCount++;
          if (at !== undefined) numbersShared++;
        } else if ((entry & CAPITAL) !== 0) {
          names += weight;
          namesMissing += weight * (1 - nearest);
        }
      }
      let sentenceCovered = 0;
      let sentenceNear = 0;
      let nearShared = 0;
      let queryNumbers = 0;
      let queryNames = 0;
      let queryNamesMissing = 0;
      for (let s = 0; s < terms.length; s++) {
        const term = terms[s];
        if (term === undefined) continue;
        const value = best[s] as number;
        sentenceNear += term.weight * value;
        if (value === 1) sentenceCovered += term.weight;
        else nearShared += term.weight * value;
        if (term.number) queryNumbers++;
        if (term.capital) {
          queryNames += term.weight;
          queryNamesMissing += term.weight * (1 - value);
        }
      }
      const own = Math.max(1e-6, total);
      const other = Math.max(1e-6, query.total);
      out[AT.claimCovered] = covered / own;
      out[AT.sentenceCovered] = sentenceCovered / other;
      out[AT.claimNear] = near / own;
      out[AT.sentenceNear] = sentenceNear / other;
      out[AT.bothNear] = (near / own) * (sentenceNear / other);
      out[AT.shared] = covered / 10;
      out[AT.nearShared] = nearShared / 10;
      out[AT.rarest] = rarest / 10;
      out[AT.pairs] = pairs / Math.max(1, entries.length - 1);
      out[AT.numberMissing] = numberCount === 0 ? 0 : (numberCount - numbersShared) / numberCount;
      out[AT.numberExtra] = queryNumbers === 0 ? 0 : Math.max(0, queryNumbers - numbersShared) / queryNumbers;
      out[AT.numberShared] = numbersShared > 0 ? 1 : 0;
      out[AT.negation] = query.negative === ((index.markOf(document) & NEGATIVE_MARK) !== 0) ? 0 : 1;
      out[AT.nameMissing] = names === 0 ? 0 : namesMissing / names;
      out[AT.nameExtra] = queryNames === 0 ? 0 : queryNamesMissing / queryNames;
      out[AT.claimInContext] = inContext / own;
      out[AT.lengthRatio] = Math.log((entries.length + 1) / (terms.length + 1));
      out[AT.sentenceLength] = Math.log(terms.length + 1) / 3;
      return out;
    },
  };
}

/** Learned weights by feature, features not named having none; `tests/bench/train-rerank.ts` writes them. */
export type RerankWeights = { readonly bias: number; readonly weights: Readonly<Record<string, number>> };
/** One way to compare, learned for itself. */
export type RerankHeads = {
  /** For ranking: only the order means something. */
  readonly rank: RerankWeights;
  /**
   * For deciding: calibrated log-odds that the sentence states the claim. `known` where concepts speak too, `few` for a
   * set of a few claims on a page about its affair.
   */
  readonly decide: RerankWeights;
  readonly known: RerankWeights;
  readonly few: RerankWeights;
};
export type RerankFile = {
  readonly origin: Readonly<Record<string, string | number>>;
  /** With words alone, and with word vectors. */
  readonly plain: RerankHeads;
  readonly near: RerankHeads;
};

const toRow = ({ bias, weights }: RerankWeights): Float64Array =>
  Float64Array.from([...FEATURES.map((name) => weights[name] ?? 0), bias]);

/** The weights shipped, each as a row in the order of `FEATURES`, bias last. */
export function shippedWeights(withVectors: boolean): Readonly<Record<keyof RerankHeads, Float64Array>> {
  // Written by our own training script in this very format.
  const { rank, decide, known, few } = (rerankData as RerankFile)[withVectors ? 'near' : 'plain'];
  return { rank: toRow(rank), decide: toRow(decide), known: toRow(known), few: toRow(few) };
}

/** Sum of weights and features: log-odds where the weights decide. */
export function logOdds(weights: Float64Array, features: Float64Array): number {
  let sum = weights[FEATURES.length] ?? 0;
  for (let i = 0; i < FEATURES.length; i++) sum += (weights[i] ?? 0) * (features[i] ?? 0);
  return sum;
}

export const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
/** Place of a feature in a row. */
export const featureAt = AT;
