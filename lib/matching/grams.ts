/**
 * Pieces of three to five letters, across words: they see spellings, word order and names written together that whole
 * words do not. Only the best candidates are compared so, straight from their text, without an index of pieces.
 */

const LENGTHS = [3, 4, 5] as const;
/** Counts of pieces are kept by a hash of this many bits. */
const BITS = 17;
const K1 = 1.6;
const B = 0.75;
/** Texts counted to learn how common a piece is: a sample of a large set does. */
const SAMPLE = 4_000;
/** Longest text compared, in UTF-16 units. */
const MOST = 1_500;
const SPACE = 32;

/** Codes folded: letters in lower case without accents, everything that is no letter or digit a space. */
const FOLDED = ((): Uint16Array => {
  const table = new Uint16Array(0x250).fill(SPACE);
  for (let code = 48; code < 58; code++) table[code] = code;
  for (let code = 65; code < 0x250; code++) {
    const letter = String.fromCharCode(code).normalize('NFD').toLowerCase();
    if (/^\p{L}/u.test(letter)) table[code] = letter.charCodeAt(0);
  }
  return table;
})();

/** Writes the folded text, single spaces, one at each end, into `out`; gives its length. */
function fold(text: string, out: Uint16Array): number {
  let length = 0;
  out[length++] = SPACE;
  const end = Math.min(text.length, MOST);
  for (let i = 0; i < end; i++) {
    const code = text.charCodeAt(i);
    const folded = code < FOLDED.length ? (FOLDED[code] as number) : code >= 0x2000 && code < 0x2c00 ? SPACE : code;
    if (folded === SPACE && out[length - 1] === SPACE) continue;
    out[length++] = folded;
  }
  if (out[length - 1] !== SPACE) out[length++] = SPACE;
  return length;
}

const step = (hash: number, code: number): number => Math.imul(hash ^ code, 0x01000193);
const bucket = (hash: number): number => (hash ^ (hash >>> 15)) >>> (32 - BITS);

export interface Grams {
  /** Make a sentence's pieces ready to compare with; until the next call. */
  prepare(text: string): void;
  /** BM25 over pieces of the prepared sentence for this text. */
  score(text: string): number;
}

/** Learn how common pieces are from texts of the set. Linear in the sampled text; 0.7 MB. */
export function createGrams(size: number, textOf: (index: number) => string): Grams {
  const counts = new Uint16Array(1 << BITS);
  const seen = new Int32Array(1 << BITS).fill(-1);
  const weights = new Float32Array(1 << BITS);
  const tally = new Uint8Array(1 << BITS);
  const letters = new Uint16Array(MOST + 2);
  const stride = Math.max(1, Math.floor(size / SAMPLE));
  let sampled = 0;
  let lengths = 0;
  const each = (length: number, visit: (bucket: number) => void): void => {
    for (let i = 0; i + LENGTHS[0] <= length; i++) {
      let hash = 0x811c9dc5;
      hash = step(step(hash, letters[i] as number), letters[i + 1] as number);
      for (let n = 2; n < 5 && i + n < length; n++) {
        hash = step(hash, letters[i + n] as number);
        visit(bucket(Math.imul(hash, 0x9e3779b1)));
      }
    }
  };
  for (let at = 0; at < size; at += stride) {
    const length = fold(textOf(at), letters);
    sampled++;
    lengths += length;
    each(length, (piece) => {
      if (seen[piece] === at) return;
      seen[piece] = at;
      counts[piece] = Math.min(65_535, (counts[piece] as number) + 1);
    });
  }
  const average = Math.max(1, lengths / Math.max(1, sampled));
  let prepared: number[] = [];
  const met: number[] = [];

  return {
    prepare(text) {
      for (const piece of prepared) weights[piece] = 0;
      prepared = [];
      const length = fold(text, letters);
      each(length, (piece) => {
        if (weights[piece] !== 0) return;
        const count = counts[piece] as number;
        weights[piece] = Math.log(1 + (sampled - count + 0.5) / (count + 0.5));
        prepared.push(piece);
      });
    },
    score(text) {
      const length = fold(text, letters);
      met.length = 0;
      each(length, (piece) => {
        if (weights[piece] === 0) return;
        const before = tally[piece] as number;
        if (before === 0) met.push(piece);
        if (before < 255) tally[piece] = before + 1;
      });
      const norm = K1 * (1 - B + (B * length) / average);
      let sum = 0;
      for (const piece of met) {
        const count = tally[piece] as number;
        sum += ((weights[piece] as number) * count * (K1 + 1)) / (count + norm);
        tally[piece] = 0;
      }
      return sum;
    },
  };
}
