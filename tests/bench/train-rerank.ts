/**
 * Learns the re-ranker's weights from our own stories and writes `lib/matching/data/rerank.json`.
 * Run: `npx vite-node --script tests/bench/train-rerank.ts`. Same stories, same weights.
 *
 * Ranking: a sentence with the one before it (long and noisy, as texts to be looked up are) must put the propositions
 * and wordings of its claims before sentences that state none. Heavy paraphrases are left out: what is looked up mostly
 * shares words with its claim, and weights learned from them favour loose likeness.
 * Deciding: sentence against proposition, calibrated on claims and writers held out; for a few claims on a page about
 * their affair learned from readers' own sets (`own-sets`) instead, calibrated on sets held out.
 * With names of heads (`rank`, `decide`, `known`, `few`) only these are learned anew.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { bundledClaimSets } from '../../lib/claims/index.ts';
import {
  FEATURES,
  type FeatureName,
  type RerankFile,
  type RerankHeads,
  type RerankWeights,
} from '../../lib/matching/rerank.ts';
import { readTerms } from '../../lib/matching/terms.ts';
import type { WordVectors } from '../../lib/matching/vectors.ts';
import { fitLogistic, type Row } from './logistic.ts';
import { calibrationOf, ownOdds, pairsOfOwn, readOwnSets } from './own-sets.ts';
import { candidatesOf, propositions, rankerOver, readVectors } from './rerank-material.ts';
import { readStories } from './stories.ts';
import { fitOwn, fitPairs, heldOutOdds, pairsOf, USED } from './zero-shot.ts';

/** Few and robust: each of the others gained nothing in order and made weights drift with the material. */
const RANKING: readonly FeatureName[] = ['bm25', 'grams', 'nearShared', 'rarest'];
const CANDIDATES = 40;

const stories = readStories();

function learnRanking(vectors: WordVectors | null): Float64Array {
  const lines = stories.flatMap((story) =>
    story.lines.filter(({ lang }) => lang === 'en').map((line) => ({ ...line, writer: story.writer })),
  );
  const writers = [...new Set(lines.map(({ writer }) => writer))];
  const isDocument = new Map(writers.map((writer, at) => [writer, at % 2 === 0]));
  const wordings = bundledClaimSets().flatMap((set) =>
    set.claims.flatMap((claim) =>
      (claim.paraphrases.en ?? []).map((text) => ({ text, claims: [claim.id], loose: [] })),
    ),
  );
  const documents = [
    ...propositions('en').map(({ id, text }) => ({ text, claims: [id], loose: [] })),
    ...wordings,
    ...lines
      .filter(({ writer, claims }) => isDocument.get(writer) && claims.length === 0)
      .map(({ text, claims, ambiguous }) => ({ text, claims, loose: ambiguous ?? [] })),
  ].map((document) => ({ ...document, lang: 'en' }));
  const ranker = rankerOver(documents, vectors);
  const rows: Row[] = [];
  for (const line of lines) {
    if (isDocument.get(line.writer) || line.claims.length === 0 || line.paraphrase === 'heavy') continue;
    const text = line.before === undefined ? line.text : `${line.before} ${line.text}`;
    const reading = readTerms(text, 'en');
    if (reading === null) continue;
    const loose = new Set(line.ambiguous ?? []);
    const right: Float64Array[] = [];
    const wrong: Float64Array[] = [];
    for (const { document, features } of candidatesOf(ranker, text, reading, CANDIDATES)) {
      const candidate = documents[document];
      if (candidate?.claims.some((claim) => line.claims.includes(claim))) right.push(features);
      else if (
        !candidate?.claims.some((claim) => loose.has(claim)) &&
        !candidate?.loose.some((claim) => line.claims.includes(claim))
      )
        wrong.push(features);
    }
    const weight = 1 / Math.max(1, right.length * wrong.length);
    for (const a of right) {
      for (const b of wrong) rows.push({ features: a.map((value, at) => value - (b[at] ?? 0)), label: 1, weight });
    }
  }
  const use = RANKING.map((name) => FEATURES.indexOf(name));
  return fitLogistic(rows, FEATURES.length, use, 1, false);
}

/** Platt's slope and intercept on held-out log-odds, folded into the weights. */
function learnDeciding(vectors: WordVectors | null, use: readonly number[]): Float64Array {
  const pairs = pairsOf(stories, vectors);
  const judged = heldOutOdds(pairs, use);
  const [slope = 1, intercept = 0] = fitLogistic(
    judged.map(({ odds, pair }) => ({ features: Float64Array.of(odds), label: pair.label })),
    1,
    [0],
    0,
  );
  console.log(`calibration: slope ${slope.toFixed(3)}, intercept ${intercept.toFixed(3)}, ${pairs.length} pairs`);
  const weights = fitPairs(pairs, use).map((weight) => weight * slope);
  weights[FEATURES.length] = (weights[FEATURES.length] ?? 0) + intercept;
  return weights;
}

function learnFew(vectors: WordVectors | null): Float64Array {
  const leftOut = ownOdds(vectors);
  const [slope, intercept] = calibrationOf(leftOut);
  console.log(`few: slope ${slope.toFixed(3)}, intercept ${intercept.toFixed(3)}, ${leftOut.length} pairs`);
  const pairs = readOwnSets().flatMap((own) => pairsOfOwn(own, vectors));
  const weights = fitOwn(pairs).map((weight) => weight * slope);
  weights[FEATURES.length] = (weights[FEATURES.length] ?? 0) + intercept;
  return weights;
}

const written = (row: Float64Array): RerankWeights => ({
  bias: Math.round((row[FEATURES.length] ?? 0) * 1e4) / 1e4,
  weights: Object.fromEntries(
    FEATURES.flatMap((name, at) => (row[at] ? [[name, Math.round((row[at] ?? 0) * 1e4) / 1e4]] : [])),
  ),
});
const LEARN: Readonly<Record<keyof RerankHeads, (vectors: WordVectors | null) => Float64Array>> = {
  rank: learnRanking,
  decide: (vectors) => learnDeciding(vectors, USED.decide),
  known: (vectors) => learnDeciding(vectors, USED.known),
  few: learnFew,
};
const asked = process.argv.slice(2).filter((name): name is keyof RerankHeads => name in LEARN);
const names = asked.length > 0 ? asked : (Object.keys(LEARN) as (keyof RerankHeads)[]);
const target = new URL('../../lib/matching/data/rerank.json', import.meta.url);
// Written by this script; what is not learned now stays as it was.
const before = JSON.parse(readFileSync(target, 'utf8')) as RerankFile;
const heads = (was: RerankHeads, vectors: WordVectors | null): RerankHeads => ({
  ...was,
  ...Object.fromEntries(names.map((name) => [name, written(LEARN[name](vectors))])),
});

const file: RerankFile = {
  origin: {
    script: 'tests/bench/train-rerank.ts',
    stories: stories.length,
    sentences: stories.reduce((sum, { lines }) => sum + lines.length, 0),
  },
  plain: heads(before.plain, null),
  near: heads(before.near, readVectors()),
};
writeFileSync(target, `${JSON.stringify(file, null, 2)}\n`);
