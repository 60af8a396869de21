/** Opening with care: an older database is copied before it is upgraded, and whoever waits is told what for. */
import { Dexie, liveQuery } from 'dexie';
import { err, ok, type Result } from '../result.ts';
import { type DatabaseProblem, problemOf } from './problem.ts';
import { derivedStores } from './schema.ts';
import { type CaveatFile, fileOf, keepCopy } from './snapshots.ts';

/** Dexie multiplies its versions by ten. */
const DEXIE = 10;

/** How everything reaches a database: opened first, with failures as values. */
export type Guarded = {
  /** Open it, if it is not. */
  readonly ready: () => Promise<Result<void, DatabaseProblem>>;
  readonly attempt: <T>(work: () => PromiseLike<T>) => Promise<Result<T, DatabaseProblem>>;
  /** `read` now and after every change of what it reads, until `signal` aborts. */
  readonly watch: <T>(
    read: () => Promise<T>,
    callback: (result: Result<T, DatabaseProblem>) => void,
    signal: AbortSignal,
  ) => void;
};

export function openGuarded(dexie: Dexie): Guarded {
  let superseded = false;
  dexie.on('versionchange', (event) => {
    // A newer version wants in (or the database is being deleted): holding on would block it.
    superseded = event.newVersion !== null;
    dexie.close({ disableAutoOpen: superseded });
    // Dexie's own handler, which would log and reopen, is not needed any more.
    return false;
  });
  // An upgrade waits for whoever holds the old version open; a reader must not wait without a word.
  let reportBlocked = (): void => {};
  dexie.on('blocked', () => reportBlocked());

  /** The same for all who wait. When it was said to be blocked, opening goes on, and is asked for anew. */
  let opening: Promise<Result<void, DatabaseProblem>> | undefined;
  /** Every call tries again where an upgrade failed: one copy of what was there is enough. */
  let isCopied = false;
  async function open(): Promise<Result<void, DatabaseProblem>> {
    const before = await versionOf(dexie.name);
    const isOld = before !== null && before < latestOf(dexie);
    // Without room for a copy the upgrade is as safe as the browser makes it: it is done wholly or not at all.
    if (isOld && !isCopied) await copyOld(dexie.name).catch(() => {});
    isCopied = isOld;
    try {
      await dexie.open();
      return ok(undefined);
    } catch (thrown) {
      const problem = problemOf(thrown, superseded);
      const isUpgrade = isOld && (problem.kind === 'failed' || problem.kind === 'unavailable');
      return err(isUpgrade ? { kind: 'upgrade', detail: problem.detail } : problem);
    }
  }

  async function ready(): Promise<Result<void, DatabaseProblem>> {
    if (dexie.isOpen()) return ok(undefined);
    if (superseded) return err({ kind: 'closed', detail: 'a newer version took over' });
    opening ??= new Promise((resolve) => {
      reportBlocked = () => resolve(err({ kind: 'blocked', detail: 'another connection holds an older version open' }));
      void open().then((opened) => {
        opening = undefined;
        resolve(opened);
      });
    });
    return opening;
  }

  return {
    ready,
    async attempt(work) {
      const opened = await ready();
      if (!opened.ok) return opened;
      try {
        return ok(await work());
      } catch (thrown) {
        return err(problemOf(thrown, superseded));
      }
    },
    watch(read, callback, signal) {
      if (signal.aborted) return;
      void ready().then((opened) => {
        if (signal.aborted) return;
        if (!opened.ok) {
          callback(opened);
          return;
        }
        const subscription = liveQuery(read).subscribe({
          next: (value) => callback(ok(value)),
          error: (thrown) => callback(err(problemOf(thrown, superseded))),
        });
        signal.addEventListener('abort', () => subscription.unsubscribe(), { once: true });
      });
    },
  };
}

/** The version of the database as it lies there, or null where there is none or the browser does not tell. */
async function versionOf(name: string): Promise<number | null> {
  try {
    const all = await indexedDB.databases();
    return all.find((one) => one.name === name)?.version ?? null;
  } catch {
    // Then the upgrade goes without a copy, and opening says what is wrong.
    return null;
  }
}

const latestOf = (dexie: Dexie): number => Math.round(dexie.verno * DEXIE);

/** Opened as it is: with no version declared Dexie takes what is there. */
async function asItIs<T>(name: string, work: (dexie: Dexie) => Promise<T>): Promise<T> {
  const dexie = new Dexie(name);
  try {
    await dexie.open();
    return await work(dexie);
  } finally {
    dexie.close();
  }
}

const copyOld = (name: string): Promise<unknown> =>
  asItIs(name, (old) => keepCopy(old, 'upgrade', new Date().toISOString()));

/**
 * Everything there is, row by row, as a file of Caveat's, whatever version it is of: for a reader whose notes could not be
 * taken over by this one. What this Caveat cannot read is in it all the same.
 */
export async function rawCopy(now: string, name = 'caveat'): Promise<Result<CaveatFile, DatabaseProblem>> {
  try {
    return ok(
      await asItIs(name, async (dexie) => {
        const stores = dexie.tables.filter((table) => !derivedStores.has(table.name));
        const rows = await Promise.all(stores.map((table) => table.toArray()));
        return fileOf(new Map(stores.map((table, at) => [table.name, rows[at] ?? []])), now, dexie.verno);
      }),
    );
  } catch (thrown) {
    return err(problemOf(thrown));
  }
}
