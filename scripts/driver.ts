/**
 * What a reader does with Caveat in a real browser – turn a site on, wait until a page has been read, click a marked
 * sentence – for `npm start` and the end-to-end tests.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElementHandle, Page } from 'puppeteer-core';
import type { PageReport } from '../lib/checker/index.ts';
import type { ExtensionBrowser } from './launch.ts';

/** What a page's annotator tells of its page, as far as it is used here (`PageStatus` of `lib/extension`). */
export type PageDone = {
  readonly state: 'done';
  readonly url: string;
  readonly title: string;
  readonly report: PageReport;
};
type Status =
  | PageDone
  | { readonly state: 'checking' | 'not-article'; readonly url: string }
  | { readonly state: 'failed'; readonly url: string; readonly problem: string };

/** Waits until `ask` gives something other than null, undefined or false; fails with what was waited for. */
export async function until<T>(
  what: string,
  ask: () => Promise<T> | T,
  milliseconds = 15_000,
): Promise<Exclude<T, null | undefined | false>> {
  const end = Date.now() + milliseconds;
  let trouble: unknown;
  for (;;) {
    try {
      const answer = await ask();
      if (answer !== null && answer !== undefined && answer !== false) {
        // What is excluded was just tested for.
        return answer as Exclude<T, null | undefined | false>;
      }
      trouble = undefined;
    } catch (error) {
      // A page between two documents cannot answer; the last trouble is told if it stays.
      trouble = error;
    }
    if (Date.now() > end) throw new Error(`Waited ${milliseconds} ms in vain for ${what}.`, { cause: trouble });
    await new Promise((resolve) => setTimeout(resolve, 60));
  }
}

/** A text of the interface by its key (`card_notVerified`), up to its first placeholder, from the built extension in `folder`. */
export function wordsOf(folder: string, key: string, language = 'en'): string {
  const catalogue: unknown = JSON.parse(readFileSync(join(folder, `_locales/${language}/messages.json`), 'utf8'));
  // The format of the browser's catalogues.
  const found = (catalogue as Record<string, { message: string } | undefined>)[key];
  if (!found) throw new Error(`No text ${key} in the ${language} catalogue of ${folder}.`);
  return found.message.replace(/\s*\{.*$/s, '');
}

/** Drives one running browser. Gone with it: make a new one after a restart. */
export class Driver {
  readonly caveat: ExtensionBrowser;
  #desk: Page | undefined;

  constructor(caveat: ExtensionBrowser) {
    this.caveat = caveat;
  }

  /** Runs a script in a page of the extension that does nothing else, and answers with its result. */
  async ask<T>(script: string): Promise<T> {
    if (!this.#desk || this.#desk.isClosed()) this.#desk = await this.caveat.openExtensionPage('welcome.html');
    // `browser` where the browser has it, `chrome` before Chrome 148.
    return (await this.#desk.evaluate(`(({ browser }) => ${script})({ browser: globalThis.browser ?? chrome })`)) as T;
  }

  /** The page to ask from is closed by an update of the extension. */
  async leaveDesk(): Promise<void> {
    await this.#desk?.close().catch(() => {
      // Closed already, which is what was wanted.
    });
    this.#desk = undefined;
  }

  /** The browser's number for a page's tab. The page comes to the front for it. */
  async tabOf(page: Page): Promise<number> {
    await this.ask('1');
    await page.bringToFront();
    return until('the tab to be in front', () =>
      this.ask<number | null>(
        `browser.tabs.query({ active: true, windowType: 'normal' }).then(([tab]) => tab?.id ?? null)`,
      ),
    );
  }

  /** The popup of a page, as a tab of its own. */
  async popupOf(page: Page): Promise<Page> {
    return this.caveat.openExtensionPage(`popup.html?tabId=${await this.tabOf(page)}`);
  }

  /** Presses the toolbar button over a page: Caveat reads it at once. Answers with what it found. */
  async pressButton(page: Page): Promise<PageDone> {
    const tab = await this.tabOf(page);
    let done: PageDone | null = null;
    await this.caveat.pressButton(page, async () => {
      done = await this.read(page, tab);
    });
    // Set by then, or `read` has thrown.
    return done as unknown as PageDone;
  }

  /**
   * Turns a page's site on as a reader does: presses the toolbar button, then the popup's switch, for which the browser
   * was told to agree. Answers when the page has been read.
   */
  async turnSiteOn(page: Page, switchLabel: string): Promise<PageDone> {
    const { protocol, hostname } = new URL(page.url());
    const origin = `${protocol}//${hostname}/*`;
    await this.caveat.agreeTo([origin]);
    const done = await this.pressButton(page);
    const popup = await this.popupOf(page);
    await (await button(popup, switchLabel)).click();
    await until(`the browser to grant ${origin}`, () =>
      this.ask<boolean>(`browser.permissions.contains({ origins: [${JSON.stringify(origin)}] })`),
    );
    await until(`the annotator to be registered for ${origin}`, () =>
      this.ask<boolean>(
        `browser.scripting.getRegisteredContentScripts().then((all) => all.some(({ matches }) => matches?.includes(${JSON.stringify(origin)})))`,
      ),
    );
    await popup.close();
    await page.bringToFront();
    return done;
  }

  /** Behind the scenes: what the page's annotator knows, asked as the popup asks. Null where none runs. */
  async status(page: Page, tab?: number): Promise<Status | null> {
    const envelope = { caveat: 1, to: 'page', call: 'pageStatus', request: {} };
    const answer = await this.ask<{ ok: boolean; value: Status } | null>(
      `browser.tabs.sendMessage(${tab ?? (await this.tabOf(page))}, ${JSON.stringify(envelope)}, { frameId: 0 }).catch(() => null)`,
    );
    return answer?.ok ? answer.value : null;
  }

  /** Waits until the page has been read. */
  async read(page: Page, knownTab?: number): Promise<PageDone> {
    const tab = knownTab ?? (await this.tabOf(page));
    return until('the page to have been read', async () => {
      const status = await this.status(page, tab);
      if (status?.state === 'failed') throw new Error(`Caveat failed on ${status.url}: ${status.problem}`);
      return status?.state === 'done' && status;
    });
  }
}

/** The page's highlights by name, as the texts of the ranges registered. The registry is shared with the page. */
export function highlights(page: Pick<Page, 'evaluate'>): Promise<Record<string, string[]>> {
  return page.evaluate(() =>
    Object.fromEntries(
      [...CSS.highlights].map(([name, highlight]) => [
        name,
        [...highlight].map((range) => String(range).replace(/\s+/g, ' ').trim()),
      ]),
    ),
  );
}

/** Where to click to hit the highlighted text that starts with `start`; scrolls there. */
export function placeOf(page: Pick<Page, 'evaluate'>, start: string): Promise<{ x: number; y: number }> {
  return until(`the highlight “${start}”`, () =>
    page.evaluate((wanted) => {
      for (const highlight of CSS.highlights.values()) {
        for (const range of highlight) {
          if (!(range instanceof Range) || !range.toString().replace(/\s+/g, ' ').trim().startsWith(wanted)) continue;
          range.startContainer.parentElement?.scrollIntoView({ block: 'center', behavior: 'instant' });
          const box = range.getClientRects()[0];
          if (box) return { x: box.left + Math.min(20, box.width / 2), y: box.top + box.height / 2 };
        }
      }
      return null;
    }, start),
  );
}

/** Waits for a button or link that is shown with a name starting so, also inside shadow roots. */
export function button(page: Page, name: string): Promise<ElementHandle<Element>> {
  return until(`a button “${name}” on ${page.url()}`, () => findButton(page, name));
}

/** The button or link shown with a name starting so, or null. */
export async function findButton(page: Page, name: string): Promise<ElementHandle<Element> | null> {
  const all = await page.$$('>>> :is(button, a[href], summary, [role="button"], [role="switch"], label)');
  for (const element of all) {
    const matches = await element.evaluate((node, wanted) => {
      const own = node.getAttribute('aria-label') ?? node.textContent ?? '';
      return own.replace(/\s+/g, ' ').trim().startsWith(wanted) && node.getClientRects().length > 0;
    }, name);
    if (matches) return element;
  }
  return null;
}

/** Whether the card is open on a page. Its inside is closed to the page, and so to this question. */
export const cardIsOpen = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.querySelector(':root > [popover="manual"]:popover-open') !== null);
