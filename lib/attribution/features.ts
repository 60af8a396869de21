/** The named features of a reading that the models of kind and hedging weigh. Names are free text; order is of no meaning. */
import { mask } from './lexicon.ts';
import type { Frame, Reading } from './reading.ts';

// Function words stay as they are in the skeleton of tags: they tell the head of a phrase from its owner.
const KEEP = new Set(
  `of the a an for that to from by at in on with who not and but as what this these there is was be been had has have
   de la el los las un una que por en con a al del se lo le les su y o pero no es fue ha han como ya si`.split(/\s+/),
);

/** Skeleton symbol of each token: primary tag, function word, `#` for a number, the mark itself, `w` for any other word. */
export function skeleton(reading: Reading): string[] {
  return reading.tokens.map((token, at) => {
    if (token.kind === 'number') return '#';
    if (token.kind === 'mark') return token.word;
    const tag = reading.tags[at];
    if (tag !== null && tag !== undefined) return tag === 'P3' && token.word === 'el' ? 'el' : tag;
    return KEEP.has(token.word) ? token.word : 'w';
  });
}

/** How good a frame is as the one that attributes the sentence: outside quotations, a strong cue, a telling head. */
export function frameWeight(frame: Frame): number {
  const cue = frame.cue === 'ACC' ? 4 : frame.cue === 'RV' ? 3 : 1;
  const head = frame.head === 'other' || frame.head === 'empty' ? 0 : 3;
  return cue + head - (frame.quoted ? 4 : 0);
}

/** The frame that most likely attributes the sentence, if any. */
export function bestFrame(frames: readonly Frame[]): Frame | undefined {
  let best: Frame | undefined;
  for (const frame of frames) if (!best || frameWeight(frame) > frameWeight(best)) best = frame;
  return best;
}

const BREAKS = new Set([',', '.', ':', ';', '—', '–', '--', '“', '”', '"', '«', '»', '?', '(', ')']);

/** What speaks in a sentence, without its words: used for the sentence before. */
function speakerFeatures(reading: Reading, prefix: string, out: string[]): void {
  const best = bestFrame(reading.frames);
  out.push(`${prefix}best=${best ? `${best.head}/${best.cue}` : 'none'}`);
  for (const frame of reading.frames) if (!frame.quoted) out.push(`${prefix}frame=${frame.head}/${frame.cue}`);
  for (const tag of new Set(reading.tags)) if (tag !== null) out.push(`${prefix}tag=${tag}`);
}

/** Features for the kind of attribution. `before` is the reading of the sentence before, if there is one. */
export function kindFeatures(reading: Reading, before: Reading | undefined): string[] {
  const out: string[] = [];
  const { tokens, frames, language } = reading;
  const symbols = skeleton(reading);
  const count = tokens.length;
  out.push(`lang=${language}`, `quote=${reading.hasQuote}`, before ? 'has-before' : 'no-before');
  const best = bestFrame(frames);
  out.push(`best=${best ? `${best.head}/${best.cue}/${best.place}` : 'none'}`, `besthead=${best?.head ?? 'none'}`);
  if (best) {
    out.push(`bestverb=${tokens[best.cueAt]?.word}`, `bestverb=${tokens[best.cueAt]?.word}/${best.head}`);
    out.push(`bestplace=${best.cueAt < 4 ? 'start' : best.cueAt > count - 5 ? 'end' : 'mid'}/${best.head}`);
    for (let at = best.from; at < best.to; at++) out.push(`src=${tokens[at]?.word}`);
    const first = tokens[best.from];
    if (best.to > best.from && first) out.push(`srcdet=${first.word}/${best.head}`);
    const follow = symbols[best.cueAt + 1];
    out.push(`follow=${follow}/${best.head}`);
  }
  for (const frame of frames) {
    const place = frame.cueAt < 4 ? 'start' : frame.cueAt > count - 5 ? 'end' : 'mid';
    out.push(`frame=${frame.head}/${frame.cue}${frame.quoted ? '/q' : ''}`);
    if (!frame.quoted) {
      out.push(`frameat=${frame.head}/${frame.cue}/${place}`, `frameverb=${tokens[frame.cueAt]?.word}/${frame.head}`);
      out.push(`framesym=${symbols.slice(Math.max(frame.cueAt - 2, 0), frame.cueAt + 2).join(' ')}`);
    }
  }
  for (let at = 0; at < count; at++) {
    const token = tokens[at];
    const symbol = symbols[at];
    if (!token || symbol === undefined) continue;
    const q = reading.inQuote[at] ? 'q' : '';
    if (token.kind === 'word') out.push(`w=${token.word}`);
    const next = tokens[at + 1];
    if (token.kind === 'word' && next?.kind === 'word') out.push(`ww=${token.word} ${next.word}`);
    if (symbol !== 'w') out.push(`${q}s=${symbol}`);
    const b = symbols[at + 1] ?? '$';
    const c = symbols[at + 2] ?? '$';
    out.push(`${q}s2=${symbol} ${b}`, `${q}s3=${symbol} ${b} ${c}`);
    if (at === 0) {
      out.push(`first=${symbol}`, `first2=${symbol} ${b}`, `first3=${symbol} ${b} ${c}`, `firstw=${token.word}`);
      out.push(`first4=${symbol} ${b} ${c} ${symbols[3] ?? '$'}`);
    }
    if (BREAKS.has(symbol) && at < count - 1)
      out.push(`clause=${b} ${c}`, `clause3=${symbol} ${b} ${c} ${symbols[at + 3] ?? '$'}`);
  }
  const tail = symbols.filter((symbol) => !'.”"»!?'.includes(symbol));
  out.push(`last=${tail.at(-1)}`, `last2=${tail.slice(-2).join(' ')}`, `last3=${tail.slice(-3).join(' ')}`);
  if (tokens.length > 0 && tokens[0]?.shout) out.push('shout-start');
  const colon = tokens.findIndex((token) => token.word === ':');
  if (colon > 0 && colon < 8)
    out.push(
      `label=${symbols.slice(0, colon).join(' ')}`,
      `labelend=${symbols[colon - 1]}`,
      tokens.slice(0, colon).some((t) => t.shout) ? 'label-shout' : 'label-plain',
    );
  if (before) speakerFeatures(before, 'b:', out);
  return out;
}

/** Features for hedging: the words and pairs of words, the tags, and where a hedge stands. */
export function hedgeFeatures(reading: Reading): string[] {
  const out: string[] = [`lang=${reading.language}`];
  const { tokens, tags, masks, text } = reading;
  const symbols = skeleton(reading);
  let hedges = 0;
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at];
    if (!token) continue;
    const next = tokens[at + 1];
    const third = tokens[at + 2];
    if (token.kind === 'word') {
      out.push(`w=${token.word}`);
      const ending = suffix(token.word, reading.language);
      if (ending !== '') out.push(`end=${ending}`);
      if (next?.kind === 'word') out.push(`ww=${token.word} ${next.word}`);
      if (next?.kind === 'word' && third?.kind === 'word') out.push(`www=${token.word} ${next.word} ${third.word}`);
      if (token.word.length > 6) out.push(`stem=${token.word.slice(0, 6)}`);
    }
    if (((masks[at] ?? 0) & HEDGE) !== 0) {
      hedges++;
      out.push(
        'hedge',
        `hedgefollow=${symbols[at + 1]}`,
        `hedgeafter=${symbols[at - 1]}`,
        `h=${token.word}/${symbols[at + 1]}`,
      );
      if (reading.inQuote[at]) out.push('hedge/q');
    }
    if (tags[at] === 'RU') out.push('rumour');
  }
  out.push(`hedges=${Math.min(hedges, 3)}`, `question=${text.includes('?')}`);
  return out;
}

const HEDGE = mask('HD');
const ENDINGS: Record<Reading['language'], RegExp> = {
  es: /(?:rian?|riamos|iera[ns]?|ara[ns]?|iese[ns]?|ase[ns]?|ran?|remos)$/,
  en: /(?:n't|'d|'ll|ing|ed)$/,
};
/** Endings that carry mood: the Spanish conditional, future and imperfect subjunctive. */
const suffix = (word: string, language: Reading['language']): string =>
  word.length > 4 ? (ENDINGS[language].exec(word)?.[0] ?? '') : '';
