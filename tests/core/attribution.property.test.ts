import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attribute, compareWording } from '../../lib/attribution/index.ts';
import { bundledClaimSets, claimKey } from '../../lib/claims/index.ts';
import type { Span } from '../../lib/text/index.ts';

const claims = bundledClaimSets().flatMap((set) =>
  set.claims.map((claim) => ({ key: claimKey(set.id, claim.id), claim })),
);
const PIECES = [
  'said',
  'officials',
  '“',
  '”',
  '«',
  '64',
  'at least',
  'según',
  ',',
  '—',
  'مسؤول',
  '\u202e',
  '\ud83d',
  'e\u0301',
  "'s",
  'ß',
  'İ',
  'Ⅻ',
  '½',
  '\n',
  'Title 10',
];
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 120 }),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 60 }).map((pieces) => pieces.join(' ')),
);
const locale = fc.constantFrom('en', 'es', 'es-MX', 'en-GB', 'ar', '');
const inside = (span: Span, sentence: string) =>
  0 <= span.start && span.start < span.end && span.end <= sentence.length;

describe('any string is a sentence', () => {
  it('every span of an attribution lies inside the sentence', () => {
    fc.assert(
      fc.property(text, fc.option(text, { nil: undefined }), locale, (sentence, before, tag) => {
        const found = attribute(sentence, before, tag);
        expect(found.hedges.every((span) => inside(span, sentence))).toBe(true);
        if (found.cue) expect(inside(found.cue, sentence)).toBe(true);
      }),
    );
  });

  it('every difference from a claim lies inside the sentence, and none is shown without a drift', () => {
    fc.assert(
      fc.property(text, locale, fc.constantFrom(...claims), (sentence, tag, claim) => {
        const { drift, differences } = compareWording(claim, sentence, attribute(sentence, undefined, tag), tag);
        expect(differences.every(({ page, record }) => inside(page, sentence) && record !== '')).toBe(true);
        if (drift === 'none') expect(differences).toEqual([]);
      }),
    );
  });

  it('the same sentence is always read the same', () => {
    fc.assert(
      fc.property(text, text, locale, (sentence, before, tag) => {
        expect(attribute(sentence, before, tag)).toEqual(attribute(sentence, before, tag));
      }),
    );
  });

  it.each([
    'a'.repeat(100_000),
    'officials said, '.repeat(7_000),
    '"'.repeat(100_000),
    '64 '.repeat(40_000),
    'sesenta y '.repeat(10_000),
    '\ud83d'.repeat(100_000),
  ])('a text of a hundred thousand characters is read within a fraction of a second (%#)', (long) => {
    const claim = claims[0];
    if (!claim) throw new Error('the bundled set has claims');
    attribute('warm', undefined, 'en');
    const start = performance.now();
    compareWording(claim, long, attribute(long, long, 'es'), 'es');
    expect(performance.now() - start).toBeLessThan(400);
  });
});
