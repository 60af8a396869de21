/** What the reader changes reaches the pages that are open. (When registrations are rebuilt: see sites.test.ts.) */
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { keepInStep, saveSettings, turnAllSitesOff, turnAllSitesOn, turnSiteOff } from '../../lib/extension/index.ts';
import { aReport } from '../support/builders.ts';
import { type FakeGrants, fakeGrants } from './fake-grants.ts';

const status = (state: 'done' | 'not-article', url: string): object => ({
  state,
  url,
  title: '',
  notes: [],
  passages: [],
  ...(state === 'done' ? { report: aReport(), painter: 'mark' } : {}),
});

/** Tabs by id, with what their annotators say; the fourth runs none. */
const annotators: Record<number, object | undefined> = {
  1: status('done', 'https://news.example/a'),
  2: status('not-article', 'https://news.example/b'),
  3: status('done', 'https://sub.news.example/c'),
  4: undefined,
  5: status('done', 'http://news.example/d'),
};

let grants: FakeGrants;
/** What pages were told, apart from being asked how they are: `call tab`. */
let told: string[];

beforeEach(() => {
  fakeBrowser.reset();
  vi.restoreAllMocks();
  grants = fakeGrants();
  told = [];
  vi.spyOn(fakeBrowser.tabs, 'query').mockImplementation((async ({ active }: { active?: boolean }) =>
    active ? [] : Object.keys(annotators).map((id) => ({ id: Number(id) }))) as never);
  fakeBrowser.tabs.sendMessage = (async (tab: number, { call }: { call: string }) => {
    const known = annotators[tab];
    if (!known) throw new Error('Could not establish connection. Receiving end does not exist.');
    if (call === 'pageStatus') return { ok: true, value: known };
    told.push(`${call} ${tab}`);
    return { ok: true, value: true };
  }) as never;
  keepInStep();
});

const settled = async (expected: string[]): Promise<void> => {
  await vi.waitFor(() => expect([...told].sort()).toEqual(expected));
};

describe('pages that are open', () => {
  test('lose their numbers in the toolbar when highlights are turned off', async () => {
    await fakeBrowser.action.setBadgeText({ tabId: 1, text: '7' });
    await saveSettings({ confidence: 'only-sure' });
    expect(await fakeBrowser.action.getBadgeText({ tabId: 1 })).toBe('7');
    await saveSettings({ highlights: false });
    await vi.waitFor(async () => expect(await fakeBrowser.action.getBadgeText({ tabId: 1 })).toBe(''));
    // Their annotators watch the settings themselves.
    expect(told).toEqual([]);
  });

  test('are left when their site’s grant is taken back, and others are not', async () => {
    grants.origins.add('http://news.example/*');
    grants.emit('removed', ['https://news.example/*']);
    await settled(['leavePage 1', 'leavePage 2']);
  });

  test('are left with their subdomains when the grant included them', async () => {
    grants.emit('removed', ['*://*.news.example/*']);
    await settled(['leavePage 1', 'leavePage 2', 'leavePage 3', 'leavePage 5']);
  });

  test('stay when another grant still covers them', async () => {
    grants.origins.add('https://news.example/*');
    await turnAllSitesOn();
    await turnAllSitesOff();
    await settled(['leavePage 3', 'leavePage 5']);
  });

  test('are left when their site is turned off while all sites are on', async () => {
    await turnAllSitesOn();
    await turnSiteOff('https://news.example/a');
    await settled(['leavePage 1', 'leavePage 2']);
  });
});
