/** A sentence read for who speaks in it: tokens with tags, what stands in quotation marks, and the frames found. */
import type { Tag } from './cue-types.ts';
import { type Frame, findFrames, type Marked } from './frames.ts';
import { IS, type Language, languageOf, mask, primaryTag, tagTokens } from './lexicon.ts';
import { tokenize } from './tokens.ts';

export type Reading = Marked & { readonly frames: readonly Frame[] };

const OPEN = new Set(['“', '«', '‹', '„']);
const CLOSE = new Set(['”', '»', '›']);
/** Words that begin sentences and are no names. */
const STARTERS = new Set(
  `but and so if when while as this that what who there here then now still yet for since because although even once
   pero y si cuando como aunque porque que quien lo los las la el ya hoy ayer esto eso aqui ahora tampoco tambien
   entonces luego despues antes mientras pues asi todo nada nadie al del se le no ni`.split(/\s+/),
);
/** Words that stand between a name and its verb. */
const CLITIC = new Set(
  'le les lo la se me nos no ya ha han habia has had was is also then once never still tambien'.split(' '),
);
const NOT_NAME = mask(
  'MO',
  'IN',
  'ON',
  'OU',
  'PN',
  'CR',
  'TI',
  'RV',
  'ACC',
  'P3',
  'IT',
  'TH',
  'FI',
  'QT',
  'NE',
  'DN',
  'PE',
  'PM',
  'SP',
);
const NATIONS =
  /^(mexic|americ|estadoun|norteam|venezol|venezuel|colomb|ecuat|cuban|canad|chin|russ|ruso|europ|span|espan|latin|caribb|pacific|republic|democrat|sinalo|washington|texas|texan|california|florida|trump$|congress)/;

// The sentence before is the one just read, and a claim is compared with a sentence just attributed: the last few
// readings are kept, which halves the time of a page and changes nothing else.
const KEPT = 4;
let kept: readonly Reading[] = [];

/** Read a sentence, or hand out the reading of one of the last few. */
export function readSentence(text: string, locale: string): Reading {
  const language = languageOf(locale);
  const known = kept.find((reading) => reading.language === language && reading.text === text);
  if (known) return known;
  const reading = readAfresh(text, language);
  kept = [reading, ...kept.slice(0, KEPT - 1)];
  return reading;
}

/** Read a sentence. Time grows with its length up to the limit of `tokenize`; any string is a sentence. */
function readAfresh(text: string, language: Language): Reading {
  const tokens = tokenize(text);
  const masks = tagTokens(tokens, language);
  if (language === 'es') {
    tokens.forEach(({ start, end }, at) => {
      if (end - start > 4 && isConditional(text.slice(start, end).toLowerCase())) masks[at] = (masks[at] ?? 0) | IS.HD;
    });
  }
  // "WASHINGTON (AP) —": where a report was filed is not who says it.
  const dateline = DATELINE.exec(text)?.[0].length ?? 0;
  for (let at = 0; (tokens[at]?.end ?? dateline + 1) <= dateline; at++) masks[at] = 0;
  const tags: (Tag | 'NM' | null)[] = [];
  const inQuote: boolean[] = [];
  let open = false;
  let single = false;
  let hasQuote = false;
  const shouting = tokens.filter((token) => token.shout).length > tokens.length / 2;
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at];
    if (token === undefined) break;
    if (token.kind === 'mark') {
      if (OPEN.has(token.word)) open = true;
      else if (CLOSE.has(token.word)) open = false;
      else if (token.word === '"') open = !open;
      else if (token.word === "'" || token.word === '‘' || token.word === '’') {
        // A single quotation mark opens behind a space and closes behind a word or a mark.
        const gap = at === 0 || (tokens[at - 1]?.end ?? 0) < token.start;
        if (gap && !open) open = single = true;
        else if (!gap && single) open = single = false;
      }
      if (open) hasQuote = true;
    }
    inQuote.push(open);
    const bits = masks[at] ?? 0;
    const previous = tokens[at - 1];
    const opens =
      at === 0 || previous === undefined || (previous.kind === 'mark' && !/^[,)'"’”»%]$/.test(previous.word));
    const name =
      token.kind === 'word' &&
      token.capital &&
      !shouting &&
      (bits & NOT_NAME) === 0 &&
      !token.word.includes('.') &&
      !NATIONS.test(token.word);
    // A capital after a full stop says little: it is a name there only when another name or a verb of saying follows.
    const next = tokens[at + 1];
    const startsName =
      name &&
      !STARTERS.has(token.word) &&
      opens &&
      (bits === 0 || token.shout) &&
      ((next?.capital === true && next.kind === 'word') ||
        ((masks[at + 1] ?? 0) & (IS.RV | IS.RW)) !== 0 ||
        CLITIC.has(next?.word ?? '') ||
        next?.word === ':' ||
        next?.word === ',');
    tags.push(name && (!opens || startsName) ? 'NM' : primaryTag(bits));
  }
  const reading = { language, text, tokens, masks, tags, inQuote, hasQuote };
  return { ...reading, frames: findFrames(reading) };
}

/** A Spanish conditional ("firmaría"), not an imperfect ("quería", "abría") nor a noun ("minería", "mayoría"). */
const isConditional = (word: string): boolean =>
  /(?:[aei]r|dr|^[hsc]abr|^querr)ía(?:[ns]|mos)?$/.test(word) && !NO_CONDITIONAL.test(word);
const NO_CONDITIONAL =
  /^(?:querían?|(?:m|not|secret)arías?|(?:cac|panad|cancill|rent|pizz|gal|ranch|artill|util|lot|cafet|min|mensaj|tesor|porqu|arm|refin|tub|joy|libr|ingeni|infant|bat|caball|ganad|carnic|zapat|guard|consej|asesor|peluqu|merc|imprent)erías?)$/;

const DATELINE =
  /^\p{Lu}[\p{L} .,'’-]{2,30}(?:\([A-Z]{2,5}\)|\d{1,2} \p{L}{3,10}\.?(?: ?\([A-Z]{2,5}\))?\.?)? ?(?:[—–]|--?)+ /u;
