/** Grows boosted decision trees (logistic loss, histograms): the second stage. */
import type { Trees } from '../../lib/matching/trees.ts';

export type BoostOptions = {
  readonly trees: number;
  readonly depth: number;
  readonly rate: number;
  /** L2 penalty on leaves. */
  readonly lambda: number;
  /** Least sum of p(1-p) in a leaf. */
  readonly least: number;
};

const BINS = 48;
/** Claims are rare, so the upper end of every value gets limits of its own. */
const TAIL = [0.985, 0.99, 0.995, 0.998];

function limitsOf(values: Float32Array): number[] {
  const sorted = Float32Array.from(values).sort();
  const limits: number[] = [];
  const quantiles = [...Array.from({ length: BINS - 1 }, (_, b) => (b + 1) / BINS), ...TAIL];
  for (const q of quantiles) {
    const limit = sorted[Math.floor(sorted.length * q)] ?? 0;
    if (limits.length === 0 || limit > (limits.at(-1) ?? 0)) limits.push(limit);
  }
  return limits;
}

function binOf(limits: readonly number[], value: number): number {
  let low = 0;
  let high = limits.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value <= (limits[middle] ?? 0)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** `rows` are values, `hits` 0 or 1, `weights` how much each row counts. Deterministic. */
export function growTrees(
  rows: readonly Float32Array[],
  hits: Uint8Array,
  weights: Float64Array,
  options: BoostOptions,
): Trees {
  const { depth, rate, lambda, least } = options;
  const n = rows.length;
  const width = rows[0]?.length ?? 0;
  const limits: number[][] = [];
  const bins: Uint8Array[] = [];
  for (let f = 0; f < width; f++) {
    const values = Float32Array.from(rows, (row) => row[f] ?? 0);
    const own = limitsOf(values);
    limits.push(own);
    bins.push(Uint8Array.from(values, (value) => binOf(own, value)));
  }
  const positive = hits.reduce((a, b) => a + b, 0);
  const base = Math.log((positive + 1) / (n - positive + 1));
  const inner = (1 << depth) - 1;
  const scores = new Float64Array(n).fill(base);
  const slope = new Float64Array(n);
  const curve = new Float64Array(n);
  const node = new Int16Array(n);
  const out = { features: [] as number[], limits: [] as number[], leaves: [] as number[] };
  for (let tree = 0; tree < options.trees; tree++) {
    for (let i = 0; i < n; i++) {
      const p = 1 / (1 + Math.exp(-(scores[i] as number)));
      const weight = weights[i] as number;
      slope[i] = weight * (p - (hits[i] as number));
      curve[i] = weight * p * (1 - p);
    }
    node.fill(0);
    const features = new Array<number>(inner).fill(-1);
    const cuts = new Array<number>(inner).fill(0);
    for (let level = 0; level < depth; level++) {
      const first = (1 << level) - 1;
      const count = 1 << level;
      const gains = new Float64Array(count).fill(1e-6);
      const cutBins = new Int16Array(count);
      for (let f = 0; f < width; f++) {
        const size = (limits[f]?.length ?? 0) + 1;
        const slopes = new Float64Array(count * size);
        const curves = new Float64Array(count * size);
        const own = bins[f] as Uint8Array;
        for (let i = 0; i < n; i++) {
          const at = ((node[i] as number) - first) * size + (own[i] as number);
          slopes[at] = (slopes[at] as number) + (slope[i] as number);
          curves[at] = (curves[at] as number) + (curve[i] as number);
        }
        for (let k = 0; k < count; k++) {
          let slopeAll = 0;
          let curveAll = 0;
          for (let b = 0; b < size; b++) {
            slopeAll += slopes[k * size + b] as number;
            curveAll += curves[k * size + b] as number;
          }
          const whole = (slopeAll * slopeAll) / (curveAll + lambda);
          let left = 0;
          let leftCurve = 0;
          for (let b = 0; b < size - 1; b++) {
            left += slopes[k * size + b] as number;
            leftCurve += curves[k * size + b] as number;
            if (leftCurve < least || curveAll - leftCurve < least) continue;
            const right = slopeAll - left;
            const gain =
              (left * left) / (leftCurve + lambda) + (right * right) / (curveAll - leftCurve + lambda) - whole;
            if (gain <= (gains[k] as number)) continue;
            gains[k] = gain;
            features[first + k] = f;
            cutBins[k] = b;
            cuts[first + k] = limits[f]?.[b] ?? 0;
          }
        }
      }
      for (let i = 0; i < n; i++) {
        const k = (node[i] as number) - first;
        const f = features[first + k] ?? -1;
        const right = f >= 0 && (bins[f]?.[i] ?? 0) > (cutBins[k] as number);
        node[i] = 2 * (node[i] as number) + (right ? 2 : 1);
      }
    }
    const slopes = new Float64Array(inner + 1);
    const curves = new Float64Array(inner + 1);
    for (let i = 0; i < n; i++) {
      const leaf = (node[i] as number) - inner;
      slopes[leaf] = (slopes[leaf] as number) + (slope[i] as number);
      curves[leaf] = (curves[leaf] as number) + (curve[i] as number);
    }
    const leaves = Array.from(slopes, (sum, leaf) => (-rate * sum) / ((curves[leaf] as number) + lambda));
    for (let i = 0; i < n; i++) scores[i] = (scores[i] as number) + (leaves[(node[i] as number) - inner] as number);
    out.features.push(...features);
    out.limits.push(...cuts.map((cut) => Math.round(cut * 1e4) / 1e4));
    out.leaves.push(...leaves.map((leaf) => Math.round(leaf * 1e5) / 1e5));
  }
  return { depth, base: Math.round(base * 1e5) / 1e5, ...out };
}
