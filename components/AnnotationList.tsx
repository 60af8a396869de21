import type { PageReport } from '../lib/checker/index.ts';
import { localized } from '../lib/claims/index.ts';
import { t } from '../lib/i18n/index.ts';
import { SourcingBadge } from './SourcingBadge.tsx';
import { claimsInOrder, driftLine } from './words.ts';

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
      {claims.map(({ claim, annotations, changed, dropped }, index) => {
        const { text, locale: lang } = localized(claim.claim.text, locale);
        const drift = changed && driftLine(changed);
        return (
          <li key={claim.key}>
            <button type="button" class="cav-claim-row" onClick={() => onShow(annotations[0].id)}>
              <span class="cav-claim-row-text" lang={lang}>
                {text}
              </span>
              <SourcingBadge level={claim.grade.level} />
              {drift && <span class="cav-drift-line cav-quiet">{drift}</span>}
              {dropped && <span class="cav-quiet">{t('list_dropped')}</span>}
              <span class="cav-hidden">{t('list_position', { index: index + 1, total: claims.length })}</span>
            </button>
            {annotations.length > 1 && (
              <p class="cav-claim-more cav-quiet">
                {t('list_more', { total: annotations.length })}
                {annotations.map((annotation, place) => (
                  <button
                    key={annotation.id}
                    type="button"
                    class="cav-link cav-number"
                    aria-label={t('list_sentence', { index: place + 1, total: annotations.length })}
                    onClick={() => onShow(annotation.id)}
                  >
                    {place + 1}
                  </button>
                ))}
              </p>
            )}
          </li>
        );
      })}
    </ol>
  );
}
