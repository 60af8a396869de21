/** The tables claim sets lie in, and what keeps a set whole in them. */
import { Dexie, type Table } from 'dexie';

/** `stamp` names what one version of a set says: portions of an older one are never taken for it. */
export type SetRow = { id: string; stamp: string; enabled: boolean; added: string; claims: number; set: unknown };
export type PortionRow = { stamp: string; portion: number; claims: unknown };
type SearchRow = { stamp: string; saved: unknown };
type Tables = {
  readonly sets: Table<SetRow, string>;
  readonly portions: Table<PortionRow, [string, number]>;
  readonly searches: Table<SearchRow, string>;
};

/** Portions written at once: some tens of milliseconds. */
const AT_ONCE = 5;

export type SetStore = Dexie & Tables;

export function openSetStore(name: string): SetStore {
  // Dexie adds a property a store when its versions are declared. Append-only, as in `schema.ts`.
  const dexie = new Dexie(name) as SetStore;
  dexie.version(1).stores({ sets: 'id', portions: '[stamp+portion]', searches: 'stamp' });
  return dexie;
}

export const ofStamp = (dexie: SetStore, stamp: string) =>
  dexie.portions.where(':id').between([stamp, 0], [stamp, Infinity]);

/** The claims of one version of a set, some at a time. */
export async function* portionsOfSet(dexie: SetStore, stamp: string): AsyncGenerator<readonly PortionRow[], void> {
  for (const key of await ofStamp(dexie, stamp).primaryKeys()) {
    const row = await dexie.portions.get(key);
    if (row) yield [row];
  }
}

/** Keep a set with its claims, in the place of one with its id: whoever reads meanwhile finds the old one whole. */
export async function storeSet(
  dexie: SetStore,
  row: SetRow,
  portions: readonly PortionRow[],
  onProgress?: (share: number) => void,
): Promise<void> {
  for (let at = 0; at < portions.length; at += AT_ONCE) {
    await dexie.portions.bulkPut(portions.slice(at, at + AT_ONCE));
    onProgress?.(Math.min(1, (at + AT_ONCE) / portions.length));
  }
  await dexie.transaction('rw', dexie.sets, dexie.portions, async () => {
    // Another window that swept meanwhile took these for what an interrupted set left behind.
    const there = new Set((await ofStamp(dexie, row.stamp).primaryKeys()).map(([, portion]) => portion));
    await dexie.portions.bulkPut(portions.filter(({ portion }) => !there.has(portion)));
    await dexie.sets.put(row);
  });
}

/** Remove what an interrupted or replaced set left behind. */
export const sweepSets = (dexie: SetStore): Promise<void> =>
  dexie.transaction('rw', dexie.sets, dexie.portions, dexie.searches, async () => {
    const stamps = new Set((await dexie.sets.toArray()).map(({ stamp }) => stamp));
    const left = (await dexie.portions.toCollection().primaryKeys()).filter(([stamp]) => !stamps.has(stamp));
    await dexie.portions.bulkDelete(left);
    const searches = (await dexie.searches.toCollection().primaryKeys()).filter((stamp) => !stamps.has(stamp));
    await dexie.searches.bulkDelete(searches);
  });
