/** The reader's notes of a page and what is done to them: by the background, which alone has the database. */
import { whyNotKept } from '../../components/note-kept.ts';
import type { Annotation } from '../../lib/annotation/index.ts';
import type { PageAnnotator } from '../../lib/dom/index.ts';
import { callBackground } from '../../lib/extension/index.ts';
import type { PageSide } from '../in-page/door.ts';

export type PageNotes = Pick<
  PageSide,
  'notes' | 'keepNote' | 'removeNote' | 'keepCorrection' | 'takeCorrectionBack'
> & {
  /** The page's report brought these. */
  heard(notes: readonly Annotation[]): void;
  /** They changed elsewhere: ask again. */
  renew(): Promise<void>;
};

/** They outlive a page's report, so that a note being typed while the page goes is kept. */
export function pageNotes(annotator: () => PageAnnotator): PageNotes {
  let notes: readonly Annotation[] = [];
  const set = (next: readonly Annotation[]): void => {
    notes = next;
    annotator().setNotes(next);
  };
  return {
    notes: () => notes,
    heard(brought) {
      notes = brought;
    },
    async renew() {
      const state = annotator().state();
      if (state.state !== 'done' && state.state !== 'not-article') return;
      const claims = state.state === 'done' ? state.report.claims.map(({ key }) => key) : [];
      const answer = await callBackground('notesForPage', { url: annotator().address(), claims });
      if (answer.ok) set(answer.value);
    },
    async keepNote(note, before) {
      const was = notes.find(({ id }) => id === note.id);
      const from = before === undefined ? {} : { before, ...(was && { was }) };
      const answer = await callBackground('saveNote', { note, ...from });
      if (!answer.ok) return whyNotKept(answer.error.reason);
      const { note: stored, other } = answer.value;
      const kept = other ? [stored, other] : [stored];
      set([...notes.filter(({ id }) => kept.every((one) => one.id !== id)), ...kept]);
      return other ? 'both' : true;
    },
    async removeNote(id) {
      const answer = await callBackground('removeNote', { id });
      if (answer.ok) set(notes.filter((note) => note.id !== id));
      return answer.ok;
    },
    async keepCorrection(correction) {
      const answer = await callBackground('saveCorrection', { correction });
      return answer.ok || whyNotKept(answer.error.reason);
    },
    takeCorrectionBack: async (key) => (await callBackground('removeCorrection', { key })).ok,
  };
}
