/**
 * How a sentence stands to the claim it states: the same, more than the claim, its opposite, or another figure or name.
 *
 * A small linear model decides, over general features (figures against the claim's, names against its names, modality
 * against its modality, hedging, decision and reversal words) and words tied to the claim. It speaks only when it is sure
 * enough: below a margin set on left-out writers the answer is `none`. Rules find the differing words for display.
 */
import type { Claim } from '../claims/index.ts';
import { localized } from '../claims/index.ts';
import { type DriftEvidence, driftEvidence, driftFeatures, settledBy } from './drift-features.ts';
import { mask } from './lexicon.ts';
import { type LinearModel, loadModel } from './model.ts';
import { type Reading, readSentence } from './reading.ts';
import type { Attribution, Difference, Drift, KeyedClaim, Wording } from './types.ts';
import { DRIFT_MODEL } from './weights/drift.generated.ts';

const DRIFTS: readonly Drift[] = ['none', 'overstated', 'contradicts', 'figure'];

let model: LinearModel | undefined;

/**
 * Compare the wording of a sentence that states a claim with the claim. `attribution` is what `attribute` said of the same
 * sentence. Differences are given only with a drift, each with the words of the page and what the record has instead.
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
  model ??= loadModel(DRIFT_MODEL);
  const drift = decideDrift(
    model.score(driftFeatures(stated, reading, attribution, evidence)),
    model.classes,
    evidence,
  );
  return { drift, differences: drift === 'none' ? [] : differencesOf(drift, claim, reading, evidence, locale) };
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
  claim: Claim,
  reading: Reading,
  evidence: DriftEvidence,
  locale: string,
): Difference[] {
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
    return found;
  }
  const record = localized(claim.text, locale).text;
  if (evidence.decision?.drift === drift) {
    const { from, to } = evidence.decision;
    add(drift === 'contradicts' ? 'negation' : 'hedge', from, to, record);
    return found;
  }
  const bits = drift === 'overstated' ? SURE : TURNED;
  for (let at = 0; at < tokens.length && found.length < 3; at++) {
    const own = masks[at] ?? 0;
    if ((own & bits) === 0 || tokens[at]?.kind !== 'word') continue;
    let to = at + 1;
    while (to < tokens.length && ((masks[to] ?? 0) & bits) !== 0 && tokens[to]?.kind === 'word') to++;
    const kind =
      (own & NEGATION) !== 0
        ? 'negation'
        : (own & UNIVERSAL) !== 0
          ? 'scope'
          : drift === 'overstated'
            ? 'hedge'
            : 'negation';
    add(kind, at, to, record);
    at = to - 1;
  }
  return found;
}

const NEGATION = mask('NE');
const UNIVERSAL = mask('UN');
const SURE = mask('UN', 'DC');
const TURNED = mask('NE', 'RE', 'DC');

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
