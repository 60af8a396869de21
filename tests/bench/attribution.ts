/**
 * Attribution, hedging and drift on the labelled stories: figures with whole writers left out, and training of the weights.
 *
 *   npx vite-node --script tests/bench/attribution.ts            print the figures
 *   npx vite-node --script tests/bench/attribution.ts --train    write lib/attribution/weights from all stories
 */
import { writeFileSync } from 'node:fs';
import { driftEvidence, driftFeatures } from '../../lib/attribution/drift-features.ts';
import { hedgeFeatures, kindFeatures } from '../../lib/attribution/features.ts';
import { modalityOf } from '../../lib/attribution/hedging.ts';
import { type Reading, readSentence } from '../../lib/attribution/reading.ts';
import type { AttributionKind } from '../../lib/attribution/types.ts';
import { bundledClaimSets } from '../../lib/claims/index.ts';
import {
  asModel,
  type Example,
  figuresOf,
  foldsOf,
  type LearnOptions,
  learn,
  printFigures,
  store,
} from './attribution-learn.ts';
import { type LabelledSentence, readStories } from './attribution-stories.ts';

const KIND: LearnOptions = {
  classes: ['none', 'named', 'institution', 'anonymous', 'outlet', 'document'],
  epochs: 20,
  rate: 0.1,
  l2: 3e-4,
  minCount: 3,
  minWriters: 2,
};
const HEDGED: LearnOptions = {
  classes: ['false', 'true'],
  epochs: 12,
  rate: 0.1,
  l2: 1e-3,
  minCount: 3,
  minWriters: 2,
};
const DRIFT: LearnOptions = {
  classes: ['none', 'overstated', 'contradicts', 'figure'],
  epochs: 15,
  rate: 0.1,
  l2: 3e-4,
  minCount: 2,
  minWriters: 2,
};
/** Added to a class's bias after training, set on left-out writers for the best mean F1 (drift: for precision as well). */
const SHIFT: Readonly<Record<'kind' | 'hedged' | 'drift', Readonly<Record<string, number>>>> = {
  kind: { none: -0.7 },
  hedged: { true: 0.7 },
  drift: { none: -1.2 },
};
/** How many features of each model are kept, largest weights first. */
const KEEP = { kind: 6000, hedged: 4000, drift: 6000 } as const;
const FOLDS = 8;

type Task = 'kind' | 'hedged' | 'drift';
export type Prepared = {
  readonly kind: Example[];
  readonly hedged: Example[];
  readonly drift: (Example & { claim: string; sentence: LabelledSentence })[];
  readonly sentences: LabelledSentence[];
};

export function prepare(): Prepared {
  const sentences = readStories();
  const claims = new Map(bundledClaimSets().flatMap((set) => set.claims.map((claim) => [claim.id, claim])));
  const read = new Map<string, Reading>();
  const reading = (text: string, lang: string): Reading => {
    const key = `${lang}:${text}`;
    let known = read.get(key);
    if (!known) {
      known = readSentence(text, lang);
      read.set(key, known);
    }
    return known;
  };
  const kind: Example[] = [];
  const hedged: Example[] = [];
  const drift: Prepared['drift'] = [];
  for (const sentence of sentences) {
    const own = reading(sentence.text, sentence.lang);
    const before = sentence.before ? reading(sentence.before, sentence.lang) : undefined;
    kind.push({ features: kindFeatures(own, before), label: sentence.attribution, writer: sentence.writer });
    hedged.push({ features: hedgeFeatures(own), label: String(sentence.hedged), writer: sentence.writer });
    for (const id of sentence.claims) {
      const claim = claims.get(id);
      const label = sentence.drift[id];
      if (!claim || !label) continue;
      const attribution = {
        kind: sentence.attribution as AttributionKind,
        hedged: sentence.hedged,
        modality: modalityOf(own, sentence.hedged),
      };
      drift.push({
        features: driftFeatures(claim, own, attribution, driftEvidence(claim, own)),
        label,
        writer: sentence.writer,
        claim: id,
        sentence,
      });
    }
  }
  return { kind, hedged, drift, sentences };
}

const OPTIONS: Record<Task, LearnOptions> = { kind: KIND, hedged: HEDGED, drift: DRIFT };

/** Class scores for every example by a model that has not seen its writer. */
export function heldOut(examples: readonly Example[], options: LearnOptions, folds = FOLDS): number[][] {
  const scores: number[][] = new Array(examples.length);
  for (const group of foldsOf(
    examples.map((example) => example.writer),
    folds,
  )) {
    const left = new Set(group);
    const model = asModel(
      learn(
        examples.filter((example) => !left.has(example.writer)),
        options,
      ),
    );
    examples.forEach((example, index) => {
      if (left.has(example.writer)) scores[index] = [...model.score(example.features)];
    });
  }
  return scores;
}

export function decide(
  scores: readonly number[],
  classes: readonly string[],
  shift: Readonly<Record<string, number>>,
): string {
  let best = '';
  let top = -Infinity;
  classes.forEach((name, index) => {
    const score = (scores[index] ?? 0) + (shift[name] ?? 0);
    if (score > top) {
      top = score;
      best = name;
    }
  });
  return best;
}

/** Print the leave-writers-out figures of the three tasks. */
export function attributionBench(prepared: Prepared = prepare()): void {
  for (const task of ['kind', 'hedged', 'drift'] as const) {
    const examples: readonly Example[] = prepared[task];
    const scores = heldOut(examples, OPTIONS[task]);
    const pairs = examples.map((example, index): [string, string] => [
      example.label,
      decide(scores[index] ?? [], OPTIONS[task].classes, SHIFT[task]),
    ]);
    printFigures(`${task}, writers left out`, figuresOf(pairs));
  }
}

/** Train on all stories and write the generated weights. */
export function trainAttribution(prepared: Prepared = prepare()): void {
  for (const task of ['kind', 'hedged', 'drift'] as const) {
    const learned = learn(prepared[task], OPTIONS[task]);
    const stored = store(learned, KEEP[task]);
    const bias = stored.classes.map((name, index) =>
      Number(((stored.bias[index] ?? 0) + (SHIFT[task][name] ?? 0)).toFixed(4)),
    );
    const lines = [
      `// Generated by tests/bench/attribution.ts --train from ${prepared[task].length} examples. Do not edit.`,
      `import type { StoredModel } from '../model.ts';`,
      '',
      `export const ${task.toUpperCase()}_MODEL: StoredModel = {`,
      `  classes: ${JSON.stringify(stored.classes)},`,
      `  scale: ${stored.scale},`,
      `  bias: ${JSON.stringify(bias)},`,
      `  keys: '${stored.keys}',`,
      `  weights: '${stored.weights}',`,
      '};',
      '',
    ];
    const file = new URL(`../../lib/attribution/weights/${task}.generated.ts`, import.meta.url);
    writeFileSync(file, lines.join('\n'));
    console.log(
      `${task}: ${learned.names.length} features learned, ${stored.keys.length / 5} kept, ${stored.keys.length + stored.weights.length} bytes`,
    );
  }
}

if (process.argv[1]?.endsWith('tests/bench/attribution.ts')) {
  if (process.argv.includes('--train')) trainAttribution();
  else attributionBench();
}
