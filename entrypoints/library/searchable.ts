import { useEffect, useState } from 'preact/hooks';
import type { NoteItem } from '../../components/NoteList.tsx';
import { foldedOf } from '../../components/note-search.ts';
import { inSlices } from './time.ts';

/** Whether all notes can be searched at once. They are made so in idle time, once all are read. */
export function useSearchable(all: readonly NoteItem[], complete: boolean, locale: string): boolean {
  const [prepared, setPrepared] = useState(false);
  useEffect(() => {
    if (!complete) return;
    const controller = new AbortController();
    const ready = inSlices(all, (item) => foldedOf(item, locale), controller.signal);
    // Once is enough: what changes later is little, and done with the search.
    void ready.then((done) => done && setPrepared(true));
    return () => controller.abort();
  }, [complete, all, locale]);
  return prepared;
}
