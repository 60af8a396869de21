/** Words of a passage and their edges: a passage that was marked in whole words is found in whole words. */
import type { Span } from '../text/index.ts';
import type { TextQuoteSelector } from './types.ts';

/** Whether a passage began and ended with a word. */
export type Edges = { readonly wholeAtStart: boolean; readonly wholeAtEnd: boolean };

/** Letters and digits of scripts that put spaces between words. */
const wordUnit = /[\p{L}\p{N}\p{M}]/u;
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** Whether a word goes on from `before` to `after`, the units at an edge. */
const isInsideWord = (before: string, after: string): boolean =>
  wordUnit.test(before) && wordUnit.test(after) && !unspaced.test(before) && !unspaced.test(after);

/** Whether a quote began and ended with a word where it was marked. */
export const edgesOf = ({ prefix, exact, suffix }: TextQuoteSelector): Edges => ({
  wholeAtStart: !isInsideWord(prefix.slice(-1), exact.slice(0, 1)),
  wholeAtEnd: !isInsideWord(exact.slice(-1), suffix.slice(0, 1)),
});

/** Whether two texts of the same folded characters have the same words: spaces between letters in the same places. */
export const hasSameWords = (one: string, other: string): boolean => one === other || gapsOf(one) === gapsOf(other);

/** Where spaces stand between letters, counted in letters; those in numbers and unspaced scripts tell no words apart. */
function gapsOf(text: string): string {
  const gaps: number[] = [];
  let letters = 0;
  let last = '';
  for (const piece of text.replace(/\p{Cf}/gu, '').split(/\s+/u)) {
    const first = piece.slice(0, 1);
    if (isInsideWord(last, first) && !/^\p{N}{2}$/u.test(last + first)) gaps.push(letters);
    letters += piece
      .toLowerCase()
      .normalize('NFKD')
      .replace(/[^\p{L}\p{N}]/gu, '').length;
    last = piece.slice(-1) || last;
  }
  return gaps.join();
}

/** Whether every word begins with a capital. */
export const isName = (words: string): boolean => /^\p{Lu}\S*(?:\s+\p{Lu}\S*)*$/u.test(words.trim());

/** Words are not begun or ended in their middle: "start" is not in "restart". */
export function isWhole(text: string, { start, end }: Span, { wholeAtStart, wholeAtEnd }: Edges): boolean {
  return (
    !(wholeAtStart && isInsideWord(text.charAt(start - 1), text.charAt(start))) &&
    !(wholeAtEnd && isInsideWord(text.charAt(end - 1), text.charAt(end)))
  );
}

/** An edge inside a word moves to the nearer end of it, outwards if in doubt. */
export function toWords(text: string, span: Span, { wholeAtStart, wholeAtEnd }: Edges): Span {
  const edge = (at: number, outwards: 1 | -1): number => {
    let left = at;
    while (at - left < 40 && isInsideWord(text.charAt(left - 1), text.charAt(left))) left -= 1;
    let right = at;
    while (right - at < 40 && isInsideWord(text.charAt(right - 1), text.charAt(right))) right += 1;
    if (left === at || right === at) return at;
    return outwards === 1 ? (right - at <= at - left ? right : left) : at - left <= right - at ? left : right;
  };
  const start = wholeAtStart ? edge(span.start, -1) : span.start;
  const end = wholeAtEnd ? edge(span.end, 1) : span.end;
  return start < end ? { start, end } : span;
}
