/** Keys that lead out of the card lead to the place it stood at, not to the page's end, where its element is. */
import { focusFrom, isNowhere, type PageAnnotator, tabStops } from '../../lib/dom/index.ts';

/** Tab beyond the card's last stop goes on after its ranges, backwards before them. The card stays open. */
export function leadOut(mount: HTMLElement, place: () => readonly Range[], signal: AbortSignal): void {
  mount.addEventListener(
    'keydown',
    (event) => {
      if (!isTab(event)) return;
      const [from] = event.composedPath();
      const isEdge = from === tabStops(mount).at(event.shiftKey ? 0 : -1);
      if (isEdge || (event.shiftKey && from === mount.firstElementChild)) goOn(place(), event);
    },
    { signal },
  );
}

/**
 * The card was closed by a key: its mark stays tinted, Enter opens it again, Tab goes on from there, Escape or a press
 * anywhere leaves it.
 */
export function stayAt(annotator: PageAnnotator, id: string, signal: AbortSignal): void {
  const staying = new AbortController();
  const leave = () => {
    staying.abort();
    annotator.setFocused(null);
  };
  annotator.setFocused(id);
  annotator.eachDocument(
    (document, gone) => {
      const listening = { capture: true, signal: gone };
      document.addEventListener('pointerdown', leave, listening);
      document.addEventListener(
        'keydown',
        (event) => {
          const isFree = isNowhere(document) && document.getSelection()?.type !== 'Range';
          if (isTab(event) && isFree && goOn(annotator.rangesOf(id), event)) leave();
          // A step begins at the mark as long as that is seen.
          else if (event.altKey) leave();
          else if (event.key === 'Enter' || event.key === 'Escape') staying.abort();
        },
        listening,
      );
    },
    AbortSignal.any([signal, staying.signal]),
  );
}

const isTab = (event: KeyboardEvent): boolean =>
  event.key === 'Tab' && !event.defaultPrevented && !event.altKey && !event.ctrlKey;

function goOn(ranges: readonly Range[], event: KeyboardEvent): boolean {
  const range = ranges.at(event.shiftKey ? 0 : -1);
  const isThere = range !== undefined && focusFrom(range, event.shiftKey);
  if (isThere) event.preventDefault();
  return isThere;
}
