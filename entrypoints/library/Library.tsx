import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { NoteChange } from '../../components/NoteBody.tsx';
import type { NoteKept } from '../../components/note-kept.ts';
import { usePlace } from '../../components/note-place.ts';
import { hashOf, isNarrowed, type LibraryQuery, queryOf } from '../../components/note-query.ts';
import { choicesOf, findItems, itemsOf, sortItems } from '../../components/note-search.ts';
import { type Annotation, completeTags } from '../../lib/annotation/index.ts';
import { localized } from '../../lib/claims/index.ts';
import { askToKeep, type DatabaseProblem, type NotesSoFar, openDatabase, rawCopy } from '../../lib/db/index.ts';
import type { ExportFormat } from '../../lib/exchange/index.ts';
import { announceNotesChanged, saveFile } from '../../lib/extension/index.ts';
import { t, uiLanguage } from '../../lib/i18n/index.ts';
import type { Result } from '../../lib/result.ts';
import { createChanges } from './changes.ts';
import { useClaims } from './claims.ts';
import { useDrifts } from './drifts.ts';
import { Import } from './Import.tsx';
import { type LibraryState, LibraryView, type LibraryWait, type Notice } from './LibraryView.tsx';
import { linkOf } from './link.ts';
import { Reminder } from './Reminder.tsx';
import { type SavedNotes, saveNotes } from './save-notes.ts';
import { useSearchable } from './searchable.ts';

const none: ReadonlySet<string> = new Set();
const noNotes: readonly Annotation[] = [];
const nothing: ReadonlyMap<string, Annotation> = new Map();

/** The library over the database: live, so that a note written on a page appears here while it is open. */
export function Library() {
  const [stored, setStored] = useState<Result<NotesSoFar, DatabaseProblem> | null>(null);
  const [removed, setRemoved] = useState(nothing);
  const [query, setQuery] = useState(() => queryOf(location.hash));
  const [selected, setSelected] = useState(none);
  const [notice, setNotice] = useState<Notice | null>(null);
  const [progress, setProgress] = useState<number | null>(null);
  const [attempt, setAttempt] = useState(0);
  const exporting = useRef(new AbortController());
  const [importing, setImporting] = useState(false);
  const [withHistory, setWithHistory] = useState<boolean | null>(null);
  const db = useMemo(() => openDatabase(), [attempt]);
  const { notes } = db;
  const changes = useMemo(() => createChanges(db, setNotice), [db]);
  const { sets, claimOf } = useClaims(stored?.ok ? stored.value.notes : noNotes);
  const locale = uiLanguage();

  useEffect(() => {
    const controller = new AbortController();
    notes.watch(setStored, controller.signal);
    return () => controller.abort();
  }, [notes]);

  // Evicted notes are lost notes: this is the page from which a browser can be asked to keep them.
  useEffect(() => void askToKeep(), []);

  // Whether there is anything to ask about when a file is written.
  useEffect(() => {
    void db.encounters.all().then((met) => met.ok && met.value.length > 0 && setWithHistory(false));
  }, [db]);

  useEffect(() => {
    const controller = new AbortController();
    const show = () => {
      setQuery(queryOf(location.hash));
      // As with any other question: nothing stays picked that is not seen.
      setSelected(none);
    };
    addEventListener('popstate', show, { signal: controller.signal });
    return () => {
      controller.abort();
      exporting.current.abort();
    };
  }, []);

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

  const { held, keep } = usePlace(items, complete && waiting === null);

  const library: LibraryState =
    stored === null
      ? { state: 'loading' }
      : stored.ok
        ? { state: 'ready', total: complete ? all.length : stored.value.total, items, complete, waiting }
        : { state: 'failed', why: stored.error.kind };
  const picked = useMemo(
    () => items.filter(({ note, removed: gone }) => selected.has(note.id) && !gone).map(({ note }) => note),
    [items, selected],
  );

  function ask(next: LibraryQuery, typing = false): void {
    const hash = hashOf(next);
    const address = `${location.pathname}${location.search}${hash === '' ? '' : `#${hash}`}`;
    // Whoever asked from far down wants to see the first answer.
    const isFarDown = (document.querySelector('.cav-notes')?.getBoundingClientRect().top ?? 0) < 0;
    keep();
    // A word is one step, not one a letter.
    if (typing && query.words !== '') history.replaceState(null, '', address);
    else history.pushState(null, '', address);
    setQuery(next);
    setNotice(null);
    setSelected(none);
    if (isFarDown) window.scrollTo(0, 0);
  }

  async function save(note: Annotation, change: NoteChange, before = note.text): Promise<NoteKept> {
    // A note just removed is brought back.
    const saved = removed.has(note.id)
      ? await notes.save({ ...note, ...change })
      : await notes.edit({ ...note, ...change }, { before, was: note, now: new Date().toISOString() });
    if (!saved.ok) return saved.error.kind === 'quota' ? 'quota' : false;
    setRemoved((gone) => new Map([...gone].filter(([id]) => id !== note.id)));
    void announceNotesChanged();
    return 'other' in saved.value && saved.value.other ? 'both' : true;
  }

  async function remove(note: Annotation): Promise<void> {
    setRemoved((before) => new Map(before).set(note.id, note));
    const taken = await notes.remove(note.id);
    if (!taken.ok) {
      setRemoved((before) => new Map([...before].filter(([id]) => id !== note.id)));
      throw new Error(taken.error.detail);
    }
    void announceNotesChanged();
  }

  async function exportNotes(format: ExportFormat, how: 'file' | 'copy'): Promise<void> {
    const what = {
      notes: picked.length > 0 ? picked : items.filter(({ removed: gone }) => !gone).map(({ note }) => note),
      isEverything: picked.length === 0 && !isNarrowed(query),
      withHistory: withHistory === true,
      claimOf,
    };
    await write(what, format, how);
  }

  async function write(what: SavedNotes, format: ExportFormat, how: 'file' | 'copy'): Promise<void> {
    exporting.current = new AbortController();
    setNotice(null);
    const { signal } = exporting.current;
    const said = await saveNotes(db, what, format, how, { signal, onProgress: setProgress });
    setProgress(null);
    if (said !== null) setNotice({ text: said });
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
      progress={progress}
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
      onSelect={(ids, on) => setSelected((before) => turned(before, ids, on))}
      onSelectAll={(on) => setSelected(on ? new Set(items.map(({ note }) => note.id)) : none)}
      onTag={(name, on) =>
        void changes.tag(
          picked.map(({ id }) => id),
          name,
          on,
        )
      }
      onDelete={() => void changes.removeAll(picked).then((done) => done && setSelected(none))}
      onExport={(format, how) => void exportNotes(format, how)}
      onCancel={() => exporting.current.abort()}
      onChange={save}
      suggestTags={async (typed) =>
        completeTags(
          choices.tags.map(({ value, count }) => [value, count]),
          typed,
          8,
        )
      }
      onRemove={remove}
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
              const everything = { notes: stored.value.notes, isEverything: true, withHistory: false, claimOf };
              return write(everything, 'caveat', 'file');
            }}
          />
        )
      }
      tools={
        importing &&
        stored?.ok && (
          <Import db={db} existing={stored.value.notes} onStore={changes.store} onClose={() => setImporting(false)} />
        )
      }
      onRetry={() => {
        setStored(null);
        setAttempt(attempt + 1);
      }}
    />
  );
}

/** `before` with these ids in it, or without them. */
function turned(before: ReadonlySet<string>, ids: readonly string[], on: boolean): ReadonlySet<string> {
  const next = new Set(before);
  for (const id of ids) {
    if (on) next.add(id);
    else next.delete(id);
  }
  return next;
}
