/**
 * `npm run train`: learns the bundled knowledge from the stories and writes it to `lib/matching/data/mexico-mission.json`,
 * and what it reached on left-out writers to `baseline.json`. The same stories give the same files.
 */
import { writeFileSync } from 'node:fs';
import { toBase64 } from '../../lib/matching/base64.ts';
import type { KnowledgeFile } from '../../lib/matching/knowledge.ts';
import { quality } from './measures.ts';
import { crossValidate, readSheets, trainFirst } from './pipeline.ts';
import { baselineOf, printReport, reportOf } from './report.ts';
import { readStories } from './stories.ts';

const FOLDS = 5;
/** Linear weights below this are dropped: on left-out writers they change nothing, and two thirds are below. */
const FAINT = 0.15;

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
const largest = (values: Float32Array): number => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
const linearScale = largest(linear.weights) / 127;
const networkScale = largest(network.weights) / 127;
const outputScale = largest(network.output) / 127;
const loud = (row: number): boolean =>
  linear.weights.subarray(row * outputs, (row + 1) * outputs).some((weight) => Math.abs(weight) >= FAINT);
const ids = (list: Iterable<number>): number[] => [...list].sort((a, b) => a - b);
const narrow = ids(network.rows.keys());
const wide = ids([...linear.rows].filter(([id, row]) => !network.rows.has(id) && loud(row)).map(([id]) => id));
const features = [...narrow, ...wide];

const numbers = new DataView(new ArrayBuffer(features.length * 4));
features.forEach((id, index) => {
  numbers.setUint32(index * 4, id, true);
});
const quantise = (values: ArrayLike<number>, scale: number): Int8Array =>
  Int8Array.from(values, (value) => Math.round(value / scale));
const counts = new Uint8Array(features.length);
const entries: number[] = [];
features.forEach((id, index) => {
  const row = linear.rows.get(id);
  if (row === undefined) return;
  linear.weights.subarray(row * outputs, (row + 1) * outputs).forEach((weight, output) => {
    if (Math.abs(weight) < FAINT) return;
    counts[index] = (counts[index] ?? 0) + 1;
    entries.push(output, Math.round(weight / linearScale));
  });
});
const networkWeights = new Int8Array(narrow.length * network.hidden);
narrow.forEach((id, index) => {
  const row = network.rows.get(id) ?? 0;
  const own = network.weights.subarray(row * network.hidden, (row + 1) * network.hidden);
  networkWeights.set(quantise(own, networkScale), index * network.hidden);
});
const round = (values: Iterable<number>): number[] => [...values].map((value) => Math.round(value * 1e4) / 1e4);
const bytes = (values: Int8Array): string => toBase64(new Uint8Array(values.buffer));

const file: KnowledgeFile = {
  format: 'caveat-knowledge/1',
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
  features: toBase64(new Uint8Array(numbers.buffer)),
  narrow: narrow.length,
  linear: {
    counts: toBase64(counts),
    entries: bytes(Int8Array.from(entries)),
    scale: linearScale,
    bias: round(linear.bias),
  },
  network: {
    hidden: network.hidden,
    weights: bytes(networkWeights),
    scale: networkScale,
    hiddenBias: round(network.hiddenBias),
    output: bytes(quantise(network.output, outputScale)),
    outputScale,
    bias: round(network.bias),
  },
  calibration: result.calibration,
  trees: result.trees,
};
const text = `${JSON.stringify(file)}\n`;
writeFileSync(new URL('../../lib/matching/data/mexico-mission.json', import.meta.url), text);
log(`wrote ${features.length} features (${narrow.length} narrow), ${text.length} bytes`);
const baseline = baselineOf(report);
writeFileSync(new URL('./baseline.json', import.meta.url), `${JSON.stringify(baseline, null, 2)}\n`);
printReport(report, (line) => console.error(line));
