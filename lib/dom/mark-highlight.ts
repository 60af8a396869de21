/**
 * The painter for browsers without custom highlights: elements around the marked text. It changes the page, so it
 * remembers every text node it split and puts each back as it was.
 */

import { isOnDark } from './layout.ts';
import {
  focusStyle,
  noteStyle,
  PASSAGE_OFFSET,
  passageLine,
  passageTint,
  UNDERLINE_OFFSET,
  underline,
} from './mark-style.ts';
import { type Highlighter, isPassage, type Mark } from './marks.ts';

type Piece = { readonly mark: Mark; readonly start: number; readonly end: number };
/** An element of ours, and the marks that lie over its text; those that are drawn on top come last. */
type Piled = { readonly element: HTMLElement; readonly marks: readonly Mark[] };
/** A text node of the page, its text before, and the nodes that stand in its place. */
type Split = { readonly node: Text; readonly data: string; readonly added: readonly Node[] };

export function createMarkHighlighter(): Highlighter {
  let splits: Split[] = [];
  let elements: Piled[] = [];
  let focused: string | null = null;

  function paint(next: readonly Mark[]): void {
    erase();
    for (const [node, pieces] of piecesByNode(next)) wrap(node, pieces);
    for (const entry of elements) style(entry);
  }

  /** From the end of the node to its start, so that the offsets before stay right. */
  function wrap(node: Text, pieces: readonly Piece[]): void {
    const data = node.data;
    const added: Node[] = [];
    const edges = [...new Set(pieces.flatMap(({ start, end }) => [start, end]))].sort((a, b) => b - a);
    for (const [index, end] of edges.entries()) {
      const start = edges[index + 1] ?? end;
      const over = pieces.filter((piece) => piece.start <= start && piece.end >= end).map(({ mark }) => mark);
      if (start === end || over.length === 0) continue;
      if (end < node.length) added.push(node.splitText(end));
      const text = node.splitText(start);
      const element = node.ownerDocument.createElement('mark');
      text.replaceWith(element);
      element.append(text);
      added.push(element);
      // Where sentences or passages overlap, the one given later is drawn; a sentence's line over any passage's tint.
      elements.push({ element, marks: over.sort((a, b) => Number(isPassage(b)) - Number(isPassage(a))) });
    }
    if (added.length > 0) splits.push({ node, data, added });
  }

  function style({ element, marks }: Piled): void {
    const tone = isOnDark(element.parentElement ?? element) ? 'dark' : 'light';
    const set = (property: string, value: string) => element.style.setProperty(property, value, 'important');
    set('all', 'unset');
    for (const mark of marks) {
      if (isPassage(mark)) {
        set('background-color', passageTint(mark, tone));
        if (!mark.approximate) continue;
        set('text-decoration', passageLine(mark, tone));
        set('text-underline-offset', PASSAGE_OFFSET);
      } else {
        set('text-decoration', underline(mark.look, tone));
        set('text-underline-offset', UNDERLINE_OFFSET);
        if (mark.noted) set('background-color', noteStyle(tone));
      }
    }
    if (!marks.some(({ id }) => id === focused)) return;
    set('background-color', focusStyle(tone).background);
    set('color', focusStyle(tone).text);
  }

  function erase(): void {
    for (const { node, data, added } of splits) {
      // A page that rendered again has replaced these nodes; then there is nothing of ours left to undo.
      for (const other of added) (other as ChildNode).remove();
      if (node.data !== data && data.startsWith(node.data)) node.data = data;
    }
    splits = [];
    elements = [];
  }

  return {
    painter: 'mark',
    paint,
    setFocused(id) {
      focused = id;
      for (const entry of elements) {
        entry.element.removeAttribute('style');
        style(entry);
      }
    },
    marksAt: (document, x, y) =>
      elements
        .filter(({ element }) => element.ownerDocument === document)
        .filter(({ element }) => [...element.getClientRects()].some((rect) => contains(rect, x, y)))
        .flatMap(({ marks }) => marks)
        .sort((a, b) => sizeOf(a) - sizeOf(b))
        .map(({ id }) => id),
    // The ranges given do not survive the wrapping. 0 compares starts, which those of different roots do not let.
    rangesOf: (id) =>
      elements
        .filter(({ element, marks }) => element.isConnected && marks.some((mark) => mark.id === id))
        .map(({ element }) => {
          const range = element.ownerDocument.createRange();
          range.selectNodeContents(element);
          return range;
        })
        .sort((a, b) => (rootOf(a) === rootOf(b) ? a.compareBoundaryPoints(0, b) : 0)),
    leave(document) {
      splits = splits.filter(({ node }) => node.ownerDocument !== document);
      const before = elements.length;
      elements = elements.filter(({ element }) => element.ownerDocument !== document);
      return elements.length < before;
    },
    isTorn: () => elements.some(({ element }) => !element.isConnected),
    erase,
  };

  function sizeOf({ id }: Mark): number {
    const own = elements.filter(({ marks }) => marks.some((mark) => mark.id === id));
    return own.reduce((sum, { element }) => sum + (element.textContent?.length ?? 0), 0);
  }
}

const rootOf = (range: Range): Node => range.startContainer.getRootNode();

const contains = ({ left, right, top, bottom }: DOMRect, x: number, y: number): boolean =>
  x >= left && x <= right && y >= top && y <= bottom;

function piecesByNode(marks: readonly Mark[]): Map<Text, Piece[]> {
  const pieces = new Map<Text, Piece[]>();
  for (const mark of marks) {
    for (const range of mark.ranges) {
      for (const node of textNodesOf(range)) {
        const start = node === range.startContainer ? range.startOffset : 0;
        const end = node === range.endContainer ? range.endOffset : node.length;
        if (node.data.slice(start, end).trim() === '') continue;
        pieces.set(node, [...(pieces.get(node) ?? []), { mark, start, end }]);
      }
    }
  }
  return pieces;
}

function textNodesOf(range: Range): Text[] {
  const root = range.commonAncestorContainer;
  // 3 is a text node, 4 shows text nodes.
  if (root.nodeType === 3) return [root as Text];
  const walker = (root.ownerDocument ?? (root as Document)).createTreeWalker(root, 4);
  const nodes: Text[] = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (range.intersectsNode(node)) nodes.push(node as Text);
  }
  return nodes;
}
