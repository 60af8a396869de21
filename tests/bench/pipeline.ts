/**
 * Training and judging the matcher: both stages, with whole writers left out.
 *
 * Every sentence is seen on its page; every second also alone with the sentence before it, because sentences come to
 * the matcher without a page too; and every third story again as a page about another affair (`elsewhere.ts`).
 */
import { bundledClaimSets } from '../../lib/claims/index.ts';
import { leastOn, type SentenceScores, visitPairs } from '../../lib/matching/context.ts';
import { CONCEPTS } from '../../lib/matching/data/concepts.ts';
import { type Reading, readPage } from '../../lib/matching/features.ts';
import { type Platt, subjectsByConcept } from '../../lib/matching/knowledge.ts';
import { createLexicon } from '../../lib/matching/lexicon.ts';
import { sentenceScores } from '../../lib/matching/model.ts';
import { openTrees, type Trees } from '../../lib/matching/trees.ts';
import { growTrees } from './boost.ts';
import { elsewhere } from './elsewhere.ts';
import {
  type Example,
  type Linear,
  meanOf,
  type Network,
  scoreLinear,
  scoreNetwork,
  sigmoid,
  trainLinear,
  trainNetwork,
} from './learn.ts';
import { shrinkLinear, shrinkNetwork } from './shrink.ts';
import { claimIdsOf, foldsOf, type Line, type Story, wordings } from './stories.ts';
import { wholeWordings } from './whole-wordings.ts';

const LINEAR = { epochs: 12, rate: 0.1, decay: 0.0005, least: 6, dropout: 0.2 };
const NETWORK = {
  epochs: 26,
  rate: 0.03,
  decay: 1e-5,
  least: 6,
  dropout: 0.5,
  hidden: 64,
  hiddenDropout: 0.3,
  seed: 2,
};
const TREES = { trees: 120, depth: 3, rate: 0.1, lambda: 5, least: 6 };
/** Linear models whose mean is taken: they differ by what was dropped while they learned. */
const LINEAR_SEEDS = [1, 11];
const EVERY_ALONE = 2;
const EVERY_ELSEWHERE = 3;
/** How much a sentence counts, by how it is seen. */
const WEIGHTS = { page: 1, alone: 0.7, elsewhere: 0.3 };
const TREE_WEIGHTS = { page: 1, alone: 1, elsewhere: 0.3 };
/** What a page on the set's affair speaks of: where, whom it is against, who does it, what is done, the other affair; and whether it
 * is made up. */
export const SUBJECTS: readonly (readonly string[])[] = [
  ['mexico', 'mexican-soil', 'sheinbaum', 'mexican-gov', 'mexican-forces'],
  ['cartels', 'opioids'],
  ['jsoc', 'sof', 'cia', 'troops', 'us-military', 'pentagon', 'trump-admin'],
  ['covert-mission', 'mission', 'title50', 'deniable', 'drones', 'drone-strike', 'strike', 'planning', 'unilateral'],
  ['boats', 'venezuela', 'sea'],
  ['fiction'],
];

/** Of these, where it happens, whom it is against and the other affair. */
export const ABOUT = [0, 1, 4];

/** Sentences read together: a page, or one sentence with the one before it. */
export type Sheet = {
  readonly writer: string;
  readonly seen: keyof typeof WEIGHTS;
  readonly lines: readonly Line[];
  readonly readings: readonly Reading[];
  /** Which of the lines are judged. */
  readonly judged: readonly number[];
};

export function readSheets(stories: readonly Story[]): Sheet[] {
  const lexicon = createLexicon(CONCEPTS);
  const sheets: Sheet[] = [];
  let count = 0;
  let told = 0;
  for (const story of stories) {
    const { writer, lines } = story;
    const sheet = (seen: Sheet['seen'], own: readonly Line[], judged: readonly number[]): void => {
      sheets.push({ writer, seen, lines: own, readings: readPage(lexicon, own), judged });
    };
    const all = lines.map((_, index) => index);
    sheet('page', lines, all);
    if (lines.some(({ claims }) => claims.length > 0) && told++ % EVERY_ELSEWHERE === 0) {
      sheet('elsewhere', elsewhere(story, told * 7 + 3), all);
    }
    for (const line of lines) {
      if (count++ % EVERY_ALONE !== 0) continue;
      if (line.before === undefined) sheet('alone', [line], [0]);
      else {
        const { before: text, ...rest } = line;
        sheet('alone', [{ ...rest, text, claims: [] }, line], [1]);
      }
    }
  }
  return sheets;
}

/**
 * Single wordings: the claim set's own, and those in `wordings/`, which also has near misses. Of most only one claim is
 * known, stated or not; nothing is learned from these about the others. They are trained on in every fold, never judged.
 */
function readWordings(claims: readonly string[]): Example[] {
  const lexicon = createLexicon(CONCEPTS);
  const examples: Example[] = [];
  const add = (claim: string, lang: string, text: string, stated: boolean): void => {
    const label = claims.indexOf(claim);
    if (label < 0) throw new Error(`No story states "${claim}"`);
    const { vector } = readPage(lexicon, [{ text, lang }])[0] as Reading;
    examples.push({ vector, labels: stated ? [label] : [], unstated: stated ? [] : [label] });
  };
  for (const claim of bundledClaimSets().flatMap((set) => set.claims)) {
    for (const [lang, text] of Object.entries(claim.text)) add(claim.id, lang, text, true);
    for (const [lang, list] of Object.entries(claim.paraphrases))
      for (const text of list) add(claim.id, lang, text, true);
  }
  for (const { claim, lang, text, stated } of wordings()) add(claim, lang, text, stated);
  for (const { claims: stated, lang, text } of wholeWordings()) {
    const { vector } = readPage(lexicon, [{ text, lang }])[0] as Reading;
    examples.push({ vector, labels: stated.map((claim) => claims.indexOf(claim)) });
  }
  return examples;
}

export type FirstStage = { readonly linear: Linear; readonly network: Network };

export function trainFirst(sheets: readonly Sheet[], claims: readonly string[]): FirstStage {
  const examples: Example[] = sheets.flatMap((sheet) =>
    sheet.judged.map((index) => ({
      vector: (sheet.readings[index] as Reading).vector,
      labels: (sheet.lines[index]?.claims ?? []).map((claim) => claims.indexOf(claim)),
      weight: WEIGHTS[sheet.seen],
    })),
  );
  examples.push(...readWordings(claims));
  const outputs = claims.length + 1;
  return {
    linear: shrinkLinear(meanOf(LINEAR_SEEDS.map((seed) => trainLinear(examples, outputs, { ...LINEAR, seed })))),
    network: shrinkNetwork(trainNetwork(examples, outputs, NETWORK)),
  };
}

type Raw = { readonly linear: Float32Array; readonly network: Float32Array };

const scoreFirst = ({ linear, network }: FirstStage, { vector }: Reading): Raw => ({
  linear: scoreLinear(linear, vector),
  network: scoreNetwork(network, vector),
});

/** Platt's fit by Newton's method. */
export function fitPlatt(points: readonly { readonly score: number; readonly hit: boolean }[]): Platt {
  let slope = 1;
  let intercept = 0;
  for (let step = 0; step < 100; step++) {
    let gs = 0;
    let gi = 0;
    let ss = 1e-6;
    let ii = 1e-6;
    let si = 0;
    for (const { score, hit } of points) {
      const p = sigmoid(slope * score + intercept);
      const error = p - (hit ? 1 : 0);
      const curve = p * (1 - p);
      gs += error * score;
      gi += error;
      ss += curve * score * score;
      ii += curve;
      si += curve * score;
    }
    const det = ss * ii - si * si;
    const ds = (ii * gs - si * gi) / det;
    const di = (ss * gi - si * gs) / det;
    slope -= ds;
    intercept -= di;
    if (Math.abs(ds) + Math.abs(di) < 1e-7) break;
  }
  return { slope, intercept };
}

export type Calibration = { linear: Platt; network: Platt; both: Platt };
/** A judged sentence with the probability of every claim, by a model that never read its writer. */
export type Judged = {
  readonly line: Line;
  readonly writer: string;
  readonly alone: boolean;
  readonly p: Float32Array;
};
export type CrossValidated = {
  readonly claims: readonly string[];
  readonly judged: readonly Judged[];
  readonly calibration: Calibration & { final: Platt };
  /** Grown on the left-out scores of every writer: what ships. */
  readonly trees: Trees;
};

type Pair = {
  readonly sheet: number;
  readonly line: number;
  readonly claim: number;
  readonly row: Float32Array;
  readonly hit: boolean;
};

/** Leave each fold of writers out in turn. Minutes. */
export function crossValidate(stories: readonly Story[], folds: number, log: (text: string) => void): CrossValidated {
  const claims = claimIdsOf(stories);
  const sheets = readSheets(stories);
  const foldOf = foldsOf(stories, folds);
  const raw: Raw[][] = sheets.map(() => []);
  for (let fold = 0; fold < folds; fold++) {
    const model = trainFirst(
      sheets.filter((sheet) => foldOf.get(sheet.writer) !== fold),
      claims,
    );
    sheets.forEach((sheet, s) => {
      if (foldOf.get(sheet.writer) === fold) raw[s] = sheet.readings.map((reading) => scoreFirst(model, reading));
    });
    log(`first stage, fold ${fold + 1} of ${folds}`);
  }
  const points = { linear: [], network: [], both: [] } as Record<keyof Calibration, { score: number; hit: boolean }[]>;
  sheets.forEach((sheet, s) => {
    if (sheet.seen === 'elsewhere') return;
    for (const index of sheet.judged) {
      const scores = raw[s]?.[index];
      if (!scores) continue;
      claims.forEach((claim, c) => {
        const hit = sheet.lines[index]?.claims.includes(claim) ?? false;
        const linear = scores.linear[c] ?? 0;
        const network = scores.network[c] ?? 0;
        points.linear.push({ score: linear, hit });
        points.network.push({ score: network, hit });
        points.both.push({ score: (linear + network) / 2, hit });
      });
    }
  });
  const first: Calibration = {
    linear: fitPlatt(points.linear),
    network: fitPlatt(points.network),
    both: fitPlatt(points.both),
  };
  const none = { slope: 1, intercept: 0 };
  const calibration = { ...first, final: none };

  const subjectOf = subjectsByConcept(SUBJECTS, CONCEPTS);
  const pairs: Pair[] = [];
  const least: number[] = [];
  sheets.forEach((sheet, s) => {
    const page = sheet.readings.map((reading, index): SentenceScores | null => {
      const scores = raw[s]?.[index];
      if (!scores || reading.tongue === null || reading.tokens.length < 3) return null;
      const text = sheet.lines[index]?.text ?? '';
      return sentenceScores(scores.linear, scores.network, calibration, reading, subjectOf, text);
    });
    least[s] = leastOn(page, ABOUT);
    visitPairs(page, (index, claim, row) => {
      if (!sheet.judged.includes(index)) return;
      const hit = sheet.lines[index]?.claims.includes(claims[claim] ?? '') ?? false;
      pairs.push({ sheet: s, line: index, claim, row: row.slice(), hit });
    });
  });
  const grow = (own: readonly Pair[]): Trees =>
    growTrees(
      own.map((pair) => pair.row),
      Uint8Array.from(own, (pair) => (pair.hit ? 1 : 0)),
      Float64Array.from(own, ({ sheet }) => TREE_WEIGHTS[sheets[sheet]?.seen ?? 'page']),
      TREES,
    );
  const leftOut: { pair: Pair; score: number }[] = [];
  for (let fold = 0; fold < folds; fold++) {
    const isIn = ({ sheet }: Pair): boolean => foldOf.get(sheets[sheet]?.writer ?? '') === fold;
    const scoreTrees = openTrees(grow(pairs.filter((pair) => !isIn(pair))));
    for (const pair of pairs) if (isIn(pair)) leftOut.push({ pair, score: scoreTrees(pair.row) });
  }
  const judged = leftOut.filter(({ pair }) => sheets[pair.sheet]?.seen !== 'elsewhere');
  const final = fitPlatt(judged.map(({ pair, score }) => ({ score, hit: pair.hit })));
  const results = sheets.map((sheet) =>
    sheet.judged.map(
      (index): Judged => ({
        line: sheet.lines[index] as Line,
        writer: sheet.writer,
        alone: sheet.seen === 'alone',
        p: new Float32Array(claims.length),
      }),
    ),
  );
  for (const { pair, score } of leftOut) {
    const at = sheets[pair.sheet]?.judged.indexOf(pair.line) ?? 0;
    const result = results[pair.sheet]?.[at];
    const probability = sigmoid(final.slope * score + final.intercept);
    if (result && probability >= (least[pair.sheet] ?? 0)) result.p[pair.claim] = probability;
  }
  log('second stage');
  const real = results.filter((_, s) => sheets[s]?.seen !== 'elsewhere');
  return { claims, judged: real.flat(), calibration: { ...first, final }, trees: grow(pairs) };
}
