/** Scores of a page's sentences by opened knowledge: two models, then the trees over their page. */
import { overPage, type SentenceScores } from './context.ts';
import { type FeatureVector, readPageInSlices, type SentenceInput, type Words } from './features.ts';
import { type Knowledge, OUTPUT_BITS, OUTPUTS, type Platt } from './knowledge.ts';
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
  const claims = linear.length - 1;
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
  /** Network rows of the features, and their values. */
  bases = new Int32Array(512);
  values = new Float64Array(512);
  readonly hidden: Float64Array;
  readonly linear: Float64Array;
  readonly network: Float64Array;

  constructor({ network, outputs }: Knowledge) {
    this.hidden = new Float64Array(Math.ceil(network.hidden / BLOCK) * BLOCK);
    this.linear = new Float64Array(outputs);
    this.network = new Float64Array(outputs);
  }

  reserve(count: number): void {
    if (this.bases.length >= count) return;
    this.bases = new Int32Array(2 * count);
    this.values = new Float64Array(2 * count);
  }
}

/** Hidden units summed at once: their sums stay in registers. */
const BLOCK = 8;
const OUTPUT_MASK = OUTPUTS - 1;

/** What the rows add to each hidden unit. This is where a page's time goes, so the sums are local and the loop unrolled. */
function sumRows(weights: Int8Array, width: number, { bases, values, hidden }: Scratch, count: number): void {
  for (let h = 0; h < width; h += BLOCK) {
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    let e = 0;
    let f = 0;
    let g = 0;
    let i = 0;
    for (let k = 0; k < count; k++) {
      const at = (bases[k] as number) + h;
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
  const { network, outputs, narrow } = knowledge;
  const { starts, entries, weights } = knowledge.linear;
  const width = network.hidden;
  scratch.reserve(ids.length);
  const { bases, hidden, linear: sums, network: scores } = scratch;
  sums.set(knowledge.linear.bias);
  let count = 0;
  for (let k = 0; k < ids.length; k++) {
    const row = knowledge.rowOf(ids[k] as number);
    if (row < 0) continue;
    const value = values[k] as number;
    const end = starts[row + 1] as number;
    for (let at = starts[row] as number; at < end; at++) {
      const entry = entries[at] as number;
      const output = entry & OUTPUT_MASK;
      sums[output] = (sums[output] as number) + value * (weights[entry >> OUTPUT_BITS] as number);
    }
    if (row >= narrow) continue;
    bases[count] = row * width;
    scratch.values[count++] = value;
  }
  sumRows(network.weights, width, scratch, count);
  for (let h = 0; h < width; h++) {
    const sum = (network.hiddenBias[h] as number) + (hidden[h] as number) * network.scale;
    hidden[h] = Math.max(sum, 0);
  }
  for (let o = 0; o < outputs; o++) {
    let sum = 0;
    for (let h = 0, at = o * width; h < width; h++, at++) {
      sum += (hidden[h] as number) * (network.output[at] as number);
    }
    // As narrow as the scores training has calibrated.
    scores[o] = Math.fround((network.bias[o] as number) + sum * network.outputScale);
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
  const found: Judgement[] = [];
  const visit = overPage(page, (sentence, claim, row) => {
    const logOdds = apply(knowledge.calibration.final, knowledge.scoreTrees(row));
    const confidence = 1 / (1 + Math.exp(-logOdds));
    if (confidence >= threshold) found.push({ sentence, words: words[sentence] as Words, claim, confidence });
  });
  for (let index = 0; index < page.length; index++) {
    visit(index);
    if (index % SLICE === SLICE - 1) yield;
  }
  return found;
}
