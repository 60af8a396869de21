/** Scores of a page's sentences by opened knowledge: two models, then the trees over their page. */
import { leastOn, overPage, type SentenceScores } from './context.ts';
import { type FeatureVector, readPageInSlices, type SentenceInput, type Words } from './features.ts';
import { BLOCK, type Knowledge, type Platt } from './knowledge.ts';
import type { Lexicon } from './lexicon.ts';
import type { Slices } from './slices.ts';

const apply = ({ slope, intercept }: Platt, score: number): number => slope * score + intercept;

/** Log-odds from the raw scores of both models; the last output of each is "any claim". */
export function sentenceScores(
  linear: ArrayLike<number>,
  network: ArrayLike<number>,
  calibration: Knowledge['calibration'],
  words: Words,
  subjectOf: Uint8Array,
  length: number,
): SentenceScores {
  const claims = network.length - 1;
  const scores = {
    both: new Float32Array(claims),
    linear: new Float32Array(claims),
    network: new Float32Array(claims),
    any: [linear[claims] ?? 0, network[claims] ?? 0] as const,
    concepts: words.hits.length,
    subjects: words.hits.reduce((bits, { concept }) => bits | (subjectOf[concept] ?? 0), 0),
    length,
  };
  for (let c = 0; c < claims; c++) {
    const a = linear[c] ?? 0;
    const b = network[c] ?? 0;
    scores.linear[c] = apply(calibration.linear, a);
    scores.network[c] = apply(calibration.network, b);
    scores.both[c] = apply(calibration.both, (a + b) / 2);
  }
  return scores;
}

/** Room for one sentence's sums, reused from sentence to sentence. */
class Scratch {
  /** Where the weights of the features begin, and the features' values: those the network reads, then the others. */
  starts = new Int32Array(512);
  values = new Float64Array(512);
  readonly hidden: Float64Array;
  readonly linear: Float64Array;
  readonly network: Float32Array;

  constructor({ network, linear, outputs }: Knowledge) {
    this.hidden = new Float64Array(network.hidden);
    this.linear = new Float64Array(linear.width);
    this.network = new Float32Array(outputs);
  }

  reserve(count: number): void {
    if (this.starts.length >= count) return;
    this.starts = new Int32Array(2 * count);
    this.values = new Float64Array(2 * count);
  }
}

/**
 * What the features add to the linear model's outputs. This and `sumHidden` are where a page's time goes, so the sums
 * are local and the loops unrolled.
 */
function sumLinear(weights: Int8Array, levels: Float64Array, { starts, values, linear }: Scratch, count: number): void {
  for (let o = 0; o < linear.length; o += BLOCK) {
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    let e = 0;
    let f = 0;
    let g = 0;
    let i = 0;
    for (let k = 0; k < count; k++) {
      const at = (starts[k] as number) + o;
      const value = values[k] as number;
      a += value * (levels[weights[at] as number] as number);
      b += value * (levels[weights[at + 1] as number] as number);
      c += value * (levels[weights[at + 2] as number] as number);
      d += value * (levels[weights[at + 3] as number] as number);
      e += value * (levels[weights[at + 4] as number] as number);
      f += value * (levels[weights[at + 5] as number] as number);
      g += value * (levels[weights[at + 6] as number] as number);
      i += value * (levels[weights[at + 7] as number] as number);
    }
    linear[o] = a;
    linear[o + 1] = b;
    linear[o + 2] = c;
    linear[o + 3] = d;
    linear[o + 4] = e;
    linear[o + 5] = f;
    linear[o + 6] = g;
    linear[o + 7] = i;
  }
}

/** What the narrow features add to the network's hidden units. */
function sumHidden(weights: Int8Array, { starts, values, linear, hidden }: Scratch, count: number): void {
  for (let h = 0; h < hidden.length; h += BLOCK) {
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    let e = 0;
    let f = 0;
    let g = 0;
    let i = 0;
    for (let k = 0; k < count; k++) {
      const at = (starts[k] as number) + linear.length + h;
      const value = values[k] as number;
      a += value * (weights[at] as number);
      b += value * (weights[at + 1] as number);
      c += value * (weights[at + 2] as number);
      d += value * (weights[at + 3] as number);
      e += value * (weights[at + 4] as number);
      f += value * (weights[at + 5] as number);
      g += value * (weights[at + 6] as number);
      i += value * (weights[at + 7] as number);
    }
    hidden[h] = a;
    hidden[h + 1] = b;
    hidden[h + 2] = c;
    hidden[h + 3] = d;
    hidden[h + 4] = e;
    hidden[h + 5] = f;
    hidden[h + 6] = g;
    hidden[h + 7] = i;
  }
}

function firstStage(
  knowledge: Knowledge,
  words: Words,
  { ids, values }: FeatureVector,
  length: number,
  scratch: Scratch,
): SentenceScores {
  const { network, outputs, weights } = knowledge;
  const width = network.hidden;
  scratch.reserve(ids.length);
  const { starts, hidden, linear: sums, network: scores } = scratch;
  let count = 0;
  let wide = starts.length;
  for (let k = 0; k < ids.length; k++) {
    const start = knowledge.startOf(ids[k] as number);
    if (start < 0) continue;
    const at = start < knowledge.narrowEnd ? count++ : --wide;
    starts[at] = start;
    scratch.values[at] = values[k] as number;
  }
  const narrowCount = count;
  count += starts.length - wide;
  starts.copyWithin(narrowCount, wide);
  scratch.values.copyWithin(narrowCount, wide);
  sumLinear(weights, knowledge.linear.weights, scratch, count);
  for (let o = 0; o < outputs; o++) sums[o] = (sums[o] as number) + (knowledge.linear.bias[o] as number);
  sumHidden(weights, scratch, narrowCount);
  for (let h = 0; h < width; h++) {
    const sum = (network.hiddenBias[h] as number) + (hidden[h] as number) * network.scale;
    hidden[h] = Math.max(sum, 0);
  }
  for (let o = 0; o < outputs; o++) {
    let [a, b, c, d] = [0, 0, 0, 0];
    for (let h = 0, at = o * width; h < width; h += 4, at += 4) {
      a += (hidden[h] as number) * (network.output[at] as number);
      b += (hidden[h + 1] as number) * (network.output[at + 1] as number);
      c += (hidden[h + 2] as number) * (network.output[at + 2] as number);
      d += (hidden[h + 3] as number) * (network.output[at + 3] as number);
    }
    scores[o] = (network.bias[o] as number) + (a + b + c + d) * network.outputScale;
  }
  return sentenceScores(sums, scores, knowledge.calibration, words, knowledge.subjectOf, length);
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
  lexicon: Lexicon,
  sentences: readonly SentenceInput[],
  threshold: number,
): Slices<Judgement[]> {
  const scratch = new Scratch(knowledge);
  const words: Words[] = [];
  const page: (SentenceScores | null)[] = [];
  yield* readPageInSlices(lexicon, sentences, (own, vector, index) => {
    const isRead = own.tongue !== null && own.tokens.length >= FEWEST_WORDS;
    words.push(own);
    page.push(isRead ? firstStage(knowledge, own, vector, sentences[index]?.text.length ?? 0, scratch) : null);
  });
  const least = Math.max(threshold, leastOn(page, knowledge.about));
  const found: Judgement[] = [];
  const visit = overPage(page, (sentence, claim, row) => {
    const logOdds = apply(knowledge.calibration.final, knowledge.scoreTrees(row));
    const confidence = 1 / (1 + Math.exp(-logOdds));
    if (confidence >= least) found.push({ sentence, words: words[sentence] as Words, claim, confidence });
  });
  for (let index = 0; index < page.length; index++) {
    visit(index);
    if (index % SLICE === SLICE - 1) yield;
  }
  return found;
}
