/** Scores of a page's sentences by opened knowledge: two models, then the trees over their page. */
import { isAsking, leastOn, overPage, type SentenceScores } from './context.ts';
import type { FeatureVector } from './feature-set.ts';
import type { SentenceInput, Words } from './features.ts';
import type { Knowledge, Platt } from './knowledge.ts';
import { RowSums } from './rows.ts';
import type { Slices } from './slices.ts';

const apply = ({ slope, intercept }: Platt, score: number): number => slope * score + intercept;

/** Log-odds from the raw scores of both models; the last output of each is "any claim". */
export function sentenceScores(
  linear: ArrayLike<number>,
  network: ArrayLike<number>,
  calibration: Knowledge['calibration'],
  words: Words,
  subjectOf: Uint8Array,
  text: string,
): SentenceScores {
  const claims = network.length - 1;
  const logOdds = new Float32Array(3 * claims);
  for (let c = 0; c < claims; c++) {
    const a = linear[c] ?? 0;
    const b = network[c] ?? 0;
    logOdds[c] = apply(calibration.both, (a + b) / 2);
    logOdds[claims + c] = apply(calibration.linear, a);
    logOdds[2 * claims + c] = apply(calibration.network, b);
  }
  return {
    logOdds,
    any: [linear[claims] ?? 0, network[claims] ?? 0],
    concepts: words.hits.length,
    subjects: words.concepts.reduce((bits, concept) => bits | (subjectOf[concept] ?? 0), 0),
    length: text.length,
    asks: isAsking(text),
  };
}

/** Adds a row of weights, times a value, to sums: as many as there are sums, which is whole blocks of four. */
function addTimes(value: number, weights: Float64Array, start: number, sums: Float64Array): void {
  for (let o = 0, at = start; o < sums.length; o += 4, at += 4) {
    sums[o] = (sums[o] as number) + value * (weights[at] as number);
    sums[o + 1] = (sums[o + 1] as number) + value * (weights[at + 1] as number);
    sums[o + 2] = (sums[o + 2] as number) + value * (weights[at + 2] as number);
    sums[o + 3] = (sums[o + 3] as number) + value * (weights[at + 3] as number);
  }
}

/** Scores sentences of one page, which share features. */
function firstStage(
  knowledge: Knowledge,
  shared: FeatureVector,
): (words: Words, own: FeatureVector, text: string) => SentenceScores {
  const { network, outputs, linear } = knowledge;
  const width = linear.width + network.hidden;
  const rows = new RowSums(knowledge.weights, width);
  const take = ({ ids, values }: FeatureVector): void => {
    for (let k = 0; k < ids.length; k++) {
      const row = ids[k] as number;
      const length = row < knowledge.narrow ? width : linear.width;
      rows.add(knowledge.startOf(row), length / 2, values[k] as number);
    }
    rows.finish();
  };
  take(shared);
  const base = rows.sums.slice();
  const { sums } = rows;
  const hidden = sums.subarray(linear.width);
  const linearScores = new Float64Array(outputs);
  const outputSums = new Float64Array(linear.width);
  const networkScores = outputSums.subarray(0, outputs);

  return (words, own, text) => {
    sums.set(base);
    take(own);
    for (let o = 0; o < outputs; o++) {
      linearScores[o] = (linear.bias[o] as number) + (sums[o] as number) * linear.scale;
    }
    outputSums.set(network.bias);
    for (let h = 0; h < network.hidden; h++) {
      const unit = (network.hiddenBias[h] as number) + (hidden[h] as number) * network.scale;
      // Half of the units say nothing.
      if (unit > 0) addTimes(unit * network.outputScale, network.output, h * linear.width, outputSums);
    }
    return sentenceScores(linearScores, networkScores, knowledge.calibration, words, knowledge.subjectOf, text);
  };
}

export type Judgement = {
  readonly sentence: number;
  readonly words: Words;
  readonly claim: number;
  readonly confidence: number;
};

/** Sentences judged between two pauses. */
const SLICE = 64;
/** A sentence of fewer words states nothing. */
const FEWEST_WORDS = 3;

/** Every pair of sentence and claim that reaches `threshold`, with its calibrated probability. */
export function* judgeInSlices(
  knowledge: Knowledge,
  sentences: readonly SentenceInput[],
  threshold: number,
): Slices<Judgement[]> {
  const words: Words[] = [];
  const page: (SentenceScores | null)[] = [];
  yield* knowledge.reader.readInSlices(sentences, (shared) => {
    const score = firstStage(knowledge, shared);
    return (own, vector, index) => {
      const isRead = own.tongue !== null && own.tokens.length >= FEWEST_WORDS;
      words.push(own);
      page.push(isRead ? score(own, vector, sentences[index]?.text ?? '') : null);
    };
  });
  const least = Math.max(threshold, leastOn(page, knowledge.about));
  const found: Judgement[] = [];
  const { final } = knowledge.calibration;
  const leastScore = (Math.log(least / (1 - least)) - final.intercept) / final.slope;
  const visit = overPage(page, (sentence, claim, row) => {
    const confidence = 1 / (1 + Math.exp(-apply(final, knowledge.scoreTrees(row, leastScore))));
    if (confidence >= least) found.push({ sentence, words: words[sentence] as Words, claim, confidence });
  });
  for (let index = 0; index < page.length; index++) {
    visit(index);
    if (index % SLICE === SLICE - 1) yield;
  }
  return found;
}
