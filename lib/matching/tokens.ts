/**
 * Words of a sentence as the matcher sees them: folded (lower case, no accents), with offsets, stems and the language
 * they are in. Everything here runs in time linear in the text.
 */
import { stemmer as stemEnglish } from '@orama/stemmers/english';
import { stemmer as stemSpanish } from '@orama/stemmers/spanish';

/** Languages the matcher has knowledge of. */
export type Tongue = 'en' | 'es';

export type Token = {
  /** Lower case, accents stripped, thousands separators removed. */
  readonly word: string;
  readonly stem: string;
  readonly start: number;
  readonly end: number;
  /** Starts with a capital letter. */
  readonly capital: boolean;
  /** Index of the clause: commas, dashes, semicolons, colons, quotes and brackets end one. */
  readonly clause: number;
};

/** A sentence longer than this many UTF-16 units is read only up to there: no claim is spread wider. */
export const MAX_SENTENCE = 1_500;

const WORD =
  /U\.\s?S\.(?:\s?A\.)?|EE\.?\s?UU\.?|\p{N}+(?:[.,\u00a0\u202f]\p{N}{3})+(?!\p{N})|\p{N}+(?:[.,]\p{N}+)?|[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)*/gu;
const CLAUSE_BREAK = /[,;:()[\]«»“”"—–…?!]|\s-\s|\.\s/u;
const MARKS = /\p{M}+/gu;

const foldWord = (raw: string): string => {
  if (/^U\.\s?S\./u.test(raw) || raw === 'US' || raw === 'USA') return 'usa';
  if (/^EE\.?\s?UU/u.test(raw)) return 'eeuu';
  const folded = raw.normalize('NFD').replace(MARKS, '').toLowerCase();
  if (/^\p{N}/u.test(folded)) return folded.replace(/[.,\u00a0\u202f](?=\p{N}{3})/gu, '');
  return folded.replace(/['’]s$/u, '').replace(/['’]/gu, '');
};

/** A cache that forgets everything when full: bounded memory without bookkeeping per word. */
export const cached = <T>(limit: number, compute: (key: string) => T): ((key: string) => T) => {
  const known = new Map<string, T>();
  return (key) => {
    const found = known.get(key);
    if (found !== undefined) return found;
    if (known.size >= limit) known.clear();
    const value = compute(key);
    known.set(key, value);
    return value;
  };
};

const fold = cached(20_000, foldWord);
const stems: Record<Tongue, (word: string) => string> = {
  en: cached(20_000, (word) => (word.length > 40 ? word.slice(0, 40) : stemEnglish(word))),
  es: cached(20_000, (word) => (word.length > 40 ? word.slice(0, 40) : stemSpanish(word))),
};

/** Words of `text` up to {@link MAX_SENTENCE}. */
export function tokenize(text: string, tongue: Tongue): Token[] {
  const read = text.length > MAX_SENTENCE ? text.slice(0, MAX_SENTENCE) : text;
  const tokens: Token[] = [];
  let clause = 0;
  let last = 0;
  for (const found of read.matchAll(WORD)) {
    const raw = found[0];
    const start = found.index;
    if (tokens.length > 0 && start - last > 1 && CLAUSE_BREAK.test(read.slice(last, start))) clause++;
    else if (tokens.length > 0 && start - last === 1 && CLAUSE_BREAK.test(read.charAt(last))) clause++;
    const word = fold(raw);
    last = start + raw.length;
    if (word === '') continue;
    const first = raw.charCodeAt(0);
    const capital = (first >= 65 && first <= 90) || (first > 127 && raw.charAt(0) !== raw.charAt(0).toLowerCase());
    tokens.push({ word, stem: stems[tongue](word), start, end: last, capital, clause });
  }
  return tokens;
}

const COMMON: Record<Tongue, ReadonlySet<string>> = {
  en: new Set(
    'the of and to a in is that for it was on with he as by at from his be this have are not but they had or an were which will would has its their been who said one you do'.split(
      ' ',
    ),
  ),
  es: new Set(
    'de la que el en y a los se del las un por con una su para es al lo como mas o pero sus le ya este si porque esta son entre cuando muy sin sobre no hay ni fue ha desde'.split(
      ' ',
    ),
  ),
};
const ONLY_ENGLISH = new Set(['a', 'no', 'he', 'me', 'do', 'as', 'es', 'o']);

/**
 * Which of the two languages a text is in, by its commonest words; `declared` breaks a tie and wins when the text says
 * too little. `null` when it is in another script or declared to be in another language and nothing speaks for ours.
 */
export function guessTongue(text: string, declared: string): Tongue | null {
  const prefix = declared.slice(0, 2).toLowerCase();
  let en = 0;
  let es = 0;
  let words = 0;
  for (const [raw] of text.slice(0, 600).matchAll(/[\p{L}\p{M}]+/gu)) {
    const word = fold(raw);
    words++;
    if (ONLY_ENGLISH.has(word)) continue;
    if (COMMON.en.has(word)) en++;
    if (COMMON.es.has(word)) es++;
  }
  if (words === 0) return null;
  if (prefix === 'en' && es < en + 3) return 'en';
  if (prefix === 'es' && en < es + 3) return 'es';
  if (en === 0 && es === 0) return prefix === 'en' || prefix === 'es' ? prefix : /[a-z]/iu.test(text) ? 'en' : null;
  return es > en ? 'es' : 'en';
}
