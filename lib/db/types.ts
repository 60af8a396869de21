/** What the database does for its callers, in functions that mean something. */
import type { Annotation, Correction } from '../annotation/index.ts';
import type { ClaimKey } from '../claims/index.ts';
import type { Encounter, HistoryLimits } from '../history/index.ts';
import type { Result } from '../result.ts';
import type { ClaimSets } from './claim-sets.ts';
import type { Edited, EditOptions } from './edit-note.ts';
import type { DatabaseProblem, NoteProblem } from './problem.ts';
import type { Snapshots } from './snapshots.ts';

/** What is read of the notes. */
export type NotesSoFar = {
  /** The one changed last first. Notes that did not change stay the same objects. */
  readonly notes: readonly Annotation[];
  /** How many are kept, also those not read yet. */
  readonly total: number;
  /** All of them are read. */
  readonly complete: boolean;
  /** Rows that are no notes to this Caveat: a later one may read them, and none of them is changed. */
  readonly unread: readonly unknown[];
};

/** What the reader wrote. */
export type Notes = {
  /** Keep a note, new or changed (same id), if it can be read again. Answers with what is now stored. */
  save(note: Annotation): Promise<Result<Annotation, NoteProblem>>;
  /**
   * Keep an edit of a note that was made from the text `before`: what another window wrote meanwhile is not lost, but
   * kept beside it. With `was`, what else the edit was made from, it changes no more of that than it means to. A note that
   * is not there (any more) is kept as it is given.
   */
  edit(note: Annotation, from: Omit<EditOptions, 'otherId'>): Promise<Result<Edited, NoteProblem>>;
  /** Remove a note; answers with it, or null if there was none. */
  remove(id: string): Promise<Result<Annotation | null, DatabaseProblem>>;
  /** The note with this id, or null. */
  byId(id: string): Promise<Result<Annotation | null, DatabaseProblem>>;
  /** Every note, the one changed last first. */
  all(): Promise<Result<readonly Annotation[], DatabaseProblem>>;
  /** Notes written at passages of the page, or on it; `page` may be any address of it. Oldest first. */
  onPage(page: string): Promise<Result<readonly Annotation[], DatabaseProblem>>;
  /** Notes on any of these claims, wherever they were written. Oldest first. */
  onClaims(claims: readonly ClaimKey[]): Promise<Result<readonly Annotation[], DatabaseProblem>>;
  /** Tags of the notes changed last that go on from `typed`, as `completeTags` has them. */
  tags(typed: string, most: number): Promise<Result<readonly string[], DatabaseProblem>>;
  /** Keep many notes, all or none of them. */
  saveAll(notes: readonly Annotation[]): Promise<Result<void, DatabaseProblem>>;
  /**
   * Keep many notes, some at a time, so that the page can answer in between. When it is cancelled or fails, what was kept
   * so far stays, and `saved` says how many: doing it again goes on.
   */
  saveInPortions(
    notes: readonly Annotation[],
    pacing?: { readonly onProgress?: (share: number) => void; readonly signal?: AbortSignal },
  ): Promise<Result<{ readonly saved: number }, DatabaseProblem & { readonly saved: number }>>;
  /**
   * Change many notes as they are stored now, all or none of them: `how` answers with a note as it is to be, with the very
   * same for one to be left alone, or with null for one to go. Answers with those it changed or took, as they were.
   */
  change(
    ids: readonly string[],
    how: (stored: Annotation) => Annotation | null,
  ): Promise<Result<readonly Annotation[], DatabaseProblem>>;
  /** How many notes were written or changed since `time`, ISO 8601; all of them for null. */
  changedSince(time: string | null): Promise<Result<number, DatabaseProblem>>;
  /** Remove many notes, all or none of them; answers with those there were. */
  removeAll(ids: readonly string[]): Promise<Result<readonly Annotation[], DatabaseProblem>>;
  /**
   * The latest notes as soon as can be, all of them when they are read, and again after every change, also one made by
   * another extension context, until `signal` aborts. After a problem nothing more comes.
   */
  watch(callback: (notes: Result<NotesSoFar, DatabaseProblem>) => void, signal: AbortSignal): void;
  /** The notes of a page and those on these claims, each once and oldest first; now and after changes, as `watch`. */
  watchPage(
    page: string,
    claims: readonly ClaimKey[],
    callback: (notes: Result<readonly Annotation[], DatabaseProblem>) => void,
    signal: AbortSignal,
  ): void;
};

/** Claims met on pages. Whether anything may be kept is decided by who calls. */
export type Encounters = {
  /** Keep what was met, folded into what is known of the same pages, and drop what is past its time or too many. */
  remember(met: readonly Encounter[], limits: HistoryLimits): Promise<Result<void, DatabaseProblem>>;
  /** Everything remembered, the one met last first. */
  all(): Promise<Result<readonly Encounter[], DatabaseProblem>>;
  /** What is remembered of these claims. */
  ofClaims(claims: readonly ClaimKey[]): Promise<Result<readonly Encounter[], DatabaseProblem>>;
  /** Forget a claim, an outlet or everything; answers with what was forgotten, so that it can be brought back. */
  forget(what: Forgettable): Promise<Result<readonly Encounter[], DatabaseProblem>>;
  /** Bring back what `forget` answered with, or a file had. What is there stays as it is. Answers with what was not. */
  restore(forgotten: readonly Encounter[]): Promise<Result<readonly Encounter[], DatabaseProblem>>;
  /** Take out what `restore` answered with. What was met again since stays. */
  takeBack(brought: readonly Encounter[]): Promise<Result<void, DatabaseProblem>>;
  /** `all()` now and after every change, as `Notes.watch`. */
  watch(callback: (met: Result<readonly Encounter[], DatabaseProblem>) => void, signal: AbortSignal): void;
};
export type Forgettable = { readonly claim: ClaimKey } | { readonly outlet: string } | 'everything';

/** What the reader said is not the claim. */
export type Corrections = {
  /** Keep a correction; a second one of the same claim and sentence takes its place. */
  save(correction: Correction): Promise<Result<Correction, DatabaseProblem>>;
  /** Keep those of a file; what is known already stays as it is. Answers with what was not. */
  saveNew(corrections: readonly Correction[]): Promise<Result<readonly Correction[], DatabaseProblem>>;
  /** Take out what `saveNew` answered with. What was corrected again since stays. */
  takeBack(brought: readonly Correction[]): Promise<Result<void, DatabaseProblem>>;
  /** Take a correction back, by its `correctionKey`; answers with it, or null if there was none. */
  remove(key: string): Promise<Result<Correction | null, DatabaseProblem>>;
  byKey(key: string): Promise<Result<Correction | null, DatabaseProblem>>;
  /** Every correction, the latest first. */
  all(): Promise<Result<readonly Correction[], DatabaseProblem>>;
  /** The keys of all of them, for a check. */
  keys(): Promise<Result<ReadonlySet<string>, DatabaseProblem>>;
  /** `all()` now and after every change, as `Notes.watch`. */
  watch(callback: (corrections: Result<readonly Correction[], DatabaseProblem>) => void, signal: AbortSignal): void;
};

export type Database = {
  readonly notes: Notes;
  readonly encounters: Encounters;
  readonly corrections: Corrections;
  readonly snapshots: Snapshots;
  readonly claimSets: ClaimSets;
  /** For tests and for leaving a page; the next use opens it again. */
  close(): void;
};

/** What the background needs of it: its script is read with every start of it. */
export type BackgroundDatabase = {
  readonly notes: Pick<Notes, 'edit' | 'remove' | 'byId' | 'onPage' | 'onClaims' | 'tags'>;
  readonly encounters: Pick<Encounters, 'remember' | 'ofClaims'>;
  readonly corrections: Pick<Corrections, 'save' | 'remove' | 'byKey' | 'keys'>;
};
