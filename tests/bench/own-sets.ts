/**
 * Readers' own claim sets: a dozen bare sentences about an affair of which nothing else is known, and two pages on it.
 * The folder `own-sets` holds a set and its labelled pages under one name; all of it is invented.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { type ClaimSet, parseClaimSet } from '../../lib/claims/index.ts';
import { CONCEPTS } from '../../lib/matching/data/concepts.ts';
import { createGenericMatcher, type GenericMatcher } from '../../lib/matching/generic.ts';
import { sigmoid } from '../../lib/matching/rerank.ts';
import type { WordVectors } from '../../lib/matching/vectors.ts';
import { wordingsOf } from '../../lib/matching/wordings.ts';
import { fitLogistic } from './logistic.ts';
import type { Line } from './stories.ts';
import { fitOwn, oddsOf, type Pair } from './zero-shot.ts';

export type OwnSet = { readonly name: string; readonly set: ClaimSet; readonly lines: readonly Line[] };

/** Every set of the folder, sorted by name. Throws where one cannot be read: a mistake of ours. */
export function readOwnSets(): OwnSet[] {
  const folder = new URL('./own-sets/', import.meta.url);
  const read = (file: string): string => readFileSync(new URL(file, folder), 'utf8');
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => {
      const name = file.replace('.json', '');
      const parsed = parseClaimSet(JSON.parse(read(file)));
      if (!parsed.ok) throw new Error(`${file}: ${JSON.stringify(parsed.error)}`);
      const lines = read(`${name}.jsonl`)
        .split('\n')
        .filter((line) => line.trim() !== '')
        // Our own files, in the format of the stories.
        .map((line) => JSON.parse(line) as Line);
      return { name, set: parsed.value, lines };
    });
}

export const matcherOf = ({ set }: OwnSet, vectors: WordVectors | null): GenericMatcher =>
  createGenericMatcher(
    set.claims.map((claim) => ({ wordings: wordingsOf(claim) })),
    { vectors, concepts: CONCEPTS },
  );

/** Every sentence of a set's pages against every claim of the set. */
export function pairsOfOwn(own: OwnSet, vectors: WordVectors | null): Pair[] {
  const matcher = matcherOf(own, vectors);
  return own.lines.flatMap((line, sentence) =>
    matcher.compare(line).flatMap(({ claim, features }): Pair[] => {
      const id = own.set.claims[claim]?.id ?? '';
      if (line.ambiguous?.includes(id)) return [];
      const label = line.claims.includes(id) ? 1 : 0;
      return [{ features, label, claim, writerFold: 0, sentence, paraphrase: line.paraphrase, whole: true }];
    }),
  );
}

/** Log-odds of every pair by weights that saw nothing of its set, and what came of it. */
export function ownOdds(vectors: WordVectors | null): { readonly odds: number; readonly label: 0 | 1 }[] {
  const sets = readOwnSets().map((own) => pairsOfOwn(own, vectors));
  return sets.flatMap((own) => {
    const weights = fitOwn(sets.filter((other) => other !== own).flat());
    return own.map(({ features, label }) => ({ odds: oddsOf(weights, features), label }));
  });
}

/** Slope and intercept that make probabilities of such log-odds (Platt 1999). */
export function calibrationOf(judged: readonly { readonly odds: number; readonly label: 0 | 1 }[]): [number, number] {
  const rows = judged.map(({ odds, label }) => ({ features: Float64Array.of(odds), label }));
  const [slope = 1, intercept = 0] = fitLogistic(rows, 1, [0], 0);
  return [slope, intercept];
}

/** How sets fare that were left out of learning, at a probability. */
export function ownQuality(
  vectors: WordVectors | null,
  threshold: number,
): { precision: number; recall: number; f1: number } {
  const judged = ownOdds(vectors);
  const [slope, intercept] = calibrationOf(judged);
  const found = judged.filter(({ odds }) => sigmoid(slope * odds + intercept) >= threshold);
  const hits = found.filter(({ label }) => label === 1).length;
  const stated = judged.filter(({ label }) => label === 1).length;
  const precision = hits / Math.max(1, found.length);
  const recall = hits / Math.max(1, stated);
  return { precision, recall, f1: (2 * precision * recall) / Math.max(1e-9, precision + recall) };
}
