/**
 * `npm run bench`: how well and how fast the matcher does, on writers it has not read.
 *
 * Whole writers are left out, so every sentence is judged by a model that never saw its author. `--json` prints the same
 * for machines; `--check` compares with `baseline.json` and fails when quality has fallen by more than its tolerance
 * (never on time); `--update` writes a new baseline.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { bundledClaimSets } from '../../lib/claims/index.ts';
import { createMatcher, THRESHOLDS } from '../../lib/matching/index.ts';
import { calibrationError, quality } from './measures.ts';
import { crossValidate, type Judged } from './pipeline.ts';
import { readStories } from './stories.ts';

const FOLDS = 5;
/** Pairs less likely than this are never shown, so their calibration is of no consequence. */
const SHOWN = 0.1;
const PAGE = 300;
const RUNS = 15;

type Row = {
  readonly name: string;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly falseAlarms: number;
  readonly pairs: number;
};
type Report = {
  readonly writers: number;
  readonly sentences: number;
  readonly rows: readonly Row[];
  readonly recallByParaphrase: Readonly<Record<string, number>>;
  readonly calibrationError: number;
  readonly milliseconds: { readonly page: number; readonly sentences: number };
};
type Baseline = { readonly tolerance: number; readonly floors: Readonly<Record<string, number>> };

const BASELINE = new URL('./baseline.json', import.meta.url);
const options = new Set(process.argv.slice(2));
const round = (value: number): number => Math.round(value * 1e4) / 1e4;

function measure(): Report {
  const stories = readStories();
  const { claims, judged } = crossValidate(stories, FOLDS, (text) => {
    if (process.stderr.isTTY) console.error(text);
  });
  const pages = judged.filter((one) => !one.alone);
  const row = (name: string, own: readonly Judged[], threshold: number): Row => {
    const { precision, recall, f1, falseAlarms, pairs } = quality(own, claims, threshold);
    return {
      name,
      precision: round(precision),
      recall: round(recall),
      f1: round(f1),
      falseAlarms: round(falseAlarms),
      pairs,
    };
  };
  const { balanced } = THRESHOLDS;
  const recall = (kind: string): number =>
    round(
      quality(
        pages.filter((one) => one.line.paraphrase === kind),
        claims,
        balanced,
      ).recall,
    );
  return {
    writers: new Set(stories.map((story) => story.writer)).size,
    sentences: pages.length,
    rows: [
      row('balanced', pages, balanced),
      row('only sure', pages, THRESHOLDS['only-sure']),
      row('show more', pages, THRESHOLDS['show-more']),
      row(
        'English',
        pages.filter((one) => one.line.lang === 'en'),
        balanced,
      ),
      row(
        'Spanish',
        pages.filter((one) => one.line.lang === 'es'),
        balanced,
      ),
      row(
        'without page',
        judged.filter((one) => one.alone),
        balanced,
      ),
      ...claims.map((claim) => {
        const c = claims.indexOf(claim);
        const own = pages.map((one) => ({
          ...one,
          line: { ...one.line, claims: one.line.claims.filter((id) => id === claim) },
          p: one.p.slice(c, c + 1),
        }));
        const { precision, recall: found, f1, falseAlarms, pairs } = quality(own, [claim], balanced);
        return {
          name: claim,
          precision: round(precision),
          recall: round(found),
          f1: round(f1),
          falseAlarms: round(falseAlarms),
          pairs,
        };
      }),
    ],
    recallByParaphrase: { near: recall('near'), light: recall('light'), heavy: recall('heavy') },
    calibrationError: round(calibrationError(pages, claims, SHOWN)),
    milliseconds: { page: speed(), sentences: PAGE },
  };
}

/** Best of some runs over one page of 300 sentences, after warming up. */
function speed(): number {
  const matcher = createMatcher(bundledClaimSets());
  const page = readStories()
    .flatMap((story) => story.lines)
    .slice(0, PAGE)
    .map(({ text, lang }) => ({ text, lang }));
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < RUNS; run++) {
    const started = performance.now();
    matcher.match(page);
    best = Math.min(best, performance.now() - started);
  }
  return round(best);
}

/** The figures a baseline holds, by name. */
const figuresOf = (report: Report): Record<string, number> => ({
  ...Object.fromEntries(
    report.rows.slice(0, 6).flatMap(({ name, precision, f1, falseAlarms }) => [
      [`${name}: precision`, precision],
      [`${name}: F1`, f1],
      [`${name}: claim-free sentences left alone`, round(1 - falseAlarms)],
    ]),
  ),
  'heavy paraphrase: recall': report.recallByParaphrase['heavy'] ?? 0,
  'calibration: one less the error': round(1 - report.calibrationError),
});

function print(report: Report): void {
  const n = (value: number): string => value.toFixed(3).padStart(7);
  console.log(
    `${report.sentences} sentences by ${report.writers} writers, each judged by a model that never read its writer\n`,
  );
  console.log(`${''.padEnd(30)}  precis.  recall      F1  false alarms   pairs`);
  for (const { name, precision, recall, f1, falseAlarms, pairs } of report.rows) {
    console.log(
      `${name.padEnd(30)} ${n(precision)} ${n(recall)} ${n(f1)}       ${n(falseAlarms)}  ${String(pairs).padStart(6)}`,
    );
  }
  const { near, light, heavy } = report.recallByParaphrase;
  console.log(`\nrecall by paraphrase: near ${near}, light ${light}, heavy ${heavy}`);
  console.log(`expected calibration error: ${report.calibrationError}`);
  console.log(`${report.milliseconds.sentences} sentences against the bundled claims: ${report.milliseconds.page} ms`);
}

const report = measure();
if (options.has('--json')) console.log(JSON.stringify(report));
else print(report);
const figures = figuresOf(report);
if (options.has('--update')) {
  const baseline: Baseline = { tolerance: 0.015, floors: figures };
  writeFileSync(BASELINE, `${JSON.stringify(baseline, null, 2)}\n`);
}
if (options.has('--check')) {
  // Written by this script with --update.
  const { tolerance, floors } = JSON.parse(readFileSync(BASELINE, 'utf8')) as Baseline;
  const fallen = Object.entries(floors).filter(([name, floor]) => (figures[name] ?? 0) < floor - tolerance);
  for (const [name, floor] of fallen) console.error(`${name} fell from ${floor} to ${figures[name]}`);
  if (fallen.length > 0) process.exitCode = 1;
}
