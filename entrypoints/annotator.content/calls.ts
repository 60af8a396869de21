/** What popup, panel and background ask a page's annotator. */
import type { Highlighter, PageAnnotator } from '../../lib/dom/index.ts';
import { handlePageCalls, type PageStatus } from '../../lib/extension/index.ts';

export type Answering = {
  readonly annotator: PageAnnotator;
  readonly painter: Highlighter['painter'];
  readonly signal: AbortSignal;
  fetchNotes(): Promise<void>;
  /** Mark what is selected; false if that is nothing that could be marked. */
  annotate(): Promise<boolean>;
  leave(reason: string): void;
};

export function answerCalls({ annotator, painter, signal, fetchNotes, annotate, leave }: Answering): void {
  function pageStatus(): PageStatus {
    const state = annotator.state();
    const about = { url: annotator.page()?.source ?? document.location.href, title: document.title };
    return state.state === 'done' ? { ...about, ...state, painter } : { ...about, ...state };
  }
  handlePageCalls(
    {
      pageStatus,
      pageText: () => annotator.page(),
      showAnnotation: ({ id }) => annotator.show(id),
      annotateSelection: () => annotate(),
      async readPage() {
        await annotator.read();
        return true as const;
      },
      leavePage() {
        // After the answer is on its way: ending removes the listener that sends it.
        setTimeout(() => leave('the reader turned the page off'));
        return true;
      },
      async notesChanged() {
        await fetchNotes();
        return true as const;
      },
      async correctionsChanged() {
        if (annotator.state().state === 'done') await annotator.read();
        return true as const;
      },
    },
    signal,
  );
}
