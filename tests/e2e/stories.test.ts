/** What Caveat finds on whole news pages, sentence by sentence, against what a careful reader finds. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import type { PageDone } from '../../scripts/driver.ts';
import type { MadePage } from '../../scripts/serve-pages.ts';
import { highlighted, kinds, pagesFolder } from './harness.ts';
import { openReader } from './story.ts';

const stories = ['wire', 'tabloid', 'spanish'] as const;

/** The article the bundled set was made from, and its claims by paragraph; not part of the project. */
const seed = fileURLToPath(new URL('../../../shared/seed', import.meta.url));
const hasSeed = existsSync(join(seed, 'article.txt'));

type Expected = { readonly sentences: readonly { readonly text: string; readonly claims: readonly string[] }[] };

/**
 * Shares a page must reach: of what was found, how much is right; of what there is, how much was found. The floor of the
 * first matcher, which is measured elsewhere on sets it has not seen; raise it with the matcher, never lower it.
 */
const floor = { precision: 0.8, recall: 0.5 };
const SEED_RECALL = 0.9;

describe.each(kinds)('stories in %s', (kind) => {
  const visit = openReader(kind, {}, hasSeed ? { '/seed.html': seedArticle() } : {});
  beforeAll(async () => {
    const page = await visit.reader.newPage(visit.server.url('ordinary/sport.html'));
    await visit.reader.turnSiteOn(page);
    await page.close();
  });

  test.for(stories)('the %s story: claims are found in their sentences', async (name, { annotate }) => {
    const expected: Expected = JSON.parse(readFileSync(join(pagesFolder, `stories/${name}.expected.json`), 'utf8'));
    const page = await visit.reader.newPage(visit.server.url(`stories/${name}.html`));
    const found = pairsOf(await visit.reader.read(page));
    const wanted = new Set(
      expected.sentences.flatMap(({ text, claims }) => claims.map((claim) => `${claim} | ${squeeze(text)}`)),
    );
    const right = [...found].filter((pair) => wanted.has(pair));
    const precision = right.length / found.size;
    const recall = right.length / wanted.size;
    void annotate(
      `${name}: ${right.length} of ${found.size} found are right (${precision.toFixed(2)}), of ${wanted.size} there are ${recall.toFixed(2)} found`,
    );
    const wrong = [...found].filter((pair) => !wanted.has(pair));
    expect(precision, `not expected:\n${wrong.join('\n')}`).toBeGreaterThanOrEqual(floor.precision);
    const missed = [...wanted].filter((pair) => !found.has(pair));
    expect(recall, `missed:\n${missed.join('\n')}`).toBeGreaterThanOrEqual(floor.recall);
    // What is listed is also marked: every found sentence has paint on it.
    const marks = (await highlighted(page)).map(squeeze);
    const sentences = [...new Set([...found].map((pair) => pair.slice(pair.indexOf(' | ') + 3)))];
    const unpainted = sentences.filter((sentence) => !marks.some((mark) => mark !== '' && sentence.includes(mark)));
    expect(unpainted).toEqual([]);
    await page.close();
  });

  test.runIf(hasSeed)(
    'the article the set was made from: its claims are found in their paragraphs',
    async ({ annotate }) => {
      const page = await visit.reader.newPage(visit.server.url('seed.html'));
      const { report } = await visit.reader.read(page);
      const paragraphs = paragraphsOf();
      const labels = labelledClaims();
      const inPlace = labels.filter(({ id, paragraphs: numbers }) =>
        numbers.some((number) =>
          report.annotations.some(
            ({ claim, quote }) =>
              claim.endsWith(`:${id}`) && squeeze(paragraphs[number - 1] ?? '').includes(squeeze(quote)),
          ),
        ),
      );
      void annotate(`seed article: ${inPlace.length} of ${labels.length} claims found in a paragraph that states them`);
      const missed = labels.filter((label) => !inPlace.includes(label)).map(({ id }) => id);
      expect(inPlace.length / labels.length, `missed: ${missed.join(', ')}`).toBeGreaterThanOrEqual(SEED_RECALL);
      expect((await highlighted(page)).length).toBeGreaterThan(0);
      await page.close();
    },
  );
});

const squeeze = (text: string): string => text.replace(/\s+/g, ' ').trim();

const pairsOf = ({ report }: PageDone): Set<string> =>
  new Set(report.annotations.map(({ claim, quote }) => `${claim.slice(claim.indexOf(':') + 1)} | ${squeeze(quote)}`));

const paragraphsOf = (): string[] =>
  readFileSync(join(seed, 'article.txt'), 'utf8')
    .split('\n')
    .map(squeeze)
    .filter((line) => line !== '');

/** The table of the inventory: a claim's id and the numbers of the paragraphs that state it. */
function labelledClaims(): { id: string; paragraphs: number[] }[] {
  const rows = readFileSync(join(seed, 'claims.md'), 'utf8').matchAll(/^\| ([a-z0-9-]+) \| ([\d, ]+) \|/gm);
  const labels = [...rows].map(([, id = '', numbers = '']) => ({ id, paragraphs: numbers.split(',').map(Number) }));
  if (labels.length !== 30) throw new Error(`The inventory has ${labels.length} claims, not 30.`);
  return labels;
}

/** The article as an outlet would put it on a page. */
function seedArticle(): MadePage {
  const escaped = (text: string): string => text.replace(/[&<>]/g, (char) => `&#${char.charCodeAt(0)};`);
  const paragraphs = paragraphsOf()
    .map((text) => `<p>${escaped(text)}</p>`)
    .join('\n');
  const data = JSON.stringify({ '@context': 'https://schema.org', '@type': 'NewsArticle', inLanguage: 'en' });
  return {
    type: 'text/html; charset=utf-8',
    body: `<!doctype html><html lang="en"><head><title>The article</title>
<meta property="og:type" content="article"><script type="application/ld+json">${data}</script></head>
<body><nav><a href="#">News</a></nav><main><article><h1>The article</h1>${paragraphs}</article></main></body></html>`,
  };
}
