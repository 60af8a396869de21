import {
  defaultRangeExtractor,
  observeWindowOffset,
  observeWindowRect,
  Virtualizer,
  type VirtualizerOptions,
  windowScroll,
} from '@tanstack/virtual-core';
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';

/** Up to here all rows are there, to be found by the browser's own search and printed. */
const ALL_AT_ONCE = 100;

export type VirtualListProps<Item> = {
  readonly items: readonly Item[];
  readonly class?: string;
  readonly label: string;
  /** Stays the same while the row is the same. */
  keyOf(item: Item): string;
  row(item: Item, index: number): ComponentChildren;
  /** Index of a row that must be there, however far the page is scrolled: it is about to take the focus. */
  readonly wanted?: number | null;
  /** Height of a row not measured yet, in px. */
  readonly estimate: number;
};

/**
 * A list that scrolls with the page and holds only the rows in view, and the one with the focus, when it is long. However
 * long it becomes, its rows stay the same elements: a note may be typed in while others arrive.
 */
export function VirtualList<Item>(props: VirtualListProps<Item>) {
  const { items, label, keyOf, row, wanted = null, estimate, class: name } = props;
  const isWhole = items.length <= ALL_AT_ONCE;
  const [, redraw] = useState(0);
  const list = useRef<HTMLOListElement>(null);
  const focused = useRef<{ readonly at: number; readonly key: string | number } | null>(null);
  const [top, setTop] = useState(0);
  // The same function while the items are the same: with a new one, all rows are laid out anew, at every scroll.
  const getItemKey = useMemo(() => {
    const keyAt = (index: number) => {
      const item = items[index];
      return item === undefined ? index : keyOf(item);
    };
    // Rows before it may have come or gone.
    const { at, key } = focused.current ?? {};
    if (at !== undefined && key !== undefined && keyAt(at) !== key) {
      const now = items.findIndex((item) => keyOf(item) === key);
      focused.current = now < 0 ? null : { at: now, key };
    }
    return keyAt;
  }, [items]);
  const options: VirtualizerOptions<Window, HTMLLIElement> = {
    count: items.length,
    getScrollElement: () => window,
    estimateSize: () => estimate,
    getItemKey,
    overscan: 4,
    scrollMargin: top,
    initialOffset: () => window.scrollY,
    scrollToFn: windowScroll,
    observeElementRect: observeWindowRect,
    observeElementOffset: observeWindowOffset,
    onChange: () => !isWhole && redraw((count) => count + 1),
    // What the reader is in stays, however far the page is scrolled; so does what is wanted.
    rangeExtractor: (range: Parameters<typeof defaultRangeExtractor>[0]) => {
      const shown = defaultRangeExtractor(range);
      const held = [focused.current?.at ?? -1, wanted ?? -1].filter((at) => at >= 0 && at < items.length);
      return held.every((at) => shown.includes(at)) ? shown : [...new Set([...shown, ...held])].sort((a, b) => a - b);
    },
  };
  const virtualizer = useMemo(() => new Virtualizer<Window, HTMLLIElement>(options), []);
  virtualizer.setOptions(options);
  // Rows are measured from the first on, so that each stays where it is should the list become long; until then it is
  // the browser that lays them out, and nothing is to be put right.
  virtualizer.shouldAdjustScrollPositionOnItemSizeChange = isWhole ? () => false : undefined;
  useLayoutEffect(() => virtualizer._didMount(), []);
  useLayoutEffect(() => virtualizer._willUpdate());
  useLayoutEffect(() => {
    const box = list.current?.getBoundingClientRect();
    if (!box) return;
    // What stands above the list may have grown or gone. Millions of pixels down, a pixel or two is only rounding.
    const now = Math.round(box.top + window.scrollY);
    if (Math.abs(now - top) > 4) setTop(now);
  });
  const height = virtualizer.getTotalSize();
  const shown = isWhole ? items.map((_, index) => ({ index, start: 0 })) : virtualizer.getVirtualItems();
  return (
    <ol
      ref={list}
      class={name}
      aria-label={label}
      style={isWhole ? {} : { position: 'relative', height: `${height}px` }}
      onFocusIn={(event) => {
        const place = event.target instanceof Element ? event.target.closest<HTMLElement>('li[data-index]') : null;
        const at = Number(place?.dataset['index'] ?? -1);
        focused.current = at < 0 ? null : { at, key: getItemKey(at) };
      }}
      onFocusOut={() => {
        focused.current = null;
      }}
    >
      {shown.map(({ index, start }) => {
        const item = items[index];
        return (
          item !== undefined && (
            <li
              key={keyOf(item)}
              ref={virtualizer.measureElement}
              data-index={index}
              {...(isWhole ? {} : { 'aria-setsize': items.length, 'aria-posinset': index + 1 })}
              style={isWhole ? {} : { position: 'absolute', insetInline: 0, top: `${start - top}px` }}
            >
              {row(item, index)}
            </li>
          )
        );
      })}
    </ol>
  );
}
