/** The browser's message catalogue, for `initI18n` of `lib/i18n`. */
import { browser } from 'wxt/browser';

/** The text of a catalogue key in the interface's language, or an empty string if there is none. */
export const i18nLookup = (key: string): string => browser.i18n.getMessage(key as never);

/** Language tag of the browser's interface. */
export const uiLocale = (): string => browser.i18n.getUILanguage();
