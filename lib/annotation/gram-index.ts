/**
 * Where stretches of a few characters stand in a text, so that a passage is looked for only where it may be. A filter:
 * what it finds is compared, what it leaves out shares too little with the passage to be it.
 */
import type { FoldedText, Span } from '../text/index.ts';

/** Bits a character moves the hash by; older ones fall out at the top. */
const SHIFT = 4;
/** Stretches of a passage that are looked up for a similar one, and the places they lead to, at most. */
const SAMPLES = 48;
const MOST_FOLLOWED = 1_500;
/** Of the stretches looked up, a similar passage shares at least this part in their order. */
const SHARED = 0.12;
/** Units of a text that is looked through as fast as an index of it is made. */
const SHORT = 20_000;
/** Units hashed between two pauses: some milliseconds. */
const SLICE = 200_000;
/** Places with less than this part of the votes of the best are no rivals. */
const RIVAL = 0.4;
/** Places compared at most. */
const MOST = 4;
/** Places of the same words considered at most. */
const MOST_EQUAL = 200;

export type GramIndex = {
  /** Where `words` stand, character for character, ascending; of very many, those nearest to `near`. */
  equal(words: string, near: number): number[];
  /** Stretches of the text that may hold something like `words`, the likeliest first. */
  similar(words: string, slack: number): Span[];
};

/** Index a text in slices; each yield is a place to pause. A short one is indexed only if something similar is asked for. */
export function* indexGrams(folded: FoldedText): Generator<void, GramIndex, void> {
  if (folded.length > SHORT) return yield* buildIndex(folded);
  const text = folded.slice(0, folded.length);
  let index: GramIndex | undefined;
  return {
    equal(words, near) {
      const found: number[] = [];
      if (words === '') return found;
      for (let at = text.indexOf(words); at >= 0 && found.length < 4 * MOST_EQUAL; at = text.indexOf(words, at + 1)) {
        found.push(at);
      }
      return nearest(found, near);
    },
    similar(words, slack) {
      index ??= drain(buildIndex(folded));
      return index.similar(words, slack);
    },
  };
}

function drain<T>(work: Generator<void, T, void>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

function* buildIndex(folded: FoldedText): Generator<void, GramIndex, void> {
  const { codes, length } = folded;
  const bits = length > 60_000 ? 20 : length > 6_000 ? 16 : 12;
  // Of a long text every other stretch will do, chosen by what it is, so that passages are asked for the same ones.
  const skipped = length > 60_000 ? 1 : 0;
  const mask = (1 << bits) - 1;
  const size = bits / SHIFT;
  const next = (hash: number, code: number): number =>
    ((hash << SHIFT) ^ (Math.imul(code, 0x9e3779b1) >>> (32 - bits))) & mask;

  /** The places of hash h are `places[heads[h]]` up to `places[heads[h + 1]]`. */
  const heads = new Uint32Array(mask + 2);
  const places = new Uint32Array(codes.length);
  let kept = 0;
  for (const pass of ['count', 'fill'] as const) {
    let hash = 0;
    for (let from = 0; from < length; from += SLICE) {
      const to = Math.min(length, from + SLICE);
      for (let at = from; at < to; at += 1) {
        hash = next(hash, codes[at] as number);
        if (at + 1 < size || (hash & skipped) !== 0) continue;
        if (pass === 'count') {
          (heads[hash + 1] as number) += 1;
          kept += 1;
        } else {
          // Filled from the end of each list: heads come out as the lists' beginnings, places descending.
          const place = (heads[hash + 1] as number) - 1;
          heads[hash + 1] = place;
          places[place] = at + 1 - size;
        }
      }
      yield;
    }
    if (pass === 'count') for (let h = 0; h <= mask; h += 1) (heads[h + 1] as number) += heads[h] as number;
  }
  return over(folded, { heads, places, size, kept, skipped, next });
}

type Lists = {
  readonly heads: Uint32Array;
  readonly places: Uint32Array;
  readonly size: number;
  /** How many places there are in all lists. */
  readonly kept: number;
  readonly skipped: number;
  next(hash: number, code: number): number;
};

function over(folded: FoldedText, { heads, places, size, kept, skipped, next }: Lists): GramIndex {
  // After filling, the list of h begins at heads[h + 1] and ends where the next one begins.
  const beginOf = (hash: number): number => heads[hash + 1] as number;
  const endOf = (hash: number): number => (hash + 2 < heads.length ? (heads[hash + 2] as number) : kept);

  /** The stretches of `words` that are indexed: the hash of the one that begins at each offset, -1 for none. */
  function gramsOf(words: string): Int32Array {
    const grams = new Int32Array(Math.max(0, words.length + 1 - size)).fill(-1);
    let hash = 0;
    for (let at = 0; at < words.length; at += 1) {
      hash = next(hash, words.charCodeAt(at));
      if (at + 1 >= size && (hash & skipped) === 0) grams[at + 1 - size] = hash;
    }
    return grams;
  }

  return {
    equal(words, near) {
      const grams = gramsOf(words);
      let rarest = -1;
      let fewest = Number.POSITIVE_INFINITY;
      for (let offset = 0; offset < grams.length; offset += 1) {
        const hash = grams[offset] as number;
        const count = hash < 0 ? fewest : endOf(hash) - beginOf(hash);
        if (count < fewest) {
          fewest = count;
          rarest = offset;
        }
      }
      if (rarest < 0) return everyPlace(folded, words, near);
      const hash = grams[rarest] as number;
      // From the nearest place outwards, so that a text of equal words costs no more than others.
      let later = beginOf(hash);
      let earlier = endOf(hash) - 1;
      const first = later;
      while (later <= earlier) {
        const middle = (later + earlier) >> 1;
        // Descending.
        if ((places[middle] as number) - rarest > near) later = middle + 1;
        else earlier = middle - 1;
      }
      const last = endOf(hash);
      const found: number[] = [];
      for (let [right, left] = [later - 1, later]; found.length < MOST_EQUAL && (right >= first || left < last); ) {
        const rightStart = right >= first ? (places[right] as number) - rarest : Number.POSITIVE_INFINITY;
        const leftStart = left < last ? (places[left] as number) - rarest : Number.NEGATIVE_INFINITY;
        const isRight = rightStart - near < near - leftStart;
        const start = isRight ? rightStart : leftStart;
        if (isRight) right -= 1;
        else left += 1;
        if (folded.standsAt(words, start)) found.push(start);
      }
      return found.sort((a, b) => a - b);
    },
    similar(words, slack) {
      // Votes for where the passage would begin, in strips as wide as it may be stretched, by its rarest stretches.
      const width = Math.max(8, Math.min(256, slack));
      const votes = new Map<number, number>();
      const grams = gramsOf(words);
      // How many places each leads to, and which it is, in one number.
      const rarestFirst = new Float64Array(grams.length);
      let length = 0;
      for (let offset = 0; offset < grams.length; offset += 1) {
        const hash = grams[offset] as number;
        const count = hash < 0 ? 0 : endOf(hash) - beginOf(hash);
        if (count === 0) continue;
        rarestFirst[length] = count * 0x10_0000 + offset;
        length += 1;
      }
      let asked = 0;
      let followed = 0;
      for (const packed of rarestFirst.subarray(0, length).sort()) {
        const offset = packed % 0x10_0000;
        const hash = grams[offset] as number;
        const count = endOf(hash) - beginOf(hash);
        if (asked === SAMPLES || followed + count > MOST_FOLLOWED) break;
        asked += 1;
        followed += count;
        for (let at = beginOf(hash); at < endOf(hash); at += 1) {
          const strip = Math.floor(((places[at] as number) - offset) / width);
          votes.set(strip, (votes.get(strip) ?? 0) + 1);
        }
      }
      const floor = Math.max(2, asked * SHARED);
      const strips = [...votes]
        .map(([strip, own]) => ({ strip, votes: own + (votes.get(strip + 1) ?? 0) }))
        .filter((one) => one.votes >= floor)
        .sort((a, b) => b.votes - a.votes);
      const spans: Span[] = [];
      const first = strips[0]?.votes ?? 0;
      for (const { strip, votes: own } of strips) {
        const start = Math.max(0, strip * width - slack);
        const end = Math.min(folded.length, (strip + 2) * width + words.length + slack);
        if (spans.some((span) => Math.abs(span.start - start) <= 2 * width)) continue;
        if (own < first * RIVAL) break;
        spans.push({ start, end });
        if (spans.length === MOST) break;
      }
      return spans;
    },
  };
}

/** For words too short to be in the index. */
function everyPlace(folded: FoldedText, words: string, near: number): number[] {
  if (words === '') return [];
  const { codes, length } = folded;
  const first = words.charCodeAt(0);
  const found: number[] = [];
  for (let at = 0; at + words.length <= length && found.length < 50 * MOST_EQUAL; at += 1) {
    if (codes[at] === first && folded.standsAt(words, at)) found.push(at);
  }
  return nearest(found, near);
}

function nearest(places: number[], near: number): number[] {
  if (places.length <= MOST_EQUAL) return places;
  return places
    .sort((a, b) => Math.abs(a - near) - Math.abs(b - near))
    .slice(0, MOST_EQUAL)
    .sort((a, b) => a - b);
}
