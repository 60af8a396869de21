/** A place for something of ours in somebody else's page: in the top layer, closed to the page, gone when it is closed. */
import { computePosition, flip, offset, type Placement, type Platform, shift, size } from '@floating-ui/core';
import { bodyOf, elementOf, parentOf } from './asked.ts';
import { boundsIn, linesIn, windowsOf } from './frames.ts';

/** Between the sentence and the overlay, and between the overlay and the window's edge, in CSS pixels. */
const GAP = 8;
/** Below this an overlay would be a slit; it may then reach beyond the window and be scrolled to. */
const MIN_HEIGHT = 160;

/** The page's shortcuts must not fire while the reader types a note. */
const kept = 'keydown keyup keypress beforeinput input paste copy cut wheel'.split(' ');

/** A symbol: names of a page's elements are also names in the world of its scripts. */
const HOSTS = Symbol.for('caveat.overlays');
type World = { [HOSTS]?: WeakSet<EventTarget> };

/**
 * Hosts that are open, so that the page's marks leave what happens in them alone. One list for all scripts of ours in a
 * page: the one that marks is not the one that opens.
 */
function hosts(): WeakSet<EventTarget> {
  const world = globalThis as World;
  world[HOSTS] ??= new WeakSet();
  return world[HOSTS];
}

export const isInOverlay = (event: Event): boolean => event.composedPath().some((target) => hosts().has(target));

export type Overlay = {
  /** Where its content is mounted. `--cav-available` on it is the height it may take, in CSS pixels. */
  readonly mount: HTMLElement;
  /** Whether an event came from it. */
  owns(event: Event): boolean;
  /** Take it off the page, and give focus and selection back to what had them. */
  close(): void;
};

/** Where an overlay stands. */
export type OverlayOptions = {
  /**
   * `card`: in the margin of the text where there is one, else below or above. `bar-end`: below the end of the ranges,
   * else above; `bar-start`: above their start, else below.
   */
  readonly as?: 'card' | 'bar-start' | 'bar-end';
};

/** An element in the top layer, at the window's corner, styled by `css` alone and closed to the page. */
export function createHost(
  document: Document,
  css: string,
): { readonly host: HTMLElement; readonly mount: HTMLElement } {
  const host = document.createElement('div');
  // Inline and important: nothing the page's style sheets say reaches the host, and `all` undoes the popover's own look.
  for (const [property, value] of [
    ['all', 'initial'],
    ['display', 'block'],
    ['position', 'fixed'],
    ['inset', '0 auto auto 0'],
    ['z-index', '2147483647'],
  ] as const) {
    host.style.setProperty(property, value, 'important');
  }
  hosts().add(host);
  host.setAttribute('popover', 'manual');
  const shadow = host.attachShadow({ mode: 'closed' });
  const style = document.createElement('style');
  style.textContent = css;
  const mount = document.createElement('div');
  shadow.append(style, mount);
  for (const type of kept) host.addEventListener(type, (event) => event.stopPropagation());
  document.documentElement.append(host);
  // A page zoomed by its own style would zoom us with it, and with us the place that is computed in window pixels.
  host.style.setProperty('zoom', String(1 / (host.currentCSSZoom ?? 1)), 'important');
  host.showPopover();
  return { host, mount };
}

/** A sentence in the window's corner, told to those who hear it too, gone after some seconds or with `signal`. */
export function tellPlainly(document: Document, lang: string, text: string, signal: AbortSignal): void {
  const { host, mount } = createHost(document, PLAIN);
  Object.assign(mount, { role: 'alert', lang, textContent: text });
  const end = () => host.remove();
  setTimeout(end, 8_000);
  signal.addEventListener('abort', end, { once: true });
}

const PLAIN =
  'div { max-width: 300px; margin: 8px; padding: 8px 12px; font: 13px/20px system-ui, sans-serif; border: 1px solid; border-radius: 8px; color-scheme: light dark; color: CanvasText; background: Canvas; }';

/**
 * Open an empty overlay at `ranges`, styled by `css` alone, never over the ranges. It follows them while the page
 * scrolls and stays where it was when they go.
 */
export function openOverlay(
  document: Document,
  css: string,
  ranges: () => readonly Range[],
  { as = 'card' }: OverlayOptions = {},
): Overlay {
  const before = { focus: deepActive(document), selection: selectionOf(document) };
  const { host, mount } = createHost(document, css);
  const set = (property: string, value: string) => host.style.setProperty(property, value, 'important');
  // Seen once it has its place. Hidden it could not take the focus.
  set('opacity', '0');

  const block = blockOf(ranges()[0]?.startContainer ?? null);
  const place = async (): Promise<void> => {
    const sentence = boundsOf(document, ranges());
    // Gone, or between two renderings of the page: stay.
    if (!sentence) return;
    const beside = as === 'card' && block !== null && hasMargin(document, block, host);
    const [placement, other]: readonly [Placement, Placement] =
      as === 'card' ? ['bottom-start', 'top-start'] : as === 'bar-end' ? ['bottom', 'top'] : ['top', 'bottom'];
    const reference =
      as === 'card'
        ? referenceTo(sentence, beside ? boundsIn(document, block) : null)
        : edgeOf(document, ranges(), sentence, as);
    const { x, y } = await computePosition(reference, host, {
      platform,
      strategy: 'fixed',
      placement: beside ? 'right-start' : placement,
      middleware: [
        offset(GAP),
        flip({ padding: GAP, crossAxis: false, fallbackPlacements: beside ? [] : [other] }),
        shift({ padding: GAP }),
        size({
          padding: GAP,
          apply: ({ availableHeight }) =>
            mount.style.setProperty('--cav-available', `${Math.max(MIN_HEIGHT, Math.floor(availableHeight))}px`),
        }),
      ],
    });
    set('transform', `translate(${Math.round(x)}px, ${Math.round(y)}px)`);
    set('opacity', '1');
  };
  const stop = follow(document, host, ranges()[0], () => void place());

  return {
    mount,
    owns: (event) => event.composedPath().includes(host),
    close() {
      stop();
      const hadFocus = document.activeElement === host;
      host.remove();
      if (hadFocus) before.focus?.focus({ preventScroll: true });
      // A bar never takes the selection; it goes because the reader gave it up.
      if (as === 'card') restoreSelection(document, before.selection);
    },
  };
}

/** The paragraph, heading or other block the sentence stands in. */
function blockOf(node: Node | null): Element | null {
  let at = node && elementOf(node);
  for (let parent = at && parentOf(at); at && parent; at = parent, parent = parentOf(at)) {
    if (!/^(?:inline|contents)/.test(at.ownerDocument.defaultView?.getComputedStyle(at).display ?? '')) break;
  }
  return at;
}

/** Whether there is room beside the story's column; there nothing of its text is covered. */
function hasMargin(document: Document, block: Element, host: HTMLElement): boolean {
  return boundsIn(document, block).right + host.offsetWidth + 2 * GAP <= document.documentElement.clientWidth;
}

/** The sentence; for a place in the margin as wide as its block, so that the overlay stands beside the block. */
function referenceTo(sentence: DOMRect, block: DOMRect | null): DOMRect {
  const { left, width } = block ?? sentence;
  return new DOMRect(left, sentence.top, width, sentence.height);
}

/** All lines of the ranges, at the place where they start or end: there the pointer is. */
function edgeOf(document: Document, ranges: readonly Range[], all: DOMRect, as: 'bar-start' | 'bar-end'): DOMRect {
  const rects = ranges.flatMap((range) => linesIn(document, range)).filter(({ width }) => width > 0);
  const rect = as === 'bar-start' ? rects[0] : rects.at(-1);
  const x = (as === 'bar-start' ? rect?.left : rect?.right) ?? all.left;
  return new DOMRect(x, all.top, 0, all.height);
}

/**
 * What Floating UI's rules need to know of the page. Its own reading of the page is four times as large, because it
 * serves any element in any container; ours stands in the top layer, where the window is all there is.
 */
const platform: Platform = {
  getElementRects: ({ reference, floating }) => ({
    reference: reference as DOMRect,
    floating: { x: 0, y: 0, ...dimensionsOf(floating as HTMLElement) },
  }),
  getDimensions: (element) => dimensionsOf(element as HTMLElement),
  getClippingRect({ element }) {
    const { documentElement, defaultView: view } = (element as HTMLElement).ownerDocument;
    // Without a doctype the root element is as high as its content, so the window says how high the window is.
    const { innerWidth, innerHeight } = view ?? { innerWidth: 0, innerHeight: 0 };
    return { x: 0, y: 0, width: Math.min(innerWidth, documentElement.clientWidth), height: innerHeight };
  },
};

const dimensionsOf = ({ offsetWidth, offsetHeight }: HTMLElement) => ({ width: offsetWidth, height: offsetHeight });

/** Place now, and again when the page scrolls anywhere or sizes change; until the function returned is called. */
function follow(document: Document, host: HTMLElement, range: Range | undefined, place: () => void): () => void {
  const end = new AbortController();
  for (const view of windowsOf(document, range)) {
    view.addEventListener('scroll', place, { capture: true, passive: true, signal: end.signal });
    view.addEventListener('resize', place, { signal: end.signal });
  }
  const sizes = new ResizeObserver(place);
  sizes.observe(host);
  const body = bodyOf(document);
  if (body) sizes.observe(body);
  place();
  return () => {
    end.abort();
    sizes.disconnect();
  };
}

function boundsOf(document: Document, ranges: readonly Range[]): DOMRect | null {
  const rects = ranges
    .filter((range) => !range.collapsed)
    .map((range) => boundsIn(document, range))
    .filter(({ width, height }) => width > 0 || height > 0);
  const left = Math.min(...rects.map((rect) => rect.left));
  const top = Math.min(...rects.map((rect) => rect.top));
  const right = Math.max(...rects.map((rect) => rect.right));
  const bottom = Math.max(...rects.map((rect) => rect.bottom));
  return rects.length === 0 ? null : new DOMRect(left, top, right - left, bottom - top);
}

function deepActive(document: Document): HTMLElement | null {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active && active !== document.body && 'focus' in active ? (active as HTMLElement) : null;
}

function selectionOf(document: Document): Range | null {
  const selection = document.getSelection();
  return selection && selection.rangeCount > 0 ? selection.getRangeAt(0).cloneRange() : null;
}

/** Only when ours took it: a selection the reader made since is newer. */
function restoreSelection(document: Document, range: Range | null): void {
  const selection = document.getSelection();
  if (!selection || !range?.startContainer.isConnected) return;
  if (selection.rangeCount > 0 && !selection.isCollapsed) return;
  selection.removeAllRanges();
  selection.addRange(range);
}
