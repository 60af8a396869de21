/** What goes into an export. */
import type { Annotation, Color, Correction } from '../annotation/index.ts';
import type { Attribution, Drift } from '../attribution/index.ts';
import type { ClaimOnPage, OneOrigin, PageReport } from '../checker/index.ts';
import type { AddedClaimSet, ClaimKey, Localized } from '../claims/index.ts';
import type { Encounter } from '../history/index.ts';
import type { Comparison, GapCode, Level } from '../sourcing/index.ts';

/**
 * The formats files are written in:
 * - `caveat`: everything, to be read back by Caveat.
 * - `web-annotation`: W3C JSON-LD. - `hypothesis`: the JSON Hypothesis imports.
 * - `markdown`: one file, for Obsidian and people; `markdown-zip`: one file a page.
 * - `csv`: Readwise's columns, then ours, for spreadsheets. - `html`: a report to read and print.
 * - `ris`, `csl-json`: one reference a page for Zotero and its kind, the notes with it.
 */
export type ExportFormat =
  | 'caveat'
  | 'web-annotation'
  | 'hypothesis'
  | 'markdown'
  | 'markdown-zip'
  | 'csv'
  | 'html'
  | 'ris'
  | 'csl-json';

/** A piece of a file: text to be stored as UTF-8, or bytes. */
export type FilePiece = string | Uint8Array<ArrayBuffer>;

/** A file to hand to the reader; text is to be stored as UTF-8. */
export type ExportFile = { readonly name: string; readonly mediaType: string; readonly text: FilePiece };
export type TextFile = ExportFile & { readonly text: string };

/** Writes a file piece by piece, about one a note, so that whoever asked can rest in between. */
export type Writer = (input: ExportInput) => Generator<FilePiece, void>;

/** What a file says of a claim. */
export type ClaimInFile = { readonly text: Localized; readonly level: Level };

/** A page whose matched sentences go into the file. */
export type PageInFile = {
  readonly source: string;
  readonly title: string;
  readonly report: PageReport;
  /**
   * The text the report was made from. With it, sentences get context and a position in code points; without it neither
   * is written, because neither could be right.
   */
  readonly text?: string;
  /** Language tag of the page's text. */
  readonly language?: string;
};

/** The words of a Markdown file, in the reader's language; codes stay codes in the core. */
export type ExportWords = {
  readonly title: string;
  /** Heading over notes that were written on claims, not on pages. */
  readonly onClaims: string;
  readonly note: string;
  readonly question: string;
  /** What a passage marked without a word of the reader's is called. */
  readonly highlight: string;
  /** A colour by its name: nothing is told by colour alone. */
  readonly color: (color: Color) => string;
  readonly notVerified: string;
  readonly wouldSettle: string;
  /** Stands for the text of a claim whose set is not installed. */
  readonly unknownClaim: (key: ClaimKey) => string;
  readonly level: (level: Level) => string;
  /** How the wording stands to the claim; null when it says the same. */
  readonly drift: (drift: Drift) => string | null;
  /** Whom the sentence credits; null when it credits nobody. */
  readonly attribution: (attribution: Attribution) => string | null;
  /** How the sentence's source stands to the record's; null when there is nothing to say. */
  readonly comparison: (comparison: Comparison, claim: ClaimOnPage) => string | null;
  /** That everything the page says of a claim leads to one outlet. */
  readonly oneOrigin: (origin: OneOrigin) => string;
  readonly gap: (gap: GapCode) => string;
  /** The page's counts and the outlets it relays, a sentence each. */
  readonly tally: (report: PageReport) => readonly string[];
  /** Heading over claims that qualify those found and stand nowhere on the page. */
  readonly missing: string;
  /** Heading over what was met while reading. */
  readonly read: string;
  /** A figure a page gave, where the record has another. */
  readonly figure: (said: string, record: string) => string;
  readonly date: (iso: string) => string;
};

export type ExportInput = {
  /** The reader's annotations to write, in the order they shall have; files that go page by page keep the page's. */
  readonly notes: readonly Annotation[];
  /** What is known of a claim; undefined when its set is not installed. */
  readonly claimOf: (key: ClaimKey) => ClaimInFile | undefined;
  /** For "export this page": what was found on it. */
  readonly page?: PageInFile;
  /** Rows of notes that this Caveat cannot read; for Caveat's own file, as they are. */
  readonly unread?: readonly unknown[];
  /** What the reader said is not the claim; for Caveat's own file and W3C JSON-LD. */
  readonly corrections?: readonly Correction[];
  /** What was met while reading. Only where the reader ticked it for this file: it tells what they read. */
  readonly history?: readonly Encounter[];
  /** Claim sets the reader added; for Caveat's own file. */
  readonly claimSets?: readonly AddedClaimSet[];
  /** Told the id of a set that has no room in the file: with it the file would be too large to be read back. */
  readonly onSetLeftOut?: (id: string) => void;
  /** The time of the export, ISO 8601 with zone. */
  readonly now: string;
  /** Caveat's version. */
  readonly version: string;
  /** The reader's language, for the language a claim is quoted in. */
  readonly locale: string;
  readonly words: ExportWords;
  /** Begin a CSV with a byte-order mark, without which Excel takes UTF-8 for something else. */
  readonly byteOrderMark?: boolean;
};
