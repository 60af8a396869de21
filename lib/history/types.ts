/** What is remembered of a claim met on a page. Schemas own the types: stored rows are parsed when they are read. */
import * as v from 'valibot';
import type { ClaimKey } from '../claims/index.ts';
import { err, ok, type Result } from '../result.ts';
import { COMPARISONS } from '../sourcing/index.ts';

const MAX_QUOTE = 2_000;
/** Wordings of one claim on one page that are kept; pages that change more often keep the first and the latest. */
export const MAX_WORDINGS = 6;

const text = (length: number) => v.pipe(v.string(), v.maxLength(length));
const instant = v.pipe(v.string(), v.isoTimestamp());

const WordingSchema = v.object({
  /** When the page was first seen to say it so. */
  at: instant,
  quote: text(MAX_QUOTE),
  drift: v.picklist(['none', 'overstated', 'contradicts', 'figure']),
  attribution: v.picklist(['named', 'institution', 'anonymous', 'outlet', 'document', 'none']),
  /** The source as the page names it. */
  source: v.optional(text(300)),
  comparison: v.picklist(COMPARISONS),
  /** A number, name or date the claim turns on: as the page has it, and as the record has it. */
  figure: v.optional(v.object({ said: text(300), record: text(300) })),
  /** The other outlet everything the page says of the claim leads to. */
  credits: v.optional(text(300)),
});

const EncounterSchema = v.object({
  /** Claim and page: a page met again is the same encounter. */
  id: v.pipe(v.string(), v.minLength(1), v.maxLength(10_000)),
  claim: v.custom<ClaimKey>((input) => typeof input === 'string' && /^[a-z0-9-]{1,80}:[a-z0-9-]{1,80}$/.test(input)),
  /** Version of the claim set it was checked with last. */
  version: text(40),
  /** The page's key. */
  page: v.pipe(v.string(), v.minLength(1), v.maxLength(8_000)),
  title: text(2_000),
  /** Host name of the page, without `www.`. */
  outlet: v.pipe(v.string(), v.minLength(1), v.maxLength(300)),
  /** Language tag of the page. */
  language: text(100),
  first: instant,
  last: instant,
  /** The page's wordings, oldest first. */
  wordings: v.pipe(v.array(WordingSchema), v.minLength(1), v.maxLength(MAX_WORDINGS)),
});

type DeepReadonly<T> = T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T;

/** How a page put a claim at one time. */
export type EncounterWording = DeepReadonly<v.InferOutput<typeof WordingSchema>>;
/** One claim met on one page. Times are ISO 8601 with zone. */
export type Encounter = DeepReadonly<v.InferOutput<typeof EncounterSchema>>;

/** A stored or imported encounter, or what is wrong with it. */
export function parseEncounter(input: unknown): Result<Encounter, string> {
  const parsed = v.safeParse(EncounterSchema, input);
  if (parsed.success) return ok(parsed.output);
  const [issue] = parsed.issues;
  return err(`${v.getDotPath(issue) ?? 'encounter'}: ${issue.message}`);
}
