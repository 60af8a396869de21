/** The cue lists of a language joined into one look-up, and the tags it gives to the tokens of a sentence. */

import type { CueLists, Tag } from './cue-types.ts';
import { english } from './data/en.ts';
import { spanish } from './data/es.ts';
import { fold, type Token } from './tokens.ts';

/** Order is priority: the first tag a token carries is its primary one. */
export const TAGS: readonly Tag[] = [
  'ACC',
  'ANON',
  'RV',
  'SP',
  'ON',
  'TI',
  'PN',
  'CR',
  'IN',
  'OU',
  'DN',
  'DA',
  'PE',
  'KN',
  'RU',
  'RW',
  'RG',
  'NE',
  'P3',
  'IT',
  'TH',
  'FI',
  'QT',
  'PM',
  'HD',
  'MO',
  'RE',
  'DC',
  'DO',
  'UN',
  'HW',
  'DI',
];
const BIT = new Map<Tag, number>(TAGS.map((tag, index) => [tag, 2 ** index]));

/** Bit mask of one or several tags. */
export const mask = (...tags: Tag[]): number => tags.reduce((sum, tag) => sum | (BIT.get(tag) ?? 0), 0);

/** The bit of each tag. */
export const IS = Object.fromEntries(TAGS.map((tag) => [tag, mask(tag)])) as Readonly<Record<Tag, number>>;

const OUTLET_NAME = mask('ON');

export type Language = 'en' | 'es';

/** The language whose cues are used for a locale: Spanish for `es…`, English for everything else. */
export const languageOf = (locale: string): Language => (/^es\b/i.test(locale) ? 'es' : 'en');

type Entry = { single: number; readonly longer: { readonly words: readonly string[]; readonly bit: number }[] };
type Lexicon = ReadonlyMap<string, Entry>;

function build(lists: CueLists): Lexicon {
  const lexicon = new Map<string, Entry>();
  for (const tag of TAGS) {
    const bit = mask(tag);
    for (const raw of lists[tag] ?? []) {
      const [first, ...rest] = fold(raw).split(/[\s-]+/);
      if (first === undefined || first === '') continue;
      let entry = lexicon.get(first);
      if (!entry) {
        entry = { single: 0, longer: [] };
        lexicon.set(first, entry);
      }
      if (rest.length === 0) entry.single |= bit;
      else entry.longer.push({ words: rest, bit });
    }
  }
  return lexicon;
}

const LISTS: Record<Language, CueLists> = { en: english, es: spanish };
const built = new Map<Language, Lexicon>();

/** Built at first use: about a millisecond, and a page is usually in one language. */
function lexiconOf(language: Language): Lexicon {
  let lexicon = built.get(language);
  if (!lexicon) {
    lexicon = build(LISTS[language]);
    built.set(language, lexicon);
  }
  return lexicon;
}

/** For every token the mask of its tags; a phrase gives its tag to all its tokens. */
export function tagTokens(tokens: readonly Token[], language: Language): number[] {
  const lexicon = lexiconOf(language);
  const masks = new Array<number>(tokens.length).fill(0);
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index];
    if (token === undefined || token.kind === 'number') continue;
    const entry = lexicon.get(token.word);
    if (!entry) continue;
    // Names of outlets are everyday words too (the post, reforma): they count only with a capital.
    masks[index] = (masks[index] ?? 0) | (token.capital ? entry.single : entry.single & ~OUTLET_NAME);
    for (const { words, bit } of entry.longer) {
      if (!words.every((word, offset) => tokens[index + 1 + offset]?.word === word)) continue;
      if (bit === OUTLET_NAME && !tokens[index + words.length]?.capital) continue;
      for (let at = index; at <= index + words.length; at++) masks[at] = (masks[at] ?? 0) | bit;
    }
  }
  return masks;
}

/** The primary tag of a mask, `null` for none. */
export function primaryTag(bits: number): Tag | null {
  if (bits === 0) return null;
  for (const tag of TAGS) if ((bits & IS[tag]) !== 0) return tag;
  return null;
}
