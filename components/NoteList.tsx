import { ExternalLink } from 'lucide';
import type { Annotation } from '../lib/annotation/index.ts';
import type { ClaimOnPage } from '../lib/checker/index.ts';
import { localized } from '../lib/claims/index.ts';
import { formatDate, t } from '../lib/i18n/index.ts';
import { Icon } from './Icon.tsx';
import { NoteEditor, type NoteKept } from './NoteEditor.tsx';
import { SourcingBadge } from './SourcingBadge.tsx';
import { quoteOf, siteOfPage } from './words.ts';

/** A note with what is known around it. */
export type NoteItem = {
  readonly note: Annotation;
  /** The claim it is on, when its set is installed. */
  readonly claim?: ClaimOnPage | undefined;
  /** An address that opens the page at the passage. */
  readonly link?: string | undefined;
};

export type NoteListProps = {
  /** In the order to show; a note just removed stays in it, so that it can be brought back. */
  readonly items: readonly NoteItem[];
  /** Language tag to show claim texts in. */
  readonly locale: string;
  /** Keeps the note with this text; anything but true means it was not kept. Also brings back a removed note. */
  onSave(note: Annotation, text: string): Promise<NoteKept>;
  onRemove(note: Annotation): Promise<void>;
};

/** The reader's notes, each editable where it stands: what it is on, the passage, the page it was written at. */
export function NoteList({ items, locale, onSave, onRemove }: NoteListProps) {
  return (
    <ol class="cav-notes">
      {items.map((item) => (
        <li key={item.note.id}>
          <NoteSubject item={item} locale={locale} />
          <NotePlace item={item} />
          <NoteEditor
            subject={item.note.id}
            stored={item.note.text}
            label={subjectOf(item, locale)}
            onSave={(text) => onSave(item.note, text)}
            onRemove={() => onRemove(item.note)}
          />
        </li>
      ))}
    </ol>
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

function NotePlace({ item: { note, link } }: { readonly item: NoteItem }) {
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
