/**
 * The first stage's two learners over sparse features: a multi-label logistic regression and a network with one hidden
 * layer. Both are seeded and give the same model every time.
 */
import type { FeatureVector } from '../../lib/matching/features.ts';

export type Example = {
  readonly vector: FeatureVector;
  readonly labels: readonly number[];
  /** Only the labels, and that these claims are not stated, are known: nothing is learned about other outputs. */
  readonly unstated?: readonly number[];
  /** How much it counts; 1 if missing. */
  readonly weight?: number;
};

/** A small seeded generator (mulberry32). */
export function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

/** Row numbers of the features seen in at least `least` examples. */
function rowsOf(examples: readonly Example[], least: number, narrowOnly: boolean): Map<number, number> {
  const counts = new Map<number, number>();
  for (const { vector } of examples) {
    const end = narrowOnly ? vector.narrow : vector.ids.length;
    for (let k = 0; k < end; k++) {
      const id = vector.ids[k] as number;
      counts.set(id, (counts.get(id) ?? 0) + 1);
    }
  }
  const rows = new Map<number, number>();
  for (const [id, count] of counts) if (count >= least) rows.set(id, rows.size);
  return rows;
}

type Packed = {
  readonly index: Int32Array;
  readonly value: Float32Array;
  readonly target: Float32Array;
  readonly weight: number;
};

const pack = (
  examples: readonly Example[],
  rows: ReadonlyMap<number, number>,
  width: number,
  outputs: number,
): Packed[] =>
  examples.map(({ vector, labels, unstated, weight = 1 }) => {
    const index: number[] = [];
    const value: number[] = [];
    vector.ids.forEach((id, k) => {
      const row = rows.get(id);
      if (row === undefined) return;
      index.push(row * width);
      value.push(vector.values[k] ?? 0);
    });
    const target = new Float32Array(outputs).fill(unstated ? Number.NaN : 0);
    for (const label of labels) target[label] = 1;
    for (const label of unstated ?? []) target[label] = 0;
    // The last output says whether the sentence states any claim.
    if (labels.length > 0) target[outputs - 1] = 1;
    return { index: Int32Array.from(index), value: Float32Array.from(value), target, weight };
  });

function shuffle(order: Int32Array, random: () => number): void {
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const a = order[i] as number;
    order[i] = order[j] as number;
    order[j] = a;
  }
}

/** Errors smaller than this teach nothing and are skipped, as are outputs whose target is unknown (NaN). */
const NEGLIGIBLE = 0.003;
/** Claims are rare: outputs start at about 3%. */
const RARE = -3.5;

export type LinearOptions = {
  readonly epochs: number;
  readonly rate: number;
  readonly decay: number;
  readonly least: number;
  readonly dropout: number;
  readonly seed: number;
};
export type Linear = {
  readonly outputs: number;
  readonly rows: ReadonlyMap<number, number>;
  readonly weights: Float32Array;
  readonly bias: Float32Array;
};

/** Adagrad with weight decay, dropout of features, and the mean of the second half's epochs. */
export function trainLinear(examples: readonly Example[], outputs: number, options: LinearOptions): Linear {
  const { epochs, rate, decay, dropout } = options;
  const random = generator(options.seed);
  const rows = rowsOf(examples, options.least, false);
  const data = pack(examples, rows, outputs, outputs);
  const weights = new Float32Array(rows.size * outputs);
  const squares = new Float32Array(weights.length).fill(1e-3);
  const mean = new Float32Array(weights.length);
  const bias = new Float32Array(outputs).fill(RARE);
  const biasSquares = new Float32Array(outputs).fill(1e-3);
  const order = Int32Array.from(data, (_, i) => i);
  const scores = new Float32Array(outputs);
  const mistaken = new Int32Array(outputs);
  const errors = new Float64Array(outputs);
  let epochsMeant = 0;
  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffle(order, random);
    for (const at of order) {
      const { index, value, target, weight } = data[at] as Packed;
      const kept: number[] = [];
      scores.set(bias);
      for (let k = 0; k < index.length; k++) {
        if (random() < dropout) continue;
        kept.push(k);
        const base = index[k] as number;
        const v = (value[k] as number) / (1 - dropout);
        for (let o = 0; o < outputs; o++) scores[o] = (scores[o] as number) + v * (weights[base + o] as number);
      }
      let wrong = 0;
      for (let o = 0; o < outputs; o++) {
        const error = weight * (sigmoid(scores[o] as number) - (target[o] as number));
        if (!(Math.abs(error) >= NEGLIGIBLE)) continue;
        biasSquares[o] = (biasSquares[o] as number) + error * error;
        bias[o] = (bias[o] as number) - (rate * error) / Math.sqrt(biasSquares[o] as number);
        mistaken[wrong] = o;
        errors[wrong++] = error;
      }
      if (wrong === 0) continue;
      for (const k of kept) {
        const base = index[k] as number;
        const v = value[k] as number;
        for (let m = 0; m < wrong; m++) {
          const w = base + (mistaken[m] as number);
          const step = (errors[m] as number) * v + decay * (weights[w] as number);
          const square = (squares[w] as number) + step * step;
          squares[w] = square;
          weights[w] = (weights[w] as number) - (rate * step) / Math.sqrt(square);
        }
      }
    }
    if (epoch < epochs / 2) continue;
    epochsMeant++;
    for (let i = 0; i < mean.length; i++) mean[i] = (mean[i] as number) + (weights[i] as number);
  }
  for (let i = 0; i < mean.length; i++) mean[i] = (mean[i] as number) / Math.max(1, epochsMeant);
  return { outputs, rows, weights: mean, bias };
}

/** The model in the middle of others learned from the same examples: it errs less than any of them, and costs the same. */
export function meanOf(models: readonly Linear[]): Linear {
  const [first] = models;
  if (first === undefined) throw new Error('No model to take the mean of');
  const mean = (part: 'weights' | 'bias'): Float32Array =>
    first[part].map((_, i) => models.reduce((sum, model) => sum + (model[part][i] as number), 0) / models.length);
  return { ...first, weights: mean('weights'), bias: mean('bias') };
}

export function scoreLinear(model: Linear, { ids, values }: FeatureVector): Float32Array {
  const scores = Float32Array.from(model.bias);
  ids.forEach((id, k) => {
    const row = model.rows.get(id);
    if (row === undefined) return;
    const v = values[k] ?? 0;
    const base = row * model.outputs;
    for (let o = 0; o < model.outputs; o++) scores[o] = (scores[o] as number) + v * (model.weights[base + o] as number);
  });
  return scores;
}

export type NetworkOptions = LinearOptions & { readonly hidden: number; readonly hiddenDropout: number };
export type Network = {
  readonly outputs: number;
  readonly hidden: number;
  readonly rows: ReadonlyMap<number, number>;
  readonly weights: Float32Array;
  readonly hiddenBias: Float32Array;
  readonly output: Float32Array;
  readonly bias: Float32Array;
};

/** One hidden layer of rectified units over the narrow features, Adagrad, dropout of features and of units. */
export function trainNetwork(examples: readonly Example[], outputs: number, options: NetworkOptions): Network {
  const { epochs, decay, dropout, hidden: width, hiddenDropout } = options;
  const random = generator(options.seed);
  const normal = (): number => Math.sqrt(-2 * Math.log(random() + 1e-12)) * Math.cos(2 * Math.PI * random());
  const rows = rowsOf(examples, options.least, true);
  const data = pack(examples, rows, width, outputs);
  const weights = Float32Array.from({ length: rows.size * width }, () => normal() * 0.15);
  const squares = new Float32Array(weights.length).fill(1e-4);
  const hiddenBias = new Float32Array(width).fill(0.1);
  const hiddenSquares = new Float32Array(width).fill(1e-4);
  const output = Float32Array.from({ length: outputs * width }, () => normal() / Math.sqrt(width));
  const outputSquares = new Float32Array(output.length).fill(1e-4);
  const bias = new Float32Array(outputs).fill(RARE);
  const biasSquares = new Float32Array(outputs).fill(1e-3);
  const order = Int32Array.from(data, (_, i) => i);
  const hidden = new Float32Array(width);
  const back = new Float32Array(width);
  const mask = new Float32Array(width);
  for (let epoch = 0; epoch < epochs; epoch++) {
    const rate = options.rate * (epoch < epochs * 0.6 ? 1 : 0.4);
    shuffle(order, random);
    for (const at of order) {
      const { index, value, target, weight } = data[at] as Packed;
      const kept: number[] = [];
      hidden.set(hiddenBias);
      for (let k = 0; k < index.length; k++) {
        if (random() < dropout) continue;
        kept.push(k);
        const v = (value[k] as number) / (1 - dropout);
        const base = index[k] as number;
        for (let h = 0; h < width; h++) hidden[h] = (hidden[h] as number) + v * (weights[base + h] as number);
      }
      for (let h = 0; h < width; h++) {
        mask[h] = random() < hiddenDropout ? 0 : 1 / (1 - hiddenDropout);
        const sum = hidden[h] as number;
        hidden[h] = sum > 0 ? sum * (mask[h] as number) : 0;
      }
      back.fill(0);
      for (let o = 0; o < outputs; o++) {
        const base = o * width;
        let score = bias[o] as number;
        for (let h = 0; h < width; h++) score += (hidden[h] as number) * (output[base + h] as number);
        const error = weight * (sigmoid(score) - (target[o] as number));
        if (!(Math.abs(error) >= NEGLIGIBLE)) continue;
        biasSquares[o] = (biasSquares[o] as number) + error * error;
        bias[o] = (bias[o] as number) - (rate * error) / Math.sqrt(biasSquares[o] as number);
        for (let h = 0; h < width; h++) {
          const w = output[base + h] as number;
          back[h] = (back[h] as number) + error * w;
          const step = error * (hidden[h] as number);
          if (step === 0) continue;
          const square = (outputSquares[base + h] as number) + step * step;
          outputSquares[base + h] = square;
          output[base + h] = w - (rate * step) / Math.sqrt(square);
        }
      }
      const active: number[] = [];
      for (let h = 0; h < width; h++) {
        if ((hidden[h] as number) <= 0 || back[h] === 0) continue;
        const step = (back[h] as number) * (mask[h] as number);
        back[h] = step;
        active.push(h);
        hiddenSquares[h] = (hiddenSquares[h] as number) + step * step;
        hiddenBias[h] = (hiddenBias[h] as number) - (rate * step) / Math.sqrt(hiddenSquares[h] as number);
      }
      if (active.length === 0) continue;
      for (const k of kept) {
        const v = value[k] as number;
        const base = index[k] as number;
        for (const h of active) {
          const w = weights[base + h] as number;
          const step = (back[h] as number) * v + decay * w;
          const square = (squares[base + h] as number) + step * step;
          squares[base + h] = square;
          weights[base + h] = w - (rate * step) / Math.sqrt(square);
        }
      }
    }
  }
  return { outputs, hidden: width, rows, weights, hiddenBias, output, bias };
}

export function scoreNetwork(model: Network, { ids, values, narrow }: FeatureVector): Float32Array {
  const hidden = Float32Array.from(model.hiddenBias);
  for (let k = 0; k < narrow; k++) {
    const row = model.rows.get(ids[k] as number);
    if (row === undefined) continue;
    const v = values[k] as number;
    const base = row * model.hidden;
    for (let h = 0; h < model.hidden; h++) hidden[h] = (hidden[h] as number) + v * (model.weights[base + h] as number);
  }
  const scores = Float32Array.from(model.bias);
  for (let o = 0; o < model.outputs; o++) {
    for (let h = 0; h < model.hidden; h++) {
      const unit = hidden[h] as number;
      if (unit > 0) scores[o] = (scores[o] as number) + unit * (model.output[o * model.hidden + h] as number);
    }
  }
  return scores;
}
