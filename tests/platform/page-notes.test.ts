/** The reader's notes of a page, kept by the background: what the page is told of them. */
import { expect, test, vi } from 'vitest';
import { pageNotes } from '../../entrypoints/annotator.content/page-notes.ts';
import type { PageAnnotator } from '../../lib/dom/index.ts';
import { callBackground } from '../../lib/extension/index.ts';
import { aCorrection, aNote } from '../support/builders.ts';

vi.mock('../../lib/extension/index.ts', () => ({ callBackground: vi.fn() }));

const notes = pageNotes(() => ({ setNotes() {} }) as Partial<PageAnnotator> as PageAnnotator);

test.each([
  ['private-window', 'private-window'],
  ['quota', 'quota'],
  ['too-long', 'too-long'],
  ['not-allowed', false],
  [undefined, false],
] as const)('refused for %j, a note and a correction answer %j', async (reason, said) => {
  const error = { kind: 'refused', detail: '', ...(reason && { reason }) } as const;
  vi.mocked(callBackground).mockResolvedValue({ ok: false, error });
  expect(await notes.keepNote(aNote())).toBe(said);
  expect(await notes.keepCorrection(aCorrection())).toBe(said);
});
