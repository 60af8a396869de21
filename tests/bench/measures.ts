/** Precision, recall, calibration: the same counts as the benchmark's scorer. */
import type { Judged } from './pipeline.ts';

export type Quality = {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** Share of claim-free sentences with a highlight. */
  readonly falseAlarms: number;
  readonly pairs: number;
};

/** Over (sentence, claim) pairs at a threshold; pairs marked ambiguous count neither way. */
export function quality(
  judged: readonly Pick<Judged, 'line' | 'p'>[],
  claims: readonly string[],
  threshold: number,
): Quality {
  let hits = 0;
  let wrong = 0;
  let missed = 0;
  let free = 0;
  let flagged = 0;
  for (const { line, p } of judged) {
    let alarm = false;
    claims.forEach((claim, c) => {
      const stated = line.claims.includes(claim);
      const found = (p[c] ?? 0) >= threshold;
      if (found && stated) hits++;
      else if (found && !line.ambiguous?.includes(claim)) {
        wrong++;
        alarm = true;
      } else if (stated) missed++;
    });
    if (line.claims.length > 0 || (line.ambiguous?.length ?? 0) > 0) continue;
    free++;
    if (alarm) flagged++;
  }
  const precision = hits / Math.max(1, hits + wrong);
  const recall = hits / Math.max(1, hits + missed);
  return {
    precision,
    recall,
    f1: (2 * precision * recall) / Math.max(1e-9, precision + recall),
    falseAlarms: flagged / Math.max(1, free),
    pairs: hits + missed,
  };
}

const BINS = 10;

/** Expected calibration error over pairs that a reader could be shown (probability at least `floor`), ten equal bins. */
export function calibrationError(judged: readonly Judged[], claims: readonly string[], floor: number): number {
  const sums = new Float64Array(BINS);
  const stated = new Float64Array(BINS);
  const counts = new Float64Array(BINS);
  let total = 0;
  for (const { line, p } of judged) {
    claims.forEach((claim, c) => {
      const probability = p[c] ?? 0;
      if (probability < floor) return;
      const bin = Math.min(BINS - 1, Math.floor(probability * BINS));
      sums[bin] = (sums[bin] ?? 0) + probability;
      stated[bin] = (stated[bin] ?? 0) + (line.claims.includes(claim) ? 1 : 0);
      counts[bin] = (counts[bin] ?? 0) + 1;
      total++;
    });
  }
  let error = 0;
  for (let bin = 0; bin < BINS; bin++) error += Math.abs((sums[bin] ?? 0) - (stated[bin] ?? 0));
  return error / Math.max(1, total);
}
