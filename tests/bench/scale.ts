/** The generic path's tables of `npm run bench`: ranking, claims known by their words only, speed at size. */
import { readVectors } from './rerank-material.ts';
import { type RetrievalRow, retrieval } from './retrieval.ts';
import { type SpeedReport, speed } from './speed.ts';
import { readStories } from './stories.ts';
import { type ZeroShot, zeroShot } from './zero-shot.ts';

export type ScaleReport = {
  /** Empty where CLEF-2020 is not beside the project. */
  readonly retrieval: readonly RetrievalRow[];
  readonly zeroShot: readonly ZeroShot[];
  readonly speed: SpeedReport;
};

/** Measure; takes a quarter of an hour, most of it the peers'. `say` is told what is measured next. */
export function measureScale(say: (text: string) => void): ScaleReport {
  say('speed among 100,000 claims, and that of others');
  const report = { speed: speed() };
  say('ranking of CLEF-2020, and that of others');
  const ranked = { ...report, retrieval: retrieval() };
  say('claims known by their proposition only');
  return { ...ranked, zeroShot: zeroShot(readStories(), readVectors()) };
}

export function printScale(report: ScaleReport): void {
  const n = (value: number, digits = 3): string => (Number.isNaN(value) ? '–' : value.toFixed(digits)).padStart(9);
  if (report.retrieval.length > 0) {
    console.log('\nCLEF-2020 Task 2, duplicates merged, text as given: MAP@5 and milliseconds of CPU a query');
    console.log(`${''.padEnd(34)}    train      dev        ms`);
    for (const { name, train, dev, milliseconds } of report.retrieval) {
      console.log(`${name.padEnd(32)} ${n(train)} ${n(dev)} ${n(milliseconds, 2)}`);
    }
  } else console.log('\nCLEF-2020 is not here: ranking was not measured');
  console.log('\nClaims known by their English proposition only, claims and writers not learned from, whole stories');
  console.log(`${''.padEnd(34)}  precis.   recall       F1    heavy`);
  for (const { name, precision, recall, f1, heavyRecall } of report.zeroShot) {
    console.log(`${name.padEnd(32)} ${n(precision)} ${n(recall)} ${n(f1)} ${n(heavyRecall)}`);
  }
  const { claims, sentences, build, buildSlice, page, pageSlice, candidates, open, openVectors, saved, memory } =
    report.speed;
  const ms = (value: number): string => `${Math.round(value)} ms`;
  console.log(`\n${sentences} sentences against ${claims} claims: ${ms(page)}, longest slice ${ms(pageSlice)}`);
  console.log(`index: built in ${ms(build)}, longest slice ${ms(buildSlice)}`);
  console.log(`index: opened in ${ms(open)}, word vectors in ${ms(openVectors)}`);
  console.log(`index: ${saved.toFixed(1)} MB saved with its wordings, ${memory.toFixed(1)} MB in memory`);
  console.log(`\nThe twenty nearest of ${claims} claims: milliseconds of CPU a sentence, and times as long as ours`);
  console.log(`${'Caveat, candidates'.padEnd(32)} ${n(candidates / sentences, 2)}`);
  for (const { name, milliseconds, ratio } of report.speed.peers) {
    console.log(`${name.padEnd(32)} ${n(milliseconds, 2)} ${n(ratio, 0)}`);
  }
}
