/** Boosted decision trees: scoring. They are grown by `tests/bench/boost.ts`. */

/**
 * Complete trees of one depth, one after another: inner nodes level by level, then leaves. A value goes right when it
 * is greater than the node's limit; a node without a feature (-1) sends everything left.
 */
export type Trees = {
  readonly depth: number;
  readonly base: number;
  readonly features: readonly number[];
  readonly limits: readonly number[];
  readonly leaves: readonly number[];
};

/** Log-odds of one row of values. */
export function scoreTrees({ depth, base, features, limits, leaves }: Trees, row: ArrayLike<number>): number {
  const inner = (1 << depth) - 1;
  let score = base;
  for (let tree = 0, at = 0; at < features.length; tree++, at += inner) {
    let node = 0;
    while (node < inner) {
      const feature = features[at + node] ?? -1;
      const right = feature >= 0 && (row[feature] ?? 0) > (limits[at + node] ?? 0);
      node = 2 * node + (right ? 2 : 1);
    }
    score += leaves[tree * (inner + 1) + node - inner] ?? 0;
  }
  return score;
}
