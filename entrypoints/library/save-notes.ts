/** Notes as a file, in slices, with what goes into a file of everything. */
import { exportWords } from '../../components/words.ts';
import type { Annotation } from '../../lib/annotation/index.ts';
import type { Database, NotesSoFar } from '../../lib/db/index.ts';
import { type ExportFormat, type ExportInput, exportInParts, exportInSlices } from '../../lib/exchange/index.ts';
import { copyText, extensionVersion, saveBackupState, saveFile } from '../../lib/extension/index.ts';
import { t, uiLanguage } from '../../lib/i18n/index.ts';
import { inFile, type KnownClaims } from './claims.ts';
import { pause } from './time.ts';

export type SavedNotes = Pick<KnownClaims, 'claimOf'> & {
  readonly notes: readonly Annotation[];
  readonly unread?: NotesSoFar['unread'];
  /** These are all there are: corrections and claim sets go along, and Caveat's own format counts as a backup. */
  readonly isEverything: boolean;
  readonly withHistory: boolean;
};

/** Saves or copies the notes; answers with a sentence on what came of it, or null when it was cancelled. */
export async function saveNotes(
  db: Database,
  { notes, unread = [], isEverything, withHistory, claimOf }: SavedNotes,
  format: ExportFormat,
  how: 'file' | 'copy',
  pacing: { readonly signal: AbortSignal; readonly onProgress: (share: number) => void },
): Promise<string | null> {
  const corrections = isEverything ? await db.corrections.all() : null;
  const history = withHistory ? await db.encounters.all() : null;
  // Whole: they are written claim by claim, but into no other format than Caveat's own.
  const sets = isEverything && format === 'caveat' ? await db.claimSets.all() : null;
  const left: string[] = [];
  const now = new Date().toISOString();
  const about = { now, version: extensionVersion(), locale: uiLanguage(), words: exportWords() };
  const input: ExportInput = {
    notes,
    claimOf: (key) => inFile(claimOf(key)),
    ...(isEverything ? { unread } : {}),
    ...(corrections?.ok ? { corrections: corrections.value } : {}),
    ...(history?.ok ? { history: history.value } : {}),
    ...(sets?.ok ? { claimSets: sets.value } : {}),
    onSetLeftOut: (id: string) => left.push(id),
    ...about,
  };
  if (how === 'copy') {
    const file = await exportInSlices(format, input, { pause, ...pacing });
    return file && t((await copyText(file.text)) ? 'library_copied' : 'library_notCopied');
  }
  // A blob lies outside of the page's memory: tens of thousands of notes never are one text.
  const file = await exportInParts(format, input, (piece) => new Blob([piece]), { pause, ...pacing });
  if (!file) return null;
  saveFile(file);
  const isPartly = [corrections, history, sets].some((part) => part?.ok === false);
  // A claim set too large for it is in the file it came in.
  if (isEverything && format === 'caveat' && !isPartly) void saveBackupState({ saved: now });
  const said = isPartly ? 'library_savedPartly' : left.length > 0 ? 'library_savedWithout' : 'menu_exported';
  return t(said, { name: file.name, sets: left.join(', ') });
}
