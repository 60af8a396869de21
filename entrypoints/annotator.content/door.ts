/**
 * What passes between the two scripts of a page. The annotator runs in every page that is read and carries no view; the
 * card's script comes with the first need. Both share a world that pages cannot reach.
 */
import type { NoteKept } from '../../components/NoteEditor.tsx';
import type { Annotation, Correction } from '../../lib/annotation/index.ts';
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
  keepNote(note: Annotation): Promise<NoteKept>;
  /** False: the note is still there. */
  removeNote(id: string): Promise<boolean>;
  keepCorrection(correction: Correction): Promise<NoteKept>;
  takeCorrectionBack(key: string): Promise<boolean>;
  newNoteId(): string;
  /** A text of the catalogue, also after the extension went. */
  lookup(key: string): string;
  /** Language tag of the browser's interface. */
  readonly locale: string;
};

/** What the card does for the annotator. */
export type CardSide = {
  /** Open the card at marks of the page. */
  show(selected: Selected): void;
  /** Report or notes changed: show what is so now. */
  refresh(): void;
  close(): void;
};

export type MakeCard = (page: PageSide) => CardSide;

/** A symbol: names of a page's elements are also names in the world of its scripts. */
const CARD = Symbol.for('caveat.card');
type World = { [CARD]?: MakeCard };

/** The card's script has arrived. */
export function offerCard(make: MakeCard): void {
  (globalThis as World)[CARD] = make;
}

/** What the card's script offers; undefined before it came. */
export const offeredCard = (): MakeCard | undefined => (globalThis as World)[CARD];
