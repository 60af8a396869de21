/** The passages a reader marked on a page: found in what the page says now, and found again when it changes. */
import type { Annotation, FoundPassage } from '../annotation/index.ts';
import type { PageText } from '../checker/index.ts';
import type { Result } from '../result.ts';
import type { PassageMark } from './marks.ts';
import { pageAddress } from './page-address.ts';
import type { PageReading } from './page-text.ts';
import { keepPlaces } from './places.ts';
import { keepWholePage } from './whole-page.ts';

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
  const whole = keepWholePage(document, isHere, events.read);
  const places = keepPlaces();
  const asking = askForNotes(document, source, signal);
  const seeking = seekPassages(source, whole, places, signal);

  function placeNow(): void {
    if (notes.length === 0) places.clear();
    else places.putVerbatim(notes, whole.now());
    events.onPlaced(true);
  }

  async function seek(): Promise<void> {
    if (!source || signal.aborted) return;
    if (notes.length > 0) await seeking.seek(() => notes, events.onPlaced);
    else if (places.found().length > 0) placeNow();
  }

  return {
    async look() {
      const heard = await asking.ask();
      if (heard) {
        notes = passageNotes(heard);
        events.onNotes(heard);
      }
      await seek();
    },
    touch: whole.touch,
    setNotes(next) {
      const before = notes;
      notes = passageNotes(next);
      asking.answer();
      const isSame =
        notes.length === before.length && notes.every((note) => before.some((one) => sameTarget(one, note)));
      if (isSame) {
        seeking.rename(before, notes);
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
      whole.touch();
      places.moveTo(whole.now());
    },
    forget() {
      notes = [];
      asking.forget();
      seeking.forget();
      places.clear();
      whole.touch();
    },
    marks: () => places.marks(notes),
    found: () => places.found().filter(({ id }) => notes.some((note) => note.id === id)),
    reading: whole.now,
  };
}

/** The notes of the page, asked for once for each address. */
function askForNotes(document: Document, source: PassageSource | undefined, signal: AbortSignal) {
  /** The address the notes were asked for. */
  let askedFor: string | null = null;
  /** Answers to any question but the last are dropped. */
  let asks = 0;
  return {
    /** Null where they were asked for before, or are not known. */
    async ask(): Promise<readonly Annotation[] | null> {
      if (!source || signal.aborted) return null;
      const url = pageAddress(document);
      if (url === askedFor) return null;
      askedFor = url;
      asks += 1;
      const own = asks;
      const answer = await source.notes(url);
      if (signal.aborted || own !== asks) return null;
      if (!answer.ok) askedFor = null;
      return answer.ok ? answer.value : null;
    },
    /** They were told: what was asked before is older. */
    answer(): void {
      askedFor ??= pageAddress(document);
      asks += 1;
    },
    forget(): void {
      askedFor = null;
      asks += 1;
    },
  };
}

/** Where passages are that do not stand as they did: the background finds them, asked again only when something changed. */
function seekPassages(
  source: PassageSource | undefined,
  whole: ReturnType<typeof keepWholePage>,
  places: ReturnType<typeof keepPlaces>,
  signal: AbortSignal,
) {
  /** The text and notes of the last question, unless no answer came. */
  let sought: { readonly text: string; readonly notes: readonly Annotation[] } | null = null;
  /** Answers to any question but the last are dropped. */
  let seeks = 0;
  return {
    async seek(notes: () => readonly Annotation[], onPlaced: (moved: boolean) => void): Promise<void> {
      const now = await whole.calmly();
      if (!source || signal.aborted) return;
      const { text } = now.page;
      if (places.isIn(text) && sought?.text === text && sought.notes === notes()) {
        // The same words may stand in other elements.
        if (places.moveTo(now)) onPlaced(true);
        return;
      }
      sought = { text, notes: notes() };
      onPlaced(places.putVerbatim(sought.notes, now));
      seeks += 1;
      const own = seeks;
      const answer = await source.find(now.page);
      if (signal.aborted || own !== seeks) return;
      if (!answer.ok) {
        sought = null;
        return;
      }
      const answered = new Set(answer.value.notes.map(({ id }) => id));
      // A note that is only being kept stays where it was placed.
      const young = places.found().filter(({ id }) => !answered.has(id));
      // Changed while we asked: what stands is marked, what does not is looked for when the page is quiet again.
      onPlaced(places.put([...answer.value.passages, ...young], whole.isStill(now) ? whole.now() : now));
    },
    /** The same passages, in notes that changed otherwise. */
    rename(before: readonly Annotation[], notes: readonly Annotation[]): void {
      if (sought?.notes === before) sought = { ...sought, notes };
    },
    forget(): void {
      seeks += 1;
      sought = null;
    },
  };
}

const sameTarget = (a: Annotation, b: Annotation): boolean =>
  a.id === b.id && JSON.stringify(a.target?.selectors) === JSON.stringify(b.target?.selectors);
