import { ExternalLink } from 'lucide';
import { useEffect, useRef } from 'preact/hooks';
import type { Annotation } from '../lib/annotation/index.ts';
import type { ClaimOnPage } from '../lib/checker/index.ts';
import { localized } from '../lib/claims/index.ts';
import { formatDate, t } from '../lib/i18n/index.ts';
import { Icon } from './Icon.tsx';
import { NoteEditor, type NoteKept } from './NoteEditor.tsx';
import { SourcingBadge } from './SourcingBadge.tsx';
import { VirtualList } from './VirtualList.tsx';
import { quoteOf, siteOfPage } from './words.ts';

/** A note with what is known around it. */
export type NoteItem = {
  readonly note: Annotation;
  /** The claim it is on, when its set is installed. */
  readonly claim?: ClaimOnPage | undefined;
  /** It was just removed, and can be brought back. */
  readonly removed?: boolean;
};

export type NoteListProps = {
  /** In the order to show; a note just removed stays in it. */
  readonly items: readonly NoteItem[];
  /** Language tag to show claim texts in. */
  readonly locale: string;
  /** Ids of the notes the reader picked. */
  readonly selected: ReadonlySet<string>;
  onSelect(id: string, on: boolean): void;
  /** An address that opens the page at the passage, if there is one. */
  linkOf(note: Annotation): string | undefined;
  /** Keeps the note with this text; anything but true means it was not kept. Also brings back a removed note. */
  onSave(note: Annotation, text: string): Promise<NoteKept>;
  onRemove(note: Annotation): Promise<void>;
  /** Show the notes with this tag. */
  onTag(tag: string): void;
};

/** Usual height of a row, in px: a claim of two lines, a passage, a short note. */
const ROW = 260;

/** The reader's notes, each editable where it stands: what it is on, the passage, the page it was written at. */
export function NoteList(props: NoteListProps) {
  return (
    <VirtualList
      class="cav-notes"
      label={t('library_title')}
      items={props.items}
      keyOf={({ note }) => note.id}
      estimate={ROW}
      row={(item) => <NoteRow {...props} item={item} />}
    />
  );
}

function NoteRow({
  item,
  locale,
  selected,
  onSelect,
  linkOf,
  onSave,
  onRemove,
  onTag,
}: NoteListProps & { readonly item: NoteItem }) {
  const { note } = item;
  const subject = subjectOf(item, locale);
  return (
    <div class="cav-note-row">
      <input
        type="checkbox"
        class="cav-check"
        aria-label={t('library_select', { subject })}
        checked={selected.has(note.id)}
        disabled={item.removed === true}
        onChange={(event) => onSelect(note.id, event.currentTarget.checked)}
      />
      <div class="cav-note-parts">
        <NoteSubject item={item} locale={locale} />
        <NotePlace note={note} link={linkOf(note)} />
        {note.tags.length > 0 && (
          <p class="cav-note-tags">
            {note.tags.map((tag) => (
              <button key={tag} type="button" class="cav-link" onClick={() => onTag(tag)}>
                #{tag}
              </button>
            ))}
          </p>
        )}
        {item.removed ? (
          <Removed onUndo={() => void onSave(note, note.text)} />
        ) : (
          <NoteEditor
            subject={note.id}
            stored={note.text}
            label={subject}
            onSave={(text) => onSave(note, text)}
            onRemove={() => onRemove(note)}
          />
        )}
      </div>
    </div>
  );
}

/** Takes the place of an editor, and its focus. */
function Removed({ onUndo }: { onUndo(): void }) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // Only what had the focus hands it on: a note removed with many others must not pull the page to itself.
    if (document.activeElement === document.body) button.current?.focus({ preventScroll: true });
  }, []);
  return (
    <p class="cav-note-head cav-quiet">
      {t('note_deleted')}
      <button ref={button} type="button" class="cav-link" onClick={onUndo}>
        {t('note_undo')}
      </button>
    </p>
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
      {quote && (
        <blockquote class="cav-quotation" lang={note.target?.language}>
          {t('source_quoted', { text: quote })}
        </blockquote>
      )}
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
      {target && ` · ${siteOfPage(target.source)}`}
      {' · '}
      <time dateTime={note.modified}>{formatDate(note.modified)}</time>
    </p>
  );
}
