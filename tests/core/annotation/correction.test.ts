/** "Not this claim": which sentences are the same, and what leaves the device. */
import { describe, expect, test } from 'vitest';
import { type Correction, correctionKey, parseCorrection } from '../../../lib/annotation/index.ts';
import { exportCorrections } from '../../../lib/exchange/index.ts';

const correction: Correction = {
  claim: 'harbour:ferry-planned',
  text: 'A ferry “will” sail.',
  before: 'The port is full.',
  lang: 'en',
  source: 'https://news.example/story',
  title: 'The ferry',
  created: '2026-11-22T10:00:00.000Z',
};

describe('correctionKey', () => {
  test.each([
    ['white space', ' A  ferry\n“will” sail. '],
    ['the shape of quotation marks', 'A ferry "will" sail.'],
    ['case', 'A FERRY “WILL” SAIL.'],
    ['soft hyphens', 'A fer\u00adry “will” sail.'],
  ])('does not mind %s', (_, text) => {
    expect(correctionKey(correction.claim, text)).toBe(correctionKey(correction.claim, correction.text));
  });

  test.each([
    ['another word', 'A ferry “may” sail.'],
    ['a negation', 'A ferry “will” not sail.'],
    ['an accent', 'A férry “will” sail.'],
  ])('minds %s', (_, text) => {
    expect(correctionKey(correction.claim, text)).not.toBe(correctionKey(correction.claim, correction.text));
  });

  test('minds the claim', () => {
    expect(correctionKey('harbour:other', correction.text)).not.toBe(correctionKey(correction.claim, correction.text));
  });
});

describe('a correction', () => {
  test('is parsed, and refused with the place of the fault', () => {
    expect(parseCorrection(correction)).toEqual({ ok: true, value: correction });
    expect(parseCorrection({ ...correction, text: '' })).toMatchObject({
      ok: false,
      error: expect.stringMatching(/^text: /),
    });
    expect(parseCorrection({ ...correction, claim: 'no key' })).toMatchObject({
      ok: false,
      error: expect.stringMatching(/^claim: /),
    });
    expect(parseCorrection(null).ok).toBe(false);
  });

  test('is exported as a labelled sentence, without where the reader met it', () => {
    const { before: _, ...lone } = correction;
    const file = exportCorrections([correction, lone], '2026-11-23T00:00:00.000Z');
    expect(file.name).toBe('caveat-corrections-2026-11-23.jsonl');
    expect(file.text).not.toContain('news.example');
    expect(
      file.text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([
      {
        id: 'correction-2026-11-23-1',
        lang: 'en',
        before: 'The port is full.',
        text: 'A ferry “will” sail.',
        claim: 'harbour:ferry-planned',
        label: 'not-this-claim',
      },
      {
        id: 'correction-2026-11-23-2',
        lang: 'en',
        text: 'A ferry “will” sail.',
        claim: 'harbour:ferry-planned',
        label: 'not-this-claim',
      },
    ]);
    expect(exportCorrections([], '2026-11-23T00:00:00.000Z').text).toBe('');
  });
});
