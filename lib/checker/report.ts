/** What a check takes and gives. */
import type { Attribution, Wording } from '../attribution/index.ts';
import type { Claim, ClaimKey, Localized } from '../claims/index.ts';
import type { Evidence } from '../matching/index.ts';
import type { Comparison, GapCode, Grade, Level, Move } from '../sourcing/index.ts';
import type { Span } from '../text/index.ts';

/** A page as text. Blocks are separated by one newline; no sentence crosses one. */
export type PageText = {
  /** The page's address. */
  readonly source: string;
  readonly title: string;
  /** Language tag of the page's text. */
  readonly locale: string;
  readonly text: string;
  /** The page was too long and its end is missing. */
  readonly truncated: boolean;
};

/** One sentence of the page that states one claim. */
export type ClaimAnnotation = {
  /** Stable while the sentence stands: claim key and sentence start. */
  readonly id: string;
  readonly claim: ClaimKey;
  /** The sentence in the page's text. */
  readonly sentence: Span;
  /** The part of it that carries the claim, in the page's text. */
  readonly part: Span;
  readonly quote: string;
  readonly level: Level;
  readonly confidence: number;
  readonly evidence: readonly Evidence[];
  readonly attribution: Attribution;
  readonly wording: Wording;
  readonly comparison: Comparison;
};

/** What the card needs to know of a claim that the page states. */
export type ClaimOnPage = {
  readonly key: ClaimKey;
  readonly set: { readonly id: string; readonly title: Localized };
  readonly claim: Claim;
  readonly grade: Grade;
  readonly moves: readonly Move[];
  /** What follows from the record for "what has not been verified". */
  readonly gaps: readonly GapCode[];
};

/** A claim the page states while the claim that qualifies it was not found on the page. */
export type MissingContext = {
  readonly claim: ClaimKey;
  readonly missing: ClaimKey;
  /** The qualifying claim, with its record. */
  readonly qualifier: ClaimOnPage;
};

export type Tally = {
  readonly sentences: number;
  readonly claims: number;
  /** Claims that rest on unnamed people only. */
  readonly unnamedOnly: number;
  /** Claims for which the record cites nobody. */
  readonly noSource: number;
  readonly attributionDropped: number;
  readonly changed: number;
};

export type PageReport = {
  /** In page order. */
  readonly annotations: readonly ClaimAnnotation[];
  readonly claims: readonly ClaimOnPage[];
  readonly missing: readonly MissingContext[];
  readonly tally: Tally;
  readonly truncated: boolean;
};
