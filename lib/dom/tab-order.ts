/** Where Tab leads from a place of the page: what is ours stands at the document's end, far from what it is about. */

/** `Node.DOCUMENT_POSITION_…`, whose names are long for a script that comes into every page with marks. */
const DISCONNECTED = 1;
const FOLLOWING = 4;

/** What Tab may stop at in a tree, in its order. */
export const tabStops = (root: ParentNode): readonly HTMLElement[] =>
  [...root.querySelectorAll<HTMLElement>(':not(:disabled)')].filter(
    (element) => element.tabIndex >= 0 && element.checkVisibility(),
  );

/** Give the focus to what Tab, or Tab backwards, would come to from a range; false if there is nothing. */
export function focusFrom(range: Range, backwards: boolean): boolean {
  const from = backwards ? range.startContainer : range.endContainer;
  const document = from.ownerDocument as Document;
  const all = tabStops(document).filter((element) => {
    const place = from.compareDocumentPosition(element);
    return !(place & DISCONNECTED) && !(place & FOLLOWING) === backwards;
  });
  return (backwards ? all.reverse() : all).some((element) => {
    // Not everything that may take it does.
    element.focus();
    return document.activeElement === element;
  });
}
