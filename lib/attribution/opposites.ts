/**
 * Words that turn a claim round: what the claim's own wording says on one side, the sentence on the other. General
 * knowledge in both languages, so that it works for any claim; what a bundled claim's opposites are is learned besides.
 */
import type { Claim } from '../claims/index.ts';
import { perClaim } from './per-claim.ts';
import { type Reading, readSentence } from './reading.ts';

/** Beginnings of folded words, English and Spanish mixed: no word of one means the reverse in the other. */
const PAIRS: readonly (readonly [one: string, other: string])[] = [
  [
    'more|increas|rising|rise|rose|grow|grew|expand|raise|mas|aument|crec|ampli|sub',
    'less|fewer|decreas|fall|fell|shrink|shrunk|reduc|declin|menos|disminu|baj|cay',
  ],
  [
    'allow|permit|let|authori|approv|accept|agree|welcom|invit|consent|autoriz|aprob|acept|admit|consient',
    'ban|bar|refus|deni|deny|reject|block|forbid|forbad|prohib|veto|niega|nego|rechaz|bloque|impid',
  ],
  [
    'begin|began|begun|start|launch|alread|under|empez|empiez|comenz|comienz|inici|arranc',
    'end|ended|stop|halt|finish|cancel|suspend|ceas|termin|acab|deten|detuv|concluy',
  ],
  [
    'secret|deny|denied|discre|hidden|quiet|covert|nothing|secret|encubiert|calla|ocult|negar',
    'open|public|announc|acknowledg|disclos|transparen|abiert|anunci|reconoc|divulg',
  ],
  [
    'weak|harm|strain|danger|anger|hurt|damag|debilit|dan|tens|peligr|enoj|enfad',
    'strength|strong|unharm|boost|cheer|intact|shrug|thank|fortal|fuerte|ileso|aplaud|intact|agradec',
  ],
  [
    'little|limit|few|scarc|hardly|poc|escas|limitad',
    'plenty|ample|full|complete|abundan|enough|conclusive|sobra|complet|suficien|bast|contundent',
  ],
  ['unstab|violen|instab|inestab|desestab', 'calm|peace|stabl|quiet|tranquil|safe|paz|estable|segur'],
  ['not|fail|insuffic|no|fracas|insufic|bast', 'work|effectiv|broke|beaten|succe|funcion|eficaz|quebr|desarticul'],
  [
    'depart|break|chang|shift|turn|romp|apart|cambi|gir|vuelc',
    'continu|keep|same|precedent|routine|usual|mism|siempre|costumbre|rutin|normal',
  ],
  ['alone|unilateral|without|solo|sola|solitario', 'together|joint|conjunt|junto'],
  ['together|rather|prefer|prefier|junto', 'alone|unilateral|without|solo|solitario'],
  ['send|sent|deploy|hold|keep|mand|envi|desplieg', 'withdr|pull|retir|remov'],
  ['leav|open|possib|deja|abier|posib', 'rule|close|shut|reject|descart|cerr|renunc'],
];

const compiled = PAIRS.map(([one, other]) => [new RegExp(`^(?:${one})`), new RegExp(`^(?:${other})`)] as const);

type Prepared = {
  /** Pairs the claim uses one side of, that side first. */
  readonly pairs: readonly (readonly [own: RegExp, opposed: RegExp])[];
  readonly stems: ReadonlySet<string>;
};
const STEM = 5;

const prepare = perClaim((claim, language): Prepared => {
  const words = readSentence(claim.text[language] ?? claim.text['en'] ?? '', language).tokens.flatMap((token) =>
    token.kind === 'word' ? [token.word] : [],
  );
  return {
    pairs: compiled.flatMap(([one, other]): [RegExp, RegExp][] => {
      const says = (side: RegExp) => words.some((word) => side.test(word));
      if (says(one) === says(other)) return [];
      return says(one) ? [[one, other]] : [[other, one]];
    }),
    stems: new Set(words.filter((word) => word.length > 3).map((word) => word.slice(0, STEM))),
  };
});

export type Opposition = {
  /** Tokens whose word stands on the other side of a word of the claim. */
  readonly opposed: readonly number[];
  /** Tokens whose word the claim's own wording has, by its beginning. */
  readonly shared: readonly number[];
};

/**
 * Where the sentence uses the claim's own words, and where their opposites. A sentence that has both sides of a pair has
 * the claim's: "let the White House deny it".
 */
export function oppositionIn(claim: Claim, { tokens, language }: Reading): Opposition {
  const { pairs, stems } = prepare(claim, language);
  const opposed = pairs.flatMap(([own, side]) => (tokens.some(({ word }) => own.test(word)) ? [] : [side]));
  const found = { opposed: [] as number[], shared: [] as number[] };
  tokens.forEach(({ word, kind }, at) => {
    if (kind !== 'word' || word.length < 3) return;
    if (opposed.some((side) => side.test(word))) found.opposed.push(at);
    if (word.length > 3 && stems.has(word.slice(0, STEM))) found.shared.push(at);
  });
  return found;
}
