/** Notes as a file, in slices, with what goes into a file of everything. */
import { exportWords } from '../../components/words.ts';
import type { Annotation } from '../../lib/annotation/index.ts';
import type { ClaimOnPage } from '../../lib/checker/index.ts';
import type { ClaimKey } from '../../lib/claims/index.ts';
import type { Database } from '../../lib/db/index.ts';
import { type ExportFormat, exportInParts, exportInSlices } from '../../lib/exchange/index.ts';
import { copyText, extensionVersion, saveBackupState, saveFile } from '../../lib/extension/index.ts';
import { t, uiLanguage } from '../../lib/i18n/index.ts';
import { pause } from './time.ts';

export type SavedNotes = {
  readonly notes: readonly Annotation[];
  /** These are all there are: corrections and claim sets go along, and Caveat's own format counts as a backup. */
  readonly isEverything: boolean;
  readonly withHistory: boolean;
  claimOf(key: ClaimKey): ClaimOnPage | undefined;
};

const inFile = (known?: ClaimOnPage) => known && { text: known.claim.text, level: known.grade.level };

/** Saves or copies the notes; answers with a sentence on what came of it, or null when it was cancelled. */
export async function saveNotes(
  db: Database,
  { notes, isEverything, withHistory, claimOf }: SavedNotes,
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
  const input = {
    notes,
    claimOf: (key: ClaimKey) => inFile(claimOf(key)),
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
  const { name } = file;
  if ([corrections, history, sets].some((part) => part?.ok === false)) return t('library_savedPartly', { name });
  if (left.length > 0) return t('library_savedWithout', { name, sets: left.join(', ') });
  if (isEverything && format === 'caveat') void saveBackupState({ saved: now });
  return t('menu_exported', { name });
}
