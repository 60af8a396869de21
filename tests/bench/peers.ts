/** What others would use, each as its own documentation has it, over the same texts. */
import FlexSearch from 'flexsearch';
import Fuse from 'fuse.js';
import MiniSearch from 'minisearch';
import { readTerms } from '../../lib/matching/terms.ts';
import type { WordVectors } from '../../lib/matching/vectors.ts';

export type Peer = {
  readonly name: string;
  /** Places of the best texts, best first. */
  rank(text: string, limit: number): number[];
};

const best = (scores: ReadonlyMap<number, number>, limit: number): number[] =>
  [...scores]
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, limit)
    .map(([place]) => place);

/** BM25 over lower-case words in maps: no stems, no stop words, k1 1.2, b 0.75. */
export function plainBm25(texts: readonly string[]): Peer {
  const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const postings = new Map<string, Map<number, number>>();
  const lengths = texts.map((text, place) => {
    const words = wordsOf(text);
    for (const word of words) {
      const list = postings.get(word) ?? new Map<number, number>();
      postings.set(word, list.set(place, (list.get(place) ?? 0) + 1));
    }
    return words.length;
  });
  const average = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length);
  return {
    name: 'plain BM25',
    rank(text, limit) {
      const scores = new Map<number, number>();
      for (const word of new Set(wordsOf(text))) {
        const list = postings.get(word);
        if (list === undefined) continue;
        const idf = Math.log(1 + (texts.length - list.size + 0.5) / (list.size + 0.5));
        for (const [place, count] of list) {
          const norm = 1.2 * (0.25 + (0.75 * (lengths[place] ?? 0)) / average);
          scores.set(place, (scores.get(place) ?? 0) + (idf * count * 2.2) / (count + norm));
        }
      }
      return best(scores, limit);
    },
  };
}

export function miniSearch(texts: readonly string[]): Peer {
  const engine = new MiniSearch<{ id: number; text: string }>({ fields: ['text'] });
  engine.addAll(texts.map((text, id) => ({ id, text })));
  return {
    name: 'MiniSearch',
    rank: (text, limit) =>
      engine
        .search(text)
        .slice(0, limit)
        // Numbers, as they were put in.
        .map(({ id }) => id as number),
  };
}

export function flexSearch(texts: readonly string[]): Peer {
  const engine = new FlexSearch.Index({ tokenize: 'strict' });
  texts.forEach((text, id) => {
    engine.add(id, text);
  });
  return {
    name: 'FlexSearch',
    // Its suggestions allow for words that no text has; without them a long query finds nothing.
    rank: (text, limit) => engine.search(text, { limit, suggest: true }).map(Number),
  };
}

export function fuse(texts: readonly string[]): Peer {
  const engine = new Fuse(texts, { includeScore: false, ignoreLocation: true, threshold: 0.6 });
  return {
    name: 'Fuse.js',
    // Its pattern is at most 32 letters by default in one go; longer ones are cut into such chunks by itself.
    rank: (text, limit) => engine.search(text.slice(0, 200), { limit }).map(({ refIndex }) => refIndex),
  };
}

/** A text is the mean of its words' vectors, the nearest by cosine win. */
export function averagedVectors(texts: readonly string[], vectors: WordVectors): Peer {
  const dimensions = vectors.dimensions;
  const meanOf = (text: string): Float32Array => {
    const mean = new Float32Array(dimensions);
    for (const { term } of readTerms(text, 'en')?.terms ?? []) {
      const row = vectors.rowOf(term);
      if (row < 0) continue;
      vectors.numbersOf(row).forEach((x, at) => {
        mean[at] = (mean[at] ?? 0) + x;
      });
    }
    const norm = Math.hypot(...mean) || 1;
    return mean.map((x) => x / norm);
  };
  const means = texts.map(meanOf);
  return {
    name: 'averaged vectors',
    rank(text, limit) {
      const mean = meanOf(text);
      const scores = new Map<number, number>();
      means.forEach((other, place) => {
        let dot = 0;
        for (let at = 0; at < dimensions; at++) dot += (mean[at] as number) * (other[at] as number);
        scores.set(place, dot);
      });
      return best(scores, limit);
    },
  };
}
