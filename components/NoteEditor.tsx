import type { ComponentChild } from 'preact';
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { t } from '../lib/i18n/index.ts';

/** Milliseconds without typing before a note is saved. */
const PAUSE = 600;

/** Texts that could not be saved and what they were made from, by note, so that an editor opened again still has them. */
const unsaved = new Map<string, { readonly text: string; readonly before: string }>();

/**
 * Whether a note was kept; a word where the reader can be told why not. `both`: it was, and so was the text another window
 * had written meanwhile, as a note of its own.
 */
export type NoteKept = boolean | 'both' | 'private-window' | 'quota';

/** What became of a note that was to go; a rejection where it could not be removed. */
// biome-ignore lint/suspicious/noConfusingVoidType: who removes for certain answers nothing
export type NoteRemoved = 'stays' | void;

export const isKept = (kept: NoteKept): boolean => kept === true || kept === 'both';

/** Why a change was not kept, for where no text of the reader's is at stake. */
export function problemLine(kept: NoteKept): string {
  if (kept === 'private-window') return t('adder_private_window');
  return t(kept === 'quota' ? 'adder_quota' : 'passage_failed');
}

export type NoteEditorProps = {
  /** What the note belongs to; stays the same while it is edited. */
  readonly subject: string;
  /** The note as it is stored; empty when there is none. */
  readonly stored: string;
  /** What the note is on, for assistive technology; the visible label is just "Note". */
  readonly label: string;
  /**
   * Keeps the text, which was made from the text `before`: should another have been stored since, that one is not lost.
   * A rejection means that it was not kept.
   */
  onSave(text: string, before: string): Promise<NoteKept>;
  /**
   * Removes the stored note; absent while there is none, and where a note may be empty. `stays`: it may not go, because
   * it could not be brought back from here.
   */
  readonly onRemove?: (() => Promise<NoteRemoved>) | undefined;
  /** An empty text is a text to keep: what the note is on is worth keeping without. */
  readonly mayBeEmpty?: boolean;
  /** What the text looks like when it is not edited; null while it looks as it is typed. */
  readonly preview?: ((text: string) => ComponentChild | null) | undefined;
  /** Stands where the label would; `name` then says in a word what the note is. */
  readonly head?: ComponentChild;
  readonly name?: string;
  readonly placeholder?: string;
};

type Status = 'idle' | 'saving' | 'saved' | 'failed' | 'stays' | Exclude<NoteKept, boolean>;

const isFailure = (status: Status): boolean => !['idle', 'saving', 'saved', 'both'].includes(status);

function statusLine(status: Status): string | null {
  if (status === 'idle') return null;
  return status === 'private-window' ? t('note_status_private_window') : t(`note_status_${status}`);
}

/**
 * A note that saves itself: after a pause, on leaving the field, and when the editor or the page goes away.
 * A text that cannot be saved stays in the field and is there again when the editor comes back.
 * Emptying the field removes the note on leaving it; both ways of removing can be undone.
 */
export function NoteEditor(props: NoteEditorProps) {
  const {
    subject,
    stored,
    label,
    onSave,
    onRemove,
    mayBeEmpty = false,
    preview,
    head,
    placeholder,
    name = t('note_label'),
  } = props;
  const [text, setText] = useState(unsaved.get(subject)?.text ?? stored);
  const [status, setStatus] = useState<Status>(unsaved.has(subject) ? 'failed' : 'idle');
  const [removed, setRemoved] = useState<string | null>(null);
  const [isEditing, setEditing] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const id = useId();

  // What a save needs must outlive renders and be current when a timer or an unmount reaches for it.
  const work = useRef({
    text,
    kept: unsaved.get(subject)?.before ?? stored,
    timer: undefined as ReturnType<typeof setTimeout> | undefined,
    /** Texts that were in this field: whoever holds the notes may be a moment behind. */
    seen: new Set([stored]),
  });
  const running = useRef<Promise<void> | null>(null);
  const calls = useRef({ onSave, onRemove, stored });
  calls.current = { onSave, onRemove, stored };

  function edit(next: string): void {
    work.current.text = next;
    setText(next);
    setRemoved(null);
    clearTimeout(work.current.timer);
    work.current.timer = setTimeout(() => void save(), PAUSE);
  }

  /** Save until what is stored is what is in the field; an empty field is left alone unless it was a note. */
  function save(asWas = false): Promise<void> {
    clearTimeout(work.current.timer);
    running.current ??= saveAll(asWas).finally(() => {
      running.current = null;
    });
    return running.current;
  }

  async function saveAll(asWas: boolean): Promise<void> {
    const state = work.current;
    for (
      let first = asWas;
      first || (state.text !== state.kept && (mayBeEmpty || state.text.trim() !== ''));
      first = false
    ) {
      const sent = state.text;
      state.seen.add(sent);
      unsaved.set(subject, { text: sent, before: state.kept });
      setStatus('saving');
      const kept: NoteKept = await calls.current.onSave(sent, state.kept).catch(() => false);
      if (!isKept(kept)) {
        unsaved.set(subject, { text: state.text, before: state.kept });
        setStatus(typeof kept === 'string' ? kept : 'failed');
        return;
      }
      state.kept = sent;
      unsaved.delete(subject);
      setStatus(kept === 'both' ? 'both' : 'saved');
    }
  }

  async function leave(): Promise<void> {
    if (!mayBeEmpty && work.current.text.trim() === '' && work.current.kept !== '') await remove();
    else await save();
  }

  async function remove(): Promise<void> {
    await running.current;
    const { kept, seen } = work.current;
    const { onRemove: take, stored: now } = calls.current;
    if (!take) return;
    if (now !== '' && !seen.has(now)) {
      // Another window wrote meanwhile: what was never seen here is shown, not deleted.
      edit(now);
      work.current.kept = now;
      seen.add(now);
      unsaved.delete(subject);
      setStatus('idle');
      return;
    }
    const problem = await take().then(
      (done) => done ?? null,
      () => 'failed' as const,
    );
    if (problem !== null) {
      edit(kept);
      setStatus(problem);
      return;
    }
    edit('');
    work.current.kept = '';
    unsaved.delete(subject);
    setStatus('idle');
    setRemoved(kept);
  }

  function undo(): void {
    edit(removed ?? '');
    // A bare highlight has no text, and is brought back all the same.
    void save(true);
    field.current?.focus();
  }

  // A note changed elsewhere (another tab, the library) replaces a field that holds nothing of its own.
  useEffect(() => {
    const state = work.current;
    if (state.text === state.kept && state.kept !== stored) {
      state.text = stored;
      state.seen.add(stored);
      setText(stored);
      setStatus('idle');
    }
    if (state.text === stored) state.kept = stored;
  }, [stored]);

  useEffect(() => {
    const flush = () => void save();
    const controller = new AbortController();
    addEventListener('pagehide', flush, { signal: controller.signal });
    document.addEventListener('visibilitychange', flush, { signal: controller.signal });
    return () => {
      controller.abort();
      void leave();
    };
  }, []);

  // The field grows with its text; the style sheet sets the limit.
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

  const shown = isEditing || isFailure(status) || text === '' ? null : (preview?.(text) ?? null);
  return (
    <div class="cav-note">
      <div class="cav-note-head">
        {head ?? (
          <label class="cav-heading" for={id}>
            {t('note_label')}
          </label>
        )}
        <span class={isFailure(status) ? 'cav-quiet cav-failed' : 'cav-quiet'} role="status">
          {removed !== null ? t('note_deleted') : statusLine(status)}
        </span>
        {isFailure(status) && status !== 'private-window' && status !== 'stays' && (
          <button type="button" class="cav-link" onClick={() => void save()}>
            {t('note_retry')}
          </button>
        )}
        {removed !== null && (
          <button type="button" class="cav-link" onClick={undo}>
            {t('note_undo')}
          </button>
        )}
        {shown !== null && (
          <button type="button" class="cav-link" aria-label={`${t('note_edit')}: ${label}`} onClick={write}>
            {t('note_edit')}
          </button>
        )}
        {onRemove && removed === null && !isFailure(status) && (
          <button
            type="button"
            class="cav-link"
            aria-label={`${t('note_delete')}: ${label}`}
            onClick={() => void remove()}
          >
            {t('note_delete')}
          </button>
        )}
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
        onInput={(event) => edit(event.currentTarget.value)}
        onFocus={() => setEditing(true)}
        onBlur={() => {
          setEditing(false);
          void leave();
        }}
      />
    </div>
  );
}

/** Not on a link, and not at the end of selecting. */
const isPlainClick = (event: MouseEvent): boolean =>
  !(event.target as Element).closest('a') && (document.getSelection()?.isCollapsed ?? true);
