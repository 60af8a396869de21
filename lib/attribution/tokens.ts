/** Words of a sentence with their places, folded for look-up: lower case, no accents, straight apostrophes. */

/** A word, a number or a punctuation mark. Offsets are UTF-16, relative to the sentence. */
export type Token = {
  readonly start: number;
  readonly end: number;
  /** Folded form: lower case without accents. */
  readonly word: string;
  readonly kind: 'word' | 'number' | 'mark';
  /** First letter is upper case. */
  readonly capital: boolean;
  /** At least two letters, all of them upper case. */
  readonly shout: boolean;
};

/**
 * A sentence is read up to this length; what follows is ignored. The longest sentence of the training stories has
 * under 700 characters; the limit bounds the time for a page whose text has no sentence ends.
 */
export const MAX_SENTENCE = 2_000;

// Abbreviations with dots (U.S., EE. UU.), numbers with separators, words with inner apostrophes, single marks.
const PATTERN =
  /(?:\p{Lu}\.){2,}|EE\.\s?UU\.?|\d+(?:[.,:]\d+)*|[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)*|[“”«»"‘’'‹›„:;,.?!()[\]%$€£#/]|--+|[–—-]/gu;
const ASCII = /^[ -~]*$/;
const MARKS = /\p{M}+/gu;

/** Lower case, accents and curly apostrophes removed. The result may differ in length from the input. */
export function fold(text: string): string {
  const lower = text.toLowerCase();
  return ASCII.test(lower) ? lower : lower.normalize('NFD').replace(MARKS, '').replace(/[’‘]/g, "'");
}

/** Split a sentence into tokens. A possessive 's is a token of its own, so that the owner is found in word lists. */
export function tokenize(sentence: string): Token[] {
  const text = sentence.length > MAX_SENTENCE ? sentence.slice(0, MAX_SENTENCE) : sentence;
  const tokens: Token[] = [];
  for (const match of text.matchAll(PATTERN)) {
    const raw = match[0];
    const start = match.index;
    const first = raw.charCodeAt(0);
    const isDigit = first >= 48 && first <= 57;
    const isWord = !isDigit && /^\p{L}/u.test(raw);
    if (!isWord) {
      tokens.push({
        start,
        end: start + raw.length,
        word: raw,
        kind: isDigit ? 'number' : 'mark',
        capital: false,
        shout: false,
      });
      continue;
    }
    const folded = fold(raw);
    const capital = raw[0] !== raw[0]?.toLowerCase();
    const shout = capital && raw.length > 1 && raw === raw.toUpperCase();
    if (folded.length > 2 && folded.endsWith("'s")) {
      const cut = start + raw.length - 2;
      tokens.push({ start, end: cut, word: folded.slice(0, -2), kind: 'word', capital, shout });
      tokens.push({ start: cut, end: cut + 2, word: "'s", kind: 'word', capital: false, shout: false });
    } else {
      tokens.push({ start, end: start + raw.length, word: folded, kind: 'word', capital, shout });
    }
  }
  return tokens;
}
