/**
 * Grants, settings and pages kept in step: what the reader changes takes effect where it should, without a reload. For
 * the background. Nothing is remembered between events: what changed is in the event, what runs where is asked.
 */
import { browser } from 'wxt/browser';
import { parseSettings } from '../settings.ts';
import { callPage } from './messaging.ts';
import { loadSettings } from './settings-item.ts';
import {
  annotateTab,
  covers,
  grantedOrigins,
  OFF_KEY,
  parseSitesOff,
  rebuildRegistrations,
  siteState,
} from './sites.ts';
import { showClaimCount } from './tabs.ts';

/**
 * Listen to everything that decides where Caveat reads. Call it synchronously when the background starts.
 *
 * Pages in front that should have been read are read at once: the browser's question may have closed the popup that
 * would have done it, an update ended the annotators that were running, and at start-up a page may have loaded before us.
 */
export function keepInStep(): void {
  const rebuildAndRead = (): void => void rebuildRegistrations().then(readFront);
  browser.runtime.onInstalled.addListener(rebuildAndRead);
  browser.runtime.onStartup.addListener(rebuildAndRead);
  browser.permissions.onAdded.addListener(rebuildAndRead);
  browser.permissions.onRemoved.addListener(({ origins = [] }) => {
    void rebuildRegistrations();
    void leaveSites(origins);
  });
  browser.storage.onChanged.addListener((changes, area) => {
    if (area !== 'local') return;
    const off = changes[OFF_KEY];
    if (off) {
      void rebuildRegistrations();
      void leaveSites(parseSitesOff(off.newValue));
    }
    const { highlights } = changes;
    if (highlights) void applyHighlights(highlights.oldValue, highlights.newValue);
  });
}

/** Annotators that run watch the settings themselves; what they cannot do is done here. */
async function applyHighlights(stored: unknown, changed: unknown): Promise<void> {
  const [before, now] = [stored, changed].map((highlights) => parseSettings({ highlights }).settings.highlights);
  if (before === now) return;
  await rebuildRegistrations();
  if (now) await readFront();
  else await clearCounts();
}

async function clearCounts(): Promise<void> {
  const tabs = await browser.tabs.query({});
  await Promise.all(tabs.map(({ id }) => (id === undefined ? undefined : showClaimCount(id, 0))));
}

/** Read the pages in front whose site is on and where no annotator runs. */
async function readFront(): Promise<void> {
  const origins = await grantedOrigins();
  if (origins.length === 0 || !(await loadSettings()).highlights) return;
  const tabs = await browser.tabs.query({ active: true, url: origins });
  await Promise.all(
    tabs.map(async ({ id, url = '' }) => {
      if (id === undefined || (await siteState(url)) === 'off') return;
      const asked = await callPage(id, 'pageStatus', {});
      if (!asked.ok && asked.error.kind === 'no-receiver') await annotateTab(id);
    }),
  );
}

/** Have the pages of these sites left as they were found, unless another grant still covers them. */
async function leaveSites(origins: readonly string[]): Promise<void> {
  if (origins.length === 0) return;
  const tabs = await browser.tabs.query({});
  await Promise.all(
    tabs.map(async ({ id }) => {
      if (id === undefined) return;
      // Without a grant only the page itself tells its address; where no annotator runs there is nothing to leave.
      const asked = await callPage(id, 'pageStatus', {});
      if (!asked.ok || !origins.some((pattern) => covers(pattern, asked.value.url))) return;
      if ((await siteState(asked.value.url)) === 'on') return;
      await callPage(id, 'leavePage', {});
      await showClaimCount(id, 0);
    }),
  );
}
