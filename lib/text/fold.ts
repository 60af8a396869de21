/**
 * A text as it reads, without what typography makes of it: the same words fold to the same string whether their quotes
 * are curly, their dashes long, their spaces unbreakable, their syllables divided or their letters joined.
 */
import type { Span } from './types.ts';

export type FoldedText = {
  /** UTF-16 units; a string of all of it is seldom needed and costs as much as the folding. */
  readonly codes: Uint16Array;
  readonly length: number;
  slice(start: number, end: number): string;
  /** Whether `words` stand at `index`. */
  standsAt(words: string, index: number): boolean;
  /** Where in the original what folded to the unit at `index` begins; the original's length for the end. */
  startOf(index: number): number;
  /** The stretch of the original that folded to `slice(start, end)`. */
  toOriginal(span: Span): Span;
  /** How much of the fold comes from before this offset of the original. */
  indexAt(offset: number): number;
};

const HYPHEN = 0x2d;

/** Quotation marks of all kinds, single and double alike: which ones a text has is its house style. */
const quotes = /["'`´ʹʼˈ\u2018-\u201f\u2032-\u2037\u2039\u203a«»\u300c-\u300f\u301d-\u301f＂＇]/u;
/** Hyphens, dashes and the minus sign, in rows too. */
const dashes = /[-\u058a\u2010-\u2015\u2212\u2e3a\u2e3b\ufe58\ufe63\uff0d]/u;
/** White space, controls, soft hyphens, joiners, marks of direction and of variants. */
const unseen = /[\s\p{Cc}\p{Cf}]|\u034f|[\ufe00-\ufe0f]/u;

const foldPart = (part: string): string =>
  unseen.test(part) ? '' : quotes.test(part) ? "'" : dashes.test(part) ? '-' : part;

/** Before it is taken apart, and after: some signs are made of what is no word. */
const foldCharacter = (character: string): string =>
  [...foldPart(character).normalize('NFKD')].map(foldPart).join('').toLowerCase().replaceAll('ς', 'σ');

/** The folds of ASCII, and the same as units, 0 for what folds to nothing. */
const asciiFolds = Array.from({ length: 128 }, (_, code) => foldCharacter(String.fromCharCode(code)));
const ascii = Uint16Array.from(asciiFolds, (fold) => fold.charCodeAt(0) || 0);

/** Folds beyond ASCII, as met: texts have few different characters. */
const folds = new Map<number, string>();
const MOST_FOLDS = 10_000;

function foldOf(point: number): string {
  let fold = folds.get(point);
  if (fold === undefined) {
    fold = foldCharacter(String.fromCodePoint(point));
    if (folds.size === MOST_FOLDS) folds.clear();
    folds.set(point, fold);
  }
  return fold;
}

/** Fold `text`. Spaces go too: where blocks, syllables and ligatures meet, pages differ. In one pass, never fails. */
export function foldText(text: string): FoldedText {
  let codes = new Uint16Array(text.length + 16);
  let starts = new Uint32Array(text.length + 16);
  let length = 0;

  function grow(): void {
    const wider = new Uint16Array(codes.length * 2);
    wider.set(codes);
    codes = wider;
    const further = new Uint32Array(starts.length * 2);
    further.set(starts);
    starts = further;
  }

  for (let at = 0; at < text.length; at += 1) {
    if (length + 8 > codes.length) grow();
    const unit = text.charCodeAt(at);
    if (unit < 128) {
      const code = ascii[unit] ?? 0;
      if (code === 0 || (code === HYPHEN && codes[length - 1] === HYPHEN)) continue;
      codes[length] = code;
      starts[length] = at;
      length += 1;
      continue;
    }
    const point = text.codePointAt(at) ?? unit;
    const fold = foldOf(point);
    for (let index = 0; index < fold.length; index += 1) {
      const code = fold.charCodeAt(index);
      if (code === HYPHEN && codes[length - 1] === HYPHEN) continue;
      if (length + 1 > codes.length) grow();
      codes[length] = code;
      starts[length] = at;
      length += 1;
    }
    if (point > 0xffff) at += 1;
  }

  const startOf = (index: number): number => (index < length ? (starts[index] ?? text.length) : text.length);
  return {
    codes: codes.subarray(0, length),
    length,
    slice: (start, end) => stringOf(codes, Math.max(0, start), Math.min(length, end)),
    standsAt(words, index) {
      if (index < 0 || index + words.length > length) return false;
      for (let at = 0; at < words.length; at += 1) if (codes[index + at] !== words.charCodeAt(at)) return false;
      return true;
    },
    startOf,
    toOriginal: ({ start, end }) => {
      const from = startOf(start);
      if (end <= start) return { start: from, end: from };
      const last = startOf(end - 1);
      let to = last + ((text.codePointAt(last) ?? 0) > 0xffff ? 2 : 1);
      // An accent written after its letter, and the second half of what folds to several units.
      while (to < text.length && /\p{M}/u.test(String.fromCodePoint(text.codePointAt(to) ?? 0))) to += 1;
      return { start: from, end: to };
    },
    indexAt(offset) {
      let low = 0;
      let high = length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((starts[middle] ?? 0) < offset) low = middle + 1;
        else high = middle;
      }
      return low;
    },
  };
}

function stringOf(codes: Uint16Array, start: number, end: number): string {
  const parts: string[] = [];
  for (let at = start; at < end; at += 8_192) {
    // Typed arrays are as good as lists of arguments, and several times faster than spreading them.
    const piece = codes.subarray(at, Math.min(end, at + 8_192)) as unknown as number[];
    parts.push(String.fromCharCode.apply(null, piece));
  }
  return parts.join('');
}

/** Only the words of `foldText(text)`; for short texts. */
export function foldWords(text: string): string {
  let words = '';
  for (let at = 0; at < text.length; at += 1) {
    const point = text.codePointAt(at) ?? 0;
    if (point > 0xffff) at += 1;
    const fold = asciiFolds[point] ?? foldOf(point);
    words += fold.startsWith('-') && words.endsWith('-') ? fold.slice(1) : fold;
  }
  return words;
}
