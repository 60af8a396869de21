/**
 * What the reader wrote and, with consent, met, kept in the extension's own IndexedDB. Extension contexts only: a content
 * script would open the page's database. Functions mean something; tables stay inside.
 */
import { allNotesIn } from './all-notes.ts';
import { openClaimSets } from './claim-sets.ts';
import { notesIn } from './notes.ts';
import { openGuarded } from './open.ts';
import { allCorrectionsIn, allEncountersIn, correctionsIn, encountersIn } from './remembered.ts';
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
  NotesSoFar,
} from './types.ts';

/**
 * The database, opened with its first use. Opening twice in one context is harmless, once is enough. Before an older one is
 * upgraded, a copy of it is made. `define` is for tests.
 */
export function openDatabase(name = 'caveat', define: typeof createDexie = createDexie): Database {
  const dexie = define(name);
  const { ready, attempt, watch } = openGuarded(dexie);
  const claimSets = openClaimSets(`${name}-claim-sets`);
  return {
    encounters: allEncountersIn(dexie, attempt, watch),
    corrections: allCorrectionsIn(dexie, attempt, watch),
    claimSets,
    close: () => {
      dexie.close({ disableAutoOpen: false });
      claimSets.close();
    },
    snapshots: snapshotsOf(dexie, ready),
    notes: allNotesIn(dexie, attempt, watch),
  };
}

/** The same for the background, whose script every start of it reads: without what only pages need. */
export function openBackgroundDatabase(name = 'caveat'): BackgroundDatabase {
  const dexie = createDexie(name);
  const { attempt } = openGuarded(dexie);
  return {
    notes: notesIn(dexie, attempt),
    encounters: encountersIn(dexie, attempt),
    corrections: correctionsIn(dexie, attempt),
  };
}
