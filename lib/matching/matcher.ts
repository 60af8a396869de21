/** Puts the two ways of recognising a claim together: trained knowledge where a set brings it, its words otherwise. */
import { bundledClaimSets, type Claim, type ClaimKey, type ClaimSet, claimKey } from '../claims/index.ts';
import type { Settings } from '../settings.ts';
import type { Span } from '../text/index.ts';
import { bundledKnowledge } from './bundled.ts';
import { CONCEPTS } from './data/concepts.ts';
import { KIND, type SentenceInput, type Words } from './features.ts';
import { createGenericMatcher } from './generic.ts';
import type { Knowledge } from './knowledge.ts';
import type { Evidence, Match } from './match.ts';
import { judgeInSlices } from './model.ts';
import { drain, type Slices } from './slices.ts';
import type { WordVectors } from './vectors.ts';
import { wordingsOf } from './wordings.ts';

/**
 * The least probability that is reported, by what the reader chose. When balanced, sentences of 53 writers left out of
 * training (13,004, pages of other news that seek the likeness among them) are flagged with precision .91 and recall .76,
 * and one claim-free sentence in 29 is flagged (`npm run train` prints it). F1 hardly moves between .45 and .60; a reader
 * forgives a missed sentence sooner than a wrong mark, so precision decides.
 */
export const THRESHOLDS: Readonly<Record<Settings['confidence'], number>> = {
  'only-sure': 0.8,
  balanced: 0.57,
  'show-more': 0.4,
};

export type MatcherOptions = {
  /** What the reader chose; `balanced` if missing. */
  readonly confidence?: Settings['confidence'];
  /** A probability that overrides `confidence`. */
  readonly threshold?: number;
  /** Word vectors, for claims that bring only their words; without them fewer of their sentences are found. */
  readonly vectors?: WordVectors | null;
};

export interface Matcher {
  /** Claims the sentences of one page state, given in order; sorted by sentence, then by claim. */
  match(sentences: readonly SentenceInput[]): Match[];
  /** The same with pauses, for long pages. */
  matchInSlices(sentences: readonly SentenceInput[]): Slices<Match[]>;
}

type Recogniser = {
  readonly knowledge: Knowledge;
  readonly keys: readonly (ClaimKey | null)[];
};

const MAX_EVIDENCE = 8;

/**
 * A claim whose own words its knowledge gives less than this is another claim under a known id, and takes the way of
 * claims that bring only their words. The bundled claims get 0.59 and more.
 */
const OWN_WORDS = 0.2;

const majorOf = (version: string): number => Number.parseInt(version, 10);

/** Build a matcher for these claim sets. Pure: the same sentences give the same matches. */
export function createMatcher(claimSets: readonly ClaimSet[], options: MatcherOptions = {}): Matcher {
  const threshold = options.threshold ?? THRESHOLDS[options.confidence ?? 'balanced'];
  const recognisers: Recogniser[] = [];
  const unknown: Claim[] = [];
  const unknownKeys: ClaimKey[] = [];
  for (const set of claimSets) {
    const knowledge = bundledKnowledge().find(({ set: id, major }) => id === set.id && major === majorOf(set.version));
    const known = new Map<string, ClaimKey>();
    for (const claim of set.claims) {
      const key = claimKey(set.id, claim.id);
      if (knowledge && knowsClaim(knowledge, claim)) known.set(claim.id, key);
      else {
        unknown.push(claim);
        unknownKeys.push(key);
      }
    }
    if (!knowledge) continue;
    recognisers.push({ knowledge, keys: knowledge.claims.map((id) => known.get(id) ?? null) });
  }
  const generic = createGenericMatcher(
    unknown.map((claim) => ({ wordings: wordingsOf(claim) })),
    { vectors: options.vectors ?? null, concepts: CONCEPTS },
  );

  function* matchInSlices(sentences: readonly SentenceInput[]): Slices<Match[]> {
    const matches: Match[] = [];
    for (const recogniser of recognisers) matches.push(...(yield* recognise(recogniser, sentences, threshold)));
    if (unknown.length > 0) {
      const found = yield* generic.matchInSlices(sentences, threshold);
      for (const [sentence, ofSentence] of found.entries()) {
        for (const { claim: place, confidence, span, evidence } of ofSentence) {
          const claim = unknownKeys[place];
          if (claim !== undefined) matches.push({ sentence, claim, confidence, part: span, evidence });
        }
      }
    }
    return matches.sort((a, b) => a.sentence - b.sentence || (a.claim < b.claim ? -1 : 1));
  }
  return { matchInSlices, match: (sentences) => drain(matchInSlices(sentences)) };
}

function knowsClaim(knowledge: Knowledge, claim: Claim): boolean {
  const index = knowledge.claims.indexOf(claim.id);
  if (index < 0) return false;
  // The very claims it was learned for need no proof, which would take as long as a page.
  if (bundledClaimSets().some(({ claims }) => claims.includes(claim))) return true;
  return Object.entries(claim.text).some(([lang, text]) =>
    drain(judgeInSlices(knowledge, [{ text, lang }], OWN_WORDS)).some((judgement) => judgement.claim === index),
  );
}

/** A lone sentence is read as a page of two with the one before it, as in training. */
function* recognise(
  { knowledge, keys }: Recogniser,
  sentences: readonly SentenceInput[],
  threshold: number,
): Slices<Match[]> {
  const [only] = sentences;
  const alone = sentences.length === 1 && only?.before !== undefined;
  const page = alone ? [{ text: only.before ?? '', lang: only.lang }, only] : sentences;
  const shift = alone ? 1 : 0;
  const judged = yield* judgeInSlices(knowledge, page, threshold);
  return judged.flatMap(({ sentence, words, claim, confidence }): Match[] => {
    const key = keys[claim];
    if (!key || sentence < shift) return [];
    const text = page[sentence]?.text ?? '';
    const spoken = explain(knowledge, words, claim);
    const evidence = spoken.map((one) => one.evidence);
    return [{ sentence: sentence - shift, claim: key, confidence, part: partOf(text, words, spoken), evidence }];
  });
}

/** How each concept of a sentence speaks for a claim, with half of the pairs it takes part in. */
function weigh({ reader, weightOf }: Knowledge, concepts: readonly number[], output: number): Float64Array {
  const weights = Float64Array.from(
    concepts,
    (concept) => weightOf(reader.numberOf(concept), output) * KIND.concept.value,
  );
  for (let i = 0; i < concepts.length; i++) {
    const a = concepts[i] as number;
    for (let j = i + 1; j < concepts.length; j++) {
      const b = concepts[j] as number;
      const half = (weightOf(reader.numberOfPair(a, b), output) * KIND.conceptPair.value) / 2;
      weights[i] = (weights[i] as number) + half;
      weights[j] = (weights[j] as number) + half;
    }
  }
  return weights;
}

/** Evidence, and the clause it begins in. */
type Spoken = { readonly evidence: Evidence; readonly clause: number };

/** The concepts of the sentence that spoke loudest. */
function explain(knowledge: Knowledge, words: Words, output: number): Spoken[] {
  const { concepts, hits, tokens } = words;
  const weights = weigh(knowledge, concepts, output);
  const spoken: Spoken[] = [];
  for (const [at, concept] of concepts.entries()) {
    const weight = weights[at] ?? 0;
    if (Math.abs(weight) < 0.1) continue;
    const label = knowledge.reader.lexicon.concepts[concept]?.label[words.tongue ?? 'en'];
    const hit = hits.find((one) => one.concept === concept);
    const from = tokens[hit?.from ?? -1];
    const to = tokens[hit?.to ?? -1];
    if (label === undefined || !from || !to) continue;
    const span = { start: from.start, end: to.end };
    spoken.push({ evidence: { label, weight: Math.round(weight * 100) / 100, span }, clause: from.clause });
  }
  return spoken.sort((a, b) => Math.abs(b.evidence.weight) - Math.abs(a.evidence.weight)).slice(0, MAX_EVIDENCE);
}

/** Words that join clauses: a part neither begins nor ends with one. */
const JOINTS: ReadonlySet<string> = new Set(
  'and but or that which who while y e o pero que mientras aunque sino'.split(' '),
);

const OPENING = /[“«"]/u;
const QUOTATION = /“[^“”]*”|«[^«»]*»|"[^"]*"/gu;

/** A part wide enough to hold whole every quotation that it touches: half a quotation is no one's words. */
function withWholeQuotations(text: string, { start, end }: Span): Span {
  let whole = { start, end };
  // Most sentences quote nothing, and looking at each quotation takes longer than all the rest.
  if (!OPENING.test(text)) return whole;
  for (const { 0: quotation, index } of text.matchAll(QUOTATION)) {
    const close = index + quotation.length;
    if (index < end && close > start) whole = { start: Math.min(whole.start, index), end: Math.max(whole.end, close) };
  }
  return whole;
}

/** The clause with the strongest evidence, widened to others that hold a good share of it. */
function partOf(text: string, { tokens }: Words, spoken: readonly Spoken[]): Span {
  const weights: number[] = new Array((tokens.at(-1)?.clause ?? 0) + 1).fill(0);
  for (const { clause, evidence } of spoken) {
    if (evidence.weight > 0) weights[clause] = (weights[clause] ?? 0) + evidence.weight;
  }
  const strongest = Math.max(...weights);
  const isStrong = (clause: number): boolean => (weights[clause] ?? 0) >= strongest / 3;
  let first = tokens.findIndex((token) => isStrong(token.clause));
  let last = tokens.findLastIndex((token) => isStrong(token.clause));
  while (first < last && JOINTS.has(tokens[first]?.form.word ?? '')) first++;
  while (first < last && JOINTS.has(tokens[last]?.form.word ?? '')) last--;
  return withWholeQuotations(text, { start: tokens[first]?.start ?? 0, end: tokens[last]?.end ?? 0 });
}
