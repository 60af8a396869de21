/**
 * A page under annotation: read, checked, marked, and kept so while it changes. Everything ends with one signal, and
 * then the page is as it was.
 */
import type { Annotation } from '../annotation/index.ts';
import type { ClaimAnnotation, PageReport, PageText } from '../checker/index.ts';
import type { Result } from '../result.ts';
import { looksLikeArticle } from './article.ts';
import { browserLayout, scrollToRange } from './layout.ts';
import { type Highlighter, lookOf, type Mark } from './marks.ts';
import { listenToReader } from './page-input.ts';
import { observePage } from './page-observer.ts';
import { type PageReading, readPageText } from './page-text.ts';

/** A page that never rests is checked again less and less often: milliseconds between two looks, at least and most. */
const MIN_INTERVAL = 1_000;
const MAX_INTERVAL = 30_000;

export type CheckedPage = { readonly report: PageReport; readonly notes: readonly Annotation[] };

export type PageState =
  | { readonly state: 'checking' }
  | ({ readonly state: 'done' } & CheckedPage)
  /** The page does not look like an article; `read` reads it all the same. */
  | { readonly state: 'not-article' }
  | { readonly state: 'failed'; readonly problem: string };

/** A marked sentence: what it states, and where it stands. */
export type Selected = {
  /** The claims of the sentence; the one that was asked for first. */
  readonly annotations: readonly ClaimAnnotation[];
  readonly ranges: readonly Range[];
};

export type AnnotateOptions = {
  /** What does this text claim? Called for the page and again when its text changed. */
  check(page: PageText): Promise<Result<CheckedPage, string>>;
  readonly highlighter: Highlighter;
  readonly signal: AbortSignal;
  /** The reader asks about a sentence: by click, by Enter on the sentence in focus, or from elsewhere by `show`. */
  onSelect(selected: Selected): void;
  /** What is known of the page changed. */
  onReport?(state: PageState): void;
  /** In UTF-16 units; what is beyond is not read. */
  readonly maxLength?: number;
};

export type PageAnnotator = {
  state(): PageState;
  /** The text the report is about; null before there is one. */
  page(): PageText | null;
  /** Read the page now, whether or not it looks like an article. Resolves when it is checked. */
  read(): Promise<void>;
  /** Scroll to an annotation's sentence and select it. False if it is not on the page now. */
  show(id: string): boolean;
  /** Tint the sentence of an annotation, or none. */
  setFocused(id: string | null): void;
  /** Where the sentence of an annotation stands now; empty when it is not on the page. */
  rangesOf(id: string): readonly Range[];
  /** The reader's notes changed. */
  setNotes(notes: readonly Annotation[]): void;
};

/** Sentences with their annotations, in page order. */
type Group = { readonly id: string; readonly annotations: readonly ClaimAnnotation[] };

/**
 * Annotate `document` until `options.signal` aborts. Reads at once if it looks like an article, else waits for `read`.
 * Keys (never while the reader types): Alt+Shift+Down and Alt+Shift+Up go from marked sentence to marked sentence,
 * Enter then selects it, Escape leaves it.
 */
export function annotatePage(document: Document, options: AnnotateOptions): PageAnnotator {
  const { highlighter, signal } = options;
  let state: PageState = { state: 'not-article' };
  /** The text asked about last, and the way from the answered text to the page. */
  let asked: PageText | null = null;
  let reading: PageReading | null = null;
  let groups: readonly Group[] = [];
  let focused: string | null = null;
  /** The reader asked for this page although it does not look like an article. */
  let wanted = false;
  let run = 0;
  let interval = MIN_INTERVAL;
  let lastLook = 0;
  let pending: ReturnType<typeof setTimeout> | undefined;

  const observer = observePage(
    document,
    {
      onChange: lookLater,
      onNavigate() {
        // Another story: nothing of the last one counts any more.
        run += 1;
        wanted = false;
        interval = MIN_INTERVAL;
        lastLook = 0;
        forget();
        setState({ state: 'checking' });
      },
    },
    signal,
  );

  function setState(next: PageState): void {
    state = next;
    if (!signal.aborted) options.onReport?.(next);
  }

  function forget(): void {
    asked = null;
    reading = null;
    clear();
  }

  function clear(): void {
    groups = [];
    focused = null;
    observer.quietly(() => highlighter.erase());
  }

  /** Look at the page again, the less often the more it has changed without a rest. */
  function lookLater(): void {
    clearTimeout(pending);
    const rested = performance.now() - lastLook;
    if (rested > MAX_INTERVAL) interval = MIN_INTERVAL;
    pending = setTimeout(() => void look(), Math.max(0, interval - rested));
  }

  /**
   * Null when the page could not be read, and the state says so: in Chromium the names of a page's forms and pictures
   * can stand in for what the document and its forms are asked for.
   */
  function attempt<Read>(read: () => Read): Read | null {
    try {
      return read();
    } catch (thrown) {
      run += 1;
      forget();
      setState({ state: 'failed', problem: `the page cannot be read: ${thrown}` });
      return null;
    }
  }

  function readNow(): PageReading {
    const now = readPageText(document, {
      ...browserLayout(document),
      ...(options.maxLength === undefined ? {} : { maxLength: options.maxLength }),
    });
    observer.watch(now.shadowRoots);
    return now;
  }

  async function look(): Promise<void> {
    if (signal.aborted) return;
    if (lastLook > 0) interval = Math.min(MAX_INTERVAL, interval * 1.5);
    lastLook = performance.now();
    listenAnew();
    const isStory = wanted || attempt(() => looksLikeArticle(document));
    if (isStory === null) return;
    if (!isStory) {
      run += 1;
      forget();
      if (state.state !== 'not-article') setState({ state: 'not-article' });
      return;
    }
    const now = attempt(readNow);
    if (now === null) return;
    const isSame = asked?.text === now.page.text && asked.source === now.page.source;
    if (!isSame) {
      await check(now);
      return;
    }
    // The same words may stand in other elements. An answer that is still to come reads the page again itself.
    if (reading && asked === reading.page) {
      reading = { ...now, page: reading.page };
      paint();
    }
  }

  async function check(now: PageReading): Promise<void> {
    run += 1;
    const own = run;
    asked = now.page;
    if (state.state !== 'done' && state.state !== 'checking') setState({ state: 'checking' });
    const answer = await options.check(now.page);
    if (signal.aborted || own !== run) return;
    if (answer.ok) {
      const { annotations } = answer.value.report;
      const isStale = annotations.some(({ sentence }) => now.toRanges(sentence).length === 0);
      const fresh = isStale ? readNow() : now;
      // Changed while we asked: what is marked until the next answer is what still stands where it stood.
      reading = fresh.page.text === now.page.text ? { ...fresh, page: now.page } : now;
      groups = groupBySentence(annotations);
      state = { state: 'done', ...answer.value };
      paint();
      setState(state);
    } else {
      clear();
      setState({ state: 'failed', problem: answer.error });
    }
  }

  function paint(): void {
    if (signal.aborted) return;
    observer.quietly(() => {
      // Elements of ours stand between the text and its map; without them the map must be made anew.
      if (highlighter.painter === 'mark') {
        highlighter.erase();
        const fresh = readNow();
        if (reading && fresh.page.text === reading.page.text) reading = { ...fresh, page: reading.page };
      }
      highlighter.paint(marksOf());
    });
    if (focused !== null && highlighter.rangesOf(focused).length === 0) focused = null;
    highlighter.setFocused(focused);
  }

  function marksOf(): Mark[] {
    const map = reading;
    if (!map) return [];
    const noted = new Set(state.state === 'done' ? state.notes.map((note) => note.claim) : []);
    const mark = (id: string, annotations: readonly ClaimAnnotation[], span: { start: number; end: number }): Mark => ({
      id,
      ranges: map.toRanges(span),
      look: lookOf(annotations),
      noted: annotations.some(({ claim }) => noted.has(claim)),
    });
    const marks = groups.flatMap(({ id, annotations }) => {
      const [first] = annotations;
      if (!first) return [];
      return canBeToldApart(annotations)
        ? annotations.map((annotation) => mark(annotation.id, [annotation], annotation.part))
        : [mark(id, annotations, first.sentence)];
    });
    return marks.filter(({ ranges }) => ranges.length > 0);
  }

  const groupOf = (id: string): Group | undefined =>
    groups.find((group) => group.annotations.some((annotation) => annotation.id === id));

  /** A sentence is painted under its first annotation's id, or in parts under each one's own. */
  function rangesOf(id: string): readonly Range[] {
    const own = highlighter.rangesOf(id);
    if (own.length > 0) return own;
    return (groupOf(id)?.annotations ?? []).flatMap((annotation) => highlighter.rangesOf(annotation.id));
  }

  function setFocused(id: string | null): void {
    const painted = id === null || highlighter.rangesOf(id).length > 0 ? id : (groupOf(id)?.id ?? null);
    focused = painted;
    observer.quietly(() => highlighter.setFocused(painted));
  }

  /** The tint follows the pointer unless keys or the card hold it. */
  function hover(id: string | null): void {
    if (focused !== null || signal.aborted) return;
    const painted = id === null || highlighter.rangesOf(id).length > 0 ? id : null;
    observer.quietly(() => highlighter.setFocused(painted));
  }

  function select(id: string): boolean {
    const group = groupOf(id);
    const ranges = rangesOf(id);
    if (!group || ranges.length === 0) return false;
    setFocused(id);
    const asked = group.annotations.filter((annotation) => annotation.id === id);
    options.onSelect({
      annotations: [...asked, ...group.annotations.filter((annotation) => annotation.id !== id)],
      ranges: group.annotations.flatMap((annotation) => highlighter.rangesOf(annotation.id)),
    });
    return true;
  }

  function show(id: string): boolean {
    const [range] = rangesOf(id);
    if (!range) return false;
    scrollToRange(range);
    return select(id);
  }

  /** To the next or previous sentence: from the one in focus, else from what the window shows. */
  function step(direction: 1 | -1): boolean {
    const onPage = groups.filter(({ id }) => rangesOf(id).length > 0);
    if (onPage.length === 0) return false;
    const at = onPage.findIndex(({ annotations }) => annotations.some((annotation) => annotation.id === focused));
    const firstSeen = onPage.findIndex(({ id }) => (rangesOf(id)[0]?.getBoundingClientRect().bottom ?? -1) > 0);
    const start = at >= 0 ? at + direction : direction === 1 ? Math.max(0, firstSeen) : firstSeen - 1;
    const next = onPage[(start + onPage.length) % onPage.length];
    const [range] = next ? rangesOf(next.id) : [];
    if (!next || !range) return false;
    scrollToRange(range);
    setFocused(next.id);
    return true;
  }

  let listened: { readonly root: Element | null; readonly end: AbortController } | null = null;

  /** `document.open` brings another root element and takes all listeners off the document, ours too. */
  function listenAnew(): void {
    const root = document.documentElement;
    if (listened?.root === root) return;
    listened?.end.abort();
    listened = { root, end: new AbortController() };
    listenToReader(
      document,
      {
        marksAt: (x, y) => highlighter.marksAt(x, y),
        rangesOf,
        select,
        hover,
        step,
        focused: () => focused,
        leave: () => setFocused(null),
      },
      AbortSignal.any([signal, listened.end.signal]),
    );
  }

  signal.addEventListener(
    'abort',
    () => {
      clearTimeout(pending);
      groups = [];
    },
    { once: true },
  );
  void look();

  return {
    state: () => state,
    page: () => reading?.page ?? null,
    async read() {
      wanted = true;
      if (signal.aborted) return;
      const now = attempt(readNow);
      if (now !== null) await check(now);
    },
    show,
    setFocused,
    rangesOf,
    setNotes(notes) {
      if (state.state !== 'done') return;
      setState({ ...state, notes });
      paint();
    },
  };
}

function groupBySentence(annotations: readonly ClaimAnnotation[]): Group[] {
  const groups = new Map<number, ClaimAnnotation[]>();
  for (const annotation of annotations) {
    const { start } = annotation.sentence;
    groups.set(start, [...(groups.get(start) ?? []), annotation]);
  }
  return [...groups.values()].flatMap((list) => (list[0] ? [{ id: list[0].id, annotations: list }] : []));
}

/** Whether each claim of a sentence rests on a part of its own that is long enough to be seen and clicked. */
function canBeToldApart(annotations: readonly ClaimAnnotation[]): boolean {
  if (annotations.length < 2) return false;
  const parts = annotations.map(({ part }) => part).sort((a, b) => a.start - b.start);
  return parts.every((part, index) => {
    const next = parts[index + 1];
    return part.end - part.start >= 12 && (!next || part.end <= next.start);
  });
}
