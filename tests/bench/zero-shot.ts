/**
 * Claims known only by their English proposition, judged on claims and writers the weights were not learned from: how
 * readers' own and imported sets fare. The seed claims play the part; everything else known of them is kept away,
 * except that `concepts` (built with their subject in view) count for the row that names them.
 */
import { CONCEPTS } from '../../lib/matching/data/concepts.ts';
import { createGenericMatcher } from '../../lib/matching/generic.ts';
import { FEATURES, type FeatureName } from '../../lib/matching/rerank.ts';
import type { WordVectors } from '../../lib/matching/vectors.ts';
import { fitLogistic, type Row } from './logistic.ts';
import { propositions } from './rerank-material.ts';
import { foldsOf, type Story } from './stories.ts';

/** One sentence and one claim. */
export type Pair = {
  readonly features: Float64Array;
  readonly label: 0 | 1;
  readonly claim: number;
  readonly writerFold: number;
  readonly sentence: number;
  readonly paraphrase: string;
  /** The claim stood among all others, not in a small set. */
  readonly whole: boolean;
};

const WRITER_FOLDS = 3;
const CLAIM_FOLDS = 5;
/** One negative in so many is learned from, with that weight: they outnumber the rest 50 to 1. */
const THIN = 6;
const CONCEPT_FEATURES: readonly FeatureName[] = [
  'conceptsCovered',
  'conceptsOfSentence',
  'conceptRarest',
  'conceptRival',
  'conceptsInContext',
];
const placesOf = (without: readonly FeatureName[]): number[] =>
  FEATURES.flatMap((name, at) => (without.includes(name) ? [] : [at]));
export const USED = { decide: placesOf(CONCEPT_FEATURES), known: placesOf([]) } as const;

/** Claims are met in one set of all and in so many small ones: a claim alone has no rival to lose against. */
const SMALL_SETS = 6;

/** Every sentence of the stories in a language against every claim's proposition in English. */
export function pairsOf(stories: readonly Story[], vectors: WordVectors | null, lang: 'en' | 'es' = 'en'): Pair[] {
  const claims = propositions('en');
  const all = claims.map((_, claim) => claim);
  const sets = [
    all,
    ...Array.from({ length: SMALL_SETS }, (_, set) => all.filter((claim) => claim % SMALL_SETS === set)),
  ];
  const folds = foldsOf(stories, WRITER_FOLDS);
  return sets.flatMap((members) => {
    const matcher = createGenericMatcher(
      members.map((claim) => ({ wordings: [{ lang: 'en', text: claims[claim]?.text ?? '' }] })),
      { vectors, concepts: CONCEPTS },
    );
    let sentence = 0;
    return stories.flatMap((story) =>
      story.lines
        .filter((line) => line.lang === lang)
        .flatMap((line) => {
          const number = sentence++;
          return matcher.compare(line).flatMap(({ claim: place, features }): Pair[] => {
            const claim = members[place] ?? 0;
            const id = claims[claim]?.id ?? '';
            if (line.ambiguous?.includes(id)) return [];
            const label = line.claims.includes(id) ? 1 : 0;
            const writerFold = folds.get(story.writer) ?? 0;
            const { paraphrase } = line;
            return [{ features, label, claim, writerFold, sentence: number, paraphrase, whole: members === all }];
          });
        }),
    );
  });
}

/**
 * The sign each feature's weight may have. What the seed claims' own subject would turn round (names that every
 * sentence of it leaves out, say) must not: a reader's claims are about something else.
 */
const AGAINST: ReadonlySet<FeatureName> = new Set([
  'numberMissing',
  'numberExtra',
  'negation',
  'nameMissing',
  'nameExtra',
  'rival',
  'conceptRival',
]);
const EITHER: ReadonlySet<FeatureName> = new Set(['lengthRatio', 'sentenceLength']);
const wrongSign = (feature: number, weight: number): boolean => {
  const name = FEATURES[feature];
  return name !== undefined && !EITHER.has(name) && weight !== 0 && weight > 0 === AGAINST.has(name);
};

/** Fit, leaving out features whose weights come out with a sign they may not have. */
export function fitPairs(pairs: readonly Pair[], use: readonly number[]): Float64Array {
  const rows = pairs
    .filter(({ label, sentence, claim }) => label === 1 || (sentence * 31 + claim * 7) % THIN === 0)
    .map(({ features, label }) => ({ features, label, weight: label === 1 ? 1 : THIN }));
  return fitRows(rows, use);
}

/** The same for readers' own sets, of which there are few enough to learn from every pair. */
export const fitOwn = (pairs: readonly Pair[]): Float64Array =>
  fitRows(
    pairs.map(({ features, label }) => ({ features, label })),
    USED.decide,
  );

function fitRows(rows: readonly Row[], use: readonly number[]): Float64Array {
  let left = [...use];
  for (;;) {
    const weights = fitLogistic(rows, FEATURES.length, left);
    const wrong = left.filter((feature) => wrongSign(feature, weights[feature] ?? 0));
    if (wrong.length === 0) return weights;
    left = left.filter((feature) => !wrong.includes(feature));
  }
}

/** Log-odds by weights as they were fitted. */
export const oddsOf = (weights: Float64Array, features: Float64Array): number =>
  features.reduce((sum, value, at) => sum + value * (weights[at] ?? 0), weights[FEATURES.length] ?? 0);

/** Log-odds of every pair by weights that saw neither its claim nor its writer. */
export function heldOutOdds(pairs: readonly Pair[], use: readonly number[]): { odds: number; pair: Pair }[] {
  const judged: { odds: number; pair: Pair }[] = [];
  for (let claims = 0; claims < CLAIM_FOLDS; claims++) {
    for (let writers = 0; writers < WRITER_FOLDS; writers++) {
      const weights = fitPairs(
        pairs.filter((pair) => pair.claim % CLAIM_FOLDS !== claims && pair.writerFold !== writers),
        use,
      );
      for (const pair of pairs) {
        if (pair.claim % CLAIM_FOLDS !== claims || pair.writerFold !== writers) continue;
        judged.push({ odds: oddsOf(weights, pair.features), pair });
      }
    }
  }
  return judged;
}

export type ZeroShot = {
  readonly name: string;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly heavyRecall: number;
  readonly threshold: number;
};

/** The best F1 at a precision of at least `floor`, over all thresholds. */
export function bestAt(name: string, judged: readonly { odds: number; pair: Pair }[], floor: number): ZeroShot {
  const sorted = judged.filter(({ pair }) => pair.whole).sort((a, b) => b.odds - a.odds);
  const positives = sorted.filter(({ pair }) => pair.label === 1).length;
  const heavy = sorted.filter(({ pair }) => pair.label === 1 && pair.paraphrase === 'heavy').length;
  let found = 0;
  let foundHeavy = 0;
  let best: ZeroShot = { name, precision: 0, recall: 0, f1: 0, heavyRecall: 0, threshold: 1 };
  sorted.forEach(({ odds, pair }, at) => {
    if (pair.label === 1) {
      found++;
      if (pair.paraphrase === 'heavy') foundHeavy++;
    }
    const precision = found / (at + 1);
    const recall = found / Math.max(1, positives);
    const f1 = (2 * precision * recall) / Math.max(1e-9, precision + recall);
    if (precision < floor || f1 <= best.f1) return;
    const threshold = 1 / (1 + Math.exp(-odds));
    best = { name, precision, recall, f1, heavyRecall: foundHeavy / Math.max(1, heavy), threshold };
  });
  return best;
}

/** The rows of the zero-shot table. */
export function zeroShot(stories: readonly Story[], vectors: WordVectors): ZeroShot[] {
  const plain = pairsOf(stories, null);
  const near = pairsOf(stories, vectors);
  return [
    bestAt('words alone', heldOutOdds(plain, USED.decide), 0.7),
    bestAt('words and vectors', heldOutOdds(near, USED.decide), 0.7),
    bestAt('words and concepts', heldOutOdds(plain, USED.known), 0.7),
    bestAt('words, vectors and concepts', heldOutOdds(near, USED.known), 0.7),
  ];
}
