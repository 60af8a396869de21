/** What attribution and drift say about a sentence. */
import type { Claim, ClaimKey, Modality } from '../claims/index.ts';
import type { Span } from '../text/index.ts';

export type AttributionKind = 'named' | 'institution' | 'anonymous' | 'outlet' | 'document' | 'none';

export type Attribution = {
  readonly kind: AttributionKind;
  /** The source as the sentence names or describes it ("Claudia Sheinbaum", "two current officials"). */
  readonly name?: string;
  /** The words that attribute, relative to the sentence; absent when the attribution is carried over. */
  readonly cue?: Span;
  /** People behind an unnamed source, as far as the wording says. */
  readonly count?: number | 'several';
  /** How the wording describes unnamed people: how they know, which office, or neither. */
  readonly desc?: 'knowledge' | 'role' | 'none';
  /** Part of the sentence stands in quotation marks. */
  readonly quoted: boolean;
  /** The attribution stands in the sentence before. */
  readonly carried: boolean;
  /** The sentence marks what it says as uncertain, planned, alleged or conditional. */
  readonly hedged: boolean;
  /** The hedging words, relative to the sentence. */
  readonly hedges: readonly Span[];
  readonly modality: Modality;
  /** Present where the sentence speaks of a plan: somebody plans, intends or wants it, hedged or not. */
  readonly intended?: true;
};

/** A claim with its key: ids are unique in their set only. */
export type KeyedClaim = { readonly key: ClaimKey; readonly claim: Claim };

export type Drift = 'none' | 'overstated' | 'contradicts' | 'figure';

/** One difference between the page's wording and the record's. */
export type Difference = {
  readonly kind: 'number' | 'negation' | 'hedge' | 'scope' | 'entity' | 'time';
  /** The differing words, relative to the sentence. */
  readonly page: Span;
  /** What the record has in their place, in the page's language; for a missing hedge the record's own wording. */
  readonly record: string;
};

export type Wording = { readonly drift: Drift; readonly differences: readonly Difference[] };
