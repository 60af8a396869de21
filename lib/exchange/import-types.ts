/** What reading a file comes to. */
import type { Annotation, Correction } from '../annotation/index.ts';
import type { AddedClaimSet } from '../claims/index.ts';
import type { Encounter } from '../history/index.ts';

export type ImportFormat = 'caveat' | 'web-annotation' | 'hypothesis' | 'readwise-csv';

/**
 * What is wrong, as a code; words for it are the interface's. In brackets what helps.
 *
 * The whole file:
 * - `empty`: nothing in it. - `too-large`: more than can be read at once [split it].
 * - `not-text`: a zip, a picture, a database [unpack it, or export as JSON or CSV].
 * - `encoding`: neither UTF-8 nor UTF-16 [save it as UTF-8].
 * - `broken-json`: not JSON from this place on; often a download that ended early [fetch it again].
 * - `too-deep`: nested beyond reading. - `unknown-format`: text or JSON that no reader here knows.
 * - `for-reading`: Caveat wrote it, in a format for people and other programs [use a file it reads, such as a backup].
 *
 * One entry, or a part of it:
 * - `not-an-entry`: no object where an annotation should be. - `field`: a value that cannot stand there; `detail` says why.
 * - `no-page`: neither a page nor a claim, so nowhere to put it [add an address].
 * - `script-address`: an address that runs code; never kept. - `too-long`: a text beyond what is kept [shorten it].
 * - `date`: no date that can be read; the time of the import stands instead. Without a zone it is taken for UTC.
 * - `several-targets`: written at several places; the first is used, the others are kept but not shown.
 * - `elsewhere`: only a link to something outside of this file; nothing is fetched [export it with its content].
 * - `same-id-twice`: another entry of the file has its id; the one changed last is used.
 * - `unclosed-quote`: a quotation mark opens and never closes, so this row cannot be told from the next [close it].
 * - `found-by-caveat`: a match Caveat found on a page, not a reader's note; it is found again by reading the page.
 * - `dropped-foreign`: something another program left was too large, too deep or dangerous to be kept.
 * - `newer-version`: written by a later Caveat; what this one knows of it was read [update Caveat].
 * - `too-many`: entries beyond the limit were not read [split the file].
 */
export type ImportProblemCode =
  | 'empty'
  | 'too-large'
  | 'not-text'
  | 'encoding'
  | 'broken-json'
  | 'too-deep'
  | 'unknown-format'
  | 'for-reading'
  | 'not-an-entry'
  | 'field'
  | 'no-page'
  | 'script-address'
  | 'too-long'
  | 'date'
  | 'several-targets'
  | 'elsewhere'
  | 'same-id-twice'
  | 'unclosed-quote'
  | 'found-by-caveat'
  | 'dropped-foreign'
  | 'newer-version'
  | 'too-many';

export type ImportProblem = {
  readonly code: ImportProblemCode;
  /** `annotations[12].target.selector[0]`, `row 14, column "Highlight"`, `line 3, column 14`; empty for the whole file. */
  readonly place: string;
  /** What was lost by it: nothing could be read, this entry was not, or it was without this part. */
  readonly effect: 'file' | 'entry' | 'part';
  /** What exactly, in English, for whoever made the file; may be empty. */
  readonly detail: string;
};

/**
 * How an entry stands to what the reader has:
 * - `new`: not there. - `identical`: there, with everything the file says of it.
 * - `duplicate`: there under another id – same page, quote, text and claim – or twice in the file.
 * - `newer`, `older`: there, with other content, changed later or earlier in the file than here.
 * - `differs`: there, with other content, and the file does not say which is later.
 */
export type ImportStatus = 'new' | 'identical' | 'duplicate' | 'newer' | 'older' | 'differs';

export type ImportEntry = {
  readonly place: string;
  readonly status: ImportStatus;
  /** What would be stored. What the file's format cannot hold is taken from `existing`. */
  readonly annotation: Annotation;
  /** What the reader has, or an earlier entry of the file for a duplicate of that. Missing for `new`. */
  readonly existing?: Annotation;
};

/** A preview: nothing is stored yet. `annotationsToSave` says what to store. */
export type ImportReport = {
  readonly format: ImportFormat;
  /** Every entry that can be used, in the file's order. */
  readonly entries: readonly ImportEntry[];
  readonly counts: Readonly<Record<ImportStatus, number>>;
  readonly problems: readonly ImportProblem[];
  /** What the reader said is not the claim; only Caveat's own files have it. Those there already may be among them. */
  readonly corrections: readonly Correction[];
  /** What was met while reading, where the reader had it written into the file. */
  readonly history: readonly Encounter[];
  /** Claim sets the reader had added. */
  readonly claimSets: readonly AddedClaimSet[];
};

/** What a reader of files finds beside notes. */
export type Beside = {
  readonly corrections: Correction[];
  readonly history: Encounter[];
  readonly claimSets: AddedClaimSet[];
};

/** An entry as a reader found it: fields not yet checked for size, and which of them the file itself gave. */
export type Candidate = {
  readonly place: string;
  readonly note: Readonly<Record<string, unknown>>;
  /** Fields the reader made up because the file does not say: they never count as a difference. */
  readonly madeUp: ReadonlySet<'motivation' | 'tags' | 'created' | 'modified'>;
  /** The place in the file of a field of ours, for problems found later. */
  readonly at: (field: string) => string;
};

/** Where readers put their problems. */
export type Report = (code: ImportProblemCode, place: string, effect: 'entry' | 'part', detail?: string) => void;
