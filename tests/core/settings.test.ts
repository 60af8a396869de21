import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type BackupState, backupDue, defaultSettings, parseBackupState, parseSettings } from '../../lib/settings.ts';

describe('parseSettings', () => {
  test.each<[string, unknown]>([
    ['nothing stored', undefined],
    ['null', null],
    ['a text', 'balanced'],
    ['an empty record', {}],
  ])('gives the defaults for %s', (_, stored) => {
    expect(parseSettings(stored)).toEqual({ settings: defaultSettings, ignored: [] });
  });

  test('keeps what is good, falls back where it is not, and says where', () => {
    expect(parseSettings({ confidence: 'only-sure', highlights: 'yes', theme: 'dark' })).toEqual({
      settings: { ...defaultSettings, confidence: 'only-sure' },
      ignored: ['highlights'],
    });
  });

  test('gives back what it gave', () => {
    fc.assert(
      fc.property(fc.anything(), (stored) => {
        const { settings } = parseSettings(stored);
        expect(parseSettings(settings)).toEqual({ settings, ignored: [] });
      }),
    );
  });
});

test('nothing is remembered unless the reader asked for it', () => {
  expect(defaultSettings.remember).toBe(false);
  for (const stored of [{ remember: 'yes' }, { remember: 1 }, { rememberDays: 90 }, null]) {
    expect(parseSettings(stored).settings.remember).toBe(false);
  }
  expect(parseSettings({ remember: true, rememberDays: 100_000 }).settings).toMatchObject({
    remember: true,
    rememberDays: 90,
  });
});

describe('a backup', () => {
  const now = '2026-11-22T15:00:00.000Z';
  const daysAgo = (days: number): string => new Date(Date.parse(now) - days * 86_400_000).toISOString();

  test.each<[string, Partial<BackupState>, number, ReturnType<typeof backupDue>]>([
    ['before there is much to lose', {}, 9, 'none'],
    ['never saved', {}, 10, 'never-saved'],
    ['saved and nothing changed since', { saved: daysAgo(400) }, 0, 'none'],
    ['saved lately', { saved: daysAgo(13) }, 50, 'none'],
    ['saved long ago', { saved: daysAgo(14) }, 1, 'long-ago'],
    ['saved lately, and much written since', { saved: daysAgo(2) }, 100, 'long-ago'],
    ['saved just now, and much imported', { saved: daysAgo(1) }, 5_000, 'none'],
    ['refused lately', { dismissed: daysAgo(6) }, 500, 'none'],
    ['refused a while ago', { saved: daysAgo(30), dismissed: daysAgo(7) }, 5, 'long-ago'],
  ])('is spoken of when it should be: %s', (_, state, changed, expected) => {
    expect(backupDue({ saved: null, dismissed: null, ...state }, { changed, now })).toBe(expected);
  });

  test('is known from whatever is stored', () => {
    fc.assert(
      fc.property(fc.anything(), (stored) => {
        const state = parseBackupState(stored);
        expect(parseBackupState(state)).toEqual(state);
      }),
    );
    expect(parseBackupState({ saved: now, dismissed: 'yesterday' })).toEqual({ saved: now, dismissed: null });
    expect(parseBackupState({ saved: now })).toEqual({ saved: now, dismissed: null });
  });
});
