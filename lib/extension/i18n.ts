/** The browser's message catalogue, for `initI18n` of `lib/i18n`. */
import { browser } from 'wxt/browser';

/** Texts asked for before. A script that outlives its extension can no longer ask, and its card must still speak. */
const known = new Map<string, string>();

/** The text of a catalogue key in the interface's language, or an empty string if there is none. */
export function i18nLookup(key: string): string {
  const kept = known.get(key);
  if (kept !== undefined) return kept;
  try {
    const text = browser.i18n.getMessage(key as never);
    known.set(key, text);
    return text;
  } catch {
    // The extension was updated or removed under a running page.
    return '';
  }
}

/** Language tag of the browser's interface. */
export const uiLocale = (): string => browser.i18n.getUILanguage();
