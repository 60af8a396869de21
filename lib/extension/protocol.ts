/**
 * Every message that crosses a context: what it asks, who may send it, what comes back.
 * Requests are parsed where they arrive; content scripts are untrusted senders.
 */
import * as v from 'valibot';
import {
  type Annotation,
  annotationSchema,
  type Correction,
  correctionSchema,
  type FoundPassage,
} from '../annotation/index.ts';
import type { PageReport, PageText } from '../checker/index.ts';
import type { ClaimHistory } from '../history/index.ts';

/** What a tab's annotator knows about its page; popup and panel ask for it. */
export type PageStatus =
  | { readonly state: 'checking'; readonly url: string; readonly title: string }
  | {
      readonly state: 'done';
      readonly url: string;
      readonly title: string;
      readonly report: PageReport;
      readonly notes: readonly Annotation[];
      /**
       * The passages of notes that are on the page now, in its order; spans count in the page's text. A note of this page
       * with a quote that is not among them stands nowhere on it now.
       */
      readonly passages: readonly FoundPassage[];
      /** Which painter marks the page; `mark` is the element fallback. */
      readonly painter: 'custom-highlight' | 'mark';
    }
  /** The page does not look like an article; the reader may have it read all the same. */
  | {
      readonly state: 'not-article';
      readonly url: string;
      readonly title: string;
      readonly notes: readonly Annotation[];
      /** As above; spans count in all the page says. */
      readonly passages: readonly FoundPassage[];
    }
  | { readonly state: 'failed'; readonly url: string; readonly title: string; readonly problem: string };

/** Scripts that come into a page when they are needed: the card, and what reads the Markdown of notes for it. */
export type CardPart = 'card' | 'markdown';

/** Calls the background answers. */
export type BackgroundCalls = {
  /** A page's annotator, once the page's text is read and again when it changed: what does this page claim? */
  checkPage: {
    request: { page: PageText };
    answer: {
      report: PageReport;
      notes: readonly Annotation[];
      /** What was met before of the page's claims, elsewhere or in other words; empty unless the reader wants it kept. */
      histories: readonly ClaimHistory[];
      /** The notes could not be read; the report stands without them. */
      notesProblem?: ProblemReason;
    };
  };
  /**
   * Card or extension page: keep this note (new or changed); the background sets `modified` when something changed.
   * A page may only write notes for its own address, or on a claim. `before` is the text an edit was made from: what
   * another window wrote meanwhile is kept as a note of its own, `other`. `was` is the note as the page knew it: what the
   * edit did not change of it is left as it is stored.
   */
  saveNote: {
    request: { note: Annotation; before?: string; was?: Annotation };
    answer: { note: Annotation; other?: Annotation };
  };
  /** Card or extension page: remove a note; answers with it, so that it can be brought back by `saveNote`. */
  removeNote: { request: { id: string }; answer: Annotation | null };
  /**
   * Card: this sentence does not state that claim. The page asks for its report again. A page may only speak of its own
   * sentences; `created` is the background's.
   */
  saveCorrection: { request: { correction: Correction }; answer: Correction };
  /** Card or library: take a correction back, by its key; answers with it, or null if there was none. */
  removeCorrection: { request: { key: string }; answer: Correction | null };
  /**
   * A page's annotator, where the reader wrote on passages of the page: where do they stand in this text? It is all the
   * page says, not only the story, because a passage may stand in a caption or a comment.
   */
  findPassages: {
    request: { page: PageText };
    answer: { notes: readonly Annotation[]; passages: readonly FoundPassage[] };
  };
  /** A page's annotator, after `notesChanged`: the notes to show here (this page's, and those on the claims named). */
  notesForPage: { request: { url: string; claims: readonly string[] }; answer: readonly Annotation[] };
  /**
   * A page's annotator: the reader opened these marks, sentences of claims or passages, by their ids. Nothing is done
   * with it; a panel that is open hears it too and shows where they stand in its list.
   */
  marksOpened: { request: { ids: readonly string[] }; answer: true };
  /** A page's annotator, back from the browser's cache of pages left: is this site read by itself now? */
  siteState: { request: { url: string }; answer: 'on' | 'off' };
  /**
   * Library, after it added, switched or removed a claim set: make ready what is new, then have open pages checked again.
   * A large set takes seconds.
   */
  claimSetsChanged: { request: Record<string, never>; answer: true };
  /** A page's annotator, when the reader first needs it: have the script of the card come into its frame. */
  loadCard: { request: { part: CardPart }; answer: true };
  /** Card: which tags the reader used lately begin as `typed` does, the most used first? A few at most. */
  tagsInUse: { request: { typed: string }; answer: readonly string[] };
};

/** Calls a page's annotator answers. Only the extension itself may send them. */
export type PageCalls = {
  /** Popup or panel: what is known of this page? */
  pageStatus: { request: Record<string, never>; answer: PageStatus };
  /** Popup, to export this page: the text its report was made from. Null before it was read. */
  pageText: { request: Record<string, never>; answer: PageText | null };
  /** Popup or panel: scroll to a sentence and open its card. False if it is not on the page now. */
  showAnnotation: { request: { id: string }; answer: boolean };
  /** Popup: read the page although it does not look like an article, or read it again. */
  readPage: { request: Record<string, never>; answer: true };
  /**
   * Background, when the reader chose so in the menu or by keys: mark what is selected and open its card. False if
   * nothing is selected that could be marked.
   */
  annotateSelection: { request: Record<string, never>; answer: boolean };
  /** Popup, after the reader turned the site off: leave the page as it was found. */
  leavePage: { request: Record<string, never>; answer: true };
  /** Background: notes changed elsewhere; ask for them again. */
  notesChanged: { request: Record<string, never>; answer: true };
  /** Background: what the reader says is not the claim changed elsewhere; have the page checked again. */
  correctionsChanged: { request: Record<string, never>; answer: true };
};

/** Who sent a call: a content script in a page (untrusted), or a page or the background of the extension itself. */
export type Role = 'page' | 'extension';

/** Why a call was refused or failed, where the reader can be told something useful about it. */
export type ProblemReason =
  /** No such call, or its request is not what it should be: a bug, or somebody else's message. */
  | 'unknown-call'
  | 'malformed'
  /** The sender may not make this call, or not for this page or note. */
  | 'not-allowed'
  /** From a private window nothing is stored. The reader can write the note in an ordinary window. */
  | 'private-window'
  /** The device has no room left. The reader can free some; notes already kept are safe. */
  | 'quota'
  /** A note's text is longer than it may be. Nothing was changed; the reader can shorten it. */
  | 'too-long'
  /** A newer Caveat took over the notes. Reloading the page or the extension's page helps. */
  | 'closed'
  /** Another page of Caveat holds an older state of the notes open. Closing it helps. */
  | 'blocked'
  /** The notes are of an earlier Caveat and could not be taken over; they are as they were. The library saves a copy. */
  | 'upgrade'
  /** The browser gives no storage here (a private window, blocked site data). */
  | 'unavailable';

/** A call that brought no answer. */
export type CallProblem = {
  /** `no-receiver`: nobody listens there (no annotator in that tab, extension updated). `failed`: tried, and broke. */
  readonly kind: 'no-receiver' | 'timeout' | 'failed' | 'refused';
  readonly reason?: ProblemReason;
  /** For a report to the developers, in English; the reader is told by `kind` and `reason`. */
  readonly detail: string;
};

/** How a call is guarded: the parser of its request, and who may send it. */
export type Rules<Calls> = {
  readonly [Name in keyof Calls]: {
    readonly request: v.GenericSchema<unknown, Calls[Name] extends { request: infer Request } ? Request : never>;
    readonly from: readonly Role[];
  };
};
/** What an answer must at least be. */
export type AnswerSchemas<Calls> = {
  readonly [Name in keyof Calls]: v.GenericSchema<
    unknown,
    Calls[Name] extends { answer: infer Answer } ? Answer : never
  >;
};

/**
 * How long a sender waits, in milliseconds. The first check after a start builds the checker and reads a long page, so
 * it may take long; everything else is quick or broken. Apart from the rules, so that a page need not carry parsers it
 * never uses.
 */
export const timeouts: { readonly [Name in keyof BackgroundCalls | keyof PageCalls]: number } = {
  checkPage: 60_000,
  saveNote: 10_000,
  removeNote: 10_000,
  saveCorrection: 10_000,
  removeCorrection: 10_000,
  findPassages: 30_000,
  notesForPage: 10_000,
  marksOpened: 5_000,
  siteState: 5_000,
  claimSetsChanged: 120_000,
  loadCard: 5_000,
  tagsInUse: 5_000,
  pageStatus: 5_000,
  pageText: 10_000,
  showAnnotation: 5_000,
  annotateSelection: 15_000,
  readPage: 60_000,
  leavePage: 5_000,
  notesChanged: 5_000,
  correctionsChanged: 5_000,
};

/** Page text beyond this many UTF-16 units is refused; readers of pages stop before it and say `truncated`. */
export const MAX_PAGE_TEXT = 2_000_000;
const MAX_ADDRESS = 8_000;
const MAX_TITLE = 2_000;
/** More than a note may have: a text that was stored once can be named. */
const MAX_NOTE = 100_000;
const MAX_CLAIMS_ASKED = 2_000;

const nothing = v.strictObject({}) as v.GenericSchema<unknown, Record<string, never>>;
const address = v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_ADDRESS));
const id = v.pipe(v.string(), v.minLength(1), v.maxLength(500));
const pageText = v.object({
  source: address,
  title: v.pipe(v.string(), v.maxLength(MAX_TITLE)),
  locale: v.pipe(v.string(), v.maxLength(100)),
  text: v.pipe(v.string(), v.maxLength(MAX_PAGE_TEXT)),
  truncated: v.boolean(),
  origins: v.exactOptional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(2_000))), v.maxLength(20))),
});

export const backgroundRules: Rules<BackgroundCalls> = {
  checkPage: { request: v.object({ page: pageText }), from: ['page'] },
  saveNote: {
    request: v.object({
      note: annotationSchema,
      before: v.exactOptional(v.pipe(v.string(), v.maxLength(MAX_NOTE))),
      was: v.exactOptional(annotationSchema),
    }),
    from: ['page', 'extension'],
  },
  removeNote: { request: v.object({ id }), from: ['page', 'extension'] },
  saveCorrection: { request: v.object({ correction: correctionSchema }), from: ['page'] },
  removeCorrection: {
    request: v.object({ key: v.pipe(v.string(), v.minLength(1), v.maxLength(5_000)) }),
    from: ['page', 'extension'],
  },
  findPassages: { request: v.object({ page: pageText }), from: ['page'] },
  notesForPage: {
    request: v.object({
      url: address,
      claims: v.pipe(v.array(v.pipe(v.string(), v.maxLength(200))), v.maxLength(MAX_CLAIMS_ASKED)),
    }),
    from: ['page', 'extension'],
  },
  marksOpened: { request: v.object({ ids: v.pipe(v.array(id), v.maxLength(MAX_CLAIMS_ASKED)) }), from: ['page'] },
  siteState: { request: v.object({ url: address }), from: ['page'] },
  claimSetsChanged: { request: nothing, from: ['extension'] },
  loadCard: { request: v.object({ part: v.picklist(['card', 'markdown']) }), from: ['page'] },
  tagsInUse: { request: v.object({ typed: v.pipe(v.string(), v.maxLength(100)) }), from: ['page', 'extension'] },
};

export const pageRules: Rules<PageCalls> = {
  pageStatus: { request: nothing, from: ['extension'] },
  pageText: { request: nothing, from: ['extension'] },
  showAnnotation: { request: v.object({ id }), from: ['extension'] },
  annotateSelection: { request: nothing, from: ['extension'] },
  readPage: { request: nothing, from: ['extension'] },
  leavePage: { request: nothing, from: ['extension'] },
  notesChanged: { request: nothing, from: ['extension'] },
  correctionsChanged: { request: nothing, from: ['extension'] },
};

/** Answers that come from a page are parsed too. Apart from the rules, which the page itself carries. */
export const pageAnswers: AnswerSchemas<PageCalls> = {
  pageStatus: v.custom<PageStatus>(isPageStatus),
  pageText: v.nullable(pageText),
  showAnnotation: v.boolean(),
  annotateSelection: v.boolean(),
  readPage: v.literal(true),
  leavePage: v.literal(true),
  notesChanged: v.literal(true),
  correctionsChanged: v.literal(true),
};

/**
 * A page's status as far as the popup's safety needs it: the state and the lists it walks. What the lists hold was made
 * by our own background and passed back by our own annotator; the popup shows it as text only.
 */
function isPageStatus(input: unknown): boolean {
  if (!isRecord(input) || typeof input['url'] !== 'string' || typeof input['title'] !== 'string') return false;
  switch (input['state']) {
    case 'checking':
      return true;
    case 'not-article':
      return Array.isArray(input['notes']) && Array.isArray(input['passages']);
    case 'failed':
      return typeof input['problem'] === 'string';
    case 'done': {
      const { report, notes, passages, painter } = input;
      if (!isRecord(report) || !isRecord(report['tally'])) return false;
      const { annotations, claims, missing, relays, oneOrigin } = report;
      const lists = [notes, passages, annotations, claims, missing, relays, oneOrigin];
      return lists.every(Array.isArray) && (painter === 'custom-highlight' || painter === 'mark');
    }
    default:
      return false;
  }
}

const isRecord = (input: unknown): input is Record<string, unknown> => typeof input === 'object' && input !== null;
