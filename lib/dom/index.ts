/** A document: what it says, and marks on it. Every listener ends with the `AbortSignal` it was given. */
export {
  type AnnotateOptions,
  annotatePage,
  type CheckedPage,
  type PageAnnotator,
  type PageState,
  type Selected,
} from './annotate.ts';
export { looksLikeArticle } from './article.ts';
export { createHighlighter } from './highlighter.ts';
export { browserLayout } from './layout.ts';
export type { Highlighter, Look, Mark } from './marks.ts';
export { type Overlay, openOverlay } from './overlay.ts';
export { type PageReading, type ReadOptions, readPageText } from './page-text.ts';
