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
type Pattern = { readonly concept: number; readonly rest: readonly Piece[] };
/** What a word is to the patterns: the pieces it satisfies, and the patterns that begin with it. */
type Word = { readonly pieces: readonly number[]; readonly starts: readonly Pattern[] };

/** Turns words into the pattern pieces they satisfy. */
class Pieces {
  readonly #ids = new Map<string, number>();
  readonly #exact = new Map<string, number[]>();
  readonly #prefix = new Map<string, number[]>();
  /** By first piece. */
  readonly #patterns = new Map<number, Pattern[]>();

  add(piece: string): number {
    const known = this.#ids.get(piece);
    if (known !== undefined) return known;
    const id = this.#ids.size;
    this.#ids.set(piece, id);
    for (const form of piece.split('|')) {
      const table = form.endsWith('*') ? this.#prefix : this.#exact;
      const key = form.endsWith('*') ? form.slice(0, -1) : form;
      const list = table.get(key);
      if (list) list.push(id);
      else table.set(key, [id]);
    }
    return id;
  }

  addPattern(first: number, pattern: Pattern): void {
    const list = this.#patterns.get(first);
    if (list) list.push(pattern);
    else this.#patterns.set(first, [pattern]);
  }

  readonly of = perWord(({ word }): Word => {
    const pieces = [...(this.#exact.get(word) ?? [])];
    for (let n = 1; n <= Math.min(word.length, 24); n++) {
      const list = this.#prefix.get(word.slice(0, n));
      if (list) pieces.push(...list);
    }
    return { pieces, starts: pieces.flatMap((piece) => this.#patterns.get(piece) ?? []) };
  });
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
          pieces.addPattern(piece, { concept: index, rest: words.slice(1).map((word) => toPiece(pieces, word)) });
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
      const words = tokens.map((token) => pieces.of(token.form));
      const hits: ConceptHit[] = [];
      for (let i = 0; i < words.length; i++) {
        for (const { concept, rest } of (words[i] as Word).starts) {
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
