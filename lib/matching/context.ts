/**
 * The second stage's view of a sentence–claim pair: its score beside those of sibling claims, of the sentences around
 * it and of the whole page. What decides is often not the sentence alone: the best claim silences its siblings, and a
 * page that speaks of the subject all the time needs less proof per sentence than a stray one.
 */

/** What the first stage says of one sentence: calibrated log-odds per claim. */
export type SentenceScores = {
  /**
   * For every claim by both models together, which is the decision of the first stage; then for every claim by the linear
   * model, then by the network. One list, as three would cost more to make than what is in them.
   */
  readonly logOdds: Float32Array;
  /** Whether the sentence states any claim at all, by each model, uncalibrated. */
  readonly any: readonly [linear: number, network: number];
  readonly concepts: number;
  /** One bit for each of the set's subjects the sentence names. */
  readonly subjects: number;
  /** UTF-16 units. */
  readonly length: number;
  /** It ends in a question mark. */
  readonly asks: boolean;
};

/** A sentence that asks; what it asks after may be stated nowhere. */
export const isAsking = (text: string): boolean => /\?["”’»)\]]*\s*$/u.test(text);

/** Names of the values in a row, in order: for whoever reads the trees. */
export const PAIR_VALUES = [
  'score',
  'linear score',
  'network score',
  'best other claim',
  'second best other claim',
  'rank',
  'claims expected besides',
  'sentence before',
  'sentence after',
  'best elsewhere on the page',
  'mean elsewhere on the page',
  'page is about the set',
  'sentences on the page',
  'concepts found',
  'length',
  'claim',
  'best claim of the sentence before',
  'place on the page',
  'any claim (linear)',
  'any claim (network)',
  'subjects named',
  'first subject on the page',
  'second subject on the page',
  'third subject on the page',
  'fourth subject on the page',
  'fifth subject on the page',
  'sixth subject on the page',
  'only asks',
] as const;

/** How many subjects a set may have. */
export const SUBJECTS = 6;

/** Pages shorter than this are too short to say what they are about. */
const SHORT_PAGE = 8;
/** A page on which a smaller share of sentences names what a set is about is about something else. */
const ABOUT_IT = 0.1;
/** What is believed there. */
const ELSEWHERE = 0.8;

/**
 * The least probability to believe on a page, by how often it names the subjects `about` (places in a knowledge file's
 * `subjects`): where they hardly occur, a sentence seldom states a claim, however alike it reads. On left-out writers
 * this loses one match in 2,000 and a sixth of the claim-free sentences that would be flagged.
 */
export function leastOn(page: readonly (SentenceScores | null)[], about: readonly number[]): number {
  if (page.length < SHORT_PAGE) return 0;
  const bits = about.reduce((sum, place) => sum | (1 << place), 0);
  const naming = page.filter((scores) => scores !== null && (scores.subjects & bits) !== 0).length;
  return naming < ABOUT_IT * page.length ? ELSEWHERE : 0;
}

/** Pairs below this log-odds are settled by the first stage: one in 150 at most. */
export const SETTLED = -5;
const ABSENT = -9;
const BELOW_ALL = Number.NEGATIVE_INFINITY;

const probability = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds));

/** Told of a pair of sentence and claim with its row of values, which is reused between calls. */
export type PairVisit = (sentence: number, claim: number, row: Float32Array) => void;

/** Visit every pair of the page that is not settled. */
export function visitPairs(page: readonly (SentenceScores | null)[], visit: PairVisit): void {
  const visitSentence = overPage(page, visit);
  for (let index = 0; index < page.length; index++) visitSentence(index);
}

/** The same, sentence by sentence, for who works in slices. */
export function overPage(page: readonly (SentenceScores | null)[], visit: PairVisit): (index: number) => void {
  const claims = (page.find((scores) => scores !== null)?.logOdds.length ?? 0) / 3;
  if (claims === 0) return () => {};
  const sums = new Float64Array(claims);
  const first = new Float32Array(claims).fill(ABSENT);
  const second = new Float32Array(claims).fill(ABSENT);
  const best = new Float64Array(page.length).fill(ABSENT);
  const probabilities = new Float64Array(page.length * claims);
  for (let index = 0; index < page.length; index++) {
    const scores = page[index];
    if (!scores) continue;
    for (let c = 0; c < claims; c++) {
      const score = scores.logOdds[c] as number;
      const likely = probability(score);
      probabilities[index * claims + c] = likely;
      sums[c] = (sums[c] ?? 0) + likely;
      if (score > (best[index] ?? ABSENT)) best[index] = score;
      if (score > (first[c] ?? 0)) {
        second[c] = first[c] ?? ABSENT;
        first[c] = score;
      } else if (score > (second[c] ?? 0)) second[c] = score;
    }
  }
  const anyOfPage = best.reduce((sum, score) => sum + probability(score), 0);
  const others = page.length - 1;
  const naming = new Uint16Array(SUBJECTS);
  for (const scores of page) {
    for (let s = 0; s < SUBJECTS; s++) naming[s] = (naming[s] ?? 0) + (((scores?.subjects ?? 0) >> s) & 1);
  }
  const row = new Float32Array(PAIR_VALUES.length);

  return (index) => {
    const scores = page[index];
    if (!scores) return;
    if ((best[index] ?? ABSENT) <= SETTLED) return;
    const { logOdds } = scores;
    const likely = probabilities.subarray(index * claims, (index + 1) * claims);
    let top = BELOW_ALL;
    let next = BELOW_ALL;
    let third = BELOW_ALL;
    let expected = 0;
    for (let c = 0; c < claims; c++) {
      const score = logOdds[c] as number;
      expected += likely[c] ?? 0;
      if (score > top) {
        third = next;
        next = top;
        top = score;
      } else if (score > next) {
        third = next;
        next = score;
      } else if (score > third) third = score;
    }
    if (claims < 2) next = ABSENT;
    if (claims < 3) third = ABSENT;
    let named = 0;
    for (let s = 0; s < SUBJECTS; s++) {
      const own = (scores.subjects >> s) & 1;
      named += own;
      // A page of one sentence speaks of what the sentence does: nothing else is known of it.
      row[21 + s] = others > 0 ? ((naming[s] ?? 0) - own) / others : own;
    }
    row[20] = named;
    row[27] = scores.asks ? 1 : 0;
    const before = page[index - 1];
    const after = page[index + 1];
    for (let c = 0; c < claims; c++) {
      const score = logOdds[c] as number;
      if (score <= SETTLED) continue;
      let rank = 0;
      for (let other = 0; other < claims; other++) if ((logOdds[other] as number) > score) rank++;
      row[0] = score;
      row[1] = logOdds[claims + c] as number;
      row[2] = logOdds[2 * claims + c] as number;
      row[3] = rank === 0 ? next : top;
      row[4] = rank <= 1 ? third : next;
      row[5] = rank;
      row[6] = expected - (likely[c] ?? 0);
      row[7] = before?.logOdds[c] ?? ABSENT;
      row[8] = after?.logOdds[c] ?? ABSENT;
      row[9] = (score === first[c] ? second[c] : first[c]) ?? ABSENT;
      row[10] = others > 0 ? ((sums[c] ?? 0) - (likely[c] ?? 0)) / others : 0;
      row[11] = others > 0 ? (anyOfPage - probability(best[index] ?? ABSENT)) / others : 0;
      row[12] = page.length;
      row[13] = scores.concepts;
      row[14] = scores.length;
      row[15] = c;
      row[16] = index > 0 ? (best[index - 1] ?? ABSENT) : ABSENT;
      row[17] = index / page.length;
      row[18] = scores.any[0];
      row[19] = scores.any[1];
      visit(index, c, row);
    }
  };
}
