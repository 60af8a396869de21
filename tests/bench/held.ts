/**
 * What ships, on whole pages by writers nothing was learned from: rules and weights as a reader has them, from text to
 * report. It takes seconds, so it is the gate: `npm test` and `npm run bench -- --check` compare it with
 * `baseline-held.json`, which `npm run bench -- --keep` writes.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createChecker } from '../../lib/checker/index.ts';
import { bundledClaimSets, claimIdOf } from '../../lib/claims/index.ts';
import { CONCEPTS } from '../../lib/matching/data/concepts.ts';
import { createGenericMatcher } from '../../lib/matching/generic.ts';
import { THRESHOLDS } from '../../lib/matching/index.ts';
import { quality } from './measures.ts';
import { ownQuality } from './own-sets.ts';
import type { Baseline } from './report.ts';
import { propositions, readVectors } from './rerank-material.ts';
import { type Line, readStories, type Story } from './stories.ts';

/** Figures by name, all of them better when higher. */
export type Figures = Readonly<Record<string, number>>;

const FILE = new URL('./baseline-held.json', import.meta.url);
/** A sixth of a point in a hundred is one pair more or less; this is about ten of them. */
const TOLERANCE = 0.015;

const round = (value: number): number => Math.round(value * 1e4) / 1e4;

type Judged = { readonly line: Line; readonly p: Float32Array };

const figuresOf = (name: string, judged: readonly Judged[], claims: readonly string[], threshold: number): Figures => {
  const { precision, f1, falseAlarms } = quality(judged, claims, threshold);
  return {
    [`${name}: precision`]: round(precision),
    [`${name}: F1`]: round(f1),
    [`${name}: claim-free sentences left alone`]: round(1 - falseAlarms),
  };
};

/** The trained recogniser, the drift of what it finds, attribution and hedging. */
function checked(stories: readonly Story[]): Figures {
  const sets = bundledClaimSets();
  const claims = sets.flatMap((set) => set.claims.map(({ id }) => id));
  const checker = createChecker(sets);
  const judged: Judged[] = [];
  const right = { drift: 0, attribution: 0, hedged: 0 };
  let stated = 0;
  for (const { lines } of stories) {
    checker.checkSentences(lines).forEach(({ claims: found, attribution }, index) => {
      const line = lines[index];
      if (!line) return;
      const p = new Float32Array(claims.length);
      for (const { claim, wording } of found) {
        const id = claimIdOf(claim);
        p[claims.indexOf(id)] = 1;
        if (!line.claims.includes(id)) continue;
        stated++;
        if (line.drift[id] === wording.drift) right.drift++;
      }
      if (attribution.kind === line.attribution) right.attribution++;
      if (attribution.hedged === line.hedged) right.hedged++;
      judged.push({ line, p });
    });
  }
  const inLanguage = (lang: string): Judged[] => judged.filter(({ line }) => line.lang === lang);
  const heavy = judged.filter(({ line }) => line.paraphrase === 'heavy');
  return {
    ...figuresOf('all', judged, claims, 0.5),
    ...figuresOf('English', inLanguage('en'), claims, 0.5),
    ...figuresOf('Spanish', inLanguage('es'), claims, 0.5),
    'heavy paraphrase: recall': round(quality(heavy, claims, 0.5).recall),
    'drift of what is found: right': round(right.drift / Math.max(1, stated)),
    'attribution: right': round(right.attribution / judged.length),
    'hedged or not: right': round(right.hedged / judged.length),
  };
}

/** The same claims as if a reader had added them with nothing but an English sentence each. */
function byWords(stories: readonly Story[]): Figures {
  const known = propositions('en');
  const matcher = createGenericMatcher(
    known.map(({ text }) => ({ wordings: [{ lang: 'en', text }] })),
    { vectors: readVectors(), concepts: CONCEPTS },
  );
  const judged = stories.flatMap(({ lines }) =>
    matcher.match(lines, THRESHOLDS.balanced).flatMap((found, index): Judged[] => {
      const line = lines[index];
      if (line?.lang !== 'en') return [];
      const p = new Float32Array(known.length);
      for (const { claim } of found) p[claim] = 1;
      return [{ line, p }];
    }),
  );
  return figuresOf(
    'by their English words alone',
    judged,
    known.map(({ id }) => id),
    0.5,
  );
}

/** Sets of a dozen bare sentences on other affairs, each left out of learning. */
function ownSets(): Figures {
  const { precision, f1 } = ownQuality(readVectors(), THRESHOLDS.balanced);
  return { 'readers’ own sets: precision': round(precision), 'readers’ own sets: F1': round(f1) };
}

export function heldFigures(): Figures {
  const stories = readStories('stories-held');
  return { ...checked(stories), ...byWords(stories), ...ownSets() };
}

export const readHeldBaseline = (): Baseline =>
  // Written by `keepHeld` in this form.
  JSON.parse(readFileSync(FILE, 'utf8')) as Baseline;

export function keepHeld(figures: Figures): void {
  const baseline: Baseline = { tolerance: TOLERANCE, figures };
  writeFileSync(FILE, `${JSON.stringify(baseline, null, 2)}\n`);
}

/** Figures that are below the baseline by more than its tolerance, in words. */
export const fallenBelow = (figures: Figures, { tolerance, figures: before }: Baseline): string[] =>
  Object.entries(before)
    .filter(([name, figure]) => (figures[name] ?? 0) < figure - tolerance)
    .map(([name, figure]) => `${name} fell from ${figure} to ${figures[name] ?? 'nothing'}`);
