/**
 * Every message that crosses a context: what it asks, who may send it, what comes back.
 * Requests are parsed where they arrive; content scripts are untrusted senders.
 */
import type { Annotation } from '../annotation/index.ts';
import type { PageReport, PageText } from '../checker/index.ts';

/** What a tab's annotator knows about its page; popup and panel ask for it. */
export type PageStatus =
  | { readonly state: 'checking'; readonly url: string; readonly title: string }
  | {
      readonly state: 'done';
      readonly url: string;
      readonly title: string;
      readonly report: PageReport;
      readonly notes: readonly Annotation[];
      /** Which painter marks the page; `mark` is the element fallback. */
      readonly painter: 'custom-highlight' | 'mark';
    }
  /** The page does not look like an article; the reader may have it read all the same. */
  | { readonly state: 'not-article'; readonly url: string; readonly title: string }
  | { readonly state: 'failed'; readonly url: string; readonly title: string; readonly problem: string };

/** Calls the background answers. */
export type BackgroundCalls = {
  /** A page's annotator, once the page's text is read and again when it changed: what does this page claim? */
  checkPage: { request: { page: PageText }; answer: { report: PageReport; notes: readonly Annotation[] } };
  /** Card or extension page: keep this note (new or changed). A page may only write notes for its own address. */
  saveNote: { request: { note: Annotation }; answer: Annotation };
  /** Card or extension page: remove a note; answers with it, so that it can be brought back by `saveNote`. */
  removeNote: { request: { id: string }; answer: Annotation | null };
  /** A page's annotator, after `notesChanged`: the notes to show here (this page's, and those on the claims named). */
  notesForPage: { request: { url: string; claims: readonly string[] }; answer: readonly Annotation[] };
};

/** Calls a page's annotator answers. Only the extension itself may send them. */
export type PageCalls = {
  /** Popup or panel: what is known of this page? */
  pageStatus: { request: Record<string, never>; answer: PageStatus };
  /** Popup or panel: scroll to a sentence and open its card. False if it is not on the page now. */
  showAnnotation: { request: { id: string }; answer: boolean };
  /** Popup: read the page although it does not look like an article, or read it again. */
  readPage: { request: Record<string, never>; answer: true };
  /** Popup, after the reader turned the site off: leave the page as it was found. */
  leavePage: { request: Record<string, never>; answer: true };
  /** Background: notes changed elsewhere; ask for them again. */
  notesChanged: { request: Record<string, never>; answer: true };
};
