/** Two handles at the ends of a passage in the page, to be dragged. For the pointer alone: keys have buttons. */
import { linesIn, pointIn, windowsOf } from './frames.ts';
import { createHost } from './overlay.ts';

export type Handles = {
  /** Whether an event came from them. */
  owns(event: Event): boolean;
  /** Take them off the page. */
  close(): void;
};

type Point = { readonly node: Node; readonly offset: number };

/** Half the width of a handle, in CSS pixels; it is as wide as a target must be. */
const HALF = 12;

/**
 * Show handles at the first and the last of `ranges`, styled by `css` as `.cav-handle`, and follow the page. While one is
 * dragged the browser's own selection shows what it would be; let go, `onMoved` is given that selection.
 */
export function openHandles(
  document: Document,
  css: string,
  ranges: () => readonly Range[],
  onMoved: (range: Range) => void,
): Handles {
  const end = new AbortController();
  const { host, mount } = createHost(document, css);
  const handles = (['start', 'end'] as const).map((edge) => {
    const handle = document.createElement('div');
    handle.className = 'cav-root cav-handle';
    handle.setAttribute('aria-hidden', 'true');
    handle.dataset['edge'] = edge;
    mount.append(handle);
    handle.addEventListener('pointerdown', (event) => drag(event, edge, handle), { signal: end.signal });
    return { edge, handle };
  });

  function place(): void {
    const all = ranges();
    for (const { edge, handle } of handles) {
      const range = edge === 'start' ? all[0] : all.at(-1);
      const rect = range && linesIn(document, range).at(edge === 'start' ? 0 : -1);
      handle.hidden = !rect;
      if (!rect) continue;
      const x = edge === 'start' ? rect.left : rect.right;
      handle.style.height = `${Math.round(rect.height + 2 * HALF)}px`;
      handle.style.transform = `translate(${Math.round(x - HALF)}px, ${Math.round(rect.top - HALF)}px)`;
    }
  }

  function drag(down: PointerEvent, edge: 'start' | 'end', handle: HTMLElement): void {
    const all = ranges();
    const first = all[0];
    const last = all.at(-1);
    if (down.button !== 0 || !first || !last) return;
    // No selection begins here, and the focus stays in the card.
    down.preventDefault();
    const fixed: Point =
      edge === 'start'
        ? { node: last.endContainer, offset: last.endOffset }
        : { node: first.startContainer, offset: first.startOffset };
    const home = fixed.node.ownerDocument ?? document;
    const over = new AbortController();
    const signal = AbortSignal.any([over.signal, end.signal]);
    // Below the handle stands the text that is asked for.
    host.style.setProperty('pointer-events', 'none', 'important');
    handle.style.pointerEvents = 'none';
    handle.setPointerCapture(down.pointerId);
    handle.addEventListener(
      'pointermove',
      (event) => {
        const at = pointAt(home, ...pointIn(document, home, event.clientX, event.clientY));
        if (at) home.getSelection()?.setBaseAndExtent(fixed.node, fixed.offset, at.node, at.offset);
      },
      { signal },
    );
    const stop = (moved: boolean): void => {
      over.abort();
      host.style.removeProperty('pointer-events');
      handle.style.pointerEvents = '';
      const selection = home.getSelection();
      const range = selection && selection.rangeCount > 0 && !selection.isCollapsed ? selection.getRangeAt(0) : null;
      const copy = range?.cloneRange();
      selection?.removeAllRanges();
      if (moved && copy) onMoved(copy);
    };
    handle.addEventListener('pointerup', () => stop(true), { signal });
    handle.addEventListener('pointercancel', () => stop(false), { signal });
  }

  const follow = { capture: true, passive: true, signal: end.signal } as const;
  for (const view of windowsOf(document, ranges()[0])) {
    view.addEventListener('scroll', place, follow);
    view.addEventListener('resize', place, follow);
  }
  // The marks are drawn anew after each move, and nothing tells of it.
  const again = setInterval(place, 200);
  place();
  return {
    owns: (event) => event.composedPath().includes(host),
    close() {
      clearInterval(again);
      end.abort();
      host.remove();
    },
  };
}

type OldDocument = { caretRangeFromPoint?(x: number, y: number): Range | null };

/** The place in the text at a point of the window. Chromium before 128 has only the older way to ask. */
function pointAt(document: Document, x: number, y: number): Point | null {
  if ('caretPositionFromPoint' in document) {
    const at = document.caretPositionFromPoint(x, y);
    return at && { node: at.offsetNode, offset: at.offset };
  }
  const range = (document as OldDocument).caretRangeFromPoint?.(x, y);
  return range ? { node: range.startContainer, offset: range.startOffset } : null;
}
