/** A passage as selectors, and back. Works on a page's text; what a document is, is `lib/dom`'s business. */
import type { Span } from '../text/index.ts';
import { codePointSpan } from './code-points.ts';
import type { Selector, TextPositionSelector, TextQuoteSelector } from './types.ts';

/** Characters of context before and after a quote, as most annotation tools keep (UTF-16 units). */
const CONTEXT = 32;

/** Where a passage was found, and how surely: 1 means as it was described, less means context that differs. */
export type FoundSpan = { readonly span: Span; readonly quality: number };

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
 * Find where `selectors` point in `text`, or null. Offsets are UTF-16. A position wins only if its text still equals
 * the quote and its context is at least as good as any other place's; otherwise the quote is looked for and the place
 * whose context agrees best is taken, the nearest to the old position among equals. A position without a quote proves
 * nothing and finds nothing. (An approximate search belongs behind the exact one, with its own floor.)
 */
export function findSpan(text: string, selectors: readonly Selector[]): FoundSpan | null {
  const quote = selectors.find((selector) => selector.type === 'TextQuoteSelector');
  const position = selectors.find((selector) => selector.type === 'TextPositionSelector');
  if (!quote || quote.exact === '') return null;
  const { exact } = quote;
  const stands = position !== undefined && text.slice(position.start, position.end) === exact;
  if (stands && agreement(text, position, quote) === 1) return found(text, position.start, quote);
  let best: { start: number; score: number; distance: number } | null = null;
  for (let start = text.indexOf(exact); start >= 0; start = text.indexOf(exact, start + 1)) {
    const score = agreement(text, { start, end: start + exact.length }, quote);
    const distance = position ? Math.abs(start - position.start) : start;
    if (!best || score > best.score || (score === best.score && distance < best.distance)) {
      best = { start, score, distance };
    }
  }
  return best && found(text, best.start, quote);
}

/** Where passages stand in a text; those that are not there are left out. */
export type FoundPassage = {
  readonly id: string;
  readonly span: Span;
  /** `exact`: the same words, typography and case aside. `approximate`: some words are others. */
  readonly state: 'exact' | 'approximate';
};

/** `findSpan` for many, in one go. */
export function findPassages(
  text: string,
  passages: readonly { readonly id: string; readonly selectors: readonly Selector[] }[],
): FoundPassage[] {
  return passages.flatMap(({ id, selectors }): FoundPassage[] => {
    const place = findSpan(text, selectors);
    return place ? [{ id, span: place.span, state: 'exact' }] : [];
  });
}

/**
 * Where the words stand as they were marked, or null: at their old position, or where quote and context stand word for
 * word and nowhere else. Quick enough for a page to ask itself; `findSpan` finds more.
 */
export function findVerbatim(text: string, selectors: readonly Selector[]): Span | null {
  const quote = selectors.find((selector) => selector.type === 'TextQuoteSelector');
  const position = selectors.find((selector) => selector.type === 'TextPositionSelector');
  if (!quote || quote.exact === '') return null;
  const whole = `${quote.prefix}${quote.exact}${quote.suffix}`;
  const old = position ? position.start - quote.prefix.length : -1;
  const start = old >= 0 && text.startsWith(whole, old) ? old : text.indexOf(whole);
  if (start < 0 || (start !== old && text.indexOf(whole, start + 1) >= 0)) return null;
  return { start: start + quote.prefix.length, end: start + quote.prefix.length + quote.exact.length };
}

function found(text: string, start: number, quote: TextQuoteSelector): FoundSpan {
  const span = { start, end: start + quote.exact.length };
  // The quote itself counts for half: it is there word for word.
  return { span, quality: 0.5 + 0.5 * agreement(text, span, quote) };
}

/** How much of the quote's context stands around `span`, from 0 to 1, counted outwards from the quote. */
function agreement(text: string, span: Span, { prefix, suffix }: TextQuoteSelector): number {
  const length = prefix.length + suffix.length;
  if (length === 0) return 1;
  let same = 0;
  while (same < prefix.length && text[span.start - 1 - same] === prefix[prefix.length - 1 - same]) same += 1;
  let after = 0;
  while (after < suffix.length && text[span.end + after] === suffix[after]) after += 1;
  return (same + after) / length;
}

/** Files are UTF-8, which has no room for half a character. */
function withoutHalfPairs(context: string): string {
  return context.replace(/^[\uDC00-\uDFFF]/, '').replace(/[\uD800-\uDBFF]$/, '');
}
