/**
 * Where a passage stands among the page's elements: XPaths of two of them and offsets into their text. Once in the
 * standard's form, which counts code points, and once in that of Hypothesis, which counts UTF-16 units from the body.
 */
import type { JsonObject } from '../annotation/index.ts';

const BODY = '/html[1]/body[1]';

/** For `Target.otherSelectors`; none where an end lies outside the page's own HTML: in a shadow tree, a frame, a drawing. */
export function rangeSelectors(document: Document, range: Range): JsonObject[] {
  const ends = [
    endOf(document, range.startContainer, range.startOffset),
    endOf(document, range.endContainer, range.endOffset),
  ];
  const [start, end] = ends;
  if (!start || !end) return [];
  const [startSelector, endSelector] = ends.map((one) => {
    const at = [...(one?.before ?? '')].length;
    const refinedBy = { type: 'TextPositionSelector', start: at, end: at };
    return { type: 'XPathSelector', value: BODY + one?.path, refinedBy };
  });
  return [
    { type: 'RangeSelector', startSelector, endSelector } as JsonObject,
    {
      type: 'RangeSelector',
      startContainer: start.path,
      startOffset: start.before.length,
      endContainer: end.path,
      endOffset: end.before.length,
    },
  ];
}

/** The element an end lies in, from the body on, and its text before that end. */
function endOf(document: Document, node: Node, offset: number): { path: string; before: string } | null {
  let path = '';
  let at = node.parentElement;
  const range = document.createRange();
  if (!at || node.getRootNode() !== document) return null;
  range.setStart(at, 0);
  range.setEnd(node, offset);
  for (; at && at !== document.body; at = at.parentElement) {
    const { localName, namespaceURI, parentElement } = at;
    if (!namespaceURI?.endsWith('/xhtml')) return null;
    const place = [...(parentElement?.children ?? [])].filter((one) => one.localName === localName).indexOf(at) + 1;
    path = `/${localName}[${place}]${path}`;
  }
  return at && { path, before: `${range}` };
}
