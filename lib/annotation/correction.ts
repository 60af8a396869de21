/** The reader's "not this claim" on a sentence: remembered for the sentence's words, wherever it stands. */
import * as v from 'valibot';
import type { ClaimKey } from '../claims/index.ts';
import { err, ok, type Result } from '../result.ts';

const MAX_SENTENCE = 4_000;

export const correctionSchema = v.object({
  claim: v.custom<ClaimKey>((input) => typeof input === 'string' && /^[a-z0-9-]{1,80}:[a-z0-9-]{1,80}$/.test(input)),
  /** The sentence as it stood on the page. */
  text: v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_SENTENCE)),
  /** The sentence before it, without which it may not be understood. */
  before: v.optional(v.pipe(v.string(), v.maxLength(MAX_SENTENCE))),
  /** Language tag of the page. */
  lang: v.pipe(v.string(), v.maxLength(100)),
  /** The page's address and title, for the reader's own list and backup; never part of what improves a claim set. */
  source: v.pipe(v.string(), v.minLength(1), v.maxLength(8_000)),
  title: v.pipe(v.string(), v.maxLength(2_000)),
  /** ISO 8601 with zone. */
  created: v.pipe(v.string(), v.isoTimestamp()),
});

/** A match the reader found to be none. */
export type Correction = {
  readonly claim: ClaimKey;
  readonly text: string;
  readonly before?: string | undefined;
  readonly lang: string;
  readonly source: string;
  readonly title: string;
  readonly created: string;
};

/** A stored or sent correction, or what is wrong with it. */
export function parseCorrection(input: unknown): Result<Correction, string> {
  const parsed = v.safeParse(correctionSchema, input);
  if (parsed.success) return ok(parsed.output);
  const [issue] = parsed.issues;
  return err(`${v.getDotPath(issue) ?? 'correction'}: ${issue.message}`);
}

/**
 * One key for a claim and a sentence. White space, case, accents written as two characters and the shape of quotation
 * marks and dashes do not matter: the same sentence looks a little different on every site. Any other word makes another
 * sentence, because it may state the claim after all.
 */
export function correctionKey(claim: ClaimKey, sentence: string): string {
  const words = sentence
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u2018\u2019\u201a\u201b\u2032]/g, "'")
    .replace(/[\u201c\u201d\u201e\u201f\u2033«»]/g, '"')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/\p{Cf}/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
  return `${claim} ${words.slice(0, MAX_SENTENCE)}`;
}
