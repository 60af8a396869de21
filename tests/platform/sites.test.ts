import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import {
  annotateTab,
  grantedSites,
  keepInStep,
  readability,
  rebuildRegistrations,
  saveSettings,
  siteOf,
  siteState,
  turnAllSitesOff,
  turnAllSitesOn,
  turnSiteOff,
  turnSiteOn,
} from '../../lib/extension/index.ts';
import { type FakeGrants, fakeGrants } from './fake-grants.ts';

const NEWS = 'https://news.example/story?id=1';
let grants: FakeGrants;

beforeEach(() => {
  fakeBrowser.reset();
  grants = fakeGrants();
});

/** Where the annotator is registered now. */
const registered = (): { matches?: string[]; excludeMatches?: string[] } | undefined => {
  const { matches, excludeMatches } = grants.registered.get('annotator') ?? {};
  return matches ? { matches, ...(excludeMatches?.length ? { excludeMatches } : {}) } : undefined;
};

describe('siteOf', () => {
  test.each([
    ['https://news.example/story', 'https://news.example/*'],
    ['http://localhost:3000/a', 'http://localhost/*'],
    ['https://me:secret@News.Example./a', 'https://news.example./*'],
    ['https://münchen.example/', 'https://xn--mnchen-3ya.example/*'],
    ['http://[::1]:8080/', 'http://[::1]/*'],
    ['file:///home/me/a.html', null],
    ['about:blank', null],
    ['chrome://extensions', null],
    ['javascript:alert(1)', null],
    ['not an address', null],
    ['', null],
  ])('of %s is %s', (url, site) => {
    expect(siteOf(url)).toBe(site);
  });
});

describe('a site', () => {
  test('is off at first, and nothing is registered', async () => {
    await rebuildRegistrations();
    expect(await siteState(NEWS)).toBe('off');
    expect(registered()).toBeUndefined();
    expect(await grantedSites()).toEqual({ all: false, sites: [], off: [] });
  });

  test('asks before anything else, so that the question comes inside the click', () => {
    void turnSiteOn(NEWS);
    expect(grants.asked).toEqual([['https://news.example/*']]);
    void turnAllSitesOn();
    expect(grants.asked).toEqual([['https://news.example/*'], ['*://*/*']]);
  });

  test('is on when the reader says yes', async () => {
    expect(await turnSiteOn(NEWS)).toBe(true);
    expect(await siteState('https://news.example/another')).toBe('on');
    expect(await siteState('https://other.example/')).toBe('off');
    expect(registered()).toEqual({ matches: ['https://news.example/*'] });
    expect(grants.registered.get('annotator')).toMatchObject({
      js: ['/content-scripts/annotator.js'],
      allFrames: false,
    });
  });

  test('stays off when the reader says no, or where there is no site', async () => {
    grants.answer = false;
    expect(await turnSiteOn(NEWS)).toBe(false);
    expect(await turnSiteOn('about:blank')).toBe(false);
    expect(await siteState(NEWS)).toBe('off');
    expect(registered()).toBeUndefined();
  });

  test('is off again with its grant taken back', async () => {
    await turnSiteOn(NEWS);
    await turnSiteOn('https://other.example/');
    await turnSiteOff(NEWS);
    expect([...grants.origins]).toEqual(['https://other.example/*']);
    expect(await siteState(NEWS)).toBe('off');
    expect(registered()).toEqual({ matches: ['https://other.example/*'] });
  });

  test('is off again however the browser wrote its grant', async () => {
    grants.origins.add('*://news.example/*');
    expect(await siteState(NEWS)).toBe('on');
    await turnSiteOff(NEWS);
    expect([...grants.origins]).toEqual([]);
    expect(await siteState(NEWS)).toBe('off');
  });

  test('can be off while all sites are on, and on again', async () => {
    expect(await turnAllSitesOn()).toBe(true);
    expect(await siteState(NEWS)).toBe('on');
    await turnSiteOff(NEWS);
    expect(await siteState(NEWS)).toBe('off');
    expect(await siteState('https://other.example/')).toBe('on');
    expect(registered()).toEqual({ matches: ['*://*/*'], excludeMatches: ['https://news.example/*'] });
    expect(await grantedSites()).toEqual({ all: true, sites: [], off: ['https://news.example/*'] });
    await turnSiteOn(NEWS);
    expect(await siteState(NEWS)).toBe('on');
    expect(registered()?.matches).toContain('*://*/*');
    expect(registered()?.excludeMatches).toBeUndefined();
  });

  test('that was turned on by itself stays on when "all sites" is turned off', async () => {
    await turnSiteOn(NEWS);
    await turnAllSitesOn();
    await turnAllSitesOff();
    expect(await siteState(NEWS)).toBe('on');
    expect(await siteState('https://other.example/')).toBe('off');
    expect(await grantedSites()).toEqual({ all: false, sites: ['https://news.example/*'], off: [] });
  });

  test('is not harmed by a broken list of exceptions', async () => {
    await turnSiteOn(NEWS);
    await fakeBrowser.storage.local.set({ sitesOff: { 0: '<all_urls>' } });
    await rebuildRegistrations();
    expect(await siteState(NEWS)).toBe('on');
  });
});

describe('registrations', () => {
  test('are rebuilt one after the other, however often at once', async () => {
    grants.origins.add('https://news.example/*');
    await Promise.all([rebuildRegistrations(), rebuildRegistrations(), rebuildRegistrations()]);
    expect(registered()).toEqual({ matches: ['https://news.example/*'] });
  });

  test('go on after one of them failed', async () => {
    grants.origins.add('https://news.example/*');
    vi.spyOn(fakeBrowser.scripting, 'registerContentScripts').mockRejectedValueOnce(new Error('not now'));
    await expect(rebuildRegistrations()).rejects.toThrow('not now');
    await rebuildRegistrations();
    expect(registered()).toEqual({ matches: ['https://news.example/*'] });
  });

  test('leave out grants that are no web pages', async () => {
    grants.origins.add('file:///*');
    grants.origins.add('https://news.example/*');
    await rebuildRegistrations();
    expect(registered()).toEqual({ matches: ['https://news.example/*'] });
  });

  test('pause with the setting and come back with it, grants untouched', async () => {
    keepInStep();
    await turnSiteOn(NEWS);
    await saveSettings({ highlights: false });
    await vi.waitFor(() => expect(registered()).toBeUndefined());
    expect([...grants.origins]).toEqual(['https://news.example/*']);
    await saveSettings({ highlights: true });
    await vi.waitFor(() => expect(registered()).toEqual({ matches: ['https://news.example/*'] }));
  });

  test.each<[string, () => unknown]>([
    ['an install or update', () => fakeBrowser.runtime.onInstalled.trigger({ reason: 'update' } as never)],
    ['a start of the browser', () => fakeBrowser.runtime.onStartup.trigger()],
    ['a grant given in the browser’s own interface', () => grants.emit('added', ['https://news.example/*'])],
  ])('are rebuilt after %s', async (_, happens) => {
    keepInStep();
    grants.origins.add('https://news.example/*');
    await happens();
    await vi.waitFor(() => expect(registered()).toEqual({ matches: ['https://news.example/*'] }));
  });

  test('are dropped with a grant taken back in the browser’s own interface', async () => {
    await turnSiteOn(NEWS);
    keepInStep();
    grants.origins.clear();
    grants.emit('removed', ['https://news.example/*']);
    await vi.waitFor(() => expect(registered()).toBeUndefined());
  });

  test('are changed in place, so that no page loads in between unread', async () => {
    await turnSiteOn(NEWS);
    const unregister = vi.spyOn(fakeBrowser.scripting, 'unregisterContentScripts');
    await turnSiteOn('https://other.example/');
    await rebuildRegistrations();
    expect(unregister).not.toHaveBeenCalled();
    expect(registered()).toEqual({ matches: ['https://news.example/*', 'https://other.example/*'] });
  });

  test.each<[string, () => unknown]>([
    ['a new site', () => turnSiteOn(NEWS)],
    ['an update', () => fakeBrowser.runtime.onInstalled.trigger({ reason: 'update' } as never)],
    ['a start of the browser', () => fakeBrowser.runtime.onStartup.trigger()],
  ])('come after %s with reading the pages in front that are not read yet', async (_, happens) => {
    keepInStep();
    grants.origins.add('https://news.example/*');
    await fakeBrowser.storage.local.set({ sitesOff: ['https://off.example/*'] });
    const query = vi.spyOn(fakeBrowser.tabs, 'query').mockResolvedValue([
      { id: 11, url: NEWS },
      { id: 12, url: 'https://off.example/' },
      { id: 13, url: NEWS },
    ] as never);
    fakeBrowser.tabs.sendMessage = (async (tab: number) => {
      if (tab === 13) return { ok: true, value: { state: 'checking', url: NEWS, title: '' } };
      throw new Error('Could not establish connection. Receiving end does not exist.');
    }) as never;
    await happens();
    await vi.waitFor(() => expect(grants.started).toEqual([11]));
    expect(query).toHaveBeenCalledWith({ active: true, url: ['https://news.example/*'] });
  });
});

describe('annotateTab', () => {
  test('starts the annotator', async () => {
    expect(await annotateTab(5)).toEqual({ ok: true, value: undefined });
    expect(grants.started).toEqual([5]);
  });

  test.each([
    ['Cannot access a chrome:// URL', 'not-allowed'],
    [
      'Cannot access contents of url "https://a.example/". Extension manifest must request permission to access this host.',
      'not-allowed',
    ],
    ['The extensions gallery cannot be scripted.', 'not-allowed'],
    ['Missing host permission for the tab', 'not-allowed'],
    ['No tab with id: 5.', 'failed'],
  ])('says of "%s": %s', async (message, kind) => {
    vi.spyOn(fakeBrowser.scripting, 'executeScript').mockRejectedValueOnce(new Error(message));
    expect(await annotateTab(5)).toEqual({ ok: false, error: { kind, detail: message } });
  });
});

describe('readability', () => {
  test.each([
    ['https://news.example/story', 'readable'],
    ['http://localhost:3000/', 'readable'],
    ['https://news.example/report.PDF?download=1', 'pdf'],
    ['file:///home/me/report.pdf', 'pdf'],
    ['file:///home/me/story.html', 'local-file'],
    ['https://chromewebstore.google.com/detail/x', 'store'],
    ['https://addons.mozilla.org/en-US/firefox/', 'store'],
    ['https://microsoftedge.microsoft.com/addons/detail/x', 'store'],
    ['https://news.example/addons.mozilla.org/', 'readable'],
    ['chrome://settings', 'browser-page'],
    ['about:addons', 'browser-page'],
    ['moz-extension://abc/library.html', 'browser-page'],
    ['view-source:https://news.example/', 'browser-page'],
    ['', 'unknown'],
    [null, 'unknown'],
    [undefined, 'unknown'],
  ])('of %s is %s', (url, expected) => {
    expect(readability(url)).toBe(expected);
  });
});
