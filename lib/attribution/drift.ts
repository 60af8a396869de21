/**
 * How a sentence stands to the claim it states: the same, more than the claim, its opposite, or another figure or name.
 *
 * A small linear model decides, over general features (figures against the claim's, names against its names, modality
 * against its modality, hedging, decision and reversal words) and words tied to the claim. It speaks only when it is sure
 * enough: below a margin set on left-out writers the answer is `none`. Rules find the differing words for display.
 */
import type { Claim } from '../claims/index.ts';
import { localized } from '../claims/index.ts';
import {
  type DriftEvidence,
  driftEvidence,
  driftFeatures,
  settledBy,
  tellsOfPlanning,
  wordFeatures,
} from './drift-features.ts';
import { mask } from './lexicon.ts';
import { type LinearModel, loadModel } from './model.ts';
import { oppositionIn } from './opposites.ts';
import { type Reading, readSentence } from './reading.ts';
import type { Attribution, Difference, Drift, KeyedClaim, Wording } from './types.ts';
import { DRIFT_MODEL } from './weights/drift.generated.ts';

const DRIFTS: readonly Drift[] = ['none', 'overstated', 'contradicts', 'figure'];

let model: LinearModel | undefined;
function loaded(): LinearModel {
  model ??= loadModel(DRIFT_MODEL);
  return model;
}

/**
 * Compare the wording of a sentence that states a claim with the claim. `attribution` is what `attribute` said of the same
 * sentence. A drift comes with its differences, each with the words of the page and what the record has instead: where no
 * words can be shown for it, none is told.
 */
export function compareWording(
  stated: KeyedClaim,
  sentence: string,
  attribution: Attribution,
  locale: string,
): Wording {
  const { claim } = stated;
  const reading = readSentence(sentence, locale);
  const evidence = driftEvidence(claim, reading);
  const { classes, score } = loaded();
  const drift = decideDrift(score(driftFeatures(stated, reading, attribution, evidence)), classes, evidence);
  const differences = drift === 'none' ? [] : differencesOf(drift, stated, reading, evidence, locale);
  return { drift: differences.length === 0 ? 'none' : drift, differences };
}

/** The drift from the model's scores, unless figures and names settle it. */
export function decideDrift(scores: Float64Array, classes: readonly string[], evidence: DriftEvidence): Drift {
  const settled = settledBy(evidence);
  if (settled !== null && settled !== 'same') return settled;
  let best: Drift = 'none';
  let top = -Infinity;
  classes.forEach((name, index) => {
    const drift = DRIFTS.find((one) => one === name);
    const score = scores[index] ?? -Infinity;
    if (drift === undefined || score <= top || (settled === 'same' && drift === 'figure')) return;
    best = drift;
    top = score;
  });
  return best;
}

function differencesOf(
  drift: Drift,
  stated: KeyedClaim,
  reading: Reading,
  evidence: DriftEvidence,
  locale: string,
): Difference[] {
  const { claim } = stated;
  const found: Difference[] = [];
  const { tokens, masks } = reading;
  const add = (kind: Difference['kind'], from: number, to: number, record: string) => {
    const first = tokens[from];
    const last = tokens[to - 1];
    if (first && last && record !== '') found.push({ kind, page: { start: first.start, end: last.end }, record });
  };
  if (drift === 'figure') {
    for (const { figure, fitting, other } of evidence.figures) {
      if (fitting.length > 0) continue;
      for (const quantity of other.slice(0, 1)) add('number', quantity.from, quantity.to, figureText(figure, locale));
    }
    for (const { role, rivals, record } of evidence.entities) {
      for (const span of rivals.slice(0, 2)) add(role === 'month' ? 'time' : 'entity', span.from, span.to, record);
    }
    const inside = ({ page }: Difference) =>
      found.some(({ page: other }) => other !== page && other.start <= page.start && page.end <= other.end);
    // "Title 10" says it; its number need not be told again.
    const told = found.filter((difference) => difference.kind !== 'number' || !inside(difference));
    if (told.length > 0) return told;
  }
  const wording = claimWording(claim, locale);
  if (evidence.decision?.drift === drift) {
    const { from, to } = evidence.decision;
    const kind = drift === 'contradicts' ? 'negation' : 'hedge';
    add(kind, from, to, recordWords(wording, kind, claim));
    return found;
  }
  for (const { from, to } of tellingSpans(drift, stated, reading)) {
    const bits = masks.slice(from, to).reduce((sum, own) => sum | own, 0);
    const kind =
      drift === 'figure'
        ? 'entity'
        : drift === 'contradicts'
          ? 'negation'
          : (bits & NEGATION) === 0 && (bits & UNIVERSAL) !== 0
            ? 'scope'
            : 'hedge';
    add(kind, from, to, recordWords(wording, kind, claim));
  }
  return found;
}

const NEGATION = mask('NE');
const UNIVERSAL = mask('UN');
const SURE = mask('UN', 'DC');
const TURNED = mask('NE', 'RE', 'DC', 'DI');
/** Who says it, and that they say it. */
const SAYS = mask('RV', 'RW', 'RG', 'ACC', 'ON', 'OU', 'PN', 'CR', 'IN', 'SP', 'TI');

/** The claim's own words in the page's language, read; in the language they were written in where there are no others. */
function claimWording(claim: Claim, locale: string): Reading {
  const { text, locale: language } = localized(claim.text, locale);
  return readSentence(text, language);
}

const HEDGED = mask('HD', 'HW');
const SOME_OF_ALL = new Set(
  'some many wide large more several part few much algunos algunas muchos amplias gran mas varios parte'.split(' '),
);
/** Words of the record that are shown where a part of its wording stands against the page's. */
const RECORD_WORDS = 7;

/** The part of the record that the change turns on (its negation, its hedge), with what follows; else the whole of it. */
function recordWords({ tokens, masks, text }: Reading, kind: Difference['kind'], claim: Claim): string {
  const open = claim.modality === 'considered' || claim.modality === 'planned' || tellsOfPlanning(claim);
  if (kind === 'entity' || (kind === 'hedge' && !open)) return text;
  const at = tokens.findIndex(({ word }, index) => {
    const own = masks[index] ?? 0;
    if (kind === 'negation') return (own & NEGATION) !== 0;
    return kind === 'scope' ? SOME_OF_ALL.has(word) : (own & HEDGED) !== 0;
  });
  const first = tokens[at];
  if (!first) return text;
  let to = at + 1;
  while (to < tokens.length && to - at < RECORD_WORDS && tokens[to]?.kind !== 'mark') to++;
  const last = tokens[to - 1];
  if (!last || to - at < 2) return text;
  const before = at > 0 ? '… ' : '';
  return `${before}${text.slice(first.start, last.end)}${to < tokens.length - 1 ? ' …' : ''}`;
}

/** A span is at most this many words, and a second one is shown when it tells nearly as much as the first. */
const MAX_SPAN = 5;
const NEARLY = 0.7;
/** What a word that by itself turns a sentence round, or takes it to certainty, counts for beside its learned weight. */
const KNOWN = 0.4;

/**
 * The words that weigh most for the drift by the same weights that decided it: one or two short spans, in the order of the
 * sentence. Empty when no word of the sentence speaks for it.
 */
function tellingSpans(drift: Drift, stated: KeyedClaim, reading: Reading): { from: number; to: number }[] {
  const { tokens, masks } = reading;
  const { classes, score } = loaded();
  const ours = classes.indexOf(drift);
  const none = classes.indexOf('none');
  const base = score([]);
  const bits = drift === 'overstated' ? SURE : TURNED;
  const shared = new Set(oppositionIn(stated.claim, reading).shared);
  const weights = wordFeatures(stated.key, reading).map((features, at) => {
    const token = tokens[at];
    const named = reading.tags[at] === 'NM' || token?.shout === true;
    const known = ((masks[at] ?? 0) & bits) !== 0;
    // Names and what the claim says too changed nothing; neither did a word that only joins others.
    const joins = shared.has(at) || (token?.word.length ?? 0) < 4 || ((masks[at] ?? 0) & SAYS) !== 0;
    const idle = drift === 'figure' ? joins && !named : !known && (joins || named);
    if (!token || token.kind === 'mark' || idle) return 0;
    const scores = score(features);
    const learned = (scores[ours] ?? 0) - (base[ours] ?? 0) - ((scores[none] ?? 0) - (base[none] ?? 0));
    return learned + (known ? KNOWN : 0);
  });
  const isKnown = (at: number) => ((masks[at] ?? 0) & bits) !== 0;
  // Where a word says "all", "certain" or "approved", it is what goes further, not the word the weights like best.
  const seeds = drift === 'overstated' && weights.some((weight, at) => weight > 0 && isKnown(at));
  const spans: { from: number; to: number; weight: number }[] = [];
  for (let round = 0; round < 2; round++) {
    const top = Math.max(...(seeds ? weights.filter((_, at) => isKnown(at)) : weights));
    const at = weights.findIndex((weight, index) => weight === top && (!seeds || isKnown(index)));
    if (!(top > 0) || (spans[0] && top < spans[0].weight * NEARLY)) break;
    let from = at;
    let to = at + 1;
    const joins = (index: number) => tokens[index]?.kind !== 'mark' && (weights[index] ?? 0) > top / 3;
    while (to - from < MAX_SPAN && joins(to)) to++;
    while (to - from < MAX_SPAN && joins(from - 1)) from--;
    // A lone capital without such a word names somebody ("Commandos"): it says nothing more than the record.
    const names = drift === 'overstated' && to - from === 1 && !isKnown(at) && tokens[at]?.capital === true;
    // One word that only weighs much is seldom what goes further; what is done with it is ("storm … strongholds").
    if (drift === 'overstated' && to - from === 1 && !isKnown(at)) from = phraseBegin(reading, at);
    if (!names) spans.push({ from, to, weight: top });
    weights.fill(0, Math.max(0, from - 1), to + 1);
  }
  return spans.sort((a, b) => a.from - b.from);
}

/** Where the words of four letters and more that stand right before a word begin, three words back at most. */
function phraseBegin({ tokens }: Reading, at: number): number {
  let from = at;
  while (from > 0 && at - from < 3 && tokens[from - 1]?.kind !== 'mark' && (tokens[from - 1]?.word.length ?? 0) >= 4)
    from--;
  return from;
}

const SIGNS: Record<Claim['figures'][number]['comparator'], { en: string; es: string }> = {
  exactly: { en: '', es: '' },
  'at-least': { en: 'at least ', es: 'al menos ' },
  'more-than': { en: 'more than ', es: 'más de ' },
  'at-most': { en: 'at most ', es: 'a lo sumo ' },
  'less-than': { en: 'fewer than ', es: 'menos de ' },
  about: { en: 'about ', es: 'unos ' },
};

/** A figure of the record in words: "at least 64 people killed". */
function figureText(figure: Claim['figures'][number], locale: string): string {
  const language = /^es\b/i.test(locale) ? 'es' : 'en';
  const number = new Intl.NumberFormat(locale === '' ? 'en' : language).format(figure.value);
  return `${SIGNS[figure.comparator][language]}${number} ${localized(figure.unit, locale).text}`;
}
