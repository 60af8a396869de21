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
  /** What the page declares to be based on (JSON-LD `isBasedOn`, `citation`): addresses or names. */
  readonly origins?: readonly string[];
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
  /** The sentence before it on the page, without which it may not be understood. */
  readonly before?: string;
  readonly level: Level;
  readonly confidence: number;
  readonly evidence: readonly Evidence[];
  readonly attribution: Attribution;
  readonly wording: Wording;
  readonly comparison: Comparison;
  /** The record speaks of a plan, the sentence of something settled. */
  readonly certaintyRaised: boolean;
};

/** What the card needs to know of a claim that the page states. */
export type ClaimOnPage = {
  readonly key: ClaimKey;
  readonly set: { readonly id: string; readonly version: string; readonly title: Localized };
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
  /** Sentences that leave out whom the record credits. */
  readonly attributionDropped: number;
  /** Sentences that speak of a plan as of something settled. */
  readonly certaintyRaised: number;
  /** Sentences that word a claim differently from the record. */
  readonly changed: number;
};

/** Another outlet whose reporting the page rests on. */
export type Relay = {
  /** As the page names it, or its host name; null when the page speaks of "the network" and nowhere names it. */
  readonly outlet: string | null;
  /** How the page describes an outlet it does not name ("a Mexico City daily"), beginning in lower case. */
  readonly described?: string;
  /**
   * `declared`: the page says so of itself, in its data or by an agency's mark. `first-reported`: a sentence says who
   * reported it first. `credited`: sentences that state a claim credit it.
   */
  readonly how: 'declared' | 'first-reported' | 'credited';
  /** The sentences that say so, in page order; none for what only the page's data declares. */
  readonly sentences: readonly Span[];
  /** The claims whose sentences credit it. */
  readonly claims: readonly ClaimKey[];
};

/** Everything a page says of a claim leads to one outlet. */
export type OneOrigin = {
  readonly claim: ClaimKey;
  readonly outlet: string;
  /** Sentences of the page that state the claim. */
  readonly sightings: number;
  /** The record leads there too, so page and record are one source, not two. */
  readonly circular: boolean;
};

export type PageReport = {
  /** In page order. */
  readonly annotations: readonly ClaimAnnotation[];
  readonly claims: readonly ClaimOnPage[];
  readonly missing: readonly MissingContext[];
  readonly relays: readonly Relay[];
  /** At most one entry a claim. */
  readonly oneOrigin: readonly OneOrigin[];
  readonly tally: Tally;
  readonly truncated: boolean;
};
