/** Results are codes; words for them exist only in the catalogues. */

/** 4 documented, 3 on the record, 2 limited, 1 thin, 0 no source given, J writer's judgement, ? record incomplete. */
export type Level = 0 | 1 | 2 | 3 | 4 | 'J' | '?';

export type ReasonCode =
  | '?'
  | 'J'
  | 'S0'
  | 'S4'
  | 'S3'
  | 'S2D'
  | 'S2'
  | 'S1'
  | 'S1R'
  | 'D1'
  | 'D2'
  | 'D3'
  | 'U1'
  | 'C'
  | 'F';

/** A rule that fired, in order, also when a later rule undid it. */
export type Reason = {
  readonly code: ReasonCode;
  /** With `S1` and `S2`: unnamed people counted, a plural without a number as two. */
  readonly people?: number;
  /** A plural without a number is among them, so `people` is the least there can be: say "several", not "two". */
  readonly uncounted?: boolean;
  /** With `?`: the record's fields that a rule needs and that are missing. */
  readonly missing?: readonly string[];
};

export type BadgeCode =
  | 'denied-on-record'
  | 'denied-unnamed'
  | 'disputed'
  | 'unnamed-only'
  | 'interested-only'
  | 'one-line'
  | 'evidence-not-published'
  | 'evidence-partly'
  | 'considered'
  | 'planned'
  | 'future'
  | 'check-now'
  | 'quotation-only';

export type Badge = { readonly code: BadgeCode; readonly by?: readonly string[] };

export type Grade = {
  readonly level: Level;
  readonly reasons: readonly Reason[];
  readonly badges: readonly Badge[];
};

export type MoveCode =
  | 'someone-cited'
  | 'describe'
  | 'second-person'
  | 'original-report'
  | 'on-record'
  | 'holder-on-record'
  | 'speaker-on-record'
  | 'document'
  | 'recording'
  | 'second-origin'
  | 'reconcile';

/** A change to the record that would raise the level, with the level it would reach. */
export type Move = { readonly code: MoveCode; readonly level: Level };

/** Every way the page sentence's attribution can stand to the record's. */
export const COMPARISONS = [
  'same',
  'attribution-dropped',
  'relay',
  'weaker',
  'stronger',
  'adds-unnamed',
  'adds-source',
  'cites-document',
  'not-compared',
] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** What follows from the record for "what has not been verified"; the claim's own list comes first. */
export type GapCode =
  | 'nobody-cited'
  | 'not-corroborated'
  | 'evidence-not-published'
  | 'evidence-partly'
  | 'reports-disagree'
  | 'no-answer';
