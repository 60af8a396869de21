/** Pairs of sentence and claim from the stories, as the re-ranker sees them: to train it and to judge it. */
import { readFileSync } from 'node:fs';
import { bundledClaimSets } from '../../lib/claims/index.ts';
import { createGrams, type Grams } from '../../lib/matching/grams.ts';
import { createReranker, MARK_BITS, NEGATIVE_MARK, type Reranker } from '../../lib/matching/rerank.ts';
import { buildTermIndex, type TermIndex } from '../../lib/matching/term-index.ts';
import { readTerms, type TextReading } from '../../lib/matching/terms.ts';
import { openVectors, type WordVectors } from '../../lib/matching/vectors.ts';

/** The shipped vectors. Throws when the file is damaged: a bug. */
export function readVectors(): WordVectors {
  const bytes = readFileSync(new URL('../../lib/matching/data/vectors.bin', import.meta.url));
  const opened = openVectors(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer);
  if (!opened.ok) throw new Error(opened.error);
  return opened.value;
}

/** Run a generator to its end without pausing. */
export function drain<T>(steps: Generator<unknown, T, void>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** An index over plain texts; a document's number is its place in `texts`. */
export const indexTexts = (texts: readonly { readonly text: string; readonly lang: string }[]): TermIndex =>
  drain(
    buildTermIndex(
      texts.map(({ text, lang }, place) => {
        const reading = readTerms(text, lang);
        return { terms: reading?.terms ?? [], mark: (place << MARK_BITS) | (reading?.negative ? NEGATIVE_MARK : 0) };
      }),
    ),
  );

export type Ranked = {
  readonly reranker: Reranker;
  readonly index: TermIndex;
  readonly grams: Grams;
  readonly texts: readonly string[];
};
export const rankerOver = (
  texts: readonly { readonly text: string; readonly lang: string }[],
  vectors: WordVectors | null,
): Ranked => {
  const index = indexTexts(texts);
  const plain = texts.map(({ text }) => text);
  const grams = createGrams(plain.length, (at) => plain[at] ?? '');
  return { index, reranker: createReranker(index, vectors), grams, texts: plain };
};

/** Features of the best `limit` documents for a reading. */
export function candidatesOf(
  { index, reranker, grams, texts }: Ranked,
  text: string,
  reading: TextReading,
  limit: number,
): { readonly document: number; readonly features: Float64Array }[] {
  const query = reranker.prepare(reading);
  const known = query.terms.filter((term) => term.id >= 0);
  const { documents, scores } = index.search(
    known.map((term) => term.id),
    known.map((term) => term.weight),
    limit,
  );
  grams.prepare(text);
  return [...documents].map((document, at) => {
    const features = reranker.features(query, document);
    features[0] = (scores[at] ?? 0) / 30;
    features[1] = grams.score(texts[document] ?? '') / 300;
    return { document, features };
  });
}

/** The seed claims' propositions in one language. */
export const propositions = (
  lang: 'en' | 'es',
): { readonly id: string; readonly text: string; readonly lang: string }[] =>
  bundledClaimSets().flatMap((set) =>
    set.claims.map((claim) => ({ id: claim.id, text: claim.text[lang] ?? '', lang })),
  );
