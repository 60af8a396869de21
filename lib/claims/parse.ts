/** From anything to a claim set, or to a list of what is wrong with it and where. */
import * as v from 'valibot';
import { err, ok, type Result } from '../result.ts';
import { type Claim, ClaimSchema, type ClaimSet, ClaimSetSchema, MAX_CLAIMS } from './schema.ts';

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
  const problems: ClaimSetProblem[] = [];
  const report = (path: Path, message: string): void => {
    if (problems.length < MAX_PROBLEMS) problems.push({ place: placeOf(path), message });
  };

  const header = v.safeParse(HeaderSchema, input);
  for (const issue of header.issues ?? []) report(pathOf(issue), messageOf(issue));
  const given = header.typed ? header.output.claims : claimsOf(input);
  if (given.length === 0 && header.typed) report(['claims'], 'holds no claim: give at least one');
  if (given.length > MAX_CLAIMS) {
    report(['claims'], `holds ${given.length} claims, at most ${MAX_CLAIMS} are read: split the set`);
    return err(problems);
  }

  const claims: Claim[] = [];
  // Claims that failed keep their place, so that an id they carry is not reported as unknown elsewhere.
  const parsed: { index: number; claim: Claim }[] = [];
  const firstWithId = new Map<string, number>();
  for (const [index, raw] of given.entries()) {
    if (problems.length >= MAX_PROBLEMS) break;
    const id = idOf(raw);
    const first = id === undefined ? undefined : firstWithId.get(id);
    if (first !== undefined) {
      report(['claims', index, 'id'], `is the id of claims[${first}] as well: every claim needs an id of its own`);
    } else if (id !== undefined) firstWithId.set(id, index);

    const result = v.safeParse(ClaimSchema, raw);
    for (const issue of result.issues ?? []) report(['claims', index, ...pathOf(issue)], messageOf(issue));
    if (result.success) {
      claims.push(result.output);
      parsed.push({ index, claim: result.output });
    }
  }
  if (problems.length >= MAX_PROBLEMS) return err(problems);

  const languages = header.typed ? header.output.languages : [];
  if (header.typed) {
    for (const [index, language] of languages.entries()) {
      if (languages.indexOf(language) !== index) report(['languages', index], `${quote(language)} is listed twice`);
    }
    requireLanguages(header.output.title, languages, ['title'], report);
    requireLanguages(header.output.description, languages, ['description'], report);
  }
  for (const { index, claim } of parsed) {
    if (problems.length >= MAX_PROBLEMS) break;
    checkLanguages(claim, languages, ['claims', index], report);
    for (const [n, id] of claim.qualifiedBy.entries()) {
      const path = ['claims', index, 'qualifiedBy', n];
      if (id === claim.id) report(path, 'names the claim itself: name the claim that qualifies it');
      else if (!firstWithId.has(id)) report(path, `no claim of this set has the id ${quote(id)}: correct or remove it`);
    }
  }
  if (problems.length > 0 || !header.success) return err(problems);
  return ok({ ...header.output, claims });
}

type Report = (path: Path, message: string) => void;

/** Everything a reader is shown must be there in every language the set declares. */
function checkLanguages(claim: Claim, languages: readonly string[], path: Path, report: Report): void {
  requireLanguages(claim.text, languages, [...path, 'text'], report);
  for (const name of ['unverified', 'wouldSettle'] as const) {
    for (const [index, text] of claim.record[name].entries()) {
      requireLanguages(text, languages, [...path, 'record', name, index], report);
    }
  }
}

function requireLanguages(texts: object, languages: readonly string[], path: Path, report: Report): void {
  for (const language of languages) {
    if (!Object.hasOwn(texts, language)) {
      report([...path, language], `is missing: the set declares the language ${quote(language)}, so add this text`);
    }
  }
}

/** The claims of a set whose header is broken, so that their problems are found in the same go. */
function claimsOf(input: unknown): readonly unknown[] {
  if (typeof input !== 'object' || input === null || !('claims' in input)) return [];
  return Array.isArray(input.claims) ? input.claims : [];
}

function idOf(raw: unknown): string | undefined {
  return typeof raw === 'object' && raw !== null && 'id' in raw && typeof raw.id === 'string' ? raw.id : undefined;
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
      return `must be true or false without quotes, ${found}`;
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

/** Valibot writes choices as `("a" | "b")`. */
function choices(expected: string | null): string {
  const list = (expected ?? '').replace(/^\(|\)$/g, '').split(' | ');
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
