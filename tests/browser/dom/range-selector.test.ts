/** Ranges as selectors, read back the way other programs do: by the page's own XPath engine. */
import { describe, expect, it } from 'vitest';
import { describer } from '../../../lib/dom/describe.ts';
import { browserLayout } from '../../../lib/dom/layout.ts';
import { readPageText } from '../../../lib/dom/page-text.ts';
import { rangeSelectors } from '../../../lib/dom/range-selector.ts';
import { openPage } from './frame.ts';

type Range4 = { startContainer: string; startOffset: number; endContainer: string; endOffset: number };
type W3cEnd = { value: string; refinedBy: { start: number; end: number } };

const elementAt = (page: Document, path: string): Node => {
  const found = page.evaluate(path, page, null, XPathResult.FIRST_ORDERED_NODE_TYPE).singleNodeValue;
  if (!found) throw new Error(`${path} leads nowhere`);
  return found;
};

/** The words between two places, each an element and UTF-16 units of its text. */
function wordsBetween(page: Document, ends: readonly (readonly [Node, number])[]): string {
  const range = page.createRange();
  for (const [index, [element, offset]] of ends.entries()) {
    const walker = page.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    let left = offset;
    let node = walker.nextNode() as Text;
    while (left > node.length) {
      left -= node.length;
      node = walker.nextNode() as Text;
    }
    if (index === 0) range.setStart(node, left);
    else range.setEnd(node, left);
  }
  return range.toString();
}

function select(page: Document, from: string, to: string): Range {
  const range = page.createRange();
  const walker = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode() as Text | null; node; node = walker.nextNode() as Text | null) {
    if (node.data.includes(from)) range.setStart(node, node.data.indexOf(from));
    if (node.data.includes(to)) {
      range.setEnd(node, node.data.indexOf(to) + to.length);
      break;
    }
  }
  return range;
}

const html = `<main><p>First.</p><p>😀 The <em>mayor</em> opened the <b>harbour</b> on <em>Tuesday</em> 😀 at noon.</p></main>
<main><article><p>Nobody 😀 said a <i>word about</i> it.</p></article></main>`;

describe('a passage just marked', () => {
  it('has both forms beside its quote', async () => {
    const page = await openPage(html);
    const { describeRange } = describer(page, () => readPageText(page, { ...browserLayout(page), everything: true }));
    const target = describeRange(select(page, 'opened', 'on '))?.target;
    expect(target?.otherSelectors).toHaveLength(2);
    expect(target?.otherSelectors?.[1]).toMatchObject({ startContainer: '/main[1]/p[2]' });
  });
});

describe('rangeSelectors', () => {
  it.each([
    ['opened', 'on '],
    ['mayor', 'Tuesday'],
    ['at noon', 'said'],
    ['word', 'it.'],
    ['First', 'First.'],
  ])('leads from “%s” to “%s”, in both forms', async (from, to) => {
    const page = await openPage(html);
    const range = select(page, from, to);
    const [standard, hypothesis] = rangeSelectors(page, range) as unknown as [
      { startSelector: W3cEnd; endSelector: W3cEnd },
      Range4,
    ];
    const { startContainer, startOffset, endContainer, endOffset } = hypothesis;
    const ofBody = (path: string) => elementAt(page, `/html/body${path}`);
    const theirs = [
      [ofBody(startContainer), startOffset],
      [ofBody(endContainer), endOffset],
    ] as const;
    expect(wordsBetween(page, theirs)).toBe(range.toString());
    const ours = [standard.startSelector, standard.endSelector].map(({ value, refinedBy: { start, end } }) => {
      const element = elementAt(page, value);
      expect(end).toBe(start);
      const before = [...(element.textContent ?? '')].slice(0, start).join('');
      return [element, before.length] as const;
    });
    expect(wordsBetween(page, ours)).toBe(range.toString());
  });

  it('are none in a shadow tree, in a frame or in a drawing', async () => {
    const page = await openPage('<div></div><svg><text>drawn words</text></svg><p>words</p>');
    const root = page.querySelector('div')?.attachShadow({ mode: 'open' });
    if (!root) throw new Error('no host');
    root.innerHTML = '<p>shadow words</p>';
    for (const element of [root.querySelector('p'), page.querySelector('svg text')]) {
      const range = page.createRange();
      const text = element?.firstChild as Text;
      range.setStart(text, 0);
      range.setEnd(text, 5);
      expect(rangeSelectors(page, range)).toEqual([]);
    }
    // The page is itself the frame of another.
    expect(rangeSelectors(document, select(page, 'words', 'words'))).toEqual([]);
  });
});
