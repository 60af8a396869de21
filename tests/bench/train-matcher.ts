/**
 * `npm run train`: learns the bundled knowledge from the stories and writes it to `lib/matching/data/mexico-mission.json`,
 * and what it reached on left-out writers to `baseline.json`. The same stories give the same files.
 */
import { writeFileSync } from 'node:fs';
import { toDigits } from '../../lib/matching/digits.ts';
import { FEATURE_DIGITS, type KnowledgeFile, ZERO_WEIGHT } from '../../lib/matching/knowledge.ts';
import { quality } from './measures.ts';
import { ABOUT, crossValidate, readSheets, SUBJECTS, trainFirst } from './pipeline.ts';
import { baselineOf, printReport, reportOf } from './report.ts';
import { evenScale, rootScale } from './shrink.ts';
import { readStories } from './stories.ts';

const FOLDS = 5;

const started = Date.now();
const log = (text: string): void =>
  console.error(`${String(Math.round((Date.now() - started) / 1000)).padStart(4)} s  ${text}`);
const stories = readStories();
const result = crossValidate(stories, FOLDS, log);
const { claims } = result;
const pages = result.judged.filter((judged) => !judged.alone);
const report = reportOf(result);
const { precision, recall } = report.rows[0] ?? { precision: 0, recall: 0 };
for (const threshold of [0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8]) {
  const { f1, falseAlarms, ...own } = quality(pages, claims, threshold);
  const figures = [own.precision, own.recall, f1, falseAlarms].map((value) => value.toFixed(3)).join(' ');
  log(`at ${threshold.toFixed(2)}: precision, recall, F1, false alarms ${figures}`);
}

const { linear, network } = trainFirst(readSheets(stories), claims);
log('first stage on every writer');
const outputs = claims.length + 1;
const isLoud = (row: number): boolean =>
  linear.weights.subarray(row * outputs, (row + 1) * outputs).some((weight) => weight !== 0);
const ids = (list: Iterable<number>): number[] => [...list].sort((a, b) => a - b);
const narrow = ids(network.rows.keys());
const wide = ids([...linear.rows].filter(([id, row]) => !network.rows.has(id) && isLoud(row)).map(([id]) => id));
const features = [...narrow, ...wide];

const featureDigits: number[] = [];
features.forEach((id, index) => {
  const before = index === 0 || index === narrow.length ? 0 : (features[index - 1] ?? 0);
  for (let place = FEATURE_DIGITS - 1; place >= 0; place--) {
    const digits = Math.floor((id - before) / 64 ** place);
    // The first digit may be too great: `toDigits` then throws.
    featureDigits.push(place === FEATURE_DIGITS - 1 ? digits : digits % 64);
  }
});
const linearScale = rootScale(linear.weights);
const networkScale = evenScale(network.weights);
const outputScale = evenScale(network.output);
const even = (values: Float32Array, scale: number): string =>
  toDigits(Array.from(values, (value) => Math.round(value / scale) + ZERO_WEIGHT));
const counts = new Uint8Array(features.length);
const steps: number[] = [];
const roots: number[] = [];
features.forEach((id, index) => {
  const row = linear.rows.get(id);
  if (row === undefined) return;
  let last = 0;
  linear.weights.subarray(row * outputs, (row + 1) * outputs).forEach((weight, output) => {
    if (weight === 0) return;
    counts[index] = (counts[index] ?? 0) + 1;
    steps.push(output - last);
    last = output;
    roots.push(Math.sign(weight) * Math.round(Math.sqrt(Math.abs(weight) / linearScale)) + ZERO_WEIGHT);
  });
});
const networkWeights = narrow.map((id) => {
  const row = network.rows.get(id) ?? 0;
  return even(network.weights.subarray(row * network.hidden, (row + 1) * network.hidden), networkScale);
});
const round = (values: Iterable<number>): number[] => [...values].map((value) => Math.round(value * 1e4) / 1e4);

const file: KnowledgeFile = {
  format: 'caveat-knowledge/2',
  set: 'mexico-mission',
  major: 1,
  origin: {
    script: 'tests/bench/train-matcher.ts',
    writers: new Set(stories.map((story) => story.writer)).size,
    stories: stories.length,
    sentences: pages.length,
    folds: FOLDS,
    leftOutPrecision: precision,
    leftOutRecall: recall,
    leftOutCalibrationError: report.calibrationError,
  },
  claims,
  features: toDigits(featureDigits),
  narrow: narrow.length,
  linear: {
    counts: toDigits(counts),
    steps: toDigits(steps),
    roots: toDigits(roots),
    scale: linearScale,
    bias: round(linear.bias),
  },
  network: {
    hidden: network.hidden,
    weights: networkWeights.join(''),
    scale: networkScale,
    hiddenBias: round(network.hiddenBias),
    output: even(network.output, outputScale),
    outputScale,
    bias: round(network.bias),
  },
  calibration: result.calibration,
  subjects: SUBJECTS,
  about: ABOUT,
  trees: result.trees,
};
const text = `${JSON.stringify(file)}\n`;
writeFileSync(new URL('../../lib/matching/data/mexico-mission.json', import.meta.url), text);
log(`wrote ${features.length} features (${narrow.length} narrow), ${text.length} bytes`);
const baseline = baselineOf(report);
writeFileSync(new URL('./baseline.json', import.meta.url), `${JSON.stringify(baseline, null, 2)}\n`);
printReport(report, (line) => console.error(line));
