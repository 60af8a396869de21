/** The choice of a painter. */
import { canUseHighlights, createCustomHighlighter } from './custom-highlight.ts';
import { createMarkHighlighter } from './mark-highlight.ts';
import type { Highlighter } from './marks.ts';

/**
 * The painter for this document: the CSS Custom Highlight API, which leaves the page's elements alone, or elements of
 * our own where the browser has none. Everything is off the page when `signal` aborts.
 */
export function createHighlighter(document: Document, signal: AbortSignal): Highlighter {
  const highlighter = canUseHighlights(document) ? createCustomHighlighter(document, signal) : createMarkHighlighter();
  if (!signal.aborted) signal.addEventListener('abort', () => highlighter.erase(), { once: true });
  return highlighter;
}
