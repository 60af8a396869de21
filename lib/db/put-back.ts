/** What a safety copy has, back in the stores it came from; and how the two differ. */
import type { Dexie, Table } from 'dexie';

type Rows = readonly unknown[];
type Stores = ReadonlyMap<string, Rows>;

/** What was put back: of notes those that were missing, that were different, and that the copy does not have. */
export type PutBack = {
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  /** Corrections that came, changed or went. */
  readonly corrections: number;
};

/** How a store stands to what a copy has of it: rows of the copy, and the keys it has not got. */
type Difference = { readonly missing: Rows; readonly different: Rows; readonly newer: readonly string[] };

/** The database gave out no row without its key. */
const keyIn =
  ({ schema }: Table) =>
  (row: unknown): string =>
    String((row as Record<string, unknown>)[String(schema.primKey.keyPath)]);

const byKey = (table: Table, rows: Rows): ReadonlyMap<string, string> =>
  new Map(rows.map((row) => [keyIn(table)(row), JSON.stringify(row)]));

/** Nothing differs where the copy does not know the store. */
export async function compareRows(table: Table, then: Rows | undefined): Promise<Difference> {
  return then ? difference(table, then, byKey(table, await table.toArray())) : NONE;
}

const NONE: Difference = { missing: [], different: [], newer: [] };

function difference(table: Table, then: Rows, now: ReadonlyMap<string, string>): Difference {
  const keyOf = keyIn(table);
  const keys = new Set(then.map(keyOf));
  return {
    missing: then.filter((row) => !now.has(keyOf(row))),
    different: then.filter((row) => now.has(keyOf(row)) && now.get(keyOf(row)) !== JSON.stringify(row)),
    newer: [...now.keys()].filter((key) => !keys.has(key)),
  };
}

/**
 * Put `content` back into `stores`, all or nothing. Stores a copy knows and this Caveat does not are left alone, and those
 * it does not know are not touched. Nor is a row that another window wrote since `before`, the copy of how it was: only
 * what that one holds may be lost here.
 */
export async function putBack(
  dexie: Dexie,
  stores: readonly string[],
  content: Stores,
  how: 'replace' | 'merge',
  before: Stores,
): Promise<PutBack> {
  const counts = { added: 0, changed: 0, removed: 0, corrections: 0 };
  await dexie.transaction('rw', stores, async () => {
    for (const store of stores) {
      const table = dexie.table(store);
      const rows = content.get(store);
      if (!rows) continue;
      const keyOf = keyIn(table);
      const now = byKey(table, await table.toArray());
      const safe = byKey(table, before.get(store) ?? []);
      const isSafe = (key: string): boolean => how === 'replace' && now.get(key) === safe.get(key);
      const { missing, different, newer } = difference(table, rows, now);
      const other = different.filter((row) => isSafe(keyOf(row)));
      const gone = newer.filter(isSafe);
      await table.bulkPut([...missing, ...other]);
      await table.bulkDelete(gone);
      if (store === 'corrections') counts.corrections = missing.length + other.length + gone.length;
      if (store !== 'notes') continue;
      counts.added = missing.length;
      counts.changed = other.length;
      counts.removed = gone.length;
    }
  });
  return counts;
}
