import type { ComponentChild } from 'preact';
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { MAX_NOTE } from '../lib/annotation/index.ts';
import { t } from '../lib/i18n/index.ts';
import { type Keeping, keepingAtFirst, keepNote, type NoteKeeper, type NoteStore } from './note-keeper.ts';

export type NoteEditorProps = NoteStore & {
  /** What the note belongs to; stays the same while it is edited. */
  readonly subject: string;
  /** What the note is on, for assistive technology; the visible label is just "Note". */
  readonly label: string;
  /** What the text looks like when it is not edited; null while it looks as it is typed. */
  readonly preview?: ((text: string) => ComponentChild | null) | undefined;
  /** Stands where the label would; `name` then says in a word what the note is. */
  readonly head?: ComponentChild;
  readonly name?: string;
  readonly placeholder?: string;
};

/** Trying the same again would not help. */
const HOPELESS: readonly Keeping['status'][] = ['private-window', 'too-long', 'stays'];

const isFailure = (status: Keeping['status']): boolean => !['idle', 'saving', 'saved', 'both'].includes(status);

function statusLine({ text, status, removed }: Keeping): string | null {
  if (removed !== null) return t('note_deleted');
  if (status === 'idle') return null;
  if (status === 'too-long') return t('note_status_too_long', { length: text.length, most: MAX_NOTE });
  return status === 'private-window' ? t('note_status_private_window') : t(`note_status_${status}`);
}

/**
 * A note that saves itself: after a pause, on leaving the field, and when the editor or the page goes away.
 * A text that cannot be saved stays in the field and is there again when the editor comes back.
 * Emptying the field removes the note on leaving it; both ways of removing can be undone.
 */
export function NoteEditor(props: NoteEditorProps) {
  const { subject, stored, label, preview, head, placeholder, name = t('note_label') } = props;
  const [keeping, setKeeping] = useState(() => keepingAtFirst(subject, stored));
  const [isEditing, setEditing] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const id = useId();

  // A save must outlive renders, and know what is so when a timer or an unmount reaches for it.
  const store = useRef<NoteStore>(props);
  store.current = props;
  const [keeper] = useState(() =>
    keepNote(
      subject,
      () => store.current,
      (news) => setKeeping((before) => ({ ...before, ...news })),
    ),
  );

  useEffect(() => keeper.heed(), [stored]);
  useEffect(() => {
    const flush = () => void keeper.save();
    const controller = new AbortController();
    addEventListener('pagehide', flush, { signal: controller.signal });
    document.addEventListener('visibilitychange', flush, { signal: controller.signal });
    return () => {
      controller.abort();
      void keeper.leave();
    };
  }, []);

  // The field grows with its text; the style sheet sets the limit.
  const { text } = keeping;
  useLayoutEffect(() => {
    const element = field.current;
    if (!element) return;
    element.style.height = 'auto';
    element.style.height = `${element.scrollHeight + 2}px`;
  }, [text, isEditing]);

  function write(): void {
    setEditing(true);
    // The field is there when this is drawn.
    requestAnimationFrame(() => field.current?.focus());
  }

  function undo(): void {
    keeper.undo();
    field.current?.focus();
  }

  const shown = isEditing || isFailure(keeping.status) || text === '' ? null : (preview?.(text) ?? null);
  return (
    <div class="cav-note">
      <div class="cav-note-head">
        {head ?? (
          <label class="cav-heading" for={id}>
            {t('note_label')}
          </label>
        )}
        <Acts
          keeping={keeping}
          keeper={keeper}
          label={label}
          onUndo={undo}
          onWrite={shown === null ? undefined : write}
          isRemovable={props.onRemove !== undefined}
        />
      </div>
      {shown !== null && (
        // The button beside it does the same for keys.
        // biome-ignore lint/a11y: a shortcut for the pointer
        <div class="cav-note-shown" onClick={(event) => isPlainClick(event) && write()}>
          {shown}
        </div>
      )}
      <textarea
        ref={field}
        id={id}
        class="cav-note-text"
        aria-label={`${name}: ${label}`}
        rows={2}
        value={text}
        hidden={shown !== null}
        placeholder={placeholder ?? t('note_placeholder')}
        onInput={(event) => keeper.edit(event.currentTarget.value)}
        onFocus={() => setEditing(true)}
        onBlur={() => {
          setEditing(false);
          void keeper.leave();
        }}
      />
    </div>
  );
}

type ActsProps = {
  readonly keeping: Keeping;
  readonly keeper: NoteKeeper;
  readonly label: string;
  readonly isRemovable: boolean;
  onUndo(): void;
  /** Absent where the field is there to be written in. */
  readonly onWrite: (() => void) | undefined;
};

/** Whether the text is kept, and what can be done about it. */
function Acts({ keeping, keeper, label, isRemovable, onUndo, onWrite }: ActsProps) {
  const { status, removed } = keeping;
  const hasFailed = isFailure(status);
  return (
    <>
      <span class={hasFailed ? 'cav-quiet cav-failed' : 'cav-quiet'} role="status">
        {statusLine(keeping)}
      </span>
      {hasFailed && !HOPELESS.includes(status) && (
        <button type="button" class="cav-link" onClick={() => void keeper.save()}>
          {t('note_retry')}
        </button>
      )}
      {removed !== null && (
        <button type="button" class="cav-link" onClick={onUndo}>
          {t('note_undo')}
        </button>
      )}
      {onWrite && (
        <button type="button" class="cav-link" aria-label={`${t('note_edit')}: ${label}`} onClick={onWrite}>
          {t('note_edit')}
        </button>
      )}
      {isRemovable && removed === null && !hasFailed && (
        <DeleteNote label={label} onDelete={() => void keeper.remove()} />
      )}
    </>
  );
}

/** `label`: what the note is on, to tell buttons apart by name. */
export function DeleteNote({ label, onDelete }: { readonly label: string; onDelete(): void }) {
  return (
    <button type="button" class="cav-link" aria-label={`${t('note_delete')}: ${label}`} onClick={onDelete}>
      {t('note_delete')}
    </button>
  );
}

/** Not on a link, and not at the end of selecting. */
const isPlainClick = (event: MouseEvent): boolean =>
  !(event.target as Element).closest('a') && (document.getSelection()?.isCollapsed ?? true);
