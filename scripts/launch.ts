/**
 * A real browser with the built extension in it, driven by puppeteer: for `npm start` and for the end-to-end tests.
 * The manifest is the one readers get; what they would click in the browser's own windows is done by its own means.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import type { BrowserKind } from './browsers.ts';

/** Firefox gives every profile its own address for an extension; this one is set so that it is known beforehand. */
const FIREFOX_UUID = '7d1f3a52-6c0b-4b0e-9d55-3f0d6a3b1c88';
const FIREFOX_ID = 'caveat@caveat.example';

export type LaunchOptions = {
  readonly kind: BrowserKind;
  /** Path of the browser's program. */
  readonly program: string;
  /** Folder of the built extension. */
  readonly extension: string;
  /** Folder of the browser's profile; the same one again is the same reader coming back. */
  readonly profile: string;
  readonly headless: boolean;
  /** Language of the browser's interface, such as `es`. Default: English. */
  readonly language?: string;
  /** Folder for files the extension saves; without it the browser's own. */
  readonly downloads?: string;
  /**
   * The extension is to be there again when the browser starts with the same profile. Firefox: needs an edition that
   * accepts unsigned add-ons.
   */
  readonly permanent?: boolean;
  /** Preferences of Firefox, as in `about:config`. */
  readonly preferences?: Readonly<Record<string, number>>;
};

export type ExtensionBrowser = {
  readonly kind: BrowserKind;
  readonly browser: Browser;
  /** Address of a page of the extension, such as `popup.html?tabId=3`. */
  extensionUrl(path: string): string;
  /** Opens a page of the extension in a new tab. */
  openExtensionPage(path: string): Promise<Page>;
  /**
   * Says yes beforehand to the browser's question for these origin patterns. The extension still has to ask by
   * `permissions.request` in a click; only the window that cannot be driven is left out.
   */
  agreeTo(origins: readonly string[]): Promise<void>;
  /**
   * Presses Caveat's button in the toolbar while `page` is in front: the browser lets the extension read that page, and
   * opens the popup. The popup is closed again once `settled` resolves.
   */
  pressButton(page: Page, settled: () => Promise<unknown>): Promise<void>;
  /** Installs the extension, or an update of it from a folder of the same path (Chromium) or any (Firefox). */
  install(folder: string): Promise<void>;
};

/** Whoever starts a browser ends it in order; puppeteer would end the whole program first. It still ends it at exit. */
const signals = { handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false } as const;

const quiet = [
  '--disable-quic',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export async function launchWithExtension(options: LaunchOptions): Promise<ExtensionBrowser> {
  return options.kind === 'chromium' ? launchChromium(options) : launchFirefox(options);
}

async function launchChromium(options: LaunchOptions) {
  const { program, extension, profile, headless, language = 'en-US', permanent = false, downloads } = options;
  const browser = await puppeteer.launch({
    executablePath: program,
    ...signals,
    headless,
    // Chrome ignores --load-extension since 137; through the pipe an extension can be installed over the protocol.
    pipe: true,
    enableExtensions: true,
    ...(downloads === undefined ? {} : { downloadBehavior: { policy: 'allow' as const, downloadPath: downloads } }),
    userDataDir: profile,
    defaultViewport: headless ? { width: 1280, height: 900 } : null,
    // Chromium's sandbox does not run as root.
    args: [...quiet, `--lang=${language}`, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
    env: { ...process.env, LANGUAGE: language },
  });
  // Unpacked extensions stay over a restart, and can be reloaded, only in developer mode.
  await onExtensionsPage(browser, (page) =>
    page.evaluate('chrome.developerPrivate.updateProfileConfiguration({ inDeveloperMode: true })'),
  );
  // Asked only where an earlier start may have left it: older browsers cannot tell.
  const kept = permanent
    ? [...(await browser.extensions()).values()].find(({ path }) => path === extension)
    : undefined;
  const id = kept?.id ?? (await browser.installExtension(extension));
  const extensionUrl = (path: string) => `chrome-extension://${id}/${path}`;
  return {
    kind: 'chromium' as const,
    browser,
    extensionUrl,
    openExtensionPage: async (path: string) => {
      const page = await browser.newPage();
      await page.goto(extensionUrl(path));
      return page;
    },
    agreeTo: async (origins: readonly string[]) => {
      await onExtensionsPage(browser, async (page) => {
        for (const origin of origins) {
          await page.evaluate(
            `chrome.developerPrivate.addHostPermission(${JSON.stringify(id)}, ${JSON.stringify(origin)})`,
          );
        }
      });
    },
    pressButton: async (page: Page, settled: () => Promise<unknown>) => {
      const opened = browser.waitForTarget((target) => target.url() === extensionUrl('popup.html'));
      await page.bringToFront();
      await (await browser.extensions()).get(id)?.triggerAction(page);
      const popup = await (await opened).page();
      await settled();
      await popup?.close();
    },
    install: async () => {
      await onExtensionsPage(browser, (page) =>
        page.evaluate(`chrome.developerPrivate.reload(${JSON.stringify(id)}, { failQuietly: true })`),
      );
    },
  };
}

/** `chrome.developerPrivate` is what the browser's own page of extensions is made of. */
async function onExtensionsPage(browser: Browser, act: (page: Page) => Promise<unknown>): Promise<void> {
  const page = await browser.newPage();
  try {
    await page.goto('chrome://extensions/');
    await act(page);
  } finally {
    await page.close();
  }
}

async function launchFirefox(options: LaunchOptions) {
  const { program, extension, profile, headless, language = 'en-US', permanent = false, downloads } = options;
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: program,
    ...signals,
    headless,
    userDataDir: profile,
    defaultViewport: headless ? { width: 1280, height: 900 } : null,
    // Pages of extensions are closed to automation without it.
    args: ['--remote-allow-system-access'],
    extraPrefsFirefox: {
      'extensions.webextOptionalPermissionPrompts': false,
      'extensions.webextensions.uuids': JSON.stringify({ [FIREFOX_ID]: FIREFOX_UUID }),
      'xpinstall.signatures.required': !permanent,
      'browser.startup.page': 0,
      ...(downloads === undefined
        ? {}
        : {
            'browser.download.folderList': 2,
            'browser.download.dir': downloads,
            'browser.download.useDownloadDir': true,
          }),
      ...options.preferences,
    },
  });
  const extensionUrl = (path: string) => `moz-extension://${FIREFOX_UUID}/${path}`;
  const install = async (folder: string) => {
    if (!permanent) {
      await browser.installExtension(folder);
      return;
    }
    const archive = Buffer.from(zipFolder(folder)).toString('base64');
    await bidi(browser).send('webExtension.install', {
      extensionData: { type: 'base64', value: archive },
      'moz:permanent': true,
    });
  };
  if (language !== 'en-US') {
    // What a Firefox in that language says of itself, without its language pack: extensions only see this.
    await inFirefoxItself(
      browser,
      `Services.locale.availableLocales = [${JSON.stringify(language)}, 'en-US']; Services.locale.requestedLocales = [${JSON.stringify(language)}]; ''`,
    );
  }
  if (!permanent || !(await isInstalled(browser, extensionUrl('manifest.json')))) await install(extension);
  return {
    kind: 'firefox' as const,
    browser,
    extensionUrl,
    openExtensionPage: async (path: string) => {
      const page = await browser.newPage();
      await visit(page, extensionUrl(path));
      return page;
    },
    pressButton: async (page: Page, settled: () => Promise<unknown>) => {
      await page.bringToFront();
      await inFirefoxItself(browser, firefoxButton('button.triggerAction(window)'));
      await settled();
      await inFirefoxItself(
        browser,
        firefoxButton('window.document.getElementById("customizationui-widget-panel")?.hidePopup()'),
      );
    },
    // The preference above answers for every origin.
    agreeTo: async () => {},
    install,
  };
}

/** Firefox tells nothing of the loading of its own and of extensions' pages: the page is asked until it is complete. */
export async function visit(page: Page, url: string): Promise<void> {
  if (!/^(?:moz-extension|about):/.test(url)) {
    await page.goto(url);
    return;
  }
  if (!(await reachable(page, url))) throw new Error(`The browser did not open ${url}`);
}

async function isInstalled(browser: Browser, url: string): Promise<boolean> {
  const page = await browser.newPage();
  try {
    return await reachable(page, url);
  } finally {
    await page.close();
  }
}

async function reachable(page: Page, url: string): Promise<boolean> {
  let refused = false;
  // It would wait for a load event that never comes; an add-on that is not there is an error at once.
  void page.goto(url, { timeout: 5_000 }).catch((error: unknown) => {
    refused = !/timeout/i.test(String(error));
  });
  for (let tries = 0; tries < 100 && !refused; tries += 1) {
    const state = await page.evaluate(() => `${document.readyState} ${location.href}`).catch(() => '');
    if (state === `complete ${url}`) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}

/** The protocol's commands that puppeteer has no method for. */
export type Bidi = { send(method: string, params: object): Promise<{ result: unknown }> };

/** Puppeteer's Firefox keeps its connection in this property; it is not in its public types. */
export const bidi = (browser: Browser): Bidi => (browser as unknown as { connection: Bidi }).connection;

/** Firefox only: run a script with the browser's own rights, as its developers' tools do. Answers with a string. */
export async function inFirefoxItself(browser: Browser, script: string): Promise<string> {
  const tree = await bidi(browser).send('browsingContext.getTree', { 'moz:scope': 'chrome' });
  const [window] = (tree.result as { contexts: readonly { context: string }[] }).contexts;
  const answer = await bidi(browser).send('script.evaluate', {
    expression: script,
    target: { context: window?.context },
    awaitPromise: true,
  });
  const { type, result, exceptionDetails } = answer.result as {
    type: string;
    result?: { value?: unknown };
    exceptionDetails?: { text: string };
  };
  if (type !== 'success') throw new Error(`In Firefox itself: ${exceptionDetails?.text ?? type}`);
  return String(result?.value);
}

/** A script for Firefox itself that does `act` with the extension's toolbar `button` in its `window`. */
const firefoxButton = (act: string): string => `(async () => {
  const { ExtensionParent } = ChromeUtils.importESModule('resource://gre/modules/ExtensionParent.sys.mjs');
  const { extension } = WebExtensionPolicy.getByID(${JSON.stringify(FIREFOX_ID)});
  const window = Services.wm.getMostRecentWindow('navigator:browser');
  const button = ExtensionParent.apiManager.global.browserActionFor(extension);
  await ${act};
})()`;

/** The folder as a zip archive: what a store receives and Firefox installs. */
export function zipFolder(folder: string): Uint8Array {
  const files: Record<string, Uint8Array> = {};
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    files[path.slice(folder.length + 1).replaceAll('\\', '/')] = readFileSync(path);
  }
  if (!files['manifest.json']) throw new Error(`No built extension in ${folder}; run "npm run build" first.`);
  return zipSync(files, { level: 9 });
}

/** Id of the add-on in Firefox. */
export const firefoxId = FIREFOX_ID;
