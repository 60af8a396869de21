/** A selection as a passage: whole words of what the page says, with selectors that find it again. */
import { describeSpan, pageKey, plainAddress, type Target } from '../annotation/index.ts';
import type { Span } from '../text/index.ts';
import { documentInFocus } from './frames.ts';
import type { PageReading } from './page-text.ts';
import { rangeSelectors } from './range-selector.ts';

/** UTF-16 units; a passage is a quote, not the page. More is what a note may hold. */
const MAX_PASSAGE = 10_000;
/** UTF-16 units around an edge that decide where its word begins and ends. */
const NEAR = 80;

export type DescribedPassage = {
  /** For `newAnnotation`. */
  readonly target: Target;
  readonly quote: string;
  /** Where it stands in all the page says. */
  readonly span: Span;
  readonly ranges: readonly Range[];
};

/** What an annotator says of selections, over `read`, all the page says. A page that cannot be read has none. */
export function describer(document: Document, read: () => PageReading) {
  function describe(spanIn: (whole: PageReading) => Span | null | undefined): DescribedPassage | null {
    try {
      const whole = read();
      const span = spanIn(whole);
      return span ? describePassage(document, whole, span) : null;
    } catch {
      // In Chromium the names of a page's forms can stand in for what its elements are asked for.
      return null;
    }
  }
  const wordsIn = (whole: PageReading, range: AbstractRange | null): Span | null => {
    const span = range && whole.toSpan(range);
    return span && snapToWords(whole.page.text, span, whole.page.locale);
  };
  return {
    describeSelection: () =>
      describe((whole) => wordsIn(whole, selectedRange(documentInFocus(document), whole.shadowRoots))),
    describeRange: (range: AbstractRange) => describe((whole) => wordsIn(whole, range)),
    moveEdge: ({ ranges }: DescribedPassage, edge: 'start' | 'end', direction: 1 | -1) =>
      describe(({ page, toSpan }) => {
        // Where it stands now: the page may have changed since it was described.
        const [first, last] = [ranges[0], ranges.at(-1)];
        const from = first && toSpan(first);
        const to = last && toSpan(last);
        return from && to && moveEdge(page.text, { start: from.start, end: to.end }, edge, direction, page.locale);
      }),
  };
}

/** The passage that `span` of a reading is; null when it holds no words, too many, or is not there any more. */
function describePassage(document: Document, { page, toRanges }: PageReading, span: Span): DescribedPassage | null {
  const quote = page.text.slice(span.start, span.end);
  if (quote.length > MAX_PASSAGE || !/[\p{L}\p{N}]/u.test(quote)) return null;
  const ranges = toRanges(span);
  const [range] = ranges;
  if (!range) return null;
  const here = plainAddress(document.location?.href ?? '');
  // A range over several roots is none.
  const otherSelectors = ranges.length > 1 ? [] : rangeSelectors(document, range);
  const target: Target = {
    source: page.source,
    ...(here === '' || here === pageKey(page.source) ? {} : { address: here }),
    title: page.title,
    ...(page.locale === 'und' ? {} : { language: page.locale }),
    sourceDate: new Date().toISOString(),
    selectors: describeSpan(page.text, span),
    ...(otherSelectors.length > 0 ? { otherSelectors } : {}),
  };
  return { target, quote, span, ranges };
}

/** `span` without space at its ends and with the words whole that it cuts. */
function snapToWords(text: string, span: Span, locale: string): Span {
  const words = text.slice(span.start, span.end);
  const start = span.start + (words.length - words.trimStart().length);
  const end = Math.max(start, span.start + words.trimEnd().length);
  return { start: wordAt(text, start, locale)?.start ?? start, end: wordAt(text, end, locale)?.end ?? end };
}

/** One edge of `span` a word further out or in; null where there is no word to go to. */
function moveEdge(
  text: string,
  { start, end }: Span,
  edge: 'start' | 'end',
  direction: 1 | -1,
  locale: string,
): Span | null {
  const at = edge === 'start' ? start : end;
  const words = wordsNear(text, at, locale, 4 * NEAR);
  const places = words.map((word) => (edge === 'start' ? word.start : word.end));
  const to = direction === 1 ? places.find((place) => place > at) : places.findLast((place) => place < at);
  if (to === undefined) return null;
  const moved = edge === 'start' ? { start: to, end } : { start, end: to };
  return moved.start < moved.end ? moved : null;
}

/** The word that `at` stands inside of; null between words. */
function wordAt(text: string, at: number, locale: string): Span | null {
  return wordsNear(text, at, locale, NEAR).find(({ start, end }) => start < at && at < end) ?? null;
}

function wordsNear(text: string, at: number, locale: string, reach: number): Span[] {
  const from = Math.max(0, at - reach);
  const near = text.slice(from, at + reach);
  return [...segmenterFor(locale).segment(near)].flatMap(({ segment, index, isWordLike }) =>
    isWordLike ? [{ start: from + index, end: from + index + segment.length }] : [],
  );
}

function segmenterFor(locale: string): Intl.Segmenter {
  try {
    return new Intl.Segmenter(locale, { granularity: 'word' });
  } catch {
    // What a page calls its language need not be one.
    return new Intl.Segmenter('en', { granularity: 'word' });
  }
}

type Selecting = { getSelection?: () => Selection | null };

/**
 * What the reader has selected in `document`, also inside the open shadow roots given. Null when nothing is. Older
 * Chromium tells of a selection in a shadow root only by the root itself, newer browsers by `getComposedRanges`.
 */
function selectedRange(document: Document | null, shadowRoots: readonly ShadowRoot[]): AbstractRange | null {
  if (!document) return null;
  const selection = document.getSelection();
  if (selection && 'getComposedRanges' in selection) {
    const [range] = selection.getComposedRanges({ shadowRoots: [...shadowRoots] });
    if (range && !range.collapsed) return range;
  }
  for (const source of [document, ...shadowRoots] as readonly Selecting[]) {
    const own = source.getSelection?.();
    if (own && own.rangeCount > 0 && !own.isCollapsed) return own.getRangeAt(0);
  }
  return null;
}
