/** What the reader writes at a sentence, as it is kept. */
import { type Annotation, type Correction, describeSpan, newAnnotation } from '../../lib/annotation/index.ts';
import type { ClaimAnnotation, PageText } from '../../lib/checker/index.ts';
import type { ClaimKey } from '../../lib/claims/index.ts';

/** The reader's note on a claim; the one written last, should there be several. */
export function noteOn(notes: readonly Annotation[], claim: ClaimKey): Annotation | null {
  return notes.filter((note) => note.claim === claim).sort((a, b) => (a.modified < b.modified ? 1 : -1))[0] ?? null;
}

/** A first note on a claim, with the sentence it was written at. */
export function newNote(
  id: string,
  claim: ClaimKey,
  text: string,
  page: PageText | null,
  annotation: ClaimAnnotation | undefined,
): Annotation {
  const now = new Date().toISOString();
  const about = { id, now, text, claim };
  if (!page || !annotation) return newAnnotation(about);
  const selectors = describeSpan(page.text, annotation.sentence);
  const target = { source: page.source, title: page.title, language: page.locale, sourceDate: now, selectors };
  return newAnnotation({ ...about, target });
}

/** "This sentence does not state that claim." */
export function correctionOf({ claim, quote, before }: ClaimAnnotation, page: PageText): Correction {
  return {
    claim,
    text: quote,
    ...(before === undefined ? {} : { before }),
    lang: page.locale,
    source: page.source,
    title: page.title,
    created: new Date().toISOString(),
  };
}
