/** What became of what a reader wrote, as whoever keeps notes answers. */
import { t } from '../lib/i18n/index.ts';

/**
 * Whether a note was kept; a word where the reader can be told why not. `both`: it was, and so was the text another window
 * had written meanwhile, as a note of its own.
 */
export type NoteKept = boolean | 'both' | 'private-window' | 'quota' | 'too-long';

/** What became of a note that was to go; a rejection where it could not be removed. */
// biome-ignore lint/suspicious/noConfusingVoidType: who removes for certain answers nothing
export type NoteRemoved = 'stays' | void;

export const isKept = (kept: NoteKept): boolean => kept === true || kept === 'both';

/** What to say where whoever keeps notes did not keep one, and why. */
export const whyNotKept = (why: string | undefined): NoteKept =>
  why === 'private-window' || why === 'quota' || why === 'too-long' ? why : false;

/** Why a change was not kept, for where no text of the reader's is at stake. */
export function problemLine(kept: NoteKept): string {
  if (kept === 'private-window') return t('adder_private_window');
  return t(kept === 'quota' ? 'adder_quota' : 'passage_failed');
}
