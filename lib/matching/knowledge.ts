/**
 * What recognises the claims of one claim set, learned at build time and shipped as small integers.
 *
 * Knowledge belongs to a claim set: it names the set, the major version it was learned for (a set raises it when a
 * proposition changes its meaning) and the claims it knows. Claims it does not know take the way of claims that bring
 * only their words (`generic.ts`).
 */
import { fromBase64 } from './base64.ts';
import type { Concept } from './lexicon.ts';
import type { Trees } from './trees.ts';

/** The file a training run writes. Arrays are in base64, little-endian. */
export type KnowledgeFile = {
  readonly format: 'caveat-knowledge/1';
  readonly set: string;
  readonly major: number;
  readonly origin: Readonly<Record<string, string | number>>;
  readonly claims: readonly string[];
  /** Feature numbers, 32-bit unsigned; the first `narrow` are the network's as well. */
  readonly features: string;
  readonly narrow: number;
  /**
   * Linear model, sparse: how many weights each feature has, then pairs of output (the claims, then "any claim") and
   * 8-bit weight.
   */
  readonly linear: {
    readonly counts: string;
    readonly entries: string;
    readonly scale: number;
    readonly bias: readonly number[];
  };
  /** Network: 8-bit rows into the hidden layer, then a row of hidden weights an output. */
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
  /** Second stage: trees over the scores in their sentence and page. */
  readonly trees: Trees;
};

/** log-odds = slope · score + intercept. */
export type Platt = { readonly slope: number; readonly intercept: number };

export type Knowledge = Pick<KnowledgeFile, 'set' | 'major' | 'claims' | 'calibration' | 'trees'> & {
  readonly concepts: readonly Concept[];
  readonly outputs: number;
  /** The row of a feature, or -1. */
  rowOf(feature: number): number;
  readonly narrow: number;
  /** Weights of row `r` are entries `starts[r]` to `starts[r + 1]`. */
  readonly linear: {
    readonly starts: Uint32Array;
    readonly outputs: Uint8Array;
    readonly weights: Int8Array;
    readonly scale: number;
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

const FREE = -1;

const signed = (text: string): Int8Array => {
  const bytes = fromBase64(text);
  return new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
};

function openLinear(file: KnowledgeFile['linear']): Knowledge['linear'] {
  const counts = fromBase64(file.counts);
  const pairs = fromBase64(file.entries);
  const starts = new Uint32Array(counts.length + 1);
  counts.forEach((count, row) => {
    starts[row + 1] = (starts[row] ?? 0) + count;
  });
  const outputs = new Uint8Array(pairs.length >> 1);
  const weights = new Int8Array(outputs.length);
  for (let i = 0; i < outputs.length; i++) {
    outputs[i] = pairs[2 * i] ?? 0;
    weights[i] = pairs[2 * i + 1] ?? 0;
  }
  return { starts, outputs, weights, scale: file.scale, bias: Float32Array.from(file.bias) };
}

/** Open a knowledge file: milliseconds. Features go into an open-addressing table. */
export function openKnowledge(file: KnowledgeFile, concepts: readonly Concept[]): Knowledge {
  const bytes = fromBase64(file.features);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = bytes.byteLength >> 2;
  let capacity = 1;
  while (capacity < count * 2) capacity *= 2;
  const mask = capacity - 1;
  const keys = new Uint32Array(capacity);
  const rows = new Int32Array(capacity).fill(FREE);
  for (let row = 0; row < count; row++) {
    const key = view.getUint32(row * 4, true);
    let slot = key & mask;
    while (rows[slot] !== FREE) slot = (slot + 1) & mask;
    keys[slot] = key;
    rows[slot] = row;
  }
  return {
    set: file.set,
    major: file.major,
    claims: file.claims,
    calibration: file.calibration,
    trees: file.trees,
    concepts,
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
      while (rows[slot] !== FREE) {
        if (keys[slot] === feature) return rows[slot] ?? FREE;
        slot = (slot + 1) & mask;
      }
      return FREE;
    },
  };
}
