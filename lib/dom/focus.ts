/** Where the reader is among the marks of a page: which is tinted, and what a click or a key leads to. */
import type { Annotation, FoundPassage } from '../annotation/index.ts';
import { boundsIn } from './frames.ts';
import { isSeen, scrollToRange } from './layout.ts';
import type { Highlighter } from './marks.ts';
import type { Selected } from './page-annotator.ts';
import type { Group } from './sentences.ts';
import { byPlace } from './text-map.ts';

export type Focus = {
  /** The mark the keys or the card are at. */
  at(): string | null;
  set(id: string | null): void;
  /** The pointer rests on a mark, or on none. The tint follows it unless keys or the card hold it. */
  hover(id: string | null): void;
  /** Select what stands at one place; the first id is what was asked for. */
  select(ids: readonly string[]): boolean;
  /** Scroll to it and select it. */
  show(id: string): boolean;
  /** To the next or previous mark: from the one in focus, else from what the window shows. */
  step(direction: 1 | -1): boolean;
  rangesOf(id: string): readonly Range[];
  /** The marks were drawn anew. */
  renew(): void;
  forget(): void;
};

/** What stands on the page now. */
export type OnPage = {
  readonly highlighter: Highlighter;
  groups(): readonly Group[];
  notes(): readonly Annotation[];
  passages(): readonly FoundPassage[];
  /** Draw without noise. */
  quietly(change: () => void): void;
  onSelect(selected: Selected): void;
};

export function followFocus(document: Document, page: OnPage, signal: AbortSignal): Focus {
  const { highlighter, quietly } = page;
  let focused: string | null = null;
  /** What was in focus last: after its card is closed the keys go on from there. */
  let visited: string | null = null;

  const isPainted = (id: string): boolean => highlighter.rangesOf(id).length > 0;
  const groupOf = (id: string): Group | undefined =>
    page.groups().find((group) => group.annotations.some((annotation) => annotation.id === id));

  /** A sentence is painted under its first annotation's id, or in parts under each one's own. */
  function rangesOf(id: string): readonly Range[] {
    const own = highlighter.rangesOf(id);
    if (own.length > 0) return own;
    return (groupOf(id)?.annotations ?? []).flatMap((annotation) => highlighter.rangesOf(annotation.id));
  }

  function set(id: string | null): void {
    focused = id === null || isPainted(id) ? id : (groupOf(id)?.id ?? null);
    visited = focused ?? visited;
    quietly(() => highlighter.setFocused(focused));
  }

  function select(ids: readonly string[]): boolean {
    const [id = ''] = ids;
    const ranges = rangesOf(id);
    if (ranges.length === 0) return false;
    const group = ids.map(groupOf).find(Boolean);
    const here = ids.flatMap((one) => page.notes().filter((note) => note.id === one));
    if (!group && here.length === 0) return false;
    set(id);
    const annotations = group?.annotations ?? [];
    page.onSelect({
      annotations: [...new Set([...annotations.filter((one) => one.id === id), ...annotations])],
      notes: here,
      ranges: groupOf(id) ? annotations.flatMap((annotation) => highlighter.rangesOf(annotation.id)) : ranges,
    });
    return true;
  }

  /** All marks in the order of the page. */
  const stops = (): readonly { readonly id: string; readonly range: Range }[] =>
    [...page.groups(), ...page.passages()]
      .flatMap(({ id }) => {
        const [range] = rangesOf(id);
        return range ? [{ id, range }] : [];
      })
      .sort((a, b) => byPlace(a.range, b.range));

  function step(direction: 1 | -1): boolean {
    const all = stops();
    const place = focused ?? visited;
    const group = place === null ? undefined : groupOf(place);
    const at = all.findIndex(
      ({ id, range }) => (id === place || id === group?.id) && (focused !== null || isSeen(document, range)),
    );
    const firstSeen = all.findIndex(({ range }) => boundsIn(document, range).bottom > 0);
    const start = at >= 0 ? at + direction : direction === 1 ? Math.max(0, firstSeen) : firstSeen - 1;
    const next = all[(start + all.length) % all.length];
    if (!next) return false;
    scrollToRange(document, next.range);
    set(next.id);
    return true;
  }

  return {
    at: () => focused,
    set,
    hover(id) {
      if (focused === null && !signal.aborted)
        quietly(() => highlighter.setFocused(id !== null && isPainted(id) ? id : null));
    },
    select,
    show(id) {
      const [range] = rangesOf(id);
      if (!range) return false;
      scrollToRange(document, range);
      return select([id]);
    },
    step,
    rangesOf,
    renew() {
      if (focused !== null && !isPainted(focused)) focused = null;
      highlighter.setFocused(focused);
    },
    forget() {
      focused = null;
    },
  };
}
