/** The only way in for an annotation: from storage, from a message, from a file. Sizes are limited at this border. */
import * as v from 'valibot';
import type { ClaimKey } from '../claims/index.ts';
import { err, ok, type Result } from '../result.ts';
import { keyOf, plainAddress } from './page-key.ts';
import { type Annotation, colors, type JsonObject } from './types.ts';

/** Tags a note can have. */
export const MAX_TAGS = 50;

/** In UTF-16 units: what a note's text may have. It is a reader's remark, not a document. */
export const MAX_NOTE = 20_000;
/** A quote may be a long paragraph. */
const MAX_QUOTE = 10_000;
const MAX_CONTEXT = 1_000;
const MAX_ADDRESS = 8_000;
const MAX_TITLE = 2_000;

const ISO = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/;
const time = v.pipe(
  v.string(),
  v.check((text) => ISO.test(text) && !Number.isNaN(Date.parse(text)), 'must be a date and time with a zone'),
);
const claimKey = v.custom<ClaimKey>(
  (value) => typeof value === 'string' && /^[a-z0-9][a-z0-9-]{0,79}:[a-z0-9][a-z0-9-]{0,79}$/.test(value),
  'must be a claim key such as "set:claim"',
);
const offset = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const ordered = <T extends { start: number; end: number }>(span: T): boolean => span.start <= span.end;

const selector = v.variant('type', [
  v.object({
    type: v.literal('TextQuoteSelector'),
    exact: v.pipe(v.string(), v.maxLength(MAX_QUOTE)),
    prefix: v.pipe(v.string(), v.maxLength(MAX_CONTEXT)),
    suffix: v.pipe(v.string(), v.maxLength(MAX_CONTEXT)),
  }),
  v.pipe(
    v.object({
      type: v.literal('TextPositionSelector'),
      start: offset,
      end: offset,
      codePoints: v.exactOptional(
        v.pipe(v.object({ start: offset, end: offset }), v.check(ordered, 'must not end before it starts')),
      ),
    }),
    v.check(ordered, 'must not end before it starts'),
  ),
]);

/** What is kept for other programs: enough for any selector or author's name, too little to fill a device with. */
const MAX_OTHER = { depth: 12, values: 2_000, characters: 40_000 };

/** Plain JSON within those limits, looked through without recursion: depth is the sender's choice. */
function isSmallJsonObject(input: unknown): input is JsonObject {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return false;
  const open: { value: unknown; depth: number }[] = [{ value: input, depth: 0 }];
  let values = 0;
  let characters = 0;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, depth } = next;
    values += 1;
    if (typeof value === 'string') characters += value.length;
    else if (typeof value === 'object' && value !== null) {
      if (depth >= MAX_OTHER.depth) return false;
      for (const [key, inner] of Object.entries(value)) {
        characters += key.length;
        open.push({ value: inner, depth: depth + 1 });
      }
    } else if (typeof value === 'number' ? !Number.isFinite(value) : typeof value !== 'boolean' && value !== null) {
      return false;
    }
    if (values + open.length > MAX_OTHER.values || characters > MAX_OTHER.characters) return false;
  }
  return true;
}

const jsonObject = v.custom<JsonObject>(isSmallJsonObject, 'must be a small JSON object');

const targetFields = v.object({
  source: v.pipe(
    v.string(),
    v.maxLength(MAX_ADDRESS),
    // A fragment alone names no page.
    v.check((source) => plainAddress(source) !== '', 'must name a page'),
  ),
  address: v.exactOptional(v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_ADDRESS))),
  title: v.exactOptional(v.pipe(v.string(), v.maxLength(MAX_TITLE))),
  language: v.exactOptional(
    v.pipe(v.string(), v.regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/, 'must be a language tag')),
  ),
  sourceDate: v.exactOptional(time),
  selectors: v.pipe(v.array(selector), v.maxLength(10)),
  otherSelectors: v.exactOptional(v.pipe(v.array(jsonObject), v.maxLength(20))),
});
const target = v.pipe(targetFields, v.transform(withKey));

const fields = {
  motivation: v.picklist(['commenting', 'questioning', 'highlighting']),
  text: v.pipe(v.string(), v.maxLength(MAX_NOTE)),
  tags: v.pipe(v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(100))), v.maxLength(MAX_TAGS)),
  color: v.exactOptional(v.picklist(colors)),
  claim: v.exactOptional(claimKey),
  target: v.exactOptional(target),
  other: v.exactOptional(jsonObject),
};

/** The schema behind `parseAnnotation`, for schemas that contain annotations. Unknown fields are dropped. */
export const annotationSchema = v.pipe(
  v.object({
    id: v.pipe(v.string(), v.regex(/^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'must be urn:uuid:…')),
    created: time,
    modified: time,
    ...fields,
  }),
  v.check((note) => note.claim !== undefined || note.target !== undefined, 'needs a claim or a target'),
);

/** What is wrong with an annotation, and where: `target.selectors[0].exact`. */
export type AnnotationProblem = { readonly place: string; readonly message: string };

/** An annotation from outside, or every problem it has. Its target's source comes out as a page key. */
export function parseAnnotation(input: unknown): Result<Annotation, readonly AnnotationProblem[]> {
  const parsed = v.safeParse(annotationSchema, input);
  if (parsed.success) return ok(parsed.output);
  return err(
    parsed.issues.map((issue) => ({
      place: (issue.path ?? [])
        .map(({ key }) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
        .join('')
        .replace(/^\./, ''),
      message: issue.message,
    })),
  );
}

/** The target under its page's key. An address that was another view of the page is kept beside it. */
function withKey<T extends { readonly source: string; readonly address?: string }>(target: T): T {
  const own = plainAddress(target.source);
  const source = keyOf(own);
  return { ...target, source, ...(own === source || target.address !== undefined ? {} : { address: own }) };
}

/**
 * A note that did not exist before: `id` is a bare UUID or already `urn:uuid:…`, `now` becomes both of its dates.
 * Without `motivation` it comments where it has text and highlights where it has none.
 */
export function newAnnotation(
  given: { readonly id: string; readonly now: string } & Partial<Omit<Annotation, 'id' | 'created' | 'modified'>>,
): Annotation {
  const {
    id,
    now,
    text = '',
    tags = [],
    motivation = text === '' ? 'highlighting' : 'commenting',
    color,
    claim,
    target,
    other,
  } = given;
  return {
    id: id.startsWith('urn:') ? id : `urn:uuid:${id.toLowerCase()}`,
    motivation,
    created: now,
    modified: now,
    text,
    tags,
    ...(color === undefined ? {} : { color }),
    ...(claim === undefined ? {} : { claim }),
    ...(target === undefined ? {} : { target: withKey(target) }),
    ...(other === undefined ? {} : { other }),
  };
}
