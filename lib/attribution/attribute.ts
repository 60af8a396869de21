/**
 * Who a sentence gives as its source, and how it hedges.
 *
 * Rules read the sentence: tokens with cue tags, reporting verbs with the phrases that are their subjects. A small linear
 * model over what the rules found, the tags in order and the words then decides the kind; a few rules that are nearly
 * always right go before it. Chosen by measurement with whole writers left out: words alone, rules alone and page context
 * were worse or no better than both together; leaving out most features at random while training (dropout) gained most.
 * The claims a sentence states are no evidence of who says it, or a claim's usual source would leak into the comparison
 * with its record; they are evidence of hedging, since plans are told with hedges.
 */

import { CONNECTORS } from './data/frame-words.ts';
import { bestFrame, claimFeatures, hedgeFeatures, kindFeatures } from './features.ts';
import type { HeadKind } from './frames.ts';
import { hedgeSpans, modalityOf, saysAlleged, saysIntended } from './hedging.ts';
import { mask } from './lexicon.ts';
import { type LinearModel, loadModel } from './model.ts';
import { type Reading, readSentence } from './reading.ts';
import { describeSource } from './source.ts';
import type { Attribution, AttributionKind, KeyedClaim } from './types.ts';
import { HEDGED_MODEL } from './weights/hedged.generated.ts';
import { KIND_MODEL } from './weights/kind.generated.ts';

const KINDS: readonly AttributionKind[] = ['named', 'institution', 'anonymous', 'outlet', 'document', 'none'];

let models: { kind: LinearModel; hedged: LinearModel } | undefined;
/** Unpacked at first use: some milliseconds that a page without text should not pay. */
function loaded(): { kind: LinearModel; hedged: LinearModel } {
  models ??= { kind: loadModel(KIND_MODEL), hedged: loadModel(HEDGED_MODEL) };
  return models;
}

function isHedged(model: LinearModel, features: string[]): boolean {
  const scores = model.score(features);
  return (scores[model.classes.indexOf('true')] ?? 0) > (scores[model.classes.indexOf('false')] ?? 0);
}

const SAYS_KIND: Partial<Record<AttributionKind, number>> = {
  outlet: mask('ON', 'OU', 'DA'),
  document: mask('DN', 'DA'),
};
const BY_HEAD: Partial<Record<HeadKind, AttributionKind>> = {
  anonymous: 'anonymous',
  outlet: 'outlet',
  institution: 'institution',
  document: 'document',
};
/** Whom a bare "…, they said" refers to, by the source of the sentence before; other sources seldom speak on that way. */
const CARRIED: Partial<Record<HeadKind, AttributionKind>> = {
  anonymous: 'anonymous',
  group: 'anonymous',
  named: 'named',
  title: 'named',
};
const OUTLETS = mask('ON', 'OU');
const UNNAMED = mask('PN', 'CR');
const SAID_BY_MANY = /ron$/;
const INFINITIVE = /[aei]r$/;
const SPEAKERS = new Set<HeadKind>(['anonymous', 'group', 'named', 'title', 'person', 'institution']);

/** Whether the sentence ends with a bare "…, she said" or "…, añadió": somebody said it, whoever it was. */
function endsWithVerb({ tokens, frames }: Reading): boolean {
  let last = tokens.length - 1;
  while (last > 0 && tokens[last]?.kind === 'mark') last--;
  const frame = frames.find(({ cue, cueAt, quoted }) => cue === 'RV' && cueAt === last && !quoted);
  if (!frame) return false;
  if (frame.head === 'pronoun' || frame.head === 'they') return true;
  const unknown = frame.head === 'empty' || frame.head === 'other';
  return unknown && /^[,”»"]$/.test(tokens[last - 1]?.word ?? '');
}

/** Unnamed people in a parenthesis of their own: "…, insiders hint, …". */
const hasAside = ({ frames, masks, tokens }: Reading): boolean =>
  frames.some(
    ({ from, to, cueAt, quoted, place }) =>
      !quoted &&
      place === 'before' &&
      to === cueAt &&
      ((masks[to - 1] ?? 0) & UNNAMED) !== 0 &&
      tokens[from - 1]?.word === ',' &&
      tokens[cueAt + 1]?.word === ',',
  );

/** "Sin embargo, no descartaron…": a Spanish sentence that begins with what others said, and does not say who. */
const goesOn = ({ language, frames, tokens }: Reading): boolean =>
  language === 'es' &&
  frames.some(
    ({ cueAt, head, quoted }) =>
      !quoted &&
      (head === 'empty' || head === 'other' || INFINITIVE.test(tokens[cueAt + 1]?.word ?? '')) &&
      SAID_BY_MANY.test(tokens[cueAt]?.word ?? '') &&
      tokens.slice(0, cueAt).every(({ kind, word }) => kind === 'mark' || CONNECTORS.has(word)),
  );

/**
 * The kind from the model's scores, unless the words settle it: one "according to" outside quotations names its source
 * (right in nine of ten training cases; an outlet named beside it leaves the choice to the model), and no sentence rests
 * on an outlet or a document that neither it nor, if it has no speaker of its own, the sentence before mentions.
 */
export function decideKind(
  scores: Float64Array,
  classes: readonly string[],
  reading: Reading,
  before: Reading | undefined,
): AttributionKind {
  // A sentence with a speaker of its own does not rest on the outlet or document of the one before (3 in 450 do).
  const own = bestFrame(reading.frames);
  const speaks = own !== undefined && !own.quoted && SPEAKERS.has(own.head);
  const mentioned = (bits: number) =>
    reading.masks.some((mask) => (mask & bits) !== 0) ||
    (!speaks && before?.masks.some((mask) => (mask & bits) !== 0) === true);
  const cited = reading.frames.filter((frame) => frame.cue === 'ACC' && !frame.quoted);
  const head = cited.length === 1 ? cited[0]?.head : undefined;
  const settled = head === undefined ? undefined : BY_HEAD[head];
  const outletHere = reading.masks.some((own) => (own & OUTLETS) !== 0);
  if (settled && (settled === 'outlet' || !outletHere)) return settled;
  let best: AttributionKind = 'none';
  let top = -Infinity;
  const told = endsWithVerb(reading);
  if (hasAside(reading)) return 'anonymous';
  const speaker = (told || goesOn(reading)) && before ? bestFrame(before.frames) : undefined;
  const carried = speaker && !speaker.quoted ? CARRIED[speaker.head] : undefined;
  if (carried) return carried;
  for (const kind of KINDS) {
    if (kind === 'none' && told) continue;
    const score = scores[classes.indexOf(kind)] ?? -Infinity;
    const words = SAYS_KIND[kind];
    if (score <= top || (words !== undefined && !mentioned(words))) continue;
    best = kind;
    top = score;
  }
  return best;
}

/** A sentence ends in a stop; a heading, a caption or a button does not. */
const STOPPED = /[.!?…:;][\s"'”’»)\]\d[]*$/u;

/** The sentence before, read; nothing where a heading stands there: no credit is carried over from one, nor over one. */
export const readBefore = (before: string | undefined, locale: string): Reading | undefined =>
  before !== undefined && STOPPED.test(before) ? readSentence(before, locale) : undefined;

/**
 * How `sentence` sources and words what it says. `before` is the sentence before it on the page, to which "the officials
 * also said" and "it would" refer. Works for any string; what stands beyond 2,000 characters is not read. Spanish for
 * locales beginning with `es`, English cues for every other. `claims` are those the sentence was found to state, `[]` for
 * none; left out when nobody has looked. They sharpen the judgement of hedging.
 */
export function attribute(
  sentence: string,
  before: string | undefined,
  locale: string,
  claims?: readonly KeyedClaim[],
): Attribution {
  const reading = readSentence(sentence, locale);
  const earlier = readBefore(before, locale);
  const { kind: kindModel, hedged: hedgedModel } = loaded();
  const kind = decideKind(kindModel.score(kindFeatures(reading, earlier)), kindModel.classes, reading, earlier);
  const hedged = saysAlleged(reading) || isHedged(hedgedModel, [...hedgeFeatures(reading), ...claimFeatures(claims)]);
  return {
    kind,
    ...describeSource(kind, reading, earlier),
    quoted: reading.hasQuote,
    hedged,
    hedges: hedged ? hedgeSpans(reading) : [],
    modality: modalityOf(reading, hedged),
    ...(saysIntended(reading) ? { intended: true } : {}),
  };
}
