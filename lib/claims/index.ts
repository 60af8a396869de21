/**
 * What a claim is and where it comes from. `parseClaimSet` is the only way in: inside, a `ClaimSet` is trusted.
 */
import type { ClaimSet } from './schema.ts';

export { bundledClaimSets } from './bundled.ts';
export { type ClaimChange, type ClaimSetDiff, diffClaimSets, type FieldChange } from './diff.ts';
export { MOST_SET_BYTES, utf8Length } from './in-file.ts';
export { localized } from './localized.ts';
export { type ClaimSetProblem, parseClaimSet, parseClaimSetHeader, parseClaims, parsingClaimSet } from './parse.ts';
export type {
  Claim,
  ClaimSet,
  ClaimSetHeader,
  Denial,
  Figure,
  Localized,
  Modality,
  Source,
  SourcingRecord,
} from './schema.ts';

/** A set the reader added, as it is kept and as Caveat's own file has it. */
export type AddedClaimSet = {
  /** Whether pages are checked against it. */
  readonly enabled: boolean;
  /** When it was added or updated, ISO 8601 with zone. */
  readonly added: string;
  readonly set: ClaimSet;
};

/** A claim across sets: `set-id:claim-id`. Neither id contains a colon. */
export type ClaimKey = `${string}:${string}`;

export const claimKey = (set: string, claim: string): ClaimKey => `${set}:${claim}`;

/** The claim's id inside its set. */
export const claimIdOf = (key: ClaimKey): string => key.slice(key.indexOf(':') + 1);

/** The IRI that stands for a claim in exported files. */
export const claimIri = (key: ClaimKey): string => `urn:caveat:claim:${key}`;
