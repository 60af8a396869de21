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

/** Sums of floats in another order differ by less. */
const ROUNDING = 1e-9;

/**
 * A scorer of rows: log-odds. The trees are laid out anew for it, so make it once.
 *
 * Whoever only asks for rows that reach `least` is given any number below it for the others, as soon as the trees that
 * are left cannot make up for it were they all to give their most: halfway, on average.
 */
export function openTrees({
  depth,
  base,
  features,
  limits,
  leaves,
}: Trees): (row: ArrayLike<number>, least?: number) => number {
  const inner = (1 << depth) - 1;
  const trees = features.length / inner;
  // A node without a feature sends everything left: nothing is greater than infinity.
  const places = Uint8Array.from(features, (feature) => Math.max(0, feature));
  const bounds = Float64Array.from(limits, (limit, at) =>
    (features[at] ?? -1) < 0 ? Number.POSITIVE_INFINITY : limit,
  );
  const scores = Float64Array.from(leaves);
  // The most that a tree and all after it can give.
  const rest = new Float64Array(trees + 1).fill(ROUNDING);
  for (let tree = trees - 1; tree >= 0; tree--) {
    const own = scores.subarray(tree * (inner + 1), (tree + 1) * (inner + 1));
    rest[tree] = (rest[tree + 1] as number) + Math.max(...own);
  }
  return (row, least = Number.NEGATIVE_INFINITY) => {
    let score = base;
    for (let tree = 0, at = 0, leaf = 0; tree < trees; tree++, at += inner, leaf += inner + 1) {
      const most = score + (rest[tree] as number);
      if (most < least) return most;
      let node = 0;
      for (let level = 0; level < depth; level++) {
        // A number, not a choice: a processor guesses wrong half the time, which took as long again.
        const right = Number((row[places[at + node] as number] as number) > (bounds[at + node] as number));
        node = 2 * node + 1 + right;
      }
      score += scores[leaf + node - inner] as number;
    }
    return score;
  };
}
