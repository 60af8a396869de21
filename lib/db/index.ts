/**
 * What the reader wrote and, with consent, met, kept in the extension's own IndexedDB. Extension contexts only: a content script would open
 * the page's database. Functions mean something; tables stay inside.
 */
import { type Annotation, type Correction, pageKey, parseAnnotation } from '../annotation/index.ts';
import type { ClaimKey } from '../claims/index.ts';
import type { Encounter, HistoryLimits } from '../history/index.ts';
import { ok, type Result } from '../result.ts';
import { type Edited, mergeEdit } from './edit-note.ts';
import { followNotes, type NotesSoFar } from './follow-notes.ts';
import { openGuarded } from './open.ts';
import type { DatabaseProblem } from './problem.ts';
import { correctionsIn, encountersIn } from './remembered.ts';
import { createDexie } from './schema.ts';
import { type Snapshots, snapshotsOf } from './snapshots.ts';

export type Notes = {
  /** Keep a note, new or changed (same id). Answers with what is now stored. */
  save(note: Annotation): Promise<Result<Annotation, DatabaseProblem>>;
  /**
   * Keep an edit of a note that was made from the text `before`: what another window wrote meanwhile is not lost, but
   * kept beside it. A note that is not there (any more) is kept as it is given.
   */
  edit(
    note: Annotation,
    from: { readonly before: string; readonly now: string },
  ): Promise<Result<Edited, DatabaseProblem>>;
  /** Remove a note; answers with it, or null if there was none. */
  remove(id: string): Promise<Result<Annotation | null, DatabaseProblem>>;
  /** The note with this id, or null. */
  byId(id: string): Promise<Result<Annotation | null, DatabaseProblem>>;
  /** Every note, the one changed last first. */
  all(): Promise<Result<readonly Annotation[], DatabaseProblem>>;
  /** Notes written at passages of the page, or on it; `page` may be any address of it. Oldest first. */
  onPage(page: string): Promise<Result<readonly Annotation[], DatabaseProblem>>;
  /** Notes on any of these claims, wherever they were written. Oldest first. */
  onClaims(claims: readonly ClaimKey[]): Promise<Result<readonly Annotation[], DatabaseProblem>>;
  /** Keep many notes, all or none of them. */
  saveAll(notes: readonly Annotation[]): Promise<Result<void, DatabaseProblem>>;
  /**
   * Keep many notes, some at a time, so that the page can answer in between. When it is cancelled or fails, what was kept
   * so far stays, and `saved` says how many: doing it again goes on.
   */
  saveInPortions(
    notes: readonly Annotation[],
    pacing?: { readonly onProgress?: (share: number) => void; readonly signal?: AbortSignal },
  ): Promise<Result<{ readonly saved: number }, DatabaseProblem & { readonly saved: number }>>;
  /** How many notes were written or changed since `time`, ISO 8601; all of them for null. */
  changedSince(time: string | null): Promise<Result<number, DatabaseProblem>>;
  /** Remove many notes, all or none of them; answers with those there were. */
  removeAll(ids: readonly string[]): Promise<Result<readonly Annotation[], DatabaseProblem>>;
  /**
   * The latest notes as soon as can be, all of them when they are read, and again after every change, also one made by
   * another extension context, until `signal` aborts. After a problem nothing more comes.
   */
  watch(callback: (notes: Result<NotesSoFar, DatabaseProblem>) => void, signal: AbortSignal): void;
  /** The notes of a page and those on these claims, each once and oldest first; now and after changes, as `watch`. */
  watchPage(
    page: string,
    claims: readonly ClaimKey[],
    callback: (notes: Result<readonly Annotation[], DatabaseProblem>) => void,
    signal: AbortSignal,
  ): void;
};

/** Claims met on pages. Whether anything may be kept is decided by who calls. */
export type Encounters = {
  /** Keep what was met, folded into what is known of the same pages, and drop what is past its time or too many. */
  remember(met: readonly Encounter[], limits: HistoryLimits): Promise<Result<void, DatabaseProblem>>;
  /** Everything remembered, the one met last first. */
  all(): Promise<Result<readonly Encounter[], DatabaseProblem>>;
  /** What is remembered of these claims. */
  ofClaims(claims: readonly ClaimKey[]): Promise<Result<readonly Encounter[], DatabaseProblem>>;
  /** Forget a claim, an outlet or everything; answers with what was forgotten, so that it can be brought back. */
  forget(what: Forgettable): Promise<Result<readonly Encounter[], DatabaseProblem>>;
  /** Bring back what `forget` answered with. What was met since stays as it is. */
  restore(forgotten: readonly Encounter[]): Promise<Result<void, DatabaseProblem>>;
  /** `all()` now and after every change, as `Notes.watch`. */
  watch(callback: (met: Result<readonly Encounter[], DatabaseProblem>) => void, signal: AbortSignal): void;
};
export type Forgettable = { readonly claim: ClaimKey } | { readonly outlet: string } | 'everything';

/** What the reader said is not the claim. */
export type Corrections = {
  /** Keep a correction; a second one of the same claim and sentence takes its place. */
  save(correction: Correction): Promise<Result<Correction, DatabaseProblem>>;
  /** Keep those of a file; what is known already stays as it is. Answers with how many were new. */
  saveNew(corrections: readonly Correction[]): Promise<Result<number, DatabaseProblem>>;
  /** Take a correction back, by its `correctionKey`; answers with it, or null if there was none. */
  remove(key: string): Promise<Result<Correction | null, DatabaseProblem>>;
  byKey(key: string): Promise<Result<Correction | null, DatabaseProblem>>;
  /** Every correction, the latest first. */
  all(): Promise<Result<readonly Correction[], DatabaseProblem>>;
  /** The keys of all of them, for a check. */
  keys(): Promise<Result<ReadonlySet<string>, DatabaseProblem>>;
  /** `all()` now and after every change, as `Notes.watch`. */
  watch(callback: (corrections: Result<readonly Correction[], DatabaseProblem>) => void, signal: AbortSignal): void;
};

export type { Edited } from './edit-note.ts';
export type { NotesSoFar } from './follow-notes.ts';
export { rawCopy } from './open.ts';
export type { DatabaseProblem } from './problem.ts';
export type { CaveatFile, Restored, SnapshotInfo, SnapshotReason, Snapshots } from './snapshots.ts';
export { askToKeep, type Keeping, keeping, room } from './storage.ts';

export type Database = {
  readonly notes: Notes;
  readonly encounters: Encounters;
  readonly corrections: Corrections;
  readonly snapshots: Snapshots;
  /** For tests and for leaving a page; the next use opens it again. */
  close(): void;
};

/**
 * The database, opened with its first use. Opening twice in one context is harmless, once is enough. Before an older one is
 * upgraded, a copy of it is made. `define` is for tests.
 */
export function openDatabase(name = 'caveat', define: typeof createDexie = createDexie): Database {
  const dexie = define(name);
  const { ready, attempt, watch } = openGuarded(dexie);

  const inOrder = (rows: readonly unknown[]): readonly Annotation[] =>
    readable(rows).sort((a, b) => compare(a.created, b.created) || compare(a.id, b.id));
  const everything = async (): Promise<readonly Annotation[]> =>
    readable(await dexie.notes.toArray()).sort((a, b) => compare(b.modified, a.modified) || compare(b.id, a.id));

  return {
    encounters: encountersIn(dexie, attempt, watch),
    corrections: correctionsIn(dexie, attempt, watch),
    snapshots: snapshotsOf(dexie, ready),
    notes: {
      save: (note) =>
        attempt(async () => {
          await dexie.notes.put(note);
          return note;
        }),
      edit: (note, from) =>
        attempt(() =>
          dexie.transaction('rw', dexie.notes, async () => {
            const [stored] = readable([await dexie.notes.get(note.id)]);
            if (!stored) {
              await dexie.notes.put(note);
              return { note, other: null, isNew: true };
            }
            const edited = mergeEdit(stored, note, { ...from, otherId: `urn:uuid:${crypto.randomUUID()}` });
            if (edited.isNew) await dexie.notes.put(edited.note);
            if (edited.other) await dexie.notes.put(edited.other);
            return edited;
          }),
        ),
      remove: (id) =>
        attempt(() =>
          dexie.transaction('rw', dexie.notes, async () => {
            const [note] = readable([await dexie.notes.get(id)]);
            await dexie.notes.delete(id);
            return note ?? null;
          }),
        ),
      byId: (id) => attempt(async () => readable([await dexie.notes.get(id)])[0] ?? null),
      all: () => attempt(everything),
      onPage: (page) =>
        attempt(async () => inOrder(await dexie.notes.where('target.source').equals(pageKey(page)).toArray())),
      onClaims: (claims) => attempt(async () => inOrder(await dexie.notes.where('claim').anyOf(claims).toArray())),
      saveAll: (notes) =>
        attempt(async () => {
          await dexie.transaction('rw', dexie.notes, () => dexie.notes.bulkPut(notes));
        }),
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
      changedSince: (time) =>
        attempt(() => (time === null ? dexie.notes.count() : dexie.notes.where('modified').above(time).count())),
      removeAll: (ids) =>
        attempt(() =>
          dexie.transaction('rw', dexie.notes, async () => {
            const rows = await dexie.notes.bulkGet([...ids]);
            await dexie.notes.bulkDelete([...ids]);
            return readable(rows.filter((row) => row !== undefined));
          }),
        ),
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
              dexie.notes.where('target.source').equals(pageKey(page)).toArray(),
              dexie.notes.where('claim').anyOf(claims).toArray(),
            ]);
            return [...new Map(inOrder([...there, ...on]).map((note) => [note.id, note])).values()];
          },
          callback,
          signal,
        ),
    },
    close: () => dexie.close({ disableAutoOpen: false }),
  };
}

/** Notes written in one transaction of `saveInPortions`: about a tenth of a second. */
const PORTION = 1_000;

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The rows that are annotations. What is not stays stored untouched, for a later version that can read it. */
function readable(rows: readonly unknown[]): Annotation[] {
  return rows.flatMap((row) => {
    const parsed = parseAnnotation(row);
    return parsed.ok ? [parsed.value] : [];
  });
}
