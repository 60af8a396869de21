/** What the library does to many notes at once, each with a way back. */
import { type Annotation, MAX_TAGS } from '../../lib/annotation/index.ts';
import type { Database } from '../../lib/db/index.ts';
import { announceNotesChanged } from '../../lib/extension/index.ts';
import { t } from '../../lib/i18n/index.ts';
import type { Notice } from './NoticeLine.tsx';

export type Changes = ReturnType<typeof createChanges>;

export type Tell = (notice: Notice) => void;

/** Tells what came of changing notes, with the way back where it was done, and has the pages show them anew. */
export const teller =
  (tell: Tell) =>
  (ok: boolean, text: string, onUndo?: () => void): boolean => {
    tell(ok ? { text, onUndo } : { text: t('library_unchanged') });
    if (ok) void announceNotesChanged();
    return ok;
  };

/** `tell` shows what came of it. */
export function createChanges({ notes, snapshots }: Database, tell: Tell) {
  const told = teller(tell);

  /**
   * Puts a tag on notes or takes it off, whatever they say by now; taking that back is the same the other way round, with
   * the notes that were changed.
   */
  async function tag(ids: readonly string[], name: string, on: boolean, isUndo = false): Promise<void> {
    const modified = new Date().toISOString();
    let full = 0;
    const done = await notes.change(ids, (note) => {
      if (note.tags.includes(name) === on) return note;
      if (on && note.tags.length >= MAX_TAGS) {
        full += 1;
        return note;
      }
      return { ...note, tags: on ? [...note.tags, name] : note.tags.filter((other) => other !== name), modified };
    });
    const changed = done.ok ? done.value.map(({ id }) => id) : [];
    const said = t(on ? 'library_tagged' : 'library_untagged', { count: changed.length, tag: name });
    const but = full === 0 ? '' : ` ${t('library_tagsFull', { count: full, most: MAX_TAGS })}`;
    told(done.ok, isUndo ? t('library_undone') : said + but, () => void tag(changed, name, !on, !isUndo));
  }

  /** Where no copy can be made, for want of room, what was asked is done all the same: its own way back remains. */
  async function removeAll(many: readonly Annotation[]): Promise<boolean> {
    if (many.length > 1) await snapshots.take('delete', new Date().toISOString());
    const done = await notes.removeAll(many.map(({ id }) => id));
    return told(done.ok, t('library_deleted', { count: many.length }), () => {
      // As they were when they went, which another window may have changed since they were shown here.
      void notes.saveAll(done.ok ? done.value : many).then(({ ok }) => told(ok, t('library_undone')));
    });
  }

  return { tag, removeAll };
}
