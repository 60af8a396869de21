import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { parseAnnotation } from '../../lib/annotation/index.ts';
import {
  activeTab,
  announceCorrectionsChanged,
  announceNotesChanged,
  handlePageCalls,
  newNoteId,
  onFirstInstall,
  openExtensionPage,
  showClaimCount,
  tabById,
} from '../../lib/extension/index.ts';
import { aNote } from '../support/builders.ts';
import { deliver, fromBackground } from './senders.ts';

beforeEach(() => {
  fakeBrowser.reset();
  vi.restoreAllMocks();
});

describe('tabs', () => {
  test('are shown as far as the browser lets us see them', async () => {
    vi.spyOn(fakeBrowser.tabs, 'query').mockResolvedValue([{ id: 3, incognito: true }] as never);
    expect(await activeTab()).toEqual({ id: 3, url: null, title: null, incognito: true });
  });

  test('are null when there is none', async () => {
    vi.spyOn(fakeBrowser.tabs, 'query').mockResolvedValue([]);
    expect(await activeTab()).toBeNull();
    vi.spyOn(fakeBrowser.tabs, 'get').mockRejectedValue(new Error('No tab with id: 99.'));
    expect(await tabById(99)).toBeNull();
  });

  test('are found by id', async () => {
    const tab = await fakeBrowser.tabs.create({ url: 'https://news.example/' });
    expect(await tabById(tab.id ?? -1)).toMatchObject({ id: tab.id, url: 'https://news.example/' });
  });
});

describe('pages of our own', () => {
  test('open in a tab, at what they should show', async () => {
    const create = vi.spyOn(fakeBrowser.tabs, 'create');
    await openExtensionPage('library');
    await openExtensionPage('library', 'note=3');
    expect(create.mock.calls.map(([tab]) => tab.url)).toEqual([
      fakeBrowser.runtime.getURL('/library.html'),
      fakeBrowser.runtime.getURL('/library.html#note=3'),
    ]);
  });

  test('greet on the first install only', async () => {
    const greet = vi.fn();
    onFirstInstall(greet);
    await fakeBrowser.runtime.onInstalled.trigger({ reason: 'update' } as never);
    await fakeBrowser.runtime.onInstalled.trigger({ reason: 'browser_update' } as never);
    expect(greet).not.toHaveBeenCalled();
    await fakeBrowser.runtime.onInstalled.trigger({ reason: 'install' } as never);
    expect(greet).toHaveBeenCalledOnce();
  });
});

describe('announceNotesChanged', () => {
  test('reaches every annotator and is not stopped by tabs without one', async () => {
    const notesChanged = vi.fn(() => true as const);
    const correctionsChanged = vi.fn(() => true as const);
    handlePageCalls(
      {
        pageStatus: () => ({ state: 'not-article', url: '', title: '', notes: [], passages: [] }),
        pageText: () => null,
        showAnnotation: () => false,
        annotateSelection: () => false,
        readPage: () => true,
        leavePage: () => true,
        notesChanged,
        correctionsChanged,
      },
      new AbortController().signal,
    );
    vi.spyOn(fakeBrowser.tabs, 'query').mockResolvedValue([{ id: 1 }, {}, { id: 2 }] as never);
    fakeBrowser.tabs.sendMessage = (async (tab: number, message: unknown) => {
      if (tab === 1) throw new Error('Receiving end does not exist.');
      return deliver(message, fromBackground());
    }) as never;
    await announceNotesChanged();
    expect(notesChanged).toHaveBeenCalledOnce();
    await announceCorrectionsChanged(2);
    expect(correctionsChanged).not.toHaveBeenCalled();
    await announceCorrectionsChanged(1);
    expect(correctionsChanged).toHaveBeenCalledOnce();
  });
});

describe('the toolbar', () => {
  test('shows a number for claims and nothing for none', async () => {
    await showClaimCount(4, 7);
    expect(await fakeBrowser.action.getBadgeText({ tabId: 4 })).toBe('7');
    await showClaimCount(4, 0);
    expect(await fakeBrowser.action.getBadgeText({ tabId: 4 })).toBe('');
  });

  test('does not mind that the tab was closed meanwhile', async () => {
    vi.spyOn(fakeBrowser.action, 'setBadgeText').mockRejectedValue(new Error('No tab with id: 4.'));
    await expect(showClaimCount(4, 7)).resolves.toBeUndefined();
  });
});

describe('newNoteId', () => {
  test('is an id a note may have, and a new one each time', () => {
    const ids = Array.from({ length: 200 }, newNoteId);
    expect(new Set(ids).size).toBe(200);
    for (const id of ids) {
      expect(parseAnnotation(aNote({ id })).ok).toBe(true);
      expect(id[23]).toBe('4');
      expect('89ab').toContain(id[28]);
    }
  });
});
