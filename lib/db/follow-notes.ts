/**
 * All notes, at hand soon and kept so: the latest first, the rest in portions, then only what changed. Reading 50,000
 * rows takes a second or more, so it must happen once and not after every save, as a live query would do.
 */
import { Dexie, type ObservabilitySet, RangeSet } from 'dexie';
import type { Annotation } from '../annotation/index.ts';
import { latestFirst, readable } from './notes.ts';
import type { Tables } from './schema.ts';
import type { NotesSoFar } from './types.ts';

/** Notes shown before the rest is read: some screens full. */
const FIRST = 60;
/** Rows read at once: some tenths of a second, in which the page can still answer in between. */
const PORTION = 4_000;

/** Follow the notes until `signal` aborts. Rejects when the database fails; then nothing more comes. */
export async function followNotes(
  dexie: Dexie & Tables,
  callback: (state: NotesSoFar) => void,
  signal: AbortSignal,
): Promise<void> {
  const part = `idb://${dexie.name}/${dexie.notes.name}/`;
  const byId = new Map<string, Annotation>();
  const unread = new Map<string, unknown>();
  let changed = new RangeSet();
  let wake = (): void => {};
  const onMutated = (parts: ObservabilitySet): void => {
    // Absent: another table, or another database.
    const keys = parts[part];
    if (!keys) return;
    changed.add(keys);
    wake();
  };
  // Listening comes first: what changes while we read is read again.
  Dexie.on('storagemutated', onMutated);
  signal.addEventListener(
    'abort',
    () => {
      Dexie.on.storagemutated.unsubscribe(onMutated);
      wake();
    },
    { once: true },
  );

  const tell = async (complete: boolean): Promise<void> => {
    const notes = latestFirst([...byId.values()]);
    const total = complete ? notes.length : await dexie.notes.count();
    if (!signal.aborted) callback({ notes, total, complete, unread: [...unread.values()] });
  };
  const keep = (rows: readonly unknown[]): void => {
    const notes = readable(rows);
    for (const note of notes) byId.set(note.id, note);
    if (notes.length < rows.length) for (const row of rows) if (!byId.has(keyOf(row))) unread.set(keyOf(row), row);
  };

  async function readAll(): Promise<void> {
    const latest = await dexie.notes.orderBy('modified').reverse().limit(FIRST).toArray();
    keep(latest);
    if (latest.length < FIRST) return;
    await tell(false);
    for (let last = ''; !signal.aborted; ) {
      const rows = await dexie.notes.where(':id').above(last).limit(PORTION).toArray();
      keep(rows);
      if (rows.length < PORTION) return;
      last = keyOf(rows.at(-1));
    }
  }

  /** Read again what changed; false when that cannot be said note by note. */
  async function readChanged(ranges: RangeSet): Promise<boolean> {
    const ids: string[] = [];
    for (const { from, to } of { [Symbol.iterator]: () => ranges[Symbol.iterator]() }) {
      if (from !== to || typeof from !== 'string') return false;
      ids.push(from);
    }
    const rows = await dexie.notes.bulkGet(ids);
    for (const id of ids) {
      byId.delete(id);
      unread.delete(id);
    }
    keep(rows.filter((row) => row !== undefined));
    return true;
  }

  try {
    await readAll();
    while (!signal.aborted) {
      const now = changed;
      changed = new RangeSet();
      if (!(await readChanged(now))) {
        byId.clear();
        unread.clear();
        await readAll();
      }
      await tell(true);
      while (!signal.aborted && isEmpty(changed)) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
  } finally {
    Dexie.on.storagemutated.unsubscribe(onMutated);
  }
}

/** The database gives out no row without its key. */
const keyOf = (row: unknown): string => (row as { readonly id: string }).id;

const isEmpty = (set: RangeSet): boolean => set[Symbol.iterator]().next().done === true;
