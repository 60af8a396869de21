/** Hedging words and how far a reported thing has got, by the words of a sentence. */
import type { Modality } from '../claims/index.ts';
import type { Span } from '../text/index.ts';
import { CONSIDERED, DONE, INTENDED, PLANNED, UNDERWAY } from './data/modality-words.ts';
import { mask } from './lexicon.ts';
import type { Reading } from './reading.ts';

const HEDGE = mask('HD', 'RU');
const DECISION = mask('DC');

const wordsOf = ({ tokens }: Reading): string => tokens.map(({ word }) => word).join(' ');

const ALLEGED = /^(?:alleged|allegedly|suspected|presunt[oa]s?|presuntamente|supuestamente)$/;

/** Whether the sentence calls something alleged or suspected outside quotation marks: a hedge whatever the rest says. */
export const saysAlleged = (reading: Reading): boolean =>
  reading.tokens.some((token, at) => ALLEGED.test(token.word) && reading.inQuote[at] !== true);

/** Whether the sentence speaks of what it tells as of a plan, with or without a hedge. */
export const saysIntended = (reading: Reading): boolean => INTENDED.test(wordsOf(reading));

/** Hedging words with their places, neighbours joined into one span. */
export function hedgeSpans(reading: Reading): Span[] {
  const spans: { start: number; end: number; at: number }[] = [];
  reading.tokens.forEach((token, at) => {
    if (((reading.masks[at] ?? 0) & HEDGE) === 0 || token.kind !== 'word') return;
    const last = spans.at(-1);
    if (last && last.at === at - 1) {
      last.end = token.end;
      last.at = at;
    } else spans.push({ start: token.start, end: token.end, at });
  });
  return spans.map(({ start, end }) => ({ start, end }));
}

/**
 * How far the reported thing has got, by its words: an order of precedence from the weakest marker to the strongest
 * statement, since "could be approved" is considered and "approved planning" is done only without a hedge.
 */
export function modalityOf(reading: Reading, hedged: boolean): Modality {
  const text = wordsOf(reading);
  const decided = reading.masks.some((bits) => (bits & DECISION) !== 0);
  if (UNDERWAY.test(text) && !/\b(would|could|might|podria)\b/.test(text))
    return DONE.test(text) && !hedged ? 'done' : 'underway';
  if (CONSIDERED.test(text) && hedged) return 'considered';
  if (hedged || PLANNED.test(text)) return 'planned';
  if (DONE.test(text) || decided) return 'done';
  return 'said';
}
