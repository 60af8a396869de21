/**
 * Concepts: the many names of one thing, in both languages, found in a sentence by patterns over folded words.
 *
 * A pattern is a row of words. `stem*` matches any word that begins so, `a|b` either, `_` up to two words of any kind,
 * `__` up to five. Patterns of one language are separated by semicolons. This is data a journalist can read and mend.
 */
import type { Token, Tongue } from './tokens.ts';

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

/** Turns words into the pattern pieces they satisfy. */
class Pieces {
  readonly #ids = new Map<string, number>();
  readonly #exact = new Map<string, number[]>();
  readonly #prefix = new Map<string, number[]>();
  readonly #known = new Map<string, readonly number[]>();

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

  of(word: string): readonly number[] {
    const known = this.#known.get(word);
    if (known) return known;
    const found = [...(this.#exact.get(word) ?? [])];
    for (let n = 1; n <= Math.min(word.length, 24); n++) {
      const list = this.#prefix.get(word.slice(0, n));
      if (list) found.push(...list);
    }
    if (this.#known.size > 20_000) this.#known.clear();
    this.#known.set(word, found);
    return found;
  }
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
  const compile = (tongue: Tongue) => {
    const pieces = new Pieces();
    const byFirst = new Map<number, Pattern[]>();
    concepts.forEach((concept, index) => {
      for (const source of [concept[tongue], concept.both ?? '']) {
        for (const line of source.split(';')) {
          const words = line.split(' ').filter((word) => word !== '');
          const first = words[0];
          if (first === undefined) continue;
          const id = pieces.add(first);
          const pattern = { concept: index, rest: words.slice(1).map((word) => toPiece(pieces, word)) };
          const list = byFirst.get(id);
          if (list) list.push(pattern);
          else byFirst.set(id, [pattern]);
        }
      }
    });
    return { pieces, byFirst };
  };
  // A page is mostly in one language, so the other is compiled when it is met.
  const compiled = new Map<Tongue, ReturnType<typeof compile>>();
  const compiledFor = (tongue: Tongue): ReturnType<typeof compile> => {
    const known = compiled.get(tongue) ?? compile(tongue);
    compiled.set(tongue, known);
    return known;
  };

  return {
    size: concepts.length,
    concepts,
    find(tokens, tongue) {
      const { pieces, byFirst } = compiledFor(tongue);
      const satisfied = tokens.map((token) => pieces.of(token.word));
      const matchFrom = (rest: readonly Piece[], at: number, position: number): number => {
        const piece = rest[at];
        if (piece === undefined) return position - 1;
        if (typeof piece !== 'number') {
          for (let skip = 0; skip <= piece.gap; skip++) {
            const end = matchFrom(rest, at + 1, position + skip);
            if (end >= 0) return end;
          }
          return -1;
        }
        return satisfied[position]?.includes(piece) ? matchFrom(rest, at + 1, position + 1) : -1;
      };
      const hits: ConceptHit[] = [];
      const lastEnd = new Map<number, number>();
      for (let i = 0; i < tokens.length; i++) {
        for (const piece of satisfied[i] ?? []) {
          for (const pattern of byFirst.get(piece) ?? []) {
            if ((lastEnd.get(pattern.concept) ?? -1) >= i) continue;
            const end = matchFrom(pattern.rest, 0, i + 1);
            if (end < 0) continue;
            lastEnd.set(pattern.concept, end);
            hits.push({ concept: pattern.concept, from: i, to: end });
          }
        }
      }
      return hits;
    },
  };
}
