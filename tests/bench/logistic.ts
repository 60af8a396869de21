/** Logistic regression over a few dense features, by Newton's method: exact, no learning rate, the same every time. */

export type Row = { readonly features: Float64Array; readonly label: 0 | 1; readonly weight?: number };

/** Solve a·x = b for a symmetric positive matrix (Cholesky). */
function solve(a: Float64Array, b: Float64Array, n: number): Float64Array {
  const l = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i * n + j] ?? 0;
      for (let k = 0; k < j; k++) sum -= (l[i * n + k] ?? 0) * (l[j * n + k] ?? 0);
      l[i * n + j] = i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / (l[j * n + j] ?? 1);
    }
  }
  const x = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let sum = b[i] ?? 0;
    for (let k = 0; k < i; k++) sum -= (l[i * n + k] ?? 0) * (x[k] ?? 0);
    x[i] = sum / (l[i * n + i] ?? 1);
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = x[i] ?? 0;
    for (let k = i + 1; k < n; k++) sum -= (l[k * n + i] ?? 0) * (x[k] ?? 0);
    x[i] = sum / (l[i * n + i] ?? 1);
  }
  return x;
}

/**
 * Fit weights for the features in `use` (others get 0), bias last. `ridge` is the penalty on a weight of one, in rows;
 * without `bias` none is fitted, as for differences of pairs.
 */
export function fitLogistic(
  rows: readonly Row[],
  size: number,
  use: readonly number[],
  ridge = 3,
  bias = true,
): Float64Array {
  const n = use.length + (bias ? 1 : 0);
  let w = new Float64Array(n);
  const x = new Float64Array(n);
  for (let round = 0; round < 12; round++) {
    const hessian = new Float64Array(n * n);
    const gradient = new Float64Array(n);
    for (const { features, label, weight = 1 } of rows) {
      let score = 0;
      for (let i = 0; i < n; i++) {
        x[i] = i < use.length ? (features[use[i] as number] ?? 0) : 1;
        score += (w[i] as number) * (x[i] as number);
      }
      const p = 1 / (1 + Math.exp(-score));
      const g = weight * (label - p);
      const h = weight * Math.max(1e-6, p * (1 - p));
      for (let i = 0; i < n; i++) {
        const xi = x[i] as number;
        if (xi === 0) continue;
        gradient[i] = (gradient[i] as number) + g * xi;
        for (let j = 0; j <= i; j++) hessian[i * n + j] = (hessian[i * n + j] as number) + h * xi * (x[j] as number);
      }
    }
    for (let i = 0; i < use.length; i++) {
      gradient[i] = (gradient[i] as number) - ridge * (w[i] as number);
      hessian[i * n + i] = (hessian[i * n + i] as number) + ridge;
    }
    const change = solve(hessian, gradient, n);
    w = w.map((value, i) => value + (change[i] ?? 0));
    if (Math.max(...change.map(Math.abs)) < 1e-6) break;
  }
  const all = new Float64Array(size + 1);
  use.forEach((feature, i) => {
    all[feature] = w[i] ?? 0;
  });
  if (bias) all[size] = w[n - 1] ?? 0;
  return all;
}
