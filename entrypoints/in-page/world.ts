/** The scripts of a page find each other here: in a world of their own, which pages cannot reach. */
import type { MarkdownBlock } from '../../lib/markdown/index.ts';
import type { MakeCard } from './sides.ts';

type Offered = {
  readonly card: MakeCard;
  /** Null for a text that looks the same as it is typed. */
  readonly markdown: (text: string) => readonly MarkdownBlock[] | null;
};

/** Symbols: names of a page's elements are also names in the world of its scripts. */
const nameOf = (part: keyof Offered): symbol => Symbol.for(`caveat.${part}`);

/** A script has arrived, and this is what it can do. */
export function offer<Part extends keyof Offered>(part: Part, what: Offered[Part]): void {
  Object.defineProperty(globalThis, nameOf(part), { value: what, configurable: true });
}

/** What a script offers; undefined before it came. */
export function offered<Part extends keyof Offered>(part: Part): Offered[Part] | undefined {
  // Only `offer` writes there.
  return (globalThis as { [name: symbol]: unknown })[nameOf(part)] as Offered[Part] | undefined;
}
