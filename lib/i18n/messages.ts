/**
 * Messages by key. The lookup is injected, so the same components run in the extension, in tests and on any page.
 * Messages live in `locales/*.yml`; the build writes them as the browser's `_locales` with nested keys joined by `_`.
 * Placeholders are named, `{count}`; plural forms are the keys `…_one` and `…_other` (`Intl.PluralRules`).
 */
import type { GeneratedI18nStructure } from '#i18n';

type Joined<K extends string> = K extends `${infer A}.${infer B}` ? `${A}_${Joined<B>}` : K;
type PluralOf<K extends string> = K extends `${infer Base}_other` ? Base : never;
type Message = Joined<Exclude<keyof GeneratedI18nStructure & string, `@@${string}`>>;
/** A key of the English catalogue, nested names joined with `_`; for plurals the key without its form. */
export type MessageKey = Message | PluralOf<Message>;

export type MessageValues = { readonly [name: string]: string | number };

/** Finds a message by its full key; an empty string means there is none (as `i18n.getMessage` has it). */
export type Lookup = (key: string) => string;

let lookup: Lookup = () => '';
let language = 'en';
let formats = 'en';
/** Making one takes as long as formatting a hundred dates with it, and a list has thousands. */
let dates: Intl.DateTimeFormat | undefined;
let days: Intl.DateTimeFormat | undefined;
let numbers: Intl.NumberFormat | undefined;

/**
 * Set the catalogue for this context; call once before the first `t`. `locale` is the reader's language tag: it formats
 * dates and numbers as far as it agrees with the language of the catalogue the browser picked.
 */
export function initI18n(options: { readonly lookup: Lookup; readonly locale: string }): void {
  lookup = options.lookup;
  language = lookup('extension_language') || 'en';
  formats = languageOf(options.locale) === language ? options.locale.replaceAll('_', '-') : language;
  dates = days = numbers = undefined;
}

/** The language of the catalogue in use, for `lang` attributes and for choosing among a claim's languages. */
export const uiLanguage = (): string => language;

/** The direction of the catalogue's language, for `dir` on every root of ours. */
export const uiDirection = (): 'ltr' | 'rtl' => (/^(ar|fa|he|ur)$/.test(language) ? 'rtl' : 'ltr');

/**
 * The message for `key` with `values` filled in; numbers are formatted. With `values.count` the plural form is picked,
 * falling back to `other`. An unknown key comes back as itself, so that a fault is seen and nothing breaks.
 */
export function t(key: MessageKey, values: MessageValues = {}): string {
  const { count } = values;
  const message =
    typeof count === 'number'
      ? lookup(`${key}_${new Intl.PluralRules(formats).select(count)}`) || lookup(`${key}_other`) || lookup(key)
      : lookup(key);
  if (message === '') return key;
  return message.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    return typeof value === 'number' ? formatNumber(value) : value;
  });
}

/** A date or date-time in ISO 8601 as the reader writes it: "3 Nov 2025". A date without time is not moved by zones. */
export function formatDate(iso: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  const day = { day: 'numeric', month: 'short', year: 'numeric' } as const;
  if (/^\d{4}-\d{2}-\d{2}$/.test(iso)) {
    days ??= new Intl.DateTimeFormat(formats, { ...day, timeZone: 'UTC' });
    return days.format(date);
  }
  dates ??= new Intl.DateTimeFormat(formats, day);
  return dates.format(date);
}

/** A date-time in ISO 8601 with the time of day: "3 Nov 2025, 14:05". */
export function formatMoment(iso: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  return new Intl.DateTimeFormat(formats, { dateStyle: 'medium', timeStyle: 'short' }).format(date);
}

/** A size in the unit that suits it: "2.4 MB". */
export function formatBytes(bytes: number): string {
  const units = ['kilobyte', 'megabyte', 'gigabyte'] as const;
  const power = Math.min(units.length, Math.max(1, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
  const value = bytes / 1000 ** power;
  return new Intl.NumberFormat(formats, {
    style: 'unit',
    unit: units[power - 1] ?? 'kilobyte',
    maximumFractionDigits: value < 10 ? 1 : 0,
  }).format(value);
}

/** A share between 0 and 1: "87%", "87 %". */
export const formatPercent = (share: number): string =>
  new Intl.NumberFormat(formats, { style: 'percent', maximumFractionDigits: 0 }).format(share);

export function formatNumber(value: number): string {
  numbers ??= new Intl.NumberFormat(formats);
  return numbers.format(value);
}

/** "a, b and c". */
export const formatList = (items: readonly string[], type: 'conjunction' | 'disjunction' = 'conjunction'): string =>
  new Intl.ListFormat(formats, { style: 'long', type }).format(items);

/** The first letter as a capital, by the rules of the catalogue's language. */
export const capitalize = (text: string): string => text.charAt(0).toLocaleUpperCase(formats) + text.slice(1);

function languageOf(tag: string): string {
  return tag.split(/[-_]/)[0]?.toLowerCase() ?? tag;
}
