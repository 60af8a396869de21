/** The card, as far as the annotator knows it: its script is asked for with the first need. */
import { tellPlainly } from '../../lib/dom/index.ts';
import { callBackground, EXTENSION_GONE, i18nLookup, newNoteId, uiLocale } from '../../lib/extension/index.ts';
import type { CardSide, PageSide } from './door.ts';
import { offered } from './world.ts';

export type LazyCard = CardSide & {
  /** There is something to open: have its script come when nothing else is to be done, so that a click need not wait. */
  expect(): void;
};

/** What the card cannot reach itself: it carries none of the browser's interfaces. */
type Reached = Pick<PageSide, 'isExtensionGone' | 'newNoteId' | 'lookup' | 'locale' | 'tagsInUse' | 'loadMarkdown'>;

/** `page` is asked for what it says when the card comes: the page may be read before the annotator is at hand. */
export function lazyCard(page: () => Omit<PageSide, keyof Reached>): LazyCard {
  let card: CardSide | undefined;
  let coming: Promise<CardSide | undefined> | undefined;

  function come(): Promise<CardSide | undefined> {
    coming ??= (async () => {
      if (!offered('card')) await callBackground('loadCard', { part: 'card' });
      card ??= offered('card')?.(reach(page()));
      // The background may have been on its way out: the next need asks again.
      if (!card) coming = undefined;
      return card;
    })();
    return coming;
  }

  /** The reader asked for it, and its script cannot come: then no view can either, and the words stand alone. */
  function tellMissing(): void {
    const { annotator, signal } = page();
    if (signal.aborted) return;
    annotator.setFocused(null);
    tellPlainly(document, i18nLookup('adder_noCard'), signal);
  }

  return {
    expect: () => void (coming ?? requestIdleCallback(() => void come(), { timeout: 2_000 })),
    show: (selected) =>
      card ? card.show(selected) : void come().then((here) => (here ? here.show(selected) : tellMissing())),
    offer: (range, edge) => (card ? card.offer(range, edge) : void come().then((here) => here?.offer(range, edge))),
    withdraw: () => card?.withdraw(),
    async annotate() {
      const here = await come();
      if (!here) tellMissing();
      return here?.annotate() ?? false;
    },
    refresh: () => card?.refresh(),
    close: () => card?.close(),
  };
}

function reach(page: Omit<PageSide, keyof Reached>): PageSide {
  return {
    ...page,
    isExtensionGone: () => page.signal.reason === EXTENSION_GONE,
    newNoteId,
    lookup: i18nLookup,
    locale: uiLocale(),
    async tagsInUse(typed) {
      const answer = await callBackground('tagsInUse', { typed });
      return answer.ok ? answer.value : [];
    },
    loadMarkdown: async () => void (await callBackground('loadCard', { part: 'markdown' })),
  };
}
