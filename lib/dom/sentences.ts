/** The sentences of a page that state claims, and how they are marked. */
import type { Annotation } from '../annotation/index.ts';
import type { ClaimAnnotation } from '../checker/index.ts';
import type { Span } from '../text/index.ts';
import { lookOf, type SentenceMark } from './marks.ts';
import type { PageReading } from './page-text.ts';

/** Sentences with their annotations, in page order. */
export type Group = { readonly id: string; readonly annotations: readonly ClaimAnnotation[] };

/** Marks of the sentences that stand on the page as it was read in `map`. */
export function sentenceMarks(
  groups: readonly Group[],
  map: PageReading,
  notes: readonly Annotation[],
): readonly SentenceMark[] {
  const noted = new Set(notes.map((note) => note.claim));
  const mark = (id: string, annotations: readonly ClaimAnnotation[], span: Span): SentenceMark => ({
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

export function groupBySentence(annotations: readonly ClaimAnnotation[]): Group[] {
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
