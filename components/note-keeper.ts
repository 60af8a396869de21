/** The text of a note on its way into the store: when it is saved, and what is done where that fails. */
import { MAX_NOTE } from '../lib/annotation/index.ts';
import { isKept, type NoteKept, type NoteRemoved } from './note-kept.ts';

/** Milliseconds without typing before a note is saved. */
const PAUSE = 600;

/** Milliseconds after an answer in which whoever holds the notes may still show what was there before. */
const LATE = 1_000;

/** Texts that could not be saved and what they were made from, by note, so that an editor opened again still has them. */
const unsaved = new Map<string, { readonly text: string; readonly before: string }>();

/** Where the text goes, and what is there. It may be asked at any time, also when nothing is shown any more. */
export type NoteStore = {
  /** The note as it is stored; empty when there is none. */
  readonly stored: string;
  /** An empty text is a text to keep: what the note is on is worth keeping without. */
  readonly mayBeEmpty?: boolean | undefined;
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
};

export type Keeping = {
  readonly text: string;
  readonly status: 'idle' | 'saving' | 'saved' | 'failed' | 'stays' | Exclude<NoteKept, boolean>;
  /** The text of the note that was just removed, and can be brought back. */
  readonly removed: string | null;
};

export type NoteKeeper = {
  edit(text: string): void;
  /** Save until what is stored is what is in the field; an empty field is left alone unless it was a note. */
  save(): Promise<void>;
  /** The field is left: an empty one removes the note. */
  leave(): Promise<void>;
  remove(): Promise<void>;
  undo(): void;
  /** The store has a new text: it replaces one that holds nothing of its own. */
  heed(): void;
};

/** Told before it is asked for: a page would be refused without a word on why. */
const isTooLong = (text: string): boolean => text.length > MAX_NOTE;

/** Where a note's text stands when its editor opens. */
export function keepingAtFirst(subject: string, stored: string): Keeping {
  const left = unsaved.get(subject)?.text;
  const text = left ?? stored;
  return { text, status: left === undefined ? 'idle' : isTooLong(text) ? 'too-long' : 'failed', removed: null };
}

/** Keeps the text of the note `subject` in step with `store`, and tells where it stands. */
export function keepNote(subject: string, store: () => NoteStore, tell: (news: Partial<Keeping>) => void): NoteKeeper {
  const { stored: first } = store();
  let text = unsaved.get(subject)?.text ?? first;
  let kept = unsaved.get(subject)?.before ?? first;
  let removed = '';
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<void> | null = null;
  /** Texts that were in this field: whoever holds the notes may be a moment behind. */
  const seen = new Set([first]);
  /** Runs while what the store shows may be older than what was sent there. */
  let doubt: ReturnType<typeof setTimeout> | undefined;

  function edit(next: string): void {
    text = next;
    tell({ text, removed: null });
    clearTimeout(timer);
    timer = setTimeout(() => void save(), PAUSE);
  }

  function save(asWas = false): Promise<void> {
    clearTimeout(timer);
    running ??= saveAll(asWas).finally(() => {
      running = null;
      heedLater();
    });
    return running;
  }

  /** A text that returns cannot be told from one that is late, but for the time. */
  function heedLater(): void {
    clearTimeout(doubt);
    doubt = setTimeout(() => {
      doubt = undefined;
      heed();
    }, LATE);
  }

  function heed(): void {
    if (running || doubt) return;
    const { stored } = store();
    if (text === kept && kept !== stored) {
      text = stored;
      seen.add(stored);
      tell({ text, status: 'idle' });
    }
    if (text === stored) kept = stored;
  }

  async function saveAll(asWas: boolean): Promise<void> {
    const isToKeep = () => text !== kept && (store().mayBeEmpty === true || text.trim() !== '');
    for (let first = asWas; first || isToKeep(); first = false) {
      const sent = text;
      seen.add(sent);
      unsaved.set(subject, { text: sent, before: kept });
      tell({ status: 'saving' });
      const answer: NoteKept = isTooLong(sent)
        ? 'too-long'
        : await store()
            .onSave(sent, kept)
            .catch(() => false);
      if (!isKept(answer)) {
        unsaved.set(subject, { text, before: kept });
        tell({ status: typeof answer === 'string' ? answer : 'failed' });
        return;
      }
      kept = sent;
      unsaved.delete(subject);
      tell({ status: answer === 'both' ? 'both' : 'saved' });
    }
  }

  async function remove(): Promise<void> {
    await running;
    const { stored, onRemove } = store();
    if (!onRemove) return;
    if (stored !== '' && !seen.has(stored)) {
      // Another window wrote meanwhile: what was never seen here is shown, not deleted.
      edit(stored);
      settle(stored);
      seen.add(stored);
      return;
    }
    const was = kept;
    const problem = await onRemove().then(
      (done) => done ?? null,
      () => 'failed' as const,
    );
    if (problem !== null) {
      edit(was);
      tell({ status: problem });
      return;
    }
    edit('');
    settle('');
    heedLater();
    removed = was;
    tell({ removed });
  }

  /** What is stored is this now, and there is nothing to say. */
  function settle(stored: string): void {
    kept = stored;
    unsaved.delete(subject);
    tell({ status: 'idle' });
  }

  return {
    edit,
    save: () => save(),
    remove,
    async leave() {
      if (!store().mayBeEmpty && text.trim() === '' && kept !== '') await remove();
      else await save();
    },
    undo() {
      edit(removed);
      // A bare highlight has no text, and is brought back all the same.
      void save(true);
    },
    heed,
  };
}
