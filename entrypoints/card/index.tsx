/** What is shown at a place of the page. It comes into the annotator's world with the first need, and offers itself there. */
import { render } from 'preact';
import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import type { AdderKind } from '../../components/Adder.tsx';
import { AnnotationCard } from '../../components/AnnotationCard.tsx';
import cardCss from '../../components/card.css?inline';
import type { NoteKept } from '../../components/note-kept.ts';
import type { PassageActions } from '../../components/PassageCard.tsx';
import themeCss from '../../components/theme.css?inline';
import {
  type DescribedPassage,
  documentInFocus,
  type Handles,
  isNowhere,
  type Overlay,
  openHandles,
  openOverlay,
  type Selected,
  tellPlainly,
} from '../../lib/dom/index.ts';
import { initI18n, type MessageKey, t, uiLanguage } from '../../lib/i18n/index.ts';
import { type CardSide, offer, type PageSide } from '../in-page/door.ts';
import { type OpenAdder, openAdder } from './adder.tsx';
import { type ClaimDesk, claimDesk } from './claims.tsx';
import { leadOut, stayAt } from './keys.ts';
import { markdownReader } from './markdown.ts';
import { passageDesk } from './passages.tsx';

/** The card is as high as the window leaves room beside the sentence, and not on paper. */
const fitCss =
  '.cav-card { max-height: min(560px, var(--cav-available, 560px)); } @media print { :host { display: none !important; } }';
/** Tokens on the card, not on its host, which stands in the page: the page's rules for `*` would win there. */
const tokens = themeCss.replaceAll(':host', '.cav-root');
const css = `${tokens}\n${cardCss}\n${fitCss}`;

type Card = {
  readonly overlay: Overlay;
  readonly claims: ClaimDesk;
  /** Annotations, as they are numbered now, and passages: where the card stands. */
  ids: readonly string[];
  readonly passages: readonly string[];
  readonly passagesFirst: boolean;
  readonly lifetime: AbortController;
  handles: Handles | null;
};

export default defineUnlistedScript(() => offer('card', makeCard));

function makeCard(page: PageSide): CardSide {
  const { annotator, signal } = page;
  const desk = passageDesk(page);
  let card: Card | null = null;
  let adder: OpenAdder | null = null;
  initI18n({ lookup: page.lookup, locale: page.locale });
  // Should the extension go while a note is typed, these can no longer be looked up.
  for (const key of ['note_status_saving', 'note_status_failed', 'note_retry', 'passage_failed']) page.lookup(key);
  signal.addEventListener(
    'abort',
    () => {
      withdraw();
      // What is being typed can no longer be kept. The reader still has it, and is told by the note's own line.
      const isTyping = card?.overlay.mount.querySelector('textarea:focus') != null;
      if (!page.isExtensionGone() || !isTyping) close();
    },
    { once: true },
  );

  function show({ annotations, notes, ranges }: Selected): void {
    const first = notes[0];
    const passagesFirst = first !== undefined && annotator.rangesOf(first.id).some((range) => ranges.includes(range));
    open(
      claimDesk(page, annotations),
      annotations.map(({ id }) => id),
      notes.map(({ id }) => id),
      passagesFirst,
    );
  }

  function open(claims: ClaimDesk, ids: readonly string[], passages: readonly string[], passagesFirst: boolean): void {
    close();
    withdraw();
    if (signal.aborted) return;
    const lifetime = new AbortController();
    const place = () => [
      ...(card?.ids ?? ids).flatMap((id) => annotator.rangesOf(id)),
      ...passages.flatMap(desk.rangesOf),
    ];
    const overlay = openOverlay(document, css, place);
    leadOut(overlay.mount, place, lifetime.signal);
    card = { overlay, claims, ids, passages, passagesFirst, lifetime, handles: null };
    const isElsewhere = (event: Event) => event.isTrusted && !overlay.owns(event) && !card?.handles?.owns(event);
    annotator.eachDocument((each, gone) => {
      const listening = { capture: true, signal: gone };
      each.addEventListener('pointerdown', (event) => isElsewhere(event) && close(), listening);
      each.addEventListener(
        'keydown',
        (event) => event.key === 'Escape' && isElsewhere(event) && close(true),
        listening,
      );
    }, lifetime.signal);
    refresh();
    overlay.mount.querySelector<HTMLElement>('[role="dialog"]')?.focus({ preventScroll: true });
  }

  /** Draw what is so now; nothing left to show closes the card. */
  function refresh(): void {
    desk.heed();
    if (!card) return;
    const shown = card;
    const state = annotator.state();
    const report = state.state === 'done' ? state.report : null;
    const items = report ? shown.claims.items(report) : [];
    const passages = shown.passages.flatMap((id) => desk.item(id) ?? []);
    if (items.length + passages.length === 0) {
      close();
      return;
    }
    if (report) shown.ids = shown.claims.idsNow(report);
    render(
      <AnnotationCard
        items={items}
        passages={passages}
        passagesFirst={shown.passagesFirst}
        passageActions={actions}
        missing={report?.missing ?? []}
        oneOrigin={report?.oneOrigin ?? []}
        locale={uiLanguage()}
        onSaveNote={shown.claims.saveNote}
        onRemoveNote={shown.claims.removeNote}
        histories={page.histories()}
        onCorrect={shown.claims.correct}
        onUndoCorrection={shown.claims.undoCorrection}
        onClose={close}
      />,
      shown.overlay.mount,
    );
  }

  /** By a key: the reader goes on from the mark, unless the focus goes back to something of the page's. */
  function close(isEscape = false): void {
    if (!card) return;
    const { overlay, lifetime, handles, ids, passages, passagesFirst } = card;
    card = null;
    lifetime.abort();
    handles?.close();
    // Unmounting saves what was typed.
    render(null, overlay.mount);
    overlay.close();
    const [at] = passagesFirst ? passages : [...ids, ...passages];
    if (isEscape && at !== undefined && isNowhere(document)) stayAt(annotator, at, signal);
    else annotator.setFocused(null);
    for (const id of passages) void desk.leave(id);
  }

  const thenDraw = async <T,>(work: Promise<T>): Promise<T> => {
    const done = await work;
    refresh();
    return done;
  };
  const actions: PassageActions = {
    onChange: (id, change, before) => thenDraw(desk.change(id, change, before)),
    onRemove: (id) => thenDraw(desk.remove(id)),
    onRestore: (id) => thenDraw(desk.restore(id)),
    onMoveEdge: (id, edge, direction) => thenDraw(desk.moveEdge(id, edge, direction)),
    onEdges(id, isOpen) {
      card?.handles?.close();
      if (!card) return;
      const moved = (range: Range) => void thenDraw(desk.moveTo(id, range)).catch(() => refresh());
      card.handles = isOpen ? openHandles(document, css, () => desk.rangesOf(id), moved) : null;
    },
    suggestTags: page.tagsInUse,
    readMarkdown: markdownReader(page, refresh),
  };

  function offerAdder(range: Range, edge: 'start' | 'end', problem: string | null = null): void {
    withdraw();
    if (card || signal.aborted) return;
    adder = openAdder(page, css, { range, edge, problem, onPick: (kind) => void mark(kind, range, edge) });
  }

  function withdraw(): void {
    adder?.close();
    adder = null;
  }

  async function mark(kind: AdderKind, range: Range, edge: 'start' | 'end'): Promise<void> {
    const home = range.startContainer.ownerDocument ?? document;
    // The bar may have the focus, and another document a selection of its own.
    const passage = (home === document ? desk.describeSelection() : null) ?? desk.describeRange(range);
    if (!passage) {
      // There are words in it, or nothing would have been offered.
      offerAdder(range, edge, t(tooMuch()));
      return;
    }
    if (kind !== 'highlighting') {
      write(passage, kind);
      return;
    }
    withdraw();
    home.getSelection()?.removeAllRanges();
    const { id, kept } = desk.add(passage, kind);
    const answer = await kept;
    if (answer === true) return;
    void desk.leave(id);
    offerAdder(range, edge, whyNot(answer));
  }

  /** Mark a passage and open its card, ready to write. */
  function write(passage: DescribedPassage, kind: AdderKind): void {
    const { id, kept } = desk.add(passage, kind);
    passage.ranges[0]?.startContainer.ownerDocument?.getSelection()?.removeAllRanges();
    open(claimDesk(page, []), [], [id], true);
    card?.overlay.mount.querySelector('textarea')?.focus({ preventScroll: true });
    void thenDraw(kept);
  }

  async function annotate(): Promise<boolean> {
    const passage = desk.describeSelection();
    if (passage) write(passage, 'highlighting');
    else {
      withdraw();
      close();
      tellPlainly(document, uiLanguage(), t(whyNothing()), signal);
    }
    return passage !== null;
  }

  /** Why what is selected is no passage. */
  function whyNothing(): MessageKey {
    const home = documentInFocus(document);
    if (!home || !annotator.isRead(home)) return 'adder_frame';
    const selection = home.getSelection();
    const words = String(selection);
    const isNothing = selection?.isCollapsed !== false || (words !== '' && !/[\p{L}\p{N}]/u.test(words));
    return isNothing ? 'adder_nothing' : tooMuch();
  }

  /** Why words that are selected are no passage. */
  function tooMuch(): MessageKey {
    try {
      annotator.everything();
      return 'adder_tooMuch';
    } catch {
      return 'adder_unreadable';
    }
  }

  return { show, offer: offerAdder, withdraw, annotate, refresh, close };
}

const whyNot = (kept: NoteKept): string =>
  kept === 'private-window' || kept === 'quota'
    ? t(`adder_${kept === 'quota' ? kept : 'private_window'}`)
    : t('adder_failed');
