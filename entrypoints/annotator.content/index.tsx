/** Composes a page's annotator: reads and marks the page, shows the card, answers popup and background. */
import { render } from 'preact';
import { defineContentScript } from 'wxt/utils/define-content-script';
import { AnnotationCard, type CardItem } from '../../components/AnnotationCard.tsx';
import cardCss from '../../components/card.css?inline';
import themeCss from '../../components/theme.css?inline';
import { type Annotation, describeSpan, newAnnotation } from '../../lib/annotation/index.ts';
import type { ClaimAnnotation } from '../../lib/checker/index.ts';
import type { ClaimKey } from '../../lib/claims/index.ts';
import { annotatePage, createHighlighter, type PageAnnotator, type Selected } from '../../lib/dom/index.ts';
import {
  callBackground,
  handlePageCalls,
  i18nLookup,
  newNoteId,
  type PageStatus,
  uiLocale,
} from '../../lib/extension/index.ts';
import { initI18n, uiLanguage } from '../../lib/i18n/index.ts';
import { err, ok } from '../../lib/result.ts';
import { type CardHost, openCardHost } from './card-host.ts';

/** How often the script asks whether its extension still lives, in milliseconds: nothing tells it otherwise. */
const PULSE = 2_000;

/** The card is as high as the window leaves room beside the sentence. */
const fitCss = '.cav-card { max-height: min(560px, var(--cav-available, 560px)); }';
const css = `${themeCss}\n${cardCss}\n${fitCss}`;

type Card = {
  readonly host: CardHost;
  readonly annotations: readonly ClaimAnnotation[];
  readonly lifetime: AbortController;
};

export default defineContentScript({
  registration: 'runtime',
  main(ctx) {
    initI18n({ lookup: i18nLookup, locale: uiLocale() });
    ctx.setInterval(() => {}, PULSE);
    start(ctx.signal, (reason) => ctx.abort(reason));
  },
});

function start(signal: AbortSignal, leave: (reason: string) => void): void {
  let card: Card | null = null;
  const highlighter = createHighlighter(document, signal);
  const annotator: PageAnnotator = annotatePage(document, {
    async check(page) {
      const answer = await callBackground('checkPage', { page });
      return answer.ok ? ok(answer.value) : err(answer.error.detail);
    },
    highlighter,
    signal,
    onSelect: (selected) => openCard(selected),
    onReport(state) {
      if (!card) return;
      if (state.state === 'done') showCard(card, state.notes);
      else closeCard();
    },
  });

  function openCard({ annotations }: Selected): void {
    const [first] = annotations;
    closeCard();
    if (!first || signal.aborted) return;
    const lifetime = new AbortController();
    const host = openCardHost(document, css, () => annotations.flatMap(({ id }) => annotator.rangesOf(id)));
    card = { host, annotations, lifetime };
    const own = { capture: true, signal: lifetime.signal };
    document.addEventListener('pointerdown', (event) => host.owns(event) || closeCard(), own);
    document.addEventListener('keydown', (event) => event.key === 'Escape' && !host.owns(event) && closeCard(), own);
    const state = annotator.state();
    showCard(card, state.state === 'done' ? state.notes : []);
    focusCard(host);
  }

  function showCard({ host, annotations }: Card, notes: readonly Annotation[]): void {
    const state = annotator.state();
    const { report } = state.state === 'done' ? state : { report: null };
    const items = annotations.flatMap((annotation): CardItem[] => {
      const claim = report?.claims.find(({ key }) => key === annotation.claim);
      return claim ? [{ annotation, claim, note: noteOn(notes, annotation.claim) }] : [];
    });
    if (!report || items.length === 0) {
      closeCard();
      return;
    }
    render(
      <AnnotationCard
        items={items}
        missing={report.missing}
        locale={uiLanguage()}
        onSaveNote={saveNote}
        onRemoveNote={removeNote}
        onClose={closeCard}
      />,
      host.mount,
    );
  }

  function closeCard(): void {
    if (!card) return;
    const { host, lifetime } = card;
    card = null;
    lifetime.abort();
    // Unmounting saves what was typed.
    render(null, host.mount);
    host.close();
    annotator.setFocused(null);
  }

  async function saveNote(claim: ClaimKey, annotationId: string, text: string): Promise<boolean> {
    const state = annotator.state();
    if (state.state !== 'done') return false;
    const existing = noteOn(state.notes, claim);
    const note = existing ? { ...existing, text } : newNote(claim, annotationId, text);
    const answer = await callBackground('saveNote', { note });
    if (answer.ok) keepNotes((notes) => [...notes.filter(({ id }) => id !== answer.value.id), answer.value]);
    return answer.ok;
  }

  function newNote(claim: ClaimKey, annotationId: string, text: string): Annotation {
    const now = new Date().toISOString();
    const state = annotator.state();
    const page = annotator.page();
    const annotation =
      state.state === 'done' ? state.report.annotations.find(({ id }) => id === annotationId) : undefined;
    const about = { id: newNoteId(), now, text, claim };
    if (!page || !annotation) return newAnnotation(about);
    const { source, title, locale, text: pageText } = page;
    const selectors = describeSpan(pageText, annotation.sentence);
    return newAnnotation({ ...about, target: { source, title, language: locale, sourceDate: now, selectors } });
  }

  async function removeNote(id: string): Promise<void> {
    const answer = await callBackground('removeNote', { id });
    if (!answer.ok) throw new Error(answer.error.detail);
    keepNotes((notes) => notes.filter((note) => note.id !== id));
  }

  function keepNotes(change: (notes: readonly Annotation[]) => readonly Annotation[]): void {
    const state = annotator.state();
    if (state.state === 'done') annotator.setNotes(change(state.notes));
  }

  async function fetchNotes(): Promise<void> {
    const state = annotator.state();
    const page = annotator.page();
    if (state.state !== 'done' || !page) return;
    const claims = state.report.claims.map(({ key }) => key);
    const answer = await callBackground('notesForPage', { url: page.source, claims });
    if (answer.ok) annotator.setNotes(answer.value);
  }

  function status(): PageStatus {
    const state = annotator.state();
    const at = { url: annotator.page()?.source ?? document.location.href, title: document.title };
    return state.state === 'done' ? { ...at, ...state, painter: highlighter.painter } : { ...at, ...state };
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
        return true as const;
      },
      async notesChanged() {
        await fetchNotes();
        return true as const;
      },
    },
    signal,
  );
  signal.addEventListener('abort', closeCard, { once: true });
}

/** The reader's note on a claim; the one written last, should there be several. */
function noteOn(notes: readonly Annotation[], claim: ClaimKey): Annotation | null {
  return notes.filter((note) => note.claim === claim).sort((a, b) => (a.modified < b.modified ? 1 : -1))[0] ?? null;
}

function focusCard({ mount }: CardHost): void {
  mount.querySelector<HTMLElement>('[role="dialog"]')?.focus({ preventScroll: true });
}
