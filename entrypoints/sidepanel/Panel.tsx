import { useEffect, useLayoutEffect, useMemo, useState } from 'preact/hooks';
import { listsOf, NO_FILTER, type Whereabouts } from '../../components/page-entries.ts';
import { openDatabase } from '../../lib/db/index.ts';
import type { ExportFormat } from '../../lib/exchange/index.ts';
import { callPage, openExtensionPage, saveSettings } from '../../lib/extension/index.ts';
import { t, uiLanguage } from '../../lib/i18n/index.ts';
import { copyDetails, exportPage, whereaboutsOn } from '../beside-page/door.ts';
import { noteOn } from './note-on.ts';
import { useNotes } from './notes.ts';
import { PanelView } from './PanelView.tsx';
import { usePage } from './page.ts';
import { rememberPlaces } from './places.ts';

/** The panel over the tab in front of its window, or over `tabId` when it is opened as a tab of its own. */
export function Panel({ tabId }: { readonly tabId: number | null }) {
  const db = useMemo(() => openDatabase(), []);
  const { page, told, text, address, opened, visit, tab, ask, askLater } = usePage(tabId);
  const claims = useMemo(() => told?.report?.claims.map(({ key }) => key) ?? [], [told]);
  const notes = useNotes(db, visit, address, claims);
  const [filter, setFilter] = useState(NO_FILTER);
  const [notice, setNotice] = useState<string | null>(null);
  useLayoutEffect(() => setNotice(null), [visit]);

  const places = useMemo(() => new Map<string, Whereabouts>(), [visit]);
  const lists = useMemo(
    () => listsOf(told?.report ?? null, notes.all, rememberPlaces(whereaboutsOn(told, text?.text), places)),
    [told, text, notes.all, places],
  );

  // A note made in the page is stored before the page tells where it is.
  const unheard = told !== null && notes.stored.some(({ id }) => !told.notes.some((note) => note.id === id));
  useEffect(() => (unheard ? askLater() : undefined), [unheard]);

  async function saveFile(format: ExportFormat, how: 'file' | 'copy'): Promise<void> {
    if (!tab.current || address === null) return;
    const what = told ?? { url: address, title: tab.current.title ?? '', report: null };
    setNotice(await exportPage(tab.current.id, { ...what, notes: notes.stored }, format, how));
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
      begun={notes.begun}
      opened={opened}
      notice={notice ?? (notes.problem && t(`library_problem_${notes.problem}`))}
      locale={uiLanguage()}
      onFilter={setFilter}
      onRead={() => void ask(true, true)}
      onResume={() => void saveSettings({ highlights: true }).then(() => ask(true))}
      onCopy={copyDetails}
      onShow={(id) => void jump(id)}
      onBegin={(claim) => notes.begin(noteOn(claim, { told, text }))}
      // Undoing stores, and nothing is stored from a private window: what is removed there would be gone for good.
      onChange={async (...edit) => (tab.current?.incognito ? 'private-window' : notes.keep(...edit))}
      onRemove={async (note) => (tab.current?.incognito ? 'stays' : notes.remove(note))}
      suggestTags={async (typed) => {
        const tags = await db.notes.tags(typed, 8);
        return tags.ok ? tags.value : [];
      }}
      removed={notes.removed}
      onExport={(format, how) => void saveFile(format, how)}
      onOpen={(name) => void openExtensionPage(name)}
    />
  );
}
