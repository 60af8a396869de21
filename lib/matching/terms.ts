/**
 * Content words of a short text, as claims that bring only their words are compared by: stems without stop words,
 * numbers as digits however they are written, hashtags taken apart, addresses left out. A Spanish word is the stem of its
 * English one where that is known or can be told from its ending: claims and sentences meet across the two languages.
 */
import { stemmer as stemEnglish } from '@orama/stemmers/english';
import { stemmer as stemSpanish } from '@orama/stemmers/spanish';
import { SPANISH } from './data/vectors-es.ts';
import { readTokens, type Token, type Tongue, tokenize } from './tokens.ts';

/** A content word: what it is indexed as, and where it stands in the text. */
export type Term = {
  readonly term: string;
  /** The folded word itself. */
  readonly word: string;
  readonly start: number;
  readonly end: number;
  /** Has a capital letter and does not merely begin the sentence. */
  readonly capital: boolean;
  readonly number: boolean;
};

export type TextReading = {
  readonly tongue: Tongue;
  readonly terms: readonly Term[];
  /** An odd number of negations: two of them ("did not reject") tell what none does. */
  readonly negative: boolean;
};

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

const STOP: Readonly<Record<Tongue, ReadonlySet<string>>> = {
  en: words(
    'the of and to a an in is that for it its was on with he his him as by at from be been being this these those have has had are am but they their them or were which will would who whom whose said says say one you your yours do does did doing done about after all also any can cannot could if into just like may might must more most much very now only other our ours out over own she her hers so some such than then there here through under up we us what when where while why how not no nor i me my mine each both few again against between because before during until off too same should ought let ll ve re im ive youre hes shes theyre dont doesnt didnt isnt arent wasnt werent hasnt havent hadnt wont wouldnt cant couldnt shouldnt via amp rt pic http https www com per upon among within without across toward towards yet still even ever already however though although whether either neither rather quite many lot got get gets getting',
  ),
  es: words(
    'de la que el en y a los se del las un por con una uno unos unas su sus para es al lo como mas o u e pero le les ya este si porque esta son entre cuando muy sin sobre fue fueron ha han desde dijo dice dicen dijeron segun ser hay habia habian era eran sido siendo tambien hasta donde quien quienes cual cuales todo toda todos todas esa ese eso esos esas esto estos estas estan estaba estaban ante bajo contra nos me te mi mis tu tus otra otro otros otras aun no ni cada mientras aunque pues asi entonces solo tan tanto mucho muchos mucha muchas poco hacer hace hizo tras durante mediante va van sea sean seria serian podria podrian puede pueden haya hayan he hemos yo ella ellos ellas nosotros usted ustedes http https www com pic',
  ),
};

const NEGATIONS =
  /^(?:not|no|never|nobody|none|nothing|neither|nor|without|cannot|cant|(?:is|are|was|were|do|does|did|has|have|had|wo|would|could|should|ai)nt|nunca|jamas|nadie|ningun\w*|tampoco|sin|ni)$/u;

const UNITS: ReadonlyMap<string, number> = new Map(
  [
    'zero|cero one|_ two|dos three|tres four|cuatro five|cinco six|seis seven|siete eight|ocho nine|nueve ten|diez',
    'eleven|once twelve|doce thirteen|trece fourteen|catorce fifteen|quince sixteen|dieciseis seventeen|diecisiete',
    'eighteen|dieciocho nineteen|diecinueve',
  ]
    .join(' ')
    .split(' ')
    .flatMap((pair, value) => pair.split('|').map((word): [string, number] => [word, value])),
);
const TENS: ReadonlyMap<string, number> = new Map(
  'twenty|veinte thirty|treinta forty|cuarenta fifty|cincuenta sixty|sesenta seventy|setenta eighty|ochenta ninety|noventa'
    .split(' ')
    .flatMap((pair, index) => pair.split('|').map((word): [string, number] => [word, (index + 2) * 10])),
);
const SCALES: ReadonlyMap<string, number> = new Map([
  ['hundred', 1e2],
  ['thousand', 1e3],
  ['mil', 1e3],
  ['million', 1e6],
  ['millon', 1e6],
  ['millones', 1e6],
  ['billion', 1e9],
  ['trillion', 1e12],
]);

/** Addresses: blanked, not cut, so that offsets stay. */
const BLANKED = /https?:\/\/\S+|\b(?:pic\.twitter\.com|t\.co|www\.)\S*/gu;
const blank = (text: string): string => text.replace(BLANKED, (found) => ' '.repeat(found.length));

/** A word written together: "AustralianFires", "DefundTheCBC", "COVID19". */
const SEAM = /(?<=\p{Ll})(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/u;

const numericValue = ({ form: { word } }: Token): number | undefined => {
  if (/^\p{N}/u.test(word)) {
    const value = Number(word.replace(',', '.'));
    return Number.isFinite(value) ? value : undefined;
  }
  const unit = UNITS.get(word);
  // "one", "once" (Spanish eleven, English adverb) and "six" of a name are common as plain words; small ones stay words.
  return unit !== undefined && unit >= 2 && word !== 'once' ? unit : TENS.get(word);
};

/** Endings that tell a Spanish word's English form, the first that fits. */
const ENDINGS: readonly (readonly [RegExp, string])[] = [
  [/ciones$|cion$/u, 'tion'],
  [/siones$|sion$/u, 'sion'],
  [/dades$|dad$/u, 'ty'],
  [/amente$/u, 'ly'],
  [/encias?$/u, 'ence'],
  [/ancias?$/u, 'ance'],
  [/logias?$/u, 'logy'],
  [/ismos?$/u, 'ism'],
  [/istas?$/u, 'ist'],
  [/ari[oa]s?$/u, 'ary'],
  [/mentos?$/u, 'ment'],
  [/ic[oa]s?$/u, 'ic'],
  [/iv[oa]s?$/u, 'ive'],
  [/os[oa]s?$/u, 'ous'],
  [/bles?$/u, 'ble'],
  [/ores?$/u, 'or'],
  [/ales?$/u, 'al'],
];
/** Shorter words' endings are no endings. */
const SHORTEST = 7;

let dictionary: ReadonlyMap<string, string> | undefined;
const english = new Map<string, string>();
const REMEMBERED = 20_000;

/** The English stem of a Spanish word, or its own. Names keep their endings: "Morales" is "Morales" in English too. */
function englishOf(word: string, stem: string, name: boolean): string {
  const known = name ? undefined : english.get(word);
  if (known !== undefined) return known;
  dictionary ??= new Map(
    SPANISH.trim()
      .split(/\s+/u)
      .map((pair) => {
        const [from = '', to = ''] = pair.split('=');
        return [stemSpanish(from), stemEnglish(to)] as const;
      }),
  );
  const ending =
    name || word.length < SHORTEST || word.length > 30 ? undefined : ENDINGS.find(([pattern]) => pattern.test(word));
  const told = dictionary.get(stem) ?? (ending ? stemEnglish(word.replace(...ending)) : stem);
  if (name) return told;
  if (english.size >= REMEMBERED) english.clear();
  english.set(word, told);
  return told;
}

/**
 * Read a text's content words. `null` when it is in neither language or has no letters. Linear in the text, of which at
 * most the part `tokenize` reads counts.
 */
export function readTerms(source: string, lang: string): TextReading | null {
  const text = source.length > 4_000 ? blank(source.slice(0, 4_000)) : blank(source);
  const read = readTokens(text, lang);
  if (read === null) return null;
  const { tongue, tokens } = read;
  const terms: Term[] = [];
  let negations = 0;
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i];
    if (token === undefined) break;
    const { form, start, end } = token;
    if (NEGATIONS.test(form.word)) negations++;
    const value = numericValue(token);
    if (value !== undefined) {
      // "sixty-four", "1.5 million": words that make one number are one term.
      let sum = value;
      let last = token;
      const unit = UNITS.get(tokens[i + 1]?.form.word ?? '');
      if (TENS.has(form.word) && unit !== undefined && unit > 0 && unit < 10) last = tokens[++i] ?? last;
      if (last !== token) sum += unit ?? 0;
      for (let scale = SCALES.get(tokens[i + 1]?.form.word ?? ''); scale !== undefined; ) {
        sum *= scale;
        last = tokens[++i] ?? last;
        scale = SCALES.get(tokens[i + 1]?.form.word ?? '');
      }
      const word = String(Math.round(sum * 1e6) / 1e6);
      terms.push({ term: word, word, start, end: last.end, capital: false, number: true });
      continue;
    }
    const { word, stem } = form;
    if (word.length < 2 || STOP[tongue].has(word)) continue;
    const capital = form.capital && i > 0;
    const term = tongue === 'es' ? englishOf(word, stem, capital) : stem;
    const raw = text.slice(start, end);
    const parts = SEAM.test(raw) ? raw.split(SEAM) : [];
    if (parts.length < 2 || parts.length > 8) {
      terms.push({ term, word, start, end, capital, number: false });
      continue;
    }
    terms.push({ term, word, start, end, capital: true, number: false });
    let at = start;
    for (const part of parts) {
      for (const { form: inner } of tokenize(part, tongue)) {
        if (inner.word.length < 2 || STOP[tongue].has(inner.word)) continue;
        const place = { start: at, end: at + part.length };
        terms.push({ term: inner.stem, word: inner.word, ...place, capital: inner.capital, number: false });
      }
      at += part.length;
    }
  }
  return { tongue, terms, negative: negations % 2 === 1 };
}
