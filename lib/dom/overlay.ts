/** A place for something of ours in somebody else's page: in the top layer, closed to the page, gone when it is closed. */
import { bodyOf, elementOf, parentOf } from './asked.ts';
import { boundsIn, linesIn, windowsOf } from './frames.ts';

/** Between the sentence and the overlay, and between the overlay and the window's edge, in CSS pixels. */
const GAP = 8;
/** Below this an overlay would be a slit; it may then reach beyond the window and be scrolled to. */
const MIN_HEIGHT = 160;
/** With less room than this a card is a keyhole: the page is scrolled until it may take so much of the window's height. */
const ROOMY = 320;
const SHEET = 0.65;

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
  host.style.cssText = 'all:initial;display:block;position:fixed;inset:0 auto auto 0;z-index:2147483647;'.replaceAll(
    ';',
    '!important;',
  );
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
  'div{max-width:300px;margin:8px;padding:8px 12px;font:13px/20px system-ui,sans-serif;border:1px solid;border-radius:8px;color-scheme:light dark;color:CanvasText;background:Canvas}';

/**
 * Open an empty overlay at `ranges`, styled by `css` alone, never over the ranges. It follows them while the page
 * scrolls and stays where it was when they go. A card waits at the window's edge while they are out of the window, and
 * where it finds no room beside them the page is scrolled once to make some.
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

  const block = as === 'card' ? blockOf(ranges()[0]?.startContainer ?? null) : null;
  let isFitted = false;
  const place = (): void => {
    const seen = windowOf(document);
    const { offsetWidth: width } = host;
    const margin = block ? boundsIn(document, block).right + GAP : seen.right;
    // In the margin nothing of the story's text is covered.
    const isBeside = margin + width + GAP <= seen.right;
    if (!isFitted && host.offsetHeight > 0) {
      isFitted = true;
      if (block && !isBeside) makeRoom(document, ranges, host.offsetHeight);
    }
    const sentence = boundsOf(document, ranges());
    // Gone, or between two renderings of the page, or nothing to show yet: stay.
    if (!sentence || !isFitted) return;
    const [above, below] = roomAt(document, sentence, block !== null);
    const fits = (room: number, other: number) => host.offsetHeight <= room || other <= room;
    const isBelow = as === 'bar-start' ? !fits(above, below) : fits(below, above);
    const most = isBeside ? seen.height - 2 * GAP : isBelow ? below : above;
    mount.style.setProperty('--cav-available', `${Math.max(MIN_HEIGHT, Math.floor(most))}px`);
    const height = host.offsetHeight;
    const x = block ? sentence.left : edgeOf(document, ranges(), sentence, as) - width / 2;
    const y = isBelow ? seen.bottom - below - GAP : above + GAP - height;
    const [left, top] = isBeside
      ? [margin, clamp(sentence.top, GAP, seen.bottom - height - GAP)]
      : [clamp(x, GAP, seen.right - width - GAP), y];
    set('transform', `translate(${Math.round(left)}px, ${Math.round(top)}px)`);
    set('opacity', '1');
  };
  const stop = follow(document, host, ranges()[0], place, () => {
    isFitted = false;
    mount.style.removeProperty('--cav-available');
    place();
  });

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

const clamp = (value: number, least: number, most: number): number => Math.max(least, Math.min(value, most));

/** Where an overlay may stand. Without a doctype the root element is as high as its content: the window knows better. */
function windowOf({ documentElement, defaultView: view }: Document): DOMRect {
  const { innerWidth, innerHeight } = view ?? { innerWidth: 0, innerHeight: 0 };
  return new DOMRect(0, 0, Math.min(innerWidth, documentElement.clientWidth), innerHeight);
}

/** Heights for an overlay above and below `sentence`; with `isHeld`, what has left the window is at its edge. */
function roomAt(
  document: Document,
  { top, bottom }: DOMRect,
  isHeld: boolean,
): readonly [above: number, below: number] {
  const { height } = windowOf(document);
  const at = (y: number) => (isHeld ? clamp(y, 0, height) : y);
  return [at(top) - 2 * GAP, height - at(bottom) - 2 * GAP];
}

/** Where neither side has room for a card of `height`: scroll the sentence up until one fits below, else down. */
function makeRoom(document: Document, ranges: () => readonly Range[], height: number): void {
  for (const side of [1, 0] as const) {
    const sentence = boundsOf(document, ranges());
    const { height: all } = windowOf(document);
    if (!sentence) return;
    const room = roomAt(document, sentence, true);
    // The whole sentence is to be seen, unless that alone fills the window.
    const wanted = Math.min(height, SHEET * all, Math.max(MIN_HEIGHT, all - sentence.height - 3 * GAP));
    if (Math.max(...room) >= Math.min(wanted - 1, ROOMY)) return;
    const top = (wanted - room[side]) * (side === 1 ? 1 : -1);
    document.defaultView?.scrollBy({ top, behavior: 'instant' });
  }
}

/** Across, the place where the ranges start or end: there the pointer is. */
function edgeOf(document: Document, ranges: readonly Range[], all: DOMRect, as: OverlayOptions['as']): number {
  const rects = ranges.flatMap((range) => linesIn(document, range)).filter(({ width }) => width > 0);
  return (as === 'bar-start' ? rects[0]?.left : rects.at(-1)?.right) ?? all.left;
}

/** Place now, and again when the page scrolls anywhere or sizes change; until the function returned is called. */
function follow(
  document: Document,
  host: HTMLElement,
  range: Range | undefined,
  place: () => void,
  resize: () => void,
): () => void {
  const end = new AbortController();
  for (const view of windowsOf(document, range)) {
    view.addEventListener('scroll', place, { capture: true, passive: true, signal: end.signal });
    view.addEventListener('resize', resize, { signal: end.signal });
  }
  // Not at once: sizes that change while sizes are told of are an error the page hears of.
  const sizes = new ResizeObserver(() => requestAnimationFrame(place));
  sizes.observe(host);
  const body = bodyOf(document);
  if (body) sizes.observe(body);
  // Whoever opens it mounts its content at once: it has its place before it is drawn, and does not move under a pointer.
  queueMicrotask(place);
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
