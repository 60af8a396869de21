/** What a reader can ask for without a window of ours: the menu of the right mouse button, and keys. */
import { browser } from 'wxt/browser';
import { callPage } from './messaging.ts';
import { annotateTab } from './sites.ts';

/** The entry of the menu and the command of the manifest: mark what is selected, and open its card. */
const ANNOTATE = 'annotate-selection';

/**
 * Offer the menu's entry under `title` and answer it and the keys. Call it synchronously when the background starts:
 * either wakes it. Choosing one of them is what lets Caveat into a page where it is not on. Firefox for Android has
 * neither menus nor keys: there nothing is offered.
 */
export function offerCommands(title: () => string): void {
  const { contextMenus, commands }: Partial<Pick<typeof browser, 'contextMenus' | 'commands'>> = browser;
  if (contextMenus) {
    browser.runtime.onInstalled.addListener(() => {
      // The browser keeps the entries over restarts, and refuses one it has.
      void contextMenus.removeAll().then(() => {
        contextMenus.create({
          id: ANNOTATE,
          title: title(),
          contexts: ['selection'],
          documentUrlPatterns: ['http://*/*', 'https://*/*', 'file:///*'],
        });
      });
    });
    contextMenus.onClicked.addListener(({ menuItemId }, tab) => {
      if (menuItemId === ANNOTATE && tab?.id !== undefined) void annotateSelection(tab.id);
    });
  }
  commands?.onCommand.addListener((command, tab) => {
    if (command === ANNOTATE && tab?.id !== undefined) void annotateSelection(tab.id);
  });
}

/** Where no annotator runs yet, it starts. */
async function annotateSelection(tabId: number): Promise<void> {
  const asked = await callPage(tabId, 'annotateSelection', {});
  if (asked.ok || asked.error.kind !== 'no-receiver') return;
  const started = await annotateTab(tabId);
  if (started.ok) await callPage(tabId, 'annotateSelection', {});
}

/** The keys for it as the browser has them now, such as "Alt+Shift+H"; null when the reader took them away, or there are none. */
export async function annotateKeys(): Promise<string | null> {
  const { commands }: Partial<Pick<typeof browser, 'commands'>> = browser;
  const all = commands ? await commands.getAll() : [];
  return all.find(({ name }) => name === ANNOTATE)?.shortcut || null;
}

/** Firefox 137 and later; the types made from Chromium's interfaces do not know it. */
type ShortcutSettings = { openShortcutSettings?(): Promise<void> };

/** Open the browser's own page where the keys can be changed. */
export async function changeKeys(): Promise<void> {
  const { openShortcutSettings } = browser.commands as ShortcutSettings;
  if (openShortcutSettings) await openShortcutSettings.call(browser.commands);
  else await browser.tabs.create({ url: 'chrome://extensions/shortcuts' });
}
