/** What of the notes fits the question, in the order asked for. */
import { useMemo } from 'preact/hooks';
import type { LibraryQuery } from '../../components/note-query.ts';
import { choicesOf, findItems, itemsOf, sortItems } from '../../components/note-search.ts';
import type { KnownClaims } from './claims.ts';
import { useDrifts } from './drifts.ts';
import type { LibraryState, LibraryWait } from './LibraryView.tsx';
import type { useNotes } from './notes.ts';
import { useSearchable } from './searchable.ts';

type Notes = Pick<ReturnType<typeof useNotes>, 'stored' | 'removed'>;

/** `isSettled`: all notes are read, and what is found is what was asked for. */
export function useFound({ stored, removed }: Notes, { claimOf }: KnownClaims, query: LibraryQuery, locale: string) {
  const all = useMemo(
    () => (stored?.ok ? itemsOf(stored.value.notes, removed, claimOf) : []),
    [stored, removed, claimOf],
  );
  const complete = stored?.ok === true && stored.value.complete;
  const prepared = useSearchable(all, complete, locale);
  const drifts = useDrifts(all, complete && query.drift !== null);
  const sorted = useMemo(() => sortItems(all, query.sort), [all, query.sort]);
  const items = useMemo(() => {
    // Words are looked for once they can be found at once: until then what fits the other filters is shown.
    const asked = prepared ? query : { ...query, words: '' };
    return findItems(sorted, asked, locale, drifts.driftOf);
  }, [sorted, query, locale, prepared, drifts]);
  const choices = useMemo(() => choicesOf(all), [all]);

  const waiting: LibraryWait | null =
    query.words !== '' && !prepared
      ? { for: 'search' }
      : drifts.progress !== null
        ? { for: 'drifts', progress: drifts.progress }
        : null;
  const library: LibraryState =
    stored === null
      ? { state: 'loading' }
      : stored.ok
        ? {
            state: 'ready',
            total: complete ? all.length : stored.value.total,
            items,
            complete,
            waiting,
            unread: stored.value.unread.length,
          }
        : { state: 'failed', why: stored.error.kind };
  return { items, choices, library, complete, isSettled: complete && waiting === null };
}
