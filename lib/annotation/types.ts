import type { ClaimKey } from '../claims/index.ts';

export type TextQuoteSelector = {
  readonly type: 'TextQuoteSelector';
  readonly exact: string;
  readonly prefix: string;
  readonly suffix: string;
};
export type TextPositionSelector = {
  readonly type: 'TextPositionSelector';
  readonly start: number;
  readonly end: number;
  /**
   * The same passage counted in Unicode code points, as W3C files count. Only whoever holds the page's text can count
   * them (`codePointSpan`), so they are kept beside the UTF-16 offsets; without them an export leaves the position out.
   */
  readonly codePoints?: { readonly start: number; readonly end: number };
};
export type Selector = TextQuoteSelector | TextPositionSelector;

/** Data as JSON has it. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;
export type JsonObject = { readonly [key: string]: JsonValue };

/** Where an annotation points: a page, and if it has selectors, a passage of it. */
export type Target = {
  /** The page's key: its canonical address without tracking parameters or fragment. */
  readonly source: string;
  /** The address the reader had it open at, where that is another one: a mobile host, an AMP page, tracking parameters. */
  readonly address?: string;
  readonly title?: string;
  readonly language?: string;
  /** When the page was read, ISO 8601 with zone. */
  readonly sourceDate?: string;
  readonly selectors: readonly Selector[];
  /**
   * Selectors of kinds that words are not found by: those other programs wrote, kept as they came, and the elements a
   * passage stood in when it was marked, for other programs.
   */
  readonly otherSelectors?: readonly JsonObject[];
};

/** The colours a passage can be marked in; each has a name the reader sees. Oldest first: the first one is the default. */
export const colors = ['yellow', 'green', 'blue', 'pink', 'purple'] as const;
export type Color = (typeof colors)[number];

/** What a reader wrote: on a claim, on a passage, or on both. */
export type Annotation = {
  /** `urn:uuid:…` */
  readonly id: string;
  readonly motivation: 'commenting' | 'questioning' | 'highlighting';
  /** ISO 8601 with zone. */
  readonly created: string;
  readonly modified: string;
  /** Markdown as the reader typed it; empty for a bare highlight. */
  readonly text: string;
  readonly tags: readonly string[];
  /** The colour its passage is marked in; without one the default. */
  readonly color?: Color;
  /** The claim it speaks of. */
  readonly claim?: ClaimKey;
  /** The passage it was written at. */
  readonly target?: Target;
  /** Fields of another program or of a later Caveat, by their names there. Kept as they came, never acted on. */
  readonly other?: JsonObject;
};
