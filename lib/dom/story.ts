/** The story of a page: what its text claims, as far as it is known, and where on the page that stands. */
import type { Annotation } from '../annotation/index.ts';
import type { PageReport, PageText } from '../checker/index.ts';
import type { AnnotateOptions } from './page-annotator.ts';
import type { PageReading } from './page-text.ts';
import { type Group, groupBySentence } from './sentences.ts';

/** What is known of the page's claims. */
export type Known =
  | { readonly state: 'checking' }
  | { readonly state: 'not-article' }
  | { readonly state: 'done'; readonly report: PageReport }
  | { readonly state: 'failed'; readonly problem: string };

export type Story = {
  known(): Known;
  /** The way from the answered text to the page; null before there is an answer. */
  reading(): PageReading | null;
  /** The sentences that state claims. */
  groups(): readonly Group[];
  /** Read the page, and ask about it if its text changed. */
  look(): Promise<void>;
  /** Read the page and ask about it. */
  ask(): Promise<void>;
  /** Read it again where the same words may stand in other elements. */
  readAgain(): void;
  /** The page is no story. */
  setAside(): void;
  /** Another story comes. */
  forget(): void;
  /** The page's signal aborted: nothing is marked any more. */
  end(): void;
  /**
   * Null when the page could not be read, and the state says so: in Chromium the names of a page's forms and pictures
   * can stand in for what the document and its forms are asked for.
   */
  attempt<Read>(read: () => Read): Read | null;
};

export type StoryEvents = {
  /** The story as it stands on the page now. */
  read(): PageReading;
  /** What is known changed. */
  onKnown(): void;
  /** What is to be marked changed. */
  onMarks(): void;
  /** It is asked about; called with the notes the answer brings, once `groups` and `reading` are those of the answer. */
  onAsk(): (notes: readonly Annotation[]) => void;
  /** Nothing is known of it any more. */
  onForgotten(): void;
};

export function followStory(check: AnnotateOptions['check'], events: StoryEvents, signal: AbortSignal): Story {
  let known: Known = { state: 'not-article' };
  /** The text asked about last, and the way from the answered text to the page. */
  let asked: PageText | null = null;
  let reading: PageReading | null = null;
  let groups: readonly Group[] = [];
  /** Answers to any question but the last are dropped. */
  let asks = 0;

  function become(next: Known): void {
    known = next;
    events.onKnown();
  }

  function drop(): void {
    asks += 1;
    asked = null;
    reading = null;
    groups = [];
  }

  function attempt<Read>(read: () => Read): Read | null {
    try {
      return read();
    } catch (thrown) {
      drop();
      events.onForgotten();
      become({ state: 'failed', problem: `the page cannot be read: ${thrown}` });
      return null;
    }
  }

  async function askAbout(now: PageReading): Promise<void> {
    asks += 1;
    const own = asks;
    asked = now.page;
    if (known.state !== 'done' && known.state !== 'checking') become({ state: 'checking' });
    const take = events.onAsk();
    const answer = await check(now.page);
    if (signal.aborted || own !== asks) return;
    if (!answer.ok) {
      groups = [];
      events.onMarks();
      become({ state: 'failed', problem: answer.error });
      return;
    }
    const { report, notes } = answer.value;
    const isStale = report.annotations.some(({ sentence }) => now.toRanges(sentence).length === 0);
    const fresh = isStale ? events.read() : now;
    // Changed while we asked: what is marked until the next answer is what still stands where it stood.
    reading = fresh.page.text === now.page.text ? { ...fresh, page: now.page } : now;
    groups = groupBySentence(report.annotations);
    known = { state: 'done', report };
    take(notes);
  }

  return {
    known: () => known,
    reading: () => reading,
    groups: () => groups,
    attempt,
    async look() {
      const now = attempt(events.read);
      if (now === null) return;
      if (asked?.text !== now.page.text || asked.source !== now.page.source) await askAbout(now);
      else if (reading && asked === reading.page) {
        // The same words may stand in other elements. An answer that is still to come reads the page again itself.
        reading = { ...now, page: reading.page };
        events.onMarks();
      }
    },
    async ask() {
      const now = attempt(events.read);
      if (now !== null) await askAbout(now);
    },
    readAgain() {
      const fresh = events.read();
      if (reading && fresh.page.text === reading.page.text) reading = { ...fresh, page: reading.page };
    },
    setAside() {
      asks += 1;
      if (known.state === 'not-article') return;
      drop();
      events.onMarks();
      become({ state: 'not-article' });
    },
    forget() {
      drop();
      events.onForgotten();
      become({ state: 'checking' });
    },
    end() {
      groups = [];
    },
  };
}
