/** The library's part on safety, over the database: what the browser promises, and the copies on this device. */
import { type Dispatch, type StateUpdater, useEffect, useRef, useState } from 'preact/hooks';
import {
  askToKeep,
  type Database,
  type Keeping,
  keeping,
  type Restored,
  room,
  type SnapshotInfo,
} from '../../lib/db/index.ts';
import { importInSlices } from '../../lib/exchange/index.ts';
import {
  announceCorrectionsChanged,
  announceNotesChanged,
  callBackground,
  loadBackupState,
  saveBackupState,
  saveFile,
} from '../../lib/extension/index.ts';
import { t } from '../../lib/i18n/index.ts';
import { CopiesView, type CopiesViewProps, type CopyPreview } from './CopiesView.tsx';
import type { Notice } from './NoticeLine.tsx';
import { pause } from './time.ts';

/** How long a removed copy can be called back before it is gone, in milliseconds. */
const REMOVED_AFTER = 8_000;

/** Pages show what is so now, and are checked against the sets there are now. */
function announceAll(): void {
  void announceNotesChanged();
  void announceCorrectionsChanged(null);
  void callBackground('claimSetsChanged', {});
}

/** What came of bringing a copy back, with the sets that did not come. */
const saidOf = (done: 'copies_restored' | 'library_undone', { setsNotBack }: Pick<Restored, 'setsNotBack'>): string =>
  setsNotBack === 0 ? t(done) : `${t(done)} ${t('copies_setsNotBack', { count: setsNotBack })}`;

type Tell = Dispatch<StateUpdater<Notice | null>>;

/** The copies there are, and how safe the notes are without them. */
function useShelf({ snapshots }: Database, tell: Tell) {
  const [copies, setCopies] = useState<readonly SnapshotInfo[] | null>(null);
  const [kept, setKept] = useState<Keeping>('unknown');
  const [space, setSpace] = useState<CopiesViewProps['room']>(null);
  const [saved, setSaved] = useState<string | null>(null);

  async function refresh(): Promise<void> {
    const [list, promised, free, backup] = await Promise.all([snapshots.list(), keeping(), room(), loadBackupState()]);
    if (list.ok) setCopies(list.value);
    else tell({ text: t(`library_problem_${list.error.kind}`) });
    setKept(promised);
    setSpace(free);
    setSaved(backup.saved);
  }
  return { copies, kept, setKept, space, saved, refresh };
}

/** Removes copies, which can be called back for a while. */
function useRemoval({ snapshots }: Database, tell: Tell, refresh: () => Promise<void>) {
  const sweeping = useRef<ReturnType<typeof setTimeout>>(undefined);
  /** What was removed here: another window may still call its own back. */
  const removed = useRef<string[]>([]);

  /** Really remove what is out of the list, once it can no longer be called back. */
  const sweep = () => snapshots.sweep(new Date().toISOString(), removed.current);

  useEffect(() => {
    // What a page that was closed too soon has left behind.
    void snapshots.sweep(new Date(Date.now() - REMOVED_AFTER).toISOString()).then(refresh);
    const controller = new AbortController();
    addEventListener('pagehide', () => void sweep(), { signal: controller.signal });
    return () => {
      controller.abort();
      clearTimeout(sweeping.current);
      void sweep();
    };
  }, []);

  return async (ids: readonly string[]): Promise<void> => {
    const done = await snapshots.setGoing(ids, new Date().toISOString());
    await refresh();
    if (!done.ok) {
      tell({ text: t('library_unchanged') });
      return;
    }
    clearTimeout(sweeping.current);
    removed.current.push(...ids);
    const undo = async () => {
      clearTimeout(sweeping.current);
      const undone = await snapshots.setGoing(ids, null);
      await refresh();
      if (!undone.ok) tell({ text: t('library_unchanged') });
      else tell(undone.value ? null : { text: t('copies_gone') });
    };
    const said = { text: t('copies_removed', { count: ids.length }), onUndo: () => void undo() };
    tell(said);
    const end = async () => {
      await sweep();
      // What can no longer be called back is not offered any more.
      tell((now) => (now === said ? { text: said.text } : now));
      await refresh();
    };
    sweeping.current = setTimeout(() => void end(), REMOVED_AFTER);
  };
}

/** What bringing a copy back would do; null where it cannot be read. */
async function compared({ snapshots, notes }: Database, id: string): Promise<CopyPreview['counts']> {
  const [file, now, sets, corrections] = await Promise.all([
    snapshots.file(id, 'without-sets'),
    notes.all(),
    snapshots.compareSets(id),
    snapshots.compareCorrections(id),
  ]);
  if (!file.ok || !now.ok || !sets.ok || !corrections.ok) return null;
  const beside = { existing: now.value, now: new Date().toISOString() };
  const read = await importInSlices(file.value.text, beside, { pause });
  if (!read?.ok) return null;
  const { counts, entries } = read.value;
  const different = counts.newer + counts.older + counts.differs;
  const newer = now.value.length - entries.length + counts.new;
  return { missing: counts.new, different, newer, sets: sets.value, corrections: corrections.value };
}

/** Saves a copy as a file, and tells what is in it; null where it cannot be read. */
async function saveCopy({ snapshots }: Database, id: string): Promise<Notice | null> {
  const file = await snapshots.file(id);
  if (!file.ok) return null;
  saveFile(file.value);
  const { name, left } = file.value;
  return { text: t(left.length === 0 ? 'menu_exported' : 'library_savedWithout', { name, sets: left.join(', ') }) };
}

/** `isStoring`: a file is on its way in, which nothing may be brought back into. */
export function Copies({ db, isStoring }: { readonly db: Database; readonly isStoring: boolean }) {
  const { snapshots } = db;
  const [preview, setPreview] = useState<CopyPreview | null>(null);
  const [isWorking, setWorking] = useState(false);
  const busy = isWorking || isStoring;
  const [notice, setNotice] = useState<Notice | null>(null);
  const { copies, kept, setKept, space, saved, refresh } = useShelf(db, setNotice);
  const remove = useRemoval(db, setNotice, refresh);

  async function work(task: () => Promise<Notice>): Promise<void> {
    if (busy) return;
    setWorking(true);
    setNotice(await task());
    setWorking(false);
    await refresh();
  }

  async function look(id: string | null): Promise<void> {
    if (busy) return;
    setPreview(id === null ? null : { id, counts: null });
    if (id === null) return;
    const counts = await compared(db, id);
    if (counts) setPreview((open) => (open?.id === id ? { id, counts } : open));
    else {
      setPreview(null);
      setNotice({ text: t('copies_unreadable') });
    }
  }

  async function restore(id: string, how: 'replace' | 'merge'): Promise<Notice> {
    const done = await snapshots.restore(id, how, new Date().toISOString());
    setPreview(null);
    if (!done.ok) return { text: t('library_unchanged') };
    announceAll();
    const { before, setsNotBack } = done.value;
    const undo = async () => {
      const undone = await snapshots.restore(before.id, 'replace', new Date().toISOString());
      announceAll();
      return { text: undone.ok ? saidOf('library_undone', undone.value) : t('library_unchanged') };
    };
    return { text: saidOf('copies_restored', { setsNotBack }), onUndo: () => void work(undo) };
  }

  async function backup(): Promise<Notice> {
    const now = new Date().toISOString();
    const made = await snapshots.take('backup', now);
    const said = made.ok ? await saveCopy(db, made.value.id) : null;
    // A claim set too large for it is in the file it came in.
    if (said) await saveBackupState({ saved: now });
    return said ?? { text: t('copies_notMade') };
  }

  async function take(): Promise<Notice> {
    const made = await snapshots.take('asked', new Date().toISOString());
    return { text: t(made.ok ? 'copies_made' : 'copies_notMade') };
  }

  if (copies === null) return <p class="cav-quiet">{notice?.text ?? t('library_loading')}</p>;
  return (
    <CopiesView
      copies={copies}
      keeping={kept}
      room={space}
      saved={saved}
      preview={preview}
      busy={busy}
      notice={notice}
      onAsk={() => void askToKeep().then(setKept)}
      onBackup={() => void work(backup)}
      onTake={() => void work(take)}
      onPreview={(id) => void look(id)}
      onRestore={(id, how) => void work(() => restore(id, how))}
      onSave={(id) => void work(async () => (await saveCopy(db, id)) ?? { text: t('copies_unreadable') })}
      onRemove={(ids) => void remove(ids)}
    />
  );
}
