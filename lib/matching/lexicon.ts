/**
 * Concepts: the many names of one thing, in both languages, found in a sentence by patterns over folded words.
 *
 * A pattern is a row of words. `stem*` matches any word that begins so, `a|b` either, `_` up to two words of any kind,
 * `__` up to five. Patterns of one language are separated by semicolons. This is data a journalist can read and mend.
 */
import { perWord, type Token, type Tongue } from './tokens.ts';

/** One concept: id, names for the card, patterns per language (`both` are tried in either). */
export type Concept = {
  readonly id: string;
  readonly label: Readonly<Record<Tongue, string>>;
  readonly en: string;
  readonly es: string;
  readonly both?: string;
};

/** A concept found: tokens `from` to `to`, both included. */
export type ConceptHit = { readonly concept: number; readonly from: number; readonly to: number };

export type Lexicon = {
  readonly size: number;
  readonly concepts: readonly Concept[];
  find(tokens: readonly Token[], tongue: Tongue): ConceptHit[];
};

type Gap = { readonly gap: number };
type Piece = number | Gap;
/** `last` is the last piece that is no gap. */
type Pattern = { readonly concept: number; readonly rest: readonly Piece[]; readonly last: number };
/** What a word is to the patterns. */
type Word = {
  /** Pieces it satisfies. */
  readonly pieces: readonly number[];
  /** Those of them that are the last of patterns. */
  readonly ends: readonly number[];
  /** Patterns that begin with it, and the last piece of each. */
  readonly starts: readonly Pattern[];
  readonly lasts: readonly number[];
};

const NO_PIECES: Word = { pieces: [], ends: [], starts: [], lasts: [] };

/** The pieces that words beginning with `form` satisfy. */
type Beginning = { readonly form: string; readonly pieces: number[] };
/** Beginnings are found by so many of their letters. */
const HEAD = 3;

/** Turns words into the pattern pieces they satisfy. */
class Pieces {
  readonly #ids = new Map<string, number>();
  readonly #exact = new Map<string, number[]>();
  /** By their first letters. */
  readonly #beginnings = new Map<string, Beginning[]>();
  /** By first piece. */
  readonly #patterns = new Map<number, Pattern[]>();
  /** By piece: which of the sentences had it last, if it is the last of a pattern; -1 otherwise. */
  readonly #seenIn: number[] = [];
  #sentences = 0;

  add(piece: string): number {
    const known = this.#ids.get(piece);
    if (known !== undefined) return known;
    const id = this.#ids.size;
    this.#ids.set(piece, id);
    this.#seenIn.push(-1);
    for (const form of piece.split('|')) this.#piecesOf(form).push(id);
    return id;
  }

  #piecesOf(form: string): number[] {
    if (!form.endsWith('*')) return listOf(this.#exact, form);
    const beginning = form.slice(0, -1);
    const alike = listOf(this.#beginnings, beginning.slice(0, HEAD));
    const known = alike.find((one) => one.form === beginning);
    if (known) return known.pieces;
    const pieces: number[] = [];
    alike.push({ form: beginning, pieces });
    return pieces;
  }

  addPattern(first: number, pattern: Pattern): void {
    listOf(this.#patterns, first).push(pattern);
    this.#seenIn[pattern.last] = 0;
  }

  /** The words of a sentence, of which `isSeen` speaks until the next. */
  see(tokens: readonly Token[]): Word[] {
    const sentence = ++this.#sentences;
    return tokens.map(({ form }) => {
      const word = this.#of(form);
      for (const piece of word.ends) this.#seenIn[piece] = sentence;
      return word;
    });
  }

  /** Whether the sentence has this last piece of a pattern. */
  isSeen(last: number): boolean {
    return this.#seenIn[last] === this.#sentences;
  }

  readonly #of = perWord(({ word }): Word => {
    const pieces = [...(this.#exact.get(word) ?? [])];
    const beginnings: Beginning[] = [];
    for (let n = 1; n <= Math.min(word.length, HEAD); n++) {
      for (const one of this.#beginnings.get(word.slice(0, n)) ?? [])
        if (word.startsWith(one.form)) beginnings.push(one);
    }
    if (beginnings.length > 1) beginnings.sort((a, b) => a.form.length - b.form.length);
    for (const beginning of beginnings) pieces.push(...beginning.pieces);
    if (pieces.length === 0) return NO_PIECES;
    const starts: Pattern[] = [];
    const lasts: number[] = [];
    const ends: number[] = [];
    for (const piece of pieces) {
      if (this.#seenIn[piece] !== -1) ends.push(piece);
      for (const pattern of this.#patterns.get(piece) ?? []) {
        starts.push(pattern);
        lasts.push(pattern.last);
      }
    }
    return { pieces, ends, starts, lasts };
  });
}

/** The list kept under a key, an empty one at first. */
function listOf<Key, Item>(lists: Map<Key, Item[]>, key: Key): Item[] {
  const known = lists.get(key);
  if (known) return known;
  const list: Item[] = [];
  lists.set(key, list);
  return list;
}

const toPiece = (pieces: Pieces, word: string): Piece =>
  word === '_' ? { gap: 2 } : word === '__' ? { gap: 5 } : pieces.add(word);

const compiledLexicons = new WeakMap<readonly Concept[], Lexicon>();

/** Compile concepts for searching, once for the same list. Time and memory grow with the number of patterns. */
export function createLexicon(concepts: readonly Concept[]): Lexicon {
  const known = compiledLexicons.get(concepts);
  if (known) return known;
  const lexicon = compileLexicon(concepts);
  compiledLexicons.set(concepts, lexicon);
  return lexicon;
}

function compileLexicon(concepts: readonly Concept[]): Lexicon {
  const compile = (tongue: Tongue): Pieces => {
    const pieces = new Pieces();
    concepts.forEach((concept, index) => {
      for (const source of [concept[tongue], concept.both ?? '']) {
        for (const line of source.split(';')) {
          const words = line.split(' ').filter((word) => word !== '');
          const first = words[0];
          if (first === undefined) continue;
          const piece = pieces.add(first);
          const rest = words.slice(1).map((word) => toPiece(pieces, word));
          const last = rest.findLast((one) => typeof one === 'number') ?? piece;
          pieces.addPattern(piece, { concept: index, rest, last });
        }
      }
    });
    return pieces;
  };
  // A page is mostly in one language, so the other is compiled when it is met.
  const compiled = new Map<Tongue, Pieces>();
  const compiledFor = (tongue: Tongue): Pieces => {
    const known = compiled.get(tongue) ?? compile(tongue);
    compiled.set(tongue, known);
    return known;
  };
  /** Where the last hit of each concept ended; all -1 between two searches. */
  const lastEnds = new Int32Array(concepts.length).fill(-1);

  const matchFrom = (words: readonly Word[], rest: readonly Piece[], at: number, position: number): number => {
    const piece = rest[at];
    if (piece === undefined) return position - 1;
    if (typeof piece !== 'number') {
      for (let skip = 0; skip <= piece.gap; skip++) {
        const end = matchFrom(words, rest, at + 1, position + skip);
        if (end >= 0) return end;
      }
      return -1;
    }
    return words[position]?.pieces.includes(piece) ? matchFrom(words, rest, at + 1, position + 1) : -1;
  };

  return {
    size: concepts.length,
    concepts,
    find(tokens, tongue) {
      const pieces = compiledFor(tongue);
      const words = pieces.see(tokens);
      const hits: ConceptHit[] = [];
      for (let i = 0; i < words.length; i++) {
        const { starts, lasts } = words[i] as Word;
        for (let s = 0; s < lasts.length; s++) {
          // Nine patterns begin with a word; nine in ten are settled by what the sentence lacks.
          if (!pieces.isSeen(lasts[s] as number)) continue;
          const { concept, rest } = starts[s] as Pattern;
          if ((lastEnds[concept] as number) >= i) continue;
          const end = matchFrom(words, rest, 0, i + 1);
          if (end < 0) continue;
          lastEnds[concept] = end;
          hits.push({ concept, from: i, to: end });
        }
      }
      for (const { concept } of hits) lastEnds[concept] = -1;
      return hits;
    },
  };
}
