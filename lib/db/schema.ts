/**
 * The database's versions. Append-only: a change is a new version with its upgrade and a frozen database of the version
 * before in `tests/fixtures/db`. Index only what a query uses.
 */
import { Dexie, type Table } from 'dexie';

export type Tables = {
  /** Rows are parsed when they are read: whatever is stored here is only believed then. */
  readonly notes: Table<unknown, string>;
  readonly encounters: Table<unknown, string>;
  readonly corrections: Table<unknown, string>;
};

/** Every version that ever existed, oldest first. */
export const versions = [
  {
    version: 1,
    stores: {
      /** `modified`: the library's order. `claim`: notes on claims of a page. `target.source`: notes of a page. */
      notes: 'id, modified, claim, target.source',
    },
  },
  {
    version: 2,
    stores: {
      notes: 'id, modified, claim, target.source',
      /** `claim`, `outlet`: the history of a claim, and what is forgotten together. `last`: what is past its time. */
      encounters: 'id, claim, outlet, last',
      /** By key only: there are few, and all are asked for at once. */
      corrections: 'key',
    },
  },
] as const;

/** Stores that can be made again from the others: no copy has them. */
export const derivedStores: ReadonlySet<string> = new Set<string>();

/** Stores no safety copy has: what was read must be gone once the reader cleared it. */
export const notInSnapshots: ReadonlySet<string> = new Set([...derivedStores, 'encounters']);

export function createDexie(name: string): Dexie & Tables {
  // Acknowledged means on the disk, also when the power fails: a note is worth some milliseconds.
  const dexie = new Dexie(name, { chromeTransactionDurability: 'strict' });
  for (const { version, stores } of versions) dexie.version(version).stores(stores);
  // Dexie adds a property a store when its versions are declared.
  return dexie as Dexie & Tables;
}
