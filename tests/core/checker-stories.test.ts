/** Whole pages of our own through the whole pipeline: per sentence claims, drift and attribution; per page the rest. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createChecker } from '../../lib/checker/index.ts';
import { bundledClaimSets, claimIdOf } from '../../lib/claims/index.ts';

type ExpectedSentence = {
  readonly text: string;
  /** Claims the sentence states, each with its drift; absent for none. */
  readonly claims?: Readonly<Record<string, string>>;
  readonly attribution?: string;
  /** Why the engine does not give this line's labels today; the labels stay what a careful reader says. */
  readonly beyond?: string;
};
type Story = {
  readonly about: string;
  readonly lang: string;
  readonly source: string;
  readonly title: string;
  readonly origins?: readonly string[];
  readonly truncated: boolean;
  readonly paragraphs: readonly (readonly ExpectedSentence[])[];
  readonly missing: readonly string[];
  readonly relays: readonly { readonly outlet: string | null; readonly how: string }[];
  readonly oneOrigin: readonly { readonly claim: string; readonly outlet: string; readonly circular: boolean }[];
};

const folder = new URL('../fixtures/stories/', import.meta.url);
const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
const read = (name: string): Story => JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
const checker = createChecker(bundledClaimSets());

test('the claims of a sentence come as its words do, also where one of them lies within another', async () => {
  const text =
    'Units of the Joint Special Operations Command would lead the ground element, with officers of the Central Intelligence Agency in support.';
  const page = { source: 'https://a.example/', title: '', locale: 'en', text, truncated: false };
  const { annotations } = await checker.check(page);
  expect(annotations.map(({ claim }) => claimIdOf(claim))).toEqual(['jsoc-lead', 'cia-support']);
});

describe('a story is read as a careful reader would', () => {
  test.each(names)('%s', async (name) => {
    const story = read(name);
    const { lang: locale, source, title, origins, truncated } = story;
    const text = story.paragraphs.map((sentences) => sentences.map((one) => one.text).join(' ')).join('\n');
    const report = await checker.check({ source, title, locale, text, truncated, ...(origins ? { origins } : {}) });

    const lines = story.paragraphs.flat();
    const found = lines.map((line) => {
      const own = report.annotations.filter(({ quote }) => quote === line.text);
      const claims = Object.fromEntries(own.map(({ claim, wording }) => [claimIdOf(claim), wording.drift]));
      return {
        text: line.text,
        ...(own.length === 0 ? {} : { claims, attribution: own[0]?.attribution.kind }),
      };
    });
    const settled = (_: unknown, index: number): boolean => lines[index]?.beyond === undefined;
    expect(found.filter(settled)).toEqual(lines.filter(settled));
    const missing = report.missing.map((context) => claimIdOf(context.missing));
    expect(missing.sort()).toEqual([...story.missing].sort());
    expect({
      relays: report.relays.map(({ outlet, how }) => ({ outlet, how })),
      oneOrigin: report.oneOrigin.map(({ claim, outlet, circular }) => ({ claim: claimIdOf(claim), outlet, circular })),
    }).toEqual({ relays: story.relays, oneOrigin: [...story.oneOrigin] });
  });

  test('there are enough of them, in both languages, and few lines are beyond the engine', () => {
    const stories = names.map(read);
    expect(stories.length).toBeGreaterThanOrEqual(12);
    expect(stories.filter(({ lang }) => lang === 'es').length).toBeGreaterThanOrEqual(4);
    const lines = stories.flatMap(({ paragraphs }) => paragraphs.flat());
    const beyond = lines.filter((line) => line.beyond !== undefined);
    expect(beyond.length / lines.length).toBeLessThan(0.1);
  });
});
