/**
 * Who a sentence gives as its source, and how it hedges.
 *
 * Rules read the sentence (tokens with cue tags, reporting verbs with the phrases that are their subjects); a small linear
 * model over what the rules found, the tags in order and the words decides the kind. Measured over the training
 * stories with whole writers left out, the rules alone (the best frame's head) reach a macro-F1 far below the model over
 * rules and words, because which of several frames counts, and whether a narrated act is one, depends on wording no rule
 * lists. The rules then show where the words stand.
 */
import type { Claim } from '../claims/index.ts';
import { claimFeatures, hedgeFeatures, kindFeatures } from './features.ts';
import { hedgeSpans, modalityOf, saysAlleged } from './hedging.ts';
import { type LinearModel, loadModel } from './model.ts';
import { readSentence } from './reading.ts';
import { describeSource } from './source.ts';
import type { Attribution, AttributionKind } from './types.ts';
import { HEDGED_MODEL } from './weights/hedged.generated.ts';
import { KIND_MODEL } from './weights/kind.generated.ts';

const KINDS: readonly AttributionKind[] = ['named', 'institution', 'anonymous', 'outlet', 'document', 'none'];

let models: { kind: LinearModel; hedged: LinearModel } | undefined;
/** Unpacked at first use: some milliseconds that a page without text should not pay. */
function loaded(): { kind: LinearModel; hedged: LinearModel } {
  models ??= { kind: loadModel(KIND_MODEL), hedged: loadModel(HEDGED_MODEL) };
  return models;
}

function bestClass(model: LinearModel, features: string[]): string {
  const scores = model.score(features);
  return model.classes[scores.indexOf(Math.max(...scores))] ?? '';
}

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
  claims?: readonly Claim[],
): Attribution {
  const reading = readSentence(sentence, locale);
  const earlier = before === undefined || before === '' ? undefined : readSentence(before, locale);
  const { kind: kindModel, hedged: hedgedModel } = loaded();
  const known = claimFeatures(claims);
  const label = bestClass(kindModel, [...kindFeatures(reading, earlier), ...known]);
  const kind = KINDS.find((one) => one === label) ?? 'none';
  const hedged = saysAlleged(reading) || bestClass(hedgedModel, [...hedgeFeatures(reading), ...known]) === 'true';
  return {
    kind,
    ...describeSource(kind, reading, earlier),
    quoted: reading.hasQuote,
    hedged,
    hedges: hedged ? hedgeSpans(reading) : [],
    modality: modalityOf(reading, hedged),
  };
}
