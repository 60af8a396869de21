/** The named features a claim and a sentence give to the drift model: general ones, and words tied to the claim. */
import type { Claim, ClaimKey } from '../claims/index.ts';
import { OTHER_UNITS, PEOPLE } from './data/units.ts';
import { type EntityFinding, entitiesIn } from './entities.ts';
import { skeleton } from './features.ts';
import { mask } from './lexicon.ts';
import { fits, type Quantity, quantitiesOf } from './numbers.ts';
import { oppositionIn } from './opposites.ts';
import { type Reading, readSentence } from './reading.ts';
import { fold } from './tokens.ts';
import type { Attribution, KeyedClaim } from './types.ts';

export type FigureFinding = {
  readonly figure: Claim['figures'][number];
  readonly fitting: readonly Quantity[];
  readonly other: readonly Quantity[];
};

/** Each figure of the claim with the quantities of the sentence that could stand in its place. */
export function figuresIn(claim: Claim, quantities: readonly Quantity[]): FigureFinding[] {
  return claim.figures.map((figure) => {
    const units = Object.values(figure.unit).map((unit) => fold(unit).split(' ', 1)[0]);
    const isUnit = (word: string) => units.includes(word);
    const candidates = quantities.filter((quantity) => {
      const near = quantity.counted.slice(0, 2);
      return !near.some((word) => OTHER_UNITS.test(word)) || near.some((word) => PEOPLE.test(word) || isUnit(word));
    });
    // A force or a toll is never told in ones; small numbers beside it count something else.
    const large = figure.value >= 500 ? candidates.filter((quantity) => quantity.value >= 50) : candidates;
    const fitting = large.filter((quantity) => fits(quantity, figure));
    return { figure, fitting, other: large.filter((quantity) => !fits(quantity, figure)) };
  });
}

export type DriftEvidence = {
  readonly entities: readonly EntityFinding[];
  readonly figures: readonly FigureFinding[];
  readonly decision: DecisionStep | null;
};

export function driftEvidence(claim: Claim, reading: Reading): DriftEvidence {
  return {
    entities: entitiesIn(claim, reading),
    figures: figuresIn(claim, quantitiesOf(reading)),
    decision: decisionStep(claim, reading),
  };
}

/** Roles in which another name is another figure whatever else the sentence says. */
const DECISIVE = new Set(['agency', 'military-unit', 'statute', 'month', 'border']);

/**
 * What figures and names settle by themselves: `figure` when the sentence has another number or name in the place of the
 * claim's and not the claim's own; a step to a decision; `same` when a number of the claim is there and no other name, otherwise nothing.
 * On the training stories the first is right in 98 of 100 cases, the second in all but a few.
 */
export function settledBy({
  entities,
  figures,
  decision,
}: DriftEvidence): 'figure' | DecisionStep['drift'] | 'same' | null {
  const otherName = entities.some(
    ({ role, own, rivals }) => DECISIVE.has(role) && own.length === 0 && rivals.length > 0,
  );
  if (otherName || figures.some(({ fitting, other }) => fitting.length === 0 && other.length > 0)) return 'figure';
  if (decision) return decision.drift;
  if (figures.length > 0 && figures.every(({ fitting }) => fitting.length > 0)) return 'same';
  return null;
}

const NEGATION = mask('NE');
const CONDITION = mask('HD');
const GROUPS = (['DC', 'RE', 'DO', 'UN', 'HD', 'HW', 'MO', 'RU', 'DI'] as const).map((tag) => ({
  tag,
  bit: mask(tag),
}));
const SCOPE_END = new Set([
  ',',
  ';',
  ':',
  '.',
  '?',
  '!',
  '—',
  '–',
  '--',
  '(',
  ')',
  '“',
  '”',
  '«',
  '»',
  '"',
  'but',
  'pero',
  'sino',
  'although',
  'though',
  'aunque',
  'while',
  'mientras',
]);
/** How many words a negation or a condition reaches, if no mark ends it sooner. */
const REACH = 7;

/** For each token whether a negation stands before it in the same clause, and whether a condition does. */
function scopes(reading: Reading): { negated: boolean[]; conditional: boolean[] } {
  const negated: boolean[] = [];
  const conditional: boolean[] = [];
  let no = 0;
  let maybe = 0;
  reading.tokens.forEach((token, at) => {
    if (SCOPE_END.has(token.word)) {
      no = 0;
      maybe = 0;
    }
    negated.push(no > 0);
    conditional.push(maybe > 0);
    no = Math.max(0, no - 1);
    maybe = Math.max(0, maybe - 1);
    const bits = reading.masks[at] ?? 0;
    if ((bits & NEGATION) !== 0) no = REACH;
    if ((bits & CONDITION) !== 0) maybe = REACH;
  });
  return { negated, conditional };
}

/** Whether the claim itself is told with a negation: then a sentence without one turns it round. */
const claimNegated = (claim: Claim): boolean =>
  / (?:no|not|nobody|never|without|pending|yet)\b|n't/.test(` ${claim.text['en'] ?? ''}`.toLowerCase());

const DECISION = mask('DC');
const PENDING = new Set(
  `until unless whether if before awaiting pending await declined refused would could may might seek seeks ask asks
   hasta si antes pendiente pendientes falta faltan sin podria podrian seria habria aguarda espera`.split(/\s+/),
);
const denials = new WeakMap<Claim, boolean>();

/** Whether the claim says that something has not been decided: a word of decision stands in it under a negation. */
function deniesDecision(claim: Claim): boolean {
  let known = denials.get(claim);
  if (known === undefined) {
    const reading = readSentence(claim.text['en'] ?? '', 'en');
    const { negated } = scopes(reading);
    known = reading.masks.some((bits, at) => (bits & DECISION) !== 0 && negated[at] === true);
    denials.set(claim, known);
  }
  return known;
}

/** Whether the claim is that something is being planned: then a decision is more than it says. */
export const tellsOfPlanning = (claim: Claim): boolean =>
  claim.modality === 'underway' && /\bplan(?:s|ned|ning)?\b/i.test(claim.text['en'] ?? '');

/** A word of decision in a sentence without a negation, a condition or a waiting anywhere. */
function decisionIn(reading: Reading): { from: number; to: number } | null {
  let found: { from: number; to: number } | null = null;
  for (let at = 0; at < reading.tokens.length; at++) {
    const token = reading.tokens[at];
    const bits = reading.masks[at] ?? 0;
    if (!token || (bits & NEGATION) !== 0 || PENDING.has(token.word)) return null;
    if ((bits & DECISION) === 0) continue;
    if (!found) found = { from: at, to: at + 1 };
    else if (found.to === at) found.to = at + 1;
  }
  return found;
}

/** Words that close a possibility; not with a negation in the dozen words before ("did not rule out"). */
const CLOSED = [
  ['ruled', 'out'],
  ['rules', 'out'],
  ['ruling', 'out'],
  ['off', 'the', 'table'],
  ['quedo', 'descartado'],
  ['quedo', 'descartada'],
  ['se', 'descarto'],
  ['esta', 'descartado'],
  ['esta', 'descartada'],
  ['descartado'],
  ['descartada'],
  ['fuera', 'de', 'la', 'mesa'],
];
const leavesOpen = (claim: Claim): boolean => /\b(?:leaves? open|not rul|not been ruled)/i.test(claim.text['en'] ?? '');

/** Where a sentence closes what a claim leaves open. */
function closureIn(reading: Reading): { from: number; to: number } | null {
  const { tokens, masks } = reading;
  for (let at = 0; at < tokens.length; at++) {
    const phrase = CLOSED.find((words) => words.every((word, offset) => tokens[at + offset]?.word === word));
    if (!phrase) continue;
    const open = masks.slice(Math.max(0, at - 12), at).some((bits, offset) => {
      const word = tokens[Math.max(0, at - 12) + offset]?.word ?? '';
      return ((bits & NEGATION) !== 0 && word !== 'without' && word !== 'sin') || PENDING.has(word);
    });
    return open ? null : { from: at, to: at + phrase.length };
  }
  return null;
}

const WILL = /^(?:will|shall|[a-z]+'ll)$/;
const FUTURE = /\p{L}{2,}(?:rá|rán)$/u;
const CONDITIONAL = /(?:'d|ría|rían)$/;
const MAYBE = new Set('may maybe perhaps proposed proposal draft quiza quizas propuesta propuesto borrador'.split(' '));

/** Where a sentence says that something will be, with no condition, negation or waiting anywhere. */
function certaintyIn(reading: Reading): { from: number; to: number } | null {
  const { tokens, masks, text, language } = reading;
  let found: { from: number; to: number } | null = null;
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at];
    if (!token) continue;
    const raw = text.slice(token.start, token.end).toLowerCase();
    const conditional = CONDITIONAL.test(raw.replace('’', "'")) || PENDING.has(token.word) || MAYBE.has(token.word);
    if (((masks[at] ?? 0) & NEGATION) !== 0 || conditional) return null;
    if (found) continue;
    const next = tokens[at + 1]?.word;
    if (language === 'en') {
      if (WILL.test(token.word)) found = { from: at, to: at + 1 };
      else if (token.word === 'going' && next === 'to') found = { from: at, to: at + 2 };
    } else if (FUTURE.test(raw)) found = { from: at, to: at + 1 };
    else if ((token.word === 'va' || token.word === 'van') && next === 'a') found = { from: at, to: at + 2 };
  }
  return found;
}

const FINISHED = new Set(
  `finished finish completed complete wrapped wrapping ended ends concluded graduated termino terminado terminada
   terminaron concluyo concluido concluida acabo acabado acabaron completo completado graduados finalizo finalizado
   finalizada`.split(/\s+/),
);

/** Where a sentence says that something is over: "has finished", "is over". */
function completionIn(reading: Reading): { from: number; to: number } | null {
  const { tokens, masks } = reading;
  for (let at = 0; at < tokens.length; at++) {
    const word = tokens[at]?.word ?? '';
    const isOver = word === 'over' && /^(?:is|are|was|were)$/.test(tokens[at - 1]?.word ?? '');
    if (!FINISHED.has(word) && !isOver) continue;
    if (!masks.slice(Math.max(0, at - 4), at).some((bits) => (bits & NEGATION) !== 0)) return { from: at, to: at + 1 };
  }
  return null;
}

export type DecisionStep = { readonly drift: 'contradicts' | 'overstated'; readonly from: number; readonly to: number };

/**
 * A step of modality, with the words that take it. From undecided to decided: contradicts a claim of "not decided",
 * overstates one of "being planned". From considered to certain ("will"): overstates. From open to closed: contradicts. From
 * under way to finished: overstates.
 */
export function decisionStep(claim: Claim, reading: Reading): DecisionStep | null {
  if (leavesOpen(claim)) {
    const closed = closureIn(reading);
    return closed && { drift: 'contradicts', ...closed };
  }
  if (claim.modality === 'considered' || claim.modality === 'planned') {
    const certain = certaintyIn(reading);
    return certain && { drift: 'overstated', ...certain };
  }
  if (claim.modality === 'underway' && !tellsOfPlanning(claim)) {
    const over = completionIn(reading);
    return over && { drift: 'overstated', ...over };
  }
  const drift = deniesDecision(claim) ? 'contradicts' : tellsOfPlanning(claim) ? 'overstated' : null;
  const found = drift === null ? null : decisionIn(reading);
  return drift && found ? { drift, ...found } : null;
}

/** Words of five letters and more are also known by their beginning: inflection matters little for drift. */
const STEM = 5;

/** What each word gives to the model, and each with its neighbours, under the first of them. */
export function wordFeatures(key: ClaimKey, reading: Reading, scope = scopes(reading)): string[][] {
  const { tokens } = reading;
  const { negated, conditional } = scope;
  return tokens.map((token, at) => {
    if (token.kind === 'mark') return [];
    const names = [`w=${token.word}`];
    const own: string[] = [];
    const next = tokens[at + 1];
    const third = tokens[at + 2];
    if (token.kind === 'word' && token.word.length > STEM) names.push(`p=${token.word.slice(0, STEM)}`);
    if (next && next.kind !== 'mark') {
      names.push(`ww=${token.word} ${next.word}`);
      if (third && third.kind !== 'mark') own.push(`www=${token.word} ${next.word} ${third.word}`);
    }
    if (token.kind === 'word' && token.word.length > 3) {
      names.push(`${negated[at] ? '-' : conditional[at] ? '?' : '+'}${token.word.slice(0, STEM)}`);
    }
    return [...own, ...names, ...names.map((name) => `${key}|${name}`)];
  });
}

/** Words are tied to a claim by its key, so that a reader's own claim of the same id learns nothing from a bundled one. */
export function driftFeatures(
  { key, claim }: KeyedClaim,
  reading: Reading,
  attribution: Pick<Attribution, 'kind' | 'hedged' | 'modality'>,
  evidence: DriftEvidence,
): string[] {
  const out: string[] = [`c=${key}`, `m=${claim.modality}`];
  const both = (name: string) => {
    out.push(name, `${key}|${name}`);
  };
  const { tokens } = reading;
  const symbols = skeleton(reading);
  const scope = scopes(reading);
  const { negated, conditional } = scope;
  const polarity = claimNegated(claim);
  let negations = 0;
  const words = wordFeatures(key, reading, scope);
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at];
    if (!token) continue;
    out.push(...(words[at] ?? []));
    const bits = reading.masks[at] ?? 0;
    if ((bits & NEGATION) !== 0) negations++;
    for (const { tag, bit } of GROUPS) {
      if ((bits & bit) === 0) continue;
      const sign = negated[at] ? '-' : conditional[at] ? '?' : '+';
      both(`${tag}${sign}`);
      out.push(`${tag}${sign}/${claim.modality}/${polarity}`);
    }
    const symbol = symbols[at] ?? '';
    if (symbol !== 'w') {
      both(`s=${symbol}`);
      out.push(
        `s2=${symbol} ${symbols[at + 1] ?? '$'}`,
        `s3=${symbol} ${symbols[at + 1] ?? '$'} ${symbols[at + 2] ?? '$'}`,
      );
    }
  }
  const sign = (at: number) => (negated[at] ? '-' : conditional[at] ? '?' : '+');
  const { opposed, shared } = oppositionIn(claim, reading);
  for (const at of opposed) out.push(`opposed${sign(at)}`, `opposed${sign(at)}/${polarity}`);
  out.push(`opposed=${Math.min(opposed.length, 2)}`);
  for (const at of shared) out.push(`shared${sign(at)}`, `shared${sign(at)}/${polarity}/${claim.modality}`);
  both(`shared=${shared.length === 0 ? 0 : shared.some((at) => negated[at]) ? 'negated' : 'plain'}`);
  both(`negations=${Math.min(negations, 2)}`);
  out.push(`negations=${Math.min(negations, 2)}/${polarity}`);
  both(`hedged=${attribution.hedged}`);
  both(`kind=${attribution.kind}`);
  both(`modality=${attribution.modality}`);
  out.push(`gap=${claim.modality}/${attribution.modality}/${attribution.hedged}`);
  for (const { role, own, rivals } of evidence.entities) {
    const state = `${own.length > 0 ? 'own' : 'no'}/${rivals.length > 0 ? 'rival' : 'no'}`;
    both(`entity=${state}`);
    out.push(`role=${role}/${state}`);
  }
  for (const { fitting, other } of evidence.figures) {
    both(`figure=${fitting.length > 0 ? 'fits' : 'no'}/${other.length > 0 ? 'other' : 'no'}`);
  }
  return out;
}
