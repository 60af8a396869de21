/**
 * A reader with a real browser: the built extension, a profile that outlives the browser, pages served from this
 * machine. What is asserted is what such a reader sees; the few looks behind the scenes are named as such.
 */
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ElementHandle, Page } from 'puppeteer-core';
import { parse } from 'yaml';
import type { PageStatus } from '../../lib/extension/protocol.ts';
import { type BrowserKind, needBrowser } from '../../scripts/browsers.ts';
import { type ExtensionBrowser, firefoxId, inFirefoxItself, launchWithExtension, visit } from '../../scripts/launch.ts';

export const kinds: readonly BrowserKind[] = ['chromium', 'firefox'];

const root = fileURLToPath(new URL('../..', import.meta.url));
export const pagesFolder = join(root, 'tests/fixtures/pages');

/** Where the build of this kind of browser lies. */
export const builtFor = (kind: BrowserKind): string =>
  join(root, '.output', kind === 'chromium' ? 'chrome-mv3' : 'firefox-mv3');

/** A text of the interface by its key (`card.notVerified`), as the reader sees it. */
export function words(key: string, language: 'en' | 'es' = 'en'): string {
  const catalogue: unknown = parse(readFileSync(join(root, `lib/i18n/locales/${language}.yml`), 'utf8'));
  const found = key
    .split('.')
    .reduce<unknown>((at, part) => (at as Record<string, unknown> | undefined)?.[part], catalogue);
  if (typeof found !== 'string') throw new Error(`No text ${key} in ${language}.yml`);
  return found;
}

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
        return answer as Exclude<T, null | undefined | false>;
      }
      trouble = undefined;
    } catch (error) {
      // A page between two documents cannot answer; the last trouble is told if it stays.
      trouble = error;
    }
    if (Date.now() > end) throw new Error(`Waited ${milliseconds} ms in vain: ${what}`, { cause: trouble });
    await new Promise((resolve) => setTimeout(resolve, 60));
  }
}

type Done = Extract<PageStatus, { state: 'done' }>;

export class Reader {
  readonly kind: BrowserKind;
  readonly #language: string;
  readonly #home = mkdtempSync(join(tmpdir(), 'caveat-e2e-'));
  #caveat: ExtensionBrowser | undefined;
  #desk: Page | undefined;

  private constructor(kind: BrowserKind, language: string) {
    this.kind = kind;
    this.#language = language;
  }

  static async start(kind: BrowserKind, { language = 'en-US' } = {}): Promise<Reader> {
    const reader = new Reader(kind, language);
    const build = builtFor(kind);
    if (!existsSync(join(build, 'manifest.json'))) throw new Error(`No build in ${build}: run "npm run build" first.`);
    // A copy, so that an update can be made of it and nobody builds over it meanwhile.
    cpSync(build, reader.#extension, { recursive: true });
    await reader.#launch();
    return reader;
  }

  get #extension(): string {
    return join(this.#home, 'extension');
  }

  async #launch(): Promise<void> {
    this.#caveat = await launchWithExtension({
      kind: this.kind,
      program: needBrowser(this.kind),
      extension: this.#extension,
      profile: join(this.#home, 'profile'),
      headless: true,
      language: this.#language,
      permanent: true,
    });
  }

  get caveat(): ExtensionBrowser {
    if (!this.#caveat) throw new Error('The browser is not running.');
    return this.#caveat;
  }

  async newPage(url: string): Promise<Page> {
    const page = await this.caveat.browser.newPage();
    await page.bringToFront();
    await visit(page, url);
    return page;
  }

  openExtensionPage(path: string): Promise<Page> {
    return this.caveat.openExtensionPage(path);
  }

  /** A page of the extension to ask the browser from; it holds no connection to anything. */
  async #ask<T>(script: string): Promise<T> {
    if (!this.#desk || this.#desk.isClosed()) this.#desk = await this.caveat.openExtensionPage('welcome.html');
    return (await this.#desk.evaluate(script)) as T;
  }

  /** The browser's number for a page's tab. The page comes to the front for it. */
  async tabOf(page: Page): Promise<number> {
    await this.#ask('1');
    await page.bringToFront();
    return until('the tab to be in front', () =>
      this.#ask<number | null>(
        `(globalThis.browser ?? chrome).tabs.query({ active: true, windowType: 'normal' }).then(([tab]) => tab?.id ?? null)`,
      ),
    );
  }

  /** The popup of a page, as a tab of its own. */
  async popupOf(page: Page): Promise<Page> {
    const tab = await this.tabOf(page);
    return this.caveat.openExtensionPage(`popup.html?tabId=${tab}`);
  }

  /**
   * Turns a page's site on as a reader does: the popup's button asks the browser, which was told to agree. Returns when
   * the page has been read.
   */
  async turnSiteOn(page: Page): Promise<void> {
    const { protocol, hostname } = new URL(page.url());
    await this.caveat.agreeTo([`${protocol}//${hostname}/*`]);
    const popup = await this.popupOf(page);
    await (await button(popup, words('popup.turnOn'))).click();
    await page.bringToFront();
    await this.read(page);
    await popup.close();
  }

  /** Behind the scenes: what the page's annotator knows, asked as the popup asks. Null where none runs. */
  async status(page: Page): Promise<PageStatus | null> {
    const tab = await this.tabOf(page);
    const envelope = { caveat: 1, to: 'page', call: 'pageStatus', request: {} };
    const answer = await this.#ask<{ ok: boolean; value: PageStatus } | null>(
      `(globalThis.browser ?? chrome).tabs.sendMessage(${tab}, ${JSON.stringify(envelope)}, { frameId: 0 }).catch(() => null)`,
    );
    return answer?.ok ? answer.value : null;
  }

  /** Waits until the page has been read and marked. */
  async read(page: Page): Promise<Done> {
    const tab = await this.tabOf(page);
    const envelope = { caveat: 1, to: 'page', call: 'pageStatus', request: {} };
    const script = `(globalThis.browser ?? chrome).tabs.sendMessage(${tab}, ${JSON.stringify(envelope)}, { frameId: 0 }).catch(() => null)`;
    return until('the page to have been read', async () => {
      const answer = await this.#ask<{ ok: boolean; value: PageStatus } | null>(script);
      return answer?.ok && answer.value.state === 'done' ? answer.value : null;
    });
  }

  /** What the extension may reach now. */
  origins(): Promise<string[]> {
    return this.#ask(`(globalThis.browser ?? chrome).permissions.getAll().then(({ origins }) => origins ?? [])`);
  }

  /** Where the annotator is registered to run by itself. */
  registrations(): Promise<string[]> {
    return this.#ask(
      `(globalThis.browser ?? chrome).scripting.getRegisteredContentScripts().then((all) => all.flatMap(({ matches }) => matches ?? []))`,
    );
  }

  /** Stops the background as the browser does after a while of quiet. */
  async stopBackground(): Promise<void> {
    const { browser } = this.caveat;
    if (this.kind === 'firefox') {
      const state = await inFirefoxItself(
        browser,
        `(async () => {
          const { extension } = WebExtensionPolicy.getByID(${JSON.stringify(firefoxId)});
          await extension.terminateBackground({ ignoreDevToolsAttached: true, disableResetIdleForTest: true });
          return extension.backgroundState;
        })()`,
      );
      if (state !== 'stopped') throw new Error(`The background did not stop: ${state}`);
      return;
    }
    const running = () =>
      browser.targets().filter((target) => target.type() === 'service_worker' && target.url().includes('background'));
    for (const target of running()) await (await target.worker())?.close();
    await until('the service worker to stop', () => running().length === 0);
  }

  /** Closes the browser and starts it again with the same profile. */
  async restart(): Promise<void> {
    if (this.kind === 'chromium') await this.#settingsOnDisk();
    await this.#quit();
    await this.#launch();
  }

  /** Chromium writes its settings some seconds late, and closing it by protocol does not always wait for that. */
  async #settingsOnDisk(): Promise<void> {
    const origins = await this.origins();
    await until('the profile to be written', () => {
      const settings = readFileSync(join(this.#home, 'profile/Default/Preferences'), 'utf8');
      return settings.includes(this.#extension) && origins.every((origin) => settings.includes(origin));
    });
  }

  /** Installs the same extension with a higher version over this one. */
  async update(version: string): Promise<void> {
    const file = join(this.#extension, 'manifest.json');
    writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), version }));
    await this.caveat.install(this.#extension);
    this.#desk = undefined;
    await until(`version ${version} to run`, async () => {
      const now = await this.#ask<string>('(globalThis.browser ?? chrome).runtime.getManifest().version');
      if (now !== version) this.#desk = undefined;
      return now === version;
    });
  }

  async #quit(): Promise<void> {
    this.#desk = undefined;
    await this.#caveat?.browser.close();
    this.#caveat = undefined;
  }

  async stop(): Promise<void> {
    await this.#quit();
    // The browser may still be letting go of its profile.
    rmSync(this.#home, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
}

/** The page's highlights by name: the texts of the ranges registered. The registry is shared with the page. */
export function highlights(page: Page): Promise<Record<string, string[]>> {
  return page.evaluate(() =>
    Object.fromEntries(
      [...CSS.highlights].map(([name, highlight]) => [
        name,
        [...highlight].map((range) => (range as Range).toString().replace(/\s+/g, ' ').trim()),
      ]),
    ),
  );
}

/** All highlighted texts, whatever their style. */
export const highlighted = async (page: Page): Promise<string[]> => Object.values(await highlights(page)).flat();

/** Waits for a button (or link) with this name, also inside shadow roots. */
export function button(page: Page, name: string): Promise<ElementHandle<Element>> {
  return until(`a button “${name}”`, () => findButton(page, name));
}

export async function findButton(page: Page, name: string): Promise<ElementHandle<Element> | null> {
  const all = await page.$$('>>> button, >>> a[href], >>> summary, >>> [role="button"], >>> [role="switch"]');
  for (const element of all) {
    const matches = await element.evaluate((node, wanted) => {
      const own = node.getAttribute('aria-label') ?? node.textContent ?? '';
      return own.replace(/\s+/g, ' ').trim().startsWith(wanted) && node.getClientRects().length > 0;
    }, name);
    if (matches) return element;
  }
  return null;
}

/** Text of the page as it is shown, open shadow roots included. */
export function shownText(page: Page): Promise<string> {
  return page.evaluate(() => {
    const texts: string[] = [];
    const walk = (at: Document | ShadowRoot | Element): void => {
      for (const element of at.querySelectorAll('*')) if (element.shadowRoot) walk(element.shadowRoot);
      if (at instanceof Document) texts.push(at.body.innerText);
      else for (const child of at.children) if (child instanceof HTMLElement) texts.push(child.innerText);
    };
    walk(document);
    return texts.join('\n');
  });
}
