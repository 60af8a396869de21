import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bundledClaimSets } from '../../lib/claims/index.ts';
import { createMatcher } from '../../lib/matching/index.ts';

const matcher = createMatcher(bundledClaimSets(), { threshold: 0.01 });
const words = fc.constantFrom(
  'Mexico',
  'Sheinbaum',
  'CIA',
  'commandos',
  'not',
  'approved',
  '64',
  'killed',
  'boats',
  'Venezuela',
  'Title',
  '50',
  'drones',
  'soberanía',
  'no',
  'misión',
  'EE.UU.',
  'U.S.',
  '—',
  '«',
  '»',
  '\u200f',
  '\ud800',
  '\u0000',
  "it's",
  '10,000',
  '%',
  '\n',
);
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.array(words, { maxLength: 60 }).map((list) => list.join(' ')),
);
const lang = fc.constantFrom('en', 'es', 'und', 'ar', '', 'es-MX');
const sentence = fc.oneof(fc.record({ text, lang }), fc.record({ text, lang, before: text }));

describe('whatever the page', () => {
  test('matches lie inside their sentences and carry a probability', () => {
    fc.assert(
      fc.property(fc.array(sentence, { maxLength: 8 }), (page) => {
        for (const match of matcher.match(page)) {
          const { length } = page[match.sentence]?.text ?? '';
          expect(match.confidence).toBeGreaterThan(0);
          expect(match.confidence).toBeLessThanOrEqual(1);
          for (const span of [match.part, ...match.evidence.flatMap((piece) => piece.span ?? [])]) {
            expect(0 <= span.start && span.start < span.end && span.end <= length).toBe(true);
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  test('matches come in page order', () => {
    fc.assert(
      fc.property(fc.array(sentence, { maxLength: 8 }), (page) => {
        const order = matcher.match(page).map((match) => match.sentence);
        expect(order).toEqual([...order].sort((a, b) => a - b));
      }),
      { numRuns: 50 },
    );
  });
});
