/**
 * Words of a sentence as the matcher sees them: folded (lower case, no accents), with offsets, stems and the language
 * they are in. Everything here runs in time linear in the text.
 */
import { stemmer as stemEnglish } from '@orama/stemmers/english';
import { stemmer as stemSpanish } from '@orama/stemmers/spanish';

/** Languages the matcher has knowledge of. */
export type Tongue = 'en' | 'es';

/** A word as it is written, in one language. The same word is the same object as long as it is remembered. */
export type Form = {
  /** Lower case, accents stripped, thousands separators removed. */
  readonly word: string;
  readonly stem: string;
  readonly tongue: Tongue;
  /** Starts with a capital letter. */
  readonly capital: boolean;
  readonly runs: Commonness;
  /** What others know of it; see {@link perWord}. */
  readonly known: unknown[];
};
/** Runs of letters in a text, and how many of them are common words of each language. */
type Commonness = { readonly words: number; readonly en: number; readonly es: number };

export type Token = {
  readonly form: Form;
  readonly start: number;
  readonly end: number;
  /** Index of the clause: commas, dashes, semicolons, colons, quotes and brackets end one. */
  readonly clause: number;
};

/** A sentence longer than this many UTF-16 units is read only up to there: no claim is spread wider. */
export const MAX_SENTENCE = 1_500;

const WORD =
  /U\.\s?S\.(?:\s?A\.)?|EE\.?\s?UU\.?|\p{N}+(?:[.,\u00a0\u202f]\p{N}{3})+(?!\p{N})|\p{N}+(?:[.,]\p{N}+)?|[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)*/uy;
const CLAUSE_BREAK = /[,;:()[\]«»“”"—–…?!]|\s-\s|\.\s/u;
const MARKS = /\p{M}+/gu;

/** Letters without accents: most words, which need none of the patterns below. */
const SMALL = /^[a-z]+$/u;
const PLAIN = /^[A-Za-z]+$/u;

const foldWord = (raw: string): string => {
  if (SMALL.test(raw)) return raw;
  if (PLAIN.test(raw) && raw.charCodeAt(0) !== CAPITAL_E && raw.charCodeAt(0) !== CAPITAL_U) return raw.toLowerCase();
  if (/^U\.\s?S\./u.test(raw) || raw === 'US' || raw === 'USA') return 'usa';
  if (/^EE\.?\s?UU/u.test(raw)) return 'eeuu';
  const folded = raw.normalize('NFD').replace(MARKS, '').toLowerCase();
  if (/^\p{N}/u.test(folded)) return folded.replace(/[.,\u00a0\u202f](?=\p{N}{3})/gu, '');
  return folded.replace(/['’]s$/u, '').replace(/['’]/gu, '');
};

/** A cache that forgets everything when full: bounded memory without bookkeeping per word. */
const cached = <T>(limit: number, compute: (key: string) => T): ((key: string) => T) => {
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
/** Words remembered in each language. */
const REMEMBERED = 20_000;

let facts = 0;
/**
 * Something that follows from a word alone, worked out once and kept with the word: as long as the word is remembered,
 * asking again costs no search. For a handful of things in a program; each takes a place in every word.
 */
export function perWord<T>(compute: (form: Form) => T): (form: Form) => T {
  const place = facts++;
  return (form) => {
    const found = form.known[place];
    // Only `compute` writes there.
    if (found !== undefined) return found as T;
    while (form.known.length < place) form.known.push(undefined);
    const value = compute(form);
    form.known[place] = value;
    return value;
  };
}

const stemmers: Record<Tongue, (word: string) => string> = { en: stemEnglish, es: stemSpanish };
const LONGEST_STEMMED = 40;

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
/** Words of both languages, or of neither alone. */
const EITHER: ReadonlySet<string> = new Set(['a', 'no', 'he', 'me', 'do', 'as', 'es', 'o']);

const RUN = /[\p{L}\p{M}]+/gu;
const commonness = (raw: string): Commonness => commonIn((raw.match(RUN) ?? []).map(foldWord));
function commonIn(runs: readonly string[]): Commonness {
  let en = 0;
  let es = 0;
  for (const word of runs) {
    if (EITHER.has(word)) continue;
    if (COMMON.en.has(word)) en++;
    if (COMMON.es.has(word)) es++;
  }
  return { words: runs.length, en, es };
}

/** Room for as many facts as there usually are: beside the word in memory, and never moved to make more. */
const room = (): unknown[] => [undefined, undefined, undefined];

const formIn = (tongue: Tongue): ((raw: string) => Form) =>
  cached(REMEMBERED, (raw) => {
    const first = raw.charCodeAt(0);
    const capital = (first >= 65 && first <= 90) || (first > 127 && raw.charAt(0) !== raw.charAt(0).toLowerCase());
    const word = foldWord(raw);
    const stem = word.length > LONGEST_STEMMED ? word.slice(0, LONGEST_STEMMED) : stemmers[tongue](word);
    return { word, stem, tongue, capital, runs: PLAIN.test(raw) ? commonIn([word]) : commonness(raw), known: room() };
  });
const forms = { en: formIn('en'), es: formIn('es') };

const isLetter = (code: number): boolean => (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
const isDigit = (code: number): boolean => code >= 48 && code <= 57;
const isLead = (code: number): boolean => code >= 0xd800 && code < 0xdc00;
const [SPACE, APOSTROPHE, FULL_STOP, CAPITAL_U, CAPITAL_E] = [32, 39, 46, 85, 69];

/**
 * Where the word that begins at `from` ends; `from` itself where none begins. Most words are plain letters up to
 * something that is none, and need no pattern.
 */
function wordEnd(text: string, from: number): number {
  const first = text.charCodeAt(from);
  if (first < 128 && !isDigit(first)) {
    if (!isLetter(first)) return from;
    const second = text.charCodeAt(from + 1);
    const abbreviated = (first === CAPITAL_U && second === FULL_STOP) || (first === CAPITAL_E && second === CAPITAL_E);
    let end = from + 1;
    let next = second;
    while (isLetter(next)) next = text.charCodeAt(++end);
    if (!abbreviated && next !== APOSTROPHE && !(next >= 128)) return end;
  }
  WORD.lastIndex = from;
  return WORD.test(text) ? WORD.lastIndex : from;
}

/** Words of `text` up to {@link MAX_SENTENCE}. */
export function tokenize(text: string, tongue: Tongue): Token[] {
  const read = text.length > MAX_SENTENCE ? text.slice(0, MAX_SENTENCE) : text;
  const formOf = forms[tongue];
  const tokens: Token[] = [];
  let clause = 0;
  let last = 0;
  for (let start = 0; start < read.length; ) {
    const end = wordEnd(read, start);
    if (end === start) {
      start += isLead(read.charCodeAt(start)) ? 2 : 1;
      continue;
    }
    const gap = start - last;
    // Most words are parted by a space.
    if (tokens.length > 0 && gap > 0 && !(gap === 1 && read.charCodeAt(last) === SPACE)) {
      if (CLAUSE_BREAK.test(read.slice(last, start))) clause++;
    }
    const form = formOf(read.slice(start, end));
    if (form.word !== '') tokens.push({ form, start, end, clause });
    start = end;
    last = end;
  }
  return tokens;
}

/** The language is told from the first so many UTF-16 units. */
const TELLING = 600;

/**
 * Words of a text and which of the two languages it is in, by its commonest words; `declared` breaks a tie and wins when
 * the text says too little. `null` when it is in another script or declared to be in another language and nothing
 * speaks for ours.
 */
export function readTokens(text: string, declared: string): { tongue: Tongue; tokens: Token[] } | null {
  // Nearly every sentence is in the language its page declares.
  const declaredTongue = declared.slice(0, 2).toLowerCase();
  const likely: Tongue = declaredTongue === 'es' ? 'es' : 'en';
  const tokens = tokenize(text, likely);
  const tongue = guessTongue(text, tokens, declaredTongue);
  if (tongue === null) return null;
  return { tongue, tokens: tongue === likely ? tokens : tokenize(text, tongue) };
}

function guessTongue(text: string, tokens: readonly Token[], declared: string): Tongue | null {
  let en = 0;
  let es = 0;
  let words = 0;
  for (const { form, start, end } of tokens) {
    if (start >= TELLING) break;
    const runs = end > TELLING ? commonness(text.slice(start, TELLING)) : form.runs;
    words += runs.words;
    en += runs.en;
    es += runs.es;
  }
  if (words === 0) return null;
  if (declared === 'en' && es < en + 3) return 'en';
  if (declared === 'es' && en < es + 3) return 'es';
  if (en > 0 || es > 0) return es > en ? 'es' : 'en';
  if (declared === 'en' || declared === 'es') return declared;
  return /[a-z]/iu.test(text) ? 'en' : null;
}
