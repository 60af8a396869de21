/** The card, as far as the annotator knows it: its script is asked for with the first need. */
import { callBackground, EXTENSION_GONE, i18nLookup, newNoteId, uiLocale } from '../../lib/extension/index.ts';
import { type CardSide, offeredCard, type PageSide } from './door.ts';

export type LazyCard = CardSide & {
  /** There is something to open: have its script come when nothing else is to be done, so that a click need not wait. */
  expect(): void;
};

/** What the card cannot reach itself: it carries none of the browser's interfaces. */
type Reached = Pick<PageSide, 'isExtensionGone' | 'newNoteId' | 'lookup' | 'locale'>;

/** `page` is asked for what it says when the card comes: the page may be read before the annotator is at hand. */
export function lazyCard(page: () => Omit<PageSide, keyof Reached>): LazyCard {
  let card: CardSide | undefined;
  let coming: Promise<void> | undefined;

  function come(): Promise<void> {
    coming ??= (async () => {
      if (!offeredCard()) await callBackground('loadCard', {});
      card ??= offeredCard()?.(reach(page()));
      // The background may have been on its way out: the next need asks again.
      if (!card) coming = undefined;
    })();
    return coming;
  }

  return {
    expect: () => void requestIdleCallback(() => void come(), { timeout: 2_000 }),
    async show(selected) {
      if (!card) await come();
      card?.show(selected);
    },
    refresh: () => card?.refresh(),
    close: () => card?.close(),
  };
}

function reach(page: Omit<PageSide, keyof Reached>): PageSide {
  const isExtensionGone = () => page.signal.reason === EXTENSION_GONE;
  return { ...page, isExtensionGone, newNoteId, lookup: i18nLookup, locale: uiLocale() };
}
