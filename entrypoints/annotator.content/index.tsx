/** Composes a page's annotator: reads and marks the page, shows the card, answers popup and background. */
import { render } from 'preact';
import { defineContentScript } from 'wxt/utils/define-content-script';
import { AnnotationCard, type CardItem } from '../../components/AnnotationCard.tsx';
import cardCss from '../../components/card.css?inline';
import type { NoteKept } from '../../components/NoteEditor.tsx';
import themeCss from '../../components/theme.css?inline';
import { type Annotation, correctionKey } from '../../lib/annotation/index.ts';
import type { ClaimAnnotation, PageReport, PageText } from '../../lib/checker/index.ts';
import type { ClaimKey } from '../../lib/claims/index.ts';
import {
  annotatePage,
  createHighlighter,
  type Overlay,
  openOverlay,
  type PageAnnotator,
  type Selected,
} from '../../lib/dom/index.ts';
import {
  callBackground,
  EXTENSION_GONE,
  handlePageCalls,
  i18nLookup,
  type PageStatus,
  uiLocale,
  watchSettings,
} from '../../lib/extension/index.ts';
import type { ClaimHistory } from '../../lib/history/index.ts';
import { initI18n, uiLanguage } from '../../lib/i18n/index.ts';
import { err, ok } from '../../lib/result.ts';
import { correctionOf, findById, newNote, noteOn } from './written.ts';

/** The card is as high as the window leaves room beside the sentence, and not on paper. */
const fitCss =
  '.cav-card { max-height: min(560px, var(--cav-available, 560px)); } @media print { :host { display: none !important; } }';
/** Tokens on the card, not on its host, which stands in the page: the page's rules for `*` would win there. */
const tokens = themeCss.replaceAll(':host', '.cav-root');
const css = `${tokens}\n${cardCss}\n${fitCss}`;

type Card = {
  readonly overlay: Overlay;
  readonly annotations: readonly ClaimAnnotation[];
  /** Where those annotations are now: their ids change when the page grows above them. */
  ids: readonly string[];
  readonly lifetime: AbortController;
  /** What the reader just said is not the claim: shown with a way back while the card is open. */
  readonly corrected: Map<ClaimKey, CardItem>;
};

export default defineContentScript({
  registration: 'runtime',
  main(ctx) {
    initI18n({ lookup: i18nLookup, locale: uiLocale() });
    // Should the extension go while a note is typed, these can no longer be looked up.
    for (const key of ['note_status_saving', 'note_status_failed', 'note_retry']) i18nLookup(key);
    start(ctx.signal, (reason) => ctx.abort(reason));
  },
});

function start(signal: AbortSignal, leave: (reason: string) => void): void {
  let card: Card | null = null;
  /** The notes last heard of. They outlive a page's report, so that a note being typed while the page goes is kept. */
  let notes: readonly Annotation[] = [];
  /** What was met before of the page's claims. */
  let histories: readonly ClaimHistory[] = [];
  const highlighter = createHighlighter(document, signal);
  const annotator: PageAnnotator = annotatePage(document, {
    async check(page) {
      const answer = await callBackground('checkPage', { page });
      if (answer.ok) histories = answer.value.histories;
      return answer.ok ? ok(answer.value) : err(answer.error.detail);
    },
    highlighter,
    signal,
    onSelect: openCard,
    onReport(state) {
      if (state.state === 'done') notes = state.notes;
      if (card && state.state === 'done') showCard(card, state.report);
      else closeCard();
    },
  });

  function openCard({ annotations }: Selected): void {
    closeCard();
    const state = annotator.state();
    if (signal.aborted || state.state !== 'done') return;
    // For the panel beside the page, which then shows where these stand in its list.
    void callBackground('marksOpened', { ids: annotations.map(({ id }) => id) });
    const lifetime = new AbortController();
    const overlay = openOverlay(document, css, () => (card?.ids ?? []).flatMap((id) => annotator.rangesOf(id)));
    card = { overlay, annotations, ids: annotations.map(({ id }) => id), lifetime, corrected: new Map() };
    const listening = { capture: true, signal: lifetime.signal };
    document.addEventListener(
      'pointerdown',
      (event) => event.isTrusted && !overlay.owns(event) && closeCard(),
      listening,
    );
    document.addEventListener(
      'keydown',
      (event) => event.isTrusted && event.key === 'Escape' && !overlay.owns(event) && closeCard(),
      listening,
    );
    showCard(card, state.report);
    overlay.mount.querySelector<HTMLElement>('[role="dialog"]')?.focus({ preventScroll: true });
  }

  function showCard(open: Card, report: PageReport): void {
    const items = open.annotations.flatMap((annotation): CardItem[] => {
      const taken = open.corrected.get(annotation.claim);
      if (taken) return [{ ...taken, corrected: true }];
      const claim = report.claims.find(({ key }) => key === annotation.claim);
      return claim ? [{ annotation, claim, note: noteOn(notes, annotation.claim) }] : [];
    });
    if (items.length === 0) {
      closeCard();
      return;
    }
    open.ids = report.annotations
      .filter((now) => open.annotations.some(({ claim, quote }) => claim === now.claim && quote === now.quote))
      .map(({ id }) => id);
    const page = annotator.page();
    render(
      <AnnotationCard
        items={items}
        missing={report.missing}
        oneOrigin={report.oneOrigin}
        locale={uiLanguage()}
        onSaveNote={(claim, id, text) => saveNote(claim, text, page, findById(open.annotations, id))}
        onRemoveNote={removeNote}
        histories={histories}
        onCorrect={(annotation) => correct(open, annotation, page)}
        onUndoCorrection={(annotation) => undoCorrection(open, annotation)}
        onClose={closeCard}
      />,
      open.overlay.mount,
    );
  }

  function closeCard(): void {
    if (!card) return;
    const { overlay, lifetime } = card;
    card = null;
    lifetime.abort();
    // Unmounting saves what was typed.
    render(null, overlay.mount);
    overlay.close();
    annotator.setFocused(null);
  }

  async function saveNote(
    claim: ClaimKey,
    text: string,
    page: PageText | null,
    annotation: ClaimAnnotation | undefined,
  ): Promise<NoteKept> {
    const existing = noteOn(notes, claim);
    const note = existing ? { ...existing, text } : newNote(claim, text, page, annotation);
    const answer = await callBackground('saveNote', { note });
    if (answer.ok) {
      setNotes([...notes.filter(({ id }) => id !== answer.value.id), answer.value]);
      return true;
    }
    const { reason } = answer.error;
    return reason === 'private-window' || reason === 'quota' ? reason : false;
  }

  async function correct(open: Card, annotation: ClaimAnnotation, page: PageText | null): Promise<NoteKept> {
    const state = annotator.state();
    const claim = state.state === 'done' && state.report.claims.find(({ key }) => key === annotation.claim);
    if (!page || !claim) return false;
    const answer = await callBackground('saveCorrection', { correction: correctionOf(annotation, page) });
    if (!answer.ok) return answer.error.reason === 'private-window' ? 'private-window' : false;
    open.corrected.set(annotation.claim, { annotation, claim, note: noteOn(notes, annotation.claim) });
    await annotator.read();
    return true;
  }

  async function undoCorrection(open: Card, { claim, quote }: ClaimAnnotation): Promise<boolean> {
    const answer = await callBackground('removeCorrection', { key: correctionKey(claim, quote) });
    if (!answer.ok) return false;
    open.corrected.delete(claim);
    await annotator.read();
    return true;
  }

  async function removeNote(id: string): Promise<void> {
    const answer = await callBackground('removeNote', { id });
    // The card tells the reader that the note is still there.
    if (!answer.ok) throw new Error(answer.error.detail);
    setNotes(notes.filter((note) => note.id !== id));
  }

  function setNotes(next: readonly Annotation[]): void {
    notes = next;
    annotator.setNotes(next);
  }

  async function fetchNotes(): Promise<void> {
    const state = annotator.state();
    const page = annotator.page();
    if (state.state !== 'done' || !page) return;
    const claims = state.report.claims.map(({ key }) => key);
    const answer = await callBackground('notesForPage', { url: page.source, claims });
    if (answer.ok) setNotes(answer.value);
  }

  function status(): PageStatus {
    const state = annotator.state();
    const about = { url: annotator.page()?.source ?? document.location.href, title: document.title };
    return state.state === 'done' ? { ...about, ...state, painter: highlighter.painter } : { ...about, ...state };
  }

  handlePageCalls(
    {
      pageStatus: status,
      pageText: () => annotator.page(),
      showAnnotation: ({ id }) => annotator.show(id),
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
  watchSettings((settings) => {
    if (!settings.highlights) leave('the reader paused highlights');
    else if (annotator.state().state === 'done') void annotator.read();
  }, signal);
  signal.addEventListener(
    'abort',
    () => {
      // What is being typed can no longer be kept. The reader still has it, and is told by the note's own line.
      const isTyping = card?.overlay.mount.querySelector('textarea:focus') != null;
      if (signal.reason !== EXTENSION_GONE || !isTyping) closeCard();
    },
    { once: true },
  );
}
