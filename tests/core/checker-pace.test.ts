/** Long pages: checked in slices, with the same report as at once. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createChecker, type PageText } from '../../lib/checker/index.ts';
import { segmentInSlices } from '../../lib/checker/pace.ts';
import { bundledClaimSets } from '../../lib/claims/index.ts';
import { segmentSentences } from '../../lib/text/index.ts';

const FOLDER = new URL('../fixtures/stories/', import.meta.url);
/** Every story of the fixtures, one after the other, until it is a long read. */
const LONG = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.json'))
  .flatMap(
    (name) => JSON.stringify(JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8'))).match(/[^"{}[\]]{40,}/gu) ?? [],
  )
  .join('\n')
  .concat('\n')
  .repeat(10);
const page: PageText = { source: 'https://news.example/', title: '', locale: 'en', text: LONG, truncated: false };

/** Runs a generator to its end and counts its pauses. */
function run<T>(work: Generator<void, T, void>): { value: T; pauses: number } {
  for (let pauses = 0; ; pauses++) {
    const step = work.next();
    if (step.done) return { value: step.value, pauses };
  }
}

describe('a long page', () => {
  test('is cut into the same sentences with pauses as without', () => {
    expect(LONG.length).toBeGreaterThan(50_000);
    for (const text of [LONG, `\n\n${LONG}\n`, '', '\n', 'One. Two.', 'x'.repeat(40_000)]) {
      const { value, pauses } = run(segmentInSlices(text, 'en'));
      expect(value).toEqual(segmentSentences(text, 'en'));
      expect(pauses).toBeGreaterThanOrEqual(text === LONG ? 3 : 0);
    }
  });

  test('is checked with pauses all along, and gives the same report as without', async () => {
    const pauses: number[] = [];
    const paced = createChecker(bundledClaimSets(), {
      pause: async () => {
        pauses.push(performance.now());
      },
    });
    const report = await paced.check(page);
    expect(report.annotations.length).toBeGreaterThan(20);
    expect(report).toEqual(await createChecker(bundledClaimSets()).check(page));
    const sentences = segmentSentences(LONG, 'en').length;
    // Words, features and pairs of a slice of sentences each, and the sources of those that state a claim.
    expect(pauses.length).toBeGreaterThan((2 * sentences) / 32);
    for (const { quote, sentence } of report.annotations) expect(LONG.slice(sentence.start, sentence.end)).toBe(quote);
  });
});
