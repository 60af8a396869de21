/** Scores of a page's sentences by opened knowledge: two models, then the trees over their page. */
import { type SentenceScores, visitPairs } from './context.ts';
import type { Reading } from './features.ts';
import type { Knowledge, Platt } from './knowledge.ts';
import { scoreTrees } from './trees.ts';

const apply = ({ slope, intercept }: Platt, score: number): number => slope * score + intercept;

/** Log-odds from the raw scores of both models; the last output of each is "any claim". */
export function sentenceScores(
  linear: ArrayLike<number>,
  network: ArrayLike<number>,
  calibration: Knowledge['calibration'],
  reading: Reading,
  length: number,
): SentenceScores {
  const claims = linear.length - 1;
  const scores = {
    both: new Float32Array(claims),
    linear: new Float32Array(claims),
    network: new Float32Array(claims),
    any: [linear[claims] ?? 0, network[claims] ?? 0] as const,
    concepts: reading.hits.length,
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

function firstStage(knowledge: Knowledge, reading: Reading, length: number): SentenceScores {
  const { ids, values } = reading.vector;
  const { linear, network, outputs, narrow } = knowledge;
  // Everything the inner loops touch is local: this is where a page's time goes.
  const { starts, outputs: columns, weights } = linear;
  const { hidden: width, weights: rows } = network;
  const sums = new Float32Array(outputs);
  const hidden = new Float32Array(width);
  for (let k = 0; k < ids.length; k++) {
    const row = knowledge.rowOf(ids[k] as number);
    if (row < 0) continue;
    const value = values[k] as number;
    const end = starts[row + 1] as number;
    for (let at = starts[row] as number; at < end; at++) {
      const o = columns[at] as number;
      sums[o] = (sums[o] as number) + value * (weights[at] as number);
    }
    if (row >= narrow) continue;
    const base = row * width;
    for (let h = 0; h < width; h++) hidden[h] = (hidden[h] as number) + value * (rows[base + h] as number);
  }
  const scores = new Float32Array(outputs);
  for (let h = 0; h < network.hidden; h++) {
    const sum = (network.hiddenBias[h] as number) + (hidden[h] as number) * network.scale;
    hidden[h] = Math.max(sum, 0);
  }
  for (let o = 0; o < outputs; o++) {
    sums[o] = (linear.bias[o] as number) + (sums[o] as number) * linear.scale;
    let sum = 0;
    for (let h = 0, at = o * network.hidden; h < network.hidden; h++, at++) {
      sum += (hidden[h] as number) * (network.output[at] as number);
    }
    scores[o] = (network.bias[o] as number) + sum * network.outputScale;
  }
  return sentenceScores(sums, scores, knowledge.calibration, reading, length);
}

export type Judgement = { readonly sentence: number; readonly claim: number; readonly confidence: number };

/** Every pair of sentence and claim that reaches `threshold`, with its calibrated probability. */
export function judgePage(
  knowledge: Knowledge,
  readings: readonly Reading[],
  lengths: readonly number[],
  threshold: number,
): Judgement[] {
  const page = readings.map((reading, index) =>
    reading.tongue === null || reading.tokens.length < 3 ? null : firstStage(knowledge, reading, lengths[index] ?? 0),
  );
  const found: Judgement[] = [];
  visitPairs(page, (sentence, claim, row) => {
    const logOdds = apply(knowledge.calibration.final, scoreTrees(knowledge.trees, row));
    const confidence = 1 / (1 + Math.exp(-logOdds));
    if (confidence >= threshold) found.push({ sentence, claim, confidence });
  });
  return found;
}
