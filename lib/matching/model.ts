/** Scores of a page's sentences by opened knowledge: two models, then the trees over their page. */
import { type SentenceScores, visitPairs } from './context.ts';
import type { Reading } from './features.ts';
import { type Knowledge, OUTPUT_BITS, OUTPUTS, type Platt } from './knowledge.ts';
import { scoreTrees } from './trees.ts';

const apply = ({ slope, intercept }: Platt, score: number): number => slope * score + intercept;

/** Log-odds from the raw scores of both models; the last output of each is "any claim". */
export function sentenceScores(
  linear: ArrayLike<number>,
  network: ArrayLike<number>,
  calibration: Knowledge['calibration'],
  reading: Reading,
  subjectOf: Uint8Array,
  length: number,
): SentenceScores {
  const claims = linear.length - 1;
  const scores = {
    both: new Float32Array(claims),
    linear: new Float32Array(claims),
    network: new Float32Array(claims),
    any: [linear[claims] ?? 0, network[claims] ?? 0] as const,
    concepts: reading.hits.length,
    subjects: reading.hits.reduce((bits, { concept }) => bits | (subjectOf[concept] ?? 0), 0),
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

/** Network rows of the sentence's features, and their values: reused from sentence to sentence. */
type Scratch = { bases: Int32Array; values: Float64Array };

/** Hidden units summed at once: their sums stay in registers. */
const BLOCK = 8;
const OUTPUT_MASK = OUTPUTS - 1;

/** What the rows add to each hidden unit. This is where a page's time goes, so the sums are local and the loop unrolled. */
function sumRows(weights: Int8Array, width: number, { bases, values }: Scratch, count: number): Float64Array {
  const hidden = new Float64Array(Math.ceil(width / BLOCK) * BLOCK);
  for (let h = 0; h < width; h += BLOCK) {
    let [a, b, c, d, e, f, g, i] = [0, 0, 0, 0, 0, 0, 0, 0];
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
  return hidden;
}

function firstStage(knowledge: Knowledge, reading: Reading, length: number, scratch: Scratch): SentenceScores {
  const { ids, values } = reading.vector;
  const { linear, network, outputs, narrow } = knowledge;
  const { starts, entries, weights } = linear;
  const width = network.hidden;
  const sums = Float64Array.from(linear.bias);
  if (scratch.bases.length < ids.length) {
    scratch.bases = new Int32Array(2 * ids.length);
    scratch.values = new Float64Array(2 * ids.length);
  }
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
    scratch.bases[count] = row * width;
    scratch.values[count++] = value;
  }
  const hidden = sumRows(network.weights, width, scratch, count);
  const scores = new Float32Array(outputs);
  for (let h = 0; h < width; h++) {
    const sum = (network.hiddenBias[h] as number) + (hidden[h] as number) * network.scale;
    hidden[h] = Math.max(sum, 0);
  }
  for (let o = 0; o < outputs; o++) {
    let sum = 0;
    for (let h = 0, at = o * width; h < width; h++, at++) {
      sum += (hidden[h] as number) * (network.output[at] as number);
    }
    scores[o] = (network.bias[o] as number) + sum * network.outputScale;
  }
  return sentenceScores(sums, scores, knowledge.calibration, reading, knowledge.subjectOf, length);
}

export type Judgement = { readonly sentence: number; readonly claim: number; readonly confidence: number };

/** Every pair of sentence and claim that reaches `threshold`, with its calibrated probability. */
export function judgePage(
  knowledge: Knowledge,
  readings: readonly Reading[],
  lengths: readonly number[],
  threshold: number,
): Judgement[] {
  const scratch: Scratch = { bases: new Int32Array(512), values: new Float64Array(512) };
  const page = readings.map((reading, index) =>
    reading.tongue === null || reading.tokens.length < 3
      ? null
      : firstStage(knowledge, reading, lengths[index] ?? 0, scratch),
  );
  const found: Judgement[] = [];
  visitPairs(page, (sentence, claim, row) => {
    const logOdds = apply(knowledge.calibration.final, scoreTrees(knowledge.trees, row));
    const confidence = 1 / (1 + Math.exp(-logOdds));
    if (confidence >= threshold) found.push({ sentence, claim, confidence });
  });
  return found;
}
