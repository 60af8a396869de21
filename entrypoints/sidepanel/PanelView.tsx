import { Search } from 'lucide';
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { ClaimRow } from '../../components/ClaimRow.tsx';
import { Icon } from '../../components/Icon.tsx';
import { NoteEditor, type NoteKept } from '../../components/NoteEditor.tsx';
import { type PageState, PageSummary } from '../../components/PageSummary.tsx';
import {
  filterLists,
  isFiltering,
  NO_FILTER,
  type PanelEntry,
  type PanelFilter,
  type PanelLists,
} from '../../components/page-entries.ts';
import { levelLabel, quoteOf } from '../../components/words.ts';
import type { Annotation } from '../../lib/annotation/index.ts';
import { type ClaimKey, localized } from '../../lib/claims/index.ts';
import { t, uiDirection, uiLanguage } from '../../lib/i18n/index.ts';
import type { Level } from '../../lib/sourcing/index.ts';

export type PanelViewProps = {
  readonly page: PageState;
  readonly lists: PanelLists;
  readonly filter: PanelFilter;
  /** The note just begun, whose field takes the focus; null when none was. */
  readonly begun: string | null;
  /** A sentence on what just happened. */
  readonly notice: string | null;
  /** Language tag to show claim texts in. */
  readonly locale: string;
  onFilter(filter: PanelFilter): void;
  onRead(): void;
  onResume(): void;
  onCopy(detail: string): Promise<void>;
  onShow(annotationId: string): void;
  /** Begin a note on a claim, at its first sentence. */
  onBegin(claim: ClaimKey): void;
  onSave(note: Annotation, text: string): Promise<NoteKept>;
  onRemove(note: Annotation): Promise<void>;
  onOpen(page: 'library' | 'options'): void;
};

/** The panel: what the page in front claims and what the reader wrote there, in page order, to read and write beside it. */
export function PanelView(props: PanelViewProps) {
  const { page, lists, filter, notice, locale } = props;
  const some = lists.entries.length + lists.orphans.length > 0;
  const shown = filterLists(lists, filter, locale);
  const count = shown.entries.length + shown.orphans.length;
  return (
    <div class="cav-root cav-panel" lang={uiLanguage()} dir={uiDirection()}>
      <main class="cav-panel-main">
        <PageSummary page={page} onRead={props.onRead} onResume={props.onResume} onCopy={props.onCopy} />
        {some && <Filter {...props} />}
        {(some || notice) && (
          <p class="cav-notice cav-quiet" role="status">
            {notice ?? (isFiltering(filter) ? t('panel_shown', { count }) : null)}
          </p>
        )}
        {some && count === 0 && (
          <p>
            <button type="button" class="cav-link" onClick={() => props.onFilter(NO_FILTER)}>
              {t('panel_showAll')}
            </button>
          </p>
        )}
        {shown.entries.length > 0 && <Entries {...props} entries={shown.entries} />}
        {shown.orphans.length > 0 && (
          <section class="cav-panel-orphans">
            <h2 class="cav-heading">{t('panel_orphans')}</h2>
            <ol class="cav-claims">
              {shown.orphans.map((note) => (
                <li key={note.id}>
                  <PassageNote {...props} note={note} />
                </li>
              ))}
            </ol>
          </section>
        )}
      </main>
      <footer class="cav-panel-foot">
        <nav class="cav-menu" aria-label={t('menu_label')}>
          <button type="button" class="cav-link" onClick={() => props.onOpen('library')}>
            {t('menu_library')}
          </button>
          <button type="button" class="cav-link" onClick={() => props.onOpen('options')}>
            {t('menu_options')}
          </button>
        </nav>
      </footer>
    </div>
  );
}

const LEVELS: readonly Level[] = [4, 3, 2, 1, 0, 'J', '?'];

function Filter({ lists, filter, onFilter }: PanelViewProps) {
  const field = useId();
  const levels = new Set(
    lists.entries.flatMap((entry) => (entry.kind === 'claim' ? [entry.claim.claim.grade.level] : [])),
  );
  const toggle = (name: 'withNote' | 'changed', label: string) => (
    <button
      type="button"
      class="cav-toggle"
      aria-pressed={filter[name]}
      onClick={() => onFilter({ ...filter, [name]: !filter[name] })}
    >
      {label}
    </button>
  );
  return (
    <search class="cav-filter" aria-label={t('panel_filter')}>
      <div class="cav-search">
        <label class="cav-hidden" for={field}>
          {t('panel_search')}
        </label>
        <Icon of={Search} />
        <input
          id={field}
          type="search"
          value={filter.words}
          placeholder={t('panel_search')}
          onInput={(event) => onFilter({ ...filter, words: event.currentTarget.value })}
        />
      </div>
      <div class="cav-filter-row">
        {toggle('withNote', t('panel_withNote'))}
        {toggle('changed', t('panel_changed'))}
        <select
          class="cav-select"
          aria-label={t('panel_level')}
          value={String(filter.level ?? '')}
          onChange={(event) => {
            const { value } = event.currentTarget;
            onFilter({ ...filter, level: LEVELS.find((level) => String(level) === value) ?? null });
          }}
        >
          <option value="">{t('panel_allLevels')}</option>
          {LEVELS.filter((level) => levels.has(level) || level === filter.level).map((level) => (
            <option key={level} value={String(level)}>
              {levelLabel(level)}
            </option>
          ))}
        </select>
      </div>
    </search>
  );
}

/** Arrow keys go from claim to claim; Tab goes through everything in between. */
function Entries(props: PanelViewProps & { readonly entries: readonly PanelEntry[] }) {
  const { entries, lists, locale, onShow, onBegin } = props;
  const list = useRef<HTMLOListElement>(null);
  const total = lists.entries.filter(({ kind }) => kind === 'claim').length;
  const places = new Map(lists.entries.filter(({ kind }) => kind === 'claim').map(({ id }, index) => [id, index]));
  return (
    <ol
      ref={list}
      class="cav-claims"
      aria-label={t('panel_list')}
      onKeyDown={(event) => {
        const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
        const rows = [...(list.current?.querySelectorAll<HTMLElement>('.cav-claim-row') ?? [])];
        // Whatever has the focus: what is not a row is not among them.
        const at = rows.indexOf(event.target as HTMLElement);
        const next = at < 0 || step === 0 ? undefined : rows[at + step];
        if (!next) return;
        event.preventDefault();
        next.focus();
      }}
    >
      {entries.map((entry) => (
        <li key={entry.id}>
          {entry.kind === 'passage' ? (
            <PassageNote {...props} note={entry.note} />
          ) : (
            <>
              <ClaimRow
                claim={entry.claim}
                index={places.get(entry.id) ?? 0}
                total={total}
                locale={locale}
                onShow={onShow}
              />
              {entry.notes.map((note) => (
                <Note key={note.id} {...props} note={note} label={claimText(entry.claim.claim.claim.text, locale)} />
              ))}
              {entry.notes.length === 0 && (
                <button
                  type="button"
                  class="cav-link"
                  aria-label={`${t('panel_addNote')}: ${claimText(entry.claim.claim.claim.text, locale)}`}
                  onClick={() => onBegin(entry.id)}
                >
                  {t('panel_addNote')}
                </button>
              )}
            </>
          )}
        </li>
      ))}
    </ol>
  );
}

const claimText = (text: Parameters<typeof localized>[0], locale: string): string => localized(text, locale).text;

type NoteProps = Pick<PanelViewProps, 'begun' | 'onSave' | 'onRemove'> & { readonly note: Annotation };

function PassageNote({ note, ...props }: NoteProps) {
  const quote = quoteOf(note);
  return (
    <div class="cav-passage">
      {quote ? (
        <blockquote class="cav-quotation" lang={note.target?.language}>
          {t('source_quoted', { text: quote })}
        </blockquote>
      ) : (
        <p class="cav-quiet">{t('panel_onPage')}</p>
      )}
      <Note {...props} note={note} label={quote ?? t('panel_onPage')} />
    </div>
  );
}

function Note({ note, label, begun, onSave, onRemove }: NoteProps & { readonly label: string }) {
  return (
    <FocusedWhen now={note.id === begun}>
      <NoteEditor
        subject={note.id}
        stored={note.text}
        label={label}
        onSave={(text) => onSave(note, text)}
        // Nothing to remove while it is only begun.
        onRemove={note.text === '' && note.motivation === 'commenting' ? undefined : () => onRemove(note)}
      />
    </FocusedWhen>
  );
}

/** Puts the focus into the field inside when it appears. */
function FocusedWhen({ now, children }: { readonly now: boolean; readonly children: ComponentChildren }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (now) place.current?.querySelector('textarea')?.focus();
  }, [now]);
  return <div ref={place}>{children}</div>;
}
