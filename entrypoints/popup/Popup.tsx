import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { listsOf } from '../../components/page-entries.ts';
import type { ExportFormat } from '../../lib/exchange/index.ts';
import {
  activeTab,
  callPage,
  loadSettings,
  openExtensionPage,
  openPanel,
  type PageTab,
  saveSettings,
  tabById,
  turnAllSitesOff,
  turnAllSitesOn,
  turnSiteOff,
  turnSiteOn,
} from '../../lib/extension/index.ts';
import { t, uiLanguage } from '../../lib/i18n/index.ts';
import { copyDetails, exportPage, whereaboutsOn } from '../beside-page/door.ts';
import { useFollowed } from './followed.ts';
import { PopupView, type SiteStanding } from './PopupView.tsx';
import { standingOf } from './standing.ts';

/** The popup over one tab: the one in front, or `tabId` when it is opened as a tab of its own. */
export function Popup({ tabId }: { readonly tabId: number | null }) {
  const { page, told, show, follow } = useFollowed();
  const [standing, setStanding] = useState<SiteStanding>({ site: null, siteOn: false, allOn: false });
  const [notice, setNotice] = useState<string | null>(null);
  const tab = useRef<PageTab | null>(null);

  /** Read the page: now, or `again` from its beginning. */
  const read = (again: boolean) => follow(tab.current, { start: true, again });

  async function start(): Promise<void> {
    tab.current = tabId === null ? await activeTab() : await tabById(tabId);
    setStanding(await standingOf(tab.current?.url ?? null));
    const { highlights } = await loadSettings();
    // Opening the popup over a page calls Caveat to it; a tab of its own was opened for something else.
    if (!highlights && tab.current) show({ state: 'paused' });
    else await follow(tab.current, { start: tabId === null, again: false });
  }

  useEffect(() => {
    void start();
  }, []);

  async function jump(id: string): Promise<void> {
    if (!tab.current) return;
    const shown = await callPage(tab.current.id, 'showAnnotation', { id });
    if (!shown.ok || !shown.value) setNotice(t('page_gone'));
    else if (tabId === null) close();
  }

  /** `turning` was started inside the click, as the browser demands for a permission. */
  async function turned(turning: Promise<boolean>): Promise<void> {
    const agreed = await turning.catch(() => false);
    setNotice(agreed ? null : t('sites_refused'));
    setStanding(await standingOf(tab.current?.url ?? null));
    if (agreed && page.state !== 'done') await read(false);
  }

  async function leave(turning: Promise<void>): Promise<void> {
    await turning;
    const next = await standingOf(tab.current?.url ?? null);
    setStanding(next);
    setNotice(null);
    if (next.siteOn || !tab.current) return;
    await callPage(tab.current.id, 'leavePage', {});
    show({ state: 'off' });
  }

  async function save(format: ExportFormat, how: 'file' | 'copy'): Promise<void> {
    if (told && tab.current) setNotice(await exportPage(tab.current.id, told, format, how));
  }

  const lists = useMemo(() => listsOf(told?.report ?? null, told?.notes ?? [], whereaboutsOn(told)), [told]);
  return (
    <PopupView
      page={page}
      lists={lists}
      standing={standing}
      notice={notice}
      locale={uiLanguage()}
      onRead={() => void read(true)}
      onResume={() => void saveSettings({ highlights: true }).then(() => read(false))}
      onCopy={copyDetails}
      onShow={(id) => void jump(id)}
      onSite={(on) => {
        const url = tab.current?.url ?? '';
        void (on ? turned(turnSiteOn(url)) : leave(turnSiteOff(url)));
      }}
      onAll={(on) => void (on ? turned(turnAllSitesOn()) : leave(turnAllSitesOff()))}
      onExport={(format, how) => void save(format, how)}
      onPanel={() => {
        // Panels open only inside the click: nothing may be waited for before.
        if (tab.current) void openPanel(tab.current.id).then(() => tabId === null && close());
      }}
      onOpen={(name, hash) => void openExtensionPage(name, hash).then(() => tabId === null && close())}
    />
  );
}
