/** What a page tells of itself when it is asked, and where the reader's notes are on it. */
import type { Whereabouts } from '../../components/page-entries.ts';
import { type Annotation, type FoundPassage, findPassages } from '../../lib/annotation/index.ts';
import type { PageReport } from '../../lib/checker/index.ts';
import type { PageOutcome } from '../../lib/extension/index.ts';

/** A page as it told of itself: its notes, where their passages are, and what it claims, if it was read for that. */
export type Told = {
  readonly url: string;
  readonly title: string;
  readonly report: PageReport | null;
  readonly notes: readonly Annotation[];
  readonly passages: readonly FoundPassage[];
};

/** What a page told; null for one that did not get that far. */
export function toldIn(outcome: PageOutcome): Told | null {
  if (outcome.kind !== 'status') return null;
  const { status } = outcome;
  if (status.state !== 'done' && status.state !== 'not-article') return null;
  const { url, title, notes, passages } = status;
  return { url, title, notes, passages, report: status.state === 'done' ? status.report : null };
}

/**
 * Finds notes on a page by what it told. It looks for passages itself; a note on a claim that is not found here is looked
 * for in `text`, the text its report was made from.
 */
export function whereaboutsOn(told: Told | null, text: string | null = null): (note: Annotation) => Whereabouts {
  if (!told) return () => 'unknown';
  const passages = new Map(told.passages.map((passage) => [passage.id, passage]));
  const known = new Set(told.notes.map(({ id }) => id));
  return (note) => {
    const wanted = { id: note.id, selectors: note.target?.selectors ?? [] };
    const [sought] = note.claim !== undefined && text !== null ? findPassages(text, [wanted]) : [];
    const passage = passages.get(note.id) ?? sought;
    if (passage) return { at: passage.span.start, state: passage.state };
    const wasSought = note.claim === undefined ? known.has(note.id) : text !== null;
    return wasSought ? 'gone' : 'unknown';
  };
}
