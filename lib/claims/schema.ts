/**
 * What a claim set may contain. Types are inferred from these schemas, so the data and the types cannot disagree.
 * A set is pure data: no code, no regular expressions, no markup. Sizes are limited because a set may come from anyone.
 */
import * as v from 'valibot';

const MAX_TEXT = 2_000;
const MAX_LIST = 200;
export const MAX_CLAIMS = 200_000;
export const MAX_LANGUAGES = 20;

/**
 * Control characters, broken surrogates, and the marks that turn the direction of writing: with those a set could show
 * a reader something else than it says. Tabs and line ends are harmless.
 */
const UNPRINTABLE = /[\p{Cs}\u202A-\u202E\u2066-\u2069]|[^\P{Cc}\n\r\t]/u;

const shortText = v.pipe(
  v.string(),
  v.trim(),
  v.minLength(1),
  v.maxLength(MAX_TEXT),
  v.check((text) => !UNPRINTABLE.test(text), 'holds invisible control characters: remove them'),
);
const identifier = v.pipe(
  v.string(),
  v.regex(/^[a-z0-9][a-z0-9-]{0,79}$/, 'must be lower-case letters, digits and hyphens'),
);
const locale = v.pipe(v.string(), v.regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'must be a language tag such as "en"'));
/** A calendar date. The pattern alone would let 30 February through. */
const isoDate = v.pipe(v.string(), v.isoDate(), v.check(isCalendarDay, 'is not a day of the calendar'));
const webUrl = v.pipe(v.string(), v.maxLength(MAX_TEXT), v.regex(/^https?:\/\/\S+$/, 'must be an http(s) address'));
const list = <S extends v.BaseSchema<unknown, unknown, v.BaseIssue<unknown>>>(item: S) =>
  v.pipe(v.array(item), v.maxLength(MAX_LIST));

/** A text in one or more languages, by language tag. */
export const LocalizedSchema = v.pipe(
  v.record(locale, shortText),
  v.check((texts) => Object.keys(texts).length > 0, 'needs a text in at least one language, such as "en"'),
);
/** Several texts a language. */
export const LocalizedListSchema = v.record(locale, list(shortText));

const sourceCommon = {
  /** How the report words the source. */
  wording: shortText,
  /** Key of the origin: the same people, however often cited, are one group. */
  group: v.optional(identifier),
  /** Whether the source speaks for its own side, for the opposing side, or for neither. */
  interest: v.picklist(['own', 'opposed', 'neutral', 'unknown']),
};

/** A name or an office: one text for all languages, or one a language. */
const designation = v.union([shortText, LocalizedSchema]);

export const SourceSchema = v.variant('kind', [
  v.strictObject({
    kind: v.picklist(['named', 'institution']),
    name: designation,
    role: v.optional(designation),
    url: v.optional(webUrl),
    ...sourceCommon,
  }),
  v.strictObject({
    kind: v.literal('anonymous'),
    /** People behind it: a number, or `several` for a plural without a number (counts as two). */
    count: v.optional(
      v.union([v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10_000)), v.literal('several')]),
    ),
    /** As worded where the claim is stated: how they know, which office, or neither. */
    desc: v.optional(v.picklist(['knowledge', 'role', 'none'])),
    ...sourceCommon,
  }),
  v.strictObject({ kind: v.literal('outlet'), name: shortText, url: v.optional(webUrl), ...sourceCommon }),
  v.strictObject({ kind: v.literal('document'), title: shortText, url: v.optional(webUrl), ...sourceCommon }),
]);

export const DenialSchema = v.strictObject({
  by: shortText,
  kind: v.picklist(['named', 'institution', 'anonymous']),
  words: shortText,
  date: isoDate,
  url: v.optional(webUrl),
});

/** How a claim is sourced on record. A missing optional field means "not yet researched", never "none". */
export const SourcingRecordSchema = v.pipe(
  v.strictObject({
    kind: v.optional(v.picklist(['event', 'plan', 'position', 'quote', 'count', 'assessment'])),
    sources: v.optional(list(SourceSchema)),
    evidence: v.optional(v.picklist(['published', 'partial', 'described', 'none'])),
    conflict: v.optional(v.boolean()),
    denials: list(DenialSchema),
    checkable: v.optional(v.picklist(['public', 'partly', 'not-public', 'future'])),
    asOf: isoDate,
    unverified: list(LocalizedSchema),
    wouldSettle: list(LocalizedSchema),
  }),
  v.forward(
    v.check((record) => {
      const linked = record.sources?.some((source) => source.kind === 'document' && source.url !== undefined);
      return (
        !linked || record.evidence === undefined || record.evidence === 'published' || record.evidence === 'partial'
      );
    }, 'a document with a link needs evidence "published" or "partial"'),
    ['evidence'],
  ),
);

/** A number the claim states. `value` is in `unit`s; `comparator` says how it binds. */
export const FigureSchema = v.strictObject({
  value: v.pipe(v.number(), v.finite()),
  comparator: v.picklist(['exactly', 'at-least', 'more-than', 'at-most', 'less-than', 'about']),
  unit: LocalizedSchema,
});

export const ClaimSchema = v.strictObject({
  id: identifier,
  /** The claim in the set's own words. */
  text: LocalizedSchema,
  /** Ways newsrooms put it. */
  paraphrases: v.optional(LocalizedListSchema, {}),
  /** How far the reported thing has got. */
  modality: v.picklist(['considered', 'planned', 'underway', 'done', 'said']),
  figures: v.optional(list(FigureSchema), []),
  /** Names that identify the claim (unit, agency, statute, sea, speaker): another one in the same place is a drift. */
  entities: v.optional(
    list(
      v.strictObject({
        role: identifier,
        names: LocalizedListSchema,
      }),
    ),
    [],
  ),
  /** Ids of claims that qualify this one: leaving them out is missing context. */
  qualifiedBy: v.optional(list(identifier), []),
  /** Paragraphs of the source the claim rests on, counted from 1. */
  passages: v.optional(list(v.pipe(v.number(), v.integer(), v.minValue(1))), []),
  record: SourcingRecordSchema,
});

export const ClaimSetSchema = v.strictObject({
  format: v.literal('caveat-claim-set/1'),
  id: identifier,
  version: v.pipe(v.string(), v.regex(/^\d+\.\d+\.\d+$/, 'must be a version such as "1.0.0"')),
  title: LocalizedSchema,
  description: LocalizedSchema,
  publisher: shortText,
  licence: shortText,
  date: isoDate,
  languages: v.pipe(v.array(locale), v.minLength(1), v.maxLength(MAX_LANGUAGES)),
  /** What the claims were read from. `note` describes it, above all where it has no known title or address. */
  source: v.optional(
    v.pipe(
      v.strictObject({ title: v.optional(shortText), note: v.optional(LocalizedSchema), url: v.optional(webUrl) }),
      v.check(({ title, note }) => title !== undefined || note !== undefined, 'needs a "title" or a "note"'),
    ),
  ),
  claims: v.pipe(v.array(ClaimSchema), v.minLength(1), v.maxLength(MAX_CLAIMS)),
});

function isCalendarDay(date: string): boolean {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return day <= ([31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0);
}

export type Localized = v.InferOutput<typeof LocalizedSchema>;
export type Source = v.InferOutput<typeof SourceSchema>;
export type Denial = v.InferOutput<typeof DenialSchema>;
export type SourcingRecord = v.InferOutput<typeof SourcingRecordSchema>;
export type Figure = v.InferOutput<typeof FigureSchema>;
export type Claim = v.InferOutput<typeof ClaimSchema>;
export type ClaimSet = v.InferOutput<typeof ClaimSetSchema>;
/** A set without its claims. */
export type ClaimSetHeader = Omit<ClaimSet, 'claims'>;
export type Modality = Claim['modality'];
