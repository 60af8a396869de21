/** A passage as selectors, and back. Works on a page's text; what a document is, is `lib/dom`'s business. */
import type { Span } from '../text/index.ts';
import { codePointSpan } from './code-points.ts';
import type { Selector, TextPositionSelector, TextQuoteSelector } from './types.ts';

/** Characters of context before and after a quote, as most annotation tools keep (UTF-16 units). */
const CONTEXT = 32;

/** The selectors for `span` of `text`, most robust first. Neither quote nor context ends inside a surrogate pair. */
export function describeSpan(text: string, { start, end }: Span): Selector[] {
  const quote: TextQuoteSelector = {
    type: 'TextQuoteSelector',
    exact: text.slice(start, end),
    prefix: withoutHalfPairs(text.slice(Math.max(0, start - CONTEXT), start)),
    suffix: withoutHalfPairs(text.slice(end, end + CONTEXT)),
  };
  const position: TextPositionSelector = {
    type: 'TextPositionSelector',
    start,
    end,
    codePoints: codePointSpan(text, { start, end }),
  };
  return [quote, position];
}

/**
 * Where the words stand as they were marked, or null: at their old position, or where quote and context stand word for
 * word and nowhere else (unless `elsewhere` is not to be looked). Quick enough for a page to ask itself; `findPassages` finds more.
 */
export function findVerbatim(text: string, selectors: readonly Selector[], elsewhere = true): Span | null {
  const quote = selectors.find((selector) => selector.type === 'TextQuoteSelector');
  const position = selectors.find((selector) => selector.type === 'TextPositionSelector');
  if (!quote || quote.exact === '') return null;
  const whole = `${quote.prefix}${quote.exact}${quote.suffix}`;
  const old = position ? position.start - quote.prefix.length : -1;
  const isThere = old >= 0 && text.startsWith(whole, old);
  // Words without context may stand anywhere.
  if (!isThere && (!elsewhere || whole === quote.exact)) return null;
  const start = isThere ? old : text.indexOf(whole);
  if (start < 0 || (start !== old && text.indexOf(whole, start + 1) >= 0)) return null;
  return { start: start + quote.prefix.length, end: start + quote.prefix.length + quote.exact.length };
}

/** Files are UTF-8, which has no room for half a character. */
function withoutHalfPairs(context: string): string {
  return context.replace(/^[\uDC00-\uDFFF]/, '').replace(/[\uD800-\uDBFF]$/, '');
}
