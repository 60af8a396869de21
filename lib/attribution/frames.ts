/** Frames: each reporting verb or "according to" of a sentence with the noun phrase that is its source. */
import type { Tag } from './cue-types.ts';
import {
  ARTICLE,
  BE,
  BETWEEN,
  BREAK,
  BY,
  CLOSE,
  COORDINATING,
  COUNTS,
  JOIN,
  LEADS_IN,
  PERFECT,
  PLACED,
  RELATIVE,
  SOME,
} from './data/frame-words.ts';
import { IS, type Language, mask } from './lexicon.ts';
import type { Token } from './tokens.ts';

/**
 * What the head of a source phrase is. `title` is a bare title ("the senator"), `person` a described one; `plural` are
 * several of whatever no list knows ("the shrimpers"), `some` a number of people without a noun ("two of them", "all six").
 */
export type HeadKind =
  | 'named'
  | 'institution'
  | 'anonymous'
  | 'outlet'
  | 'document'
  | 'report'
  | 'pronoun'
  | 'it'
  | 'they'
  | 'first'
  | 'title'
  | 'person'
  | 'group'
  | 'plural'
  | 'some'
  | 'empty'
  | 'other';

export type Frame = {
  readonly head: HeadKind;
  /** The tag of the cue: RV, RW, RG or ACC. */
  readonly cue: Tag;
  readonly cueAt: number;
  /** Tokens of the source phrase, half open; empty when it has no words of its own. */
  readonly from: number;
  readonly to: number;
  readonly place: 'before' | 'after';
  /** The cue stands inside a quotation. */
  readonly quoted: boolean;
  /** The source is told something rather than telling it: "the committee was told". */
  readonly passive?: boolean;
};

/** A sentence with tags on its words and its quotations known: what frames are found in. */
export type Marked = {
  readonly language: Language;
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly masks: readonly number[];
  /** Primary tag of each token, `NM` for a name, `null` for any other word. */
  readonly tags: readonly (Tag | 'NM' | null)[];
  /** For each token whether it stands inside quotation marks. */
  readonly inQuote: readonly boolean[];
  readonly hasQuote: boolean;
};

/** Words an office may have behind "spokesman": "for the Department of Homeland Security". */
const MOST_OF_OFFICE = 8;
const PARTICIPLE = /(?:ed|told|said|shown|given|heard|known|put|read|seen|taken|thought|written)$/;
const SOURCE = mask('SP', 'ON', 'TI', 'PN', 'CR', 'IN', 'OU', 'DN', 'DA', 'PE', 'P3', 'IT', 'TH', 'FI');

/** The kind of the phrase in tokens `from`–`to`: its leftmost telling word decides, a name behind a title wins. */
export function headOf(reading: Marked, from: number, to: number): HeadKind {
  const { tags, masks, tokens } = reading;
  const head: HeadKind = 'other';
  for (let at = from; at < to; at++) {
    const tag = tags[at];
    const bits = masks[at] ?? 0;
    if (tag === 'NM') {
      // "importers from Arizona": where somebody is from is not who it is.
      if (at > from + 1 && PLACED.has(tokens[at - 1]?.word ?? '') && looksPlural(reading, at - 2)) return 'plural';
      // FIFA, SRE: a short word in capitals alone is an organisation.
      const name = tokens[at];
      if (name?.shout && name.end - name.start <= 6 && tags[at + 1] !== 'NM' && tags[at - 1] !== 'NM')
        return 'institution';
      // "the Fort Bragg newspaper": a lower-case outlet or office right behind the name is the head.
      for (let ahead = at + 1; ahead < Math.min(to, at + 4); ahead++) {
        const later = tags[ahead];
        if (tokens[ahead]?.word === "'s" && ahead + 1 < to) return headOf(reading, ahead + 1, to);
        // A service's "paper" is a document, "the Fort Bragg paper" seldom met.
        if (later === 'OU' && /^papers?$/.test(tokens[ahead]?.word ?? '')) return 'document';
        if (later === 'OU' || later === 'ON') return 'outlet';
        if (later === 'IN' && tokens[ahead + 1]?.word === "'s" && ahead + 2 < to) break;
        if (later === 'IN') return 'institution';
        if (later === 'SP') return 'institution';
        if (later === 'PN') return 'anonymous';
        if (later === 'DN') return 'document';
        if (tokens[ahead]?.kind === 'mark') break;
      }
      // "the Security Ministry's own tables"
      if (tags[at + 1] === 'IN' && tokens[at + 2]?.word === "'s") continue;
      return 'named';
    }
    if ((bits & SOURCE) === 0) continue;
    // An owner is not the head: "the ministry's spokesman".
    if (tokens[at + 1]?.word === "'s" && at + 2 < to) {
      const owned = headOf(reading, at + 2, to);
      if (owned !== 'other') return owned;
    }
    // Secretaría is the office, secretaria who works there: the accent that look-up folds away tells them apart.
    const raw = reading.text.slice(tokens[at]?.start ?? 0, tokens[at]?.end ?? 0);
    if (/^secretaría$/i.test(raw)) return 'institution';
    const namedLater = tags.slice(at + 1, Math.min(to, at + 7)).indexOf('NM');
    const near =
      namedLater >= 0 &&
      !tokens
        .slice(at + 1, at + 1 + namedLater)
        .some((t) =>
          /^(?:of|for|at|in|from|de|del|en|to|with|on|near|by|along|across|behind|who|que|and|y)$/.test(t.word),
        );
    if ((bits & IS.SP) !== 0) return near || isNamedBehind(reading, at) ? 'named' : 'institution';
    if ((bits & (IS.ON | IS.OU)) !== 0)
      return near && (bits & IS.ON) === 0 && (bits & IS.TI) !== 0 ? 'named' : 'outlet';
    if ((bits & IS.TI) !== 0) return near ? 'named' : 'title';
    if ((bits & IS.PN) !== 0) return near ? 'named' : 'anonymous';
    if ((bits & IS.CR) !== 0) return near ? 'named' : 'group';
    if ((bits & IS.IN) !== 0) {
      // "White House officials", "Pentagon spokesman": the last noun is the head when nothing stands between.
      for (let ahead = at + 1; ahead < Math.min(to, at + 4); ahead++) {
        const later = masks[ahead] ?? 0;
        if (/^(of|for|at|in|from|de|del|en|to|with|on|and|y)$/.test(tokens[ahead]?.word ?? '')) break;
        if ((later & IS.SP) !== 0) return near || isNamedBehind(reading, ahead) ? 'named' : 'institution';
        if ((later & IS.PN) !== 0) return 'anonymous';
        if ((later & IS.CR) !== 0) return 'group';
        if ((later & IS.TI) !== 0) return near ? 'named' : 'title';
        if ((later & (IS.DN | IS.DA)) !== 0) return 'document';
        if ((later & IS.OU) !== 0) return 'outlet';
      }
      return 'institution';
    }
    if ((bits & IS.DN) !== 0) return 'document';
    if ((bits & IS.DA) !== 0) return 'report';
    if ((bits & IS.PE) !== 0) return near ? 'named' : 'person';
    if ((bits & IS.P3) !== 0) {
      if (reading.language === 'es' && at + 1 < to) continue; // "el" is the article here
      return 'pronoun';
    }
    if ((bits & IS.IT) !== 0 && at === to - 1) return 'it';
    if ((bits & IS.TH) !== 0 && at === to - 1) return 'they';
    if ((bits & IS.FI) !== 0 && at >= to - 2) return 'first';
  }
  for (let at = from; at < to; at++) {
    if (SOME.has(tokens[at]?.word ?? '') && (at === to - 1 || /^(?:of|de)$/.test(tokens[at + 1]?.word ?? '')))
      return 'some';
  }
  let last = from;
  while (last + 1 < to && !PLACED.has(tokens[last + 1]?.word ?? '') && tokens[last + 1]?.kind === 'word') last++;
  return to > from && looksPlural(reading, last) ? 'plural' : head;
}

/** "el portavoz del Gobierno, Luis Arce, …": the name stands in commas behind the office, maybe beyond the phrase itself. */
function isNamedBehind({ tokens, tags }: Marked, at: number): boolean {
  const comma = tokens.findIndex(({ word }, index) => index > at && word === ',');
  if (comma < 0 || comma > at + MOST_OF_OFFICE || tokens.slice(at + 1, comma).some(({ kind }) => kind === 'mark'))
    return false;
  let end = comma + 1;
  while (tags[end] === 'NM') end++;
  return end > comma + 1 && (tokens[end] === undefined || tokens[end]?.word === ',');
}

/** "Para Gabriela Siller, economista, …" and "For her, …" at the start: whose opinion the sentence gives. */
function opinionOf(reading: Marked): Frame | undefined {
  const { tokens, inQuote } = reading;
  if (!/^(?:para|for)$/.test(tokens[0]?.word ?? '')) return undefined;
  let to = 1;
  while (to < tokens.length && to < 8 && tokens[to]?.kind === 'word') to++;
  if (tokens[to]?.word !== ',') return undefined;
  const head = headOf(reading, 1, to);
  if (head !== 'named' && head !== 'title' && head !== 'group' && head !== 'pronoun') return undefined;
  return { head, cue: 'ACC', cueAt: 0, from: 1, to, place: 'after', quoted: inQuote[0] === true };
}

/** "WHITE HOUSE: …", "Vance on Mexico: …": who stands before the colon a sentence begins with. */
function labelOf(reading: Marked): Frame | undefined {
  const colon = reading.tokens.findIndex(({ kind, word }) => kind === 'mark' && word !== '.');
  if (colon < 1 || colon > 7 || reading.tokens[colon]?.word !== ':') return undefined;
  const head = headOf(reading, 0, colon);
  if (head === 'other') return undefined;
  return {
    head,
    cue: 'RW',
    cueAt: colon,
    from: 0,
    to: colon,
    place: 'before',
    quoted: reading.inQuote[colon] === true,
  };
}

/** A word in the plural that no list knows. */
function looksPlural({ tokens, tags, language }: Marked, at: number): boolean {
  const token = tokens[at];
  if (token?.kind !== 'word' || (tags[at] !== null && tags[at] !== 'NM')) return false;
  return token.word.length > 4 && (language === 'es' ? /[aeiou]s$/ : /[^s'u]s$/).test(token.word);
}

/** All frames of a sentence in order, at most forty. */
export function findFrames(reading: Marked): Frame[] {
  const { tokens, masks, inQuote, language } = reading;
  const joins = JOIN[language];
  const frames: Frame[] = [];
  const isBreak = (at: number) => {
    const token = tokens[at];
    if (token === undefined) return true;
    if (token.kind !== 'mark' || !BREAK.has(token.word)) return false;
    // The stop of "Gen.", "Nov." or an initial ends nothing.
    const short = token.word === '.' ? tokens[at - 1] : undefined;
    return !(
      short &&
      (((masks[at - 1] ?? 0) & (IS.TI | IS.MO)) !== 0 || short.end - short.start === 1) &&
      short.capital
    );
  };
  const isComma = (at: number) => tokens[at]?.word === ',';
  const verb = IS.RV | IS.RW;

  /** The phrase that ends before `end`, back to a break, a comma or a joining word. */
  const phraseBefore = (end: number): number => {
    let from = end;
    while (from > 0 && end - from < 16) {
      const at = from - 1;
      if (isBreak(at) || isComma(at)) break;
      const word = tokens[at]?.word ?? '';
      if (joins.has(word) && !(word === 'que' && RELATIVE.has(tokens[at - 1]?.word ?? ''))) break;
      if (word === 'and' && end - from < 2) break;
      from = at;
    }
    return from;
  };
  /** From `end` back to the mark before, over joining words. */
  const backToMark = (end: number): number => {
    let from = end;
    while (from > 0 && end - from < 24 && !isBreak(from - 1) && !isComma(from - 1)) from--;
    return from;
  };
  let subject: { head: HeadKind; from: number; to: number } | undefined;
  /** What stands before the first comma, verb or joining word of the sentence. */
  const sentenceSubject = () => {
    if (subject) return subject;
    let from = 0;
    while (from < tokens.length && (inQuote[from] || tokens[from]?.kind !== 'word')) from++;
    let to = from + 1;
    while (to < tokens.length && to - from < 12) {
      const word = tokens[to]?.word ?? '';
      if (isBreak(to) || isComma(to) || joins.has(word) || ((masks[to] ?? 0) & verb) !== 0) break;
      to++;
    }
    subject = { head: from < tokens.length ? headOf(reading, from, to) : 'other', from, to };
    return subject;
  };
  /** The phrase that begins at `start`, on to a break, a comma, a verb or a joining word. */
  const phraseAfter = (start: number): number => {
    let to = start;
    while (to < tokens.length && to - start < 12) {
      if (isBreak(to) || isComma(to)) break;
      const word = tokens[to]?.word ?? '';
      if (joins.has(word) || word === 'on' || word === 'in' || word === 'en') break;
      to++;
    }
    return to;
  };

  /** Where "by" or "on" stands before such a count, or -1. */
  const reckonedFrom = (at: number): number => {
    for (let back = at - 1; back >= Math.max(0, at - 7); back--) {
      if (BY.has(tokens[back]?.word ?? '')) return back;
      if (tokens[back]?.kind === 'mark' && tokens[back]?.word !== '.') return -1;
    }
    return -1;
  };
  /** The end of the owner: "the Pentagon", not its "own count". */
  const ownerEnd = (from: number, at: number): number => {
    for (let to = from + 1; to < at; to++) if (tokens[to]?.word === "'s" || tokens[to]?.word === 'own') return to;
    return at;
  };

  const opinion = opinionOf(reading) ?? labelOf(reading);
  if (opinion) frames.push(opinion);
  for (let at = 0; at < tokens.length && frames.length < 40; at++) {
    const bits = masks[at] ?? 0;
    const previous = at > 0 ? (masks[at - 1] ?? 0) : 0;
    const quoted = inQuote[at] === true;
    if ((bits & IS.ACC) !== 0) {
      let start = at + 1;
      while (((masks[start] ?? 0) & IS.ACC) !== 0) start++;
      const to = phraseAfter(start);
      frames.push({ head: headOf(reading, start, to), cue: 'ACC', cueAt: at, from: start, to, place: 'after', quoted });
      at = start - 1;
      continue;
    }
    // "…, telling reporters": the subject is that of the sentence.
    if ((bits & IS.RG) !== 0 && (bits & verb) === 0 && at > 1 && isComma(at - 1)) {
      const first = sentenceSubject();
      if (first.head !== 'other' && first.to < at)
        frames.push({
          head: first.head,
          cue: 'RG',
          cueAt: at,
          from: first.from,
          to: first.to,
          place: 'before',
          quoted,
        });
      continue;
    }
    // "by the Pentagon's own count", "by his reckoning": whose count it is says it.
    if (COUNTS.has(tokens[at]?.word ?? '')) {
      const from = reckonedFrom(at);
      const head = from < 0 ? 'other' : headOf(reading, from + 1, ownerEnd(from + 1, at));
      if (head !== 'other') {
        frames.push({
          head,
          cue: 'ACC',
          cueAt: from,
          from: from + 1,
          to: ownerEnd(from + 1, at),
          place: 'after',
          quoted,
        });
        continue;
      }
    }
    if (
      (bits & verb) === 0 ||
      ((bits & (IS.PN | IS.IN | IS.OU | IS.DN | IS.TI)) !== 0 && (previous & (IS.QT | IS.PM)) !== 0)
    )
      continue;
    // "The note", "her answer", "la cuenta": behind an article the word is a noun. A Spanish participle needs its "ha".
    const precededBy = tokens[at - 1]?.word ?? '';
    if (ARTICLE[language].has(precededBy)) continue;
    if (language === 'es' && /[ai]d[oa]s?$/.test(tokens[at]?.word ?? '') && !PERFECT.has(precededBy)) continue;
    const cue: Tag = (bits & IS.RV) !== 0 ? 'RV' : 'RW';
    // "laughed and leaned in to say", "salió a decir": the subject is that of the sentence.
    if (cue === 'RV' && LEADS_IN.has(precededBy)) {
      const first = sentenceSubject();
      if (first.head !== 'other' && first.to < at) {
        frames.push({ head: first.head, cue, cueAt: at, from: first.from, to: first.to, place: 'before', quoted });
        continue;
      }
    }
    // What stands between a subject and its verb says nothing of the subject: "has also", "no le".
    let end = at;
    while (end > 0 && BETWEEN[language].has(tokens[end - 1]?.word ?? '')) end--;
    if (end === 0) end = at;
    const passive =
      language === 'en' &&
      end < at &&
      tokens.slice(end, at).some(({ word }) => BE.has(word)) &&
      PARTICIPLE.test(tokens[at]?.word ?? '');
    let from = phraseBefore(end);
    // "Don Hatcher, a retired judge, said", "X, que preside la comisión, asegura": step over what stands between commas.
    if (from === end && isComma(end - 1) && inQuote[end - 2] !== true && !CLOSE.has(tokens[end - 2]?.word ?? '')) {
      const inner = backToMark(end - 1);
      const outer = isComma(inner - 1) ? phraseBefore(inner - 1) : inner;
      if (end - outer < 30) from = outer;
    }
    // "… , quien ha dicho": the one meant stands before the comma.
    if (from < end && RELATIVE.has(tokens[from]?.word ?? '') && isComma(from - 1)) from = backToMark(from - 1);
    // "stood up in Reno and said": the subject is that of the sentence.
    if (from === end && COORDINATING.has(precededBy)) {
      const first = sentenceSubject();
      if (first.head !== 'other' && first.to < end) {
        frames.push({ head: first.head, cue, cueAt: at, from: first.from, to: first.to, place: 'before', quoted });
        continue;
      }
    }
    const before = from < end ? headOf(reading, from, end) : 'empty';
    let after = at + 1;
    while (((masks[after] ?? 0) & verb) !== 0 && ((masks[after] ?? 0) & SOURCE) === 0) after++;
    const to = phraseAfter(after);
    const afterHead = to > after ? headOf(reading, after, to) : 'empty';
    // English puts the speaker behind the verb only after a quotation or a comma; Spanish wherever it likes.
    const inverted =
      isComma(end - 1) ||
      isBreak(end - 1) ||
      CLOSE.has(tokens[end - 1]?.word ?? '') ||
      end === 0 ||
      (language === 'es' && before !== 'named');
    if (before !== 'empty' && before !== 'other') {
      frames.push({ head: before, cue, cueAt: at, from, to: end, place: 'before', quoted, passive });
    } else if (inverted && afterHead !== 'other') {
      frames.push({ head: afterHead, cue, cueAt: at, from: after, to, place: 'after', quoted });
    } else {
      frames.push({ head: before, cue, cueAt: at, from, to: end, place: 'before', quoted });
    }
  }
  return frames;
}
