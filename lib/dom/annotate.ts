/**
 * A page under annotation: read, checked, marked, and kept so while it changes. Everything ends with one signal, and
 * then the page is as it was.
 */
import type { Annotation, FoundPassage } from '../annotation/index.ts';
import { looksLikeArticle } from './article.ts';
import { followFocus } from './focus.ts';
import { followDocuments } from './frames.ts';
import { browserLayout } from './layout.ts';
import { createPace } from './pace.ts';
import { pageAddress } from './page-address.ts';
import type { AnnotateOptions, PageAnnotator, PageState } from './page-annotator.ts';
import { listenToReader } from './page-input.ts';
import { observePage } from './page-observer.ts';
import { type PageReading, readPageText } from './page-text.ts';
import { keepPassages } from './passages.ts';
import { sentenceMarks } from './sentences.ts';
import { followStory } from './story.ts';

/** Marks that a page tears off are put back before it is drawn, but not more often than this, in milliseconds … */
const MEND_INTERVAL = 250;
/** … and only where reading the page takes no longer than this. */
const QUICK = 12;

/**
 * Annotate `document` until `options.signal` aborts. Reads at once if it looks like an article, else waits for `read`.
 * Keys (never while the reader types): Alt+Shift+Down and Alt+Shift+Up go from marked sentence to marked sentence,
 * Enter then selects it, Escape leaves it.
 */
export function annotatePage(document: Document, options: AnnotateOptions): PageAnnotator {
  const { signal } = options;
  const page = followPage(document, options);
  const { story, keeper, focus } = page;
  page.documents.each((each, gone) => {
    page.observer.watch([each]);
    listenToReader(
      each,
      {
        marksAt: (x, y) => options.highlighter.marksAt(each, x, y),
        rangesOf: focus.rangesOf,
        select: focus.select,
        hover: focus.hover,
        step: focus.step,
        focused: focus.at,
        leave: () => focus.set(null),
      },
      gone,
    );
  }, signal);
  signal.addEventListener('abort', story.end, { once: true });
  void page.look();
  return {
    state: page.state,
    page: () => story.reading()?.page ?? null,
    address: () => pageAddress(document),
    read: page.read,
    show: focus.show,
    setFocused: focus.set,
    rangesOf: focus.rangesOf,
    setNotes: page.setNotes,
    passages: page.passages,
    eachDocument: page.documents.each,
    isRead: page.documents.has,
    everything: keeper.reading,
  };
}

/** The parts of a page under annotation, each with a state of its own, and what they tell each other. */
function followPage(document: Document, options: AnnotateOptions) {
  const { highlighter, signal } = options;
  /** Of this page and on its claims, as far as they were heard of. */
  let notes: readonly Annotation[] = [];
  /** The reader asked for this page although it does not look like an article. */
  let wanted = false;
  const roots: Record<'story' | 'page', readonly ShadowRoot[]> = { story: [], page: [] };
  const pace = createPace(() => void look(), signal);

  const observer = observePage(
    document,
    {
      onChange: pace.later,
      onTouch() {
        documents.touch();
        keeper.touch();
        mend();
      },
      onNavigate() {
        // Another story: nothing of the last one counts any more.
        wanted = false;
        notes = [];
        pace.reset();
        keeper.forget();
        story.forget();
      },
    },
    signal,
  );
  const documents = followDocuments(
    document,
    {
      onCome() {
        keeper.touch();
        pace.later();
      },
      onGo(gone) {
        keeper.touch();
        if (signal.aborted) return;
        if (highlighter.leave(gone)) paint();
        pace.later();
      },
    },
    signal,
  );
  const keeper = keepPassages(
    document,
    options.passages,
    documents.has,
    {
      read: (read) => follow('page', read()),
      onPlaced(moved) {
        if (moved) paint();
        report();
      },
      onNotes(own) {
        // Notes on claims come with the report.
        if (story.known().state !== 'done') notes = own;
        report();
      },
    },
    signal,
  );
  const story = followStory(
    options.check,
    { read: readStory, onKnown: report, onMarks: paint, onAsk: expectNotes, onForgotten: forgetMarks },
    signal,
  );
  const focus = followFocus(
    document,
    {
      highlighter,
      groups: story.groups,
      notes: () => notes,
      passages: keeper.found,
      quietly: observer.quietly,
      onSelect: options.onSelect,
    },
    signal,
  );
  const mend = mender(highlighter.isTorn, signal, () => {
    if (story.reading()) story.readAgain();
    keeper.placeNow();
  });

  /** Whatever was read is followed. A story has fewer shadow trees than its page: those of both count. */
  function follow(of: 'story' | 'page', now: PageReading): PageReading {
    roots[of] = now.shadowRoots;
    observer.watch(now.shadowRoots);
    documents.look([...roots.story, ...roots.page]);
    return now;
  }

  function readStory(): PageReading {
    const { maxLength } = options;
    const given = {
      ...browserLayout(document),
      isHere: documents.has,
      ...(maxLength === undefined ? {} : { maxLength }),
    };
    return follow('story', readPageText(document, given));
  }

  function report(): void {
    if (!signal.aborted) options.onReport?.(state());
  }

  function state(): PageState {
    const known = story.known();
    return known.state === 'done' || known.state === 'not-article' ? { ...known, notes, passages: passages() } : known;
  }

  function passages(): readonly FoundPassage[] {
    const read = story.known().state === 'done' ? story.reading() : null;
    if (!read) return keeper.found();
    return keeper.found().flatMap((passage) => {
      const [range] = highlighter.rangesOf(passage.id);
      if (!range) return [];
      const place = read.placeOf(range);
      return [{ ...passage, span: read.toSpan(range) ?? { start: place, end: place } }];
    });
  }

  function forgetMarks(): void {
    focus.forget();
    observer.quietly(highlighter.erase);
  }

  async function look(): Promise<void> {
    if (signal.aborted) return;
    pace.begin();
    const isStory = story.attempt(() => {
      documents.look();
      return wanted || looksLikeArticle(document);
    });
    if (isStory === null) return;
    if (!isStory) story.setAside();
    // Read again with the next change; a page that cannot be read at all is told of by the check.
    const passagesFound = keeper.look().catch(() => undefined);
    await (isStory ? story.look() : passagesFound);
  }

  /** Notes that are set while the page is asked about are newer; only those on claims may be missing from them. */
  function expectNotes(): (heard: readonly Annotation[]) => void {
    const before = notes;
    return (heard) => {
      const missing = heard.filter(({ id, claim }) => claim !== undefined && notes.every((note) => note.id !== id));
      setNotes(notes === before ? heard : [...notes, ...missing]);
    };
  }

  function setNotes(next: readonly Annotation[]): void {
    notes = next;
    keeper.setNotes(next);
  }

  function paint(): void {
    if (signal.aborted) return;
    observer.quietly(() => {
      // Elements of ours stand between the text and its map; without them the map must be made anew.
      if (highlighter.painter === 'mark') {
        highlighter.erase();
        story.readAgain();
        keeper.readAgain();
      }
      const reading = story.reading();
      highlighter.paint([...keeper.marks(), ...(reading ? sentenceMarks(story.groups(), reading, notes) : [])]);
      if (highlighter.painter === 'mark') keeper.touch();
    });
    focus.renew();
  }

  async function read(): Promise<void> {
    wanted = true;
    if (!signal.aborted) await story.ask();
  }

  return { story, keeper, focus, observer, documents, state, passages, setNotes, look, read };
}

/** What a page renders anew with the same words is marked again before it is drawn, or marks would flicker. */
function mender(isTorn: () => boolean, signal: AbortSignal, mend: () => void): () => void {
  let at = 0;
  let took = 0;
  return () => {
    const now = performance.now();
    if (took > QUICK || now - at < MEND_INTERVAL || signal.aborted || !isTorn()) return;
    try {
      mend();
    } catch {
      // A page that cannot be read now is looked at again when it is quiet.
    }
    at = now;
    took = performance.now() - now;
  };
}
