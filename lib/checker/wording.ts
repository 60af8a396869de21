/** How a passage words a claim it was found to state, when there is only the passage: a note that was kept with it. */
import { attribute, compareWording, type Wording } from '../attribution/index.ts';
import type { ClaimOnPage } from './report.ts';

/**
 * Read a passage against its claim, as a check does. Whom the sentence before it credits is not known here; that bears on
 * attribution, not on wording. Takes about half a millisecond.
 */
export function wordingOf({ key, claim }: ClaimOnPage, passage: string, locale: string): Wording {
  const stated = { key, claim };
  return compareWording(stated, passage, attribute(passage, undefined, locale, [stated]), locale);
}
