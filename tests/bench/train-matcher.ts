/** Trains the bundled knowledge from the stories and writes it to `lib/matching/data/mexico-mission.json`. Run: `npx vite-node tests/bench/train-matcher.ts`. */
import { writeFileSync } from 'node:fs';
import { ACTORS } from '../../lib/matching/data/concepts-actors.ts';
import { ACTS } from '../../lib/matching/data/concepts-acts.ts';
import { readPage } from '../../lib/matching/features.ts';
import { type KnowledgeFile, toBase64 } from '../../lib/matching/knowledge.ts';
import { createLexicon } from '../../lib/matching/lexicon.ts';
import { scoreLinear, sigmoid, trainLinear } from './learn.ts';
import { claimIdsOf, foldsOf, readStories } from './stories.ts';

const FOLDS = 6;
const OPTIONS = { epochs: 14, rate: 0.1, l2: 0.0005, minCount: 3, dropout: 0.2, seed: 1 };

const lexicon = createLexicon([...ACTORS, ...ACTS]);
const stories = readStories();
const claims = claimIdsOf(stories);
const examples = stories.flatMap((story) =>
  readPage(lexicon, story.lines).map((reading, index) => ({
    writer: story.writer,
    vector: reading.vector,
    labels: (story.lines[index]?.claims ?? []).map((claim) => claims.indexOf(claim)),
  })),
);

// Scores of sentences by writers the model has not read, to calibrate on.
const folds = foldsOf(stories, FOLDS);
const points: { score: number; hit: boolean }[] = [];
for (let fold = 0; fold < FOLDS; fold++) {
  const model = trainLinear(
    examples.filter((example) => folds.get(example.writer) !== fold),
    claims.length,
    OPTIONS,
  );
  for (const example of examples) {
    if (folds.get(example.writer) !== fold) continue;
    scoreLinear(model, example.vector).forEach((score, claim) => {
      points.push({ score, hit: example.labels.includes(claim) });
    });
  }
}
let slope = 1;
let intercept = 0;
for (let step = 0; step < 400; step++) {
  let gradientSlope = 0;
  let gradientIntercept = 0;
  for (const { score, hit } of points) {
    const error = sigmoid(slope * score + intercept) - (hit ? 1 : 0);
    gradientSlope += error * score;
    gradientIntercept += error;
  }
  slope -= (0.3 * gradientSlope) / 6000;
  intercept -= (0.3 * gradientIntercept) / 6000;
}

const model = trainLinear(examples, claims.length, OPTIONS);
const scale = model.weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
const kept = [...model.rows]
  .filter(([, row]) =>
    model.weights.subarray(row * claims.length, (row + 1) * claims.length).some((w) => Math.abs(w) > scale / 60),
  )
  .sort(([a], [b]) => a - b);
const features = new Uint8Array(kept.length * 4);
const view = new DataView(features.buffer);
const weights = new Int8Array(kept.length * claims.length);
kept.forEach(([id, row], index) => {
  view.setUint32(index * 4, id, true);
  for (let o = 0; o < claims.length; o++) {
    weights[index * claims.length + o] = Math.round(((model.weights[row * claims.length + o] ?? 0) * 127) / scale);
  }
});
const file: KnowledgeFile = {
  format: 'caveat-knowledge/1',
  set: 'mexico-mission',
  major: 1,
  origin: { script: 'tests/bench/train-matcher.ts', stories: stories.length, sentences: examples.length },
  claims,
  features: toBase64(features),
  weights: toBase64(new Uint8Array(weights.buffer)),
  scale,
  bias: [...model.bias].map((b) => Math.round(b * 1e4) / 1e4),
  calibration: { slope, intercept },
};
writeFileSync(new URL('../../lib/matching/data/mexico-mission.json', import.meta.url), `${JSON.stringify(file)}\n`);
console.log({ kept: kept.length, scale, slope, intercept, bytes: JSON.stringify(file).length });
