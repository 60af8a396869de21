/** What the library does to many notes at once, each with a way back. */
import type { Annotation } from '../../lib/annotation/index.ts';
import type { Notes } from '../../lib/db/index.ts';
import { announceNotesChanged } from '../../lib/extension/index.ts';
import { t } from '../../lib/i18n/index.ts';
import type { Notice } from './LibraryView.tsx';

export type Changes = {
  /** Stores `next` in the place of `before`. */
  change(next: readonly Annotation[], before: readonly Annotation[], said: string): Promise<void>;
  removeAll(notes: readonly Annotation[]): Promise<boolean>;
  /** Brings in what a file had; taking it back leaves what was there before, as it was. */
  bringIn(next: readonly Annotation[], replaced: readonly Annotation[]): Promise<void>;
};

/** `tell` shows what came of it. */
export function createChanges(notes: Notes, tell: (notice: Notice) => void): Changes {
  const told = (ok: boolean, text: string, onUndo?: () => void): boolean => {
    tell(ok ? { text, onUndo } : { text: t('library_unchanged') });
    if (ok) void announceNotesChanged();
    return ok;
  };

  async function change(next: readonly Annotation[], before: readonly Annotation[], said: string): Promise<void> {
    const done = await notes.saveAll(stamped(next));
    told(done.ok, said, () => void change(before, next, t('library_undone')));
  }

  return {
    change,
    async removeAll(many) {
      const done = await notes.removeAll(many.map(({ id }) => id));
      return told(done.ok, t('library_deleted', { count: many.length }), () => {
        void notes.saveAll(many).then(({ ok }) => told(ok, t('library_undone')));
      });
    },
    async bringIn(next, replaced) {
      const done = await notes.saveAll(next);
      const here = new Set(replaced.map(({ id }) => id));
      const added = next.filter(({ id }) => !here.has(id)).map(({ id }) => id);
      told(done.ok, t('import_done', { count: next.length }), async () => {
        const results = [await notes.removeAll(added), await notes.saveAll(replaced)];
        told(!results.some(({ ok }) => !ok), t('library_undone'));
      });
    },
  };
}

/** The notes as changed now. */
function stamped(notes: readonly Annotation[]): readonly Annotation[] {
  const modified = new Date().toISOString();
  return notes.map((note) => ({ ...note, modified }));
}
