/** What a reader does to marked sentences with pointer and keys, without getting in the page's way. */

import { isInOverlay } from './overlay.ts';

/** A press that moved farther than this (CSS pixels) selects text. */
const DRAG = 4;

const interactive =
  'a[href], button, input, select, textarea, label, summary, option, video, audio, [contenteditable]:not([contenteditable="false" i]), [role="button"], [role="link"], [role="tab"], [role="menuitem"], [role="textbox"]';

/** What a reader types in. */
export const typed = 'input, select, textarea, [contenteditable]:not([contenteditable="false" i]), [role="textbox"]';

export type ReaderActions = {
  marksAt(x: number, y: number): readonly string[];
  rangesOf(id: string): readonly Range[];
  /** Everything at one place; what was meant first. */
  select(ids: readonly string[]): boolean;
  step(direction: 1 | -1): boolean;
  /** The pointer rests on a sentence, or on none any more. */
  hover(id: string | null): void;
  /** The sentence the keys are at. */
  focused(): string | null;
  leave(): void;
};

/** How long a mouse must rest before it is looked what it rests on, in milliseconds: never while it moves. */
const REST = 80;

/** Listen on `document` until `signal` aborts. */
export function listenToReader(document: Document, actions: ReaderActions, signal: AbortSignal): void {
  let pressedAt: { x: number; y: number } | null = null;

  document.addEventListener(
    'pointerdown',
    (event) => {
      pressedAt = { x: event.clientX, y: event.clientY };
    },
    { capture: true, passive: true, signal },
  );

  let rest: ReturnType<typeof setTimeout> | undefined;
  const hitsAt = ({ clientX, clientY }: MouseEvent, target: EventTarget | undefined): readonly string[] =>
    actions.marksAt(clientX, clientY).filter((id) => isHit(actions.rangesOf(id), target));
  document.addEventListener(
    'pointermove',
    (event) => {
      clearTimeout(rest);
      // Touch has no hover, and a pressed button selects text. The path is gone when the timer fires.
      if (event.pointerType !== 'mouse' || event.buttons !== 0) return;
      const [target] = event.composedPath();
      rest = setTimeout(() => actions.hover(hitsAt(event, target)[0] ?? null), REST);
    },
    { capture: true, passive: true, signal },
  );
  signal.addEventListener('abort', () => clearTimeout(rest), { once: true });

  document.addEventListener(
    'click',
    (event) => {
      const { clientX: x, clientY: y } = event;
      // A click made by keyboard or script has no place; the one of a link or button is the page's.
      if (!event.isTrusted || event.button !== 0 || event.detail === 0) return;
      if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      if (pressedAt && Math.hypot(x - pressedAt.x, y - pressedAt.y) > DRAG) return;
      if (hasSelection(document)) return;
      const path = event.composedPath();
      if (path.some((node) => isElement(node) && node.matches(interactive))) return;
      const ids = hitsAt(event, path[0]);
      if (ids.length > 0) actions.select(ids);
    },
    { capture: true, signal },
  );

  document.addEventListener(
    'keydown',
    (event) => {
      if (!event.isTrusted || event.defaultPrevented || event.isComposing) return;
      if (isTyping(event)) return;
      const isOurs = isInOverlay(event);
      if (event.altKey && event.shiftKey && !event.ctrlKey && !event.metaKey) {
        const direction = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
        if (!direction || !actions.step(direction)) return;
        keep(event);
        // From a card to the next one.
        if (isOurs) actions.select([actions.focused() ?? '']);
        return;
      }
      const id = actions.focused();
      if (isOurs || id === null || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      if (event.key === 'Enter' && isNowhere(document) && actions.select([id])) keep(event);
      else if (event.key === 'Escape') actions.leave();
    },
    { capture: true, signal },
  );
}

/** By what it can do: the element may belong to another window. */
function isElement(target: EventTarget | undefined): target is Element {
  return target !== undefined && 'matches' in target;
}

function keep(event: Event): void {
  event.preventDefault();
  event.stopPropagation();
}

/** Something of the page's that lies over the text takes the click: then it is not on the way from the text up. */
function isHit(ranges: readonly Range[], target: EventTarget | undefined): boolean {
  return (
    isElement(target) && ranges.some((range) => target.contains(range.startContainer) || range.intersectsNode(target))
  );
}

function hasSelection(document: Document): boolean {
  const selection = document.getSelection();
  return selection?.isCollapsed === false && String(selection).trim() !== '';
}

/** Whether a key is pressed in a field. */
export function isTyping(event: Event): boolean {
  const [target] = event.composedPath();
  return isElement(target) && target.closest(typed) !== null;
}

/** No element of the page has the focus, so Enter would do nothing there. */
export function isNowhere(document: Document): boolean {
  const { activeElement } = document;
  return activeElement === null || activeElement === document.body || activeElement === document.documentElement;
}
