import { type Annotation, describeSpan, newAnnotation } from '../../lib/annotation/index.ts';
import type { ClaimKey } from '../../lib/claims/index.ts';
import { newNoteId } from '../../lib/extension/index.ts';
import type { Heard } from './hear.ts';

/** A new note on a claim, at its first sentence on the page where that is known. */
export function noteOn(claim: ClaimKey, { told, text }: Pick<Heard, 'told' | 'text'>): Annotation {
  const annotation = told?.report?.annotations.find((candidate) => candidate.claim === claim);
  const now = new Date().toISOString();
  const about = { id: newNoteId(), now, text: '', claim };
  if (!text || !annotation) return newAnnotation(about);
  const { source, title, locale: language } = text;
  const selectors = describeSpan(text.text, annotation.sentence);
  return newAnnotation({ ...about, target: { source, title, language, sourceDate: now, selectors } });
}
