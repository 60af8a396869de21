import { t } from '../lib/i18n/index.ts';
import { ClaimRow } from './ClaimRow.tsx';
import { PassageRow } from './PassageRow.tsx';
import type { PanelEntry } from './page-entries.ts';
import { quoteOf } from './words.ts';

export type PageListProps = {
  /** In page order. */
  readonly entries: readonly PanelEntry[];
  /** Language tag to show claim texts in. */
  readonly locale: string;
  /** Go to a sentence or a passage and open its card. */
  onShow(id: string): void;
};

/**
 * The page's claims and the reader's passages in page order, each a button named in words. This list, not the paint, is
 * the interface for readers who cannot see the marks.
 */
export function PageList({ entries, locale, onShow }: PageListProps) {
  const claims = entries.filter(({ kind }) => kind === 'claim');
  return (
    <ol class="cav-claims" aria-label={t('list_label')}>
      {entries.map((entry) => (
        <li key={entry.id}>
          {entry.kind === 'claim' ? (
            <ClaimRow
              claim={entry.claim}
              index={claims.indexOf(entry)}
              total={claims.length}
              locale={locale}
              onShow={onShow}
            />
          ) : quoteOf(entry.note) === undefined ? (
            <p class="cav-row-note cav-quiet">{entry.note.text}</p>
          ) : (
            <PassageRow note={entry.note} state={entry.state} withText onShow={onShow} />
          )}
        </li>
      ))}
    </ol>
  );
}
