import { Search } from 'lucide';
import { useId } from 'preact/hooks';
import { Icon } from '../../components/Icon.tsx';
import { type NoteItem, NoteList, type NoteListProps } from '../../components/NoteList.tsx';
import type { ExportFormat } from '../../lib/exchange/index.ts';
import { t, uiDirection, uiLanguage } from '../../lib/i18n/index.ts';

export type LibraryState =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly why: 'quota' | 'closed' | 'blocked' | 'unavailable' | 'failed' }
  /** `total` counts all notes; `items` are those that fit the search. */
  | { readonly state: 'ready'; readonly total: number; readonly items: readonly NoteItem[] };

export type LibraryViewProps = Omit<NoteListProps, 'items'> & {
  readonly library: LibraryState;
  readonly search: string;
  /** A sentence on what just happened. */
  readonly notice: string | null;
  onSearch(words: string): void;
  onExport(format: ExportFormat): void;
  onRetry(): void;
};

/** All notes: find, edit in place, remove and bring back, take out as a file. */
export function LibraryView(props: LibraryViewProps) {
  const { library, search, notice, onSearch, onExport } = props;
  const field = useId();
  const some = library.state === 'ready' && library.total > 0;
  return (
    <main class="cav-root cav-page cav-library" lang={uiLanguage()} dir={uiDirection()}>
      <header class="cav-library-head">
        <h1>{t('library_title')}</h1>
        {some && (
          <div class="cav-menu-group cav-quiet" role="group" aria-label={t('library_export')}>
            <span aria-hidden="true">{t('library_export')}</span>
            <button type="button" class="cav-link" onClick={() => onExport('markdown')}>
              {t('menu_markdown')}
            </button>
            <button type="button" class="cav-link" onClick={() => onExport('web-annotation')}>
              {t('menu_webAnnotation')}
            </button>
          </div>
        )}
      </header>
      {some && (
        <div class="cav-search">
          <label class="cav-hidden" for={field}>
            {t('library_search')}
          </label>
          <Icon of={Search} />
          <input
            id={field}
            type="search"
            value={search}
            placeholder={t('library_search')}
            onInput={(event) => onSearch(event.currentTarget.value)}
          />
        </div>
      )}
      <p class="cav-quiet cav-notice" role="status">
        {notice ?? countLine(library, search)}
      </p>
      <Notes {...props} />
    </main>
  );
}

function countLine(library: LibraryState, search: string): string {
  if (library.state === 'loading') return t('library_loading');
  if (library.state !== 'ready' || library.total === 0) return '';
  const count = library.items.length;
  return search.trim() === '' ? t('library_count', { count }) : t('library_found', { count });
}

function Notes({ library, locale, onSave, onRemove, onRetry, onSearch }: LibraryViewProps) {
  switch (library.state) {
    case 'loading':
      return null;
    case 'failed':
      return (
        <div class="cav-summary" role="alert">
          <p>{t(`library_problem_${library.why}`)}</p>
          <p>
            <button type="button" class="cav-button cav-button-main" onClick={onRetry}>
              {t('library_retry')}
            </button>
          </p>
        </div>
      );
    case 'ready':
      if (library.total === 0) return <p>{t('library_empty')}</p>;
      if (library.items.length > 0) {
        return <NoteList items={library.items} locale={locale} onSave={onSave} onRemove={onRemove} />;
      }
      return (
        <div class="cav-summary">
          <p>{t('library_nothing')}</p>
          <p>
            <button type="button" class="cav-link" onClick={() => onSearch('')}>
              {t('library_clear')}
            </button>
          </p>
        </div>
      );
  }
}
