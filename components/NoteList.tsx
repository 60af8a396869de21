import { ExternalLink } from 'lucide';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Annotation } from '../lib/annotation/index.ts';
import type { ClaimOnPage } from '../lib/checker/index.ts';
import { localized } from '../lib/claims/index.ts';
import { formatDate, t } from '../lib/i18n/index.ts';
import { Icon } from './Icon.tsx';
import { type NoteActions, NoteBody } from './NoteBody.tsx';
import { Passage } from './Passage.tsx';
import { SourcingBadge } from './SourcingBadge.tsx';
import { VirtualList } from './VirtualList.tsx';
import { colorOf, quoteOf, siteOfPage } from './words.ts';

/** A note with what is known around it. */
export type NoteItem = {
  readonly note: Annotation;
  /** The claim it is on, when its set is installed. */
  readonly claim?: ClaimOnPage | undefined;
  /** It was just removed, and can be brought back. */
  readonly removed?: boolean;
};

export type NoteListProps = NoteActions & {
  /** In the order to show; a note just removed stays in it. */
  readonly items: readonly NoteItem[];
  /** Language tag to show claim texts in. */
  readonly locale: string;
  /** Ids of the notes the reader picked. */
  readonly selected: ReadonlySet<string>;
  onSelect(ids: readonly string[], on: boolean): void;
  onSelectAll(on: boolean): void;
  /** An address that opens the page at the passage, if there is one. */
  linkOf(note: Annotation): string | undefined;
  /** Index of a row the page is on its way to: it is there, however far down. */
  readonly held?: number | null | undefined;
};

/** Usual height of a row, in px: a claim of two lines, a passage, a short note. */
const ROW = 260;

/**
 * The reader's notes, each editable where it stands: what it is on, the passage, the page it was written at. From box to
 * box go the arrow keys, Home and End; with Shift, as with a click, everything in between is picked too.
 */
export function NoteList(props: NoteListProps) {
  const { items, selected, onSelect, onSelectAll } = props;
  /** The note whose box Tab comes to. */
  const [stop, setStop] = useState<string | null>(null);
  const [wanted, setWanted] = useState<number | null>(null);
  const list = useRef<HTMLDivElement>(null);
  /** Where picking began. */
  const anchor = useRef<string | null>(null);

  useLayoutEffect(() => {
    if (wanted === null) return;
    const box = list.current?.querySelector<HTMLElement>(`[data-index="${wanted}"] .cav-check`);
    if (!box) return;
    box.focus();
    setWanted(null);
  });

  /** Turn a note's box, and with `extend` all from where picking began. */
  function pick(index: number, on: boolean, extend: boolean): void {
    const id = items[index]?.note.id;
    if (id === undefined) return;
    const from = extend ? items.findIndex(({ note }) => note.id === anchor.current) : index;
    if (!extend || from < 0) anchor.current = id;
    const [first, last] = [Math.min(from < 0 ? index : from, index), Math.max(from, index)];
    const between = items.slice(first, last + 1).filter(({ removed }) => !removed);
    onSelect(
      between.map(({ note }) => note.id),
      on,
    );
  }

  function onKeyDown(event: KeyboardEvent): void {
    const box = event.target;
    if (!(box instanceof HTMLInputElement) || !box.classList.contains('cav-check')) return;
    const at = Number(box.closest<HTMLElement>('[data-index]')?.dataset['index']);
    if (event.key === 'a' && (event.ctrlKey || event.metaKey)) onSelectAll(true);
    else if (event.key === 'Escape' && selected.size > 0) onSelectAll(false);
    else {
      const to = steppedTo(event.key, at, items.length);
      if (to === null) return;
      if (event.shiftKey) {
        anchor.current ??= items[at]?.note.id ?? null;
        pick(to, true, true);
      }
      setWanted(to);
    }
    event.preventDefault();
  }

  const stopAt = Math.max(0, stop === null ? 0 : items.findIndex(({ note }) => note.id === stop));
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the boxes inside, which have names and roles
    <div ref={list} onKeyDown={onKeyDown}>
      <VirtualList
        class="cav-notes"
        label={t('library_title')}
        items={items}
        keyOf={({ note }) => note.id}
        estimate={ROW}
        wanted={wanted ?? props.held ?? null}
        row={(item, index) => (
          <NoteRow
            {...props}
            item={item}
            isStop={index === stopAt}
            onStop={() => setStop(item.note.id)}
            onPick={(on, extend) => pick(index, on, extend)}
          />
        )}
      />
    </div>
  );
}

/** The index a key leads to; null where it leads nowhere. */
function steppedTo(key: string, at: number, count: number): number | null {
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: count - 1 }[key];
  return to === undefined || to < 0 || to >= count || to === at ? null : to;
}

type NoteRowProps = NoteListProps & {
  readonly item: NoteItem;
  /** Tab comes to this row's box. */
  readonly isStop: boolean;
  onStop(): void;
  onPick(on: boolean, extend: boolean): void;
};

function NoteRow({ item, locale, selected, isStop, onStop, onPick, linkOf, ...actions }: NoteRowProps) {
  const { note } = item;
  const subject = subjectOf(item, locale);
  return (
    <div class="cav-note-row">
      <input
        type="checkbox"
        class="cav-check"
        aria-label={t('library_select', { subject })}
        checked={selected.has(note.id)}
        // Not `disabled`: the arrow keys must be able to pass over it.
        aria-disabled={item.removed === true || undefined}
        tabIndex={isStop ? 0 : -1}
        onFocus={onStop}
        onClick={(event) => {
          if (item.removed) event.preventDefault();
          else onPick(event.currentTarget.checked, event.shiftKey);
        }}
      />
      <div class="cav-note-parts">
        <NoteSubject item={item} locale={locale} />
        <NotePlace note={note} link={linkOf(note)} />
        <NoteBody {...actions} note={note} label={subject} isRemoved={item.removed === true} />
      </div>
    </div>
  );
}

/** What the note is on, in one line, to tell fields apart by name. */
function subjectOf({ note, claim }: NoteItem, locale: string): string {
  if (claim) return localized(claim.claim.text, locale).text;
  return quoteOf(note) ?? note.claim ?? note.target?.title ?? t('library_untitled');
}

function NoteSubject({ item: { note, claim }, locale }: { readonly item: NoteItem; readonly locale: string }) {
  const quote = quoteOf(note);
  const text = claim && localized(claim.claim.text, locale);
  return (
    <div class="cav-note-subject">
      {text && (
        <>
          <p class="cav-claim-text" lang={text.locale}>
            {text.text}
          </p>
          <SourcingBadge level={claim.grade.level} />
        </>
      )}
      {!claim && note.claim && <p class="cav-quiet">{t('library_unknownClaim', { key: note.claim })}</p>}
      {quote && <Passage quote={quote} color={colorOf(note)} lang={note.target?.language} />}
    </div>
  );
}

function NotePlace({ note, link }: { readonly note: Annotation; readonly link: string | undefined }) {
  const { target } = note;
  const title = target ? target.title || t('library_untitled') : t('library_onClaim');
  return (
    <p class="cav-quiet cav-note-place">
      {link ? (
        <a href={link} target="_blank" rel="noopener noreferrer" aria-label={`${title} – ${t('library_open')}`}>
          {title}
          <Icon of={ExternalLink} />
        </a>
      ) : (
        title
      )}
      {/* Where there is no room for them beside the title, they go below it together. */}
      <span class="cav-note-when">
        {target && <span>{siteOfPage(target.source)}</span>}
        <time dateTime={note.modified}>{formatDate(note.modified)}</time>
      </span>
    </p>
  );
}
