/**
 * Safety copies on this device, made before anything that changes much at once. They live in a database of their own, so
 * that neither an upgrade that fails nor a mistake in the other one reaches them. What was read is never in a copy:
 * clearing it must clear it.
 */
import type { Dexie } from 'dexie';
import { type Annotation, inFile, parseAnnotation } from '../annotation/index.ts';
import { err, ok, type Result } from '../result.ts';
import { pack, unpack } from './archive.ts';
import { type Copies, openCopies, type SetsInCopy, type SnapshotInfo, type SnapshotReason } from './copies-store.ts';
import { type DatabaseProblem, problemOf } from './problem.ts';
import { compareRows, type PutBack, putBack } from './put-back.ts';
import { notInSnapshots } from './schema.ts';
import {
  areKept,
  type Counts,
  compareSets,
  dropUnused,
  keepSets,
  putSetsBack,
  setsInFile,
  setsNotInFile,
} from './set-copies.ts';
import { tooMany } from './thinning.ts';

/** What bringing a copy back did. */
export type Restored = PutBack & {
  /** A copy of how it was before: bringing that one back (`replace`) undoes it. */
  readonly before: SnapshotInfo;
  /** Claim sets of the copy that are still missing, or with `replace` still different. */
  readonly setsNotBack: number;
};

export type Snapshots = {
  /** Make a copy of everything the reader wrote, and drop older ones that are too many. */
  take(reason: SnapshotReason, now: string): Promise<Result<SnapshotInfo, DatabaseProblem>>;
  /** The copies there are, the latest first. */
  list(): Promise<Result<readonly SnapshotInfo[], DatabaseProblem>>;
  /** How the claim sets of a copy stand to those of now. */
  compareSets(id: string): Promise<Result<Counts, DatabaseProblem>>;
  /** And the corrections. */
  compareCorrections(id: string): Promise<Result<Counts, DatabaseProblem>>;
  /**
   * Bring a copy back. `replace`: everything is as it was then. `merge`: what is missing now comes back, everything else
   * stays. All or nothing (claim sets one by one), and a copy of how it was is made first.
   */
  restore(id: string, how: 'replace' | 'merge', now: string): Promise<Result<Restored, DatabaseProblem>>;
  /**
   * Take copies out of the list as of `at`, to be deleted by `sweep`; or back into it, with null. That they are going is
   * kept: a page that is closed before it swept leaves nothing behind for good. False where one is not there any more.
   */
  setGoing(ids: readonly string[], at: string | null): Promise<Result<boolean, DatabaseProblem>>;
  /** Delete the copies that were taken out of the list at `until` or before; of them only `ids`, if given. */
  sweep(until: string, ids?: readonly string[]): Promise<Result<void, DatabaseProblem>>;
  remove(id: string): Promise<Result<void, DatabaseProblem>>;
  removeAll(): Promise<Result<void, DatabaseProblem>>;
  /** A copy as a file of Caveat's, to be saved and imported anywhere; with its claim sets, which may be large, or without. */
  file(id: string, sets?: 'without-sets'): Promise<Result<CopyFile, DatabaseProblem>>;
};

/** A file to hand to the reader, as `lib/exchange` has them. */
export type CaveatFile = { readonly name: string; readonly mediaType: string; readonly text: string };

/** `left`: ids of the claim sets that are not in the file, for they are too large for it or for the copy, or damaged. */
export type CopyFile = CaveatFile & { readonly left: readonly string[] };

/** Everything but what is derived from other stores or must go when the reader clears it. */
const copied = (dexie: Dexie): string[] =>
  dexie.tables.map(({ name }) => name).filter((name) => !notInSnapshots.has(name));

/** How claim sets come into copies: injected, for no background needs it. */
type SetKeeping = {
  readonly keepSets: typeof keepSets;
  readonly areKept: typeof areKept;
  readonly dropUnused: typeof dropUnused;
};

/** How often sets are kept anew when another page takes them away before the copy that has them is made. */
const TRIES = 3;

/**
 * Keep a copy of `dexie` as it is, whatever its version. Rejects when there is no room or it cannot be read. Without
 * `beside` it has no claim sets: they lie in a database of their own, which no upgrade of this one touches. `spared` is
 * the copy that is not dropped for it.
 */
export async function keepCopy(
  dexie: Dexie,
  reason: SnapshotReason,
  now: string,
  beside?: SetKeeping,
  spared?: string,
): Promise<SnapshotInfo> {
  const { bytes, rows } = await pack(dexie, copied(dexie));
  const copies = openCopies(dexie.name);
  try {
    // An upgrade that fails is tried with every start: copies of the same would drive out all others.
    const same = reason === 'upgrade' ? await sameCopy(copies, bytes) : null;
    if (same) return same;
    const id = `${now} ${crypto.randomUUID().slice(0, 8)}`;
    const notes: SnapshotInfo = {
      id,
      at: now,
      reason,
      notes: rows['notes'] ?? 0,
      corrections: rows['corrections'] ?? 0,
      bytes: bytes.length,
    };
    const put = (info: SnapshotInfo, sets: SetsInCopy | null): Promise<boolean> =>
      copies.transaction('rw', copies.info, copies.content, async () => {
        if (sets && beside && !(await beside.areKept(copies, sets))) return false;
        await copies.info.put({ ...info, version: dexie.verno });
        await copies.content.put({ id, bytes });
        await thin(copies, now, spared);
        await beside?.dropUnused(copies);
        return true;
      });
    for (let tries = 1; beside && tries <= TRIES; tries += 1) {
      const sets = await beside.keepSets(dexie.name, copies).catch(() => null);
      if (sets === null) break;
      const info = { ...notes, ...sets };
      if (await put(info, sets)) return info;
    }
    // A copy without them, for want of room, is better than none.
    await put(notes, null);
    return notes;
  } finally {
    copies.close();
  }
}

/** Within a transaction: drop what is too much. Not `spared`; and those that are going count no more. */
async function thin(copies: Copies, now: string, spared?: string): Promise<void> {
  const rows = (await copies.info.toArray()).filter(({ id, going }) => id !== spared && going === undefined);
  const { dropped, sets: gone } = tooMany(rows, now);
  await copies.info.bulkDelete([...dropped]);
  await copies.content.bulkDelete([...dropped]);
  const poorer = rows.flatMap(({ sets = [], left = [], ...row }) => {
    const without = sets.filter(({ stamp }) => gone.has(stamp)).map(({ stamp }) => stamp);
    if (without.length === 0 || dropped.includes(row.id)) return [];
    const kept = sets.filter(({ stamp }) => !gone.has(stamp));
    return [{ ...row, sets: kept, left: [...left, ...without], thinned: true as const }];
  });
  await copies.info.bulkPut(poorer);
}

/** The copy made before an upgrade that holds just this, or null. */
async function sameCopy(copies: Copies, bytes: Uint8Array): Promise<SnapshotInfo | null> {
  const made = await copies.info
    .filter(({ reason, bytes: size, going }) => reason === 'upgrade' && size === bytes.length && !going)
    .toArray();
  for (const { version: _version, ...info } of made) {
    const content = (await copies.content.get(info.id))?.bytes;
    if (content?.every((byte, at) => byte === bytes[at])) return info;
  }
  return null;
}

/** The copies of the database `dexie`, which `ready` opens first. */
export function snapshotsOf(dexie: Dexie, ready: () => Promise<Result<void, DatabaseProblem>>): Snapshots {
  async function attempt<T>(work: (copies: Copies) => Promise<T>): Promise<Result<T, DatabaseProblem>> {
    const copies = openCopies(dexie.name);
    try {
      return ok(await work(copies));
    } catch (thrown) {
      return err(thrown instanceof Unreadable ? { kind: 'failed', detail: thrown.message } : problemOf(thrown));
    } finally {
      // Not held open: another context may be deleting them.
      copies.close();
    }
  }

  const beside = { keepSets, areKept, dropUnused };

  async function contentOf(copies: Copies, id: string): Promise<ReadonlyMap<string, readonly unknown[]>> {
    const content = await copies.content.get(id);
    if (!content) throw new Unreadable('there is no such copy');
    return unpack(content.bytes).catch((thrown: unknown) => {
      throw new Unreadable(`the copy is damaged: ${String(thrown)}`);
    });
  }

  /** Answers with how many did not come back. Without a copy of the sets as they were, none is touched. */
  async function bringSetsBack(
    copies: Copies,
    sets: SetsInCopy,
    how: 'replace' | 'merge',
    before: SetsInCopy | null,
  ): Promise<number> {
    if (before) await putSetsBack(dexie.name, copies, sets, how, before).catch(() => {});
    const counts = await compareSets(dexie.name, sets).catch(() => null);
    return counts === null ? sets.sets.length : counts.missing + (how === 'replace' ? counts.different : 0);
  }

  return {
    async take(reason, now) {
      const open = await ready();
      return open.ok ? attempt(() => keepCopy(dexie, reason, now, beside)) : open;
    },
    list: () =>
      attempt(async (copies) => {
        const rows = await copies.info.toArray();
        return rows
          .filter(({ going }) => going === undefined)
          .map(({ version: _version, thinned: _thinned, ...info }) => info)
          .sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
      }),
    async restore(id, how, now) {
      const open = await ready();
      if (!open.ok) return open;
      return attempt(async (copies) => {
        // Read before anything is touched: a damaged copy changes nothing. And before it might be thinned away.
        const content = await contentOf(copies, id);
        const sets = setsOf(await copies.info.get(id));
        const before = await keepCopy(dexie, 'restore', now, beside, id);
        // Notes first: where they cannot be brought back, nothing is changed.
        const counts = await putBack(dexie, copied(dexie), content, how, await contentOf(copies, before.id));
        const setsNotBack = sets ? await bringSetsBack(copies, sets, how, setsOf(before)) : 0;
        return { before, ...counts, setsNotBack };
      });
    },
    setGoing: (ids, at) =>
      attempt((copies) =>
        copies.transaction('rw', copies.info, async () => {
          const rows = (await copies.info.bulkGet([...ids])).filter((row) => row !== undefined);
          await copies.info.bulkPut(rows.map(({ going: _, ...row }) => (at === null ? row : { ...row, going: at })));
          return rows.length === ids.length;
        }),
      ),
    sweep: (until, ids) =>
      attempt((copies) =>
        copies.transaction('rw', copies.info, copies.content, async () => {
          const gone = await copies.info
            .filter(({ id, going }) => going !== undefined && going <= until && (ids?.includes(id) ?? true))
            .primaryKeys();
          await copies.info.bulkDelete(gone);
          await copies.content.bulkDelete(gone);
          await dropUnused(copies);
        }),
      ),
    remove: (id) =>
      attempt((copies) =>
        copies.transaction('rw', copies.info, copies.content, async () => {
          await copies.info.delete(id);
          await copies.content.delete(id);
          await dropUnused(copies);
        }),
      ),
    removeAll: () =>
      attempt((copies) =>
        copies.transaction('rw', copies.info, copies.content, async () => {
          await copies.info.clear();
          await copies.content.clear();
        }),
      ),
    compareSets: (id) =>
      attempt(async (copies) => {
        const sets = setsOf(await copies.info.get(id));
        return sets ? compareSets(dexie.name, sets) : { missing: 0, different: 0, newer: 0 };
      }),
    async compareCorrections(id) {
      const open = await ready();
      if (!open.ok) return open;
      return attempt(async (copies) => {
        const then = (await contentOf(copies, id)).get('corrections');
        const { missing, different, newer } = await compareRows(dexie.table('corrections'), then);
        return { missing: missing.length, different: different.length, newer: newer.length };
      });
    },
    file: (id, sets) =>
      attempt(async (copies) => {
        const info = await copies.info.get(id);
        const content = new Map(await contentOf(copies, id));
        const withSets = () => (info?.sets ? setsInFile(copies, info) : setsNotInFile(dexie.name, info?.at ?? ''));
        const inFile = sets === undefined ? await withSets() : null;
        if (inFile) content.set('claimSets', inFile.sets);
        return { ...fileOf(content, info?.at ?? '', info?.version ?? 0), left: inFile?.left ?? [] };
      }),
  };
}

/** What a copy knows of claim sets; null for one that was made without. */
const setsOf = ({ sets, left = [] }: Partial<SetsInCopy> = {}): SetsInCopy | null => (sets ? { sets, left } : null);

class Unreadable extends Error {}

/** Rows as a file: what a later Caveat can read as notes, and every row as it is, for whoever must save more than that. */
export function fileOf(content: ReadonlyMap<string, readonly unknown[]>, now: string, version: number): CaveatFile {
  const { notes = [], corrections = [], encounters, claimSets = [], ...others } = Object.fromEntries(content);
  const isNote = (row: unknown): row is Annotation => parseAnnotation(row).ok;
  const unread = notes.filter((row) => !isNote(row));
  const rest = { ...others, ...(unread.length > 0 ? { notes: unread } : {}) };
  const parts: readonly (readonly [string, readonly unknown[]])[] = [
    ['annotations', notes.filter(isNote).map(inFile)],
    ['corrections', corrections],
    ...(encounters ? [['history', encounters] as const] : []),
    ...(claimSets.length > 0 ? [['claimSets', claimSets] as const] : []),
  ];
  const head = { format: 'caveat-notes', version: 1, created: now, database: version };
  const fields = parts.map(([name, rows]) => `"${name}": [\n${rows.map((row) => JSON.stringify(row)).join(',\n')}\n]`);
  const raw = Object.keys(rest).length > 0 ? `,\n"stores": ${JSON.stringify(rest)}` : '';
  return {
    name: `caveat-copy-${now.slice(0, 10)}.caveat.json`,
    mediaType: 'application/json',
    text: `${JSON.stringify(head).slice(0, -1)},\n${fields.join(',\n')}${raw}}\n`,
  };
}
