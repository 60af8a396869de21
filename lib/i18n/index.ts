/**
 * Caveat's own words: messages by key, and dates, numbers and lists as the reader writes them. Core results are codes;
 * words for them exist only in `locales/*.yml`, so a record has the same level in every language.
 */
export {
  capitalize,
  formatBytes,
  formatDate,
  formatList,
  formatMoment,
  formatNumber,
  formatPercent,
  initI18n,
  type Lookup,
  type MessageKey,
  type MessageValues,
  t,
  uiDirection,
  uiLanguage,
} from './messages.ts';
