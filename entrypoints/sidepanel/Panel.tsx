import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { NoteChange } from '../../components/NoteBody.tsx';
import type { NoteKept, NoteRemoved } from '../../components/NoteEditor.tsx';
import type { PageState } from '../../components/PageSummary.tsx';
import { listsOf, NO_FILTER, type PanelFilter } from '../../components/page-entries.ts';
import { type Annotation, describeSpan, newAnnotation } from '../../lib/annotation/index.ts';
import type { PageText } from '../../lib/checker/index.ts';
import type { ClaimKey } from '../../lib/claims/index.ts';
import { openDatabase } from '../../lib/db/index.ts';
import type { ExportFormat } from '../../lib/exchange/index.ts';
import {
  announceNotesChanged,
  callPage,
  followPage,
  loadSettings,
  newNoteId,
  openExtensionPage,
  type PageTab,
  saveSettings,
  type TabChange,
  watchMarks,
  watchTab,
} from '../../lib/extension/index.ts';
import { t, uiLanguage } from '../../lib/i18n/index.ts';
import { copyDetails, exportPage, type Told, toldIn, whereaboutsOn } from '../beside-page/door.ts';
import { PanelView } from './PanelView.tsx';
import { panelStateOf } from './state.ts';

/** A page checked again keeps its old report until the new one is there: when to ask for it, in milliseconds. */
const ASK_AFTER = [300, 1_500, 5_000] as const;

/** What the page was last heard to be. */
type Heard = { readonly told: Told; readonly text: PageText | null };

const nothing: ReadonlyMap<string, Annotation> = new Map();

/** The panel over the tab in front of its window, or over `tabId` when it is opened as a tab of its own. */
export function Panel({ tabId }: { readonly tabId: number | null }) {
  const { notes } = useMemo(() => openDatabase(), []);
  const [page, setPage] = useState<PageState>({ state: 'loading' });
  const [heard, setHeard] = useState<Heard | null>(null);
  /** The page's own address, or as much as the browser tells of it; null where it tells nothing. */
  const [address, setAddress] = useState<string | null>(null);
  /** The marks the reader opened in the page last. */
  const [opened, setOpened] = useState<readonly string[]>([]);
  const [stored, setStored] = useState<readonly Annotation[]>([]);
  /** Begun and not yet kept, and just removed: both stay in the list while the reader is here. */
  const [held, setHeld] = useState(nothing);
  const [taken, setTaken] = useState<ReadonlySet<string>>(new Set());
  const [begun, setBegun] = useState<string | null>(null);
  const [filter, setFilter] = useState<PanelFilter>(NO_FILTER);
  const [notice, setNotice] = useState<string | null>(null);
  const tab = useRef<PageTab | null>(null);
  const following = useRef(new AbortController());

  /** Ask the page how it is. Quietly: what is shown stays until there is an answer. */
  async function follow(start: boolean, again = false): Promise<void> {
    following.current.abort();
    following.current = new AbortController();
    const { signal } = following.current;
    const now = tab.current;
    if (!now) {
      setPage({ state: 'unsupported', why: 'closed' });
      setHeard(null);
      return;
    }
    const { highlights } = await loadSettings();
    const outcome = await followPage(now, { start, again }, signal);
    const told = toldIn(outcome);
    const text = told?.report ? await callPage(now.id, 'pageText', {}) : null;
    if (signal.aborted) return;
    setAddress(told?.url ?? now.url);
    setPage(panelStateOf(outcome, { paused: !highlights, address: now.url, tried: start }));
    setHeard(told && { told, text: text?.ok ? text.value : null });
  }

  useEffect(() => {
    const controller = new AbortController();
    let asking: ReturnType<typeof setTimeout>[] = [];
    const onTab = (next: PageTab | null, change: TabChange) => {
      for (const timer of asking) clearTimeout(timer);
      asking = [];
      tab.current = next;
      if (change === 'checked') {
        asking = ASK_AFTER.map((delay) => setTimeout(() => void follow(false), delay));
        return;
      }
      if (change !== 'arrived') {
        setPage({ state: 'loading' });
        setHeard(null);
        setHeld(nothing);
        setTaken(new Set());
        setBegun(null);
        setNotice(null);
        setOpened([]);
      }
      if (change !== 'leaving') void follow(false);
    };
    watchTab(tabId, onTab, controller.signal);
    watchMarks((from, marks) => from === tab.current?.id && setOpened(marks), controller.signal);
    return () => {
      controller.abort();
      following.current.abort();
      for (const timer of asking) clearTimeout(timer);
    };
  }, []);

  const report = heard?.told.report ?? null;
  const claims = report?.claims.map(({ key }) => key).join(' ') ?? '';
  useEffect(() => {
    setStored([]);
    if (address === null) return;
    const controller = new AbortController();
    const keys = claims === '' ? [] : (claims.split(' ') as ClaimKey[]);
    notes.watchPage(address, keys, (found) => found.ok && setStored(found.value), controller.signal);
    return () => controller.abort();
  }, [address, claims]);

  const lists = useMemo(() => {
    const byId = new Map([...held, ...stored.map((note) => [note.id, note] as const)]);
    return listsOf(report, [...byId.values()], whereaboutsOn(heard?.told ?? null, heard?.text?.text));
  }, [report, stored, held, heard]);

  // A note made in the page is stored before the page tells where it is.
  const unheard = heard !== null && stored.some(({ id }) => !heard.told.notes.some((note) => note.id === id));
  useEffect(() => {
    if (!unheard) return;
    const asking = ASK_AFTER.map((delay) => setTimeout(() => void follow(false), delay));
    return () => asking.forEach(clearTimeout);
  }, [unheard]);

  const kept = useMemo(() => new Set(stored.map(({ id }) => id)), [stored]);
  const removed = useMemo(() => new Set([...taken].filter((id) => !kept.has(id))), [taken, kept]);

  function begin(claim: ClaimKey): void {
    const annotation = report?.annotations.find((candidate) => candidate.claim === claim);
    const text = heard?.text;
    const now = new Date().toISOString();
    const about = { id: newNoteId(), now, text: '', claim };
    const note =
      text && annotation
        ? newAnnotation({
            ...about,
            target: {
              source: text.source,
              title: text.title,
              language: text.locale,
              sourceDate: now,
              selectors: describeSpan(text.text, annotation.sentence),
            },
          })
        : newAnnotation(about);
    // One begun before and left empty is no note.
    setHeld((before) => new Map([...before].filter(([id]) => id !== begun)).set(note.id, note));
    setBegun(note.id);
  }

  async function save(note: Annotation, change: NoteChange, before = note.text): Promise<NoteKept> {
    if (tab.current?.incognito) return 'private-window';
    const now = new Date().toISOString();
    const next = { ...note, ...change };
    const saved = kept.has(note.id)
      ? await notes.edit(next, { before, was: note, now })
      : await notes.save({ ...next, modified: now });
    if (!saved.ok) return saved.error.kind === 'quota' ? 'quota' : false;
    void announceNotesChanged();
    return 'other' in saved.value && saved.value.other ? 'both' : true;
  }

  async function remove(note: Annotation): Promise<NoteRemoved> {
    // Undoing stores, and nothing is stored from a private window: it would be gone for good.
    if (tab.current?.incognito) return 'stays';
    setHeld((before) => new Map(before).set(note.id, note));
    setTaken((before) => new Set(before).add(note.id));
    const done = await notes.remove(note.id);
    if (!done.ok) throw new Error(done.error.detail);
    void announceNotesChanged();
  }

  async function saveFile(format: ExportFormat, how: 'file' | 'copy'): Promise<void> {
    if (!tab.current || address === null) return;
    const told = heard?.told ?? { url: address, title: tab.current.title ?? '', report: null };
    setNotice(await exportPage(tab.current.id, { ...told, notes: stored }, format, how));
  }

  async function jump(id: string): Promise<void> {
    if (!tab.current) return;
    const shown = await callPage(tab.current.id, 'showAnnotation', { id });
    setNotice(shown.ok && shown.value ? null : t('page_gone'));
  }

  return (
    <PanelView
      page={page}
      lists={lists}
      filter={filter}
      begun={begun !== null && kept.has(begun) ? null : begun}
      opened={opened}
      notice={notice}
      locale={uiLanguage()}
      onFilter={setFilter}
      onRead={() => {
        setPage({ state: 'loading' });
        void follow(true, true);
      }}
      onResume={() => void saveSettings({ highlights: true }).then(() => follow(true))}
      onCopy={copyDetails}
      onShow={(id) => void jump(id)}
      onBegin={begin}
      onChange={save}
      suggestTags={async (typed) => {
        const tags = await notes.tags(typed, 8);
        return tags.ok ? tags.value : [];
      }}
      removed={removed}
      onRemove={remove}
      onExport={(format, how) => void saveFile(format, how)}
      onOpen={(name) => void openExtensionPage(name)}
    />
  );
}
