/** An imported note beside what the reader has. */
import type { Annotation, JsonValue, Selector, Target } from '../annotation/index.ts';
import { encodeAddress } from './address.ts';
import { cut, MAX_TEXT, MAX_TITLE } from './csv.ts';
import type { Candidate, ImportFormat } from './import-types.ts';
import { quoteOf } from './pages.ts';

/**
 * `ours` with everything the file says of it: what its format cannot hold, or the file leaves out, stays as it is. Caveat's
 * own files hold everything, so there the file's note stands as it is.
 */
export function updated(
  ours: Annotation,
  theirs: Annotation,
  format: ImportFormat,
  madeUp: Candidate['madeUp'],
): Annotation {
  if (format === 'caveat') return theirs;
  const isCut: IsCut = (mine, its, length = MAX_TEXT) =>
    format === 'readwise-csv' && mine !== its && cut(mine, length) === its;
  const target = mergeTargets(ours.target, theirs.target, isCut);
  const other = { ...ours.other, ...theirs.other };
  return {
    ...ours,
    motivation: madeUp.has('motivation') ? ours.motivation : theirs.motivation,
    created: madeUp.has('created') || sameTime(ours.created, theirs.created, format) ? ours.created : theirs.created,
    modified:
      madeUp.has('modified') || sameTime(ours.modified, theirs.modified, format) ? ours.modified : theirs.modified,
    text: isCut(ours.text, theirs.text) ? ours.text : theirs.text,
    tags: madeUp.has('tags') || sameTags(ours.tags, theirs.tags) ? ours.tags : theirs.tags,
    ...(theirs.color === undefined ? {} : { color: theirs.color }),
    ...(theirs.claim === undefined ? {} : { claim: theirs.claim }),
    ...(target === undefined ? {} : { target }),
    ...(Object.keys(other).length > 0 ? { other } : {}),
  };
}

/** Whether a cell made `its` of `mine`. */
type IsCut = (mine: string, its: string, length?: number) => boolean;

/** Cells lose the space around a tag. */
const sameTags = (ours: readonly string[], theirs: readonly string[]): boolean =>
  ours === theirs || tagsInCell(ours) === tagsInCell(theirs);

const tagsInCell = (tags: readonly string[]): string =>
  tags
    .map((tag) => tag.replaceAll('\0', '').trim())
    .filter(Boolean)
    .join('\0');

/** The same moment, in whatever zone; to the second where the format holds no more. */
function sameTime(a: string, b: string, format: ImportFormat): boolean {
  const unit = format === 'readwise-csv' ? 1_000 : 1;
  return Math.floor(Date.parse(a) / unit) === Math.floor(Date.parse(b) / unit);
}

function mergeTargets(ours: Target | undefined, theirs: Target | undefined, isCut: IsCut): Target | undefined {
  if (!theirs) return ours;
  if (!ours || !sameAddress(ours.source, theirs.source)) return theirs;
  const isTitleCut =
    theirs.title === undefined || (ours.title !== undefined && isCut(ours.title, theirs.title, MAX_TITLE));
  const title = isTitleCut ? ours.title : theirs.title;
  const isSameTime =
    ours.sourceDate !== undefined &&
    theirs.sourceDate !== undefined &&
    Date.parse(ours.sourceDate) === Date.parse(theirs.sourceDate);
  const known = new Set(ours.otherSelectors?.map(stable));
  // A format writes those it understands; more than are kept cannot be added.
  const others = [
    ...(ours.otherSelectors ?? []),
    ...(theirs.otherSelectors ?? []).filter((selector) => !known.has(stable(selector))),
  ].slice(0, 20);
  return {
    ...ours,
    ...theirs,
    source: ours.source,
    ...(title === undefined ? {} : { title }),
    ...(isSameTime && ours.sourceDate !== undefined ? { sourceDate: ours.sourceDate } : {}),
    selectors: mergeSelectors(ours.selectors, theirs.selectors, isCut),
    ...(others.length > 0 ? { otherSelectors: others } : {}),
  };
}

const sameAddress = (a: string, b: string): boolean => a === b || spelled(a) === spelled(b);

/** One spelling of an address; a page key has its host, escapes included, in lower case. */
const spelled = (address: string): string =>
  encodeAddress(address).replace(/%[0-9a-f]{2}/gi, (encoded) => encoded.toUpperCase());

function mergeSelectors(ours: readonly Selector[], theirs: readonly Selector[], isCut: IsCut): readonly Selector[] {
  const [mine, its] = [ours, theirs].map((list) => list.find((selector) => selector.type === 'TextQuoteSelector'));
  if (!its) return theirs.length > 0 ? theirs : ours;
  if (!mine || (mine.exact !== its.exact && !isCut(mine.exact, its.exact))) return theirs;
  const [ourPosition, position] = [ours, theirs].map((list) =>
    list.find((selector) => selector.type === 'TextPositionSelector'),
  );
  const isSamePlace =
    ourPosition !== undefined &&
    position !== undefined &&
    ourPosition.start === position.start &&
    ourPosition.end === position.end;
  const kept = position === undefined || (isSamePlace && position.codePoints === undefined) ? ourPosition : position;
  const quote = { ...mine, prefix: its.prefix || mine.prefix, suffix: its.suffix || mine.suffix };
  const rest = ours.filter((selector) => selector !== mine && selector !== ourPosition);
  return [quote, ...(kept ? [kept] : []), ...rest];
}

/** Whether two notes say the same; when they were changed does not count, for nothing would be gained. */
export const sameContent = (a: Annotation, b: Annotation): boolean =>
  a === b || sameValue({ ...a, modified: '' }, { ...b, modified: '' });

/** Equal as JSON. What is annotated is shallow, by the limits of `parseAnnotation`. */
function sameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [fields, others] = [a, b].map((one) => Object.entries(one).filter(([, field]) => field !== undefined));
  if (fields?.length !== others?.length) return false;
  const byName = new Map(others);
  return fields?.every(([name, field]) => byName.has(name) && sameValue(field, byName.get(name))) ?? false;
}

/** JSON with its fields in order. What is annotated is shallow, by the limits of `parseAnnotation`. */
function stable(value: JsonValue | undefined): string {
  if (Array.isArray(value)) return `[${value.map(stable).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? '';
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  fields.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([key, field]) => `${JSON.stringify(key)}:${stable(field)}`).join(',')}}`;
}

/** One key for notes that say the same of the same words, whatever their ids. */
export function likenessKey(note: Annotation): string {
  const source = note.target ? spelled(note.target.source) : '';
  const quote = quoteOf(note).replace(/\s+/g, ' ').trim();
  return [source, quote, note.text.trim(), note.claim ?? ''].join('\u0000');
}
