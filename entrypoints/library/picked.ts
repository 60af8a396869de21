/** The notes the reader picked, among those shown. */
import { useMemo, useState } from 'preact/hooks';
import type { NoteItem } from '../../components/NoteList.tsx';

const none: ReadonlySet<string> = new Set();

export function usePicked(items: readonly NoteItem[]) {
  const [selected, setSelected] = useState(none);
  const notes = useMemo(
    () => items.filter(({ note, removed }) => selected.has(note.id) && !removed).map(({ note }) => note),
    [items, selected],
  );
  return {
    /** Their ids. */
    selected,
    notes,
    pick(ids: readonly string[], on: boolean) {
      setSelected((before) => {
        const next = new Set(before);
        for (const id of ids) {
          if (on) next.add(id);
          else next.delete(id);
        }
        return next;
      });
    },
    pickAll: () => setSelected(new Set(items.map(({ note }) => note.id))),
    pickNone: () => setSelected(none),
  };
}
