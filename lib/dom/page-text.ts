/**
 * A page as its reader sees it: the story's text, and the way back from a stretch of it to the page.
 * White space is collapsed, inline elements are joined, blocks are separated by a newline.
 */
import type { PageText } from '../checker/index.ts';
import type { Span } from '../text/index.ts';
import { bodyOf } from './asked.ts';
import { isFrame } from './frames.ts';
import { languageOf } from './language.ts';
import { originsOf } from './origins.ts';
import { pageAddress } from './page-address.ts';
import { type Doubt, doubtOf, isBlock, isHeading, isSkipped, isUnselectable, promiseOf } from './readable.ts';
import { placeOf, type Run, rangesOf, spanOf } from './text-map.ts';

/** UTF-16 units; the longest of 44 measured news pages had a third of it. */
const DEFAULT_MAX_LENGTH = 300_000;
/** UTF-16 units of a title that are kept; nobody shows more. */
const MAX_TITLE = 1_000;
/** Shorter blocks are labels, dates and names; they say nothing about where the story stands. */
const PROSE_LENGTH = 60;
/** Nodes read between two chances to pause: a millisecond or two. */
const NODES_IN_A_SLICE = 300;

export type ReadOptions = {
  /** Everything a reader can select, not only the story: for passages, which may stand in a caption or a comment. */
  readonly everything?: boolean;
  /** Whether an element is shown, as layout knows it. Left out, attributes alone decide. */
  readonly visible?: (element: Element) => boolean;
  /** Whether an element is laid out as a block, where its name does not tell (custom elements, spans). */
  readonly block?: (element: Element) => boolean;
  /** The document of a frame that is read as a part of the page. Left out, frames are. */
  readonly frame?: (element: Element) => Document | null;
  /** Whether a document that was read is still on the page. In Firefox nothing of another may be touched: it throws. */
  readonly isHere?: (document: Document) => boolean;
  /** In UTF-16 units. What is beyond is cut at a block, or in one that is longer by itself, and the page marked `truncated`. */
  readonly maxLength?: number;
  /** The page's address, where the document does not know it. */
  readonly url?: string;
};

export type PageReading = {
  readonly page: PageText;
  /** The open shadow roots met on the way. */
  readonly shadowRoots: readonly ShadowRoot[];
  /**
   * The ranges a stretch of `page.text` stands in, one for each root it touches, without the white space at its
   * ends. Empty when the page changed there since it was read.
   */
  toRanges(span: Span): Range[];
  /** As `toRanges`, where a single range is needed: null when the stretch touches several roots. */
  toRange(span: Span): Range | null;
  /**
   * The stretch of `page.text` a range covers; null when the range touches nothing that was read. A static range may
   * begin in one shadow root and end in another.
   */
  toSpan(range: AbstractRange): Span | null;
  /** Where in `page.text` a range stands or, when it touches nothing that was read, would stand. */
  placeOf(range: Range): number;
};

type Container = { readonly element: Element; readonly promise: number; readonly doubt: Doubt | null; prose: number };

type Block = {
  text: string;
  readonly runs: Run[];
  readonly name: string;
  readonly containers: readonly Container[];
  linked: number;
  /** There is more of it on the page than is ever read. */
  cut: boolean;
};

/** The story's text and the way back to the page. Never fails; a page without text gives an empty one. */
export function readPageText(document: Document, options: ReadOptions = {}): PageReading {
  const slices = readPageTextInSlices(document, options);
  for (;;) {
    const step = slices.next();
    if (step.done) return step.value;
  }
}

/**
 * `readPageText` as a generator that yields within some milliseconds, for pages whose reading would be felt. What the
 * page changes meanwhile may be read or not; `toRanges` answers nothing where it was not.
 */
export function* readPageTextInSlices(
  document: Document,
  options: ReadOptions = {},
): Generator<void, PageReading, void> {
  const maxLength = options.maxLength ?? DEFAULT_MAX_LENGTH;
  const { blocks, shadowRoots } = yield* collectBlocks(document, options, maxLength);
  const { story, root } = options.everything ? { story: blocks, root: null } : chooseStory(blocks);
  const runs: Run[] = [];
  const parts: string[] = [];
  let length = 0;
  let truncated = false;
  for (const block of story) {
    if (length + block.text.length > maxLength) {
      truncated = true;
      break;
    }
    for (const run of block.runs) runs.push({ ...run, textStart: run.textStart + length });
    parts.push(block.text);
    length += block.text.length + 1;
    truncated ||= block.cut;
  }
  const text = parts.join('\n');
  const isHere = options.isHere ?? (() => true);
  const homes = new Set(runs.map(({ home }) => home));
  homes.delete(document);
  const runsHere = () => ([...homes].every(isHere) ? runs : runs.filter(({ home }) => isHere(home)));
  const origins = options.everything ? [] : originsOf(document);
  const page: PageText = {
    source: pageAddress(document, options.url),
    title: titleOf(document),
    locale: languageOf(document, root, text),
    text,
    truncated,
    ...(origins.length > 0 ? { origins } : {}),
  };
  return {
    page,
    shadowRoots,
    toRanges: (span) => rangesOf(text, runs, span, isHere),
    toRange: (span) => {
      const ranges = rangesOf(text, runs, span, isHere);
      return ranges.length === 1 ? (ranges[0] ?? null) : null;
    },
    toSpan: (range) => spanOf(document, runsHere(), range),
    placeOf: (range) => placeOf(runsHere(), range),
  };
}

/**
 * Walk the page as it is rendered: open shadow roots instead of their hosts' children, slots with what fills them, frames
 * with what they show.
 */
function* collectBlocks(
  document: Document,
  options: ReadOptions,
  maxLength: number,
): Generator<void, { blocks: Block[]; shadowRoots: ShadowRoot[] }, void> {
  const blocks: Block[] = [];
  const shadowRoots: ShadowRoot[] = [];
  let containers: readonly Container[] = [];
  let name = 'body';
  /** The document that is walked. */
  let home = document;
  let linkDepth = 0;
  let block = startBlock();
  /** A space to be written before the next word: where it stands in the page, if it does. */
  let space: { node: Text; at: number } | 'unmapped' | null = null;
  let brokenLine = false;
  /** What is still to be visited, the next one last, and what is to be done when an element's children were. */
  const ahead: (Node | (() => void))[] = [];
  const isLeftOut = options.everything ? isUnselectable : isSkipped;

  function startBlock(): Block {
    return { text: '', runs: [], name, containers, linked: 0, cut: false };
  }

  function endBlock(): void {
    if (block.text !== '') blocks.push(block);
    block = startBlock();
    space = null;
    brokenLine = false;
  }

  function appendRun(node: Text, nodeStart: number, piece: string): void {
    const last = block.runs.at(-1);
    if (last?.node === node && last.nodeStart + last.length === nodeStart) last.length += piece.length;
    else block.runs.push({ node, home, nodeStart, textStart: block.text.length, length: piece.length });
  }

  function appendText(node: Text): void {
    const data = node.data;
    let end = 0;
    // Words with one plain space between them are taken together: most nodes are one such stretch.
    for (const { 0: words, index } of data.matchAll(/[^\s\u00ad\u200b\u2060]+(?: [^\s\u00ad\u200b\u2060]+)*/g)) {
      if (block.cut) return;
      if (index > end) noteSpace(node, end, data.slice(end, index));
      appendWords(node, index, words);
      end = index + words.length;
    }
    if (end < data.length) noteSpace(node, end, data.slice(end));
  }

  function noteSpace(node: Text, start: number, gap: string): void {
    // Soft hyphens and zero-width spaces are no space, and no reader sees them.
    const at = gap.search(/[^\u00ad\u200b\u2060\ufeff]/);
    if (at >= 0 && space === null) space = { node, at: start + at };
  }

  function appendWords(node: Text, at: number, words: string): void {
    if (brokenLine && /^[•·▪*–—-]/.test(words)) endBlock();
    const room = maxLength - block.text.length - 1;
    if (words.length > room) {
      // What fits of it, to the end of a word.
      const fitting = words.slice(0, Math.max(0, words.lastIndexOf(' ', Math.max(0, room))));
      if (fitting !== '') appendWords(node, at, fitting);
      block.cut = true;
      return;
    }
    if (block.text === '') block = startBlock();
    else if (space !== null) {
      if (space !== 'unmapped') appendRun(space.node, space.at, ' ');
      block.text += ' ';
    }
    space = null;
    brokenLine = false;
    appendRun(node, at, words);
    block.text += words;
    if (linkDepth > 0) block.linked += words.replaceAll(' ', '').length;
  }

  /** One line break is a space, two in a row end the paragraph. */
  function breakLine(): void {
    if (brokenLine) endBlock();
    else if (block.text !== '') {
      brokenLine = true;
      space ??= 'unmapped';
    }
  }

  function visitChildren(parent: Element): void {
    const shadow = parent.shadowRoot;
    if (shadow) {
      shadowRoots.push(shadow);
      lineUp(shadow.childNodes);
      return;
    }
    const assigned = parent.localName === 'slot' ? assignedNodes(parent) : [];
    lineUp(assigned.length > 0 ? assigned : parent.childNodes);
  }

  function lineUp(nodes: ArrayLike<Node>): void {
    for (let index = nodes.length - 1; index >= 0; index -= 1) {
      const node = nodes[index];
      if (node) ahead.push(node);
    }
  }

  function visit(node: Node): void {
    // 3: text. Its own interface is not there in every document implementation.
    if (node.nodeType === 3) appendText(node as Text);
    else if (node.nodeType === 1) visitElement(node as Element);
  }

  function visitElement(element: Element): void {
    if (element.localName === 'br') {
      breakLine();
      return;
    }
    const inner = isFrame(element) ? options.frame?.(element) : null;
    if (inner) visitFrame(element, inner);
    else if (!isLeftOut(element) && options.visible?.(element) !== false) visitShown(element);
  }

  /** Its own block, and no part of the story unless most of the prose stands in it: most are put there to lead on. */
  function visitFrame(element: Element, inner: Document): void {
    const before = { containers, name, linkDepth, home };
    containers = [...containers, { element, promise: 0, doubt: 'chrome', prose: 0 }];
    home = inner;
    name = 'body';
    linkDepth = 0;
    endBlock();
    ahead.push(() => {
      ({ containers, name, linkDepth, home } = before);
      endBlock();
    });
    const body = bodyOf(inner);
    if (body) ahead.push(body);
  }

  function visitShown(element: Element): void {
    const promise = options.everything ? 0 : promiseOf(element);
    const asBlock = isBlock(element) || promise > 0 || options.block?.(element) === true;
    // Inside a line there are only words; a custom element may be anything.
    const mayBeDoubtful = !options.everything && (asBlock || element.localName.includes('-'));
    const doubt = mayBeDoubtful ? doubtOf(element) : null;
    const isContainer = doubt !== null || promise > 0;
    const isOwnBlock = asBlock || isContainer;
    const before = { containers, name };
    if (isContainer) containers = [...containers, { element, promise, doubt, prose: 0 }];
    if (isOwnBlock) {
      name = element.localName;
      endBlock();
    }
    const linked = element.localName === 'a' && element.getAttribute('href') !== null;
    if (linked) linkDepth += 1;
    if (linked || isOwnBlock) {
      ahead.push(() => {
        if (linked) linkDepth -= 1;
        ({ containers, name } = before);
        if (isOwnBlock) endBlock();
      });
    }
    if (element.localName === 'details' && element.getAttribute('open') === null) {
      lineUp([...element.childNodes].filter((child) => (child as Element).localName === 'summary'));
    } else visitChildren(element);
  }

  const body = bodyOf(document);
  if (body) visitElement(body);
  let visited = 0;
  for (let next = ahead.pop(); next !== undefined; next = ahead.pop()) {
    if (typeof next === 'function') next();
    else visit(next);
    visited += 1;
    if (visited % NODES_IN_A_SLICE === 0) yield;
  }
  endBlock();
  return { blocks, shadowRoots };
}

function assignedNodes(slot: Element): readonly Node[] {
  return 'assignedNodes' in slot ? (slot as HTMLSlotElement).assignedNodes() : [];
}

/**
 * The story's blocks in page order, and the element that holds it. Comments and what surrounds a story are dropped,
 * unless the story turns out to stand there; then the region that promises a story and holds most of the prose is it.
 */
function chooseStory(blocks: readonly Block[]): { story: readonly Block[]; root: Element | null } {
  const kept = dropDoubtful(blocks);
  const total = countProse(kept);
  const regions = new Set(kept.flatMap((block) => block.containers.filter((container) => container.promise > 0)));
  const region = [...regions]
    .filter((container) => container.prose * 2 > total && holdsMuch(container, kept))
    .sort((a, b) => b.promise - a.promise || b.prose - a.prose)[0];
  if (!region) return { story: kept, root: null };
  const first = kept.findIndex((block) => block.containers.includes(region));
  const hasHeadline = kept.some((block) => block.name === 'h1' && block.containers.includes(region));
  const headline = hasHeadline ? -1 : kept.findLastIndex((block, index) => index < first && block.name === 'h1');
  const inside = kept.filter((block) => block.containers.includes(region));
  // A page of headlines is nothing but links; on a story they lead away from it.
  const isIndex = textLength(inside.filter(isLinkList)) * 3 > textLength(inside);
  const story = kept.filter((block, index) => {
    if (block.containers.includes(region)) return isIndex || !isLinkList(block);
    return headline >= 0 && index >= headline && index < first && isHeadlineOrStandfirst(block);
  });
  return { story, root: region.element };
}

/** One teaser of a list may hold all there is of prose, and is not the page. */
function holdsMuch(container: Container, blocks: readonly Block[]): boolean {
  return textLength(blocks.filter((block) => block.containers.includes(container))) * 4 > textLength(blocks);
}

function dropDoubtful(blocks: readonly Block[]): Block[] {
  const isComment = (block: Block) => block.containers.some((container) => container.doubt === 'comment');
  const stories = blocks.filter((block) => !isComment(block));
  const total = countProse(stories);
  return stories.filter((block) =>
    block.containers.every((container) => container.doubt === null || container.prose * 2 > total),
  );
}

const textLength = (blocks: readonly Block[]): number => blocks.reduce((sum, block) => sum + block.text.length, 0);

/** The length of the prose in `blocks`; each container's share is left in it. */
function countProse(blocks: readonly Block[]): number {
  for (const block of blocks) for (const container of block.containers) container.prose = 0;
  let total = 0;
  for (const block of blocks) {
    const { length } = block.text;
    if (length < PROSE_LENGTH || block.linked * 2 > length) continue;
    total += length;
    for (const container of block.containers) container.prose += length;
  }
  return total;
}

/** A block that is nothing but a link leads away from the story; the headline may link to the story itself. */
function isLinkList(block: Block): boolean {
  return block.name !== 'h1' && block.text.length < 200 && block.linked > block.text.replaceAll(' ', '').length * 0.85;
}

function isHeadlineOrStandfirst(block: Block): boolean {
  if (block.name === 'h1') return true;
  return !isLinkList(block) && block.text.length <= 500 && (isHeading(block.name) || block.text.length >= 40);
}

function titleOf(document: Document): string {
  const candidates = [
    document.title,
    document.querySelector('meta[property="og:title"]')?.getAttribute('content'),
    document.querySelector('h1')?.textContent,
  ];
  // A form or picture named "title" stands in for the document's own in Chromium.
  const titles = candidates.map((title) => (typeof title === 'string' ? title.replace(/\s+/g, ' ').trim() : ''));
  return (titles.find((title) => title !== '') ?? '').slice(0, MAX_TITLE);
}
