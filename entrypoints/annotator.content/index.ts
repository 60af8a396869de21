/** Composes a page's annotator: reads and marks the page, answers popup and background. The card comes when needed. */
import { defineContentScript } from 'wxt/utils/define-content-script';
import { annotatePage, createHighlighter } from '../../lib/dom/index.ts';
import { callBackground } from '../../lib/extension/index.ts';
import type { ClaimHistory } from '../../lib/history/index.ts';
import { err, ok } from '../../lib/result.ts';
import { answerCalls } from './calls.ts';
import { lazyCard } from './card-script.ts';
import { followComeBack } from './come-back.ts';
import { pageNotes } from './page-notes.ts';
import { passageSource } from './passage-source.ts';
import { followReader } from './reader.ts';

export default defineContentScript({
  registration: 'runtime',
  main: (ctx) => start(ctx.signal, (reason) => ctx.abort(reason)),
});

function start(signal: AbortSignal, leave: (reason: string) => void): void {
  let histories: readonly ClaimHistory[] = [];
  let at = '';
  const highlighter = createHighlighter(document, signal);
  const { heard, renew, ...notes } = pageNotes(() => annotator);
  const card = lazyCard(() => ({ ...notes, ...reader, annotator, signal, histories: () => histories }));
  const annotator = annotatePage(document, {
    async check(page) {
      const answer = await callBackground('checkPage', { page });
      if (answer.ok) histories = answer.value.histories;
      return answer.ok ? ok(answer.value) : err(answer.error.detail);
    },
    passages: passageSource,
    highlighter,
    signal,
    onSelect(selected) {
      // For the panel beside the page, which then shows where these stand in its list.
      void callBackground('marksOpened', {
        ids: [...selected.annotations, ...selected.notes].map(({ id }) => id),
      });
      card.show(selected);
    },
    onReport(state) {
      const address = document.location.href.replace(/#.*/s, '');
      // Another story: what is open belongs to the last one.
      if (address !== at) card.close();
      at = address;
      if (state.state === 'done' || state.state === 'not-article') {
        heard(state.notes);
        if (state.passages.length > 0 || (state.state === 'done' && state.report.annotations.length > 0)) card.expect();
      }
      card.refresh();
    },
  });
  answerCalls({ annotator, painter: highlighter.painter, fetchNotes: renew, annotate: card.annotate, leave, signal });
  const reader = followReader(annotator, card, leave, signal);
  followComeBack({ leave, annotator, renew }, signal);
}
