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
/**
 * Stretches after which nobody looks on when this part of them leads to one strip: a second one as good has as many.
 * Fewer would be as many as a single word in common has.
 */
const ENOUGH = 12;
const MOSTLY = 0.6;
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

/**
 * Index a text in slices for these words, its own and parts of them; each yield is a place to pause. A short text is
 * indexed only if something similar is asked for.
 */
export function* indexGrams(folded: FoldedText, sought: readonly string[]): Generator<void, GramIndex, void> {
  if (folded.length > SHORT) return yield* buildIndex(folded, sought);
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
      index ??= drain(buildIndex(folded, sought));
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

function* buildIndex(folded: FoldedText, sought: readonly string[]): Generator<void, GramIndex, void> {
  const { codes, length } = folded;
  const hashing = hashingFor(length);
  const { size, count, next } = hashing;
  // Most stretches of a long text stand in nothing that is sought.
  const wanted = new Uint8Array(count);
  for (const words of sought) for (const hash of gramsOf(words, hashing)) wanted[hash] = 1;

  /** The places of hash h are `places[heads[h]]` up to `places[heads[h + 1]]`. */
  const heads = new Uint32Array(count + 2);
  let places = new Uint32Array(0);
  for (const pass of ['count', 'fill'] as const) {
    let hash = 0;
    for (let from = 0; from < length; from += SLICE) {
      const to = Math.min(length, from + SLICE);
      for (let at = from; at < to; at += 1) {
        hash = next(hash, codes[at] as number);
        if (wanted[hash] === 0 || at + 1 < size) continue;
        if (pass === 'count') (heads[hash + 1] as number) += 1;
        else {
          // Filled from the end of each list: heads come out as the lists' beginnings, places descending.
          const place = (heads[hash + 1] as number) - 1;
          heads[hash + 1] = place;
          places[place] = at + 1 - size;
        }
      }
      yield;
    }
    if (pass === 'fill') break;
    for (let h = 0; h <= count; h += 1) (heads[h + 1] as number) += heads[h] as number;
    places = new Uint32Array(heads[count + 1] as number);
  }
  return over(folded, { ...hashing, heads, places });
}

type Hashing = {
  /** Units of a stretch. */
  readonly size: number;
  /** How many hashes there are. */
  readonly count: number;
  /** The hash of the stretch that ends with `code`, after that of the one before. */
  next(hash: number, code: number): number;
};

function hashingFor(length: number): Hashing {
  const bits = length > 60_000 ? 20 : length > 6_000 ? 16 : 12;
  const count = 1 << bits;
  return {
    size: bits / SHIFT,
    count,
    next: (hash, code) => ((hash << SHIFT) ^ (Math.imul(code, 0x9e3779b1) >>> (32 - bits))) & (count - 1),
  };
}

/** The hash of the stretch that begins at each offset of `words`. */
function gramsOf(words: string, { size, next }: Hashing): Int32Array {
  const grams = new Int32Array(Math.max(0, words.length + 1 - size));
  let hash = 0;
  for (let at = 0; at < words.length; at += 1) {
    hash = next(hash, words.charCodeAt(at));
    if (at + 1 >= size) grams[at + 1 - size] = hash;
  }
  return grams;
}

type Lists = Hashing & { readonly heads: Uint32Array; readonly places: Uint32Array };

function over(folded: FoldedText, lists: Lists): GramIndex {
  const { heads, places, size } = lists;
  // After filling, the list of h begins at heads[h + 1] and ends where the next one begins.
  const beginOf = (hash: number): number => heads[hash + 1] as number;
  const endOf = (hash: number): number => heads[hash + 2] as number;
  /** Votes for each strip of the text; all 0 between two questions. */
  let votes = new Uint16Array(0);

  return {
    equal(words, near) {
      const grams = gramsOf(words, lists);
      let rarest = -1;
      let fewest = Number.POSITIVE_INFINITY;
      for (let offset = 0; offset < grams.length; offset += 1) {
        const hash = grams[offset] as number;
        const count = endOf(hash) - beginOf(hash);
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
      const width = Math.max(8, Math.min(256, slack));
      // What as many changes as there may be leave of the stretches when none falls near another.
      const strips = castVotes(words, width, (1 - slack / words.length) ** size);
      const first = strips[0]?.votes ?? 0;
      const spans: Span[] = [];
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

  /**
   * Votes for where `words` would begin, by their rarest stretches: strips of the text, as wide as the words may be
   * stretched, with at least `share` of the votes they and the next one could have; the likeliest first.
   */
  function castVotes(words: string, width: number, share: number): { strip: number; votes: number }[] {
    if (votes.length * width <= folded.length + width) votes = new Uint16Array(Math.ceil(folded.length / width) + 2);
    const grams = gramsOf(words, lists);
    const touched: number[] = [];
    let asked = 0;
    let followed = 0;
    let most = 0;
    for (const offset of rarestFirst(grams)) {
      const hash = grams[offset] as number;
      const [begin, end] = [beginOf(hash), endOf(hash)];
      if (asked === SAMPLES || followed + end - begin > MOST_FOLLOWED || (asked >= ENOUGH && most > MOSTLY * asked))
        break;
      asked += 1;
      followed += end - begin;
      for (let at = begin; at < end; at += 1) {
        const strip = Math.max(0, Math.floor(((places[at] as number) - offset) / width));
        const own = (votes[strip] as number) + 1;
        votes[strip] = own;
        if (own === 1) touched.push(strip);
        if (own > most) most = own;
      }
    }
    const floor = Math.max(2, asked * share);
    const strips = touched
      .map((strip) => ({ strip, votes: (votes[strip] as number) + (votes[strip + 1] as number) }))
      .filter((one) => one.votes >= floor)
      .sort((a, b) => b.votes - a.votes);
    for (const strip of touched) votes[strip] = 0;
    return strips;
  }

  /** The offsets of stretches that stand anywhere, those that stand in the fewest places first. */
  function rarestFirst(grams: Int32Array): Float64Array {
    // How many places each leads to, and which it is, in one number.
    const packed = new Float64Array(grams.length);
    let length = 0;
    for (let offset = 0; offset < grams.length; offset += 1) {
      const hash = grams[offset] as number;
      const count = endOf(hash) - beginOf(hash);
      if (count === 0) continue;
      packed[length] = count * 0x10_0000 + offset;
      length += 1;
    }
    return packed
      .subarray(0, length)
      .sort()
      .map((one) => one % 0x10_0000);
  }
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
