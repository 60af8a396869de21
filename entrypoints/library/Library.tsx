import { useEffect, useMemo, useState } from 'preact/hooks';
import type { NoteKept } from '../../components/NoteEditor.tsx';
import { exportWords } from '../../components/words.ts';
import type { Annotation } from '../../lib/annotation/index.ts';
import { describeClaims } from '../../lib/checker/index.ts';
import { bundledClaimSets } from '../../lib/claims/index.ts';
import { type DatabaseProblem, openDatabase } from '../../lib/db/index.ts';
import { type ExportFormat, exportAnnotations } from '../../lib/exchange/index.ts';
import { announceNotesChanged, extensionVersion, saveFile } from '../../lib/extension/index.ts';
import { t, uiLanguage } from '../../lib/i18n/index.ts';
import type { Result } from '../../lib/result.ts';
import { type LibraryState, LibraryView } from './LibraryView.tsx';
import { itemsOf, searchItems } from './notes.ts';

/** The library over the database: live, so that a note written on a page appears here while it is open. */
export function Library() {
  const [stored, setStored] = useState<Result<readonly Annotation[], DatabaseProblem> | null>(null);
  const [removed, setRemoved] = useState<ReadonlyMap<string, Annotation>>(new Map());
  const [search, setSearch] = useState('');
  const [notice, setNotice] = useState<string | null>(null);
  const [attempt, setAttempt] = useState(0);
  const { notes } = useMemo(() => openDatabase(), [attempt]);
  const claimOf = useMemo(() => describeClaims(bundledClaimSets()), []);
  const locale = uiLanguage();

  useEffect(() => {
    const controller = new AbortController();
    notes.watch(setStored, controller.signal);
    return () => controller.abort();
  }, [notes]);

  // Evicted notes are lost notes: this is the page from which a browser can be asked to keep them.
  useEffect(() => void navigator.storage?.persist?.().catch(() => false), []);

  const items = useMemo(() => (stored?.ok ? itemsOf(stored.value, removed, claimOf) : []), [stored, removed, claimOf]);
  const library: LibraryState =
    stored === null
      ? { state: 'loading' }
      : stored.ok
        ? { state: 'ready', total: items.length, items: searchItems(items, search, locale) }
        : { state: 'failed', why: stored.error.kind };

  async function save(note: Annotation, text: string): Promise<NoteKept> {
    const saved = await notes.save({ ...note, text, modified: new Date().toISOString() });
    if (!saved.ok) return saved.error.kind === 'quota' ? 'quota' : false;
    void announceNotesChanged();
    return true;
  }

  async function remove(note: Annotation): Promise<void> {
    setRemoved((before) => new Map(before).set(note.id, note));
    const taken = await notes.remove(note.id);
    if (!taken.ok) throw new Error(taken.error.detail);
    void announceNotesChanged();
  }

  function exportAll(format: ExportFormat): void {
    if (!stored?.ok) return;
    const file = exportAnnotations(format, {
      notes: itemsOf(stored.value, new Map(), claimOf).map(({ note }) => note),
      claimOf: (key) => {
        const known = claimOf(key);
        return known && { text: known.claim.text, level: known.grade.level };
      },
      now: new Date().toISOString(),
      version: extensionVersion(),
      locale,
      words: exportWords(),
    });
    saveFile(file);
    setNotice(t('menu_exported', { name: file.name }));
  }

  return (
    <LibraryView
      library={library}
      search={search}
      notice={notice}
      locale={locale}
      onSearch={(words) => {
        setSearch(words);
        setNotice(null);
      }}
      onSave={save}
      onRemove={remove}
      onExport={exportAll}
      onRetry={() => {
        setStored(null);
        setAttempt(attempt + 1);
      }}
    />
  );
}
