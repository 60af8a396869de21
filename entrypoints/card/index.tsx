/** The card at a place of the page. It comes into the annotator's world with the first need, and offers itself there. */
import { render } from 'preact';
import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { AnnotationCard, type CardItem } from '../../components/AnnotationCard.tsx';
import cardCss from '../../components/card.css?inline';
import type { NoteKept } from '../../components/NoteEditor.tsx';
import themeCss from '../../components/theme.css?inline';
import { correctionKey } from '../../lib/annotation/index.ts';
import type { ClaimAnnotation, PageReport, PageText } from '../../lib/checker/index.ts';
import type { ClaimKey } from '../../lib/claims/index.ts';
import { type Overlay, openOverlay, type Selected } from '../../lib/dom/index.ts';
import { initI18n, uiLanguage } from '../../lib/i18n/index.ts';
import { type CardSide, offerCard, type PageSide } from '../annotator.content/door.ts';
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

export default defineUnlistedScript(() => offerCard(makeCard));

function makeCard(page: PageSide): CardSide {
  const { annotator, signal } = page;
  let card: Card | null = null;
  initI18n({ lookup: page.lookup, locale: page.locale });
  // Should the extension go while a note is typed, these can no longer be looked up.
  for (const key of ['note_status_saving', 'note_status_failed', 'note_retry']) page.lookup(key);
  signal.addEventListener(
    'abort',
    () => {
      // What is being typed can no longer be kept. The reader still has it, and is told by the note's own line.
      const isTyping = card?.overlay.mount.querySelector('textarea:focus') != null;
      if (!page.isExtensionGone() || !isTyping) close();
    },
    { once: true },
  );

  function show({ annotations }: Selected): void {
    close();
    const state = annotator.state();
    if (signal.aborted || state.state !== 'done') return;
    const lifetime = new AbortController();
    const overlay = openOverlay(document, css, () => (card?.ids ?? []).flatMap((id) => annotator.rangesOf(id)));
    card = { overlay, annotations, ids: annotations.map(({ id }) => id), lifetime, corrected: new Map() };
    const listening = { capture: true, signal: lifetime.signal };
    document.addEventListener('pointerdown', (event) => event.isTrusted && !overlay.owns(event) && close(), listening);
    document.addEventListener(
      'keydown',
      (event) => event.isTrusted && event.key === 'Escape' && !overlay.owns(event) && close(),
      listening,
    );
    draw(card, state.report);
    overlay.mount.querySelector<HTMLElement>('[role="dialog"]')?.focus({ preventScroll: true });
  }

  function draw(open: Card, report: PageReport): void {
    const items = open.annotations.flatMap((annotation): CardItem[] => {
      const taken = open.corrected.get(annotation.claim);
      if (taken) return [{ ...taken, corrected: true }];
      const claim = report.claims.find(({ key }) => key === annotation.claim);
      return claim ? [{ annotation, claim, note: noteOn(page.notes(), annotation.claim) }] : [];
    });
    if (items.length === 0) {
      close();
      return;
    }
    open.ids = report.annotations
      .filter((now) => open.annotations.some(({ claim, quote }) => claim === now.claim && quote === now.quote))
      .map(({ id }) => id);
    const text = annotator.page();
    render(
      <AnnotationCard
        items={items}
        missing={report.missing}
        oneOrigin={report.oneOrigin}
        locale={uiLanguage()}
        onSaveNote={(claim, id, written) => saveNote(claim, written, text, findById(open.annotations, id))}
        onRemoveNote={removeNote}
        histories={page.histories()}
        onCorrect={(annotation) => correct(open, annotation, text)}
        onUndoCorrection={(annotation) => undoCorrection(open, annotation)}
        onClose={close}
      />,
      open.overlay.mount,
    );
  }

  function close(): void {
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
    on: PageText | null,
    annotation: ClaimAnnotation | undefined,
  ): Promise<NoteKept> {
    const existing = noteOn(page.notes(), claim);
    return page.keepNote(existing ? { ...existing, text } : newNote(page.newNoteId(), claim, text, on, annotation));
  }

  async function correct(open: Card, annotation: ClaimAnnotation, on: PageText | null): Promise<NoteKept> {
    const state = annotator.state();
    const claim = state.state === 'done' && state.report.claims.find(({ key }) => key === annotation.claim);
    if (!on || !claim) return false;
    const kept = await page.keepCorrection(correctionOf(annotation, on));
    if (kept !== true) return kept;
    open.corrected.set(annotation.claim, { annotation, claim, note: noteOn(page.notes(), annotation.claim) });
    await annotator.read();
    return true;
  }

  async function undoCorrection(open: Card, { claim, quote }: ClaimAnnotation): Promise<boolean> {
    if (!(await page.takeCorrectionBack(correctionKey(claim, quote)))) return false;
    open.corrected.delete(claim);
    await annotator.read();
    return true;
  }

  async function removeNote(id: string): Promise<void> {
    // The card tells the reader that the note is still there.
    if (!(await page.removeNote(id))) throw new Error('the note was not removed');
  }

  function refresh(): void {
    const state = annotator.state();
    if (card && state.state === 'done') draw(card, state.report);
  }

  return { show, refresh, close };
}
