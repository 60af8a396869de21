/** The way from a note back to its page. */
import type { Annotation } from '../../lib/annotation/index.ts';
import { textFragment } from '../../lib/exchange/index.ts';

/** The page's address with a text fragment that finds the passage again; nothing but web addresses becomes a link. */
export function linkOf({ target }: Annotation): string | undefined {
  if (!target || !/^https?:\/\//i.test(target.source)) return undefined;
  const quote = target.selectors.find((selector) => selector.type === 'TextQuoteSelector');
  const fragment = quote ? textFragment(quote) : null;
  return fragment ? `${target.source}#${fragment}` : target.source;
}
