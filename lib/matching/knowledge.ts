/**
 * What recognises the claims of one claim set, learned at build time and shipped as small integers.
 *
 * Knowledge belongs to a claim set: it names the set, the major version it was learned for (a set raises it when a
 * proposition changes its meaning) and the claims it knows. Claims it does not know take the way of claims that bring
 * only their words (`generic.ts`).
 */
import { fromDigits } from './digits.ts';
import { UNKNOWN } from './feature-set.ts';
import { createPageReader, type PageReader } from './features.ts';
import { type Concept, createLexicon } from './lexicon.ts';
import { highOf, lowOf, packed, ROW_BLOCK } from './rows.ts';
import { openTrees, type Trees } from './trees.ts';

/** The file a training run writes. Arrays are digits (`digits.ts`); weights are from -31 to 31, plus 31. */
export type KnowledgeFile = {
  readonly format: 'caveat-knowledge/2';
  readonly set: string;
  readonly major: number;
  readonly origin: Readonly<Record<string, string | number>>;
  readonly claims: readonly string[];
  /**
   * Feature numbers, 32-bit unsigned, each as five digits that say how much greater it is than the one before. The first
   * `narrow` are the network's as well; counting begins anew after them.
   */
  readonly features: string;
  readonly narrow: number;
  /**
   * Linear model, sparse: how many weights each feature has, then their outputs (the claims, then "any claim"), each as
   * the distance from the one before, and the square roots of the weights.
   */
  readonly linear: {
    readonly counts: string;
    readonly steps: string;
    readonly roots: string;
    readonly scale: number;
    readonly bias: readonly number[];
  };
  /** Network: rows of weights into the hidden layer, then a row of hidden weights an output. */
  readonly network: {
    readonly hidden: number;
    readonly weights: string;
    readonly scale: number;
    readonly hiddenBias: readonly number[];
    readonly output: string;
    readonly outputScale: number;
    readonly bias: readonly number[];
  };
  /** Slope and intercept that turn each model's score into log-odds (Platt), learned on left-out writers. */
  readonly calibration: Readonly<Record<'linear' | 'network' | 'both' | 'final', Platt>>;
  /** Concepts by subject, at most five: how much a page speaks of each is among the second stage's values. */
  readonly subjects: readonly (readonly string[])[];
  /** Places in `subjects` of those that a page on the set's affair names: one that hardly does is about something else. */
  readonly about: readonly number[];
  /** Second stage: trees over the scores in their sentence and page. */
  readonly trees: Trees;
};

/** log-odds = slope · score + intercept. */
export type Platt = { readonly slope: number; readonly intercept: number };

export type Knowledge = Pick<KnowledgeFile, 'set' | 'major' | 'claims' | 'calibration' | 'about'> & {
  /** Reads pages as the knowledge sees them: numbers of features are rows of weights. */
  readonly reader: PageReader;
  /** The subjects of each concept, one bit each. */
  readonly subjectOf: Uint8Array;
  readonly outputs: number;
  /** Second stage: log-odds of a row of values, before `calibration.final`; see {@link openTrees}. */
  scoreTrees(row: ArrayLike<number>, least?: number): number;
  /**
   * Weights of both models, a feature's side by side, so that a sentence touches little memory: first `linear.width` of
   * the linear model, then, before `narrowEnd`, the network's into its hidden units. Packed (`rows.ts`).
   */
  readonly weights: Int32Array;
  /** Rows before this one have the network's weights. */
  readonly narrow: number;
  /** Where a row begins. */
  startOf(row: number): number;
  /** The linear model's weight from a row into an output; none of an unknown one. */
  weightOf(row: number, output: number): number;
  readonly linear: {
    /** Outputs, rounded up to whole blocks. */
    readonly width: number;
    readonly scale: number;
    readonly bias: Float32Array;
  };
  readonly network: {
    /** A multiple of {@link ROW_BLOCK}. */
    readonly hidden: number;
    readonly scale: number;
    readonly hiddenBias: Float32Array;
    /** From each hidden unit into the outputs, `linear.width` of them. */
    readonly output: Float64Array;
    readonly outputScale: number;
    readonly bias: Float32Array;
  };
};

/** Digits are this much greater than the weights they stand for. */
export const ZERO_WEIGHT = 31;
/** Digits of a feature number. */
export const FEATURE_DIGITS = 5;

const signed = (text: string): Int8Array => {
  const digits = fromDigits(text);
  const weights = new Int8Array(digits.length);
  for (let i = 0; i < digits.length; i++) weights[i] = (digits[i] as number) - ZERO_WEIGHT;
  return weights;
};

function openWeights({ linear, network, narrow }: KnowledgeFile, width: number): Int32Array {
  const counts = fromDigits(linear.counts);
  const steps = fromDigits(linear.steps);
  const roots = signed(linear.roots);
  const hidden = signed(network.weights);
  const weights = new Int32Array((counts.length * width + hidden.length) / 2);
  const row = new Int16Array(width);
  let start = 0;
  const put = (unpacked: Int8Array | Int16Array): void => {
    for (let i = 0; i < unpacked.length; i += 2) {
      weights[start++] = packed(unpacked[i] as number, unpacked[i + 1] as number);
    }
  };
  for (let feature = 0, at = 0; feature < counts.length; feature++) {
    row.fill(0);
    let output = 0;
    for (const end = at + (counts[feature] as number); at < end; at++) {
      output += steps[at] as number;
      const root = roots[at] as number;
      row[output] = root * Math.abs(root);
    }
    put(row);
    if (feature < narrow) put(hidden.subarray(feature * network.hidden, (feature + 1) * network.hidden));
  }
  return weights;
}

/** The file has a row an output; half of the units say nothing of a sentence, so here each has its own. */
function openOutput({ hidden, output }: KnowledgeFile['network'], outputs: number, width: number): Float64Array {
  const weights = signed(output);
  const rows = new Float64Array(hidden * width);
  for (let o = 0; o < outputs; o++) {
    for (let h = 0; h < hidden; h++) rows[h * width + o] = weights[o * hidden + h] as number;
  }
  return rows;
}

function openFeatures(text: string, narrow: number): Uint32Array {
  const digits = fromDigits(text);
  const features = new Uint32Array(digits.length / FEATURE_DIGITS);
  let feature = 0;
  for (let row = 0, at = 0; row < features.length; row++) {
    if (row === narrow) feature = 0;
    let step = 0;
    for (let i = 0; i < FEATURE_DIGITS; i++) step = step * 64 + (digits[at++] as number);
    feature += step;
    features[row] = feature;
  }
  return features;
}

/** One bit for each subject a concept belongs to. */
export const subjectsByConcept = (subjects: KnowledgeFile['subjects'], concepts: readonly Concept[]): Uint8Array =>
  Uint8Array.from(concepts, ({ id }) =>
    subjects.reduce((bits, subject, place) => bits | (subject.includes(id) ? 1 << place : 0), 0),
  );

/** Finds the row of a feature, or {@link UNKNOWN}, in an open-addressing table. */
function searchRows(features: Uint32Array): (feature: number) => number {
  let capacity = 1;
  while (capacity < features.length * 1.4) capacity *= 2;
  const mask = capacity - 1;
  // Key and row plus one lie side by side: a search then mostly touches one line of memory. 0 is a free slot.
  const table = new Uint32Array(capacity * 2);
  features.forEach((key, row) => {
    let slot = key & mask;
    while (table[2 * slot + 1] !== 0) slot = (slot + 1) & mask;
    table[2 * slot] = key;
    table[2 * slot + 1] = row + 1;
  });
  return (feature) => {
    let slot = feature & mask;
    for (;;) {
      const place = table[2 * slot + 1] as number;
      if (place === 0) return UNKNOWN;
      if (table[2 * slot] === feature) return place - 1;
      slot = (slot + 1) & mask;
    }
  };
}

/** Open a knowledge file: milliseconds. */
export function openKnowledge(file: KnowledgeFile, concepts: readonly Concept[]): Knowledge {
  const { hidden } = file.network;
  const outputs = file.claims.length + 1;
  const width = Math.ceil(outputs / ROW_BLOCK) * ROW_BLOCK;
  const weights = openWeights(file, width);
  const rowOf = searchRows(openFeatures(file.features, file.narrow));
  const [linearLength, hiddenLength] = [width / 2, hidden / 2];
  const startOf = (row: number): number => row * linearLength + Math.min(row, file.narrow) * hiddenLength;
  return {
    set: file.set,
    major: file.major,
    claims: file.claims,
    about: file.about,
    calibration: file.calibration,
    scoreTrees: openTrees(file.trees),
    reader: createPageReader(createLexicon(concepts), rowOf),
    subjectOf: subjectsByConcept(file.subjects, concepts),
    outputs,
    weights,
    narrow: file.narrow,
    startOf,
    weightOf(row, output) {
      if (row === UNKNOWN) return 0;
      const pair = weights[startOf(row) + (output >> 1)] ?? 0;
      return (output & 1 ? highOf(pair) : lowOf(pair)) * file.linear.scale;
    },
    linear: { width, scale: file.linear.scale, bias: Float32Array.from(file.linear.bias) },
    network: {
      hidden,
      scale: file.network.scale,
      outputScale: file.network.outputScale,
      hiddenBias: Float32Array.from(file.network.hiddenBias),
      output: openOutput(file.network, outputs, width),
      bias: Float32Array.from(file.network.bias),
    },
  };
}
