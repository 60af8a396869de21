/**
 * Where a passage stands among the page's elements: XPaths of two of them and offsets into their text. Once in the
 * standard's form, which counts code points, and once in that of Hypothesis, which counts UTF-16 units from the body.
 */
import type { JsonObject } from '../annotation/index.ts';
import { bodyOf, parentOf, previousOf } from './asked.ts';

type End = { readonly path: string; readonly before: string };

/** For `Target.otherSelectors`; none where an end lies outside the page's own HTML: in a shadow tree, a frame, a drawing. */
export function rangeSelectors(document: Document, range: Range): JsonObject[] {
  const start = endOf(document, range.startContainer, range.startOffset);
  const end = endOf(document, range.endContainer, range.endOffset);
  if (!start || !end) return [];
  const type = 'RangeSelector';
  return [
    { type, startSelector: inStandard(start), endSelector: inStandard(end) },
    {
      type,
      startContainer: start.path,
      startOffset: start.before.length,
      endContainer: end.path,
      endOffset: end.before.length,
    },
  ];
}

function inStandard({ path, before }: End): JsonObject {
  const at = [...before].length;
  const refinedBy = { type: 'TextPositionSelector', start: at, end: at };
  return { type: 'XPathSelector', value: `/html[1]/body[1]${path}`, refinedBy };
}

/** The element an end lies in, from the body on, and its text before that end. */
function endOf(document: Document, node: Node, offset: number): End | null {
  let path = '';
  const body = bodyOf(document);
  let at = parentOf(node);
  if (!at) return null;
  const range = new Range();
  range.setStart(at, 0);
  range.setEnd(node, offset);
  for (; at && at !== body; at = parentOf(at)) {
    const { localName, namespaceURI } = at;
    if (!namespaceURI?.endsWith('xhtml')) return null;
    let place = 1;
    for (let one = previousOf(at); one; one = previousOf(one)) {
      if (one.localName === localName) place += 1;
    }
    path = `/${localName}[${place}]${path}`;
  }
  return at && { path, before: `${range}` };
}
