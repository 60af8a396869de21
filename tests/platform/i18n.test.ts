/** The browser's catalogue, also for a script that outlives its extension. */
import { expect, test, vi } from 'vitest';

const getMessage = vi.fn((key: string) => `text of ${key}`);
vi.mock('wxt/browser', () => ({ browser: { i18n: { getMessage, getUILanguage: () => 'en' } } }));
const { i18nLookup } = await import('../../lib/extension/i18n.ts');

test('texts stay known when the extension is gone; others are empty rather than an error', () => {
  expect(i18nLookup('note_status_failed')).toBe('text of note_status_failed');
  getMessage.mockImplementation(() => {
    throw new Error('Extension context invalidated.');
  });
  expect(i18nLookup('note_status_failed')).toBe('text of note_status_failed');
  expect(i18nLookup('note_retry')).toBe('');
});
