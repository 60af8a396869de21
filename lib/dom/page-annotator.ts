/** What a page under annotation tells, asks and can be asked. */
import type { Annotation, FoundPassage } from '../annotation/index.ts';
import type { ClaimAnnotation, PageReport, PageText } from '../checker/index.ts';
import type { Result } from '../result.ts';
import type { EnterDocument } from './frames.ts';
import type { Highlighter } from './marks.ts';
import type { PageReading } from './page-text.ts';
import type { PassageSource } from './passages.ts';

export type CheckedPage = { readonly report: PageReport; readonly notes: readonly Annotation[] };

/** What the reader wrote for this page and its claims, and which of the passages are on the page now, in its order. */
export type PageNotes = { readonly notes: readonly Annotation[]; readonly passages: readonly FoundPassage[] };

export type PageState =
  | { readonly state: 'checking' }
  | ({ readonly state: 'done'; readonly report: PageReport } & PageNotes)
  /** The page does not look like an article; `read` reads it all the same. Passages are marked there too. */
  | ({ readonly state: 'not-article' } & PageNotes)
  | { readonly state: 'failed'; readonly problem: string };

/** A marked place: a sentence with what it states, a passage with what the reader wrote, or both. */
export type Selected = {
  /** The claims of the sentence; the one that was asked for first. */
  readonly annotations: readonly ClaimAnnotation[];
  /** The notes on passages there, the shortest passage first. */
  readonly notes: readonly Annotation[];
  readonly ranges: readonly Range[];
};

export type AnnotateOptions = {
  /** What does this text claim? Called for the page and again when its text changed. */
  check(page: PageText): Promise<Result<CheckedPage, string>>;
  /** Where passages come from; without it none are marked. */
  readonly passages?: PassageSource;
  readonly highlighter: Highlighter;
  readonly signal: AbortSignal;
  /** The reader asks about a sentence or a passage: by click, by Enter on the sentence in focus, or from elsewhere by `show`. */
  onSelect(selected: Selected): void;
  /** What is known of the page changed. */
  onReport?(state: PageState): void;
  /** In UTF-16 units; what is beyond is not read. */
  readonly maxLength?: number;
};

export type PageAnnotator = {
  state(): PageState;
  /** The text the report is about; null before there is one. */
  page(): PageText | null;
  /** The page's address, as notes on it are kept. */
  address(): string;
  /** Read the page now, whether or not it looks like an article. Resolves when it is checked. */
  read(): Promise<void>;
  /** Scroll to the sentence of an annotation or the passage of a note and select it. False if it is not on the page now. */
  show(id: string): boolean;
  /** Tint the sentence of an annotation or the passage of a note, or none. */
  setFocused(id: string | null): void;
  /** Where the sentence of an annotation or the passage of a note stands now; empty when it is not on the page. */
  rangesOf(id: string): readonly Range[];
  /** The reader's notes changed. Passages among them are marked at once where they stand as they were. */
  setNotes(notes: readonly Annotation[]): void;
  /**
   * The passages on the page now, in its order. Spans count in the text of `page()`, and are empty at its nearest place
   * for a passage outside the story; where the page is not read as one, they count in all the page says.
   */
  passages(): readonly FoundPassage[];
  /**
   * Call `enter` for each document of the page, its own and those of its frames that are read with it, now and when one
   * comes, until `signal` aborts.
   */
  eachDocument(enter: EnterDocument, signal: AbortSignal): void;
  /** Whether a document is one of them. */
  isRead(document: Document): boolean;
  /** All the page says, as it is now: for `describer`. Throws where the page cannot be read. */
  everything(): PageReading;
};
