/**
 * The painter on the CSS Custom Highlight API. The page's elements stay as they are: only the highlight registry and
 * the adopted style sheets of the document and its open shadow roots are touched. Never iterates a highlight or the
 * registry, which throws in Firefox's content scripts: our own maps know what we painted.
 */

import { isOnDark } from './layout.ts';
import { allNames, highlightCss, nameOf, type Tone } from './mark-style.ts';
import type { Highlighter, Mark } from './marks.ts';

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
  sheet.replaceSync(highlightCss(/ Firefox\/14[0-5]\./.test(view.navigator.userAgent)));
  for (const name of allNames) registry.delete(name);
  document.adoptedStyleSheets = document.adoptedStyleSheets.filter((adopted) => !isLeftOver(adopted, sheet));
  const registered = new Map<string, Highlight>();
  const styled = new Set<Document | ShadowRoot>();
  let painted: readonly Painted[] = [];
  let focused: string | null = null;
  let upkeep: ReturnType<typeof setInterval> | undefined;

  function paint(marks: readonly Mark[]): void {
    painted = marks.map((mark) => ({ mark, tone: toneOf(mark) }));
    const byName = new Map<string, Range[]>();
    const add = (name: string, ranges: readonly Range[]) => byName.set(name, [...(byName.get(name) ?? []), ...ranges]);
    for (const { mark, tone } of painted) {
      add(nameOf(mark.look, tone), mark.ranges);
      if (mark.noted) add(nameOf('note', tone), mark.ranges);
      if (mark.id === focused) add(nameOf('focus', tone), mark.ranges);
    }
    for (const name of registered.keys()) if (!byName.has(name)) unregister(name);
    for (const [name, ranges] of byName) register(name, ranges);
    for (const { mark } of painted) for (const range of mark.ranges) styleRoot(range.startContainer.getRootNode());
    if (painted.length > 0 && !signal.aborted) upkeep ??= setInterval(keepUp, UPKEEP_INTERVAL);
    else stopUpkeep();
  }

  function register(name: string, ranges: readonly Range[]): void {
    const highlight = new view.Highlight(...ranges);
    // Lines below, then the note's tint, then the focus.
    highlight.priority = name.startsWith('caveat-f') ? 2 : name.startsWith('caveat-n') ? 1 : 0;
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
      for (const tone of ['light', 'dark'] as const) {
        const inFocus = painted.filter(({ mark, tone: own }) => mark.id === id && own === tone);
        const name = nameOf('focus', tone);
        if (inFocus.length > 0)
          register(
            name,
            inFocus.flatMap(({ mark }) => mark.ranges),
          );
        else if (registered.has(name)) unregister(name);
      }
    },
    marksAt: (x, y) => marksAt(painted, x, y),
    // Where a framework replaced the elements, ranges stay behind, collapsed.
    rangesOf: (id) => painted.find(({ mark }) => mark.id === id)?.mark.ranges.filter((range) => !range.collapsed) ?? [],
    erase() {
      stopUpkeep();
      for (const name of [...registered.keys()]) unregister(name);
      for (const root of styled) {
        root.adoptedStyleSheets = root.adoptedStyleSheets.filter((adopted) => adopted !== sheet);
      }
      styled.clear();
      painted = [];
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

function toneOf(mark: Mark): Tone {
  const node = mark.ranges[0]?.startContainer;
  return node && isOnDark(node) ? 'dark' : 'light';
}

/**
 * By our own ranges in every browser: `highlightsFromPoint` is younger than the browsers we serve and would be a second
 * way to the same answer.
 */
function marksAt(painted: readonly Painted[], x: number, y: number): string[] {
  const isAt = ({ left, right, top, bottom }: DOMRect): boolean =>
    x >= left - SLACK && x <= right + SLACK && y >= top - SLACK && y <= bottom + SLACK;
  const size = (mark: Mark): number => mark.ranges.reduce((sum, range) => sum + range.toString().length, 0);
  return painted
    .map(({ mark }) => mark)
    .filter((mark) =>
      mark.ranges.some(
        (range) => !range.collapsed && isAt(range.getBoundingClientRect()) && [...range.getClientRects()].some(isAt),
      ),
    )
    .sort((a, b) => size(a) - size(b))
    .map((mark) => mark.id);
}
