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

/** A list that scrolls with the page and holds only the rows in view, and the one with the focus, when it is long. */
export function VirtualList<Item>(props: VirtualListProps<Item>) {
  const { items, keyOf, row } = props;
  if (items.length > ALL_AT_ONCE) return <Windowed {...props} />;
  return (
    <ol class={props.class} aria-label={props.label}>
      {items.map((item, index) => (
        <li key={keyOf(item)} data-index={index}>
          {row(item, index)}
        </li>
      ))}
    </ol>
  );
}

function Windowed<Item>({ items, label, keyOf, row, wanted = null, estimate, class: name }: VirtualListProps<Item>) {
  const [, redraw] = useState(0);
  const list = useRef<HTMLOListElement>(null);
  const focused = useRef(-1);
  const [top, setTop] = useState(0);
  // The same function while the items are the same: with a new one, all rows are laid out anew, at every scroll.
  const getItemKey = useMemo(
    () => (index: number) => {
      const item = items[index];
      return item === undefined ? index : keyOf(item);
    },
    [items],
  );
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
    onChange: () => redraw((count) => count + 1),
    // What the reader is in stays, however far the page is scrolled; so does what is wanted.
    rangeExtractor: (range: Parameters<typeof defaultRangeExtractor>[0]) => {
      const shown = defaultRangeExtractor(range);
      const held = [focused.current, wanted ?? -1].filter((at) => at >= 0 && at < items.length);
      return held.every((at) => shown.includes(at)) ? shown : [...new Set([...shown, ...held])].sort((a, b) => a - b);
    },
  };
  const virtualizer = useMemo(() => new Virtualizer<Window, HTMLLIElement>(options), []);
  virtualizer.setOptions(options);
  useLayoutEffect(() => virtualizer._didMount(), []);
  useLayoutEffect(() => virtualizer._willUpdate());
  useLayoutEffect(() => {
    const box = list.current?.getBoundingClientRect();
    if (!box) return;
    // What stands above the list may have grown or gone. Millions of pixels down, a pixel or two is only rounding.
    const now = Math.round(box.top + window.scrollY);
    if (Math.abs(now - top) > 4) setTop(now);
  });
  return (
    <ol
      ref={list}
      class={name}
      aria-label={label}
      style={{ position: 'relative', height: `${virtualizer.getTotalSize()}px` }}
      onFocusIn={(event) => {
        const place = event.target instanceof Element ? event.target.closest<HTMLElement>('li[data-index]') : null;
        focused.current = Number(place?.dataset['index'] ?? -1);
      }}
      onFocusOut={() => {
        focused.current = -1;
      }}
    >
      {virtualizer.getVirtualItems().map(({ key, index, start }) => {
        const item = items[index];
        return (
          item !== undefined && (
            <li
              key={key}
              ref={virtualizer.measureElement}
              data-index={index}
              aria-setsize={items.length}
              aria-posinset={index + 1}
              style={{ position: 'absolute', insetInline: 0, top: `${start - top}px` }}
            >
              {row(item, index)}
            </li>
          )
        );
      })}
    </ol>
  );
}
