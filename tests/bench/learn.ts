/** Learning: a multi-label logistic regression over sparse features, deterministic. */
import type { FeatureVector } from '../../lib/matching/features.ts';

export type Example = { readonly vector: FeatureVector; readonly labels: readonly number[]; readonly weight?: number };
export type LinearOptions = {
  readonly epochs: number;
  readonly rate: number;
  readonly l2: number;
  readonly minCount: number;
  readonly dropout: number;
  readonly seed: number;
};
export type Linear = {
  readonly outputs: number;
  readonly rows: ReadonlyMap<number, number>;
  readonly weights: Float32Array;
  readonly bias: Float32Array;
};

/** A small seeded generator (mulberry32): the same seed gives the same model. */
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

export function trainLinear(examples: readonly Example[], outputs: number, options: LinearOptions): Linear {
  const random = generator(options.seed);
  const counts = new Map<number, number>();
  for (const { vector } of examples) for (const id of vector.ids) counts.set(id, (counts.get(id) ?? 0) + 1);
  const rows = new Map<number, number>();
  for (const [id, count] of counts) if (count >= options.minCount) rows.set(id, rows.size);

  const data = examples.map(({ vector, labels, weight }) => {
    const index: number[] = [];
    const value: number[] = [];
    vector.ids.forEach((id, k) => {
      const row = rows.get(id);
      if (row === undefined) return;
      index.push(row * outputs);
      value.push(vector.values[k] ?? 0);
    });
    const target = new Float32Array(outputs);
    for (const label of labels) target[label] = 1;
    return { index: Int32Array.from(index), value: Float32Array.from(value), target, weight: weight ?? 1 };
  });

  const size = rows.size * outputs;
  const weights = new Float32Array(size);
  const squares = new Float32Array(size).fill(1e-3);
  const average = new Float32Array(size);
  const bias = new Float32Array(outputs).fill(-3.5);
  const biasSquares = new Float32Array(outputs).fill(1e-3);
  const order = data.map((_, i) => i);
  const logits = new Float32Array(outputs);
  let averaged = 0;
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    for (let i = order.length - 1; i > 0; i--) {
      const j = Math.floor(random() * (i + 1));
      const a = order[i] ?? 0;
      order[i] = order[j] ?? 0;
      order[j] = a;
    }
    for (const at of order) {
      const example = data[at];
      if (example === undefined) continue;
      const { index, value, target } = example;
      logits.set(bias);
      const kept = new Uint8Array(index.length);
      for (let k = 0; k < index.length; k++) {
        if (options.dropout > 0 && random() < options.dropout) continue;
        kept[k] = 1;
        const base = index[k] as number;
        const v = (value[k] as number) / (1 - options.dropout);
        for (let o = 0; o < outputs; o++) logits[o] = (logits[o] as number) + v * (weights[base + o] as number);
      }
      for (let o = 0; o < outputs; o++) {
        const g = (sigmoid(logits[o] as number) - (target[o] as number)) * example.weight;
        if (Math.abs(g) < 0.002) continue;
        biasSquares[o] = (biasSquares[o] as number) + g * g;
        bias[o] = (bias[o] as number) - (options.rate * g) / Math.sqrt(biasSquares[o] as number);
        for (let k = 0; k < index.length; k++) {
          if (kept[k] === 0) continue;
          const w = (index[k] as number) + o;
          const step = g * (value[k] as number) + options.l2 * (weights[w] as number);
          squares[w] = (squares[w] as number) + step * step;
          weights[w] = (weights[w] as number) - (options.rate * step) / Math.sqrt(squares[w] as number);
        }
      }
    }
    if (epoch >= options.epochs / 2) {
      averaged++;
      for (let i = 0; i < size; i++) average[i] = (average[i] as number) + (weights[i] as number);
    }
  }
  for (let i = 0; i < size; i++) average[i] = (average[i] as number) / Math.max(1, averaged);
  return { outputs, rows, weights: average, bias };
}

export function scoreLinear(model: Linear, vector: FeatureVector): Float32Array {
  const out = Float32Array.from(model.bias);
  vector.ids.forEach((id, k) => {
    const row = model.rows.get(id);
    if (row === undefined) return;
    const v = vector.values[k] ?? 0;
    for (let o = 0; o < model.outputs; o++)
      out[o] = (out[o] as number) + v * (model.weights[row * model.outputs + o] as number);
  });
  return out;
}
