/** When a page changes under its reader: new text, or another story at another address without a new document. */

/** The page is left alone until nothing has changed for this long, in milliseconds … */
const QUIET = 400;
/** … but not longer than this. */
const MAX_WAIT = 3_000;
/** Where the browser has no navigation events (Firefox before 147), the address is looked at this often. */
const POLL_INTERVAL = 1_000;

export type PageObserver = {
  /** Also watch these shadow roots and documents of frames. */
  watch(roots: readonly Node[]): void;
  /** Do something to the page that is not a change of the page's. */
  quietly(change: () => void): void;
};

export type PageEvents = {
  /** Something changed just now, before it is drawn. Often called: only for what is quick and cannot wait. */
  onTouch?(): void;
  /** The page's elements or words changed and it is quiet again. */
  onChange(): void;
  /** The address changed (fragments aside). What belongs to it may still be arriving: `onChange` follows in any case. */
  onNavigate(): void;
};

/** Watch `document` until `signal` aborts. */
export function observePage(document: Document, events: PageEvents, signal: AbortSignal): PageObserver {
  const view = document.defaultView;
  const roots = new WeakSet<Node>();
  let address = addressOf(document);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let waitingSince: number | null = null;

  const observer = new MutationObserver((records) => {
    if (records.length === 0) return;
    schedule();
    events.onTouch?.();
  });
  const options: MutationObserverInit = {
    childList: true,
    characterData: true,
    subtree: true,
    attributes: true,
    // What shows or hides text, or turns a page dark.
    attributeFilter: ['hidden', 'open', 'aria-hidden', 'class', 'lang'],
  };

  function schedule(): void {
    if (signal.aborted) return;
    const now = performance.now();
    waitingSince ??= now;
    clearTimeout(timer);
    timer = setTimeout(whenIdle, Math.max(0, Math.min(QUIET, waitingSince + MAX_WAIT - now)));
  }

  function whenIdle(): void {
    waitingSince = null;
    const run = () => {
      if (!signal.aborted) events.onChange();
    };
    if (view && 'requestIdleCallback' in view) view.requestIdleCallback(run, { timeout: 1_000 });
    else setTimeout(run, 0);
  }

  function lookAtAddress(): void {
    const next = addressOf(document);
    if (next === address) return;
    address = next;
    events.onNavigate();
    schedule();
  }

  function watchNode(node: Node | null): void {
    if (!node || roots.has(node) || signal.aborted) return;
    roots.add(node);
    observer.observe(node, options);
  }

  // The document, not its root element: `document.open` brings another one.
  watchNode(document);
  const navigation = (view as { navigation?: EventTarget } | null)?.navigation;
  if (navigation) {
    navigation.addEventListener('currententrychange', lookAtAddress, { signal });
    navigation.addEventListener('navigatesuccess', lookAtAddress, { signal });
  } else {
    const poll = setInterval(lookAtAddress, POLL_INTERVAL);
    signal.addEventListener('abort', () => clearInterval(poll), { once: true });
  }
  signal.addEventListener(
    'abort',
    () => {
      clearTimeout(timer);
      observer.disconnect();
    },
    { once: true },
  );

  return {
    watch: (added) => {
      for (const root of added) watchNode(root);
    },
    quietly(change) {
      if (observer.takeRecords().length > 0) {
        schedule();
        events.onTouch?.();
      }
      change();
      observer.takeRecords();
    },
  };
}

function addressOf(document: Document): string {
  const { href } = document.location;
  const hash = href.indexOf('#');
  return hash < 0 ? href : href.slice(0, hash);
}
