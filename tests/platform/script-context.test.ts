/** The life of a content script: one at a time, ended with its extension, and nothing the page can hear or do about it. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

const runtime: { id: string | undefined } = { id: 'caveat' };
vi.mock('wxt/browser', () => ({ browser: { runtime } }));
const { ContentScriptContext, EXTENSION_GONE } = await import('../../lib/extension/script-context.ts');

beforeEach(() => {
  runtime.id = 'caveat';
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

test('a newer script ends the one before', () => {
  const first = new ContentScriptContext();
  const second = new ContentScriptContext();
  expect(first.signal.aborted).toBe(true);
  expect(first.signal.reason).not.toBe(EXTENSION_GONE);
  expect(second.signal.aborted).toBe(false);
});

test('the script ends when its extension is gone', () => {
  const context = new ContentScriptContext();
  vi.advanceTimersByTime(10_000);
  expect(context.signal.aborted).toBe(false);
  runtime.id = undefined;
  vi.advanceTimersByTime(2_000);
  expect(context.signal.reason).toBe(EXTENSION_GONE);
  expect(vi.getTimerCount()).toBe(0);
});

test('it ends once, for the first reason', () => {
  const context = new ContentScriptContext();
  context.abort('the reader turned the page off');
  runtime.id = undefined;
  vi.advanceTimersByTime(10_000);
  expect(context.signal.reason).toBe('the reader turned the page off');
});
