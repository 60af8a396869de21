import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { type NoteItem, NoteList, type NoteListProps } from '../../components/NoteList.tsx';
import { EVERYTHING, isNarrowed } from '../../components/note-query.ts';
import type { DatabaseProblem } from '../../lib/db/index.ts';
import { t, uiDirection, uiLanguage } from '../../lib/i18n/index.ts';
import { LibraryActions, type LibraryActionsProps } from './LibraryActions.tsx';
import { LibraryFilters, type LibraryFiltersProps } from './LibraryFilters.tsx';
import { type Notice, NoticeLine } from './NoticeLine.tsx';

export type LibraryState =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly why: DatabaseProblem['kind'] }
  /**
   * `total` counts all notes; `items` are those the query asks for. Not `complete`: the latest are here, the others
   * are still being read.
   */
  | {
      readonly state: 'ready';
      readonly total: number;
      readonly items: readonly NoteItem[];
      readonly complete: boolean;
      readonly waiting?: LibraryWait | null;
      /** Notes that are kept and cannot be read; not among the others. */
      readonly unread?: number;
    };

/** What has to be done before the query can be answered in full. */
export type LibraryWait = { readonly for: 'search' } | { readonly for: 'drifts'; readonly progress: number };

export type LibraryViewProps = Omit<NoteListProps, 'items' | 'onTag'> &
  Omit<LibraryFiltersProps, 'field'> &
  Omit<LibraryActionsProps, 'selected' | 'shown' | 'tags' | 'importing' | 'onTag' | 'onSelectAll'> & {
    readonly library: LibraryState;
    readonly notice: Notice | null;
    /** What stands above the notes: a file on its way in. */
    readonly tools?: ComponentChildren;
    /** A quiet line below the title. */
    readonly reminder?: ComponentChildren;
    onTag(tag: string, on: boolean): void;
    onRetry(): void;
    /** Hand over everything as it is stored, where this version cannot open it. */
    onSaveRaw(): void;
  };

/** All notes: find, edit in place, do something with many, remove and bring back, take out as a file. */
export function LibraryView(props: LibraryViewProps) {
  const { library, query, notice, onQuery } = props;
  const some = library.state === 'ready' && library.total > 0;
  const unread = library.state === 'ready' && library.complete ? (library.unread ?? 0) : 0;
  const narrowed = isNarrowed(query);
  const search = useRef<HTMLInputElement>(null);
  const count = countLine(library, narrowed);
  return (
    <main class="cav-root cav-page cav-library" lang={uiLanguage()} dir={uiDirection()}>
      <h1>{t('library_title')}</h1>
      {props.reminder}
      {unread > 0 && <p class="cav-reminder cav-quiet">{t('library_unread', { count: unread })}</p>}
      {some && <LibraryFilters {...props} field={search} />}
      <div class="cav-now">
        <NoticeLine notice={notice} otherwise={count}>
          {notice && count !== '' && <span>{count}</span>}
          {library.state === 'ready' && library.waiting?.for === 'drifts' && (
            <progress aria-label={t('library_comparing')} value={library.waiting.progress} max={1} />
          )}
          {some && narrowed && (
            <button
              type="button"
              class="cav-link"
              onClick={() => {
                // The button goes with the question; the next one is asked there.
                search.current?.focus();
                onQuery({ ...EVERYTHING, sort: query.sort });
              }}
            >
              {t('library_clear')}
            </button>
          )}
        </NoticeLine>
        {library.state === 'ready' && library.complete && (
          <LibraryActions
            {...props}
            selected={library.items.filter(({ note, removed }) => !removed && props.selected.has(note.id)).length}
            shown={library.items.length}
            tags={props.choices.tags.map(({ value }) => value)}
            importing={Boolean(props.tools)}
          />
        )}
      </div>
      {props.tools}
      <Notes {...props} />
    </main>
  );
}

function countLine(library: LibraryState, narrowed: boolean): string {
  if (library.state === 'loading') return t('library_loading');
  if (library.state !== 'ready' || library.total === 0) return '';
  if (!library.complete) return t('library_more', { count: library.total });
  if (library.waiting?.for === 'search') return t('library_preparing');
  if (library.waiting) return t('library_comparing');
  return narrowed
    ? t('library_found', { count: library.items.length })
    : t('library_count', { count: library.items.length });
}

function Notes(props: LibraryViewProps) {
  const { library, query, onRetry, onQuery } = props;
  switch (library.state) {
    case 'loading':
      return null;
    case 'failed':
      return (
        <div class="cav-summary" role="alert">
          <p>{t(`library_problem_${library.why}`)}</p>
          <p>
            {library.why === 'upgrade' ? (
              <button type="button" class="cav-button cav-button-main" onClick={props.onSaveRaw}>
                {t('library_saveRaw')}
              </button>
            ) : (
              <button type="button" class="cav-button cav-button-main" onClick={onRetry}>
                {t('library_retry')}
              </button>
            )}
          </p>
        </div>
      );
    case 'ready':
      if (library.total === 0) {
        // Whoever just deleted them all knows how one is written.
        return library.unread ? null : <p>{t(props.notice ? 'library_none' : 'library_empty')}</p>;
      }
      if (library.items.length > 0) {
        return (
          <NoteList
            items={library.items}
            locale={props.locale}
            selected={props.selected}
            linkOf={props.linkOf}
            held={props.held}
            onSelect={props.onSelect}
            onSelectAll={props.onSelectAll}
            onChange={props.onChange}
            suggestTags={props.suggestTags}
            onRemove={props.onRemove}
            onTag={(tag) => onQuery({ ...EVERYTHING, sort: query.sort, tag })}
          />
        );
      }
      return library.complete && !library.waiting ? <p>{t('library_nothing')}</p> : null;
  }
}
