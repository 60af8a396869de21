/** The term index against brute force, over what it saves, and against damaged buffers. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildTermIndex, openTermIndex, type TermIndex, termOfEntry } from '../../lib/matching/term-index.ts';

const build = (documents: readonly (readonly string[])[]): TermIndex => {
  const steps = buildTermIndex(
    documents.map((terms, mark) => ({ terms: terms.map((term) => ({ term, capital: term === 'Name' })), mark })),
  );
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
};

/** BM25 as the formula has it, document by document. */
function bruteForce(documents: readonly (readonly string[])[], query: ReadonlyMap<string, number>): number[] {
  const average = documents.reduce((sum, terms) => sum + terms.length, 0) / Math.max(1, documents.length);
  return documents.map((terms) =>
    [...query].reduce((sum, [term, weight]) => {
      const count = terms.filter((other) => other === term).length;
      const norm = 1.6 * (0.25 + (0.75 * terms.length) / Math.max(1, average));
      return sum + (weight * count * 2.6) / (count + norm);
    }, 0),
  );
}

const word = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'ñu', '东', '\ud800', '');
const documents = fc.array(fc.array(word, { maxLength: 12 }), { maxLength: 40 });
const weights = fc.dictionary(word, fc.double({ min: 0.1, max: 9, noNaN: true }), { maxKeys: 6 });

describe('a term index', () => {
  test('finds what brute force finds, in its order, as exactly as one byte an impact can', () => {
    fc.assert(
      fc.property(documents, weights, (texts, wanted) => {
        const index = build(texts);
        const query = new Map(Object.entries(wanted));
        const exact = bruteForce(texts, query);
        const found = index.search(
          [...query.keys()].map((term) => index.idOf(term)),
          [...query.values()],
          texts.length,
        );
        expect([...found.documents].sort((a, b) => a - b)).toEqual(
          exact.flatMap((score, at) => (score > 0 ? [at] : [])),
        );
        found.documents.forEach((document, at) => {
          const score = found.scores[at] ?? 0;
          expect(score).toBeCloseTo(exact[document] ?? 0, 0);
          expect(Math.abs(score - (exact[document] ?? 0))).toBeLessThanOrEqual(0.02 * (exact[document] ?? 0) + 0.2);
          if (at > 0) expect(score).toBeLessThanOrEqual(found.scores[at - 1] ?? 0);
        });
      }),
    );
  });

  test('the first few are the first of all', () => {
    fc.assert(
      fc.property(documents, weights, fc.nat(5), (texts, wanted, limit) => {
        const index = build(texts);
        const ids = Object.keys(wanted).map((term) => index.idOf(term));
        const all = index.search(ids, Object.values(wanted), texts.length);
        const few = index.search(ids, Object.values(wanted), limit);
        expect([...few.documents]).toEqual([...all.documents].slice(0, limit));
      }),
    );
  });

  test('keeps each document’s terms once, in order, with capitals and the caller’s number', () => {
    fc.assert(
      fc.property(documents, (texts) => {
        const index = build([...texts, ['Name', 'a', 'Name']]);
        expect(index.size).toBe(texts.length + 1);
        texts.forEach((terms, document) => {
          const kept = [...index.termsOf(document)].map((entry) => index.termOf(termOfEntry(entry)));
          expect(kept).toEqual([...new Set(terms)]);
          expect(index.markOf(document)).toBe(document);
        });
        const [name, a] = index.termsOf(texts.length);
        expect([(name ?? 0) >= 2 ** 31, (a ?? 0) >= 2 ** 31]).toEqual([true, false]);
      }),
    );
  });

  test('answers the same after it was saved and opened', () => {
    fc.assert(
      fc.property(documents, weights, (texts, wanted) => {
        const index = build(texts);
        const opened = openTermIndex(index.serialize());
        if (!opened.ok) throw new Error(opened.error);
        const ids = Object.keys(wanted).map((term) => opened.value.idOf(term));
        expect(ids).toEqual(Object.keys(wanted).map((term) => index.idOf(term)));
        expect(opened.value.search(ids, Object.values(wanted), 9)).toEqual(index.search(ids, Object.values(wanted), 9));
        expect(opened.value.serialize()).toEqual(index.serialize());
      }),
    );
  });

  test('leaves terms of a large set that stand in more than a tenth of it out of the search only', () => {
    const index = build(Array.from({ length: 2_000 }, (_, at) => ['everywhere', `word${at % 500}`]));
    const everywhere = index.idOf('everywhere');
    expect(index.search([everywhere], [1], 5).documents).toHaveLength(0);
    expect(index.frequencyOf(everywhere)).toBe(2_000);
    expect([...index.search([everywhere, index.idOf('word7')], [1, 1], 9).documents]).toEqual([7, 507, 1007, 1507]);
  });

  test('refuses a buffer that is not an index, cut short or changed where it matters', () => {
    const saved = build([['a', 'b'], ['b', 'c', 'd'], ['e']]).serialize();
    expect(openTermIndex(new ArrayBuffer(0))).toEqual({ ok: false, error: 'not-an-index' });
    expect(openTermIndex(new ArrayBuffer(400))).toEqual({ ok: false, error: 'not-an-index' });
    for (let length = 0; length < saved.byteLength; length += 3)
      expect(openTermIndex(saved.slice(0, length)).ok).toBe(false);
    for (let part = 2; part < 11; part++) {
      // So long that its bytes do not fit in 32 bits.
      const damaged = saved.slice(0);
      new Uint32Array(damaged)[part] = 0x40000003;
      expect(openTermIndex(damaged)).toEqual({ ok: false, error: 'damaged' });
    }
    fc.assert(
      fc.property(fc.nat(saved.byteLength - 1), fc.nat(255), (at, value) => {
        const damaged = saved.slice(0);
        new Uint8Array(damaged)[at] = value;
        const opened = openTermIndex(damaged);
        // What cannot be told from an index must at least answer within bounds and in time.
        if (!opened.ok) return;
        const ids = ['a', 'b', 'zz'].map((term) => opened.value.idOf(term));
        for (const document of opened.value.search(ids, [1, 1, 1], 9).documents) {
          expect(document).toBeLessThan(opened.value.size);
          opened.value.termsOf(document);
        }
      }),
      { numRuns: 500 },
    );
  });
});
