/** The quality table: what is measured, how it is printed, and which figures may not fall. */
import { THRESHOLDS } from '../../lib/matching/index.ts';
import { calibrationError, quality } from './measures.ts';
import type { CrossValidated, Judged } from './pipeline.ts';

export type Row = {
  readonly name: string;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** Share of claim-free sentences with a highlight. */
  readonly falseAlarms: number;
  readonly pairs: number;
};
export type QualityReport = {
  readonly writers: number;
  readonly sentences: number;
  readonly rows: readonly Row[];
  readonly claims: readonly Row[];
  readonly recallByParaphrase: Readonly<Record<'near' | 'light' | 'heavy', number>>;
  readonly calibrationError: number;
};
/** Figures by name, all of them better when higher, and how far each may fall. */
export type Baseline = { readonly tolerance: number; readonly figures: Readonly<Record<string, number>> };

/** Pairs less likely than this are never shown, so their calibration is of no consequence. */
const SHOWN = 0.1;
/** Another order of the same stories moves the figures by up to one point. */
export const TOLERANCE = 0.015;

const round = (value: number): number => Math.round(value * 1e4) / 1e4;

export function reportOf({ claims, judged }: CrossValidated): QualityReport {
  const pages = judged.filter((one) => !one.alone);
  const row = (name: string, own: readonly Judged[], ids: readonly string[], threshold: number): Row => {
    const { precision, recall, f1, falseAlarms, pairs } = quality(own, ids, threshold);
    const [p, r, f, a] = [precision, recall, f1, falseAlarms].map(round) as [number, number, number, number];
    return { name, precision: p, recall: r, f1: f, falseAlarms: a, pairs };
  };
  const { balanced } = THRESHOLDS;
  const inLanguage = (lang: string): Judged[] => pages.filter((one) => one.line.lang === lang);
  const ofClaim = (claim: string, place: number): Judged[] =>
    pages.map((one) => ({
      ...one,
      line: { ...one.line, claims: one.line.claims.filter((id) => id === claim) },
      p: one.p.slice(place, place + 1),
    }));
  const recall = (kind: string): number => {
    const own = pages.filter((one) => one.line.paraphrase === kind);
    return round(quality(own, claims, balanced).recall);
  };
  return {
    writers: new Set(pages.map((one) => one.writer)).size,
    sentences: pages.length,
    rows: [
      row('balanced', pages, claims, balanced),
      row('only sure', pages, claims, THRESHOLDS['only-sure']),
      row('show more', pages, claims, THRESHOLDS['show-more']),
      row('English', inLanguage('en'), claims, balanced),
      row('Spanish', inLanguage('es'), claims, balanced),
      row(
        'without page',
        judged.filter((one) => one.alone),
        claims,
        balanced,
      ),
    ],
    claims: claims.map((claim, place) => row(claim, ofClaim(claim, place), [claim], balanced)),
    recallByParaphrase: { near: recall('near'), light: recall('light'), heavy: recall('heavy') },
    calibrationError: round(calibrationError(pages, claims, SHOWN)),
  };
}

export const baselineOf = (report: QualityReport): Baseline => ({
  tolerance: TOLERANCE,
  figures: {
    ...Object.fromEntries(
      report.rows.flatMap(({ name, precision, f1, falseAlarms }) => [
        [`${name}: precision`, precision],
        [`${name}: F1`, f1],
        [`${name}: claim-free sentences left alone`, round(1 - falseAlarms)],
      ]),
    ),
    'heavy paraphrase: recall': report.recallByParaphrase.heavy,
    'one less the calibration error': round(1 - report.calibrationError),
  },
});

/** Figures that have fallen below the baseline by more than its tolerance, in words. */
export function fallen(report: QualityReport, { tolerance, figures }: Baseline): string[] {
  const now = baselineOf(report).figures;
  return Object.entries(figures)
    .filter(([name, figure]) => (now[name] ?? 0) < figure - tolerance)
    .map(([name, figure]) => `${name} fell from ${figure} to ${now[name] ?? 'nothing'}`);
}

export function printReport(report: QualityReport, print: (line: string) => void): void {
  const n = (value: number): string => value.toFixed(3).padStart(7);
  print(
    `${report.sentences} sentences by ${report.writers} writers, each judged by a model that never read its writer`,
  );
  print(`${''.padEnd(30)}  precis.  recall      F1  false alarms   pairs`);
  for (const { name, precision, recall, f1, falseAlarms, pairs } of [...report.rows, ...report.claims]) {
    const figures = `${n(precision)} ${n(recall)} ${n(f1)}       ${n(falseAlarms)}  ${String(pairs).padStart(6)}`;
    print(`${name.padEnd(30)} ${figures}`);
  }
  const { near, light, heavy } = report.recallByParaphrase;
  print(`recall by paraphrase: near ${near}, light ${light}, heavy ${heavy}`);
  print(`expected calibration error of what can be shown: ${report.calibrationError}`);
}
