import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { NoteChange } from '../../components/NoteBody.tsx';
import type { NoteKept } from '../../components/NoteEditor.tsx';
import type { NoteItem } from '../../components/NoteList.tsx';
import { hashOf, type LibraryQuery, queryOf } from '../../components/note-query.ts';
import { choicesOf, findItems, foldedOf, itemsOf, sortItems, suggestedTags } from '../../components/note-search.ts';
import { exportWords } from '../../components/words.ts';
import type { Annotation } from '../../lib/annotation/index.ts';
import { describeClaims } from '../../lib/checker/index.ts';
import { bundledClaimSets, localized } from '../../lib/claims/index.ts';
import { type DatabaseProblem, type NotesSoFar, openDatabase } from '../../lib/db/index.ts';
import { type ExportFormat, exportInSlices } from '../../lib/exchange/index.ts';
import { announceNotesChanged, copyText, extensionVersion, saveFile } from '../../lib/extension/index.ts';
import { t, uiLanguage } from '../../lib/i18n/index.ts';
import type { Result } from '../../lib/result.ts';
import { createChanges } from './changes.ts';
import { useDrifts } from './drifts.ts';
import { Import } from './Import.tsx';
import { type LibraryState, LibraryView, type LibraryWait, type Notice } from './LibraryView.tsx';
import { linkOf } from './link.ts';
import { inSlices, once, pause } from './time.ts';

const none: ReadonlySet<string> = new Set();
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
  const { notes } = useMemo(() => openDatabase(), [attempt]);
  const changes = useMemo(() => createChanges(notes, setNotice), [notes]);
  const sets = useMemo(() => bundledClaimSets(), []);
  const claimOf = useMemo(() => once(describeClaims(sets)), [sets]);
  const locale = uiLanguage();

  useEffect(() => {
    const controller = new AbortController();
    notes.watch(setStored, controller.signal);
    return () => controller.abort();
  }, [notes]);

  // Evicted notes are lost notes: this is the page from which a browser can be asked to keep them.
  useEffect(() => void navigator.storage?.persist?.().catch(() => false), []);

  useEffect(() => {
    const controller = new AbortController();
    addEventListener('popstate', () => setQuery(queryOf(location.hash)), { signal: controller.signal });
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
    // A word is one step, not one a letter.
    if (typing && query.words !== '') history.replaceState(null, '', address);
    else history.pushState(null, '', address);
    setQuery(next);
    setNotice(null);
    setSelected(none);
  }

  async function save(note: Annotation, change: NoteChange, before = note.text): Promise<NoteKept> {
    // A note just removed is brought back.
    const saved = removed.has(note.id)
      ? await notes.save({ ...note, ...change })
      : await notes.edit({ ...note, ...change }, { before, now: new Date().toISOString() });
    if (!saved.ok) return saved.error.kind === 'quota' ? 'quota' : false;
    setRemoved((gone) => new Map([...gone].filter(([id]) => id !== note.id)));
    void announceNotesChanged();
    return true;
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

  function tag(name: string, on: boolean): void {
    const changing = picked.filter(({ tags }) => tags.includes(name) !== on && (!on || tags.length < 50));
    const next = changing.map((note) => ({
      ...note,
      tags: on ? [...note.tags, name] : note.tags.filter((other) => other !== name),
    }));
    const said = t(on ? 'library_tagged' : 'library_untagged', { count: next.length, tag: name });
    void changes.change(next, changing, said);
  }

  async function exportNotes(format: ExportFormat, how: 'file' | 'copy'): Promise<void> {
    exporting.current = new AbortController();
    const { signal } = exporting.current;
    setNotice(null);
    const input = {
      notes: picked.length > 0 ? picked : items.filter(({ removed: gone }) => !gone).map(({ note }) => note),
      claimOf: (key: Parameters<typeof claimOf>[0]) => {
        const known = claimOf(key);
        return known && { text: known.claim.text, level: known.grade.level };
      },
      now: new Date().toISOString(),
      version: extensionVersion(),
      locale,
      words: exportWords(),
    };
    const file = await exportInSlices(format, input, { pause, signal, onProgress: setProgress });
    setProgress(null);
    if (!file) return;
    if (how === 'file') {
      saveFile(file);
      setNotice({ text: t('menu_exported', { name: file.name }) });
      return;
    }
    setNotice({ text: t((await copyText(file.text)) ? 'library_copied' : 'library_notCopied') });
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
      onQuery={ask}
      onSelect={(ids, on) => setSelected((before) => turned(before, ids, on))}
      onSelectAll={(on) => setSelected(on ? new Set(items.map(({ note }) => note.id)) : none)}
      onTag={tag}
      onDelete={() => void changes.removeAll(picked).then((done) => done && setSelected(none))}
      onExport={(format, how) => void exportNotes(format, how)}
      onCancel={() => exporting.current.abort()}
      onChange={save}
      suggestTags={async (typed) => suggestedTags(choices.tags, typed)}
      onRemove={remove}
      tools={stored?.ok && complete && <Import existing={stored.value.notes} onStore={changes.bringIn} />}
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

/** Whether all notes can be searched at once. They are made so in idle time, once all are read. */
function useSearchable(all: readonly NoteItem[], complete: boolean, locale: string): boolean {
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
