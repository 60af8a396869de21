/** Where the reader's passages stand in what the page says. */
import { type Annotation, type FoundPassage, findVerbatim } from '../annotation/index.ts';
import type { PassageMark } from './marks.ts';
import type { PageReading } from './page-text.ts';

/** Passages times UTF-16 units of the page that are looked through in the page itself: some milliseconds. */
const QUICK = 5_000_000;

export function keepPlaces() {
  let found: readonly FoundPassage[] = [];
  /** The reading they were found in. */
  let where: PageReading | null = null;

  /** They stand there. True when that is not where they were. */
  function put(next: readonly FoundPassage[], reading: PageReading): boolean {
    const sorted = [...next].sort((a, b) => a.span.start - b.span.start || b.span.end - a.span.end);
    const isSame = where === reading && sorted.length === found.length && sorted.every(isAt(found));
    found = sorted;
    where = reading;
    return !isSame;
  }

  return {
    /** In the order of the page. */
    found: () => found,
    put,
    /** Those that stand there word for word; known places in the same text stay. True when that is not where they were. */
    putVerbatim(notes: readonly Annotation[], reading: PageReading): boolean {
      const { text } = reading.page;
      // Looking through a book for each of hundreds of passages is the background's work.
      const isQuick = text.length * notes.length < QUICK;
      const before = new Map(where?.page.text === text ? found.map((one) => [one.id, one]) : []);
      const next = notes.flatMap((note): FoundPassage[] => {
        const known = before.get(note.id);
        if (known) return [known];
        const span = findVerbatim(text, note.target?.selectors ?? [], isQuick);
        return span ? [{ id: note.id, span, state: 'exact' }] : [];
      });
      return put(next, reading);
    },
    isIn: (text: string): boolean => where?.page.text === text,
    /** The same words in other elements. True when they were in others before. */
    moveTo(reading: PageReading): boolean {
      if (where === reading || where?.page.text !== reading.page.text) return false;
      where = reading;
      return true;
    },
    clear(): void {
      found = [];
      where = null;
    },
    marks(notes: readonly Annotation[]): PassageMark[] {
      const reading = where;
      const byId = new Map(notes.map((note) => [note.id, note]));
      return found.flatMap(({ id, span, state }): PassageMark[] => {
        const note = byId.get(id);
        const ranges = reading && note ? reading.toRanges(span) : [];
        if (!note || ranges.length === 0) return [];
        return [{ id, ranges, color: note.color ?? 'yellow', approximate: state === 'approximate' }];
      });
    },
  };
}

const isAt =
  (places: readonly FoundPassage[]) =>
  ({ id, span, state }: FoundPassage, index: number): boolean => {
    const other = places[index];
    return other?.id === id && other.state === state && other.span.start === span.start && other.span.end === span.end;
  };
