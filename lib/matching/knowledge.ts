/**
 * What recognises the claims of one claim set, learned at build time and shipped as small integers.
 *
 * Knowledge belongs to a claim set: it names the set, the major version it was learned for (a set raises it when a
 * proposition changes its meaning) and the claims it knows. Claims it does not know take the way of claims that bring
 * only their words (`generic.ts`).
 */
import type { Concept } from './lexicon.ts';

/** The file a training run writes. Numbers are little-endian, in base64. */
export type KnowledgeFile = {
  readonly format: 'caveat-knowledge/1';
  readonly set: string;
  readonly major: number;
  readonly origin: Readonly<Record<string, string | number>>;
  readonly claims: readonly string[];
  /** Sorted feature numbers, 32-bit unsigned. */
  readonly features: string;
  /** One row of 8-bit weights a feature, one weight a claim. */
  readonly weights: string;
  /** What a weight of 127 stands for. */
  readonly scale: number;
  readonly bias: readonly number[];
  /** Platt's slope and intercept: log-odds = slope · score + intercept. */
  readonly calibration: { readonly slope: number; readonly intercept: number };
};

export type Knowledge = {
  readonly set: string;
  readonly major: number;
  readonly claims: readonly string[];
  readonly concepts: readonly Concept[];
  readonly scale: number;
  readonly bias: Float32Array;
  readonly calibration: { readonly slope: number; readonly intercept: number };
  /** The row of a feature, or -1. */
  rowOf(feature: number): number;
  readonly weights: Int8Array;
};

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Base64 to bytes. Written here because the core has no `atob`. */
export function fromBase64(text: string): Uint8Array {
  const codes = new Uint8Array(128);
  for (let i = 0; i < 64; i++) codes[ALPHABET.charCodeAt(i)] = i;
  const length = text.length - (text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0);
  const bytes = new Uint8Array(Math.floor((length * 3) / 4));
  let buffer = 0;
  let bits = 0;
  let at = 0;
  for (let i = 0; i < length; i++) {
    buffer = ((buffer << 6) | (codes[text.charCodeAt(i)] ?? 0)) & 0xffffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = (buffer >> bits) & 0xff;
    }
  }
  return bytes;
}

/** Bytes to base64. */
export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const n = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    const left = bytes.length - i;
    text += ALPHABET.charAt(n >> 18) + ALPHABET.charAt((n >> 12) & 63);
    text += left > 1 ? ALPHABET.charAt((n >> 6) & 63) : '=';
    text += left > 2 ? ALPHABET.charAt(n & 63) : '=';
  }
  return text;
}

const FREE = -1;

/** Open a knowledge file. Milliseconds: features go into an open-addressing table. */
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
  const weightBytes = fromBase64(file.weights);
  return {
    set: file.set,
    major: file.major,
    claims: file.claims,
    concepts,
    scale: file.scale,
    bias: Float32Array.from(file.bias),
    calibration: file.calibration,
    weights: new Int8Array(weightBytes.buffer, weightBytes.byteOffset, weightBytes.byteLength),
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
