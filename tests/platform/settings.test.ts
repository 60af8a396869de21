import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import {
  loadBackupState,
  loadSettings,
  saveBackupState,
  saveSettings,
  watchSettings,
} from '../../lib/extension/index.ts';
import { defaultSettings, type Settings } from '../../lib/settings.ts';

beforeEach(() => fakeBrowser.reset());

describe('settings', () => {
  test('are the defaults until something is saved', async () => {
    expect(await loadSettings()).toEqual(defaultSettings);
  });

  test('are kept, field by field', async () => {
    expect(await saveSettings({ confidence: 'only-sure' })).toEqual({ ...defaultSettings, confidence: 'only-sure' });
    await saveSettings({ highlights: false });
    expect(await loadSettings()).toEqual({ ...defaultSettings, confidence: 'only-sure', highlights: false });
  });

  test('are parsed when read: what somebody else stored does no harm', async () => {
    for (const stored of ['always', 3, null, {}]) {
      await fakeBrowser.storage.local.set({ confidence: stored, highlights: false });
      expect(await loadSettings()).toEqual({ ...defaultSettings, highlights: false });
    }
  });

  test('of an earlier Caveat, which had them together, hold until they are chosen anew', async () => {
    await fakeBrowser.storage.local.set({ settings: { highlights: false, rememberDays: 365, confidence: 'always' } });
    const chosen = { ...defaultSettings, highlights: false, rememberDays: 365 };
    expect(await loadSettings()).toEqual(chosen);
    expect(await saveSettings({ highlights: true })).toEqual({ ...chosen, highlights: true });
  });

  test('changed in two windows at once are both kept', async () => {
    await saveSettings({ remember: true });
    await Promise.all([saveSettings({ remember: false }), saveSettings({ color: 'blue' })]);
    expect(await loadSettings()).toEqual({ ...defaultSettings, remember: false, color: 'blue' });
  });

  test('are the defaults when storage cannot be read', async () => {
    vi.spyOn(fakeBrowser.storage.local, 'get').mockRejectedValueOnce(new Error('corrupt'));
    expect(await loadSettings()).toEqual(defaultSettings);
  });

  test('are told to whoever watches, until the signal', async () => {
    const seen: Settings[] = [];
    const controller = new AbortController();
    watchSettings((settings) => seen.push(settings), controller.signal);
    await saveSettings({ confidence: 'show-more' });
    await fakeBrowser.storage.local.set({ somethingElse: 1 });
    await fakeBrowser.storage.session.set({ confidence: 'only-sure' });
    expect(seen).toEqual([{ ...defaultSettings, confidence: 'show-more' }]);
    controller.abort();
    await saveSettings({ confidence: 'only-sure' });
    expect(seen).toHaveLength(1);
  });
});

describe('what is known of backups', () => {
  test('is kept, field by field, and is nothing when storage cannot be read', async () => {
    expect(await loadBackupState()).toEqual({ saved: null, dismissed: null });
    await saveBackupState({ saved: '2026-11-22T15:00:00.000Z' });
    await saveBackupState({ dismissed: '2026-11-23T15:00:00.000Z' });
    expect(await loadBackupState()).toEqual({
      saved: '2026-11-22T15:00:00.000Z',
      dismissed: '2026-11-23T15:00:00.000Z',
    });
    vi.spyOn(fakeBrowser.storage.local, 'get').mockRejectedValueOnce(new Error('corrupt'));
    expect(await loadBackupState()).toEqual({ saved: null, dismissed: null });
    vi.restoreAllMocks();
  });
});
