/** The way between a page's text and its nodes: which piece of which text node stands where in the text. */
import type { Span } from '../text/index.ts';

/** A piece of a text node that stands in the text unchanged (white space aside). */
export type Run = {
  readonly node: Text;
  /** The document of `node`, which may be that of a frame and go. */
  readonly home: Document;
  readonly nodeStart: number;
  readonly textStart: number;
  length: number;
};

/** The ranges `given` stands in, one a root; none when the page changed there. See `PageReading.toRanges`. */
export function rangesOf(
  text: string,
  runs: readonly Run[],
  given: Span,
  isHere: (document: Document) => boolean,
): Range[] {
  const span = withoutSpace(text, given);
  const pieces: { node: Text; home: Document; start: number; end: number }[] = [];
  for (let index = firstRunAfter(runs, span.start); index < runs.length; index += 1) {
    const run = runs[index];
    if (!run || run.textStart >= span.end) break;
    if (!isHere(run.home)) return [];
    const start = Math.max(span.start, run.textStart);
    const end = Math.min(span.end, run.textStart + run.length);
    const offset = run.nodeStart - run.textStart;
    const now = run.node.data.slice(start + offset, end + offset);
    if (!run.node.isConnected || now.replace(/\s/g, ' ') !== text.slice(start, end)) return [];
    pieces.push({ node: run.node, home: run.home, start: start + offset, end: end + offset });
  }
  const ranges: Range[] = [];
  let root: Node | null = null;
  for (const piece of pieces) {
    const last = ranges.at(-1);
    const ownRoot = piece.node.getRootNode();
    if (last && ownRoot === root && last.comparePoint(piece.node, piece.start) >= 0) last.setEnd(piece.node, piece.end);
    else {
      const range = piece.home.createRange();
      range.setStart(piece.node, piece.start);
      range.setEnd(piece.node, piece.end);
      ranges.push(range);
      root = ownRoot;
    }
  }
  return ranges;
}

function withoutSpace(text: string, { start, end }: Span): Span {
  const words = text.slice(start, end);
  return { start: start + (words.length - words.trimStart().length), end: start + words.trimEnd().length };
}

/** The first run that ends after `offset`. */
function firstRunAfter(runs: readonly Run[], offset: number): number {
  return bisect(runs, (run) => run.textStart + run.length <= offset);
}

/** How many of `runs`, from the first on, are `early`. */
function bisect(runs: readonly Run[], early: (run: Run) => boolean): number {
  let low = 0;
  let high = runs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const run = runs[middle];
    if (run && early(run)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What `given` covers of the text. See `PageReading.toSpan`. */
export function spanOf(document: Document, runs: readonly Run[], given: AbstractRange): Span | null {
  const { startContainer, startOffset, endContainer, endOffset } = given;
  const range = document.createRange();
  range.setStart(startContainer, startOffset);
  if (startContainer.getRootNode() === endContainer.getRootNode()) {
    range.setEnd(endContainer, endOffset);
    return coveredBy(runs, range);
  }
  // A range cannot leave its root: where it starts and where it ends are found one by one.
  range.selectNodeContents(startContainer.getRootNode());
  range.setStart(startContainer, startOffset);
  const from = coveredBy(runs, range);
  range.selectNodeContents(endContainer.getRootNode());
  range.setEnd(endContainer, endOffset);
  const to = coveredBy(runs, range);
  return from && to && from.start < to.end ? { start: from.start, end: to.end } : null;
}

/** Where `range` stands or would stand in the text. */
export function placeOf(runs: readonly Run[], range: Range): number {
  const { startContainer: node, startOffset } = range;
  const isEarlier = (run: Run) =>
    run.node === node ? run.nodeStart + run.length <= startOffset : isBefore(run.node, node);
  const run = runs[bisect(runs, isEarlier)];
  const last = runs.at(-1);
  if (!run) return last ? last.textStart + last.length : 0;
  return run.textStart + (run.node === node ? Math.max(0, startOffset - run.nodeStart) : 0);
}

/** For sorting ranges by where they begin on the page, whatever roots they are in. */
export function byPlace(a: Range, b: Range): number {
  if (a.startContainer.getRootNode() === b.startContainer.getRootNode()) return a.compareBoundaryPoints(0, b);
  return isBefore(a.startContainer, b.startContainer) ? -1 : 1;
}

/** What shows the tree of `node` in another: the host of a shadow root, the frame of a document. */
function hostOf(node: Node): Element | null {
  const root = node.getRootNode();
  if ('host' in root) return (root as ShadowRoot).host;
  return 'defaultView' in root ? ((root as Document).defaultView?.frameElement ?? null) : null;
}

/** Whether `a` ends before `b` begins, in the order of the page with its shadow trees and frames in their hosts' places. */
function isBefore(a: Node, b: Node): boolean {
  const path = (node: Node): Node[] => {
    const hosts = [node];
    for (let host = hostOf(node); host; host = hostOf(host)) hosts.unshift(host);
    return hosts;
  };
  const [own, other] = [path(a), path(b)];
  const depth = own.findIndex((node, at) => node !== other[at]);
  const [left, right] = [own[depth], other[depth]];
  // 4: the other follows, 16: it is contained.
  return left !== undefined && right !== undefined && (left.compareDocumentPosition(right) & 20) === 4;
}

function coveredBy(runs: readonly Run[], range: Range): Span | null {
  let start: number | null = null;
  let end = 0;
  for (const run of runs) {
    const from = overlap(range, run, range.startContainer, range.startOffset, 0);
    const to = overlap(range, run, range.endContainer, range.endOffset, run.length);
    if (from === null || to === null || to <= from) continue;
    start ??= run.textStart + from;
    end = run.textStart + to;
  }
  return start === null ? null : { start, end };
}

/** Where a boundary of the range cuts the run, counted from the run's start; null when the run is outside the range. */
function overlap(range: Range, run: Run, container: Node, offset: number, whole: number): number | null {
  if (container === run.node) return Math.min(run.length, Math.max(0, offset - run.nodeStart));
  return range.intersectsNode(run.node) ? whole : null;
}
