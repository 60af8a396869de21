/**
 * What a page's names cannot stand in for. In Chromium a field named "parentElement" answers for its form's own, and a
 * picture named "body" for its document's; whoever follows such an answer may go round for ever.
 */

/** Asked of the kind of a node, not of the node. */
const ask = <Asked extends Node, Name extends keyof Asked>(node: Asked, name: Name): Asked[Name] =>
  Reflect.get(Object.getPrototypeOf(node), name, node);

export const bodyOf = (document: Document): HTMLElement | null => ask(document, 'body');
export const parentOf = (node: Node): Element | null => ask(node, 'parentElement');
/** The element a node is, or stands in. */
export const elementOf = (node: Node): Element | null => (node.nodeType === 1 ? (node as Element) : parentOf(node));
export const previousOf = (element: Element): Element | null => ask(element, 'previousElementSibling');

/** The element that an element is shown in: a slot, or the host of its shadow tree. */
export const shownIn = (element: Element): Element | undefined =>
  ask(element, 'assignedSlot') ?? parentOf(element) ?? (ask(element, 'parentNode') as Partial<ShadowRoot> | null)?.host;

/** Whether anything but its body is answered for by something in a document. */
export const isAnsweredFor = (document: Document): boolean => {
  const kind: object = Object.getPrototypeOf(document);
  return Object.getOwnPropertyNames(document).some((name) => name !== 'body' && name in kind);
};
