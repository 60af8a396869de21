/**
 * CLEF-2020 CheckThat! Task 2 (posts against 10,373 fact-checked claims), to measure ranking with. The files are for
 * research use: they are read from beside the project when they are there, and nothing is copied or trained on.
 */
import { existsSync, readFileSync } from 'node:fs';

const FOLDER = new URL('../../../shared/bench/clef2020/', import.meta.url);

export type ClefClaim = { readonly id: string; readonly text: string };
export type ClefQuery = { readonly id: string; readonly text: string; readonly golds: ReadonlySet<string> };
export type Clef = {
  /** Claims that occur twice are one: `idOf` gives the id of the first. */
  readonly claims: readonly ClefClaim[];
  readonly queries: Readonly<Record<'train' | 'dev', readonly ClefQuery[]>>;
};

const readTable = (path: string): string[][] =>
  readFileSync(new URL(path, FOLDER), 'utf8')
    .split('\n')
    .slice(1)
    .filter((line) => line.trim() !== '')
    .map((line) => line.split('\t').map((cell) => cell.replace(/^"([\s\S]*)"$/u, '$1').replaceAll('""', '"')));

/** The benchmark, or `null` when it is not there. */
export function readClef(): Clef | null {
  if (!existsSync(FOLDER)) return null;
  const first = new Map<string, string>();
  const merged = new Map<string, string>();
  const claims: ClefClaim[] = [];
  for (const [id = '', claim = '', title = ''] of readTable('verified_claims.docs.tsv')) {
    const key = claim
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim();
    const known = first.get(key);
    merged.set(id, known ?? id);
    if (known !== undefined) continue;
    first.set(key, id);
    claims.push({ id, text: `${title} ${claim}` });
  }
  const part = (name: string): ClefQuery[] => {
    const golds = new Map<string, Set<string>>();
    for (const line of readFileSync(new URL(`${name}/tweet-vclaim-pairs.qrels`, FOLDER), 'utf8').split('\n')) {
      const [query, , claim, relevant] = line.trim().split(/\s+/u);
      if (query === undefined || claim === undefined || relevant !== '1') continue;
      golds.set(query, (golds.get(query) ?? new Set()).add(merged.get(claim) ?? claim));
    }
    return readTable(`${name}/tweets.queries.tsv`).map(([id = '', text = '']) => ({
      id,
      text,
      golds: golds.get(id) ?? new Set(),
    }));
  };
  return { claims, queries: { train: part('train'), dev: part('dev') } };
}

/** Mean average precision in the first five. `rank` gives ids, best first. */
export function meanAveragePrecision(queries: readonly ClefQuery[], rank: (text: string) => readonly string[]): number {
  let sum = 0;
  let counted = 0;
  for (const { text, golds } of queries) {
    if (golds.size === 0) continue;
    counted++;
    let found = 0;
    let precision = 0;
    rank(text)
      .slice(0, 5)
      .forEach((id, index) => {
        if (!golds.has(id)) return;
        found++;
        precision += found / (index + 1);
      });
    sum += precision / Math.min(5, golds.size);
  }
  return counted === 0 ? 0 : sum / counted;
}
