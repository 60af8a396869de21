/** A page as a file: what the reader wrote there and what was found, in any format, saved or copied. */
import { exportWords } from '../../components/words.ts';
import type { Annotation } from '../../lib/annotation/index.ts';
import type { PageReport } from '../../lib/checker/index.ts';
import { type ExportFormat, exportAnnotations } from '../../lib/exchange/index.ts';
import { callPage, copyText, extensionVersion, saveFile } from '../../lib/extension/index.ts';
import { t, uiLanguage } from '../../lib/i18n/index.ts';

type ExportedPage = {
  readonly url: string;
  readonly title: string;
  /** Null when the page was not read for claims: then the file holds the notes alone. */
  readonly report: PageReport | null;
  readonly notes: readonly Annotation[];
};

/** Writes the page of this tab and hands it over; answers with a sentence on what came of it. */
export async function exportPage(
  tabId: number,
  { url, title, report, notes }: ExportedPage,
  format: ExportFormat,
  how: 'file' | 'copy',
): Promise<string> {
  const asked = report ? await callPage(tabId, 'pageText', {}) : null;
  const text = asked?.ok ? asked.value : null;
  const file = exportAnnotations(format, {
    notes,
    ...(report
      ? { page: { source: url, title, report, ...(text ? { text: text.text, language: text.locale } : {}) } }
      : {}),
    claimOf: (key) => {
      const found = report?.claims.find((claim) => claim.key === key);
      return found && { text: found.claim.text, level: found.grade.level };
    },
    now: new Date().toISOString(),
    version: extensionVersion(),
    locale: uiLanguage(),
    words: exportWords(),
  });
  if (how === 'file') {
    saveFile(file);
    return t('menu_exported', { name: file.name });
  }
  return t((await copyText(file.text)) ? 'library_copied' : 'library_notCopied');
}
