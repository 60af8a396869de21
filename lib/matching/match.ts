/** What a match is. */
import type { ClaimKey } from '../claims/index.ts';
import type { Span } from '../text/index.ts';

/** What in a sentence spoke for (positive weight) or against (negative) the claim, in words a journalist can read. */
export type Evidence = {
  /** What it is: a concept ("special-operations forces"), a shared term, the page, the sentence before. */
  readonly label: string;
  /** Its share of the score, in log-odds. */
  readonly weight: number;
  /** Where in the sentence, if it is a piece of it. */
  readonly span?: Span;
};

export type Match = {
  /** Index into the sentences given. */
  readonly sentence: number;
  readonly claim: ClaimKey;
  /** Calibrated probability that a careful reader would say the sentence tells them the claim. */
  readonly confidence: number;
  /** The part of the sentence that carries the claim, relative to the sentence. */
  readonly part: Span;
  readonly evidence: readonly Evidence[];
};
