/** The named features of a reading that the models of kind and hedging weigh. Names are free text; order is of no meaning. */
import { type Frame, headOf } from './frames.ts';
import { mask } from './lexicon.ts';
import type { Reading } from './reading.ts';
import type { KeyedClaim } from './types.ts';

// Function words stay as they are in the skeleton of tags: they tell the head of a phrase from its owner.
const KEEP = new Set(
  `of the a an for that to from by at in on with who not and but as what this these there is was be been had has have
   de la el los las un una que por en con a al del se lo le les su y o pero no es fue ha han como ya si`.split(/\s+/),
);

// What an unknown word looks like: a verb in the past, an adverb, somebody's trade. Spanish endings keep their accent.
const SHAPES: Record<Reading['language'], RegExp> = {
  en: /(?:ly|ing|ed|tions?|ists?|ians?|[eo]rs?|ment|ness|n't|'ll|'d|s)$/,
  es: /(?:mente|ci[oó]n|ando|iendo|[ai]dos?|[ai]das?|aron|ieron|aba[ns]?|ía[ns]?|istas?|dor(?:es|as?)?|ó|é|[aei]rá[ns]?|[ae]n|[aei]r|os|as)$/,
};

/** Shape symbol of a word that no list knows. */
function shapeOf(raw: string, language: Reading['language']): string {
  if (raw.length < 4) return 'w';
  const ending = SHAPES[language].exec(raw.toLowerCase().replace('’', "'"));
  return ending ? `w-${ending[0]}` : 'w';
}

/** Skeleton symbol of each token: primary tag, function word, `#` for a number, the mark itself, or a word's shape. */
export function skeleton(reading: Reading): string[] {
  return reading.tokens.map((token, at) => {
    if (token.kind === 'number') return '#';
    if (token.kind === 'mark') return token.word;
    const tag = reading.tags[at];
    if (tag !== null && tag !== undefined) return tag === 'P3' && token.word === 'el' ? 'el' : tag;
    if (KEEP.has(token.word)) return token.word;
    return shapeOf(reading.text.slice(token.start, token.end), reading.language);
  });
}

/** How good a frame is as the one that attributes the sentence: outside quotations, a strong cue, a telling head. */
export function frameWeight(frame: Frame): number {
  const cue = frame.cue === 'ACC' ? 4 : frame.cue === 'RV' ? 3 : 1;
  const head = frame.head === 'other' || frame.head === 'empty' ? 0 : 3;
  return cue + head - (frame.quoted ? 4 : 0) - (frame.passive ? 2 : 0);
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

const AUXILIARY = new Set(
  `is was are were has have had will would can could may might must do does did be been isn't wasn't won't wouldn't
   es fue son era eran ha han habia hay sera seran esta estan estaba va van puede pueden fueron sigue siguen tiene tienen`.split(
    /\s+/,
  ),
);
const PAST = /(?:ed|ó|aron|ieron|aba|aban|ía|ían)$/;
const LABEL = /^(?:\p{Lu}[\p{Lu}.'’-]*\s){0,3}\p{Lu}[\p{Lu}.'’-]+\s?:/u;
const LABEL_ROLE =
  /^(?:Q|A|HOST|ANCHOR|PRESENTER|REPORTER|MODERATOR|NARRATOR|UPDATE|BREAKING|WASHINGTON|NOTE|ITEM|CONDUCTOR|CONDUCTORA|REPORTERA|REPORTERO|LOCUTOR|LOCUTORA|P|R)\b/;

/** What stands where: the subject of the sentence, its last clause, how much of it is quoted, a speaker's label. */
function placeFeatures(reading: Reading, before: Reading | undefined, out: string[]): void {
  const { tokens, tags, inQuote, text } = reading;
  const count = tokens.length;
  const quotedTokens = inQuote.filter(Boolean).length;
  const share =
    quotedTokens === 0 ? 'no' : quotedTokens >= count - 2 ? 'all' : quotedTokens * 2 > count ? 'most' : 'some';
  out.push(`quoteshare=${share}`);
  // The first verb outside quotation marks and what stands before it.
  let start = 0;
  while (start < count && (inQuote[start] || tokens[start]?.kind !== 'word')) start++;
  let verb = start + 1;
  for (; verb < Math.min(count, start + 25); verb++) {
    const token = tokens[verb];
    if (!token || inQuote[verb] || token.kind !== 'word') continue;
    const tag = tags[verb];
    if (tag === 'RV' || tag === 'RW' || AUXILIARY.has(token.word)) break;
    if (tag === null && !token.capital && PAST.test(text.slice(token.start, token.end).toLowerCase())) break;
  }
  const word = tokens[verb]?.word ?? '$';
  const subject = start < count ? headOf(reading, start, Math.min(verb, count)) : 'empty';
  const verbClass =
    tags[verb] === 'RV' || tags[verb] === 'RW'
      ? tags[verb]
      : AUXILIARY.has(word)
        ? 'AUX'
        : word === '$'
          ? 'none'
          : 'past';
  out.push(
    `subject=${subject}`,
    `subject=${subject}/${verbClass}`,
    `subject=${subject}/${word}`,
    `subject=${subject}/${verbClass}/${share}`,
  );
  const next = tokens[verb + 1]?.word ?? '$';
  if (next === 'that' || next === 'que' || next === ':' || next === ',')
    out.push(`subject=${subject}/${verbClass}/${next}`);
  // The last clause: headlines and quotations end with their source.
  let comma = count - 1;
  while (comma > 0 && !/^[,;—–“”"»-]$|^--+$/.test(tokens[comma]?.word ?? '')) comma--;
  if (comma > 0 && count - comma < 14) {
    const head = headOf(reading, comma + 1, count);
    const says = tags.slice(comma + 1).find((tag) => tag === 'RV' || tag === 'RW' || tag === 'ACC') ?? 'no';
    out.push(`tail=${head}/${says}`, `tail=${head}/${says}/${count - comma < 6 ? 'short' : 'long'}`);
  }
  // Quotation without a word outside: the speaker is the one before.
  if (share === 'all' && before) {
    const best = bestFrame(before.frames);
    out.push(`allquote=${best?.head ?? 'none'}/${before.hasQuote}`);
  }
  const label = LABEL.exec(text.slice(0, 60));
  if (label) out.push(LABEL_ROLE.test(label[0]) ? 'label=role' : 'label=speaker');
  out.push(`length=${count < 8 ? 's' : count < 20 ? 'm' : count < 40 ? 'l' : 'xl'}`);
}

const OUTLET = mask('ON', 'OU');
const OWN_PAGE = new Set('this our us reporters esta este nuestra nuestro'.split(' '));
/** Who is told: "officials told CNN", "citado por el diario", but not "told this newspaper". */
function toldFeatures({ tokens, masks, frames, inQuote }: Reading, out: string[]): void {
  for (const { cueAt, head, quoted } of frames) {
    if (quoted) continue;
    for (let at = cueAt + 1; at < Math.min(tokens.length, cueAt + 6); at++) {
      if (tokens[at]?.kind === 'mark') break;
      if (OWN_PAGE.has(tokens[at]?.word ?? '')) {
        out.push(`toldown=${head}`);
        break;
      }
      if (((masks[at] ?? 0) & OUTLET) !== 0 && inQuote[at] !== true) {
        out.push(`told=${head}`, `told=${head}/${at - cueAt}`);
        break;
      }
    }
  }
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
    out.push(`frame=${frame.head}/${frame.cue}${frame.quoted ? '/q' : frame.passive ? '/p' : ''}`);
    if (!frame.quoted) {
      out.push(`frameat=${frame.head}/${frame.cue}/${place}`, `frameverb=${tokens[frame.cueAt]?.word}/${frame.head}`);
      out.push(`framesym=${symbols.slice(Math.max(frame.cueAt - 2, 0), frame.cueAt + 2).join(' ')}`);
    }
  }
  toldFeatures(reading, out);
  for (let at = 0; at < count; at++) {
    const token = tokens[at];
    const symbol = symbols[at];
    if (!token || symbol === undefined) continue;
    if (token.kind === 'word') out.push(`w=${token.word}`);
    const b = symbols[at + 1] ?? '$';
    const c = symbols[at + 2] ?? '$';
    // What is quoted says what it likes: only its words count.
    if (!reading.inQuote[at]) out.push(`s=${symbol}`, `s2=${symbol} ${b}`, `s3=${symbol} ${b} ${c}`);
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
  placeFeatures(reading, before, out);
  if (before) speakerFeatures(before, 'b:', out);
  return out;
}

/**
 * What the claims a sentence states say about its wording: a plan is usually told with a hedge, a sentence without a
 * claim seldom with one that matters. Nothing when the claims are not known.
 */
export function claimFeatures(claims: readonly KeyedClaim[] | undefined): string[] {
  if (claims === undefined) return [];
  if (claims.length === 0) return ['claims=none'];
  const out = ['claims=some', `claims=${Math.min(claims.length, 3)}`];
  for (const { key, claim } of claims) out.push(`claim=${key}`, `claim-modality=${claim.modality}`);
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
    if (token.kind === 'word') {
      out.push(`w=${token.word}`);
      const ending = suffix(text.slice(token.start, token.end), reading.language);
      if (ending !== '') {
        out.push(`end=${ending}`, `endafter=${ending}/${symbols[at - 1]}`);
        if (reading.language === 'es' && MOOD.test(ending)) out.push('mood', `mood/${reading.inQuote[at]}`);
      }
      if (next?.kind === 'word') out.push(`ww=${token.word} ${next.word}`);
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
  const verbs = tokens.filter((_, at) => tags[at] === 'RV' || tags[at] === 'ACC').length;
  out.push(
    `hedges=${Math.min(hedges, 3)}/${verbs > 0}`,
    `hedges=${Math.min(hedges, 3)}`,
    `question=${text.includes('?')}`,
  );
  return out;
}

const HEDGE = mask('HD');
const ENDINGS: Record<Reading['language'], RegExp> = {
  es: /(?:ría[ns]?|ríamos|iera[ns]?|ara[ns]?|iese[ns]?|ase[ns]?|rá[ns]?|remos|aron|ieron|ó)$/,
  en: /(?:n't|'d|'ll|ing|ed)$/,
};
/** Endings that carry mood: the Spanish conditional, future and imperfect subjunctive. */
const suffix = (word: string, language: Reading['language']): string =>
  word.length > 4 ? (ENDINGS[language].exec(word.toLowerCase().replace('’', "'"))?.[0] ?? '') : '';
/** Endings of the Spanish conditional and imperfect subjunctive. */
const MOOD = /^(?:ría|iera|iese)/;
