/**
 * Where Caveat reads by itself. The browser's grants are the truth; the registration of the annotator is derived from
 * them and rebuilt whenever it may have been lost. Nothing is granted at install.
 */
import * as v from 'valibot';
import { browser } from 'wxt/browser';
import { err, ok, type Result } from '../result.ts';
import { parseUrl } from './address.ts';
import { loadSettings } from './settings-item.ts';

/** Where WXT puts `entrypoints/annotator.content`. */
const ANNOTATOR = '/content-scripts/annotator.js';
const SCRIPT_ID = 'annotator';
const ALL_SITES = '*://*/*';
/** Storage key of the sites the reader turned off while all sites are on: a grant for all cannot be taken back for one. */
export const OFF_KEY = 'sitesOff';

/** Origin pattern of a page's site, such as `https://example.com/*`; null for what is not a web page. */
export function siteOf(url: string): string | null {
  const address = parseUrl(url);
  if (!address || (address.protocol !== 'http:' && address.protocol !== 'https:') || address.hostname === '')
    return null;
  // A match pattern has no port: it covers them all.
  return `${address.protocol}//${address.hostname}/*`;
}

/** Whether Caveat reads pages of this site by itself. */
export async function siteState(url: string): Promise<'on' | 'off'> {
  const site = siteOf(url);
  if (site === null) return 'off';
  const [granted, off] = await Promise.all([browser.permissions.contains({ origins: [site] }), sitesOff()]);
  return granted && !off.includes(site) ? 'on' : 'off';
}

/**
 * Turn the page's site on; false if the reader said no or it is no web page. Call it first thing in a click: the browser
 * shows its question only then, and it may close the popup, after which `keepInStep` in the background goes on.
 */
export function turnSiteOn(url: string): Promise<boolean> {
  const site = siteOf(url);
  if (site === null) return Promise.resolve(false);
  return browser.permissions.request({ origins: [site] }).then(async (granted) => {
    if (!granted) return false;
    const off = await sitesOff();
    if (off.includes(site)) await setSitesOff(off.filter((other) => other !== site));
    await rebuildRegistrations();
    return true;
  });
}

/** Turn the page's site off, also while all sites are on. Pages already read stay so until they are told to leave. */
export async function turnSiteOff(url: string): Promise<void> {
  const site = siteOf(url);
  const host = parseUrl(url)?.hostname;
  if (site === null || host === undefined) return;
  // The browser's own interface may have granted other forms, such as `*://example.com/*`.
  const own = (await grantedOrigins()).filter((pattern) => [host, `*.${host}`].includes(hostOf(pattern)));
  if (own.length > 0) await browser.permissions.remove({ origins: own });
  if (await browser.permissions.contains({ origins: [site] })) {
    await setSitesOff([...new Set([...(await sitesOff()), site])]);
  }
  await rebuildRegistrations();
}

/** Turn every site on; false if the reader said no. Call it first thing in a click. */
export function turnAllSitesOn(): Promise<boolean> {
  return browser.permissions.request({ origins: [ALL_SITES] }).then(async (granted) => {
    if (granted) {
      await setSitesOff([]);
      await rebuildRegistrations();
    }
    return granted;
  });
}

/** Take back the grant for all sites. Sites the reader turned on one by one stay on. */
export async function turnAllSitesOff(): Promise<void> {
  const broad = (await grantedOrigins()).filter((pattern) => hostOf(pattern) === '*');
  if (broad.length > 0) await browser.permissions.remove({ origins: broad });
  await setSitesOff([]);
  await rebuildRegistrations();
}

export type GrantedSites = {
  /** All sites are on, except those in `off`. */
  readonly all: boolean;
  /** Origin patterns turned on one by one. */
  readonly sites: readonly string[];
  /** Origin patterns turned off while all are on. */
  readonly off: readonly string[];
};

/** What the reader has turned on and off, for a list of sites. */
export async function grantedSites(): Promise<GrantedSites> {
  const [origins, off] = await Promise.all([grantedOrigins(), sitesOff()]);
  return {
    all: origins.some((pattern) => hostOf(pattern) === '*'),
    sites: origins.filter((pattern) => hostOf(pattern) !== '*').sort(),
    off,
  };
}

let rebuilding: Promise<void> = Promise.resolve();

/**
 * Register the annotator for exactly the granted sites, or not at all while highlights are off in the settings. Calls
 * wait for each other, in this context and across the extension's others (a grant wakes the background while the page
 * that asked for it goes on): two at once would register the same script twice, which the browser refuses.
 */
export function rebuildRegistrations(): Promise<void> {
  const inTurn = () => alone(rebuild);
  rebuilding = rebuilding.then(inTurn, inTurn);
  return rebuilding;
}

/** Do `work` while no other context of the extension does; every browser from our floor has locks, Node has none. */
async function alone(work: () => Promise<void>): Promise<void> {
  const locks: LockManager | undefined = globalThis.navigator?.locks;
  await (locks ? locks.request('caveat-registrations', work) : work());
}

async function rebuild(): Promise<void> {
  const [origins, off, settings, [present]] = await Promise.all([
    grantedOrigins(),
    sitesOff(),
    loadSettings(),
    browser.scripting.getRegisteredContentScripts({ ids: [SCRIPT_ID] }),
  ]);
  const matches = settings.highlights ? origins.sort() : [];
  if (matches.length === 0) {
    if (present) await browser.scripting.unregisterContentScripts({ ids: [SCRIPT_ID] });
    return;
  }
  const excludeMatches = [...off].sort();
  const wanted = {
    id: SCRIPT_ID,
    matches,
    excludeMatches,
    js: [ANNOTATOR],
    runAt: 'document_idle' as const,
    allFrames: false,
    persistAcrossSessions: true,
  };
  // Changed in place, never taken out and put back: a page that loads in between would go unread.
  if (present) await browser.scripting.updateContentScripts([wanted]);
  else await browser.scripting.registerContentScripts([wanted]);
}

/** Why a page could not be read: the browser does not allow it there, or something else. */
export type AnnotateProblem = { readonly kind: 'not-allowed' | 'failed'; readonly detail: string };

/** Start the annotator in a tab, by grant or by the reader's click. Starting it twice is harmless. */
export async function annotateTab(tabId: number): Promise<Result<void, AnnotateProblem>> {
  try {
    // A file of the build; the generated types know it only once it exists.
    await browser.scripting.executeScript({ target: { tabId }, files: [ANNOTATOR as never] });
    return ok(undefined);
  } catch (thrown) {
    const detail = thrown instanceof Error ? thrown.message : String(thrown);
    // Chromium: "Cannot access …", "The extensions gallery cannot be scripted."; Firefox: "Missing host permission …".
    const barred = /cannot access|cannot be scripted|missing host permission|not allowed|must request permission/i;
    return err({ kind: barred.test(detail) ? 'not-allowed' : 'failed', detail });
  }
}

export type Readability = 'readable' | 'pdf' | 'store' | 'browser-page' | 'local-file' | 'unknown';

/** Pages of add-on stores and of the browser's own services, which extensions may not read. */
const STORES = [
  /^https:\/\/chromewebstore\.google\.com\//,
  /^https:\/\/chrome\.google\.com\/webstore/,
  /^https:\/\/microsoftedge\.microsoft\.com\/addons/,
  /^https:\/\/addons\.mozilla\.org\//,
];

/**
 * Whether an extension can read the page at `url`, as far as the address tells. `unknown` where the browser does not
 * show it (no access to that tab yet): trying is the only way to find out.
 */
export function readability(url: string | null | undefined): Readability {
  const address = url ? parseUrl(url) : null;
  if (!address) return 'unknown';
  if (STORES.some((store) => store.test(address.href))) return 'store';
  if (address.protocol !== 'http:' && address.protocol !== 'https:' && address.protocol !== 'file:')
    return 'browser-page';
  // The PDF viewer keeps the file's address; the type of the answer is not ours to see.
  if (/\.pdf$/i.test(address.pathname)) return 'pdf';
  return address.protocol === 'file:' ? 'local-file' : 'readable';
}

/** Origin patterns of web pages that the browser holds as granted. */
export async function grantedOrigins(): Promise<string[]> {
  const { origins = [] } = await browser.permissions.getAll();
  return origins.filter((pattern) => /^(\*|https?):\/\//.test(pattern) || pattern === '<all_urls>');
}

const hostOf = (pattern: string): string =>
  pattern === '<all_urls>' ? '*' : (/^[^:]+:\/\/([^/]*)\//.exec(pattern)?.[1] ?? '');

/** Whether a match pattern of ours or the browser's covers the page at `url`. */
export function covers(pattern: string, url: string): boolean {
  const address = parseUrl(url);
  if (!address || siteOf(url) === null) return false;
  if (hostOf(pattern) === '*') return true;
  const [scheme] = pattern.split(':');
  const host = hostOf(pattern);
  const sameHost = host.startsWith('*.')
    ? address.hostname === host.slice(2) || address.hostname.endsWith(host.slice(1))
    : address.hostname === host;
  return sameHost && (scheme === '*' || address.protocol === `${scheme}:`);
}

const sitesOffSchema = v.pipe(v.array(v.pipe(v.string(), v.regex(/^https?:\/\/[^/]+\/\*$/))), v.maxLength(5_000));

async function sitesOff(): Promise<readonly string[]> {
  return parseSitesOff((await browser.storage.local.get(OFF_KEY))[OFF_KEY]);
}

/** The stored exceptions. An unreadable list turns nothing off; the grant stays what the reader gave. */
export function parseSitesOff(stored: unknown): readonly string[] {
  const parsed = v.safeParse(sitesOffSchema, stored);
  return parsed.success ? parsed.output : [];
}

async function setSitesOff(sites: readonly string[]): Promise<void> {
  await browser.storage.local.set({ [OFF_KEY]: [...sites] });
}
