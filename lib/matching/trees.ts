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

/** A scorer of rows: log-odds. The trees are laid out anew for it, so make it once. */
export function openTrees({ depth, base, features, limits, leaves }: Trees): (row: ArrayLike<number>) => number {
  const inner = (1 << depth) - 1;
  const trees = features.length / inner;
  // A node without a feature sends everything left: nothing is greater than infinity.
  const places = Uint8Array.from(features, (feature) => Math.max(0, feature));
  const bounds = Float64Array.from(limits, (limit, at) =>
    (features[at] ?? -1) < 0 ? Number.POSITIVE_INFINITY : limit,
  );
  const scores = Float64Array.from(leaves);
  return (row) => {
    let score = base;
    for (let tree = 0, at = 0, leaf = 0; tree < trees; tree++, at += inner, leaf += inner + 1) {
      let node = 0;
      for (let level = 0; level < depth; level++) {
        const right = (row[places[at + node] as number] as number) > (bounds[at + node] as number);
        node = 2 * node + (right ? 2 : 1);
      }
      score += scores[leaf + node - inner] as number;
    }
    return score;
  };
}
