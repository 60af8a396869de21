/** What only the laid-out page can tell: what is shown, where, and on which background. */
import { elementOf, shownIn } from './asked.ts';
import { boundsIn, frameDocument } from './frames.ts';

/** Emphasis and the like without a class or style stands in its line and is seen with it: layout need not be asked. */
const isPlainInline = (element: Element): boolean =>
  !element.hasAttributes() &&
  /^(?:b|i|u|q|s|em|strong|small|mark|cite|abbr|time|sub|sup|span)$/.test(element.localName);

/** For `readPageText` in a browser: what the reader can see, what stands as a block, and what frames show. */
export function browserLayout(document: Document): {
  visible: (element: Element) => boolean;
  block: (element: Element) => boolean;
  frame: (element: Element) => Document | null;
} {
  const view = document.defaultView;
  const styleOf = (element: Element) => view?.getComputedStyle(element) ?? null;
  return {
    visible(element) {
      if (isPlainInline(element)) return true;
      // Without a box of its own (`display: contents`) an element still shows its children.
      if (!element.checkVisibility({ checkVisibilityCSS: true })) return styleOf(element)?.display === 'contents';
      // Text for screen readers only is clipped to one pixel, by a class or a style of its own.
      if (!element.hasAttributes()) return true;
      const { offsetWidth, offsetHeight } = element as HTMLElement;
      return !(offsetWidth <= 1 && offsetHeight <= 1) || styleOf(element)?.display === 'contents';
    },
    block(element) {
      if (isPlainInline(element)) return false;
      const mayBeBlock = element.localName === 'span' || element.localName === 'a' || element.localName.includes('-');
      return mayBeBlock && /^(?:block|flex|grid|table|list-item|flow-root)/.test(styleOf(element)?.display ?? '');
    },
    frame: frameDocument,
  };
}

/** Whether text at `node` stands on a dark background. Where pictures or nothing lie behind it, its own colour tells. */
export function isOnDark(node: Node): boolean {
  const start = elementOf(node);
  const view = node.ownerDocument?.defaultView;
  if (!start || !view) return false;
  for (let at: Element | undefined = start; at; at = shownIn(at)) {
    const style = view.getComputedStyle(at);
    if (style.backgroundImage !== 'none') break;
    const background = readColour(style.backgroundColor);
    if (background && background.alpha >= 0.5) return background.lightness < 0.5;
  }
  return (readColour(view.getComputedStyle(start).color)?.lightness ?? 0) > 0.6;
}

/** Perceived lightness (0 black, 1 white) and opacity of a computed colour; null for a form not known here. */
export function readColour(colour: string): { lightness: number; alpha: number } | null {
  if (colour === 'transparent') return { lightness: 1, alpha: 0 };
  const [, form = '', inside = ''] = /^([a-z]+)\((.*)\)$/i.exec(colour.trim()) ?? [];
  const values = inside
    .split(/[\s,/]+/)
    .filter((value) => value !== '' && !/^[a-z]/i.test(value))
    .map((value) => (value.endsWith('%') ? Number.parseFloat(value) / 100 : Number.parseFloat(value)));
  const [first = Number.NaN, second = Number.NaN, third = Number.NaN, alpha = 1] = values;
  if (/^rgba?$/i.test(form)) return { lightness: rgbLightness(first / 255, second / 255, third / 255), alpha };
  if (/^color$/i.test(form)) return { lightness: rgbLightness(first, second, third), alpha };
  if (/^ok(?:lab|lch)$/i.test(form)) return { lightness: first, alpha };
  if (/^(?:lab|lch)$/i.test(form)) return { lightness: inside.trim().includes('%') ? first : first / 100, alpha };
  return null;
}

/** Weights of relative luminance on gamma-encoded channels: close enough to tell light from dark. */
const rgbLightness = (red: number, green: number, blue: number): number =>
  0.2126 * red + 0.7152 * green + 0.0722 * blue;

/** Bring `range` into the upper half of the window of `page`, unless it can be seen already. Never animated. */
export function scrollToRange(page: Document, range: Range): void {
  const element = elementOf(range.startContainer);
  const view = page.defaultView;
  if (!element || !view) return;
  const margin = Math.min(120, view.innerHeight / 6);
  const isWellSeen = () => {
    const { top, bottom } = boundsIn(page, range);
    return isInWindow(range) && top >= margin && bottom <= view.innerHeight - margin;
  };
  if (isWellSeen()) return;
  // The element first: it may stand in a scroller of its own, or in a frame.
  element.scrollIntoView({ block: 'center', behavior: 'instant' });
  if (isWellSeen()) return;
  const { top } = boundsIn(page, range);
  view.scrollBy({ top: top - view.innerHeight / 3, behavior: 'instant' });
}

/** Whether some of `range` stands in the window of `page`. */
export function isSeen(page: Document, range: Range): boolean {
  const { top, bottom } = boundsIn(page, range);
  return isInWindow(range) && bottom > 0 && top < (page.defaultView?.innerHeight ?? 0);
}

/** The window is that of the range's own document. */
function isInWindow(range: Range): boolean {
  const { top, bottom } = range.getBoundingClientRect();
  return bottom > 0 && top < (range.startContainer.ownerDocument?.defaultView?.innerHeight ?? 0);
}
