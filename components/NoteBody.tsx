import { useEffect, useRef, useState } from 'preact/hooks';
import type { Annotation } from '../lib/annotation/index.ts';
import { t } from '../lib/i18n/index.ts';
import { readMarkdown } from '../lib/markdown/index.ts';
import { ColorPicker } from './ColorPicker.tsx';
import { Fold } from './Fold.tsx';
import { passFocusTo } from './focus.ts';
import { MarkdownText } from './MarkdownText.tsx';
import { DeleteNote, NoteEditor } from './NoteEditor.tsx';
import { Kinds, kindOf, motivationOf } from './NoteKinds.tsx';
import { isKept, type NoteKept, type NoteRemoved, problemLine } from './note-kept.ts';
import { TagField } from './TagField.tsx';
import { colorOf, kindName } from './words.ts';

/** What a reader changes of a note where it is listed. */
export type NoteChange = Partial<Pick<Annotation, 'text' | 'tags' | 'color' | 'motivation'>>;

export type NoteActions = {
  /** Keeps the note with this change; `before` is the text the editor last saw kept. Also brings back a removed note. */
  onChange(note: Annotation, change: NoteChange, before?: string): Promise<NoteKept>;
  /** Removes the note; `stays` where it could not be brought back from here. */
  onRemove(note: Annotation): Promise<NoteRemoved>;
  /** Tags the reader used before that go on from `typed`. */
  suggestTags(typed: string): Promise<readonly string[]>;
  /** Show the notes with this tag; where that is not possible, tags are only words. */
  onTag?(tag: string): void;
};

export type NoteBodyProps = NoteActions & {
  readonly note: Annotation;
  /** What the note is on, to tell fields apart by name. */
  readonly label: string;
  /** It was just begun: its field takes the focus, and there is nothing to remove yet. */
  readonly isBegun?: boolean;
  /** It was just removed, and can be brought back. */
  readonly isRemoved?: boolean;
};

/** What the reader wrote, as it reads; a click away from being edited. Colour, kind and tags wait behind a word. */
export function NoteBody(props: NoteBodyProps) {
  const { note, label, isBegun = false, isRemoved = false, onChange, onRemove, suggestTags, onTag } = props;
  const [isWriting, setWriting] = useState(isBegun);
  const [problem, setProblem] = useState<string | null>(null);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isWriting) place.current?.querySelector('textarea')?.focus();
  }, [isWriting]);

  async function change(what: NoteChange): Promise<void> {
    const kept = await onChange(note, what).catch(() => false as const);
    setProblem(isKept(kept) ? null : problemLine(kept));
  }

  /** For a note without text, which has no editor to say what came of it. */
  async function remove(): Promise<void> {
    const done = await onRemove(note).catch(() => 'failed' as const);
    setProblem(done === 'stays' ? t('note_status_stays') : done ? t('passage_failed') : null);
  }

  if (isRemoved) return <Removed problem={problem} onUndo={() => void change({})} />;
  const kind = kindOf(note);
  const isPassage = note.claim === undefined && colorOf(note) !== undefined;
  return (
    <div ref={place} class="cav-note-body">
      {note.text === '' && !isWriting ? (
        <p class="cav-note-head">
          <button
            type="button"
            class="cav-link"
            aria-label={`${t('panel_addNote')}: ${label}`}
            onClick={() => setWriting(true)}
          >
            {t('panel_addNote')}
          </button>
          <DeleteNote label={label} onDelete={() => void remove()} />
        </p>
      ) : (
        <NoteEditor
          subject={note.id}
          stored={note.text}
          label={label}
          mayBeEmpty={isPassage}
          {...(kind === 'questioning' ? { head: <span class="cav-heading">{kindName(kind)}</span> } : {})}
          preview={(text) => <MarkdownText blocks={readMarkdown(text)} />}
          onSave={(text, before) => onChange(note, { text, motivation: motivationOf(kind, text) }, before)}
          onRemove={isBegun ? undefined : () => onRemove(note)}
        />
      )}
      <TagWords tags={note.tags} onTag={onTag} />
      {!isBegun && (
        <Details note={note} isPassage={isPassage} onChange={(what) => void change(what)} suggestTags={suggestTags} />
      )}
      <p class="cav-quiet cav-failed cav-notice" role="status">
        {problem}
      </p>
    </div>
  );
}

function TagWords({ tags, onTag }: { readonly tags: readonly string[]; readonly onTag: NoteActions['onTag'] }) {
  if (tags.length === 0) return null;
  return (
    <p class="cav-note-tags">
      {tags.map((tag) =>
        onTag ? (
          <button key={tag} type="button" class="cav-link" onClick={() => onTag(tag)}>
            #{tag}
          </button>
        ) : (
          <span key={tag} class="cav-quiet">
            #{tag}
          </span>
        ),
      )}
    </p>
  );
}

type DetailsProps = Pick<NoteBodyProps, 'note' | 'suggestTags'> & {
  readonly isPassage: boolean;
  onChange(what: NoteChange): void;
};

/** Colour, kind and tags, made only when somebody looks: a list may hold many notes. */
function Details({ note, isPassage, onChange, suggestTags }: DetailsProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Fold title={t(isPassage ? 'note_details' : 'note_detailsClaim')} onToggle={setOpen}>
      {isOpen && (
        <>
          {isPassage && <ColorPicker color={colorOf(note) ?? 'yellow'} onPick={(color) => onChange({ color })} />}
          <Kinds kind={kindOf(note)} onPick={(kind) => onChange({ motivation: motivationOf(kind, note.text) })} />
          <TagField tags={note.tags} onChange={(tags) => onChange({ tags })} suggest={suggestTags} />
        </>
      )}
    </Fold>
  );
}

/** Takes the place of an editor, and its focus. */
function Removed({ problem, onUndo }: { readonly problem: string | null; onUndo(): void }) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // Only what had the focus hands it on: a note removed with many others must not pull the page to itself.
    passFocusTo(button.current, { preventScroll: true });
  }, []);
  return (
    <p class="cav-note-head cav-quiet">
      <span role="status" class={problem === null ? '' : 'cav-failed'}>
        {problem ?? t('note_deleted')}
      </span>
      <button ref={button} type="button" class="cav-link" onClick={onUndo}>
        {t('note_undo')}
      </button>
    </p>
  );
}
