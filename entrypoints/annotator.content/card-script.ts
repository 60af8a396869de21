/** The card, as far as the annotator knows it: its script is asked for with the first need. */
import { tellPlainly } from '../../lib/dom/index.ts';
import { callBackground, i18nLookup } from '../../lib/extension/index.ts';
import { type CardSide, offered, type PageSide } from '../in-page/door.ts';
import { type Reached, reach } from './reach.ts';

export type LazyCard = CardSide & {
  /** There is something to open: have its script come when nothing else is to be done, so that a click need not wait. */
  expect(): void;
};

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

  /** The reader asked for it. Where its script cannot come no view can, and words stand alone. */
  async function needed(): Promise<CardSide | undefined> {
    const here = await come();
    const { annotator, signal } = page();
    if (!here && !signal.aborted) {
      annotator.setFocused(null);
      tellPlainly(document, i18nLookup('extension_language'), i18nLookup('adder_noCard'), signal);
    }
    return here;
  }

  return {
    expect: () => void (coming ?? requestIdleCallback(() => void come(), { timeout: 2_000 })),
    show: (selected) => (card ? card.show(selected) : void needed().then((here) => here?.show(selected))),
    offer: (range, edge) => (card ? card.offer(range, edge) : void come().then((here) => here?.offer(range, edge))),
    withdraw: () => card?.withdraw(),
    annotate: async () => (await needed())?.annotate() ?? false,
    refresh: () => card?.refresh(),
    close: () => card?.close(),
  };
}
