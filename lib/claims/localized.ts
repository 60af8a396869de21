/** Which of several languages a reader is shown. */
import type { Localized } from './schema.ts';

/** The language whose text is shown where the reader's own is not there. */
const FALLBACK = 'en';

/**
 * The text for a reader of `locale`: the exact tag, then the same language, then English, then the first there is.
 * `locale` in the answer is the language of the text given, for the `lang` attribute. Empty for a text without any.
 */
export function localized(texts: Localized, locale: string): { text: string; locale: string } {
  const wanted = locale.toLowerCase();
  const language = languageOf(wanted);
  const tags = Object.keys(texts);
  const tag =
    tags.find((candidate) => candidate.toLowerCase() === wanted) ??
    tags.find((candidate) => candidate.toLowerCase() === language) ??
    tags.find((candidate) => languageOf(candidate.toLowerCase()) === language) ??
    tags.find((candidate) => languageOf(candidate.toLowerCase()) === FALLBACK) ??
    tags[0];
  return tag === undefined ? { text: '', locale: FALLBACK } : { text: texts[tag] ?? '', locale: tag };
}

const languageOf = (tag: string): string => tag.split('-', 1)[0] ?? tag;
