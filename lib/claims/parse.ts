/** From anything to a claim set, or to a list of what is wrong with it and where. */
import * as v from 'valibot';
import { err, ok, type Result } from '../result.ts';
import {
  type Claim,
  ClaimSchema,
  type ClaimSet,
  type ClaimSetHeader,
  ClaimSetSchema,
  MAX_CLAIMS,
  MAX_LANGUAGES,
} from './schema.ts';

/** What is wrong with a set, and where: `claims[12].record.sources[0].kind`. */
export type ClaimSetProblem = { readonly place: string; readonly message: string };

/** Whoever repairs a file wants the first problems, not a hundred thousand. */
export const MAX_PROBLEMS = 100;

/** Longest piece of the input repeated in a message. */
const MAX_QUOTE = 60;

type Path = readonly (string | number)[];

// The claims are parsed one by one: a broken set of 100,000 then stops at the hundredth problem.
const HeaderSchema = v.strictObject({ ...ClaimSetSchema.entries, claims: v.array(v.unknown()) });

/**
 * The only way from outside to a `ClaimSet`. Never throws for data, whatever its shape; gives every problem found,
 * at most `MAX_PROBLEMS`. Texts come back trimmed and absent lists as empty ones.
 */
export function parseClaimSet(input: unknown): Result<ClaimSet, ClaimSetProblem[]> {
  const steps = parsingClaimSet(input);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** `parseClaimSet`, resting after every claim: a hundred thousand take some seconds. */
export function* parsingClaimSet(input: unknown): Generator<void, Result<ClaimSet, ClaimSetProblem[]>> {
  const problems: ClaimSetProblem[] = [];
  const report = (path: Path, message: string): void => {
    if (problems.length < MAX_PROBLEMS) problems.push({ place: placeOf(path), message });
  };

  // A list is an object to the schema, and would be told of every field it lacks.
  if (Array.isArray(input)) {
    report([], 'must be an object in braces, found a list: a file holds one set');
    return err(problems);
  }
  const header = v.safeParse(HeaderSchema, input);
  for (const issue of header.issues ?? []) report(pathOf(issue), messageOf(issue));
  const given = listAt(input, 'claims');
  if (given.length > MAX_CLAIMS) {
    report(['claims'], `holds ${given.length} claims, at most ${MAX_CLAIMS} are read: split the set`);
    return err(problems);
  }
  if (header.success && given.length === 0) report(['claims'], 'holds no claim: give at least one');

  const languages = listAt(input, 'languages')
    .slice(0, MAX_LANGUAGES)
    .filter((language) => typeof language === 'string');
  for (const [index, language] of languages.entries()) {
    if (languages.indexOf(language) !== index) report(['languages', index], `${quote(language)} is listed twice`);
  }
  for (const field of ['title', 'description']) requireLanguages(fieldOf(input, field), languages, [field], report);

  const firstWithId = new Map<unknown, number>();
  for (const [index, raw] of given.entries()) {
    const id = fieldOf(raw, 'id');
    if (typeof id === 'string' && !firstWithId.has(id)) firstWithId.set(id, index);
  }
  const claims: Claim[] = [];
  for (const [index, raw] of given.entries()) {
    if (problems.length >= MAX_PROBLEMS) break;
    const claim = v.safeParse(ClaimSchema, raw);
    for (const issue of claim.issues ?? []) report(['claims', index, ...pathOf(issue)], messageOf(issue));
    crossCheck(raw, index, languages, firstWithId, report);
    if (claim.success) claims.push(claim.output);
    yield;
  }
  if (problems.length > 0 || !header.success) return err(problems);
  return ok({ ...header.output, claims });
}

const { claims: _claims, ...headerEntries } = ClaimSetSchema.entries;
const KeptHeaderSchema = v.strictObject(headerEntries);

/** A set's header as it comes back from where it was kept, or null when it cannot be read. */
export function parseClaimSetHeader(kept: unknown): ClaimSetHeader | null {
  const parsed = v.safeParse(KeptHeaderSchema, kept);
  return parsed.success ? parsed.output : null;
}

/** Claims of one set as they come back from where they were kept; null stands for one that cannot be read. */
export const parseClaims = (kept: readonly unknown[]): (Claim | null)[] =>
  kept.map((row) => {
    const parsed = v.safeParse(ClaimSchema, row);
    return parsed.success ? parsed.output : null;
  });

type Report = (path: Path, message: string) => void;

/**
 * What no single field shows: ids used twice, relations that lead nowhere, languages left out. It reads the claim as
 * given, so that a claim with a broken field elsewhere gets all its problems at once.
 */
function crossCheck(
  raw: unknown,
  index: number,
  languages: readonly string[],
  firstWithId: ReadonlyMap<unknown, number>,
  report: Report,
): void {
  const at = (...path: Path): Path => ['claims', index, ...path];
  const id = fieldOf(raw, 'id');
  const first = firstWithId.get(id);
  if (first !== undefined && first !== index) {
    report(at('id'), `is the id of claims[${first}] as well: every claim needs an id of its own`);
  }
  for (const [n, other] of listAt(raw, 'qualifiedBy').entries()) {
    if (typeof other !== 'string') continue;
    if (other === id) report(at('qualifiedBy', n), 'names the claim itself: name the claim that qualifies it');
    else if (!firstWithId.has(other)) {
      report(at('qualifiedBy', n), `no claim of this set has the id ${quote(other)}: correct or remove it`);
    }
  }
  // Everything a reader is shown must be there in every language the set declares.
  requireLanguages(fieldOf(raw, 'text'), languages, at('text'), report);
  const record = fieldOf(raw, 'record');
  for (const name of ['unverified', 'wouldSettle']) {
    for (const [n, text] of listAt(record, name).entries()) {
      requireLanguages(text, languages, at('record', name, n), report);
    }
  }
}

/** Reports the languages that `texts` lacks; what is no object at all is the schema's to report. */
function requireLanguages(texts: unknown, languages: readonly string[], path: Path, report: Report): void {
  if (typeof texts !== 'object' || texts === null || Array.isArray(texts)) return;
  for (const language of new Set(languages)) {
    if (!Object.hasOwn(texts, language)) {
      report([...path, language], `is missing: the set declares the language ${quote(language)}, so add this text`);
    }
  }
}

function fieldOf(value: unknown, name: string): unknown {
  // An object may be asked for any of its fields; what comes back is still unknown.
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

function listAt(value: unknown, name: string): readonly unknown[] {
  const field = fieldOf(value, name);
  return Array.isArray(field) ? field : [];
}

function pathOf(issue: v.BaseIssue<unknown>): Path {
  return (issue.path ?? []).map(({ key }) => (typeof key === 'number' ? key : String(key)));
}

/** A path as a person writes it. Keys that are no plain names are quoted: `text["e n"]`. */
function placeOf(path: Path): string {
  let place = '';
  for (const key of path) {
    if (typeof key === 'number') place += `[${key}]`;
    else if (/^[A-Za-z_][\w-]*$/.test(key) && key.length <= MAX_QUOTE) place += place === '' ? key : `.${key}`;
    else place += `[${quote(key)}]`;
  }
  return place === '' ? '(the whole file)' : place;
}

/** What is wrong, what was found, and by naming what is expected, what would fix it. */
function messageOf(issue: v.BaseIssue<unknown>): string {
  const found = `found ${describe(issue.input)}`;
  switch (issue.type) {
    case 'strict_object':
      if (issue.expected === 'never') return 'is not a field known here: check its spelling or remove it';
      if (issue.expected === 'Object') return `must be an object in braces, ${found}`;
      return 'is missing: add it';
    case 'picklist':
    case 'literal':
    case 'variant':
      if (issue.expected === 'Object') return `must be an object in braces, ${found}`;
      return issue.input === undefined
        ? `is missing: add one of ${choices(issue.expected)}`
        : `must be one of ${choices(issue.expected)}, ${found}`;
    case 'union':
      return `must be one of ${choices(issue.expected)}, ${found}`;
    case 'string':
      return `must be text in quotes, ${found}`;
    case 'number':
    case 'finite':
    case 'integer':
      return `must be a ${issue.type === 'integer' ? 'whole ' : ''}number, ${found}`;
    case 'boolean':
      return `must be a JSON boolean, without quotes, ${found}`;
    case 'array':
      return `must be a list in square brackets, ${found}`;
    case 'record':
      return `must be an object in braces with one entry a language, ${found}`;
    case 'min_length':
      return 'must not be empty';
    case 'max_length':
      return `is too long: at most ${limitOf(issue)} ${typeof issue.input === 'string' ? 'characters' : 'entries'}`;
    case 'min_value':
      return `must be at least ${limitOf(issue)}, ${found}`;
    case 'max_value':
      return `must be at most ${limitOf(issue)}, ${found}`;
    case 'iso_date':
      return `must be a date such as "2026-11-22", ${found}`;
    default:
      // Checks of our own carry their sentence; what they looked at is quoted where it is a plain value.
      return typeof issue.input === 'object' ? issue.message : `${issue.message}, ${found}`;
  }
}

const limitOf = (issue: v.BaseIssue<unknown>): string => String(issue.requirement);

/** Valibot writes choices as `("a" | "b")`, also inside one another. */
function choices(expected: string | null): string {
  const list = (expected ?? '').replace(/[()]/g, '').split(' | ');
  const last = list.pop() ?? '';
  return list.length === 0 ? last : `${list.join(', ')} or ${last}`;
}

function describe(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (typeof value === 'string') return quote(value);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

/** A piece of the input, shortened without cutting a character in half. */
function quote(text: string): string {
  const start = Array.from(text.slice(0, 2 * MAX_QUOTE))
    .slice(0, MAX_QUOTE)
    .join('');
  return JSON.stringify(start.length < text.length ? `${start}…` : text);
}
