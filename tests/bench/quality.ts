/**
 * `npm run bench`: how well and how fast the matcher does on writers it has not read. Minutes: the models are trained
 * anew for every fold.
 *
 * `--json` prints the same for machines; `--check` compares with `baseline.json`, which `npm run train` writes, and fails
 * when quality has fallen by more than the tolerance (never on time).
 */
import { readFileSync } from 'node:fs';
import { bundledClaimSets } from '../../lib/claims/index.ts';
import { createMatcher } from '../../lib/matching/index.ts';
import { crossValidate } from './pipeline.ts';
import { type Baseline, fallen, printReport, reportOf } from './report.ts';
import { measureScale, printScale } from './scale.ts';
import { readStories } from './stories.ts';

const FOLDS = 5;
const PAGE = 300;
const RUNS = 30;

/** Best of some runs over one page of 300 sentences, after warming up. */
function pageMilliseconds(): number {
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
  return Math.round(best * 10) / 10;
}

const options = new Set(process.argv.slice(2));
const result = crossValidate(readStories(), FOLDS, (text) => console.error(text));
const quality = reportOf(result);
const milliseconds = pageMilliseconds();
// The gate looks at quality only: it need not wait for the peers.
const scale = options.has('--check') ? undefined : measureScale();
if (options.has('--json')) console.log(JSON.stringify({ quality, page: { sentences: PAGE, milliseconds }, scale }));
else {
  printReport(quality, (line) => console.log(line));
  console.log(`${PAGE} sentences against the bundled claims: ${milliseconds} ms`);
  if (scale) printScale(scale);
}
if (options.has('--check')) {
  // Written by the training script in this form.
  const baseline = JSON.parse(readFileSync(new URL('./baseline.json', import.meta.url), 'utf8')) as Baseline;
  const worse = fallen(quality, baseline);
  for (const line of worse) console.error(line);
  if (worse.length > 0) process.exitCode = 1;
}
