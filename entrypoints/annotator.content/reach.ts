/** The card carries none of the browser's interfaces: what it needs of them. */
import { callBackground, EXTENSION_GONE, i18nLookup, newNoteId, uiLocale } from '../../lib/extension/index.ts';
import type { PageSide } from '../in-page/door.ts';

/** What the card cannot reach itself: it carries none of the browser's interfaces. */
export type Reached = Pick<
  PageSide,
  'isExtensionGone' | 'newNoteId' | 'lookup' | 'locale' | 'tagsInUse' | 'loadMarkdown'
>;

export function reach(page: Omit<PageSide, keyof Reached>): PageSide {
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
