/** Words and marks that bound a source phrase, or stand inside it. Data, not logic. Folded: lower case, no accents. */
import type { Language } from '../lexicon.ts';

export const JOIN: Record<Language, ReadonlySet<string>> = {
  en: new Set([
    'but',
    'that',
    'because',
    'while',
    'although',
    'though',
    'if',
    'when',
    'what',
    'which',
    'as',
    'so',
    'whether',
    'how',
    'than',
  ]),
  es: new Set(['pero', 'que', 'porque', 'mientras', 'aunque', 'si', 'cuando', 'como', 'pues', 'y', 'mas', 'sino']),
};
/** Behind one of these a word is no finite verb: "her answer", "la cuenta", "strikes on alleged boats". */
export const ARTICLE: Record<Language, ReadonlySet<string>> = {
  en: new Set(
    'the a an her his its your their our my this these no on of at against for with by from over in into'.split(' '),
  ),
  es: new Set('el la los las un una su sus esta esa ese este a sin de en'.split(' ')),
};
export const LEADS_IN = new Set(['to', 'para']);
export const BE = new Set(['was', 'were', 'is', 'are', 'been', 'being', 'be', 'get', 'got']);
export const BETWEEN: Record<Language, ReadonlySet<string>> = {
  en: new Set(
    `has have had was were is are be been being also then once never still now would will could may might must did do does
     not already just only later often even flatly simply quietly`.split(/\s+/),
  ),
  es: new Set(
    'ha han habia habian fue era es son lo le les se me nos ya no tambien ayer hoy solo aun todavia siempre nunca'.split(
      ' ',
    ),
  ),
};
export const PERFECT = new Set(['ha', 'han', 'habia', 'habian', 'he', 'hemos', 'haber', 'haya']);
/** What a Spanish sentence may have before its verb when its subject is that of the sentence before. */
export const CONNECTORS = new Set(
  'pero y sin embargo no obstante ademas tambien tampoco asimismo aun asi con todo en cambio a su vez luego despues por otro lado eso si'.split(
    ' ',
  ),
);
export const COORDINATING = new Set(['and', 'but', 'then', 'y', 'e', 'pero', 'also', 'tambien']);
export const RELATIVE = new Set(['who', 'whom', 'whose', 'quien', 'quienes']);
export const PLACED = new Set(
  'of from in at on with along near behind across for de del en con desde por who que'.split(' '),
);
export const SOME = new Set(
  `one two three four five six seven eight nine ten all both some others another none neither either most many several few
   uno una dos tres cuatro cinco seis siete ocho nueve diez todos todas ambos ambas algunos algunas otros otras otro otra
   ninguno ninguna varios varias muchos muchas`.split(/\s+/),
);
export const COUNTS = new Set(
  'count counts reckoning accounting arithmetic tally telling math numbers lights estimate estimates'.split(' '),
);
export const BY = new Set(['by', 'on', 'in']);
export const BREAK = new Set([';', ':', '.', '!', '?', '(', ')', '[', ']', '—', '–', '--', '"', '“', '”', '«', '»']);
export const CLOSE = new Set(['”', '»', '›']);
