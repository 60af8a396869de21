/** A document: what it says, and marks on it. Every listener ends with the `AbortSignal` it was given. */
export { annotatePage } from './annotate.ts';
export { looksLikeArticle } from './article.ts';
export { type DescribedPassage, describer } from './describe.ts';
export { documentInFocus, type EnterDocument } from './frames.ts';
export { type Handles, openHandles } from './handles.ts';
export { createHighlighter } from './highlighter.ts';
export { browserLayout } from './layout.ts';
export type { Highlighter, Look, Mark, PassageMark, SentenceMark } from './marks.ts';
export { type Overlay, type OverlayOptions, openOverlay, tellPlainly } from './overlay.ts';
export type {
  AnnotateOptions,
  CheckedPage,
  PageAnnotator,
  PageNotes,
  PageState,
  Selected,
} from './page-annotator.ts';
export { isNowhere, isTyping } from './page-input.ts';
export { type PageReading, type ReadOptions, readPageText } from './page-text.ts';
export type { PassageSource } from './passages.ts';
export { type SelectionEvents, watchSelection } from './selection.ts';
export { focusFrom, tabStops } from './tab-order.ts';
