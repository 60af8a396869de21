/** Sentences of a text: `Intl.Segmenter` with the merges it needs, because it splits after every abbreviation. */
import { en } from './abbreviations/en.ts';
import { es } from './abbreviations/es.ts';
import type { SentenceWords } from './abbreviations/types.ts';
import type { Sentence, Span } from './types.ts';

/**
 * A quotation of several sentences is kept whole up to this length (UTF-16 units): about what a reader takes in at
 * once, so that a quotation and its attribution stay together. A longer one is split where its sentences end.
 */
const MAX_QUOTATION = 320;

/** How much of a piece's end is looked at for an abbreviation; the longest listed one is shorter. */
const MAX_ABBREVIATION = 16;

/** How far a speaker's name and verb reach after a quotation. */
const MAX_TAG = 80;

type Lists = {
  readonly never: ReadonlySet<string>;
  readonly maybe: ReadonlySet<string>;
  readonly clock: ReadonlySet<string>;
  readonly beforeFigure: ReadonlySet<string>;
  readonly timeWords: ReadonlySet<string>;
  readonly openers: ReadonlySet<string>;
  readonly labels: ReadonlySet<string>;
  readonly sayVerbs: ReadonlySet<string>;
};

const isCapitalised = (word: string): boolean => /^\p{Lu}/u.test(word);

/**
 * News in one language is full of the other's names ("el Sen. Ruiz", "Gral. Trevilla said"), so the other's
 * capitalised abbreviations count too. Its lower-case ones do not: "ago." is a Spanish month and an English word.
 */
const withNamesOf = (own: SentenceWords, other: SentenceWords): Lists => ({
  never: new Set([...own.never, ...other.never.filter((word) => isCapitalised(word) && !own.maybe.includes(word))]),
  maybe: new Set([...own.maybe, ...other.maybe.filter(isCapitalised)]),
  clock: new Set(own.clock),
  beforeFigure: new Set(own.beforeFigure),
  timeWords: new Set(own.timeWords),
  openers: new Set(own.openers),
  labels: new Set(own.labels),
  sayVerbs: new Set(own.sayVerbs),
});

const english = withNamesOf(en, es);
const spanish = withNamesOf(es, en);

/**
 * The sentences of `text` in order. Blocks are separated by a newline and no sentence crosses one; spans neither
 * overlap nor leave out anything but white space, and `text.slice(start, end)` is the sentence. `locale` is the
 * page's language tag; an unknown one is treated as English.
 */
export function segmentSentences(text: string, locale: string): Sentence[] {
  const segmenter = segmenterFor(locale);
  const lists = /^es\b/i.test(locale) ? spanish : english;
  const sentences: Sentence[] = [];
  let start = 0;
  let block = 0;
  for (const line of text.split('\n')) {
    for (const piece of mergePieces(line, split(line, segmenter), lists)) {
      sentences.push({
        start: start + piece.start,
        end: start + piece.end,
        text: line.slice(piece.start, piece.end),
        block,
      });
    }
    start += line.length + 1;
    block += 1;
  }
  return sentences;
}

function segmenterFor(locale: string): Intl.Segmenter {
  try {
    return new Intl.Segmenter(locale, { granularity: 'sentence' });
  } catch {
    // Pages carry tags such as "en_US" or "english"; the rules hardly differ between languages.
    return new Intl.Segmenter('en', { granularity: 'sentence' });
  }
}

/** The segmenter's pieces without surrounding white space; a piece of white space alone is dropped. */
function split(line: string, segmenter: Intl.Segmenter): Span[] {
  const pieces: Span[] = [];
  for (const { segment, index } of segmenter.segment(line)) {
    const start = index + (segment.length - segment.trimStart().length);
    const end = index + segment.trimEnd().length;
    if (end > start) pieces.push({ start, end });
  }
  return pieces;
}

function mergePieces(line: string, pieces: readonly Span[], lists: Lists): Span[] {
  return mergeQuotations(line, mergeAbbreviations(line, pieces, lists));
}

function mergeAbbreviations(line: string, pieces: readonly Span[], lists: Lists): Span[] {
  const merged: Span[] = [];
  for (const piece of pieces) {
    const last = merged.at(-1);
    const wordless = !hasWord.test(line.slice(piece.start, piece.end));
    if (last && (wordless || goesOn(line.slice(last.start, last.end), line.slice(piece.start), lists))) {
      merged[merged.length - 1] = { start: last.start, end: piece.end };
    } else merged.push(piece);
  }
  return merged;
}

const hasWord = /[\p{L}\p{N}]/u;
const opensLower = /^[—–-]?\s*\p{Ll}/u;
const endsInInitial = /(?:^|[^\p{L}\p{N}])\p{Lu}\.$/u;
const endsAsked = /[?!…]["”’»)]+$/u;
/** "3.", "b)", and the time that opens an entry of a live page: "8:01.", "6:40 a.m." */
const listMarker = /^(?:\d{1,3}[.)]|[a-z][.)]|\d{1,2}[:.]\d{2}(?:\s?[ap]\.\s?m\.?|\.)?)$/iu;
/** "Brig. Gen. (ret.)" */
const endsInAside = /\(\p{Ll}{2,5}\.\)$/u;

/** Whether what follows in the block, `right`, belongs to the sentence `left`. */
function goesOn(left: string, right: string, lists: Lists): boolean {
  if (listMarker.test(left)) return true;
  // "Why now?" he asked.
  if (opensLower.test(right)) return true;
  if (endsAsked.test(left)) return isSpeakerTag(right, lists);
  const next = firstWord(right);
  const opens = lists.openers.has(next.toLowerCase()) || /^["“«¿¡]/u.test(right);
  if (endsInAside.test(left)) return !opens;
  if (!left.endsWith('.')) return false;
  const { ending, before } = lastWords(left);
  const endings = [ending, `${before} ${ending}`];
  const figureNext = /^[#$€£]?\p{N}/u.test(right);
  if (lists.never.has(ending) || lists.never.has(titleCased(ending))) return true;
  if (endings.some((word) => lists.clock.has(word))) {
    return figureNext || lists.timeWords.has(next) || lists.timeWords.has(next.replace('.', ''));
  }
  if (lists.beforeFigure.has(ending)) return figureNext;
  if (endsInInitial.test(left)) return !opens && !lists.labels.has(before);
  return endings.some((word) => lists.maybe.has(word)) && !opens;
}

/** Speakers in transcripts are set in capitals: "SEN. HALVORSEN:". */
const titleCased = (word: string): string => (word.length > 2 ? word.charAt(0) + word.slice(1).toLowerCase() : word);

/** The last word of a piece and the one before ("p. m." is two), without the marks that open them. */
function lastWords(piece: string): { ending: string; before: string } {
  const words = piece.slice(-MAX_ABBREVIATION * 2).split(/\s+/u);
  const bare = (word: string | undefined) => (word ?? '').replace(/^[^\p{L}\p{N}]+/u, '');
  return { ending: bare(words.at(-1)), before: bare(words.at(-2)) };
}

/** The first word, with its period if it has one. */
function firstWord(piece: string): string {
  return /[\p{L}\p{N}]+\.?/u.exec(piece)?.[0] ?? '';
}

/** `Sen. Ruiz asked`: a capitalised name of up to four words and a verb of saying. */
function isSpeakerTag(right: string, lists: Lists): boolean {
  const words = right.slice(0, MAX_TAG).split(/\s+/u).slice(0, 6);
  const verb = words.findIndex((word) => lists.sayVerbs.has(word.replace(/[.,;:]+$/u, '')));
  return verb >= 0 && verb <= 4 && words.slice(0, verb).every((word) => /^\p{Lu}/u.test(word));
}

const openQuote = /["“„«]/u;

/** Which quotations are open at a place in a block. Straight marks open and close in turn. */
type Quotation = { readonly depth: number; readonly straight: boolean };

const noQuotation: Quotation = { depth: 0, straight: false };
const isOpen = (state: Quotation): boolean => state.straight || state.depth > 0;

/** Join what stands inside one quotation, if it closes in this block and the whole stays within `MAX_QUOTATION`. */
function mergeQuotations(line: string, pieces: readonly Span[]): Span[] {
  if (pieces.length < 2 || !openQuote.test(line)) return [...pieces];
  const merged: Span[] = [];
  let index = 0;
  while (index < pieces.length) {
    const piece = pieces[index];
    if (!piece) break;
    const joined = closingPiece(line, pieces, index);
    const last = joined === null ? undefined : pieces[joined];
    merged.push(last ? { start: piece.start, end: last.end } : piece);
    index = (joined ?? index) + 1;
  }
  return merged;
}

/** The piece in which a quotation left open by piece `first` closes; null when it does not, or too far away. */
function closingPiece(line: string, pieces: readonly Span[], first: number): number | null {
  let state = noQuotation;
  const start = pieces[first]?.start ?? 0;
  for (let index = first; index < pieces.length; index += 1) {
    const piece = pieces[index];
    if (!piece || (index > first && piece.end - start > MAX_QUOTATION)) return null;
    state = quotationAfter(line.slice(piece.start, piece.end), state);
    if (!isOpen(state)) return index;
  }
  return null;
}

function quotationAfter(piece: string, before: Quotation): Quotation {
  let { depth, straight } = before;
  for (const character of piece) {
    if (character === '"') straight = !straight;
    else if (character === '“' || character === '„' || character === '«') depth += 1;
    else if ((character === '”' || character === '»') && depth > 0) depth -= 1;
  }
  return { depth, straight };
}
