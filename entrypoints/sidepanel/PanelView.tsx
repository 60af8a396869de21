import { useEffect, useRef } from 'preact/hooks';
import { ClaimRow } from '../../components/ClaimRow.tsx';
import { type NoteActions, NoteBody } from '../../components/NoteBody.tsx';
import { PageMenu } from '../../components/PageMenu.tsx';
import { type PageState, PageSummary } from '../../components/PageSummary.tsx';
import { Passage } from '../../components/Passage.tsx';
import { PassageRow } from '../../components/PassageRow.tsx';
import {
  filterLists,
  isFiltering,
  isMarked,
  NO_FILTER,
  type PanelEntry,
  type PanelFilter,
  type PanelLists,
} from '../../components/page-entries.ts';
import { colorOf, quoteOf } from '../../components/words.ts';
import type { Annotation } from '../../lib/annotation/index.ts';
import { type ClaimKey, localized } from '../../lib/claims/index.ts';
import type { ExportFormat } from '../../lib/exchange/index.ts';
import { t, uiDirection, uiLanguage } from '../../lib/i18n/index.ts';
import { Filter } from './Filter.tsx';

export type PanelViewProps = NoteActions & {
  readonly page: PageState;
  readonly lists: PanelLists;
  readonly filter: PanelFilter;
  /** The note just begun, whose field takes the focus; null when none was. */
  readonly begun: string | null;
  /** Ids of the notes just removed, which can be brought back. */
  readonly removed: ReadonlySet<string>;
  /** The marks the reader opened in the page last: their rows come into view. */
  readonly opened: readonly string[];
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
  onExport(format: ExportFormat, how: 'file' | 'copy'): void;
  onOpen(page: 'library' | 'options'): void;
};

/** The panel: what the page in front claims and what the reader wrote there, in page order, to read and write beside it. */
export function PanelView(props: PanelViewProps) {
  const { page, lists, filter, notice, locale } = props;
  const some = lists.entries.length + lists.orphans.length > 0;
  const shown = filterLists(lists, filter, locale);
  const count = shown.entries.length + shown.orphans.length;
  const search = useRef<HTMLInputElement>(null);
  return (
    <div class="cav-root cav-panel" lang={uiLanguage()} dir={uiDirection()}>
      <main class="cav-panel-main">
        <PageSummary page={page} lists={lists} onRead={props.onRead} onResume={props.onResume} onCopy={props.onCopy} />
        {some && <Filter {...props} search={search} />}
        {some && (
          <p class="cav-notice cav-quiet" role="status">
            {isFiltering(filter) ? t('panel_shown', { count }) : null}
          </p>
        )}
        {some && count === 0 && (
          <p>
            <button
              type="button"
              class="cav-link"
              onClick={() => {
                // The button goes with the question; the next one is asked there.
                search.current?.focus();
                props.onFilter(NO_FILTER);
              }}
            >
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
                <li key={note.id} class="cav-passage">
                  <Passage quote={quoteOf(note) ?? ''} color={colorOf(note)} lang={note.target?.language} />
                  <Note {...props} note={note} label={quoteOf(note) ?? ''} />
                </li>
              ))}
            </ol>
          </section>
        )}
      </main>
      <footer class="cav-panel-foot">
        <PageMenu notice={notice} onOpen={props.onOpen} onExport={some ? props.onExport : undefined} />
      </footer>
    </div>
  );
}

/** Arrow keys go from row to row; Tab goes through everything in between. What is opened in the page comes into view. */
function Entries(props: PanelViewProps & { readonly entries: readonly PanelEntry[] }) {
  const { entries, lists, locale, opened, onShow } = props;
  const list = useRef<HTMLOListElement>(null);
  const claims = lists.entries.filter(({ kind }) => kind === 'claim');
  useEffect(() => {
    if (opened.length > 0) list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }, [opened]);
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
        <li key={entry.id} aria-current={isMarked(entry, opened) || undefined}>
          {entry.kind === 'passage' ? (
            <PassageEntry {...props} entry={entry} />
          ) : (
            <>
              <ClaimRow
                claim={entry.claim}
                index={claims.indexOf(entry)}
                total={claims.length}
                locale={locale}
                onShow={onShow}
              />
              <ClaimNotes {...props} entry={entry} />
            </>
          )}
        </li>
      ))}
    </ol>
  );
}

type ClaimNotesProps = PanelViewProps & { readonly entry: Extract<PanelEntry, { kind: 'claim' }> };

function ClaimNotes({ entry, locale, onBegin, ...props }: ClaimNotesProps) {
  const label = localized(entry.claim.claim.claim.text, locale).text;
  if (entry.notes.length === 0) {
    return (
      <button
        type="button"
        class="cav-link"
        aria-label={`${t('panel_addNote')}: ${label}`}
        onClick={() => onBegin(entry.id)}
      >
        {t('panel_addNote')}
      </button>
    );
  }
  return (
    <>
      {entry.notes.map((note) => (
        <Note key={note.id} {...props} note={note} label={label} />
      ))}
    </>
  );
}

type NoteProps = NoteActions & Pick<PanelViewProps, 'begun' | 'removed'>;

function PassageEntry({
  entry: { note, state },
  onShow,
  ...props
}: NoteProps & Pick<PanelViewProps, 'onShow'> & { readonly entry: Extract<PanelEntry, { kind: 'passage' }> }) {
  const quote = quoteOf(note);
  return (
    <div class="cav-passage">
      {quote === undefined ? (
        <p class="cav-quiet">{t('panel_onPage')}</p>
      ) : (
        // Over what is written the note says itself what it is.
        <PassageRow note={note} state={state} withKind={note.text === ''} onShow={onShow} />
      )}
      <Note {...props} note={note} label={quote ?? t('panel_onPage')} />
    </div>
  );
}

function Note({ begun, removed, ...props }: NoteProps & { readonly note: Annotation; readonly label: string }) {
  return <NoteBody {...props} isBegun={props.note.id === begun} isRemoved={removed.has(props.note.id)} />;
}
