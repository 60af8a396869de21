import type { Denial } from '../lib/claims/index.ts';
import { formatDate, t } from '../lib/i18n/index.ts';

/** Who denies the claim, when, in which words, on the record or not. Nothing at all when nobody does. */
export function DenialList({ denials }: { readonly denials: readonly Denial[] }) {
  if (denials.length === 0) return null;
  return (
    <div class="cav-section">
      <h3 class="cav-heading">{t('denial_heading')}</h3>
      <ul class="cav-list">
        {denials.map((denial) => (
          <li key={`${denial.by} ${denial.date}`}>
            <p class="cav-quotation">{t('source_quoted', { text: denial.words })}</p>
            <p class="cav-quiet">
              {t('denial_entry', { by: denial.by, date: formatDate(denial.date) })} ·{' '}
              {t(denial.kind === 'anonymous' ? 'denial_unnamed' : 'denial_onRecord')}
              {denial.url && (
                <>
                  {' · '}
                  <a href={denial.url} target="_blank" rel="noopener noreferrer">
                    {t('source_open')}
                  </a>
                </>
              )}
            </p>
          </li>
        ))}
      </ul>
    </div>
  );
}
