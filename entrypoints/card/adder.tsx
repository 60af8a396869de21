/** The bar at selected text, as it stands in the page: reached by Tab while it is there. */
import { render } from 'preact';
import { Adder, type AdderKind } from '../../components/Adder.tsx';
import { isTyping, openOverlay } from '../../lib/dom/index.ts';
import type { PageSide } from '../in-page/door.ts';

export type OpenAdder = { close(): void };

type Offer = {
  readonly range: Range;
  readonly edge: 'start' | 'end';
  /** Why the last try came to nothing. */
  readonly problem: string | null;
  onPick(kind: AdderKind): void;
};

/** Open it, styled by `css`, at the edge of the range where the reader is. */
export function openAdder(page: PageSide, css: string, { range, edge, problem, onPick }: Offer): OpenAdder {
  const overlay = openOverlay(document, css, () => [range], { as: `bar-${edge}` });
  const lifetime = new AbortController();

  function close(): void {
    lifetime.abort();
    render(null, overlay.mount);
    overlay.close();
  }

  /** Back to the text: the next Tab goes on from what is selected. */
  function leave(): void {
    close();
    // A selection in a shadow tree cannot be made anew, only lost.
    if (range.startContainer.getRootNode().nodeType !== Node.DOCUMENT_NODE) return;
    const selection = range.startContainer.ownerDocument?.getSelection();
    selection?.removeAllRanges();
    selection?.addRange(range);
  }

  /** Tab is the page's, but for the moment the bar is there. */
  function come(event: KeyboardEvent): void {
    if (!event.isTrusted || event.key !== 'Tab' || overlay.owns(event)) return;
    // What is selected on the page may stay so while the reader fills in a form.
    if (isTyping(event)) return;
    if (event.shiftKey || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    overlay.mount.querySelector('button')?.focus({ preventScroll: true });
  }

  render(<Adder color={page.color()} problem={problem} onPick={onPick} onLeave={leave} />, overlay.mount);
  page.annotator.eachDocument((each, gone) => {
    each.addEventListener('keydown', come, { capture: true, signal: gone });
  }, lifetime.signal);
  return { close };
}
