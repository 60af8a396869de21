/** What passes between the scripts of a page: the annotator, which carries no view, and those that come when needed. */
import type { NoteKept } from '../../components/note-kept.ts';
import type { Annotation, Color, Correction } from '../../lib/annotation/index.ts';
import type { PageAnnotator, Selected } from '../../lib/dom/index.ts';
import type { ClaimHistory } from '../../lib/history/index.ts';

/** What the annotator gives to the card. Nothing of it throws; what could not be done is said. */
export type PageSide = {
  readonly annotator: PageAnnotator;
  /** Ends when the page is left, or the extension. */
  readonly signal: AbortSignal;
  /** Whether it ended because the extension was updated, reloaded, turned off or removed. */
  isExtensionGone(): boolean;
  /** The reader's notes to show here. */
  notes(): readonly Annotation[];
  /** What was met before of the page's claims. */
  histories(): readonly ClaimHistory[];
  /** `before`: the text the edit was made from, where there was one. */
  keepNote(note: Annotation, before?: string): Promise<NoteKept>;
  /** False: the note is still there. */
  removeNote(id: string): Promise<boolean>;
  keepCorrection(correction: Correction): Promise<NoteKept>;
  takeCorrectionBack(key: string): Promise<boolean>;
  /** Tags the reader used that begin as `typed` does. */
  tagsInUse(typed: string): Promise<readonly string[]>;
  /** The colour a passage was last marked in. */
  color(): Color;
  setColor(color: Color): void;
  newNoteId(): string;
  /** Have what reads Markdown come. */
  loadMarkdown(): Promise<void>;
  /** A text of the catalogue, also after the extension went. */
  lookup(key: string): string;
  /** Language tag of the browser's interface. */
  readonly locale: string;
};

/** What the card does for the annotator. */
export type CardSide = {
  /** Open the card at marks of the page. */
  show(selected: Selected): void;
  /** Offer to annotate what is selected, at the edge of it where the reader is. */
  offer(range: Range, edge: 'start' | 'end'): void;
  /** Nothing is selected any more. */
  withdraw(): void;
  /** Mark what is selected and open its card; false if that is nothing that could be marked. */
  annotate(): Promise<boolean>;
  /** Report or notes changed: show what is so now. */
  refresh(): void;
  close(): void;
};

export type MakeCard = (page: PageSide) => CardSide;
