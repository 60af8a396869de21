/**
 * A reader with a real browser: the built extension, a profile that outlives the browser, pages served from this
 * machine. What is asserted is what such a reader sees; the few looks behind the scenes are named as such.
 */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'puppeteer-core';
import { type BrowserKind, needBrowser } from '../../scripts/browsers.ts';
import { Driver, highlights, type PageDone, until, wordsOf } from '../../scripts/driver.ts';
import { type ExtensionBrowser, firefoxId, inFirefoxItself, launchWithExtension, visit } from '../../scripts/launch.ts';

export const kinds: readonly BrowserKind[] = ['chromium', 'firefox'];

const root = fileURLToPath(new URL('../..', import.meta.url));
export const pagesFolder = join(root, 'tests/fixtures/pages');

/** Where the build of this kind of browser lies: in `.output`, or in the folder named by CAVEAT_BUILDS. */
export const builtFor = (kind: BrowserKind): string =>
  join(process.env['CAVEAT_BUILDS'] ?? join(root, '.output'), kind === 'chromium' ? 'chrome-mv3' : 'firefox-mv3');

/** A text of the interface by its key (`card_notVerified`), as the reader sees it. */
export const words = (key: string, language: 'en' | 'es' = 'en'): string =>
  wordsOf(builtFor('chromium'), key, language);

export class Reader {
  readonly kind: BrowserKind;
  readonly #language: string;
  readonly #preferences: Readonly<Record<string, number>>;
  readonly #home = mkdtempSync(join(tmpdir(), 'caveat-e2e-'));
  #caveat: ExtensionBrowser | undefined;
  #driver: Driver | undefined;

  private constructor(kind: BrowserKind, language: string, preferences: Readonly<Record<string, number>>) {
    this.kind = kind;
    this.#language = language;
    this.#preferences = preferences;
  }

  /**
   * `without`: permissions taken out of the manifest, for what only happens to an extension that does not have them;
   * `lacking`: files taken out of the package, for what happens when the browser cannot load them; `preferences`: of
   * Firefox, as in `about:config`.
   */
  static async start(
    kind: BrowserKind,
    {
      language = 'en-US',
      without = [],
      lacking = [],
      preferences = {},
    }: {
      language?: string;
      without?: readonly string[];
      lacking?: readonly string[];
      preferences?: Readonly<Record<string, number>>;
    } = {},
  ): Promise<Reader> {
    const reader = new Reader(kind, language, preferences);
    const build = builtFor(kind);
    if (!existsSync(join(build, 'manifest.json'))) throw new Error(`No build in ${build}: run "npm run build" first.`);
    // A copy, so that an update can be made of it and nobody builds over it meanwhile.
    cpSync(build, reader.#extension, { recursive: true });
    if (without.length > 0) reader.#takeOut(without);
    for (const file of lacking) rmSync(join(reader.#extension, file));
    mkdirSync(reader.downloads);
    await reader.#launch();
    await until('the first-run page to open by itself', () =>
      // The driver's own page is the other one.
      reader.driver.ask<boolean>(
        `browser.tabs.query({ url: browser.runtime.getURL('welcome.html') }).then((tabs) => tabs.length >= 2)`,
      ),
    );
    return reader;
  }

  get #extension(): string {
    return join(this.#home, 'extension');
  }

  /** Where files the extension saves end up. */
  get downloads(): string {
    return join(this.#home, 'downloads');
  }

  /** Waits for a saved file of Caveat's whose name ends so, takes it away and answers with its text. */
  async savedFile(ending: string): Promise<{ name: string; text: string }> {
    const name = await until(`a saved file *${ending}`, () =>
      // Browsers write into a file of another name first.
      readdirSync(this.downloads).find((file) => file.startsWith('caveat') && file.endsWith(ending)),
    );
    const path = join(this.downloads, name);
    // The name is there before the content: it is complete when it no longer grows.
    let before = '';
    const text = await until(`${name} to be complete`, () => {
      const now = readFileSync(path, 'utf8');
      const complete = now !== '' && now === before;
      before = now;
      return complete && now;
    });
    rmSync(path);
    return { name, text };
  }

  async #launch(): Promise<void> {
    this.#caveat = await launchWithExtension({
      kind: this.kind,
      program: needBrowser(this.kind),
      extension: this.#extension,
      profile: join(this.#home, 'profile'),
      headless: true,
      language: this.#language,
      downloads: this.downloads,
      permanent: true,
      preferences: this.#preferences,
    });
    this.#driver = new Driver(this.#caveat);
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

  get driver(): Driver {
    if (!this.#driver) throw new Error('The browser is not running.');
    return this.#driver;
  }

  tabOf(page: Page): Promise<number> {
    return this.driver.tabOf(page);
  }

  /** The popup of a page, as a tab of its own. */
  popupOf(page: Page): Promise<Page> {
    return this.driver.popupOf(page);
  }

  /** Turns a page's site on by the popup's switch; answers when the page has been read. */
  turnSiteOn(page: Page): Promise<PageDone> {
    return this.driver.turnSiteOn(page, words('sites_here'));
  }

  /** Behind the scenes: what the page's annotator knows, asked as the popup asks. Null where none runs. */
  status(page: Page): ReturnType<Driver['status']> {
    return this.driver.status(page);
  }

  /** Waits until the page has been read. */
  read(page: Page): Promise<PageDone> {
    return this.driver.read(page);
  }

  /** What the extension may reach now. */
  origins(): Promise<string[]> {
    return this.driver.ask(`browser.permissions.getAll().then(({ origins }) => origins ?? [])`);
  }

  /** Where the annotator is registered to run by itself. */
  registrations(): Promise<string[]> {
    return this.driver.ask(
      `browser.scripting.getRegisteredContentScripts().then((all) => all.flatMap(({ matches }) => matches ?? []))`,
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
    const stopping = running();
    // Asked again until it is gone: one that is just being called may stay. Who still calls starts another at once.
    await until('the service worker to stop', async () => {
      const left = running().filter((target) => stopping.includes(target));
      for (const target of left) await (await target.worker())?.close();
      return left.length === 0;
    });
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

  /** Ends the browser and all its processes at once, as a crash or an empty battery does, and starts it again. */
  async crash(): Promise<void> {
    const { pid } = this.caveat.browser.process() ?? {};
    if (pid === undefined) throw new Error('The browser has no process.');
    this.#driver = undefined;
    this.#caveat = undefined;
    // Puppeteer starts it as the first of a group, and all it started are in it.
    process.kill(-pid, 'SIGKILL');
    await until('the browser to be gone', () => {
      try {
        process.kill(pid, 0);
        return false;
      } catch {
        // No such process any more.
        return true;
      }
    });
    await this.#launch();
  }

  /** Waits until the browser would find the extension again after a crash. */
  async settled(): Promise<void> {
    if (this.kind === 'chromium') await this.#settingsOnDisk();
  }

  #takeOut(permissions: readonly string[]): void {
    const file = join(this.#extension, 'manifest.json');
    const manifest = JSON.parse(readFileSync(file, 'utf8')) as { permissions: string[] };
    const left = manifest.permissions.filter((name) => !permissions.includes(name));
    writeFileSync(file, JSON.stringify({ ...manifest, permissions: left }));
  }

  /** Installs the same extension with a higher version over this one. */
  async update(version: string): Promise<void> {
    const file = join(this.#extension, 'manifest.json');
    writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), version }));
    await this.driver.leaveDesk();
    await this.caveat.install(this.#extension);
    await until(`version ${version} to run`, async () => {
      const now = await this.driver.ask<string>('browser.runtime.getManifest().version');
      if (now !== version) await this.driver.leaveDesk();
      return now === version;
    });
  }

  async #quit(): Promise<void> {
    this.#driver = undefined;
    await this.#caveat?.browser.close();
    this.#caveat = undefined;
  }

  async stop(): Promise<void> {
    await this.#quit();
    // The browser may still be letting go of its profile.
    rmSync(this.#home, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
}

/** Waits until this text is shown in the page. */
export const shows = (page: Page, text: string): Promise<unknown> =>
  until(`“${text}”`, async () => (await shownText(page)).includes(text));

/** Goes from stop to stop by Tab until what is named so has the focus, as a reader without a pointer does. */
export async function tabTo(page: Page, name: string, way: 'on' | 'back' = 'on'): Promise<void> {
  const isThere = () =>
    page.evaluate((wanted) => {
      const at = document.activeElement;
      return at?.textContent?.trim() === wanted || at?.getAttribute('aria-label') === wanted;
    }, name);
  if (way === 'back') await page.keyboard.down('Shift');
  for (let steps = 0; !(await isThere()); steps += 1) {
    if (steps > 300) throw new Error(`Tab never comes to “${name}”.`);
    await page.keyboard.press('Tab');
  }
  if (way === 'back') await page.keyboard.up('Shift');
}

/** All highlighted texts, whatever their style. */
export const highlighted = async (page: Pick<Page, 'evaluate'>): Promise<string[]> =>
  Object.values(await highlights(page)).flat();

/** Text of the page as it is shown, open shadow roots included: what is laid out, not what the DOM holds. */
export function shownText(page: Page): Promise<string> {
  return page.evaluate(() => {
    const texts: string[] = [];
    const walk = (at: Document | ShadowRoot | Element): void => {
      for (const element of at.querySelectorAll('*')) if (element.shadowRoot) walk(element.shadowRoot);
      // biome-ignore lint/performance/useDomNodeTextContent: only innerText leaves out what is not shown
      if (at instanceof Document) texts.push(at.body.innerText);
      // biome-ignore lint/performance/useDomNodeTextContent: only innerText leaves out what is not shown
      else for (const child of at.children) if (child instanceof HTMLElement) texts.push(child.innerText);
    };
    walk(document);
    return texts.join('\n');
  });
}

/**
 * The keys to annotate the selection, or what the browser does when it hears them: Firefox's own key element, Chromium's
 * call, which the background sends on.
 */
export async function annotateByKeys(reader: Reader, page: Page): Promise<boolean> {
  await page.bringToFront();
  if (reader.kind === 'firefox') {
    return (
      (await inFirefoxItself(
        reader.caveat.browser,
        `(() => {
          const window = Services.wm.getMostRecentWindow('navigator:browser');
          const key = window.document.querySelector('keyset[id^="ext-keyset-id-caveat"] > key');
          key?.dispatchEvent(new window.Event('command', { bubbles: true }));
          return Boolean(key);
        })()`,
      )) === 'true'
    );
  }
  const tab = await reader.tabOf(page);
  await reader.driver.ask('1');
  const worker = await until('the background', async () => {
    const target = reader.caveat.browser
      .targets()
      .find((one) => one.type() === 'service_worker' && one.url().includes('background'));
    return (await target?.worker()) ?? null;
  });
  await worker.evaluate(
    `chrome.tabs.get(${tab}).then((tab) => chrome.commands.onCommand.dispatch('annotate-selection', tab))`,
  );
  return true;
}
