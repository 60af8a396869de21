/**
 * What the reader wrote and, with consent, met, kept in the extension's own IndexedDB. Extension contexts only: a content
 * script would open the page's database. Functions mean something; tables stay inside.
 */
import { pageKeys } from '../annotation/index.ts';
import { ok } from '../result.ts';
import { openClaimSets } from './claim-sets.ts';
import { followNotes } from './follow-notes.ts';
import { inOrder, notesIn, readable } from './notes.ts';
import { type Guarded, openGuarded } from './open.ts';
import { correctionsIn, encountersIn } from './remembered.ts';
import { createDexie } from './schema.ts';
import { snapshotsOf } from './snapshots.ts';
import type { BackgroundDatabase, Database } from './types.ts';

export { type Brought, type BroughtIn, bringIn, type Pacing } from './bring-in.ts';
export {
  type AddOptions,
  type AddProblem,
  type ClaimSets,
  type KeptClaimSet,
  openClaimSets,
  openClaimShelf,
} from './claim-sets.ts';
export type { SnapshotInfo, SnapshotReason } from './copies-store.ts';
export type { Edited } from './edit-note.ts';
export type { NotesSoFar } from './follow-notes.ts';
export { rawCopy } from './open.ts';
export type { DatabaseProblem, NoteProblem } from './problem.ts';
export type { Counts, Counts as SetCounts } from './set-copies.ts';
export type { CaveatFile, Restored, Snapshots } from './snapshots.ts';
export { askToKeep, type Keeping, keeping, room } from './storage.ts';
export type {
  BackgroundDatabase,
  Corrections,
  Database,
  Encounters,
  Forgettable,
  Notes,
} from './types.ts';

/**
 * The database, opened with its first use. Opening twice in one context is harmless, once is enough. Before an older one is
 * upgraded, a copy of it is made. `define` is for tests.
 */
export function openDatabase(name = 'caveat', define: typeof createDexie = createDexie): Database {
  const dexie = define(name);
  const { ready, attempt, watch } = openGuarded(dexie);
  const stores = storesOf(dexie, attempt, watch);
  const claimSets = openClaimSets(`${name}-claim-sets`);
  return {
    ...stores,
    claimSets,
    close: () => {
      stores.close();
      claimSets.close();
    },
    snapshots: snapshotsOf(dexie, ready),
    notes: {
      ...notesIn(dexie, attempt),
      change: (ids, how) =>
        attempt(() =>
          dexie.transaction('rw', dexie.notes, async () => {
            const before = readable((await dexie.notes.bulkGet([...ids])).filter((row) => row !== undefined));
            const changes = before.map((note) => [note, how(note)] as const).filter(([note, next]) => next !== note);
            await dexie.notes.bulkPut(changes.flatMap(([, next]) => next ?? []));
            await dexie.notes.bulkDelete(changes.flatMap(([{ id }, next]) => (next === null ? [id] : [])));
            return changes.map(([note]) => note);
          }),
        ),
      async saveInPortions(notes, { onProgress, signal } = {}) {
        for (let saved = 0; saved < notes.length; ) {
          const portion = notes.slice(saved, saved + PORTION);
          const kept = await attempt(() => dexie.transaction('rw', dexie.notes, () => dexie.notes.bulkPut(portion)));
          if (!kept.ok) return { ok: false, error: { ...kept.error, saved } };
          saved += portion.length;
          onProgress?.(saved / notes.length);
          if (signal?.aborted) return { ok: true, value: { saved } };
        }
        return { ok: true, value: { saved: notes.length } };
      },
      watch: (callback, signal) => {
        if (signal.aborted) return;
        void attempt(() => followNotes(dexie, readable, (state) => callback(ok(state)), signal)).then((ended) => {
          if (!ended.ok && !signal.aborted) callback(ended);
        });
      },
      watchPage: (page, claims, callback, signal) =>
        watch(
          async () => {
            const [there, on] = await Promise.all([
              dexie.notes.where('target.source').anyOf(pageKeys(page)).toArray(),
              dexie.notes.where('claim').anyOf(claims).toArray(),
            ]);
            return [...new Map(inOrder([...there, ...on]).map((note) => [note.id, note])).values()];
          },
          callback,
          signal,
        ),
    },
  };
}

/** The same for the background, whose script every start of it reads: without what only pages need. */
export function openBackgroundDatabase(name = 'caveat'): BackgroundDatabase {
  const dexie = createDexie(name);
  const { attempt, watch } = openGuarded(dexie);
  return { ...storesOf(dexie, attempt, watch), notes: notesIn(dexie, attempt) };
}

const storesOf = (
  dexie: ReturnType<typeof createDexie>,
  attempt: Guarded['attempt'],
  watch: Guarded['watch'],
): Pick<Database, 'encounters' | 'corrections' | 'close'> => ({
  encounters: encountersIn(dexie, attempt, watch),
  corrections: correctionsIn(dexie, attempt, watch),
  close: () => dexie.close({ disableAutoOpen: false }),
});

/** Notes written in one transaction of `saveInPortions`: about a tenth of a second. */
const PORTION = 1_000;
