import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { NoteKept } from '../../components/NoteEditor.tsx';
import { hashOf, type LibraryQuery, queryOf } from '../../components/note-query.ts';
import { choicesOf, findItems, foldedOf, itemsOf, sortItems } from '../../components/note-search.ts';
import { exportWords } from '../../components/words.ts';
import type { Annotation } from '../../lib/annotation/index.ts';
import { describeClaims } from '../../lib/checker/index.ts';
import { bundledClaimSets, localized } from '../../lib/claims/index.ts';
import { type DatabaseProblem, type NotesSoFar, openDatabase } from '../../lib/db/index.ts';
import { type ExportFormat, exportInSlices } from '../../lib/exchange/index.ts';
import { announceNotesChanged, copyText, extensionVersion, saveFile } from '../../lib/extension/index.ts';
import { t, uiLanguage } from '../../lib/i18n/index.ts';
import type { Result } from '../../lib/result.ts';
import { Import } from './Import.tsx';
import { type LibraryState, LibraryView, type Notice } from './LibraryView.tsx';
import { linkOf } from './link.ts';
import { once, pause } from './time.ts';

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
  const sorted = useMemo(() => sortItems(all, query.sort), [all, query.sort]);
  const items = useMemo(() => findItems(sorted, query, locale), [sorted, query, locale]);
  const choices = useMemo(() => choicesOf(all), [all]);
  const complete = stored?.ok === true && stored.value.complete;

  // Before the reader searches, so that the first letter is answered as quickly as the others.
  useEffect(() => {
    if (!complete) return;
    const controller = new AbortController();
    void (async () => {
      for (let at = 0; at < all.length && !controller.signal.aborted; at += 1_000) {
        for (const item of all.slice(at, at + 1_000)) foldedOf(item, locale);
        await pause();
      }
    })();
    return () => controller.abort();
  }, [complete, all, locale]);

  const library: LibraryState =
    stored === null
      ? { state: 'loading' }
      : stored.ok
        ? { state: 'ready', total: complete ? all.length : stored.value.total, items, complete }
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

  async function save(note: Annotation, text: string): Promise<NoteKept> {
    const saved = await notes.save({ ...note, text, modified: new Date().toISOString() });
    if (!saved.ok) return saved.error.kind === 'quota' ? 'quota' : false;
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

  /** Writes many notes and offers to bring back how they were; says so when it could not. */
  async function change(next: readonly Annotation[], before: readonly Annotation[], said: string): Promise<void> {
    const done = await notes.saveAll(next);
    tell(done.ok, said, () => void change(stamped(before), next, t('library_undone')));
  }

  async function removeMany(many: readonly Annotation[]): Promise<void> {
    const done = await notes.removeAll(many.map(({ id }) => id));
    if (done.ok) setSelected(none);
    tell(done.ok, t('library_deleted', { count: many.length }), () => {
      void notes.saveAll(many).then(({ ok }) => tell(ok, t('library_undone')));
    });
  }

  /** Brings in what a file had; taking it back leaves what was there before, as it was. */
  async function store(next: readonly Annotation[], replaced: readonly Annotation[]): Promise<void> {
    const done = await notes.saveAll(next);
    const here = new Set(replaced.map(({ id }) => id));
    const added = next.filter(({ id }) => !here.has(id)).map(({ id }) => id);
    const undo = async () => {
      const results = [await notes.removeAll(added), await notes.saveAll(replaced)];
      tell(
        results.every(({ ok }) => ok),
        t('library_undone'),
      );
    };
    tell(done.ok, t('import_done', { count: next.length }), () => void undo());
  }

  function tell(ok: boolean, text: string, onUndo?: () => void): void {
    setNotice(ok ? { text, onUndo } : { text: t('library_unchanged') });
    if (ok) void announceNotesChanged();
  }

  function tag(name: string, on: boolean): void {
    const changing = picked.filter(({ tags }) => tags.includes(name) !== on && (!on || tags.length < 50));
    const next = changing.map((note) => ({
      ...note,
      tags: on ? [...note.tags, name] : note.tags.filter((other) => other !== name),
    }));
    const said = t(on ? 'library_tagged' : 'library_untagged', { count: next.length, tag: name });
    void change(stamped(next), changing, said);
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
      onSelect={(id, on) =>
        setSelected((before) => new Set(on ? [...before, id] : [...before].filter((x) => x !== id)))
      }
      onSelectAll={(on) => setSelected(on ? new Set(items.map(({ note }) => note.id)) : none)}
      onTag={tag}
      onDelete={() => void removeMany(picked)}
      onExport={(format, how) => void exportNotes(format, how)}
      onCancel={() => exporting.current.abort()}
      onSave={save}
      onRemove={remove}
      tools={stored?.ok && complete && <Import existing={stored.value.notes} onStore={store} />}
      onRetry={() => {
        setStored(null);
        setAttempt(attempt + 1);
      }}
    />
  );
}

/** The notes as changed now. */
function stamped(notes: readonly Annotation[]): readonly Annotation[] {
  const modified = new Date().toISOString();
  return notes.map((note) => ({ ...note, modified }));
}
