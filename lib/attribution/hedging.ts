/** Hedging words and how far a reported thing has got, by the words of a sentence. */
import type { Modality } from '../claims/index.ts';
import type { Span } from '../text/index.ts';
import { mask } from './lexicon.ts';
import type { Reading } from './reading.ts';

const HEDGE = mask('HD', 'RU');
const DECISION = mask('DC');

const ALLEGED = /^(?:alleged|allegedly|suspected|presunt[oa]s?|presuntamente|supuestamente)$/;

/** Whether the sentence calls something alleged or suspected outside quotation marks: a hedge whatever the rest says. */
export const saysAlleged = (reading: Reading): boolean =>
  reading.tokens.some((token, at) => ALLEGED.test(token.word) && reading.inQuote[at] !== true);

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

const CONSIDERED =
  /\b(consider(?:s|ed|ing)?|contemplat\w+|mull(?:s|ed|ing)?|weigh(?:s|ed|ing)?|could|may|might|ruled? out|ruling out|on the table|options?|possib\w+|potential\w*|propos\w+|envision\w*|envisag\w*|draft\w*|explor\w+|estudian?|contempl\w+|baraja\w*|sopesa\w*|evalu\w+|podri\w+|puede|pueden|posibl\w+|eventual\w*|propuest\w+|descart\w+|borrador\w*|opcion\w*)\b/;
const PLANNED =
  /\b(plan(?:s|ned|ning|ners)?|would|intends?|intended|prepar\w+|planea\w*|planific\w*|preve|previst\w+|alista\w*|will|going to|drawing up|\w{2,}(?:aria|arian|eria|erian|iria|irian))\b/;
const UNDERWAY =
  /\b(under ?way|has begun|have begun|begun|began|started|already|rehears\w+|in progress|continu\w+|en marcha|en curso|ha empezado|empezo|empezaron|comenzo|arranc\w+|inici\w+|ya|siguen?|continua\w*|ensay\w+)\b/;
const DONE =
  /\b(approved|authoriz\w+|authoris\w+|signed|ordered|decided|killed|struck|sunk|sank|deployed|sent|completed|finished|wrapped|extradited|transferred|expanded|carried out|blown up|aprob\w+|autoriz\w+|firm(?:o|ado|ada)|orden(?:o|ado)|mat(?:o|aron|ado)|murieron|hundi\w+|despleg\w+|desplego|envi(?:o|ado|aron)|termin\w+|conclu\w+|ampli(?:o|ado)|entreg(?:o|ado|aron))\b/;

/**
 * How far the reported thing has got, by its words: an order of precedence from the weakest marker to the strongest
 * statement, since "could be approved" is considered and "approved planning" is done only without a hedge.
 */
export function modalityOf(reading: Reading, hedged: boolean): Modality {
  const text = reading.tokens.map((token) => token.word).join(' ');
  const decided = reading.masks.some((bits) => (bits & DECISION) !== 0);
  if (UNDERWAY.test(text) && !/\b(would|could|might|podria)\b/.test(text))
    return DONE.test(text) && !hedged ? 'done' : 'underway';
  if (CONSIDERED.test(text) && hedged) return 'considered';
  if (hedged || PLANNED.test(text)) return 'planned';
  if (DONE.test(text) || decided) return 'done';
  return 'said';
}
