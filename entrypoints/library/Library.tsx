import { useEffect, useMemo, useState } from 'preact/hooks';
import { usePlace } from '../../components/note-place.ts';
import { hashOf, isNarrowed, type LibraryQuery, queryOf } from '../../components/note-query.ts';
import { type Annotation, completeTags } from '../../lib/annotation/index.ts';
import { localized } from '../../lib/claims/index.ts';
import { askToKeep, rawCopy } from '../../lib/db/index.ts';
import type { ExportFormat } from '../../lib/exchange/index.ts';
import { saveFile } from '../../lib/extension/index.ts';
import { t, uiLanguage } from '../../lib/i18n/index.ts';
import { createChanges } from './changes.ts';
import { useClaims } from './claims.ts';
import { useFound } from './found.ts';
import { Import } from './Import.tsx';
import { LibraryView } from './LibraryView.tsx';
import { linkOf } from './link.ts';
import { useNotes } from './notes.ts';
import { usePicked } from './picked.ts';
import { Reminder } from './Reminder.tsx';
import { type Saving, useHistoryAlong } from './saving.ts';
import type { Storing } from './storing.ts';

const noNotes: readonly Annotation[] = [];

/** The library over the database: live, so that a note written on a page appears here while it is open. */
export function Library({ storing, saving }: { readonly storing: Storing; readonly saving: Saving }) {
  const [query, setQuery] = useState(() => queryOf(location.hash));
  // One line for what is done here and for what came of a file: the latest is told.
  const { notice, say: setNotice } = storing;
  const [importing, setImporting] = useState(false);
  const notes = useNotes();
  const { db, stored } = notes;
  const changes = useMemo(() => createChanges(db, setNotice), [db]);
  const claims = useClaims(stored?.ok ? stored.value.notes : noNotes);
  const { sets, claimOf } = claims;
  const locale = uiLanguage();
  const { items, choices, library, complete, isSettled } = useFound(notes, claims, query, locale);
  const { selected, notes: picked, pick, pickAll, pickNone } = usePicked(items);
  const [withHistory, setWithHistory] = useHistoryAlong(db);
  const { held, leave, toTop } = usePlace(items, isSettled);

  // Evicted notes are lost notes: this is the page from which a browser can be asked to keep them.
  useEffect(() => void askToKeep(), []);

  useEffect(() => {
    const controller = new AbortController();
    const show = () => {
      setQuery(queryOf(location.hash));
      // As with any other question: nothing stays picked that is not seen.
      pickNone();
    };
    addEventListener('popstate', show, { signal: controller.signal });
    return () => controller.abort();
  }, []);

  function ask(next: LibraryQuery, typing = false): void {
    const hash = hashOf(next);
    const address = `${location.pathname}${location.search}${hash === '' ? '' : `#${hash}`}`;
    // Whoever asked from far down wants to see the first answer.
    const isFarDown = (document.querySelector('.cav-notes')?.getBoundingClientRect().top ?? 0) < 0;
    leave();
    // A word is one step, not one a letter.
    if (typing && query.words !== '') history.replaceState(null, '', address);
    else history.pushState(null, '', address);
    setQuery(next);
    setNotice(null);
    pickNone();
    if (isFarDown) toTop();
  }

  async function exportNotes(format: ExportFormat, how: 'file' | 'copy'): Promise<void> {
    const what = {
      notes: picked.length > 0 ? picked : items.filter(({ removed: gone }) => !gone).map(({ note }) => note),
      unread: stored?.ok ? stored.value.unread : [],
      isEverything: picked.length === 0 && !isNarrowed(query),
      withHistory: withHistory === true,
      claimOf,
    };
    await saving.save(db, what, format, how);
  }

  async function saveRaw(): Promise<void> {
    const copy = await rawCopy(new Date().toISOString());
    if (copy.ok) saveFile(copy.value);
    setNotice({ text: copy.ok ? t('menu_exported', { name: copy.value.name }) : t('library_unchanged') });
  }

  return (
    <LibraryView
      library={library}
      query={query}
      choices={choices}
      selected={selected}
      notice={notice}
      progress={saving.progress}
      locale={locale}
      claimText={(key) => {
        const known = sets.length > 0 ? claimOf(key as Parameters<typeof claimOf>[0]) : undefined;
        return known ? localized(known.claim.text, locale).text : key;
      }}
      setTitle={(id) => {
        const set = sets.find((candidate) => candidate.id === id);
        return set ? localized(set.title, locale).text : id;
      }}
      linkOf={linkOf}
      held={held}
      onQuery={ask}
      onSelect={pick}
      onSelectAll={(on) => (on ? pickAll() : pickNone())}
      onTag={(name, on) =>
        void changes.tag(
          picked.map(({ id }) => id),
          name,
          on,
        )
      }
      onDelete={() => void changes.removeAll(picked).then((done) => done && pickNone())}
      onExport={(format, how) => void exportNotes(format, how)}
      onCancel={saving.cancel}
      onChange={notes.save}
      suggestTags={async (typed) =>
        completeTags(
          choices.tags.map(({ value, count }) => [value, count]),
          typed,
          8,
        )
      }
      onRemove={notes.remove}
      withHistory={withHistory}
      onWithHistory={setWithHistory}
      onImport={() => setImporting(true)}
      onSaveRaw={() => void saveRaw()}
      reminder={
        stored?.ok &&
        complete && (
          <Reminder
            db={db}
            onSave={() => {
              const { notes: all, unread } = stored.value;
              const everything = { notes: all, unread, isEverything: true, withHistory: false, claimOf };
              return saving.save(db, everything, 'caveat', 'file');
            }}
          />
        )
      }
      tools={
        (importing || storing.share !== null) &&
        stored?.ok && (
          <Import
            db={db}
            existing={stored.value.notes}
            stored={storing.share}
            onStore={(brought) => storing.store(db, brought)}
            onStop={storing.cancel}
            onClose={() => setImporting(false)}
          />
        )
      }
      onRetry={notes.retry}
    />
  );
}
