/** What changed between two versions of a set, field by field, for a reader who decides whether to take an update. */
import type { Claim, ClaimSet } from './schema.ts';

/** One difference. `before` is absent for what was added, `after` for what was removed. */
export type FieldChange = {
  /** Where, inside the set or the claim: `record.sources[0].desc`. Positions are those of the version that has it. */
  readonly place: string;
  readonly before?: unknown;
  readonly after?: unknown;
};

export type ClaimChange = {
  readonly id: string;
  readonly before: Claim;
  readonly after: Claim;
  readonly changes: readonly FieldChange[];
};

export type ClaimSetDiff = {
  /** Everything about the set itself: version, title, licence, languages … */
  readonly set: readonly FieldChange[];
  readonly added: readonly Claim[];
  /** Removing a claim orphans the notes on it, so it is worth a warning. */
  readonly removed: readonly Claim[];
  readonly changed: readonly ClaimChange[];
};

/**
 * What an update from `before` to `after` would change. Claims are paired by id. The order of claims and of entries in
 * lists says nothing in this format, so a change of order is no change. Levels are not compared here: grade both
 * records to see which a change moves.
 */
export function diffClaimSets(before: ClaimSet, after: ClaimSet): ClaimSetDiff {
  const { claims: oldClaims, ...oldSet } = before;
  const { claims: newClaims, ...newSet } = after;
  const newById = new Map(newClaims.map((claim) => [claim.id, claim]));
  const oldIds = new Set(oldClaims.map(({ id }) => id));
  const removed: Claim[] = [];
  const changed: ClaimChange[] = [];
  for (const claim of oldClaims) {
    const other = newById.get(claim.id);
    if (other === undefined) {
      removed.push(claim);
      continue;
    }
    const changes = changesBetween(claim, other, '');
    if (changes.length > 0) changed.push({ id: claim.id, before: claim, after: other, changes });
  }
  const added = newClaims.filter(({ id }) => !oldIds.has(id));
  return { set: changesBetween(oldSet, newSet, ''), added, removed, changed };
}

/** Depth is bounded: both values come out of the schema, which does not nest into itself. */
function changesBetween(before: unknown, after: unknown, place: string): readonly FieldChange[] {
  if (before === undefined && after === undefined) return [];
  if (before === undefined) return [{ place, after }];
  if (after === undefined) return [{ place, before }];
  if (Array.isArray(before) && Array.isArray(after)) return changesInList(before, after, place);
  if (!isObject(before) || !isObject(after)) return before === after ? [] : [{ place, before, after }];
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].flatMap((name) =>
    changesBetween(before[name], after[name], place === '' ? name : `${place}.${name}`),
  );
}

/**
 * Entries that stayed the same are set aside wherever they stand. As many left on both sides are taken for changed
 * entries, in order; otherwise they are entries that went and entries that came.
 */
function changesInList(before: readonly unknown[], after: readonly unknown[], place: string): readonly FieldChange[] {
  const [gone, come] = unmatched(before, after);
  const at = (index: number) => `${place}[${index}]`;
  if (gone.length === come.length) {
    return gone.flatMap(({ index, value }, n) => changesBetween(value, come[n]?.value, at(come[n]?.index ?? index)));
  }
  return [
    ...gone.map(({ index, value }) => ({ place: at(index), before: value })),
    ...come.map(({ index, value }) => ({ place: at(index), after: value })),
  ];
}

type Entry = { readonly index: number; readonly value: unknown };

function unmatched(
  before: readonly unknown[],
  after: readonly unknown[],
): [gone: readonly Entry[], come: readonly Entry[]] {
  const open = new Map<string, number>();
  for (const value of before) open.set(canonical(value), (open.get(canonical(value)) ?? 0) + 1);
  const come = entriesWithout(after, open);
  // What is still open after all of `after` took its equal is what went.
  const gone: Entry[] = [];
  for (const [index, value] of before.entries()) {
    const left = open.get(canonical(value)) ?? 0;
    if (left > 0) {
      open.set(canonical(value), left - 1);
      gone.push({ index, value });
    }
  }
  return [gone, come];
}

/** Entries of `list` beyond those that `open` still counts; each found there is counted off. */
function entriesWithout(list: readonly unknown[], open: Map<string, number>): readonly Entry[] {
  const entries: Entry[] = [];
  for (const [index, value] of list.entries()) {
    const left = open.get(canonical(value)) ?? 0;
    if (left > 0) open.set(canonical(value), left - 1);
    else entries.push({ index, value });
  }
  return entries;
}

/** The same text for values that are equal up to the order of fields and of list entries. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).sort().join()}]`;
  if (!isObject(value)) return JSON.stringify(value) ?? '';
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  return `{${fields
    .map(([name, field]) => `${JSON.stringify(name)}:${canonical(field)}`)
    .sort()
    .join()}}`;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
