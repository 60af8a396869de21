/** UTF-16 offsets are ours, code points are the standard's: https://www.w3.org/TR/annotation-model/#text-position-selector */
import type { Span } from '../text/index.ts';

/**
 * `span` of `text`, given in UTF-16 units, counted in Unicode code points. An offset inside a surrogate pair counts the
 * pair as already passed; offsets beyond the text count as its end.
 */
export function codePointSpan(text: string, span: Span): Span {
  const start = countCodePoints(text, 0, span.start);
  return { start, end: start + countCodePoints(text, span.start, span.end) };
}

function countCodePoints(text: string, from: number, to: number): number {
  let count = 0;
  const end = Math.min(to, text.length);
  for (let at = from; at < end; at += 1) {
    // The second half of a pair belongs to the code point counted with the first half.
    if (!isSecondHalf(text, at)) count += 1;
  }
  return count;
}

function isSecondHalf(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  const before = at > 0 ? text.charCodeAt(at - 1) : 0;
  return unit >= 0xdc00 && unit <= 0xdfff && before >= 0xd800 && before <= 0xdbff;
}
