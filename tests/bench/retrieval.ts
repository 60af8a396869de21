/**
 * Ranking quality and speed on CLEF-2020 (when it is there): candidates, re-ranked with and without vectors, and peers
 * in the same process on the same input.
 */
import { buildGenericMatcher, type GenericMatcher } from '../../lib/matching/generic.ts';
import type { WordVectors } from '../../lib/matching/vectors.ts';
import { packWordings } from '../../lib/matching/wordings.ts';
import { type Clef, meanAveragePrecision, readClef } from './clef.ts';
import { averagedVectors, flexSearch, fuse, miniSearch, type Peer, plainBm25 } from './peers.ts';
import { drain, readVectors } from './rerank-material.ts';

export type RetrievalRow = {
  readonly name: string;
  readonly train: number;
  readonly dev: number;
  /** Milliseconds of CPU a query, mean over dev, least of some runs. */
  readonly milliseconds: number;
};

/** Other programs run beside. */
const RUNS = 3;
/** How deep a ranking is asked for. */
const DEPTH = 20;
/** Fuse.js takes about a tenth of a second a query on 10,000 claims: only dev is given to it. */
const SLOW: ReadonlySet<string> = new Set(['Fuse.js']);

export const matcherOver = (clef: Clef, vectors: WordVectors | null): GenericMatcher =>
  drain(
    buildGenericMatcher(packWordings(clef.claims.map(({ text }) => ({ wordings: [{ lang: 'en', text }] }))), {
      vectors,
    }),
  );

/** The rows of the table, or none where the benchmark is not. */
export function retrieval(withPeers = true): RetrievalRow[] {
  const clef = readClef();
  if (clef === null) return [];
  const vectors = readVectors();
  const idsOf = (ranked: readonly { readonly claim: number }[]): string[] =>
    ranked.map(({ claim }) => clef.claims[claim]?.id ?? '');
  const row = (name: string, rank: (text: string) => string[]): RetrievalRow => {
    for (const { text } of clef.queries.dev.slice(0, 20)) rank(text);
    let dev = 0;
    let milliseconds = Number.POSITIVE_INFINITY;
    for (let run = 0; run < (SLOW.has(name) ? 1 : RUNS); run++) {
      const start = process.cpuUsage();
      dev = meanAveragePrecision(clef.queries.dev, rank);
      const { user, system } = process.cpuUsage(start);
      milliseconds = Math.min(milliseconds, (user + system) / 1_000 / clef.queries.dev.length);
    }
    const train = SLOW.has(name) ? Number.NaN : meanAveragePrecision(clef.queries.train, rank);
    return { name, train, dev, milliseconds };
  };
  const plain = matcherOver(clef, null);
  const near = matcherOver(clef, vectors);
  const rows = [
    row('Caveat, candidates', (text) => idsOf(near.candidates(text, 'en', DEPTH))),
    row('Caveat, re-ranked by words', (text) => idsOf(plain.rank(text, 'en', DEPTH))),
    row('Caveat, re-ranked with vectors', (text) => idsOf(near.rank(text, 'en', DEPTH))),
  ];
  if (!withPeers) return rows;
  const texts = clef.claims.map(({ text }) => text);
  const peers: Peer[] = [
    plainBm25(texts),
    miniSearch(texts),
    flexSearch(texts),
    averagedVectors(texts, vectors),
    fuse(texts),
  ];
  return [
    ...rows,
    ...peers.map(({ name, rank }) => row(name, (text) => idsOf(rank(text, DEPTH).map((claim) => ({ claim }))))),
  ];
}
