/**
 * The painter on the CSS Custom Highlight API. The page's elements stay as they are: only the highlight registry and
 * the adopted style sheets of the page's documents and their open shadow roots are touched. Never iterates a highlight or the
 * registry, which throws in Firefox's content scripts: our own maps know what we painted.
 */

import { homeOf } from './frames.ts';
import { isOnDark } from './layout.ts';
import { allNames, highlightCss, nameOf, type Style, type Tone, toneOfName, tones } from './mark-style.ts';
import { type Highlighter, isPassage, type Mark } from './marks.ts';

/** How often it is looked whether the page threw our highlights or styles out, in milliseconds. */
const UPKEEP_INTERVAL = 1_500;

/** Around a line of text, in CSS pixels: underlines hang below the line's box. */
const SLACK = 3;

type Painted = { readonly mark: Mark; readonly tone: Tone };

/** A document's own globals: highlights and style sheets of another window are accepted and never drawn. */
type View = Window & typeof globalThis;

export function canUseHighlights(document: Document): boolean {
  const view = document.defaultView;
  return view !== null && 'CSS' in view && 'highlights' in view.CSS && 'adoptedStyleSheets' in document;
}

export function createCustomHighlighter(document: Document, signal: AbortSignal): Highlighter {
  const surfaces = new Map<Document, Surface>([[document, createSurface(document)]]);
  let painted: ReadonlyMap<string, Painted> = new Map();
  let focused: string | null = null;
  let upkeep: ReturnType<typeof setInterval> | undefined;

  /** Draw these styles, each with its ranges, and no others. Each document draws what stands in it. */
  function draw(styles: ReadonlyMap<string, Drawn>): void {
    const perDocument = new Map<Document, Map<string, Drawn>>();
    for (const [name, { style, ranges }] of styles) {
      for (const range of ranges) {
        const home = homeOf(range) ?? document;
        const here = perDocument.get(home) ?? new Map<string, Drawn>();
        perDocument.set(home, here);
        const drawn = here.get(name);
        if (drawn) drawn.ranges.push(range);
        else here.set(name, { style, ranges: [range] });
      }
    }
    for (const [home, surface] of surfaces) if (!perDocument.has(home)) surface.draw(new Map());
    for (const [home, drawn] of perDocument) surfaceOf(home)?.draw(drawn);
  }

  /** None for a document that is in no window any more. */
  function surfaceOf(home: Document): Surface | null {
    const known = surfaces.get(home);
    if (known || !canUseHighlights(home)) return known ?? null;
    const surface = createSurface(home);
    surfaces.set(home, surface);
    return surface;
  }

  function paint(marks: readonly Mark[]): void {
    const tones = new Map<Node | null, Tone>();
    painted = new Map(marks.map((mark) => [mark.id, { mark, tone: toneOf(mark, tones) }]));
    const styles = new Map<string, Drawn>();
    const add = (style: Style, tone: Tone, ranges: readonly Range[]) => {
      const name = nameOf(style, tone);
      const drawn = styles.get(name);
      if (drawn) drawn.ranges.push(...ranges);
      else styles.set(name, { style, ranges: [...ranges] });
    };
    for (const { mark, tone } of painted.values()) {
      if (isPassage(mark)) add(mark, tone, mark.ranges);
      else {
        add(mark.look, tone, mark.ranges);
        if (mark.noted) add('note', tone, mark.ranges);
      }
      if (mark.id === focused) add('focus', tone, mark.ranges);
    }
    draw(styles);
    if (marks.length > 0 && !signal.aborted) upkeep ??= setInterval(keepUp, UPKEEP_INTERVAL);
    else stopUpkeep();
  }

  function keepUp(): void {
    if (!document.hidden) for (const surface of surfaces.values()) surface.keepUp();
  }

  function stopUpkeep(): void {
    clearInterval(upkeep);
    upkeep = undefined;
  }

  return {
    painter: 'custom-highlight',
    paint,
    setFocused(id) {
      if (id === focused) return;
      focused = id;
      const inFocus = id === null ? undefined : painted.get(id);
      for (const [home, surface] of surfaces) {
        const ranges = inFocus?.mark.ranges.filter((range) => homeOf(range) === home) ?? [];
        surface.setFocus(inFocus?.tone ?? 'light', ranges);
      }
    },
    marksAt: (home, x, y) => marksAt(painted, home, x, y),
    // Where a framework replaced the elements, ranges stay behind, collapsed.
    rangesOf: (id) => painted.get(id)?.mark.ranges.filter((range) => !range.collapsed) ?? [],
    isTorn: () => [...painted.values()].some(({ mark }) => mark.ranges.some((range) => range.collapsed)),
    leave(home) {
      const surface = surfaces.get(home);
      // First: what throws is not asked again.
      surfaces.delete(home);
      const wasDrawn = surface?.isDrawn() === true;
      try {
        surface?.erase();
      } catch {
        // In Firefox nothing of a document that went can be touched, and nothing of it is seen.
      }
      return wasDrawn;
    },
    erase() {
      stopUpkeep();
      for (const surface of surfaces.values()) surface.erase();
      painted = new Map();
      focused = null;
    },
  };
}

type Drawn = { readonly style: Style; readonly ranges: Range[] };
type Surface = ReturnType<typeof createSurface>;

/** One document's registry and style sheets. */
function createSurface(document: Document) {
  // `canUseHighlights` asked for the window before.
  const view = document.defaultView as View;
  const registry = view.CSS.highlights;
  const sheet = new view.CSSStyleSheet();
  const tintOnly = / Firefox\/14[0-5]\./.test(view.navigator.userAgent);
  /** The names the sheet has rules for. */
  const known = new Set<string>();
  for (const name of allNames()) registry.delete(name);
  document.adoptedStyleSheets = document.adoptedStyleSheets.filter((adopted) => !isLeftOver(adopted, sheet));
  const registered = new Map<string, Highlight>();
  const styled = new Set<Document | ShadowRoot>();

  function register(name: string, { style, ranges }: Drawn): void {
    const highlight = new view.Highlight();
    for (const range of ranges) highlight.add(range);
    // Lines at the bottom, then the note's tint, then the focus, then the reader's colours, which let all of it through.
    highlight.priority = typeof style === 'object' ? 3 : style === 'focus' ? 2 : Number(style === 'note');
    registered.set(name, highlight);
    registry.set(name, highlight);
  }

  function unregister(name: string): void {
    registered.delete(name);
    registry.delete(name);
  }

  function styleRoot(root: Node): void {
    // A range's root is a document or a shadow root unless its node was removed.
    if (!('adoptedStyleSheets' in root)) return;
    const target = root as Document | ShadowRoot;
    styled.add(target);
    if (target.adoptedStyleSheets.includes(sheet)) return;
    target.adoptedStyleSheets = [...target.adoptedStyleSheets.filter((other) => !isLeftOver(other, sheet)), sheet];
  }

  return {
    draw(styles: ReadonlyMap<string, Drawn>): void {
      for (const name of [...registered.keys()]) if (!styles.has(name)) unregister(name);
      const before = known.size;
      const roots = new Set<Node>();
      for (const [name, drawn] of styles) {
        register(name, drawn);
        // The focus has its rule before it is needed: a new rule is matched with the whole page.
        known.add(name).add(nameOf('focus', toneOfName(name)));
        for (const { startContainer } of drawn.ranges) roots.add(startContainer.getRootNode());
      }
      if (known.size > before) sheet.replaceSync(highlightCss(tintOnly, known));
      for (const root of roots) styleRoot(root);
    },
    setFocus(tone: Tone, ranges: Range[]): void {
      for (const one of tones) {
        const name = nameOf('focus', one);
        if (one === tone && ranges.length > 0) register(name, { style: 'focus', ranges });
        else if (registered.has(name)) unregister(name);
      }
    },
    /** The registry and the list of style sheets are the page's as well; what it threw out or replaced comes back. */
    keepUp(): void {
      for (const [name, highlight] of registered) if (registry.get(name) !== highlight) registry.set(name, highlight);
      for (const root of styled) styleRoot(root);
    },
    isDrawn: () => registered.size > 0,
    erase(): void {
      for (const name of [...registered.keys()]) unregister(name);
      for (const root of styled) {
        root.adoptedStyleSheets = root.adoptedStyleSheets.filter((adopted) => adopted !== sheet);
      }
      styled.clear();
    },
  };
}

/**
 * Firefox ends the scripts of an extension that is updated or turned off without a word, so their marks stay. The
 * script that comes next takes them away; an extension that never comes back leaves them until the page is loaded anew.
 */
function isLeftOver(adopted: CSSStyleSheet, own: CSSStyleSheet): boolean {
  return adopted !== own && (adopted.cssRules[0]?.cssText.startsWith('::highlight(caveat-') ?? false);
}

/** Text in one element stands on one background: it is looked up once. */
function toneOf(mark: Mark, known: Map<Node | null, Tone>): Tone {
  const node = mark.ranges[0]?.startContainer;
  const element = node?.parentNode ?? null;
  const tone = known.get(element) ?? (node && isOnDark(node) ? 'dark' : 'light');
  known.set(element, tone);
  return tone;
}

/**
 * By our own ranges in every browser: `highlightsFromPoint` is younger than the browsers we serve and would be a second
 * way to the same answer.
 */
function marksAt(painted: ReadonlyMap<string, Painted>, home: Document, x: number, y: number): string[] {
  const isAt = ({ left, right, top, bottom }: DOMRect): boolean =>
    x >= left - SLACK && x <= right + SLACK && y >= top - SLACK && y <= bottom + SLACK;
  const size = (mark: Mark): number => mark.ranges.reduce((sum, range) => sum + range.toString().length, 0);
  return [...painted.values()]
    .map(({ mark }) => mark)
    .filter((mark) =>
      mark.ranges.some(
        (range) =>
          homeOf(range) === home &&
          !range.collapsed &&
          isAt(range.getBoundingClientRect()) &&
          [...range.getClientRects()].some(isAt),
      ),
    )
    .sort((a, b) => size(a) - size(b))
    .map((mark) => mark.id);
}
