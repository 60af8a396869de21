/**
 * What recognises the claims of one claim set, learned at build time and shipped as small integers.
 *
 * Knowledge belongs to a claim set: it names the set, the major version it was learned for (a set raises it when a
 * proposition changes its meaning) and the claims it knows. Claims it does not know take the way of claims that bring
 * only their words (`generic.ts`).
 */
import { fromDigits } from './digits.ts';
import type { Concept } from './lexicon.ts';
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
  /** Second stage: trees over the scores in their sentence and page. */
  readonly trees: Trees;
};

/** log-odds = slope · score + intercept. */
export type Platt = { readonly slope: number; readonly intercept: number };

export type Knowledge = Pick<KnowledgeFile, 'set' | 'major' | 'claims' | 'calibration'> & {
  readonly concepts: readonly Concept[];
  /** The subjects of each concept, one bit each. */
  readonly subjectOf: Uint8Array;
  readonly outputs: number;
  /** Second stage: log-odds of a row of values, before `calibration.final`. */
  scoreTrees(row: ArrayLike<number>): number;
  /** The row of a feature, or -1. */
  rowOf(feature: number): number;
  readonly narrow: number;
  /** Weights of row `r` are entries `starts[r]` to `starts[r + 1]`. */
  readonly linear: {
    readonly starts: Uint32Array;
    /** One number a weight: its output, and its digit times {@link OUTPUTS}. */
    readonly entries: Uint16Array;
    /** The weight each digit stands for. */
    readonly weights: Float64Array;
    readonly bias: Float32Array;
  };
  readonly network: {
    readonly hidden: number;
    readonly weights: Int8Array;
    readonly scale: number;
    readonly hiddenBias: Float32Array;
    readonly output: Int8Array;
    readonly outputScale: number;
    readonly bias: Float32Array;
  };
};

/** Digits are this much greater than the weights they stand for. */
export const ZERO_WEIGHT = 31;
/** More than there are outputs, and as many as there are digits. */
export const OUTPUTS = 64;
/** Bits that hold the output in an entry: its digit lies above them. */
export const OUTPUT_BITS = 6;
/** Digits of a feature number. */
export const FEATURE_DIGITS = 5;

const signed = (text: string): Int8Array => {
  const digits = fromDigits(text);
  const weights = new Int8Array(digits.length);
  for (let i = 0; i < digits.length; i++) weights[i] = (digits[i] as number) - ZERO_WEIGHT;
  return weights;
};

function openLinear(file: KnowledgeFile['linear']): Knowledge['linear'] {
  const counts = fromDigits(file.counts);
  const outputs = fromDigits(file.steps);
  const roots = fromDigits(file.roots);
  const starts = new Uint32Array(counts.length + 1);
  for (let row = 0, at = 0; row < counts.length; row++) {
    const end = at + (counts[row] as number);
    for (let output = 0; at < end; at++) {
      output += outputs[at] as number;
      outputs[at] = output;
    }
    starts[row + 1] = end;
  }
  const entries = new Uint16Array(roots.length);
  for (let i = 0; i < entries.length; i++) entries[i] = (roots[i] as number) * OUTPUTS + (outputs[i] as number);
  const weights = Float64Array.from({ length: OUTPUTS }, (_, digit) => {
    const root = digit - ZERO_WEIGHT;
    return root * Math.abs(root) * file.scale;
  });
  return { starts, entries, weights, bias: Float32Array.from(file.bias) };
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

/** Open a knowledge file: milliseconds. Features go into an open-addressing table. */
export function openKnowledge(file: KnowledgeFile, concepts: readonly Concept[]): Knowledge {
  const features = openFeatures(file.features, file.narrow);
  let capacity = 1;
  while (capacity < features.length * 1.4) capacity *= 2;
  const mask = capacity - 1;
  // Key and row plus one lie side by side: a search then mostly touches one line of memory. Row 0 is a free slot.
  const table = new Uint32Array(capacity * 2);
  features.forEach((key, row) => {
    let slot = key & mask;
    while (table[2 * slot + 1] !== 0) slot = (slot + 1) & mask;
    table[2 * slot] = key;
    table[2 * slot + 1] = row + 1;
  });
  return {
    set: file.set,
    major: file.major,
    claims: file.claims,
    calibration: file.calibration,
    scoreTrees: openTrees(file.trees),
    concepts,
    subjectOf: subjectsByConcept(file.subjects, concepts),
    outputs: file.claims.length + 1,
    narrow: file.narrow,
    linear: openLinear(file.linear),
    network: {
      ...file.network,
      weights: signed(file.network.weights),
      hiddenBias: Float32Array.from(file.network.hiddenBias),
      output: signed(file.network.output),
      bias: Float32Array.from(file.network.bias),
    },
    rowOf(feature) {
      let slot = feature & mask;
      for (;;) {
        const row = table[2 * slot + 1] as number;
        if (row === 0 || table[2 * slot] === feature) return row - 1;
        slot = (slot + 1) & mask;
      }
    },
  };
}
