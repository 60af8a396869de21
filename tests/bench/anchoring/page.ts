/** A fixture page in a frame: its blocks, the page after an edit, and what a range on it covers. */
import type { Block, Passage, Random } from './edits.ts';
import { placeOf } from './edits.ts';

const BLOCKS = 'p, h1, h2, h3, h4, li, blockquote, figcaption, dt, dd, td, th, summary';

/** Elements whose text makes up the page: blocks that hold no other blocks. */
export function blockElements(page: Document): HTMLElement[] {
  return [...page.body.querySelectorAll<HTMLElement>(BLOCKS)].filter(
    (element) => element.querySelector(BLOCKS) === null && (element.textContent ?? '').trim() !== '',
  );
}

/** A document with this source, laid out, without running anything of it. */
export async function openFrame(source: string): Promise<{ page: Document; close: () => void }> {
  const frame = document.createElement('iframe');
  frame.style.cssText = 'width: 900px; height: 700px; border: 0;';
  frame.setAttribute('sandbox', 'allow-same-origin');
  frame.srcdoc = source;
  const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
  document.body.append(frame);
  await loaded;
  if (!frame.contentDocument) throw new Error('the frame has no document');
  return { page: frame.contentDocument, close: () => frame.remove() };
}

/** White space in a block as it is shown, so that offsets into it are the same however it was written. */
export function settle(page: Document): void {
  for (const element of blockElements(page)) {
    const walker = page.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    let isSpace = true;
    const nodes: Text[] = [];
    for (let node = walker.nextNode() as Text | null; node; node = walker.nextNode() as Text | null) {
      node.data = node.data.replace(/\s+/g, ' ');
      if (isSpace) node.data = node.data.replace(/^ /, '');
      if (node.data !== '') isSpace = node.data.endsWith(' ');
      nodes.push(node);
    }
    const last = nodes.findLast(({ data }) => data !== '');
    if (last) last.data = last.data.trimEnd();
  }
}

/** The range over these offsets of elements' texts. */
export function rangeOver(
  elements: readonly Element[],
  from: { block: number; at: number },
  to: { block: number; at: number },
): Range {
  const range = (elements[0]?.ownerDocument ?? document).createRange();
  const find = (element: Element | undefined, at: number, isEnd: boolean): [Text, number] => {
    const walker = element?.ownerDocument.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    let left = at;
    for (let node = walker?.nextNode() as Text | null; node; node = walker?.nextNode() as Text | null) {
      if (left < node.length || (isEnd && left === node.length && left > 0)) return [node, left];
      left -= node.length;
    }
    throw new Error('no such place');
  };
  range.setStart(...find(elements[from.block], from.at, false));
  range.setEnd(...find(elements[to.block], to.at, true));
  return range;
}

/** Put edited blocks in the page: in the elements of the old ones as far as they go, or in others altogether. */
export function rewrite(page: Document, blocks: readonly Block[], rebuilds: boolean, random: Random): HTMLElement[] {
  const old = blockElements(page);
  const home = old[0]?.closest('main, article') ?? page.body;
  const elements: HTMLElement[] = [];
  if (rebuilds) {
    const root = page.createElement('main');
    for (const block of blocks) {
      const wrapper = page.createElement('section');
      const element = page.createElement(random() < 0.5 ? 'p' : 'blockquote');
      fill(element, block.text, random);
      wrapper.append(element);
      root.append(wrapper);
      elements.push(element);
    }
    page.body.replaceChildren(root);
    return elements;
  }
  blocks.forEach((block, index) => {
    const place = old[index];
    if (place) {
      fill(place, block.text, random);
      elements.push(place);
      return;
    }
    const added = page.createElement('p');
    fill(added, block.text, random);
    home.append(added);
    elements.push(added);
  });
  for (const left of old.slice(blocks.length)) left.remove();
  return elements;
}

/** Text with some of it in inline elements, as pages have links and emphasis. */
function fill(element: HTMLElement, text: string, random: Random): void {
  element.replaceChildren();
  let at = 0;
  while (at < text.length) {
    const next = Math.min(text.length, at + 20 + Math.floor(random() * 120));
    const piece = text.slice(at, next);
    if (random() < 0.2) element.append(Object.assign(element.ownerDocument.createElement('b'), { textContent: piece }));
    else element.append(piece);
    at = next;
  }
}

/** Where the passage stands on the rewritten page; null when it was taken away. */
export function truthOf(elements: readonly Element[], blocks: readonly Block[], passage: Passage): Range | null {
  const place = placeOf(blocks, passage);
  return place && rangeOver(elements, place.from, place.to);
}

/** How many letters and digits of the page come before one end of a range: what two ranges are compared by. */
function lettersBefore(page: Document, container: Node, offset: number): number {
  const before = page.createRange();
  before.setStart(page.body, 0);
  before.setEnd(container, offset);
  return before.toString().replace(/[^\p{L}\p{N}]/gu, '').length;
}

function extentOf(page: Document, { startContainer, startOffset, endContainer, endOffset }: Range): [number, number] {
  return [lettersBefore(page, startContainer, startOffset), lettersBefore(page, endContainer, endOffset)];
}

/** The part of what either range covers that both do, counted in letters and digits. */
export function overlap(page: Document, a: Range, b: Range): number {
  const [aStart, aEnd] = extentOf(page, a);
  const [bStart, bEnd] = extentOf(page, b);
  const shared = Math.min(aEnd, bEnd) - Math.max(aStart, bStart);
  const together = Math.max(aEnd, bEnd) - Math.min(aStart, bStart);
  return together <= 0 ? 0 : Math.max(0, shared) / together;
}
