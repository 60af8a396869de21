/** The passages a reader marked on a page: found in what the page says now, and found again when it changes. */
import { type Annotation, type FoundPassage, findVerbatim } from '../annotation/index.ts';
import type { PageText } from '../checker/index.ts';
import type { Result } from '../result.ts';
import { browserLayout } from './layout.ts';
import type { PassageMark } from './marks.ts';
import { pageAddress } from './page-address.ts';
import { type PageReading, readPageText, readPageTextInSlices } from './page-text.ts';

/** What is asked of whoever keeps the notes. */
export type PassageSource = {
  /** The reader's notes on the page at this address. */
  notes(url: string): Promise<Result<readonly Annotation[], string>>;
  /** The same, and where in this text, all the page says, their passages are. What is not found is left out. */
  find(
    page: PageText,
  ): Promise<Result<{ readonly notes: readonly Annotation[]; readonly passages: readonly FoundPassage[] }, string>>;
};

export type PassageKeeper = {
  /** Look at the page: ask for its notes if it is another one, and for its passages if it has any and its text changed. */
  look(): Promise<void>;
  /** The page changed by a way that leaves no text alone: read it anew before anything is told of it. */
  touch(): void;
  /** These are the notes now. New passages are placed at once where their words stand as they were, the others sought. */
  setNotes(notes: readonly Annotation[]): void;
  /** Place what stands verbatim in the page as it is now, without asking anybody. */
  placeNow(): void;
  /** Forget everything: another page. */
  forget(): void;
  /** After elements of ours came between the page's. */
  readAgain(): void;
  marks(): readonly PassageMark[];
  found(): readonly FoundPassage[];
  /** All the page says, as it is now. */
  reading(): PageReading;
};

export type PassageEvents = {
  /** Reading the page makes no noise. */
  read(read: () => PageReading): PageReading;
  /**
   * It is known where passages are; `moved` if that is not where they were. (Drawing the same again would have the
   * browser look at the whole page for nothing.)
   */
  onPlaced(moved: boolean): void;
  /** The notes of the page are known. */
  onNotes(notes: readonly Annotation[]): void;
};

/** In UTF-16 units: all of any page but the most extreme. */
const MAX_LENGTH = 1_900_000;

/** Milliseconds the page is read without a pause. */
const SLICE = 8;
/** Passages times UTF-16 units of the page that are looked through in the page itself: some milliseconds. */
const QUICK = 5_000_000;

/** Notes on passages, by id. A note on a claim is shown where the claim is. */
export const passageNotes = (notes: readonly Annotation[]): readonly Annotation[] =>
  notes.filter(
    (note) => note.claim === undefined && note.target?.selectors.some(({ type }) => type === 'TextQuoteSelector'),
  );

export function keepPassages(
  document: Document,
  source: PassageSource | undefined,
  isHere: (document: Document) => boolean,
  events: PassageEvents,
  signal: AbortSignal,
): PassageKeeper {
  let notes: readonly Annotation[] = [];
  /** The address the notes were asked for. */
  let askedFor: string | null = null;
  /** All the page says; null when it changed since. */
  let current: PageReading | null = null;
  /** The reading passages were found in. */
  let placedIn: PageReading | null = null;
  let found: readonly FoundPassage[] = [];
  /** The text and notes of the last question. */
  let sought: { readonly text: string; readonly notes: readonly Annotation[] } | null = null;
  /** Answers to any question but the last are dropped. */
  let asks = 0;
  let seeks = 0;
  /** Changes of the page since it was last begun to be read. */
  let touches = 0;

  const readOptions = () => ({ ...browserLayout(document), everything: true, isHere, maxLength: MAX_LENGTH });

  function reading(): PageReading {
    current ??= events.read(() => readPageText(document, readOptions()));
    return current;
  }

  /**
   * The same without holding the page up, for pages whose reading would be felt. Changed meanwhile, it is what the page
   * was; the observer's next turn brings what it became.
   */
  async function readCalmly(): Promise<PageReading> {
    if (current) return current;
    touches = 0;
    const work = readPageTextInSlices(document, readOptions());
    let since = performance.now();
    for (;;) {
      const step = work.next();
      if (step.done) {
        const whole = events.read(() => step.value);
        if (touches === 0) current = whole;
        return whole;
      }
      if (performance.now() - since < SLICE) continue;
      await pause();
      since = performance.now();
    }
  }

  /** True when that is not where they were. */
  function place(next: readonly FoundPassage[], where: PageReading): boolean {
    const sorted = [...next].sort((a, b) => a.span.start - b.span.start || b.span.end - a.span.end);
    const isSame = placedIn === where && sorted.length === found.length && sorted.every(isAt(found));
    found = sorted;
    placedIn = where;
    return !isSame;
  }

  async function look(): Promise<void> {
    if (!source || signal.aborted) return;
    const url = pageAddress(document);
    if (url !== askedFor) {
      askedFor = url;
      asks += 1;
      const own = asks;
      const answer = await source.notes(url);
      if (signal.aborted) return;
      if (own === asks) {
        if (answer.ok) {
          notes = passageNotes(answer.value);
          events.onNotes(answer.value);
        } else askedFor = null;
      }
    }
    await seek();
  }

  async function seek(): Promise<void> {
    if (!source || signal.aborted) return;
    if (notes.length === 0) {
      if (found.length > 0) placeNow();
      return;
    }
    const now = await readCalmly();
    if (signal.aborted) return;
    if (placedIn?.page.text === now.page.text && sought?.text === now.page.text && sought.notes === notes) {
      // The same words may stand in other elements.
      if (placedIn !== now) events.onPlaced(place(found, now));
      return;
    }
    events.onPlaced(placeIn(now));
    seeks += 1;
    const own = seeks;
    const asked = { text: now.page.text, notes };
    const answer = await source.find(now.page);
    if (signal.aborted || own !== seeks || !answer.ok) return;
    sought = asked;
    const answered = new Set(answer.value.notes.map(({ id }) => id));
    // A note that is only being kept stays where it was placed.
    const young = found.filter(({ id }) => !answered.has(id));
    // Changed while we asked: what stands is marked, what does not is looked for when the page is quiet again.
    events.onPlaced(place([...answer.value.passages, ...young], current?.page.text === now.page.text ? current : now));
  }

  function placeNow(): void {
    if (notes.length === 0) found = [];
    else placeIn(reading());
    events.onPlaced(true);
  }

  function placeIn(now: PageReading): boolean {
    const { text } = now.page;
    // Looking through a book for each of hundreds of passages is the background's work.
    const isQuick = text.length * notes.length < QUICK;
    const before = new Map(placedIn?.page.text === text ? found.map((one) => [one.id, one]) : []);
    const next = notes.flatMap((note): FoundPassage[] => {
      const known = before.get(note.id);
      if (known) return [known];
      const span = findVerbatim(text, note.target?.selectors ?? [], isQuick);
      return span ? [{ id: note.id, span, state: 'exact' }] : [];
    });
    return place(next, now);
  }

  return {
    look,
    touch() {
      current = null;
      touches += 1;
    },
    setNotes(next) {
      const mine = passageNotes(next);
      const before = notes;
      // What was asked before is older.
      askedFor ??= pageAddress(document);
      asks += 1;
      notes = mine;
      const isSame = mine.length === before.length && mine.every((note) => before.some((one) => sameTarget(one, note)));
      if (isSame) {
        if (sought?.notes === before) sought = { ...sought, notes: mine };
        // Colours may have changed.
        events.onPlaced(true);
        return;
      }
      placeNow();
      // Read again with the next change.
      void seek().catch(() => undefined);
    },
    placeNow,
    readAgain() {
      current = null;
      const now = reading();
      if (placedIn && now.page.text === placedIn.page.text) placedIn = now;
    },
    forget() {
      asks += 1;
      seeks += 1;
      notes = [];
      found = [];
      askedFor = null;
      current = null;
      placedIn = null;
      sought = null;
    },
    marks() {
      const where = placedIn;
      const byId = new Map(notes.map((note) => [note.id, note]));
      return found.flatMap(({ id, span, state }): PassageMark[] => {
        const note = byId.get(id);
        const ranges = where && note ? where.toRanges(span) : [];
        if (!note || ranges.length === 0) return [];
        return [{ id, ranges, color: note.color ?? 'yellow', approximate: state === 'approximate' }];
      });
    },
    found: () => found.filter(({ id }) => notes.some((note) => note.id === id)),
    reading,
  };
}

/** Let the browser do what is due. Timers in a row are held back by 4 ms each; where the scheduler yields, it does not. */
async function pause(): Promise<void> {
  const { scheduler } = globalThis as { scheduler?: { yield?: () => Promise<void> } };
  if (scheduler?.yield) await scheduler.yield();
  else await new Promise((resolve) => setTimeout(resolve));
}

const isAt =
  (places: readonly FoundPassage[]) =>
  ({ id, span, state }: FoundPassage, index: number): boolean => {
    const other = places[index];
    return other?.id === id && other.state === state && other.span.start === span.start && other.span.end === span.end;
  };

const sameTarget = (a: Annotation, b: Annotation): boolean =>
  a.id === b.id && JSON.stringify(a.target?.selectors) === JSON.stringify(b.target?.selectors);
