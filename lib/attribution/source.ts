/** The words behind an attribution: its cue, the source's name or description, how many people and how described. */
import { frameWeight } from './features.ts';
import type { Frame, HeadKind } from './frames.ts';
import { mask } from './lexicon.ts';
import type { Reading } from './reading.ts';
import type { Attribution, AttributionKind } from './types.ts';

// Which heads can stand for which kind, best first: a pronoun stands for the source of the sentence before.
const HEADS: Record<Exclude<AttributionKind, 'none'>, readonly HeadKind[]> = {
  named: ['named', 'title', 'pronoun', 'person', 'first', 'empty'],
  institution: ['institution', 'it', 'they', 'title', 'empty'],
  anonymous: ['anonymous', 'group', 'plural', 'some', 'person', 'they', 'title', 'pronoun', 'first', 'empty'],
  outlet: ['outlet', 'report', 'it', 'empty'],
  document: ['document', 'report', 'it', 'empty'],
};
const OWN_WORDS = new Set<HeadKind>([
  'named',
  'institution',
  'anonymous',
  'group',
  'plural',
  'some',
  'outlet',
  'document',
  'report',
  'person',
  'title',
]);

type Described = Pick<Attribution, 'carried'> & {
  name?: string;
  cue?: { start: number; end: number };
  count?: number | 'several';
  desc?: 'knowledge' | 'role' | 'none';
};

function frameFor(kind: Exclude<AttributionKind, 'none'>, frames: readonly Frame[]): Frame | undefined {
  const heads = HEADS[kind];
  let best: Frame | undefined;
  let bestScore = -Infinity;
  for (const frame of frames) {
    const rank = heads.indexOf(frame.head);
    if (rank < 0) continue;
    const score = frameWeight(frame) - rank * 2;
    if (score > bestScore) {
      best = frame;
      bestScore = score;
    }
  }
  return best;
}

const NUMBER_WORDS: Readonly<Record<string, number>> = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  un: 1,
  una: 1,
  uno: 1,
  dos: 2,
  tres: 3,
  cuatro: 4,
  cinco: 5,
  seis: 6,
  siete: 7,
  ocho: 8,
  nueve: 9,
  diez: 10,
  both: 2,
  ambos: 2,
  ambas: 2,
};
const SINGULAR = /^(a|an|another|otro|otra|someone|somebody|alguien|one|un|una|uno)$/;
const KNOWLEDGE = mask('KN');
const ROLE = mask('IN', 'PM', 'CR');
const NOT_ROLE = new Set(
  Object.keys(NUMBER_WORDS).concat([
    'several',
    'some',
    'many',
    'few',
    'a',
    'another',
    'other',
    'multiple',
    'various',
    'varios',
    'varias',
    'otro',
    'otros',
    'otra',
    'otras',
    'algunos',
    'algunas',
    'unnamed',
    'unidentified',
    'anonymous',
    'anonimo',
    'anonimos',
    'certain',
  ]),
);

const UNNAMED = new Set<HeadKind>(['anonymous', 'group', 'person', 'plural', 'some']);
const PEOPLE = mask('PN', 'CR', 'PE');
const SAYING = mask('RV');
const AND = /^(?:and|or|y|e|o)$/;
/** Before the source's own words. */
const LEADS =
  /^(?:that|and|but|as|que|y|pero|also|however|then|later|now|entonces|luego|despues|ahora|tambien|ademas|ayer|hoy)$/;
/** Behind them. */
const ENDS =
  /^(?:who|whose|which|that|quien|quienes|que|monday|tuesday|wednesday|thursday|friday|saturday|sunday|lunes|martes|miercoles|jueves|viernes|sabado|domingo|has|have|had|is|are|was|were|ha|han|es|son|fue|also|tambien|se|lo|le|les|no)$/;
/** Begins another clause. */
const PARTS =
  /^(?:but|because|while|although|though|if|when|as|so|whether|pero|porque|mientras|aunque|si|cuando|como|pues|sino)$/;
/** Stands before a noun with its adjectives and number. */
const BOUNDS = /^(?:a|al|and|as|by|con|de|del|e|en|entre|for|from|in|o|of|or|para|por|que|segun|that|to|with|y)$/;
/** Words unnamed people may be described in. */
const MOST_OF_DESCRIPTION = 16;

const MONTH_OR_DAY = mask('MO');
const BEFORE_TIME =
  /^(?:at|on|by|in|since|around|about|late|early|earlier|later|this|last|el|este|esta|a|al|en|las|la|desde|hacia)$/;
const TIME =
  /^(?:\d{1,2}[:.]\d\d|(?:19|20)\d\d|noon|midnight|week|weekend|month|year|mediodia|medianoche|semana|mes|ano)$/;
const OF_TIME =
  /^(?:[ap]m|[apm.]|morning|afternoon|evening|night|por|de|la|manana|tarde|noche|madrugada|horas|pasad[oa])$/;

/** Past the time a phrase begins with, if it does: "At 8:30 the minister", "El martes por la noche la ministra". */
function afterTime({ tokens, masks }: Reading, from: number, to: number): number {
  const word = (at: number) => tokens[at]?.word ?? '';
  const isTime = (at: number) =>
    ((masks[at] ?? 0) & MONTH_OR_DAY) !== 0 ||
    TIME.test(word(at)) ||
    (tokens[at]?.kind === 'number' && /^[ap]m?$/.test(word(at + 1)));
  let at = from;
  while (at < to && BEFORE_TIME.test(word(at))) at += 1;
  if (at === from || !isTime(at)) return from;
  for (at += 1; at < to && (isTime(at) || tokens[at]?.kind === 'number'); ) at += 1;
  // "Por la noche la ministra": the last article is hers.
  let end = at;
  for (; at < to && OF_TIME.test(word(at)); at += 1) if (!/^(?:de|la|por)$/.test(word(at))) end = at + 1;
  return end < to && word(end) !== "'s" ? end : from;
}

/**
 * The source's phrase, whole, without what does not belong to it: a leading "that", a trailing relative clause. Unnamed
 * people keep the words that describe them, and an office the name that stands in commas behind it.
 */
function phraseOf(reading: Reading, frame: Frame): { from: number; to: number } {
  let { to } = frame;
  let from = afterTime(reading, frame.from, to);
  const word = (at: number) => reading.tokens[at]?.word ?? '';
  const saying = (at: number) => ((reading.masks[at] ?? 0) & SAYING) !== 0;
  while (from < to - 1 && (LEADS.test(word(from)) || saying(from) || reading.tokens[from]?.kind === 'mark')) from++;
  const unnamed = UNNAMED.has(frame.head);
  // "funcionarios y exfuncionarios": what joins two kinds of people does not part them.
  if (unnamed && AND.test(word(from - 1)) && ((reading.masks[from - 2] ?? 0) & PEOPLE) !== 0)
    from = nounStart(reading, from - 2);
  if (unnamed && frame.place === 'after') to = describedEnd(reading, from, to);
  for (let at = from + 1; at < to; at++) {
    const token = reading.tokens[at];
    if (token?.kind === 'mark' && !/^[.–-]$/.test(token.word)) {
      to = at;
      break;
    }
    if (ENDS.test(word(at))) {
      to = at;
      break;
    }
  }
  if (AND.test(word(to - 1))) to--;
  return { from, to: unnamed ? to : nameEnd(reading, to) };
}

/** Where the noun at `at` begins with its adjectives and number: "two senior officials". */
function nounStart({ tokens }: Reading, at: number): number {
  let from = at;
  while (from > 0 && at - from < 4 && tokens[from - 1]?.kind === 'word' && !BOUNDS.test(tokens[from - 1]?.word ?? ''))
    from--;
  return from;
}

/** Where the words end that describe unnamed people: "a person briefed on the budget", not "two officials on Monday". */
function describedEnd({ tokens, masks }: Reading, from: number, end: number): number {
  let to = end;
  while (to < tokens.length && to - from < MOST_OF_DESCRIPTION) {
    const { kind, word } = tokens[to] ?? { kind: 'mark', word: '' };
    const short =
      kind === 'mark' &&
      /^[.-]$/.test(word) &&
      tokens[to + 1]?.kind === 'word' &&
      tokens[to - 1]?.end === tokens[to]?.start;
    if (((masks[to] ?? 0) & MONTH_OR_DAY) !== 0) return BEFORE_TIME.test(tokens[to - 1]?.word ?? '') ? to - 1 : to;
    if ((kind === 'mark' && !short) || ENDS.test(word) || PARTS.test(word)) break;
    to++;
  }
  return to;
}

/** "the zoo's director, Ana Bell, said": the name in commas belongs to the office before it. */
function nameEnd({ tokens, tags }: Reading, to: number): number {
  if (tokens[to]?.word !== ',' || tags[to - 1] === 'NM') return to;
  let end = to + 1;
  while (tags[end] === 'NM' || (tokens[end]?.word === '-' && tags[end + 1] === 'NM')) end++;
  const next = tokens[end];
  return end > to + 1 && (next === undefined || next.kind === 'mark') ? end : to;
}

function peopleOf(reading: Reading, from: number, to: number, head: HeadKind): Pick<Described, 'count' | 'desc'> {
  let count: number | 'several' | undefined;
  let desc: 'knowledge' | 'role' | 'none' = 'none';
  for (let at = from; at < to; at++) {
    const word = reading.tokens[at]?.word ?? '';
    const bits = reading.masks[at] ?? 0;
    const number = NUMBER_WORDS[word];
    if (count === undefined && number !== undefined) count = number;
    else if (count === undefined && SINGULAR.test(word)) count = 1;
    if ((bits & KNOWLEDGE) !== 0) desc = 'knowledge';
    else if (desc === 'none' && (bits & ROLE) !== 0 && !NOT_ROLE.has(word)) desc = 'role';
  }
  if (count === undefined) {
    const several = reading.tokens.slice(from, to).some((token, offset) => {
      const bits = reading.masks[from + offset] ?? 0;
      return (bits & mask('PN', 'CR')) !== 0 && (/s$/.test(token.word) || token.word === 'people');
    });
    count = several || head === 'plural' || head === 'some' ? 'several' : 1;
  }
  return { count, desc };
}

/** Everything about the source but its kind. `carried` when the sentence itself has no words for it. */
export function describeSource(kind: AttributionKind, reading: Reading, before: Reading | undefined): Described {
  if (kind === 'none') return { carried: false };
  const frame = frameFor(kind, reading.frames);
  const here = frame !== undefined && OWN_WORDS.has(frame.head) && frame.to > frame.from;
  if (frame && here) {
    const { from, to } = phraseOf(reading, frame);
    const first = reading.tokens[Math.min(frame.cueAt, from)];
    const last = reading.tokens[Math.max(frame.cueAt, to - 1)];
    const start = reading.tokens[from];
    const end = reading.tokens[to - 1];
    // How they know may stand behind the name, within the same clause: "officials familiar with the talks".
    const people =
      kind === 'anonymous'
        ? peopleOf(reading, from, Math.max(to, Math.min(frame.to + 8, reading.tokens.length)), frame.head)
        : {};
    return {
      carried: false,
      ...(start && end ? { name: reading.text.slice(start.start, end.end) } : {}),
      ...(first && last ? { cue: { start: first.start, end: last.end } } : {}),
      ...people,
    };
  }
  const earlier = before ? frameFor(kind, before.frames) : undefined;
  const cue = frame ? reading.tokens[frame.cueAt] : undefined;
  if (earlier && before && OWN_WORDS.has(earlier.head)) {
    const { from, to } = phraseOf(before, earlier);
    const start = before.tokens[from];
    const end = before.tokens[to - 1];
    return {
      carried: true,
      ...(start && end ? { name: before.text.slice(start.start, end.end) } : {}),
      ...(kind === 'anonymous' ? peopleOf(before, from, to, earlier.head) : {}),
    };
  }
  return { carried: cue === undefined, ...(cue ? { cue: { start: cue.start, end: cue.end } } : {}) };
}
