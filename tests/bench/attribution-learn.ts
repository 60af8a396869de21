/**
 * The learner behind the generated weights: multinomial logistic regression with quadratic regularisation, trained by
 * AdaGrad in a fixed order, so that the same stories give the same weights. Also the cross-validation over writers.
 */
import {
  encodeKeys,
  encodeWeight,
  hashName,
  type LinearModel,
  type StoredModel,
  WEIGHT_LIMIT,
} from '../../lib/attribution/model.ts';

export type Example = {
  readonly features: readonly string[];
  readonly label: string;
  readonly writer: string;
  readonly weight?: number;
};

export type LearnOptions = {
  readonly classes: readonly string[];
  readonly epochs: number;
  /** Learning rate of AdaGrad. */
  readonly rate: number;
  /** Strength of the quadratic penalty, per example. */
  readonly l2: number;
  /** A feature is kept when at least this many examples have it. */
  readonly minCount: number;
  /** And when examples of at least this many writers have it. */
  readonly minWriters: number;
  /** Share of an example's features left out at random each time it is met: the rest must suffice. */
  readonly dropout?: number;
  /** Weight of an example by its label. */
  readonly classWeight?: Readonly<Record<string, number>>;
  /** Trained so many times, each in another order with other features left out; the mean of the weights is kept. */
  readonly runs?: number;
};

export type Learned = {
  readonly names: readonly string[];
  readonly classes: readonly string[];
  readonly bias: Float64Array;
  readonly weights: Float64Array;
};

/** A generator of whole numbers that is the same on every run. */
function shuffled(count: number, seed: number): number[] {
  const order = Array.from({ length: count }, (_, index) => index);
  let state = seed >>> 0;
  for (let at = count - 1; at > 0; at--) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const other = state % (at + 1);
    const held = order[at] ?? 0;
    order[at] = order[other] ?? 0;
    order[other] = held;
  }
  return order;
}

export function learn(examples: readonly Example[], options: LearnOptions): Learned {
  const { runs = 1 } = options;
  const first = learnOnce(examples, options, 0);
  for (let run = 1; run < runs; run++) {
    const other = learnOnce(examples, options, run);
    other.weights.forEach((weight, at) => {
      first.weights[at] = (first.weights[at] ?? 0) + weight;
    });
    other.bias.forEach((weight, at) => {
      first.bias[at] = (first.bias[at] ?? 0) + weight;
    });
  }
  return { ...first, weights: first.weights.map((sum) => sum / runs), bias: first.bias.map((sum) => sum / runs) };
}

function learnOnce(examples: readonly Example[], options: LearnOptions, run: number): Learned {
  const { classes } = options;
  const width = classes.length;
  const counts = new Map<string, { n: number; writers: Set<string> }>();
  const unique = examples.map((example) => [...new Set(example.features)]);
  examples.forEach((example, index) => {
    for (const name of unique[index] ?? []) {
      let entry = counts.get(name);
      if (!entry) {
        entry = { n: 0, writers: new Set() };
        counts.set(name, entry);
      }
      entry.n++;
      entry.writers.add(example.writer);
    }
  });
  const names = [...counts]
    .filter(([, e]) => e.n >= options.minCount && e.writers.size >= options.minWriters)
    .map(([name]) => name);
  const ids = new Map(names.map((name, id) => [name, id]));
  const rows = unique.map((list) => Int32Array.from(list.flatMap((name) => ids.get(name) ?? [])));
  const labels = examples.map((example) => classes.indexOf(example.label));
  const importance = examples.map((example) => (example.weight ?? 1) * (options.classWeight?.[example.label] ?? 1));
  const weights = new Float64Array(names.length * width);
  const squares = new Float64Array(names.length * width).fill(1e-3);
  const bias = new Float64Array(width);
  const biasSquares = new Float64Array(width).fill(1e-3);
  const scores = new Float64Array(width);
  // The penalty is applied lazily: each time a feature is met, for the examples since it was last met on average.
  const gap = names.map((name) => examples.length / (counts.get(name)?.n ?? 1));
  // The mean of the weights over the second half of the epochs is kept: it forgets the order of the last examples.
  const meanWeights = new Float64Array(weights.length);
  const meanBias = new Float64Array(width);
  const firstKept = Math.floor(options.epochs / 2);
  let state = 12345 + run;
  const drop = Math.floor((options.dropout ?? 0) * 2 ** 32);
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    for (const index of shuffled(examples.length, 17 + epoch + 101 * run)) {
      const full = rows[index];
      if (!full) continue;
      const row =
        drop === 0
          ? full
          : full.filter(() => {
              state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
              return state >= drop;
            });
      scores.set(bias);
      for (const id of row)
        for (let k = 0; k < width; k++) scores[k] = (scores[k] ?? 0) + (weights[id * width + k] ?? 0);
      const top = Math.max(...scores);
      let sum = 0;
      for (let k = 0; k < width; k++) {
        const e = Math.exp((scores[k] ?? 0) - top);
        scores[k] = e;
        sum += e;
      }
      for (let k = 0; k < width; k++) {
        const gradient = ((scores[k] ?? 0) / sum - (labels[index] === k ? 1 : 0)) * (importance[index] ?? 1);
        scores[k] = gradient;
        biasSquares[k] = (biasSquares[k] ?? 0) + gradient * gradient;
        bias[k] = (bias[k] ?? 0) - (options.rate * gradient) / Math.sqrt(biasSquares[k] ?? 1);
      }
      for (const id of row) {
        const penalty = options.l2 * (gap[id] ?? 1);
        for (let k = 0; k < width; k++) {
          const at = id * width + k;
          const weight = weights[at] ?? 0;
          const gradient = (scores[k] ?? 0) + penalty * weight;
          const square = (squares[at] ?? 0) + gradient * gradient;
          squares[at] = square;
          weights[at] = weight - (options.rate * gradient) / Math.sqrt(square);
        }
      }
    }
    if (epoch < firstKept) continue;
    const share = (1 - (options.dropout ?? 0)) / (options.epochs - firstKept);
    for (let at = 0; at < weights.length; at++) meanWeights[at] = (meanWeights[at] ?? 0) + (weights[at] ?? 0) * share;
    for (let k = 0; k < width; k++) meanBias[k] = (meanBias[k] ?? 0) + (bias[k] ?? 0) / (options.epochs - firstKept);
  }
  return { names, classes, bias: meanBias, weights: meanWeights };
}

/** Use learned weights at full precision, without storing them. */
export function asModel(learned: Learned): LinearModel {
  const ids = new Map(learned.names.map((name, id) => [name, id]));
  const width = learned.classes.length;
  return {
    classes: learned.classes,
    score(features) {
      const scores = Float64Array.from(learned.bias);
      for (const name of new Set(features)) {
        const id = ids.get(name);
        if (id === undefined) continue;
        for (let k = 0; k < width; k++) scores[k] = (scores[k] ?? 0) + (learned.weights[id * width + k] ?? 0);
      }
      return scores;
    },
  };
}

/** Quantise and keep the `limit` features with the largest weights. */
export function store(learned: Learned, limit: number): StoredModel {
  const width = learned.classes.length;
  const size = (id: number) => Math.max(...learned.weights.subarray(id * width, (id + 1) * width).map(Math.abs));
  const kept = learned.names
    .map((_, id) => id)
    .sort((a, b) => size(b) - size(a) || (learned.names[a] ?? '').localeCompare(learned.names[b] ?? ''))
    .slice(0, limit);
  const largest = Math.max(...kept.map(size), 1e-9);
  const scale = largest / WEIGHT_LIMIT;
  // Two names with one hash share a row: the larger weights stay.
  const byHash = new Map<number, number>();
  for (const id of kept) {
    const hash = hashName(learned.names[id] ?? '');
    if (!byHash.has(hash)) byHash.set(hash, id);
  }
  const rows = [...byHash].sort(([a], [b]) => a - b).map(([hash, id]) => ({ hash, id }));
  return {
    classes: learned.classes,
    scale: Number(scale.toPrecision(6)),
    bias: [...learned.bias].map((value) => Number(value.toFixed(4))),
    keys: encodeKeys(rows.map((row) => row.hash)),
    weights: rows
      .map((row) => {
        const values = learned.weights.subarray(row.id * width, (row.id + 1) * width);
        return [...values].map((value) => encodeWeight(Math.round(value / scale))).join('');
      })
      .join(''),
  };
}

/** Writers dealt into `folds` groups, whole writers only; the same deal on every run. */
export function foldsOf(writers: readonly string[], folds: number): string[][] {
  const all = [...new Set(writers)].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  const groups: string[][] = Array.from({ length: Math.min(folds, all.length) }, () => []);
  all.forEach((writer, index) => {
    groups[index % groups.length]?.push(writer);
  });
  return groups;
}

export type ClassFigures = {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly n: number;
};
export type Figures = {
  readonly accuracy: number;
  readonly macroF1: number;
  readonly n: number;
  readonly classes: Readonly<Record<string, ClassFigures>>;
};

/** Precision, recall and F1 of each class and their plain mean, as `score.mjs` of the benchmark counts them. */
export function figuresOf(pairs: readonly (readonly [gold: string, predicted: string])[]): Figures {
  const classes: Record<string, ClassFigures> = {};
  for (const name of new Set(pairs.map(([gold]) => gold))) {
    const hit = pairs.filter(([g, p]) => g === name && p === name).length;
    const said = pairs.filter(([, p]) => p === name).length;
    const n = pairs.filter(([g]) => g === name).length;
    const precision = said ? hit / said : 0;
    const recall = n ? hit / n : 0;
    classes[name] = {
      precision,
      recall,
      f1: precision + recall ? (2 * precision * recall) / (precision + recall) : 0,
      n,
    };
  }
  const scores = Object.values(classes).map((c) => c.f1);
  return {
    accuracy: pairs.filter(([g, p]) => g === p).length / Math.max(1, pairs.length),
    macroF1: scores.reduce((a, b) => a + b, 0) / Math.max(1, scores.length),
    n: pairs.length,
    classes,
  };
}

export function printFigures(title: string, f: Figures): void {
  const x = (value: number) => value.toFixed(3);
  console.log(`${title.padEnd(28)} accuracy ${x(f.accuracy)}  macro-F1 ${x(f.macroF1)}  (${f.n})`);
  for (const [name, c] of Object.entries(f.classes)) {
    console.log(`  ${name.padEnd(26)} precision ${x(c.precision)}  recall ${x(c.recall)}  F1 ${x(c.f1)}  (${c.n})`);
  }
}
