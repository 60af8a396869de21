/** The panel beside the page: Chromium's side panel, Firefox's sidebar, a tab where there is neither. */
import * as v from 'valibot';
import { type Browser, browser } from 'wxt/browser';
import { type BackgroundCalls, backgroundRules } from './protocol.ts';
import { activeTab, type PageTab, tabById } from './tabs.ts';

/** Firefox's sidebar, which the types made from Chromium's interfaces do not know. */
type Sidebar = { open(): Promise<void> };

/**
 * Open the panel for a tab. Call it first thing in a click, with nothing awaited before: the browser opens panels only
 * then. Where it has none, or will not open it, the same page opens as a tab.
 */
export function openPanel(tabId: number): Promise<void> {
  return openBeside(tabId).catch(async () => {
    // A file of the build, known to the generated types only with a query of its own.
    const address = browser.runtime.getURL(`/sidepanel.html?tabId=${tabId}` as never);
    await browser.tabs.create({ url: address });
  });
}

function openBeside(tabId: number): Promise<void> {
  const { sidebarAction } = browser as { readonly sidebarAction?: Sidebar };
  try {
    if (sidebarAction) return sidebarAction.open();
    // Absent in Firefox for Android and in Chromium's relatives that took it out.
    const sidePanel: typeof browser.sidePanel | undefined = browser.sidePanel;
    if (sidePanel) return sidePanel.open({ tabId });
  } catch (thrown) {
    return Promise.reject(thrown);
  }
  return Promise.reject(new Error('This browser has no panel.'));
}

/** Why the panel is told of its tab. */
export type TabChange =
  /** It is another tab than before, or the first. */
  | 'shown'
  /** It goes to another page. */
  | 'leaving'
  /** Its page has arrived. */
  | 'arrived'
  /** Its page had its text checked, for the first time or again. The answer may still be on its way to the page. */
  | 'checked';

/**
 * Calls back with the tab in front of this window – or, with a `tabId`, with that one only – now and whenever another
 * tab comes to the front or its page changes, until `signal` aborts. Null: it was closed.
 */
export function watchTab(
  tabId: number | null,
  callback: (tab: PageTab | null, change: TabChange) => void,
  signal: AbortSignal,
): void {
  let current = tabId;
  const find = () => (tabId === null ? activeTab() : tabById(tabId));
  async function tell(change: TabChange): Promise<void> {
    const tab = await find();
    current = tabId ?? tab?.id ?? null;
    if (!signal.aborted) callback(tab, change);
  }

  const onActivated = () => void tell('shown');
  const onUpdated = (id: number, { status, url }: { status?: string; url?: string }) => {
    if (id !== current) return;
    if (status === 'loading') void tell('leaving');
    else if (status === 'complete' || url !== undefined) void tell('arrived');
  };
  const onRemoved = (id: number) => {
    if (id === tabId) void tell('shown');
  };
  /** What a page's annotator asks the background is heard by every page of the extension: it tells of a check. */
  const onMessage = (message: unknown, sender: Browser.runtime.MessageSender) => {
    const isCheck = isCall(message, 'checkPage') || isCall(message, 'findPassages');
    if (isCheck && sender.tab?.id !== undefined && sender.tab.id === current) void tell('checked');
    // Not ours to answer.
    return undefined;
  };

  if (tabId === null) browser.tabs.onActivated.addListener(onActivated);
  browser.tabs.onUpdated.addListener(onUpdated);
  browser.tabs.onRemoved.addListener(onRemoved);
  browser.runtime.onMessage.addListener(onMessage);
  signal.addEventListener(
    'abort',
    () => {
      browser.tabs.onActivated.removeListener(onActivated);
      browser.tabs.onUpdated.removeListener(onUpdated);
      browser.tabs.onRemoved.removeListener(onRemoved);
      browser.runtime.onMessage.removeListener(onMessage);
    },
    { once: true },
  );
  void tell('shown');
}

/** Calls back with the marks a reader opened in a page, by their ids, and with the page's tab, until `signal` aborts. */
export function watchMarks(callback: (tabId: number, ids: readonly string[]) => void, signal: AbortSignal): void {
  const onMessage = (message: unknown, sender: Browser.runtime.MessageSender) => {
    if (isCall(message, 'marksOpened') && sender.id === browser.runtime.id && sender.tab?.id !== undefined) {
      // From a page: parsed by the same rule as where it is answered.
      const parsed = v.safeParse(backgroundRules.marksOpened.request, message.request);
      if (parsed.success) callback(sender.tab.id, parsed.output.ids);
    }
    return undefined;
  };
  browser.runtime.onMessage.addListener(onMessage);
  signal.addEventListener('abort', () => browser.runtime.onMessage.removeListener(onMessage), { once: true });
}

const isCall = <Name extends keyof BackgroundCalls>(
  message: unknown,
  name: Name,
): message is { readonly call: Name; readonly request: unknown } =>
  typeof message === 'object' && message !== null && 'call' in message && message.call === name;
