/** Puts the two ways of recognising a claim together: trained knowledge where a set brings it, its words otherwise. */
import { type Claim, type ClaimKey, type ClaimSet, claimKey } from '../claims/index.ts';
import type { Settings } from '../settings.ts';
import { bundledKnowledge } from './bundled.ts';
import { featureId, KIND, type Reading, readPage, type SentenceInput } from './features.ts';
import { createGenericMatcher } from './generic.ts';
import type { Knowledge } from './knowledge.ts';
import { createLexicon, type Lexicon } from './lexicon.ts';
import type { Evidence, Match } from './match.ts';

/** The least probability that is reported, by what the reader chose. */
export const THRESHOLDS: Readonly<Record<Settings['confidence'], number>> = {
  'only-sure': 0.75,
  balanced: 0.5,
  'show-more': 0.3,
};

export type MatcherOptions = {
  /** What the reader chose; `balanced` if missing. */
  readonly confidence?: Settings['confidence'];
  /** A probability that overrides `confidence`. */
  readonly threshold?: number;
};

export interface Matcher {
  /** Claims the sentences of one page state, given in order; sorted by sentence, then by claim. */
  match(sentences: readonly SentenceInput[]): Match[];
}

type Recogniser = {
  readonly knowledge: Knowledge;
  readonly lexicon: Lexicon;
  readonly keys: readonly (ClaimKey | null)[];
};

const MAX_EVIDENCE = 8;

const majorOf = (version: string): number => Number.parseInt(version, 10);

/** Build a matcher for these claim sets. Pure: the same sentences give the same matches. */
export function createMatcher(claimSets: readonly ClaimSet[], options: MatcherOptions = {}): Matcher {
  const threshold = options.threshold ?? THRESHOLDS[options.confidence ?? 'balanced'];
  const recognisers: Recogniser[] = [];
  const unknown: Claim[] = [];
  const unknownKeys: ClaimKey[] = [];
  for (const set of claimSets) {
    const knowledge = bundledKnowledge().find(({ set: id, major }) => id === set.id && major === majorOf(set.version));
    const known = new Set(knowledge?.claims ?? []);
    for (const claim of set.claims) {
      if (known.has(claim.id)) continue;
      unknown.push(claim);
      unknownKeys.push(claimKey(set.id, claim.id));
    }
    if (!knowledge) continue;
    const present = new Set(set.claims.map((claim) => claim.id));
    recognisers.push({
      knowledge,
      lexicon: createLexicon(knowledge.concepts),
      keys: knowledge.claims.map((id) => (present.has(id) ? claimKey(set.id, id) : null)),
    });
  }
  const generic = createGenericMatcher(unknown, unknownKeys);
  const plainLexicon = recognisers.length === 0 ? createLexicon([]) : undefined;

  return {
    match(sentences) {
      const matches: Match[] = [];
      let readings: Reading[] | undefined;
      for (const recogniser of recognisers) {
        readings = readPage(recogniser.lexicon, sentences);
        readings.forEach((reading, index) => {
          matches.push(...recognise(recogniser, reading, index, sentences[index]?.text ?? '', threshold));
        });
      }
      if (unknown.length > 0) {
        readings ??= plainLexicon ? readPage(plainLexicon, sentences) : [];
        readings.forEach((reading, index) => {
          if (reading.tongue === null) return;
          for (const found of generic.match(reading.tokens, reading.tongue)) {
            const claim = unknownKeys[found.claim];
            if (claim === undefined || found.confidence < threshold) continue;
            const { confidence, evidence, span } = found;
            matches.push({ sentence: index, claim, confidence, part: span, evidence });
          }
        });
      }
      return matches.sort((a, b) => a.sentence - b.sentence || (a.claim < b.claim ? -1 : 1));
    },
  };
}

function recognise(
  { knowledge, lexicon, keys }: Recogniser,
  reading: Reading,
  sentence: number,
  text: string,
  threshold: number,
): Match[] {
  const { ids, values } = reading.vector;
  if (ids.length === 0 || reading.tokens.length < 3) return [];
  const outputs = knowledge.claims.length;
  const sums = new Float64Array(outputs);
  for (let k = 0; k < ids.length; k++) {
    const row = knowledge.rowOf(ids[k] ?? 0);
    if (row < 0) continue;
    const base = row * outputs;
    const value = values[k] ?? 0;
    for (let o = 0; o < outputs; o++) sums[o] = (sums[o] ?? 0) + value * (knowledge.weights[base + o] ?? 0);
  }
  const matches: Match[] = [];
  const { slope, intercept } = knowledge.calibration;
  for (let o = 0; o < outputs; o++) {
    const claim = keys[o];
    if (!claim) continue;
    const score = (knowledge.bias[o] ?? 0) + ((sums[o] ?? 0) * knowledge.scale) / 127;
    const confidence = 1 / (1 + Math.exp(-(slope * score + intercept)));
    if (confidence < threshold) continue;
    const evidence = explain(knowledge, lexicon, reading, o);
    matches.push({ sentence, claim, confidence, part: partOf(reading, evidence, text), evidence });
  }
  return matches;
}

/** The concepts of the sentence that spoke loudest, each with the pairs it takes part in. */
function explain(knowledge: Knowledge, lexicon: Lexicon, reading: Reading, output: number): Evidence[] {
  const outputs = knowledge.claims.length;
  const tongue = reading.tongue ?? 'en';
  const weightOf = (feature: number, value: number): number => {
    const row = knowledge.rowOf(feature);
    return row < 0 ? 0 : ((knowledge.weights[row * outputs + output] ?? 0) * knowledge.scale * value) / 127;
  };
  const weights = new Map<number, number>();
  const add = (concept: number, weight: number): void => {
    weights.set(concept, (weights.get(concept) ?? 0) + weight);
  };
  const concepts = [...new Set(reading.hits.map((hit) => hit.concept))];
  for (const concept of concepts) add(concept, weightOf(featureId('concept', concept + 1), KIND.concept.value));
  for (const a of concepts) {
    for (const b of concepts) {
      if (b <= a) continue;
      const half = weightOf(featureId('conceptPair', a + 1, b + 1), KIND.conceptPair.value) / 2;
      add(a, half);
      add(b, half);
    }
  }
  return reading.hits
    .flatMap((hit): Evidence[] => {
      const weight = weights.get(hit.concept) ?? 0;
      weights.delete(hit.concept);
      const from = reading.tokens[hit.from];
      const to = reading.tokens[hit.to];
      const label = lexicon.concepts[hit.concept]?.label[tongue];
      if (!from || !to || label === undefined || Math.abs(weight) < 0.1) return [];
      return [{ label, weight: Math.round(weight * 100) / 100, span: { start: from.start, end: to.end } }];
    })
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
    .slice(0, MAX_EVIDENCE);
}

/** The clause with the strongest evidence, widened to neighbours that hold a good share of it. */
function partOf(reading: Reading, evidence: readonly Evidence[], text: string): { start: number; end: number } {
  const clauses: { start: number; end: number; weight: number }[] = [];
  for (const token of reading.tokens) {
    const clause = clauses[token.clause];
    if (clause) clause.end = token.end;
    else clauses[token.clause] = { start: token.start, end: token.end, weight: 0 };
  }
  const whole = { start: reading.tokens[0]?.start ?? 0, end: reading.tokens.at(-1)?.end ?? text.length };
  for (const { span, weight } of evidence) {
    if (!span || weight <= 0) continue;
    const clause = clauses.find(
      (candidate) => candidate && candidate.start <= span.start && span.start < candidate.end,
    );
    if (clause) clause.weight += weight;
  }
  const strongest = Math.max(0, ...clauses.map((clause) => clause?.weight ?? 0));
  if (strongest === 0) return whole;
  const strong = clauses.filter((clause) => clause && clause.weight >= strongest / 3);
  return { start: strong[0]?.start ?? whole.start, end: strong.at(-1)?.end ?? whole.end };
}
