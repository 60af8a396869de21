/**
 * `npm run bench`: how well and how fast the engine does, on writers it has not read. Minutes, most of them for models
 * that are trained anew for every fold, and for the peers.
 *
 * `--json` prints the same for machines. `--check` compares what ships with `baseline-held.json` and fails when quality
 * has fallen by more than the tolerance (never on time): seconds, and `npm test` does the same. `--check --folds` trains
 * and compares with `baseline.json` as well, which `npm run train` writes. `--keep` writes `baseline-held.json`.
 */
import { readFileSync } from 'node:fs';
import { bundledClaimSets } from '../../lib/claims/index.ts';
import { createMatcher } from '../../lib/matching/index.ts';
import { measureAnchoring, printAnchoring } from './anchoring.ts';
import { attributionBench } from './attribution.ts';
import { type Figures, fallenBelow, heldFigures, keepHeld, readHeldBaseline } from './held.ts';
import { crossValidate } from './pipeline.ts';
import { type Baseline, fallen, printReport, type QualityReport, reportOf } from './report.ts';
import { measureScale, printScale } from './scale.ts';
import { readStories } from './stories.ts';

const FOLDS = 5;
const PAGE = 300;

/**
 * CPU time of pages of 300 sentences of stories full of claims, each read once, as a reader has them: the least and the
 * middle one. A stranger's page takes less, for it states fewer claims.
 */
function pageMilliseconds(): { first: number; least: number; middle: number } {
  const started = process.cpuUsage();
  const matcher = createMatcher(bundledClaimSets());
  const lines = readStories().flatMap((story) => story.lines);
  const spent = (work: () => unknown, since = process.cpuUsage()): number => {
    work();
    const { user, system } = process.cpuUsage(since);
    return Math.round((user + system) / 100) / 10;
  };
  const first = spent(() => matcher.match(lines.slice(0, PAGE)), started);
  const times = Array.from({ length: Math.floor(lines.length / PAGE) - 1 }, (_, at) =>
    spent(() => matcher.match(lines.slice((at + 1) * PAGE, (at + 2) * PAGE))),
  ).sort((a, b) => a - b);
  return { first, least: times[0] ?? 0, middle: times[Math.floor(times.length / 2)] ?? 0 };
}

function printHeld(figures: Figures): void {
  console.log(`What ships, on ${readStories('stories-held').length} whole pages of writers nothing was learned from`);
  for (const [name, figure] of Object.entries(figures)) console.log(`${name.padEnd(66)} ${figure.toFixed(3)}`);
}

/** Every writer judged by models that have not read them. */
function leftOut(): QualityReport {
  return reportOf(crossValidate(readStories(), FOLDS, (text) => console.error(text)));
}

/** Print what has fallen and fail for it. */
function fail(worse: readonly string[]): void {
  for (const line of worse) console.error(line);
  if (worse.length > 0) process.exitCode = 1;
}

const say = (text: string): void => console.error(`measuring: ${text}`);

const options = new Set(process.argv.slice(2));
const held = heldFigures();
if (options.has('--keep')) keepHeld(held);
else if (options.has('--check')) {
  printHeld(held);
  fail(fallenBelow(held, readHeldBaseline()));
  if (options.has('--folds')) {
    // Written by the training script in this form.
    const baseline = JSON.parse(readFileSync(new URL('./baseline.json', import.meta.url), 'utf8')) as Baseline;
    fail(fallen(leftOut(), baseline));
  }
} else {
  const page = { sentences: PAGE, milliseconds: pageMilliseconds() };
  if (options.has('--json')) {
    const anchors = await measureAnchoring();
    console.log(JSON.stringify({ held, page, scale: measureScale(say), anchors, quality: leftOut() }));
  } else {
    printHeld(held);
    const { first, least, middle } = page.milliseconds;
    console.log(
      `\n${PAGE} sentences against the bundled claims, in ms of CPU: ${least} to ${middle}; the first page ${first}`,
    );
    printScale(measureScale(say));
    say('passages found again, in Chromium');
    printAnchoring(await measureAnchoring(), (line) => console.log(line));
    console.log('\nAttribution, hedging and drift, each writer left out in turn');
    attributionBench();
    console.log('');
    printReport(leftOut(), (line) => console.log(line));
  }
}
