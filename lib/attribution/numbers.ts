/** Numbers of a sentence, in digits and in words, with the comparator that binds them and what is counted. */
import type { Figure } from '../claims/index.ts';
import { COMPARATORS, ODD, SCALE, SMALL, VAGUE } from './data/number-words.ts';
import type { Reading } from './reading.ts';

export type Comparator = Figure['comparator'];

export type Quantity = {
  readonly value: number;
  readonly comparator: Comparator;
  /** Only an order of magnitude was given: "dozens", "thousands". */
  readonly vague: boolean;
  /** Tokens of the number with its comparator, half open. */
  readonly from: number;
  readonly to: number;
  /** Folded words right behind the number, at most three: what is counted. */
  readonly counted: readonly string[];
};

const COMPARATOR_WORDS = COMPARATORS.map(([words, comparator]) => ({ words: words.split(' '), comparator })).sort(
  (a, b) => b.words.length - a.words.length,
);

/** Digits to a number: 4,500 and 4.500 are thousands, 4.5 and 4,5 are decimals, 14:33 is none. */
function digits(word: string): number | null {
  if (word.includes(':')) return null;
  if (/^\d{1,3}([.,]\d{3})+$/.test(word)) return Number(word.replace(/[.,]/g, ''));
  const value = Number(word.replace(',', '.'));
  return Number.isFinite(value) ? value : null;
}

/** All quantities of a sentence in order. Times, years and numbers behind a currency sign or month are left out. */
export function quantitiesOf(reading: Reading): Quantity[] {
  const { tokens, tags, language } = reading;
  const found: Quantity[] = [];
  const word = (at: number) => tokens[at]?.word ?? '';
  let at = 0;
  while (at < tokens.length) {
    const token = tokens[at];
    if (!token) break;
    let value: number | null = null;
    let vague = false;
    let to = at + 1;
    if (token.kind === 'number') {
      value = digits(token.word);
      const year = value !== null && /^(1[5-9]|20)\d\d$/.test(token.word);
      const time = token.word.includes(':') || /^[ap]\.?m/.test(word(at + 1)) || /^\d{1,2}\.\d\d$/.test(token.word);
      const money = /^[$€£#/]$/.test(word(at - 1)) || /^[/]$/.test(word(at + 1)) || word(at + 1) === '%';
      const monthAt = word(at - 1) === '.' ? at - 2 : at - 1;
      const date = tags[monthAt] === 'MO' || tags[at + 1] === 'MO' || (word(at + 1) === 'de' && tags[at + 2] === 'MO');
      const ordinal = /^(st|nd|rd|th|o|a)$/.test(word(at + 1)) && tokens[at + 1]?.start === token.end;
      if (year || time || money || date || ordinal) value = null;
      else if (at === 0 && /^[/).:]$/.test(word(1))) value = null;
    } else if (SMALL.has(token.word) && !(token.word.startsWith('un') && SCALE.has(word(at + 1)))) {
      let total = 0;
      let current = 0;
      let next = at;
      for (; next < tokens.length; next++) {
        const part = word(next);
        const small = SMALL.get(part);
        const scale = SCALE.get(part);
        if (small !== undefined && !(next > at && (part === 'un' || part === 'una'))) current += small;
        else if (scale !== undefined && next > at) {
          if (scale >= 1_000) {
            total += Math.max(1, current) * scale;
            current = 0;
          } else current = Math.max(1, current) * scale;
        } else if (
          (part === 'and' || part === 'y' || part === '-' || part === '–') &&
          next > at &&
          SMALL.has(word(next + 1)) &&
          current >= 20
        )
          continue;
        else break;
      }
      value = total + current;
      to = next;
      if (/^(un|una|uno|one)$/.test(token.word) && to === at + 1) value = null;
    } else if ((token.word === 'a' || token.word === 'un' || token.word === 'una') && SCALE.has(word(at + 1))) {
      value = SCALE.get(word(at + 1)) ?? null;
      to = at + 2;
    } else if (VAGUE.has(token.word)) {
      value = VAGUE.get(token.word) ?? null;
      vague = true;
    }
    if (value === null) {
      at = Math.max(to, at + 1);
      continue;
    }
    while (SCALE.has(word(to)) && token.kind === 'number') {
      value *= SCALE.get(word(to)) ?? 1;
      to++;
    }
    let from = at;
    let comparator: Comparator = vague ? 'about' : 'exactly';
    for (const { words, comparator: named } of COMPARATOR_WORDS) {
      const start = at - words.length;
      if (start >= 0 && words.every((part, offset) => word(start + offset) === part)) {
        from = start;
        comparator = named;
        break;
      }
    }
    if (word(to) === '-' && ODD.has(word(to + 1))) comparator = 'about';
    if (language === 'es' && word(to) === 'y' && ODD.has(word(to + 1))) comparator = 'about';
    if (/^(or|o)$/.test(word(to)) && /^(more|higher|mas)$/.test(word(to + 1))) comparator = 'at-least';
    const counted: string[] = [];
    for (let ahead = to; ahead < tokens.length && counted.length < 3; ahead++) {
      if (tokens[ahead]?.kind !== 'word') break;
      counted.push(word(ahead));
    }
    found.push({ value, comparator, vague, from, to, counted });
    at = to;
  }
  return found;
}

/** "Thousands" reaches to about twelve of them; from there on one says "tens of thousands". */
const THOUSANDS = 13;
/** How far "about 3 million" reaches to either side. */
const ROUNDED = 0.08;

/** Whether a quantity on a page says the same as a figure on record: within its bound, or a rounding of it. */
export function fits(quantity: Quantity, figure: Pick<Figure, 'value' | 'comparator'>): boolean {
  const { value, comparator } = quantity;
  const recorded = figure.value;
  if (value === recorded) return comparator !== 'less-than';
  // "Thousands" on record: any number of that order is a detail that fits.
  if (figure.comparator === 'more-than' && recorded >= 100)
    return value >= recorded && value < recorded * THOUSANDS && comparator !== 'less-than';
  if (quantity.vague) return value <= recorded && value * 5 >= recorded;
  const near = Math.abs(value - recorded) <= recorded * ROUNDED;
  if (figure.comparator === 'about') return near;
  // "More than 60" is a rounding of 64; "more than 50" is another figure.
  if (comparator === 'more-than' || comparator === 'at-least')
    return value < recorded && value % 5 === 0 && value >= recorded * 0.92;
  return comparator === 'about' && near && value % 5 === 0;
}
