/**
 * The painter on the CSS Custom Highlight API. The page's elements stay as they are: only the highlight registry and
 * the adopted style sheets of the document and its open shadow roots are touched. Never iterates a highlight or the
 * registry, which throws in Firefox's content scripts: our own maps know what we painted.
 */

import { isOnDark } from './layout.ts';
import { allNames, highlightCss, nameOf, type Style, type Tone } from './mark-style.ts';
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
  let painted: ReadonlyMap<string, Painted> = new Map();
  let focused: string | null = null;
  let upkeep: ReturnType<typeof setInterval> | undefined;

  function paint(marks: readonly Mark[]): void {
    const tones = new Map<Node | null, Tone>();
    painted = new Map(marks.map((mark) => [mark.id, { mark, tone: toneOf(mark, tones) }]));
    const byName = new Map<string, Style>();
    const ranges = new Map<string, Range[]>();
    const add = (style: Style, tone: Tone, more: readonly Range[]) => {
      const name = nameOf(style, tone);
      byName.set(name, style);
      const list = ranges.get(name);
      if (list) list.push(...more);
      else ranges.set(name, [...more]);
    };
    for (const { mark, tone } of painted.values()) {
      if (isPassage(mark)) add(mark, tone, mark.ranges);
      else {
        add(mark.look, tone, mark.ranges);
        if (mark.noted) add('note', tone, mark.ranges);
      }
      if (mark.id === focused) add('focus', tone, mark.ranges);
    }
    for (const name of [...registered.keys()]) if (!byName.has(name)) unregister(name);
    for (const [name, style] of byName) register(name, style, ranges.get(name) ?? []);
    writeRules([...byName.keys(), ...[...painted.values()].map(({ tone }) => nameOf('focus', tone))]);
    const roots = new Set(
      marks.flatMap((mark) => mark.ranges.map(({ startContainer }) => startContainer.getRootNode())),
    );
    for (const root of roots) styleRoot(root);
    if (marks.length > 0 && !signal.aborted) upkeep ??= setInterval(keepUp, UPKEEP_INTERVAL);
    else stopUpkeep();
  }

  function register(name: string, style: Style, ranges: readonly Range[]): void {
    const highlight = new view.Highlight();
    for (const range of ranges) highlight.add(range);
    // The reader's colours at the bottom, lines above, then the note's tint, then the focus.
    highlight.priority = typeof style === 'object' ? 0 : style === 'note' ? 2 : style === 'focus' ? 3 : 1;
    registered.set(name, highlight);
    registry.set(name, highlight);
  }

  /** Rules for these names too. The focus has its own before it is needed: a new rule is matched with the whole page. */
  function writeRules(names: readonly string[]): void {
    const before = known.size;
    for (const name of names) known.add(name);
    if (known.size > before) sheet.replaceSync(highlightCss(tintOnly, known));
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

  /** The registry and the list of style sheets are the page's as well; what it threw out or replaced comes back. */
  function keepUp(): void {
    if (document.hidden) return;
    for (const [name, highlight] of registered) if (registry.get(name) !== highlight) registry.set(name, highlight);
    for (const root of styled) styleRoot(root);
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
      for (const tone of ['light', 'dark'] as const) {
        const name = nameOf('focus', tone);
        if (inFocus?.tone === tone) register(name, 'focus', inFocus.mark.ranges);
        else if (registered.has(name)) unregister(name);
      }
    },
    marksAt: (x, y) => marksAt(painted, x, y),
    // Where a framework replaced the elements, ranges stay behind, collapsed.
    rangesOf: (id) => painted.get(id)?.mark.ranges.filter((range) => !range.collapsed) ?? [],
    isTorn: () => [...painted.values()].some(({ mark }) => mark.ranges.some((range) => range.collapsed)),
    erase() {
      stopUpkeep();
      for (const name of [...registered.keys()]) unregister(name);
      for (const root of styled) {
        root.adoptedStyleSheets = root.adoptedStyleSheets.filter((adopted) => adopted !== sheet);
      }
      styled.clear();
      painted = new Map();
      focused = null;
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
function marksAt(painted: ReadonlyMap<string, Painted>, x: number, y: number): string[] {
  const isAt = ({ left, right, top, bottom }: DOMRect): boolean =>
    x >= left - SLACK && x <= right + SLACK && y >= top - SLACK && y <= bottom + SLACK;
  const size = (mark: Mark): number => mark.ranges.reduce((sum, range) => sum + range.toString().length, 0);
  return [...painted.values()]
    .map(({ mark }) => mark)
    .filter((mark) =>
      mark.ranges.some(
        (range) => !range.collapsed && isAt(range.getBoundingClientRect()) && [...range.getClientRects()].some(isAt),
      ),
    )
    .sort((a, b) => size(a) - size(b))
    .map((mark) => mark.id);
}
