import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultSettings, parseSettings } from '../../lib/settings.ts';

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
