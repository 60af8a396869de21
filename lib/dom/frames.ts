/**
 * The documents of a page: its own, and those of its frames that a script of the page may read, because they are of its
 * origin. They are read and marked as one page; each has a window of its own, where its places are counted.
 */
import { bodyOf, isAnsweredFor } from './asked.ts';

/** What is smaller, in CSS pixels, holds a button, a counter or a banner. */
const MIN_WIDTH = 120;
const MIN_HEIGHT = 60;

/** Each is listened to and read; a page with more is made of something else than text. */
const MAX_DOCUMENTS = 50;

/** As English and Spanish pages name them. */
const advert = /(?:^|[^a-z])(?:ads?|advert\w*|anuncios?|patrocin\w*|publicidad|sponsor\w*)(?:$|[^a-z])/i;

export const isFrame = (node: object): node is HTMLIFrameElement =>
  'localName' in node && (node.localName === 'iframe' || node.localName === 'frame');

/**
 * What a frame shows. Null where that is of another origin, not seen, too small to read, or an advertisement. Asks for
 * layout only where the document can be reached.
 */
export function frameDocument(frame: Element): Document | null {
  const inner = isFrame(frame) ? frame.contentDocument : null;
  if (!inner || !bodyOf(inner) || isAnsweredFor(inner)) return null;
  const { offsetWidth, offsetHeight } = frame as HTMLElement;
  if (offsetWidth < MIN_WIDTH || offsetHeight < MIN_HEIGHT) return null;
  if (!frame.checkVisibility({ checkVisibilityCSS: true })) return null;
  return ['id', 'class', 'name', 'title', 'aria-label'].some((name) => advert.test(frame.getAttribute(name) ?? ''))
    ? null
    : inner;
}

/** The document the reader is in, which is where the focus is; null in a frame that cannot be read. */
export function documentInFocus(document: Document): Document | null {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  if (!active || !isFrame(active)) return document;
  return active.contentDocument && documentInFocus(active.contentDocument);
}

/** The box of a range or an element in the window of `page`, where it may stand in a frame. */
export const boundsIn = (page: Document, what: Range | Element): DOMRect =>
  rectIn(page, what.getBoundingClientRect(), homeOf(what));

/** The lines of a range in the window of `page`. */
export const linesIn = (page: Document, range: Range): DOMRect[] =>
  Array.from(range.getClientRects(), (rect) => rectIn(page, rect, homeOf(range)));

/** The windows a range stands in, from its own out to that of `page`. */
export function windowsOf(page: Document, range: Range | undefined): ReadonlySet<Window> {
  const windows = new Set<Window>();
  for (let at = range ? homeOf(range) : null; at?.defaultView; at = frameOf(at, page)?.ownerDocument ?? null) {
    windows.add(at.defaultView);
  }
  return page.defaultView ? windows.add(page.defaultView) : windows;
}

/** A point of the window of `page` as one of the window of `home`, a document in it. */
export function pointIn(page: Document, home: Document, x: number, y: number): readonly [x: number, y: number] {
  const frame = frameOf(home, page);
  if (!frame) return [x, y];
  const [outerX, outerY] = pointIn(page, frame.ownerDocument, x, y);
  const { left, top, scaleX, scaleY } = insideOf(frame);
  return [(outerX - left) / scaleX, (outerY - top) / scaleY];
}

export const homeOf = (what: Range | Element): Document | null =>
  ('startContainer' in what ? what.startContainer : what).ownerDocument;

/** The element that shows `document`; null for `page` itself, and for the top of a window. */
const frameOf = (document: Document | null, page: Document): Element | null =>
  document && document !== page ? (document.defaultView?.frameElement ?? null) : null;

/** What is scrolled out of a frame is at its edge. */
function rectIn(page: Document, rect: DOMRect, home: Document | null): DOMRect {
  const frame = frameOf(home, page);
  if (!frame) return rect;
  const { left, top, width, height, scaleX, scaleY } = insideOf(frame);
  const x = (at: number) => left + Math.min(width, Math.max(0, at * scaleX));
  const y = (at: number) => top + Math.min(height, Math.max(0, at * scaleY));
  const inner = new DOMRect(x(rect.left), y(rect.top), x(rect.right) - x(rect.left), y(rect.bottom) - y(rect.top));
  return rectIn(page, inner, frame.ownerDocument);
}

/** Where the window in a frame begins in the window around it, how large it is there, and how much it is scaled. */
function insideOf(frame: Element) {
  const { left, top, width, height } = frame.getBoundingClientRect();
  const { offsetWidth, offsetHeight, clientLeft, clientTop } = frame as HTMLElement;
  const style = frame.ownerDocument.defaultView?.getComputedStyle(frame);
  const [before, above, after, below] = (['Left', 'Top', 'Right', 'Bottom'] as const).map(
    (side) => Number.parseFloat(style?.[`padding${side}`] ?? '') || 0,
  ) as [number, number, number, number];
  const scaleX = width / offsetWidth || 1;
  const scaleY = height / offsetHeight || 1;
  return {
    left: left + (clientLeft + before) * scaleX,
    top: top + (clientTop + above) * scaleY,
    width: width - (2 * clientLeft + before + after) * scaleX,
    height: height - (2 * clientTop + above + below) * scaleY,
    scaleX,
    scaleY,
  };
}

/** Called for each document of a page; `gone` aborts when the document goes, or all listeners were taken off it. */
export type EnterDocument = (document: Document, gone: AbortSignal) => void;

export type PageDocuments = {
  /** See which there are now, also in these shadow roots. True when one has come. */
  look(shadowRoots?: readonly ShadowRoot[]): boolean;
  /** Whether a document is among those there are. */
  has(document: Document): boolean;
  /** Cheap, for every change: `document.open` brings another root element and takes all listeners off the document. */
  touch(): void;
  /** Call `enter` for each, now and when one comes, until `signal` aborts. */
  each(enter: EnterDocument, signal: AbortSignal): void;
};

export type FrameEvents = {
  /** A frame has loaded another document. */
  onCome(): void;
  /** A frame's document goes. In Firefox nothing of it may be touched from then on: it throws. */
  onGo(document: Document): void;
};

/** Follow the documents of `page` until `signal` aborts. */
export function followDocuments(page: Document, events: FrameEvents, signal: AbortSignal): PageDocuments {
  type Known = { readonly root: Element | null; readonly end: AbortController };
  const known = new Map<Document, Known>();
  const visitors = new Map<EnterDocument, AbortSignal>();
  let roots: readonly ShadowRoot[] = [];
  const watched = new WeakSet<ShadowRoot>();

  function onLoad({ target }: Event): void {
    // Most frames are of other origins, and looking asks each of the others for its layout.
    if (target && isFrame(target) && frameDocument(target) && look()) events.onCome();
  }

  function look(shadowRoots = roots): boolean {
    roots = shadowRoots;
    for (const root of roots) {
      if (watched.has(root)) continue;
      watched.add(root);
      // The load of a frame is heard in its own tree alone.
      root.addEventListener('load', onLoad, { capture: true, signal });
    }
    const now = documentsOf(page, roots);
    for (const [document, { root }] of known) {
      if (!now.has(document) || document.documentElement !== root) leave(document);
    }
    let isNew = false;
    for (const document of now) {
      if (known.has(document) || signal.aborted) continue;
      isNew = true;
      follow(document);
    }
    return isNew;
  }

  function follow(document: Document): void {
    const end = new AbortController();
    known.set(document, { root: document.documentElement, end });
    document.addEventListener('load', onLoad, { capture: true, signal: end.signal });
    if (document !== page)
      document.defaultView?.addEventListener('pagehide', () => leave(document), { signal: end.signal });
    for (const [enter, until] of visitors) enter(document, AbortSignal.any([end.signal, until]));
  }

  function leave(document: Document): void {
    known.get(document)?.end.abort();
    known.delete(document);
    if (document !== page) events.onGo(document);
  }

  signal.addEventListener('abort', () => known.forEach(({ end }) => void end.abort()), { once: true });
  // A page the reader comes back to: its frames were left with it.
  page.defaultView?.addEventListener('pageshow', () => look() && events.onCome(), { signal });

  return {
    look,
    has: (document) => known.has(document),
    touch() {
      if (known.get(page)?.root !== page.documentElement) look();
    },
    each(enter, until) {
      if (until.aborted) return;
      visitors.set(enter, until);
      until.addEventListener('abort', () => visitors.delete(enter), { once: true });
      for (const [document, { end }] of known) enter(document, AbortSignal.any([end.signal, until]));
    },
  };
}

/** The page's own first. */
function documentsOf(page: Document, shadowRoots: readonly ShadowRoot[]): ReadonlySet<Document> {
  const found = new Set([page]);
  const addFrames = (root: Document | ShadowRoot) => {
    for (const frame of root.querySelectorAll('iframe, frame')) {
      if (found.size >= MAX_DOCUMENTS) return;
      const inner = frameDocument(frame);
      if (inner) found.add(inner);
    }
  };
  shadowRoots.forEach(addFrames);
  // A set is walked to its end while it grows: there are frames in frames.
  for (const document of found) addFrames(document);
  return found;
}
