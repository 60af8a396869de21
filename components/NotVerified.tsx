import { type Localized, localized } from '../lib/claims/index.ts';
import { t } from '../lib/i18n/index.ts';
import type { GapCode } from '../lib/sourcing/index.ts';
import { gapLine } from './words.ts';

export type NotVerifiedProps = {
  /** What the claim set's author found missing, concrete, first. */
  readonly unverified: readonly Localized[];
  /** What follows from the record. */
  readonly gaps: readonly GapCode[];
  /** Language tag to show the author's words in. */
  readonly locale: string;
};

/** The promise of the product: what has not been verified, under exactly this heading. */
export function NotVerified({ unverified, gaps, locale }: NotVerifiedProps) {
  if (unverified.length === 0 && gaps.length === 0) return null;
  return (
    <div class="cav-section">
      <h3 class="cav-heading">{t('card_notVerified')}</h3>
      <ul class="cav-list cav-bullets">
        {unverified.map((texts) => {
          const { text, locale: lang } = localized(texts, locale);
          return (
            <li key={text} lang={lang}>
              {text}
            </li>
          );
        })}
        {gaps.map((gap) => (
          <li key={gap}>{gapLine(gap)}</li>
        ))}
      </ul>
    </div>
  );
}
