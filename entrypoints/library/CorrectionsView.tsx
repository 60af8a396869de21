import { ClaimWords } from '../../components/HistoryTables.tsx';
import { siteOfPage } from '../../components/words.ts';
import { type Correction, correctionKey } from '../../lib/annotation/index.ts';
import type { ClaimOnPage } from '../../lib/checker/index.ts';
import type { ClaimKey } from '../../lib/claims/index.ts';
import { formatDate, t } from '../../lib/i18n/index.ts';
import { type Notice, NoticeLine } from './NoticeLine.tsx';

export type CorrectionsViewProps = {
  /** The latest first. */
  readonly corrections: readonly Correction[];
  readonly notice: Notice | null;
  readonly locale: string;
  claimOf(key: ClaimKey): ClaimOnPage | undefined;
  onUndo(correction: Correction): void;
  onExport(): void;
};

/** What the reader said is not the claim: each can be taken back, and all of it taken out. */
export function CorrectionsView({ corrections, notice, locale, claimOf, onUndo, onExport }: CorrectionsViewProps) {
  const some = corrections.length > 0;
  return (
    <>
      <header class="cav-part-head">
        <h1>{t('correction_title')}</h1>
        {some && (
          <button type="button" class="cav-link cav-quiet" onClick={onExport}>
            {t('correction_export')}
          </button>
        )}
      </header>
      <p class={some ? 'cav-quiet' : undefined}>{t(some ? 'correction_intro' : 'correction_empty')}</p>
      <NoticeLine notice={notice} otherwise={some ? t('correction_count', { count: corrections.length }) : null} />
      <ol class="cav-notes">
        {corrections.map((correction) => (
          <li key={correctionKey(correction.claim, correction.text)} class="cav-set">
            <blockquote class="cav-quotation" lang={correction.lang}>
              {correction.text}
            </blockquote>
            <div>
              <p class="cav-quiet">{t('correction_notClaim')}</p>
              <p class="cav-claim-text">
                <ClaimWords claim={correction.claim} claimOf={claimOf} locale={locale} />
              </p>
            </div>
            <p class="cav-quiet cav-note-place">
              <span>{siteOfPage(correction.source)}</span>
              <time dateTime={correction.created}>{formatDate(correction.created)}</time>
            </p>
            <p>
              <button type="button" class="cav-button" onClick={() => onUndo(correction)}>
                {t('correction_undo')}
              </button>
            </p>
          </li>
        ))}
      </ol>
    </>
  );
}
