/** The claims of a sentence as the card holds them, also those the reader just said it does not state. */
import type { CardItem } from '../../components/AnnotationCard.tsx';
import type { NoteKept } from '../../components/note-kept.ts';
import { correctionKey } from '../../lib/annotation/index.ts';
import type { ClaimAnnotation, PageReport } from '../../lib/checker/index.ts';
import type { ClaimKey } from '../../lib/claims/index.ts';
import type { PageSide } from '../in-page/door.ts';
import { correctionOf, newNote, noteOn } from './written.ts';

export function claimDesk(page: PageSide, annotations: readonly ClaimAnnotation[]) {
  const { annotator } = page;
  /** What the reader just said is not the claim: shown with a way back while the card is open. */
  const corrected = new Map<ClaimKey, CardItem>();

  return {
    items: (report: PageReport): readonly CardItem[] =>
      annotations.flatMap((annotation): CardItem[] => {
        const taken = corrected.get(annotation.claim);
        if (taken) return [{ ...taken, corrected: true }];
        const claim = report.claims.find(({ key }) => key === annotation.claim);
        return claim ? [{ annotation, claim, note: noteOn(page.notes(), annotation.claim) }] : [];
      }),
    /** Where those annotations are now: their ids change when the page grows above them. */
    idsNow: (report: PageReport): readonly string[] =>
      report.annotations
        .filter((now) => annotations.some(({ claim, quote }) => claim === now.claim && quote === now.quote))
        .map(({ id }) => id),
    saveNote(claim: ClaimKey, id: string, text: string, before: string): Promise<NoteKept> {
      const existing = noteOn(page.notes(), claim);
      if (existing) return page.keepNote({ ...existing, text }, before);
      const annotation = annotations.find((one) => one.id === id);
      return page.keepNote(newNote(page.newNoteId(), claim, text, annotator.page(), annotation));
    },
    async removeNote(id: string): Promise<void> {
      // The card tells the reader that the note is still there.
      if (!(await page.removeNote(id))) throw new Error('the note was not removed');
    },
    async correct(annotation: ClaimAnnotation): Promise<NoteKept> {
      const state = annotator.state();
      const on = annotator.page();
      const claim = state.state === 'done' && state.report.claims.find(({ key }) => key === annotation.claim);
      if (!on || !claim) return false;
      const kept = await page.keepCorrection(correctionOf(annotation, on));
      if (kept !== true) return kept;
      corrected.set(annotation.claim, { annotation, claim, note: noteOn(page.notes(), annotation.claim) });
      await annotator.read();
      return true;
    },
    async undoCorrection({ claim, quote }: ClaimAnnotation): Promise<boolean> {
      if (!(await page.takeCorrectionBack(correctionKey(claim, quote)))) return false;
      corrected.delete(claim);
      await annotator.read();
      return true;
    },
  };
}

export type ClaimDesk = ReturnType<typeof claimDesk>;
