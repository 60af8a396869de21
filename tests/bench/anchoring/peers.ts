/** What others use, each as its own documentation has it. */
import { createTextQuoteSelectorMatcher, describeTextQuote } from '@apache-annotator/dom';
import search from 'approx-string-match';
import * as textQuote from 'dom-anchor-text-quote';
import type { Tool } from './tools.ts';

const apache: Tool = {
  name: '@apache-annotator/dom',
  async describe(page, ranges) {
    const kept: unknown[] = [];
    for (const range of ranges) kept.push(await describeTextQuote(range, page.body, { minimumQuoteLength: 30 }));
    return kept;
  },
  async anchor(page, kept) {
    const found: (Range | null)[] = [];
    for (const selector of kept) {
      const matches = createTextQuoteSelectorMatcher(selector as Parameters<typeof createTextQuoteSelectorMatcher>[0])(
        page.body,
      );
      const first = await matches.next();
      found.push(first.done ? null : first.value);
    }
    return found;
  },
};

const anchorTextQuote: Tool = {
  name: 'dom-anchor-text-quote',
  describe: async (page, ranges) =>
    ranges.map((range) => ({ ...textQuote.fromRange(page.body, range), hint: startOf(page, range) })),
  async anchor(page, kept) {
    return (kept as (textQuote.Selector & { hint: number })[]).map(({ hint, ...selector }) => {
      try {
        return textQuote.toRange(page.body, selector, { hint }) ?? null;
      } catch {
        // It throws on some texts that are shorter than its pattern.
        return null;
      }
    });
  },
};

type Plain = { readonly quote: string; readonly start: number };

/** The library alone, over the text of the page's nodes, with as many errors as its best-known user allows: half. */
const approx: Tool = {
  name: 'approx-string-match',
  describe: async (page, ranges) =>
    ranges.map((range): Plain => ({ quote: range.toString(), start: startOf(page, range) })),
  async anchor(page, kept) {
    const text = page.body.textContent ?? '';
    return (kept as Plain[]).map(({ quote, start }) => {
      const matches = search(text, quote, Math.min(256, quote.length / 2));
      const [best] = matches.sort(
        (a, b) => a.errors - b.errors || Math.abs(a.start - start) - Math.abs(b.start - start),
      );
      return best ? rangeAt(page, best.start, best.end) : null;
    });
  },
};

function startOf(page: Document, range: Range): number {
  const before = page.createRange();
  before.setStart(page.body, 0);
  before.setEnd(range.startContainer, range.startOffset);
  return before.toString().length;
}

function rangeAt(page: Document, start: number, end: number): Range | null {
  const walker = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
  const range = page.createRange();
  let at = 0;
  let isOpen = false;
  for (let node = walker.nextNode() as Text | null; node; node = walker.nextNode() as Text | null) {
    if (!isOpen && start < at + node.length) {
      range.setStart(node, start - at);
      isOpen = true;
    }
    if (isOpen && end <= at + node.length) {
      range.setEnd(node, end - at);
      return range;
    }
    at += node.length;
  }
  return null;
}

export const peers: readonly Tool[] = [apache, anchorTextQuote, approx];
