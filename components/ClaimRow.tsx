import { localized } from '../lib/claims/index.ts';
import { t } from '../lib/i18n/index.ts';
import { SourcingBadge } from './SourcingBadge.tsx';
import { type ClaimInOrder, driftLine } from './words.ts';

export type ClaimRowProps = {
  readonly claim: ClaimInOrder;
  /** Its place among the page's claims, from 0. */
  readonly index: number;
  readonly total: number;
  /** Language tag to show claim texts in. */
  readonly locale: string;
  /** Go to the annotation's sentence and open its card. */
  onShow(annotationId: string): void;
};

/** A claim of the page as a button named in words: claim, level, what the page changed, place; and its other sentences. */
export function ClaimRow({
  claim: { claim, annotations, changed, dropped },
  index,
  total,
  locale,
  onShow,
}: ClaimRowProps) {
  const { text, locale: lang } = localized(claim.claim.text, locale);
  const drift = changed && driftLine(changed);
  return (
    <>
      <button type="button" class="cav-claim-row" onClick={() => onShow(annotations[0].id)}>
        <span class="cav-claim-row-text" lang={lang}>
          {text}
        </span>
        <SourcingBadge level={claim.grade.level} />
        {drift && <span class="cav-drift-line cav-quiet">{drift}</span>}
        {dropped && <span class="cav-quiet">{t('list_dropped')}</span>}
        <span class="cav-hidden">{t('list_position', { index: index + 1, total })}</span>
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
    </>
  );
}
