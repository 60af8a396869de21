/** When a reader has selected text of the page and rests, and when the selection is gone. */
import { elementOf } from './asked.ts';
import { isInOverlay } from './overlay.ts';
import { typed } from './page-input.ts';

/** A selection made by keys is done when it has not changed for this long, in milliseconds. */
const REST = 600;

export type SelectionEvents = {
  /** Text begins to be selected: something may be wanted soon. */
  onStart(): void;
  /**
   * Words are selected, and the pointer is up or the keys rest. Called again when the selection changed since. `edge`:
   * where the reader's pointer or cursor is.
   */
  onSelect(range: Range, edge: 'start' | 'end'): void;
  /** Nothing is selected any more, or the reader pressed elsewhere, or Escape. */
  onGone(): void;
};

/** Watch what is selected in `document`, but for fields to type in and what is ours, until `signal` aborts. */
export function watchSelection(document: Document, events: SelectionEvents, signal: AbortSignal): void {
  let pressed = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** The open shadow roots the pointer was pressed in: only who names them is told of a selection there. */
  let roots: readonly ShadowRoot[] = [];
  /** What was told of last. */
  let told: Range | null = null;
  const passive = { capture: true, passive: true, signal };

  function gone(): void {
    clearTimeout(timer);
    if (!told) return;
    told = null;
    events.onGone();
  }

  function settle(after: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const range = selectedWords(document, roots);
      if (!range) gone();
      else if (!told || !isSame(told, range)) {
        told = range;
        const { focusNode, focusOffset } = document.getSelection() ?? {};
        const isBackward = focusNode === range.startContainer && focusOffset === range.startOffset;
        events.onSelect(range, isBackward ? 'start' : 'end');
      }
    }, after);
  }

  document.addEventListener('selectstart', (event) => !isInOverlay(event) && events.onStart(), passive);
  document.addEventListener(
    'pointerdown',
    (event) => {
      if (isInOverlay(event)) return;
      pressed = event.button === 0;
      roots = event.composedPath().filter(isShadowRoot);
      gone();
    },
    passive,
  );
  const released = (event: Event): void => {
    if (!pressed) return;
    pressed = false;
    // The page's own listeners come first; and a click takes the selection away after the pointer is up.
    if (!isInOverlay(event)) settle(0);
  };
  document.addEventListener('pointerup', released, passive);
  document.addEventListener('pointercancel', released, passive);
  document.addEventListener(
    'selectionchange',
    () => {
      if (pressed) return;
      if (selectedRange(document, roots)) settle(REST);
      else gone();
    },
    passive,
  );
  document.addEventListener('keydown', (event) => event.key === 'Escape' && !isInOverlay(event) && gone(), passive);
  signal.addEventListener('abort', gone, { once: true });
}

const isSame = (a: Range, b: Range): boolean =>
  a.startContainer === b.startContainer &&
  a.startOffset === b.startOffset &&
  a.endContainer === b.endContainer &&
  a.endOffset === b.endOffset;

const isShadowRoot = (node: EventTarget): node is ShadowRoot => 'host' in node && 'mode' in node;

function selectedRange(document: Document, shadowRoots: readonly ShadowRoot[]): Range | null {
  const selection = document.getSelection();
  if (!selection) return null;
  if (shadowRoots.length > 0 && 'getComposedRanges' in selection) {
    const [inside] = selection.getComposedRanges({ shadowRoots: [...shadowRoots] });
    if (inside && !inside.collapsed) {
      const range = document.createRange();
      range.setStart(inside.startContainer, inside.startOffset);
      // Across two roots it collapses, and is no range of either.
      range.setEnd(inside.endContainer, inside.endOffset);
      if (!range.collapsed) return range;
    }
  }
  return selection.rangeCount > 0 && !selection.isCollapsed ? selection.getRangeAt(0) : null;
}

/** The selection as a copy that stays, if there are words in it and it is none of a field's. */
function selectedWords(document: Document, shadowRoots: readonly ShadowRoot[]): Range | null {
  const range = selectedRange(document, shadowRoots);
  if (!range || !/[\p{L}\p{N}]/u.test(String(range))) return null;
  const { commonAncestorContainer: node } = range;
  const element = elementOf(node);
  const active = document.activeElement;
  // Text selected in a field is told of as if the field itself were selected.
  if (element?.closest(typed) || (active?.matches(typed) && range.intersectsNode(active))) return null;
  return range.cloneRange();
}
