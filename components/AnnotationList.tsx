import type { PageReport } from '../lib/checker/index.ts';
import { t } from '../lib/i18n/index.ts';
import { ClaimRow } from './ClaimRow.tsx';
import { claimsInOrder } from './words.ts';

export type AnnotationListProps = {
  readonly report: PageReport;
  /** Language tag to show claim texts in. */
  readonly locale: string;
  /** Go to the annotation's sentence and open its card. */
  onShow(annotationId: string): void;
};

/**
 * The page's claims in page order, each a button named in words. This list, not the paint, is the interface for readers
 * who cannot see the marks.
 */
export function AnnotationList({ report, locale, onShow }: AnnotationListProps) {
  const claims = claimsInOrder(report);
  return (
    <ol class="cav-claims" aria-label={t('list_label')}>
      {claims.map((claim, index) => (
        <li key={claim.claim.key}>
          <ClaimRow claim={claim} index={index} total={claims.length} locale={locale} onShow={onShow} />
        </li>
      ))}
    </ol>
  );
}
