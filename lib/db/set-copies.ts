/**
 * Claim sets the reader added, in safety copies. A version of a set never changes, so it is kept once, compressed,
 * whichever copies have it: only the first copy after a set was added takes longer.
 */
import { MOST_SET_BYTES, utf8Length } from '../claims/index.ts';
import { packRows, unpack } from './archive.ts';
import type { Copies, SetInCopy, SetsInCopy } from './copies-store.ts';
import {
  openSetStore,
  type PortionRow,
  portionsOfSet,
  type SetRow,
  type SetStore,
  storeSet,
  sweepSets,
} from './set-store.ts';

/** How what a copy has stands to what is there now. */
export type Counts = { readonly missing: number; readonly different: number; readonly newer: number };

/** Compressed. 100,000 claims of the usual length take about half of it. */
const MOST_BYTES = 40_000_000;

const STORES = ['sets', 'portions'] as const;
const keyOf = (stamp: string): string => `set ${stamp}`;
/** The ids of the sets behind those stamps. */
const idsOf = (stamps: readonly string[]): readonly string[] => stamps.map((stamp) => stamp.split(' ', 1)[0] ?? stamp);
const nameOf = (notes: string): string => `${notes}-claim-sets`;

async function withSets<T>(notes: string, work: (store: SetStore) => Promise<T>): Promise<T> {
  const store = openSetStore(nameOf(notes));
  try {
    return await work(store);
  } finally {
    store.close();
  }
}

/**
 * Keep the sets beside the notes in `notes`, as far as `copies` has not got them and each has no more than `most` bytes,
 * compressed. Rejects when there is no room.
 */
export const keepSets = (notes: string, copies: Copies, most = MOST_BYTES): Promise<SetsInCopy> =>
  withSets(notes, async (store) => {
    const earlier = await copies.info.toArray();
    const there = await keptKeys(copies);
    // What a copy says it has is believed only where it lies.
    const known = new Map(
      earlier.flatMap(({ sets = [] }) =>
        sets.filter(({ stamp }) => there.has(keyOf(stamp))).map((set) => [set.stamp, set.bytes] as const),
      ),
    );
    // Those too large were packed in vain once. There may be room again for those that went for want of it.
    const [last] = earlier.filter((copy) => copy.left && !copy.thinned).sort((a, b) => (a.at < b.at ? 1 : -1));
    const left = new Set(last?.left);
    const sets: SetInCopy[] = [];
    const without: string[] = [];
    for (const row of await store.sets.orderBy('id').toArray()) {
      const { id, stamp, enabled } = row;
      const bytes = left.has(stamp) ? null : (known.get(stamp) ?? (await keepSet(store, row, copies, most)));
      if (bytes === null) without.push(stamp);
      else sets.push({ id, stamp, enabled, bytes });
    }
    return { sets, left: without };
  });

async function keepSet(store: SetStore, row: SetRow, copies: Copies, most: number): Promise<number | null> {
  const { bytes } = await packRows(store.verno, STORES, (name) =>
    name === 'sets' ? [[row]] : portionsOfSet(store, row.stamp),
  );
  if (bytes.length > most) return null;
  await copies.content.put({ id: keyOf(row.stamp), bytes });
  return bytes.length;
}

/** The keys under which sets lie in `copies`. */
const keptKeys = async (copies: Copies): Promise<ReadonlySet<string>> =>
  new Set(await copies.content.where(':id').startsWith(keyOf('')).primaryKeys());

/** Within a transaction over `copies`: whether all of them lie there still, whatever another page removed meanwhile. */
export async function areKept(copies: Copies, { sets }: SetsInCopy): Promise<boolean> {
  const there = await keptKeys(copies);
  return sets.every(({ stamp }) => there.has(keyOf(stamp)));
}

/** Within a transaction over `copies`: drop the sets no copy has any more. */
export async function dropUnused(copies: Copies): Promise<void> {
  const used = new Set((await copies.info.toArray()).flatMap(({ sets = [] }) => sets.map(({ stamp }) => keyOf(stamp))));
  const kept = await keptKeys(copies);
  await copies.content.bulkDelete([...kept].filter((key) => !used.has(key)));
}

/** A set in a copy with its claims as they were kept; null when it is gone or damaged. */
async function setOf(
  copies: Copies,
  { stamp }: SetInCopy,
): Promise<{ readonly row: SetRow; readonly portions: readonly PortionRow[] } | null> {
  const content = await copies.content.get(keyOf(stamp));
  // What was packed here; whoever reads the set parses it.
  const stores = content && (await unpack(content.bytes).catch(() => null));
  const row = stores?.get('sets')?.[0] as SetRow | undefined;
  return row ? { row, portions: (stores?.get('portions') ?? []) as readonly PortionRow[] } : null;
}

/** The sets of a copy as Caveat's own file has them, for which it has `room`, and the ids of those that are not in it. */
export async function setsInFile(
  copies: Copies,
  { sets = [], left = [] }: Partial<SetsInCopy>,
  room = MOST_SET_BYTES,
): Promise<{ readonly sets: readonly object[]; readonly left: readonly string[] }> {
  const fitting: object[] = [];
  const without = [...idsOf(left)];
  let free = room;
  for (const one of sets) {
    const kept = await setOf(copies, one);
    const set = kept && setInFile(kept.row, kept.portions);
    const size = set ? utf8Length(JSON.stringify(set)) : Infinity;
    if (set && size <= free) {
      fitting.push(set);
      free -= size;
    } else without.push(one.id);
  }
  return { sets: fitting, left: without };
}

/** The same for a copy that was made at `at` without any, for want of room: those that were there then are not in it. */
export const setsNotInFile = (notes: string, at: string): Promise<{ readonly sets: []; readonly left: string[] }> =>
  withSets(notes, async (store) => {
    const rows = await store.sets.orderBy('id').toArray();
    return { sets: [], left: rows.filter(({ added }) => added <= at).map(({ id }) => id) };
  });

const setInFile = ({ set, enabled, added }: SetRow, portions: readonly PortionRow[]): object => ({
  enabled,
  added,
  set: { ...(set as object), claims: portions.flatMap(({ claims }) => claims) },
});

/** What bringing these sets back would do. */
export const compareSets = (notes: string, { sets, left }: SetsInCopy): Promise<Counts> =>
  withSets(notes, async (store) => {
    const known = [...sets.map(({ id }) => id), ...idsOf(left)];
    const now = new Map((await store.sets.toArray()).map((row) => [row.id, row]));
    const there = sets.flatMap((set) => now.get(set.id) ?? []);
    const same = sets.filter(
      ({ id, stamp, enabled }) => now.get(id)?.stamp === stamp && now.get(id)?.enabled === enabled,
    );
    const newer = [...now.keys()].filter((id) => !known.includes(id));
    return { missing: sets.length - there.length, different: there.length - same.length, newer: newer.length };
  });

/**
 * Bring the sets of a copy back, each wholly or not at all: with `merge` those that are missing, with `replace` all as
 * they were. What `before`, the copy of how it was, has not got stays. A set that cannot be brought back keeps back no
 * other one: `compareSets` tells afterwards.
 */
export const putSetsBack = (
  notes: string,
  copies: Copies,
  { sets, left }: SetsInCopy,
  how: 'replace' | 'merge',
  before: SetsInCopy,
): Promise<void> =>
  withSets(notes, async (store) => {
    const now = new Map((await store.sets.toArray()).map((row) => [row.id, row]));
    const safe = new Set(before.sets.map(({ stamp }) => stamp));
    for (const set of sets) {
      const there = now.get(set.id);
      if (there && (how === 'merge' || !safe.has(there.stamp))) continue;
      if (there?.stamp === set.stamp) {
        await store.sets.update(set.id, { enabled: set.enabled });
        continue;
      }
      const kept = await setOf(copies, set);
      if (kept) await storeSet(store, { ...kept.row, enabled: set.enabled }, kept.portions).catch(() => {});
    }
    if (how === 'replace') {
      const known = [...sets.map(({ id }) => id), ...idsOf(left)];
      const gone = [...now.values()].filter(({ id, stamp }) => safe.has(stamp) && !known.includes(id));
      await store.sets.bulkDelete(gone.map(({ id }) => id));
    }
    await sweepSets(store);
  });
