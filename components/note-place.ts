/**
 * Where in the list of notes the reader is, kept with each entry of the browser's history: Back and reload come to the
 * same note, also among tens of thousands whose rows are measured only when they are seen.
 */
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { NoteItem } from './NoteList.tsx';

/** The note at the top of the window. */
type Place = {
  readonly note: string;
  /** Where it stood in the list, should it be gone. */
  readonly index: number;
  /** How much of its row is above the window's edge, in px. */
  readonly above: number;
};

/** Frames without movement after which rows around have been measured. */
const STILL = 8;

const rows = (at = ''): string => `.cav-notes > li[data-index${at}]`;

/** History outlives versions of this page, and pages may be written by others: what is no place is none. */
function keptPlace(): Place | null {
  const { note, index, above }: Partial<Place> = history.state?.place ?? {};
  const isPlace = typeof note === 'string' && Number.isInteger(index) && typeof above === 'number';
  return isPlace ? { note, index: Math.max(0, index ?? 0), above } : null;
}

function placeNow(items: readonly NoteItem[]): Place | null {
  if (window.scrollY === 0) return null;
  for (const row of document.querySelectorAll<HTMLElement>(rows())) {
    const { top, bottom } = row.getBoundingClientRect();
    const index = Number(row.dataset['index']);
    const item = items[index];
    if (bottom > 0 && item) return { note: item.note.id, index, above: -top };
  }
  return null;
}

/**
 * To the beginning of the page. The list hears of it at once: by the next frame it would have measured rows far down, and
 * scrolled back to them.
 */
function toTop(): void {
  window.scrollTo(0, 0);
  window.dispatchEvent(new Event('scroll'));
}

type KeptPlace = {
  /** Index of a row that must be there, for the page is on its way to it; null when it is nowhere. */
  readonly held: number | null;
  /** The list will be another one: keep the place with this entry of the history, and go nowhere any more. */
  leave(): void;
  toTop(): void;
};

/** `items` as they are listed; `complete` when no more will come. */
export function usePlace(items: readonly NoteItem[], complete: boolean): KeptPlace {
  const [goal, setGoal] = useState(keptPlace);
  /** The next step on the way. */
  const frame = useRef(0);
  const now = useRef({ items, goal });
  now.current = { items, goal };

  function keep(): void {
    // On the way to a place, this is not where the reader is.
    if (now.current.goal !== null || now.current.items.length === 0) return;
    history.replaceState({ place: placeNow(now.current.items) }, '');
  }

  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    // What the browser would go back to by itself is a number of pixels, in a list that has not got them yet.
    history.scrollRestoration = 'manual';
    addEventListener('scrollend', keep, { signal });
    addEventListener('pagehide', keep, { signal });
    const back = () => {
      const place = keptPlace();
      if (place === null) toTop();
      setGoal(place);
    };
    addEventListener('popstate', back, { signal });
    return () => {
      controller.abort();
      history.scrollRestoration = 'auto';
    };
  }, []);

  const held = useMemo(() => {
    if (goal === null) return null;
    const at = items.findIndex(({ note }) => note.id === goal.note);
    return at < 0 && complete ? Math.min(goal.index, items.length - 1) : at;
  }, [goal, items, complete]);

  useEffect(() => {
    if (goal === null) return;
    const controller = new AbortController();
    // Who moves meanwhile is where they want to be, also while the notes are still being read.
    for (const act of ['wheel', 'touchmove', 'pointerdown', 'keydown']) {
      addEventListener(act, () => setGoal(null), { signal: controller.signal, passive: true });
    }
    return () => controller.abort();
  }, [goal]);

  useEffect(() => {
    if (goal === null || held === null) return;
    if (held < 0) {
      // Nothing is listed: there is nowhere to go.
      if (complete) setGoal(null);
      return;
    }
    let still = 0;
    let last = -1;
    const step = () => {
      const row = document.querySelector(rows(`="${held}"`));
      const off = row ? row.getBoundingClientRect().top + goal.above : 0;
      if (Math.abs(off) >= 1) window.scrollBy({ top: off, behavior: 'instant' });
      // Near the end of the list the page cannot be scrolled far enough.
      still = row && window.scrollY === last ? still + 1 : 0;
      last = window.scrollY;
      if (still >= STILL && complete) setGoal(null);
      else frame.current = requestAnimationFrame(step);
    };
    frame.current = requestAnimationFrame(step);
    return () => cancelAnimationFrame(frame.current);
  }, [goal, held, complete]);

  return {
    held: held === null || held < 0 ? null : held,
    leave() {
      keep();
      // At once: a step before the next rendering would come back here.
      cancelAnimationFrame(frame.current);
      setGoal(null);
    },
    toTop,
  };
}
