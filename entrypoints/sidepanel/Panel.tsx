import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { NoteKept } from '../../components/NoteEditor.tsx';
import type { PageState } from '../../components/PageSummary.tsx';
import { listsOf, NO_FILTER, type PanelFilter } from '../../components/page-entries.ts';
import { type Annotation, describeSpan, newAnnotation } from '../../lib/annotation/index.ts';
import type { PageText } from '../../lib/checker/index.ts';
import type { ClaimKey } from '../../lib/claims/index.ts';
import { openDatabase } from '../../lib/db/index.ts';
import {
  announceNotesChanged,
  callPage,
  extensionVersion,
  followPage,
  loadSettings,
  newNoteId,
  openExtensionPage,
  type PageStatus,
  type PageTab,
  saveSettings,
  type TabChange,
  watchTab,
} from '../../lib/extension/index.ts';
import { t, uiLanguage } from '../../lib/i18n/index.ts';
import { PanelView } from './PanelView.tsx';
import { panelStateOf, placeIn } from './state.ts';

/** A page checked again keeps its old report until the new one is there: when to ask for it, in milliseconds. */
const ASK_AFTER = [300, 1_500, 5_000] as const;

/** What the page was last heard to be. */
type Heard = { readonly status: PageStatus; readonly text: PageText | null };

const nothing: ReadonlyMap<string, Annotation> = new Map();

/** The panel over the tab in front of its window, or over `tabId` when it is opened as a tab of its own. */
export function Panel({ tabId }: { readonly tabId: number | null }) {
  const { notes } = useMemo(() => openDatabase(), []);
  const [page, setPage] = useState<PageState>({ state: 'loading' });
  const [heard, setHeard] = useState<Heard | null>(null);
  const [stored, setStored] = useState<readonly Annotation[]>([]);
  /** Begun and not yet kept, and just removed: both stay in the list while the reader is here. */
  const [held, setHeld] = useState(nothing);
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
    const status = outcome.kind === 'status' ? outcome.status : null;
    const text = status?.state === 'done' ? await callPage(now.id, 'pageText', {}) : null;
    if (signal.aborted) return;
    setPage(panelStateOf(outcome, { paused: !highlights, address: now.url, tried: start }));
    setHeard(status && { status, text: text?.ok ? text.value : null });
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
        setBegun(null);
        setNotice(null);
      }
      if (change !== 'leaving') void follow(false);
    };
    watchTab(tabId, onTab, controller.signal);
    return () => {
      controller.abort();
      following.current.abort();
      for (const timer of asking) clearTimeout(timer);
    };
  }, []);

  const report = heard?.status.state === 'done' ? heard.status.report : null;
  const address = heard?.status.url ?? null;
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
    return listsOf(report, [...byId.values()], heard?.text ? placeIn(heard.text.text) : null);
  }, [report, stored, held, heard]);

  const hold = (note: Annotation) => setHeld((before) => new Map(before).set(note.id, note));

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
    hold(note);
    setBegun(note.id);
  }

  async function save(note: Annotation, text: string): Promise<NoteKept> {
    if (tab.current?.incognito) return 'private-window';
    const saved = await notes.save({ ...note, text, modified: new Date().toISOString() });
    if (!saved.ok) return saved.error.kind === 'quota' ? 'quota' : false;
    void announceNotesChanged();
    return true;
  }

  async function remove(note: Annotation): Promise<void> {
    hold(note);
    const taken = await notes.remove(note.id);
    if (!taken.ok) throw new Error(taken.error.detail);
    void announceNotesChanged();
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
      begun={begun}
      notice={notice}
      locale={uiLanguage()}
      onFilter={setFilter}
      onRead={() => {
        setPage({ state: 'loading' });
        void follow(true, true);
      }}
      onResume={() => void saveSettings({ highlights: true }).then(() => follow(true))}
      onCopy={(detail) =>
        navigator.clipboard.writeText(`Caveat ${extensionVersion()}\n${navigator.userAgent}\n${detail}`)
      }
      onShow={(id) => void jump(id)}
      onBegin={begin}
      onSave={save}
      onRemove={remove}
      onOpen={(name) => void openExtensionPage(name)}
    />
  );
}
