/** What pages of Caveat's own do with notes, beyond what the background does: with many at once, and following them. */
import type { Dexie } from 'dexie';
import { pageKeys } from '../annotation/index.ts';
import { ok } from '../result.ts';
import { followNotes } from './follow-notes.ts';
import { inOrder, latestFirst, notesIn, readable, storing } from './notes.ts';
import type { Guarded } from './open.ts';
import type { Tables } from './schema.ts';
import type { Notes } from './types.ts';

/** The functions of `Notes`, over this database. */
export function allNotesIn(dexie: Dexie & Tables, attempt: Guarded['attempt'], watch: Guarded['watch']): Notes {
  return {
    ...notesIn(dexie, attempt),
    save: (note) =>
      storing(note, attempt, async () => {
        await dexie.notes.put(note);
        return note;
      }),
    all: () => attempt(async () => latestFirst(readable(await dexie.notes.toArray()))),
    saveAll: (notes) =>
      attempt(async () => {
        await dexie.transaction('rw', dexie.notes, () => dexie.notes.bulkPut(notes));
      }),
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
      void attempt(() => followNotes(dexie, (state) => callback(ok(state)), signal)).then((ended) => {
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
  };
}

/** Notes written in one transaction of `saveInPortions`: about a tenth of a second. */
const PORTION = 1_000;
