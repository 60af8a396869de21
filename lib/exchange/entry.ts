/** What every reader of files needs: ids, dates, addresses and tags as Caveat keeps them. */
import type { JsonValue } from '../annotation/index.ts';
import type { ClaimKey } from '../claims/index.ts';
import { encodeAddress, isScriptAddress } from './address.ts';
import type { Report } from './import-types.ts';

const UUID = /^(?:urn:uuid:)?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

/** The id of a note of Caveat's own, or for any other name one that is always the same for it. */
export function noteId(name: string): string {
  const own = UUID.exec(name)?.[1];
  return `urn:uuid:${(own ?? uuidOf(name)).toLowerCase()}`;
}

/** A UUID of version 8 (RFC 9562: made by a rule of one's own) from four FNV-1a hashes, each mixed as in MurmurHash3. */
function uuidOf(name: string): string {
  const hash = (seed: number): string => {
    let state = (0x811c9dc5 ^ seed) >>> 0;
    for (let at = 0; at < name.length; at += 1) state = Math.imul(state ^ name.charCodeAt(at), 0x01000193) >>> 0;
    state = Math.imul(state ^ (state >>> 16) ^ seed, 0x85ebca6b) >>> 0;
    state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35) >>> 0;
    return ((state ^ (state >>> 16)) >>> 0).toString(16).padStart(8, '0');
  };
  const hex = [0, 0x9e3779b9, 0x3c6ef372, 0xdaa66d2b].map(hash).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-9${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/** An id for an entry that has none: the same entry gets the same one again. */
export const idOfContent = (format: string, ...parts: readonly (string | undefined)[]): string =>
  noteId(`${format}\u0000${parts.map((part) => part ?? '').join('\u0000')}`);

const DATE = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)? ?(Z|[+-]\d{2}:?\d{2})?)?$/i;

/** A date as ISO 8601 with zone; without one it is taken for UTC. Undefined for what is no date. */
export function readDate(value: JsonValue | undefined): string | undefined {
  if (typeof value !== 'string') return undefined;
  const parts = DATE.exec(value.trim());
  if (!parts) return undefined;
  const [, day = '', time = '00:00:00', zone = 'Z'] = parts;
  const iso = `${day}T${time}${zone.toUpperCase().replace(/^([+-]\d{2})(\d{2})$/, '$1:$2')}`;
  return Number.isNaN(Date.parse(iso)) ? undefined : iso;
}

/** Both dates of an entry, and which of them the file did not give. */
export function datesOf(
  created: { readonly value: JsonValue | undefined; readonly place: string },
  modified: { readonly value: JsonValue | undefined; readonly place: string },
  now: string,
  report: Report,
): { created: string; modified: string; madeUp: ('created' | 'modified')[] } {
  const read = ({ value, place }: typeof created): string | undefined => {
    const date = readDate(value);
    if (date === undefined && value !== undefined && value !== null && value !== '') report('date', place, 'part');
    return date;
  };
  const first = read(created);
  const last = read(modified);
  return {
    created: first ?? last ?? now,
    modified: last ?? first ?? now,
    madeUp: [
      ...(first === undefined ? (['created'] as const) : []),
      ...(last === undefined ? (['modified'] as const) : []),
    ],
  };
}

/** As `parseAnnotation` has it; encoded, an address may be longer. */
const MAX_ADDRESS_KEPT = 8_000;
const MAX_ADDRESS = 24_000;

/**
 * The page an address of a file names, or null – with the problem reported – for one nobody should be sent to. Names that
 * Caveat gave to pages without an address become those pages again.
 */
export function readSource(address: string, place: string, report: Report): string | null {
  if (address.length > MAX_ADDRESS) {
    report('too-long', place, 'entry');
    return null;
  }
  const trimmed = address.trim();
  if (isScriptAddress(trimmed)) {
    report('script-address', place, 'entry');
    return null;
  }
  if (trimmed === '') {
    report('no-page', place, 'entry');
    return null;
  }
  const unnamed = /^urn:caveat:page:(.*)$/s.exec(trimmed)?.[1];
  if (unnamed === undefined) return trimmed;
  const name = decoded(unnamed);
  if (isScriptAddress(name)) {
    report('script-address', place, 'entry');
    return null;
  }
  return name;
}

/** The address a page was open at beside its key; undefined, and reported, for one nobody should be sent to. */
export function readAddress(value: JsonValue | undefined, place: string, report: Report): string | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value !== 'string') report('field', place, 'part', 'must be text');
  else if (value.length > MAX_ADDRESS_KEPT) report('too-long', place, 'part');
  else if (isScriptAddress(value)) report('script-address', place, 'part');
  else return value;
  return undefined;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // Not what we wrote: then it is a name like any other.
    return text;
  }
}

/** Our own spelling of an address, if `written` is what we make of it. */
export const ownSpelling = (spelling: JsonValue | undefined, written: string): string =>
  typeof spelling === 'string' &&
  spelling.length <= MAX_ADDRESS &&
  encodeAddress(spelling) === written &&
  !isScriptAddress(spelling)
    ? spelling
    : written;

/** The claim an IRI of ours names. */
export const claimOfIri = (iri: string): ClaimKey | undefined => {
  const key = /^urn:caveat:claim:([a-z0-9-]+:[a-z0-9-]+)$/.exec(iri)?.[1];
  // The pattern is that of a key.
  return key as ClaimKey | undefined;
};

/** Limits of what is kept, as `parseAnnotation` has them. */
const MAX_TAG = 100;
const MAX_TAGS = 50;

/** Tags that can be kept, none twice; the others are reported. */
export function readTags(found: readonly { value: JsonValue; place: string }[], report: Report): string[] {
  const tags = new Set<string>();
  for (const { value, place } of found) {
    const tag = typeof value === 'string' ? value : null;
    if (tag === null) report('field', place, 'part', 'a tag must be text');
    else if (tag.length > MAX_TAG || (tags.size >= MAX_TAGS && !tags.has(tag))) report('too-long', place, 'part');
    else if (tag.trim() !== '') tags.add(tag);
  }
  return [...tags];
}
