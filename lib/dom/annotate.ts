/**
 * A page under annotation: read, checked, marked, and kept so while it changes. Everything ends with one signal, and
 * then the page is as it was.
 */
import type { Annotation, FoundPassage } from '../annotation/index.ts';
import type { PageReport, PageText } from '../checker/index.ts';
import { looksLikeArticle } from './article.ts';
import { boundsIn, followDocuments } from './frames.ts';
import { browserLayout, isSeen, scrollToRange } from './layout.ts';
import { pageAddress } from './page-address.ts';
import type { AnnotateOptions, PageAnnotator, PageState } from './page-annotator.ts';
import { listenToReader } from './page-input.ts';
import { observePage } from './page-observer.ts';
import { type PageReading, readPageText } from './page-text.ts';
import { keepPassages } from './passages.ts';
import { type Group, groupBySentence, sentenceMarks } from './sentences.ts';
import { byPlace } from './text-map.ts';

/** A page that never rests is checked again less and less often: milliseconds between two looks, at least and most. */
const MIN_INTERVAL = 1_000;
const MAX_INTERVAL = 30_000;
/** Marks that a page tears off are put back before it is drawn, but not more often than this, in milliseconds … */
const MEND_INTERVAL = 250;
/** … and only where reading the page takes no longer than this. */
const QUICK = 12;

/** What is known of the page's claims. */
type Reading =
  | { readonly state: 'checking' }
  | { readonly state: 'not-article' }
  | { readonly state: 'done'; readonly report: PageReport }
  | { readonly state: 'failed'; readonly problem: string };

/**
 * Annotate `document` until `options.signal` aborts. Reads at once if it looks like an article, else waits for `read`.
 * Keys (never while the reader types): Alt+Shift+Down and Alt+Shift+Up go from marked sentence to marked sentence,
 * Enter then selects it, Escape leaves it.
 */
export function annotatePage(document: Document, options: AnnotateOptions): PageAnnotator {
  const { highlighter, signal } = options;
  let known: Reading = { state: 'not-article' };
  /** Of this page and on its claims, as far as they were heard of. */
  let notes: readonly Annotation[] = [];
  /** The text asked about last, and the way from the answered text to the page. */
  let asked: PageText | null = null;
  let reading: PageReading | null = null;
  let groups: readonly Group[] = [];
  let focused: string | null = null;
  /** What was in focus last: after its card is closed the keys go on from there. */
  let visited: string | null = null;
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
      onTouch() {
        documents.touch();
        keeper.touch();
        mend();
      },
      onNavigate() {
        // Another story: nothing of the last one counts any more.
        run += 1;
        wanted = false;
        interval = MIN_INTERVAL;
        lastLook = 0;
        notes = [];
        keeper.forget();
        forget();
        setState({ state: 'checking' });
      },
    },
    signal,
  );

  const keeper = keepPassages(
    document,
    options.passages,
    (one) => documents.has(one),
    {
      read: (read) => follow(read()),
      onPlaced(moved) {
        if (moved) paint();
        report();
      },
      onNotes(own) {
        // Notes on claims come with the report.
        if (known.state !== 'done') notes = own;
        report();
      },
    },
    signal,
  );

  const documents = followDocuments(
    document,
    {
      onCome() {
        keeper.touch();
        lookLater();
      },
      onGo(gone) {
        keeper.touch();
        if (signal.aborted) return;
        highlighter.leave(gone);
        paint();
        lookLater();
      },
    },
    signal,
  );

  /** Whatever was read is followed. */
  function follow(now: PageReading): PageReading {
    observer.watch(now.shadowRoots);
    documents.look(now.shadowRoots);
    return now;
  }

  function setState(next: Reading): void {
    known = next;
    report();
  }

  function report(): void {
    if (!signal.aborted) options.onReport?.(state());
  }

  function state(): PageState {
    return known.state === 'done' || known.state === 'not-article' ? { ...known, notes, passages: passages() } : known;
  }

  function passages(): readonly FoundPassage[] {
    const story = known.state === 'done' ? reading : null;
    if (!story) return keeper.found();
    return keeper.found().flatMap((passage) => {
      const [range] = highlighter.rangesOf(passage.id);
      if (!range) return [];
      const place = story.placeOf(range);
      return [{ ...passage, span: story.toSpan(range) ?? { start: place, end: place } }];
    });
  }

  function forget(): void {
    forgetClaims();
    focused = null;
    observer.quietly(() => highlighter.erase());
  }

  /** What the reader marked stays: it was not asked about. */
  function forgetClaims(): void {
    asked = null;
    reading = null;
    groups = [];
  }

  let mended = { at: 0, took: 0 };

  /** What a page renders anew with the same words is marked again before it is drawn, or marks would flicker. */
  function mend(): void {
    const now = performance.now();
    if (mended.took > QUICK || now - mended.at < MEND_INTERVAL || signal.aborted || !highlighter.isTorn()) return;
    try {
      if (reading) {
        const fresh = readNow();
        if (fresh.page.text === reading.page.text) reading = { ...fresh, page: reading.page };
      }
      keeper.placeNow();
    } catch {
      // A page that cannot be read now is looked at again when it is quiet.
    }
    mended = { at: now, took: performance.now() - now };
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
    return follow(
      readPageText(document, {
        ...browserLayout(document),
        isHere: documents.has,
        ...(options.maxLength === undefined ? {} : { maxLength: options.maxLength }),
      }),
    );
  }

  async function look(): Promise<void> {
    if (signal.aborted) return;
    if (lastLook > 0) interval = Math.min(MAX_INTERVAL, interval * 1.5);
    lastLook = performance.now();
    if (attempt(() => documents.look()) === null) return;
    const isStory = wanted || attempt(() => looksLikeArticle(document));
    if (isStory === null) return;
    if (!isStory) {
      run += 1;
      if (known.state !== 'not-article') {
        forgetClaims();
        paint();
        setState({ state: 'not-article' });
      }
      await lookForPassages();
      return;
    }
    void lookForPassages();
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

  async function lookForPassages(): Promise<void> {
    try {
      await keeper.look();
    } catch {
      // Read again with the next change; a page that cannot be read at all is told of by the check.
    }
  }

  async function check(now: PageReading): Promise<void> {
    run += 1;
    const own = run;
    asked = now.page;
    if (known.state !== 'done' && known.state !== 'checking') setState({ state: 'checking' });
    const before = notes;
    const answer = await options.check(now.page);
    if (signal.aborted || own !== run) return;
    if (answer.ok) {
      const { annotations } = answer.value.report;
      const isStale = annotations.some(({ sentence }) => now.toRanges(sentence).length === 0);
      const fresh = isStale ? readNow() : now;
      // Changed while we asked: what is marked until the next answer is what still stands where it stood.
      reading = fresh.page.text === now.page.text ? { ...fresh, page: now.page } : now;
      groups = groupBySentence(annotations);
      known = { state: 'done', report: answer.value.report };
      // Notes that were set while we asked are newer; only those on claims may be missing from them.
      const heard = answer.value.notes;
      const missing = heard.filter(({ id, claim }) => claim !== undefined && notes.every((note) => note.id !== id));
      setNotes(notes === before ? heard : [...notes, ...missing]);
    } else {
      groups = [];
      paint();
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
        keeper.readAgain();
      }
      const marks = reading ? sentenceMarks(groups, reading, notes) : [];
      highlighter.paint([...keeper.marks(), ...marks]);
      if (highlighter.painter === 'mark') keeper.touch();
    });
    if (focused !== null && highlighter.rangesOf(focused).length === 0) focused = null;
    highlighter.setFocused(focused);
  }

  function setNotes(next: readonly Annotation[]): void {
    notes = next;
    keeper.setNotes(next);
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
    visited = painted ?? visited;
    observer.quietly(() => highlighter.setFocused(painted));
  }

  /** The tint follows the pointer unless keys or the card hold it. */
  function hover(id: string | null): void {
    if (focused !== null || signal.aborted) return;
    const painted = id === null || highlighter.rangesOf(id).length > 0 ? id : null;
    observer.quietly(() => highlighter.setFocused(painted));
  }

  /** Select what stands at one place; the first id is what was asked for. */
  function select(ids: readonly string[]): boolean {
    const [id = ''] = ids;
    const ranges = rangesOf(id);
    if (ranges.length === 0) return false;
    const group = groupOf(id) ?? ids.map(groupOf).find((one) => one !== undefined);
    const here = ids.flatMap((one) => notes.filter((note) => note.id === one));
    if (!group && here.length === 0) return false;
    setFocused(id);
    const annotations = group?.annotations ?? [];
    options.onSelect({
      annotations: [
        ...annotations.filter((annotation) => annotation.id === id),
        ...annotations.filter((annotation) => annotation.id !== id),
      ],
      notes: here,
      ranges: groupOf(id) ? annotations.flatMap((annotation) => highlighter.rangesOf(annotation.id)) : ranges,
    });
    return true;
  }

  function show(id: string): boolean {
    const [range] = rangesOf(id);
    if (!range) return false;
    scrollToRange(document, range);
    return select([id]);
  }

  /** To the next or previous sentence or passage: from the one in focus, else from what the window shows. */
  function step(direction: 1 | -1): boolean {
    const stops = [...groups.map(({ id }) => id), ...keeper.found().map(({ id }) => id)]
      .flatMap((id) => {
        const [range] = rangesOf(id);
        return range ? [{ id, range }] : [];
      })
      .sort((a, b) => byPlace(a.range, b.range));
    if (stops.length === 0) return false;
    const place = focused ?? visited;
    const group = place === null ? undefined : groupOf(place);
    const at = stops.findIndex(
      ({ id, range }) => (id === place || id === group?.id) && (focused !== null || isSeen(document, range)),
    );
    const firstSeen = stops.findIndex(({ range }) => boundsIn(document, range).bottom > 0);
    const start = at >= 0 ? at + direction : direction === 1 ? Math.max(0, firstSeen) : firstSeen - 1;
    const next = stops[(start + stops.length) % stops.length];
    if (!next) return false;
    scrollToRange(document, next.range);
    setFocused(next.id);
    return true;
  }

  documents.each((each, gone) => {
    observer.watch([each]);
    listenToReader(
      each,
      {
        marksAt: (x, y) => highlighter.marksAt(each, x, y),
        rangesOf,
        select,
        hover,
        step,
        focused: () => focused,
        leave: () => setFocused(null),
      },
      gone,
    );
  }, signal);

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
    state,
    page: () => reading?.page ?? null,
    address: () => pageAddress(document),
    async read() {
      wanted = true;
      if (signal.aborted) return;
      const now = attempt(readNow);
      if (now !== null) await check(now);
    },
    show,
    setFocused,
    rangesOf,
    setNotes,
    passages,
    eachDocument: documents.each,
    everything: keeper.reading,
  };
}
