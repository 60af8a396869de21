/** Files in: whose format is recognised, entry by entry, beside what the reader has. Nothing is stored here. */
import { strFromU8 } from 'fflate';
import { type Annotation, type JsonValue, parseAnnotation } from '../annotation/index.ts';
import { err, ok, type Result } from '../result.ts';
import { likenessKey, sameContent, updated } from './compare.ts';
import type {
  Beside,
  Candidate,
  ImportEntry,
  ImportFormat,
  ImportProblem,
  ImportReport,
  ImportStatus,
  Report,
} from './import-types.ts';
import { readJson } from './json.ts';
import { isBackup, readBackup } from './read-backup.ts';
import { isHighlightsCsv, readHighlightsCsv } from './read-csv.ts';
import { isHypothesis, readHypothesis } from './read-hypothesis.ts';
import { isWebAnnotation, readWebAnnotation } from './read-web-annotation.ts';

/** In UTF-16 units or bytes: several times a library of 50,000 long notes, and within what a browser holds as one string. */
const MAX_FILE = 250_000_000;
const MAX_ENTRIES = 200_000;
/** Beyond these a list helps nobody; entries are read on. */
const MAX_PROBLEMS = 10_000;

export type ImportOptions = {
  /** What the reader has. */
  readonly existing?: readonly Annotation[];
  /** The time of the import, ISO 8601 with zone: for entries that have no date. */
  readonly now: string;
  /** The file's name: Caveat's own files that are only for reading have nothing else in common. */
  readonly name?: string;
};

/** Names under which Caveat saves what it does not read, also where a browser put a number behind them. */
const FOR_READING = /^caveat-.*\d{4}-\d\d-\d\d ?(?:\(\d+\))?\.(?:md|zip|html|ris|csl ?(?:\(\d+\))?\.json)$/;

/**
 * Read a file – its bytes, or its text – and say what importing it would do. A file that cannot be read at all is an
 * error; anything less is a problem in the report, and the rest is read. Reading the same file again after
 * `annotationsToSave` finds nothing new.
 */
export function importAnnotations(
  file: string | Uint8Array,
  options: ImportOptions,
): Result<ImportReport, ImportProblem> {
  const steps = reading(file, options);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** How an import in slices rests, reports and ends. */
export type ImportPacing = {
  /** Called after every slice; resolves when the import may go on. */
  readonly pause: () => Promise<void>;
  /** How many entries were read, before every pause; how many there will be is not known. */
  readonly onProgress?: (entries: number) => void;
  /** Looked at after every pause: an `AbortSignal` fits. */
  readonly signal?: { readonly aborted: boolean };
};

/** Entries in a slice. One takes some hundredths of a millisecond. */
const SLICE = 200;

/** `importAnnotations` in slices of a few milliseconds, after the file as a whole was parsed; null when cancelled. */
export async function importInSlices(
  file: string | Uint8Array,
  options: ImportOptions,
  { pause, onProgress, signal }: ImportPacing,
): Promise<Result<ImportReport, ImportProblem> | null> {
  const steps = reading(file, options);
  for (let count = 1; ; count += 1) {
    const step = steps.next();
    if (step.done) return step.value;
    if (count % SLICE > 0) continue;
    onProgress?.(step.value);
    await pause();
    if (signal?.aborted) return null;
  }
}

/** The import, resting after every entry, and what takes as long as one, with how many were read. */
function* reading(
  file: string | Uint8Array,
  options: ImportOptions,
): Generator<number, Result<ImportReport, ImportProblem>> {
  const report = yield* readingAny(file, options);
  return !report.ok && FOR_READING.test(options.name ?? '') ? refused('for-reading') : report;
}

function* readingAny(
  file: string | Uint8Array,
  { existing = [], now }: ImportOptions,
): Generator<number, Result<ImportReport, ImportProblem>> {
  if (file.length > MAX_FILE) return refused('too-large');
  const text = textOf(file);
  if (!text.ok) return text;
  const problems: ImportProblem[] = [];
  const report: Report = (code, place, effect, detail = '') => {
    if (problems.length < MAX_PROBLEMS) problems.push({ code, place, effect, detail });
  };
  const beside: Beside = { corrections: [], history: [], claimSets: [] };
  const read = candidatesOf(text.value, now, report, beside);
  if (!read.ok) return read;
  const { format, candidates } = read.value;
  const sorter = createSorter(format, report);
  for (const note of existing) {
    sorter.know(note);
    yield 0;
  }
  let count = 0;
  for (const candidate of candidates) {
    if (candidate === null) {
      yield count;
      continue;
    }
    count += 1;
    if (count > MAX_ENTRIES) {
      report('too-many', candidate.place, 'entry', `more than ${MAX_ENTRIES} entries`);
      break;
    }
    const parsed = parseAnnotation(candidate.note);
    if (parsed.ok) sorter.add(parsed.value, candidate);
    else {
      const [first] = parsed.error;
      const code = first && /length: Expected <=/.test(first.message) ? 'too-long' : 'field';
      report(code, candidate.at(first?.place ?? ''), 'entry', first?.message ?? '');
    }
    yield count;
  }
  const entries = sorter.entries();
  const counts: Record<ImportStatus, number> = { new: 0, identical: 0, duplicate: 0, newer: 0, older: 0, differs: 0 };
  for (const { status } of entries) counts[status] += 1;
  return ok({ format, entries, counts, problems, ...beside });
}

/**
 * What to store to carry an import out: everything new, and of what the reader has already only the kinds named, which
 * replaces it. Duplicates and identical ones never need storing.
 */
export function annotationsToSave(
  { entries }: ImportReport,
  overwrite: readonly ('newer' | 'older' | 'differs')[] = [],
): readonly Annotation[] {
  const wanted = new Set<ImportStatus>(['new', ...overwrite]);
  return entries.filter(({ status }) => wanted.has(status)).map(({ annotation }) => annotation);
}

const refused = (code: ImportProblem['code'], place = '', detail = ''): Result<never, ImportProblem> =>
  err({ code, place, effect: 'file', detail });

/** The text of a file without its byte-order mark, from UTF-8 or UTF-16. */
function textOf(file: string | Uint8Array): Result<string, ImportProblem> {
  const [first = 0, second = 0, third = 0, fourth = 0] =
    typeof file === 'string' ? [...file.slice(0, 4)].map((one) => one.charCodeAt(0)) : file;
  if (first === 0x50 && second === 0x4b && third < 9 && fourth < 9) return refused('not-text', '', 'a zip');
  if (typeof file === 'string') {
    // A browser that took UTF-16 for UTF-8 leaves these behind.
    if (/^\ufffd{0,2}(?:[^\0]\0[^\0]\0|\0[^\0]\0[^\0])/.test(file)) return refused('encoding');
    return ok(file.replace(/^\ufeff/, ''));
  }
  if (first === 0xff && second === 0xfe) return ok(utf16(file.subarray(2), 'little'));
  if (first === 0xfe && second === 0xff) return ok(utf16(file.subarray(2), 'big'));
  if (first !== 0 && second === 0 && third !== 0 && fourth === 0) return ok(utf16(file, 'little'));
  if (first === 0 && second !== 0 && third === 0 && fourth !== 0) return ok(utf16(file, 'big'));
  if (file.subarray(0, 1_000).includes(0)) return refused('not-text');
  const text = strFromU8(file);
  if (text.includes('\ufffd') && !hasReplacementCharacter(file)) return refused('encoding');
  return ok(text.replace(/^\ufeff/, ''));
}

/** Whether U+FFFD stands in the file itself and did not come from decoding it. */
function hasReplacementCharacter(bytes: Uint8Array): boolean {
  for (let at = bytes.indexOf(0xef); at >= 0; at = bytes.indexOf(0xef, at + 1)) {
    if (bytes[at + 1] === 0xbf && bytes[at + 2] === 0xbd) return true;
  }
  return false;
}

function utf16(bytes: Uint8Array, order: 'little' | 'big'): string {
  const pieces: string[] = [];
  const units: number[] = [];
  for (let at = 0; at + 1 < bytes.length; at += 2) {
    const [a = 0, b = 0] = [bytes[at], bytes[at + 1]];
    units.push(order === 'big' ? (a << 8) | b : (b << 8) | a);
    if (units.length === 8_192) pieces.push(String.fromCharCode(...units.splice(0)));
  }
  return pieces.join('') + String.fromCharCode(...units);
}

type Read = { readonly format: ImportFormat; readonly candidates: Iterable<Candidate | null> };

function candidatesOf(text: string, now: string, report: Report, beside: Beside): Result<Read, ImportProblem> {
  const opening = /\S/.exec(text)?.[0];
  if (opening === undefined) return refused('empty');
  if (opening !== '{' && opening !== '[') {
    if (!isHighlightsCsv(text)) return refused('unknown-format');
    return ok({ format: 'readwise-csv', candidates: readHighlightsCsv(text, now, report) });
  }
  const json = readJson(text);
  if (!json.ok) return refused(json.error.code, json.error.place);
  const file: JsonValue = json.value;
  if (isBackup(file)) return ok({ format: 'caveat', candidates: readBackup(file, report, beside) });
  if (isWebAnnotation(file)) {
    return ok({ format: 'web-annotation', candidates: readWebAnnotation(file, now, report, beside) });
  }
  if (isHypothesis(file)) return ok({ format: 'hypothesis', candidates: readHypothesis(file, now, report) });
  return refused('unknown-format');
}

/** Puts each note beside what the reader has and what the file had before. */
function createSorter(
  format: ImportFormat,
  report: Report,
): {
  /** A note the reader has. All of them come before the first of the file. */
  know(note: Annotation): void;
  add(note: Annotation, candidate: Candidate): void;
  entries(): ImportEntry[];
} {
  const byId = new Map<string, Annotation>();
  // What one file holds twice under two ids is two notes; the same of ours and of theirs is one.
  const byLikeness = new Map<string, Annotation>();
  const found = new Map<string, ImportEntry>();
  const entries: (ImportEntry | null)[] = [];
  const indexes = new Map<ImportEntry, number>();

  function sort(note: Annotation, { place, madeUp }: Candidate): ImportEntry {
    const ours = byId.get(note.id);
    if (ours) {
      const annotation = updated(ours, note, format, madeUp);
      if (sameContent(ours, annotation)) return { place, status: 'identical', annotation: ours, existing: ours };
      return { place, status: madeUp.has('modified') ? 'differs' : ageOf(note, ours), annotation, existing: ours };
    }
    const alike = byLikeness.get(likenessKey(note));
    if (alike) return { place, status: 'duplicate', annotation: note, existing: alike };
    return { place, status: 'new', annotation: note };
  }

  return {
    know(note) {
      byId.set(note.id, note);
      byLikeness.set(likenessKey(note), note);
    },
    add(note, candidate) {
      const { place } = candidate;
      const earlier = found.get(note.id);
      if (earlier) {
        if (sameContent(earlier.annotation, note)) {
          entries.push({ place, status: 'duplicate', annotation: note, existing: earlier.annotation });
          return;
        }
        const isLater = Date.parse(note.modified) > Date.parse(earlier.annotation.modified);
        report('same-id-twice', isLater ? earlier.place : place, 'entry', `also at ${isLater ? place : earlier.place}`);
        if (!isLater) return;
        entries[indexes.get(earlier) ?? -1] = null;
      }
      const entry = sort(note, candidate);
      found.set(note.id, entry);
      indexes.set(entry, entries.push(entry) - 1);
    },
    entries: () => entries.filter((entry) => entry !== null),
  };
}

function ageOf(note: Annotation, ours: Annotation): 'newer' | 'older' | 'differs' {
  const difference = Date.parse(note.modified) - Date.parse(ours.modified);
  return difference > 0 ? 'newer' : difference < 0 ? 'older' : 'differs';
}
