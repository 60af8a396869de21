/** The reader's passages as the card holds them: also those not kept yet, and those just deleted. One change at a time. */
import { isKept, type NoteKept } from '../../components/note-kept.ts';
import type { PassageItem } from '../../components/PassageCard.tsx';
import { type Annotation, newAnnotation } from '../../lib/annotation/index.ts';
import { type DescribedPassage, describer } from '../../lib/dom/index.ts';
import type { PageSide } from '../in-page/door.ts';

/** A passage not kept yet, or refused. */
type Draft = {
  readonly note: Annotation;
  readonly ranges: readonly Range[];
  readonly kept: NoteKept | null;
  /** Address of the page it was marked on. */
  readonly at: string;
};

type Change = Partial<Pick<Annotation, 'text' | 'tags' | 'color' | 'motivation' | 'target'>>;

export function passageDesk(page: PageSide) {
  const { annotator } = page;
  const passages = describer(document, annotator.everything);
  const drafts = new Map<string, Draft>();
  const removed = new Map<string, Annotation>();
  /** As last kept from here: what a page hears of its notes may be older. */
  const latest = new Map<string, Annotation>();
  let last: Promise<unknown> = Promise.resolve();
  /** The page's notes when it was told of drafts last. */
  let heard: readonly Annotation[] = [];

  // Of a draft the page heard when it was marked, and not what was written since.
  const noteOf = (id: string) => drafts.get(id)?.note ?? page.notes().find((note) => note.id === id) ?? latest.get(id);
  const rangesOf = (id: string) => {
    const painted = annotator.rangesOf(id);
    return painted.length > 0 ? painted : (drafts.get(id)?.ranges ?? []);
  };
  const described = (id: string) => {
    const range = wholeOf(rangesOf(id));
    return range && passages.describeRange(range);
  };
  const draftsHere = () => [...drafts.values()].flatMap(({ at, note }) => (at === annotator.address() ? note : []));
  /** Has the page mark the notes it knows, but for one that is gone, and the drafts on it. */
  function mark(gone?: string): void {
    heard = page.notes();
    annotator.setNotes([...heard.filter(({ id }) => id !== gone && !drafts.has(id)), ...draftsHere()]);
  }
  /** Changes are made from what was kept last, so each waits for the one before. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = last.then(work);
    last = done.catch(() => undefined);
    return done;
  }

  async function keep(id: string, change: Change, before?: string): Promise<NoteKept> {
    const now = noteOf(id);
    if (!now) return false;
    const next = { ...now, ...change };
    const draft = drafts.get(id);
    const kept = await page.keepNote(next, draft ? undefined : (before ?? now.text));
    if (isKept(kept)) {
      drafts.delete(id);
      latest.set(id, next);
    }
    if (!isKept(kept) && draft) drafts.set(id, { ...draft, note: next, kept });
    if (isKept(kept) && change.color) page.setColor(change.color);
    return kept;
  }

  return {
    describeSelection: passages.describeSelection,
    describeRange: passages.describeRange,
    rangesOf,
    /** A new passage: on the page at once, kept as soon as can be. */
    add({ target, ranges }: DescribedPassage, motivation: Annotation['motivation']) {
      const id = page.newNoteId();
      const note = newAnnotation({ id, now: new Date().toISOString(), motivation, color: page.color(), target });
      drafts.set(id, { note, ranges, kept: null, at: annotator.address() });
      mark();
      return { id, kept: inTurn(() => keep(id, {})) };
    },
    /**
     * The card is closed: what was deleted is not brought back from here, and what could not be kept goes off the page,
     * unless words of the reader's would go with it.
     */
    leave: (id: string) =>
      inTurn(async () => {
        removed.delete(id);
        latest.delete(id);
        const { text, tags } = drafts.get(id)?.note ?? {};
        if (!text && !tags?.length && drafts.delete(id)) mark(id);
      }),
    /** The page has other notes, and may know nothing of those not kept. */
    heed(): void {
      const now = page.notes();
      if (now !== heard && draftsHere().some(({ id }) => now.every((note) => note.id !== id))) mark();
      heard = now;
    },
    change: (id: string, change: Change, before?: string) => inTurn(() => keep(id, change, before)),
    item(id: string): PassageItem | null {
      const gone = removed.get(id);
      if (gone) return { note: gone, now: null, state: 'exact', removed: true };
      const note = noteOf(id);
      if (!note) return null;
      const state = annotator.passages().find((one) => one.id === id)?.state ?? 'exact';
      const now = state === 'approximate' ? (described(id)?.quote ?? null) : null;
      return { note, now, state, kept: drafts.get(id)?.kept ?? true };
    },
    remove: (id: string) =>
      inTurn(async () => {
        const note = noteOf(id);
        if (!note) return false;
        // Before it goes: the page hears of that first, and what is nowhere has no card.
        removed.set(id, note);
        if (!drafts.has(id) && !(await page.removeNote(id))) {
          removed.delete(id);
          return false;
        }
        drafts.delete(id);
        latest.delete(id);
        mark(id);
        return true;
      }),
    restore: (id: string) =>
      inTurn(async () => {
        const note = removed.get(id);
        if (!note || (await page.keepNote(note)) !== true) return false;
        return removed.delete(id);
      }),
    moveEdge: (id: string, edge: 'start' | 'end', direction: 1 | -1) =>
      inTurn(async () => {
        const from = described(id);
        return from && to(id, passages.moveEdge(from, edge, direction));
      }),
    moveTo: (id: string, range: Range) => inTurn(() => to(id, passages.describeRange(range))),
  };

  /** Answers with the words there; null where nothing is. Throws when it was not kept. */
  async function to(id: string, moved: DescribedPassage | null): Promise<string | null> {
    const target = noteOf(id)?.target;
    if (!moved || !target) return null;
    // The others say where it stood before.
    const { otherSelectors: _, ...rest } = target;
    const { selectors, otherSelectors } = moved.target;
    const kept = await keep(id, { target: { ...rest, selectors, ...(otherSelectors && { otherSelectors }) } });
    if (!isKept(kept)) throw new Error('the passage was not moved');
    return moved.quote;
  }
}

function wholeOf(ranges: readonly Range[]): StaticRange | null {
  const first = ranges[0];
  const last = ranges.at(-1);
  if (!first || !last) return null;
  const { startContainer, startOffset } = first;
  const { endContainer, endOffset } = last;
  return new StaticRange({ startContainer, startOffset, endContainer, endOffset });
}
