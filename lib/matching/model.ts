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

/** A model's sums, before they are anybody's. */
type Sums = { readonly linear: Float64Array; readonly hidden: Float64Array };

/** Features a knowledge file has weights for: where those begin, and the features' values. */
class Found {
  starts = new Int32Array(512);
  values = new Float64Array(512);
  /** How many there are, and how many of them the network reads: these come first. */
  count = 0;
  narrow = 0;

  take(knowledge: Knowledge, { ids, values }: FeatureVector): void {
    if (this.starts.length < ids.length) {
      this.starts = new Int32Array(2 * ids.length);
      this.values = new Float64Array(2 * ids.length);
    }
    let count = 0;
    let wide = this.starts.length;
    for (let k = 0; k < ids.length; k++) {
      const start = knowledge.startOf(ids[k] as number);
      if (start < 0) continue;
      const at = start < knowledge.narrowEnd ? count++ : --wide;
      this.starts[at] = start;
      this.values[at] = values[k] as number;
    }
    this.narrow = count;
    this.count = count + this.starts.length - wide;
    this.starts.copyWithin(count, wide);
    this.values.copyWithin(count, wide);
  }
}

/**
 * What the features add to `base`, the linear model's sums, into `sums`. This and `sumHidden` are where a page's time
 * goes, so the sums are local and the loops unrolled.
 */
function sumLinear(
  { weights, linear: { weights: levels } }: Knowledge,
  { starts, values, count }: Found,
  base: Float64Array,
  sums: Float64Array,
): void {
  for (let o = 0; o < sums.length; o += BLOCK) {
    let a = base[o] as number;
    let b = base[o + 1] as number;
    let c = base[o + 2] as number;
    let d = base[o + 3] as number;
    let e = base[o + 4] as number;
    let f = base[o + 5] as number;
    let g = base[o + 6] as number;
    let i = base[o + 7] as number;
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
    sums[o] = a;
    sums[o + 1] = b;
    sums[o + 2] = c;
    sums[o + 3] = d;
    sums[o + 4] = e;
    sums[o + 5] = f;
    sums[o + 6] = g;
    sums[o + 7] = i;
  }
}

/** What the narrow features add to `base`, the sums of the network's hidden units, into `sums`. */
function sumHidden(
  { weights, linear: { width } }: Knowledge,
  { starts, values, narrow }: Found,
  base: Float64Array,
  sums: Float64Array,
): void {
  for (let h = 0; h < sums.length; h += BLOCK) {
    let a = base[h] as number;
    let b = base[h + 1] as number;
    let c = base[h + 2] as number;
    let d = base[h + 3] as number;
    let e = base[h + 4] as number;
    let f = base[h + 5] as number;
    let g = base[h + 6] as number;
    let i = base[h + 7] as number;
    for (let k = 0; k < narrow; k++) {
      const at = (starts[k] as number) + width + h;
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
    sums[h] = a;
    sums[h + 1] = b;
    sums[h + 2] = c;
    sums[h + 3] = d;
    sums[h + 4] = e;
    sums[h + 5] = f;
    sums[h + 6] = g;
    sums[h + 7] = i;
  }
}

/** Scores sentences of one page, which share features. */
function firstStage(
  knowledge: Knowledge,
  shared: FeatureVector,
): (words: Words, own: FeatureVector, length: number) => SentenceScores {
  const { network, outputs, linear } = knowledge;
  const width = network.hidden;
  const found = new Found();
  const sums: Sums = { linear: new Float64Array(linear.width), hidden: new Float64Array(width) };
  const scores = new Float32Array(outputs);
  found.take(knowledge, shared);
  const base: Sums = { linear: new Float64Array(linear.width), hidden: new Float64Array(width) };
  base.linear.set(linear.bias);
  base.hidden.set(network.hiddenBias.map((bias) => bias / network.scale));
  sumLinear(knowledge, found, base.linear, base.linear);
  sumHidden(knowledge, found, base.hidden, base.hidden);

  return (words, own, length) => {
    found.take(knowledge, own);
    sumLinear(knowledge, found, base.linear, sums.linear);
    sumHidden(knowledge, found, base.hidden, sums.hidden);
    const { hidden } = sums;
    for (let h = 0; h < width; h++) hidden[h] = Math.max((hidden[h] as number) * network.scale, 0);
    for (let o = 0; o < outputs; o++) {
      // One by one: taken from an array they would be numbers on the heap.
      let a = 0;
      let b = 0;
      let c = 0;
      let d = 0;
      for (let h = 0, at = o * width; h < width; h += 4, at += 4) {
        a += (hidden[h] as number) * (network.output[at] as number);
        b += (hidden[h + 1] as number) * (network.output[at + 1] as number);
        c += (hidden[h + 2] as number) * (network.output[at + 2] as number);
        d += (hidden[h + 3] as number) * (network.output[at + 3] as number);
      }
      scores[o] = (network.bias[o] as number) + (a + b + c + d) * network.outputScale;
    }
    return sentenceScores(sums.linear, scores, knowledge.calibration, words, knowledge.subjectOf, length);
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
  lexicon: Lexicon,
  sentences: readonly SentenceInput[],
  threshold: number,
): Slices<Judgement[]> {
  const words: Words[] = [];
  const page: (SentenceScores | null)[] = [];
  yield* readPageInSlices(lexicon, sentences, (shared) => {
    const score = firstStage(knowledge, shared);
    return (own, vector, index) => {
      const isRead = own.tongue !== null && own.tokens.length >= FEWEST_WORDS;
      words.push(own);
      page.push(isRead ? score(own, vector, sentences[index]?.text.length ?? 0) : null);
    };
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
