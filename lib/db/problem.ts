/** What can go wrong with a database in a browser, in kinds a reader can be told something useful about. */

/** Why notes could not be read or written. Nothing that was kept before is lost in any of these. */
export type DatabaseProblem = {
  /**
   * - `quota`: no room left on the device. Free some, or remove notes.
   * - `closed`: a newer Caveat took the database over. Reload this page.
   * - `blocked`: another page of Caveat holds an older version open. Close it.
   * - `unavailable`: the browser gives no storage here (a private window, blocked site data).
   * - `upgrade`: the notes are as an earlier Caveat left them, and this one could not take them over. `rawCopy` saves them.
   * - `failed`: anything else, in the browser's words in `detail`.
   */
  readonly kind: 'quota' | 'closed' | 'blocked' | 'unavailable' | 'upgrade' | 'failed';
  readonly detail: string;
};

/** `too-long`: its text is longer than a note's may be (`MAX_NOTE`). What was stored of it is as it was. */
export type NoteProblem = DatabaseProblem | { readonly kind: 'too-long'; readonly detail: string };

/**
 * Where the room ran out, Firefox makes the next transaction one that may only delete, and says no more of it than this
 * (`IDBTransaction::Mode::Cleanup`).
 */
const NO_MUTATIONS = /did not allow mutations/;

/** Dexie wraps the browser's error in its own, with the first as `inner`. */
export function problemOf(thrown: unknown, superseded = false): DatabaseProblem {
  const names = new Set<string>();
  for (let error: unknown = thrown, depth = 0; error instanceof Object && depth < 4; depth += 1) {
    if ('name' in error && typeof error.name === 'string') names.add(error.name);
    error = 'inner' in error ? error.inner : undefined;
  }
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  if (names.has('QuotaExceededError') || NO_MUTATIONS.test(detail)) return { kind: 'quota', detail };
  if (superseded || names.has('VersionError')) return { kind: 'closed', detail };
  // A database that could not be opened at all is "closed" to Dexie too, with the browser's reason inside.
  if (['MissingAPIError', 'InvalidStateError', 'SecurityError', 'OpenFailedError'].some((name) => names.has(name))) {
    return { kind: 'unavailable', detail };
  }
  if (names.has('DatabaseClosedError')) return { kind: 'closed', detail };
  return { kind: 'failed', detail };
}
