/** From a tab to what is known of its page: a page here is a list of answers, given one after the other. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { followPage, type PageStatus, type PageTab } from '../../lib/extension/index.ts';
import { ok } from '../../lib/result.ts';
import { aReport } from '../support/builders.ts';
import { fakeGrants } from './fake-grants.ts';

const at = { url: 'https://news.example/story', title: 'Story' };
const checking: PageStatus = { state: 'checking', ...at };
const done: PageStatus = {
  state: 'done',
  ...at,
  report: aReport(),
  notes: [],
  passages: [],
  painter: 'custom-highlight',
};
const tab = (fields: Partial<PageTab> = {}): PageTab => ({
  id: 5,
  url: at.url,
  title: at.title,
  incognito: false,
  ...fields,
});
const nobody = 'nobody' as const;

let asked: string[];
let grants: ReturnType<typeof fakeGrants>;

/** The page answers `pageStatus` with these, the last one for ever. */
function aPage(...answers: (PageStatus | typeof nobody)[]): void {
  fakeBrowser.tabs.sendMessage = (async (_: number, message: { call: string }) => {
    asked.push(message.call);
    if (message.call !== 'pageStatus') return ok(true);
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    if (answer === nobody) throw new Error('Could not establish connection. Receiving end does not exist.');
    return ok(answer);
  }) as never;
}

/** Follow, with time running as fast as it is waited for. */
async function follow(page: PageTab, { start = false, again = false } = {}, signal = new AbortController().signal) {
  const outcome = followPage(page, { start, again }, signal);
  await vi.runAllTimersAsync();
  return outcome;
}

beforeEach(() => {
  fakeBrowser.reset();
  vi.useFakeTimers();
  grants = fakeGrants();
  asked = [];
});
afterEach(() => vi.useRealTimers());

describe('following a page', () => {
  test('waits while it is being read', async () => {
    aPage(checking, checking, done);
    expect(await follow(tab())).toEqual({ kind: 'status', status: done });
    expect(grants.started).toEqual([]);
  });

  test('finds nobody where Caveat was not called', async () => {
    aPage(nobody);
    expect(await follow(tab())).toEqual({ kind: 'absent' });
    expect(grants.started).toEqual([]);
  });

  test('starts Caveat where it was called, and waits until it answers', async () => {
    aPage(nobody, nobody, checking, done);
    expect(await follow(tab(), { start: true })).toEqual({ kind: 'status', status: done });
    expect(grants.started).toEqual([5]);
  });

  test('gives up on an annotator that never answers, and on a page that is never read', async () => {
    aPage(nobody);
    expect(await follow(tab(), { start: true })).toMatchObject({ kind: 'failed' });
    aPage(checking);
    expect(await follow(tab())).toMatchObject({ kind: 'failed', detail: 'no report within 60000 ms' });
  });

  test('has a page read again only when asked to, and only where somebody reads', async () => {
    aPage(done);
    await follow(tab(), { start: true });
    expect(asked).toEqual(['pageStatus']);
    asked = [];
    await follow(tab(), { start: true, again: true });
    expect(asked).toEqual(['pageStatus', 'readPage', 'pageStatus']);
  });

  test.each([
    ['https://news.example/a.pdf', 'pdf'],
    ['chrome://settings', 'browser-page'],
    ['file:///home/me/story.html', 'local-file'],
  ])('does not even ask at %s', async (url, why) => {
    aPage(done);
    expect(await follow(tab({ url }), { start: true })).toEqual({ kind: 'unreadable', why });
    expect(asked).toEqual([]);
  });

  test('tells a missing grant from a page of the browser by whether the address is shown', async () => {
    aPage(nobody);
    expect(await follow(tab({ id: -1 }), { start: true })).toEqual({ kind: 'absent' });
    expect(await follow(tab({ id: -1, url: null }), { start: true })).toEqual({ kind: 'unreadable', why: 'unknown' });
  });

  test('stops waiting when it is no longer wanted', async () => {
    aPage(checking);
    const controller = new AbortController();
    controller.abort();
    await follow(tab(), {}, controller.signal);
    expect(asked).toEqual(['pageStatus']);
  });
});
