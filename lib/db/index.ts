/**
 * What the reader wrote and, with consent, met, kept in the extension's own IndexedDB. Extension contexts only: a content script would open
 * the page's database. Functions mean something; tables stay inside.
 */
import { liveQuery } from 'dexie';
import { type Annotation, type Correction, pageKey, parseAnnotation } from '../annotation/index.ts';
import type { ClaimKey } from '../claims/index.ts';
import type { Encounter, HistoryLimits } from '../history/index.ts';
import { err, ok, type Result } from '../result.ts';
import { type Edited, mergeEdit } from './edit-note.ts';
import { followNotes, type NotesSoFar } from './follow-notes.ts';
import { correctionsIn, encountersIn } from './remembered.ts';
import { createDexie } from './schema.ts';

/** Why notes could not be read or written. Nothing that was kept before is lost in any of these. */
export type DatabaseProblem = {
  /**
   * - `quota`: no room left on the device. Free some, or remove notes.
   * - `closed`: a newer Caveat took the database over. Reload this page.
   * - `blocked`: another page of Caveat holds an older version open. Close it.
   * - `unavailable`: the browser gives no storage here (a private window, blocked site data).
   * - `failed`: anything else, in the browser's words in `detail`.
   */
  readonly kind: 'quota' | 'closed' | 'blocked' | 'unavailable' | 'failed';
  readonly detail: string;
};

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

export type Database = {
  readonly notes: Notes;
  readonly encounters: Encounters;
  readonly corrections: Corrections;
  /** For tests and for leaving a page; the next use opens it again. */
  close(): void;
};

/** The database, opened with its first use. Opening twice in one context is harmless, once is enough. */
export function openDatabase(name = 'caveat'): Database {
  const dexie = createDexie(name);

  let superseded = false;
  dexie.on('versionchange', (event) => {
    // A newer version wants in (or the database is being deleted): holding on would block it.
    superseded = event.newVersion !== null;
    dexie.close({ disableAutoOpen: superseded });
    // Dexie's own handler, which would log and reopen, is not needed any more.
    return false;
  });
  // An upgrade waits for whoever holds the old version open; a reader must not wait without a word.
  let reportBlocked: (() => void) | undefined;
  dexie.on('blocked', () => reportBlocked?.());

  async function attempt<T>(work: () => PromiseLike<T>): Promise<Result<T, DatabaseProblem>> {
    const blocked = new Promise<Result<never, DatabaseProblem>>((resolve) => {
      if (dexie.isOpen()) return;
      reportBlocked = () => resolve(err({ kind: 'blocked', detail: 'another connection holds an older version open' }));
    });
    try {
      return await Promise.race([Promise.resolve(work()).then(ok), blocked]);
    } catch (thrown) {
      return err(problemOf(thrown, superseded));
    }
  }

  const inOrder = (rows: readonly unknown[]): readonly Annotation[] =>
    readable(rows).sort((a, b) => compare(a.created, b.created) || compare(a.id, b.id));
  const everything = async (): Promise<readonly Annotation[]> =>
    readable(await dexie.notes.toArray()).sort((a, b) => compare(b.modified, a.modified) || compare(b.id, a.id));

  function watch<T>(
    read: () => Promise<T>,
    callback: (result: Result<T, DatabaseProblem>) => void,
    signal: AbortSignal,
  ): void {
    if (signal.aborted) return;
    const subscription = liveQuery(read).subscribe({
      next: (value) => callback(ok(value)),
      error: (thrown) => callback(err(problemOf(thrown, superseded))),
    });
    signal.addEventListener('abort', () => subscription.unsubscribe(), { once: true });
  }

  return {
    encounters: encountersIn(dexie, attempt, watch),
    corrections: correctionsIn(dexie, attempt, watch),
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

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The rows that are annotations. What is not stays stored untouched, for a later version that can read it. */
function readable(rows: readonly unknown[]): Annotation[] {
  return rows.flatMap((row) => {
    const parsed = parseAnnotation(row);
    return parsed.ok ? [parsed.value] : [];
  });
}

/** Dexie wraps the browser's error in its own, with the first as `inner`. */
function problemOf(thrown: unknown, superseded: boolean): DatabaseProblem {
  const names = new Set<string>();
  for (let error: unknown = thrown, depth = 0; error instanceof Object && depth < 4; depth += 1) {
    if ('name' in error && typeof error.name === 'string') names.add(error.name);
    error = 'inner' in error ? error.inner : undefined;
  }
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  if (names.has('QuotaExceededError')) return { kind: 'quota', detail };
  if (superseded || names.has('VersionError')) return { kind: 'closed', detail };
  // A database that could not be opened at all is "closed" to Dexie too, with the browser's reason inside.
  if (['MissingAPIError', 'InvalidStateError', 'SecurityError', 'OpenFailedError'].some((name) => names.has(name))) {
    return { kind: 'unavailable', detail };
  }
  if (names.has('DatabaseClosedError')) return { kind: 'closed', detail };
  return { kind: 'failed', detail };
}
