import { type ComponentChild, render } from 'preact';
import { initI18n, type Lookup, uiLanguage } from '../lib/i18n/index.ts';
import './theme.css';
import './parts.css';
import './page.css';

/**
 * Show `view` as the one page of its document, which every page of Caveat is: in the reader's language, in the shared
 * style. `view` is made once there are words to make it of.
 */
export function showPage(view: () => ComponentChild, lookup: Lookup, locale: string): void {
  initI18n({ lookup, locale });
  document.documentElement.lang = uiLanguage();
  const root = document.getElementById('app');
  if (root) render(view(), root);
}
