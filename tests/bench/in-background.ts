/**
 * The engine where it really runs, in the background of the built extension in Chromium, after `npm run build`:
 * `npx vite-node --script tests/bench/in-background.ts`.
 *
 * Pages of 300 sentences against the bundled claims and against 100,000 known by their words, whose index is built there,
 * kept in IndexedDB, and opened by the background that comes after the one that was stopped.
 */
import type { WebWorker } from 'puppeteer-core';
import { until } from '../../scripts/driver.ts';
import { Reader } from '../e2e/harness.ts';
import { bundled } from '../support/bundle.ts';
import type { Work } from './background-work.ts';
import { madeUpClaims } from './speed.ts';
import { readStories } from './stories.ts';

const CLAIMS = 100_000;
const PAGE = 300;
const PAGES = 24;
/** Of the sentences of a page that tells of other things as well, those that state a claim. */
const SHARE = 0.15;

const code = await bundled('tests/bench/background-work.ts', {
  lib: { entry: 'tests/bench/background-work.ts', formats: ['iife'], name: 'bench' },
});

const lines = readStories().flatMap((story) => story.lines);
const pagesOf = (all: typeof lines, length: number) =>
  Array.from({ length: PAGES }, (_, at) => all.slice(at * length, (at + 1) * length));
const stating = pagesOf(
  lines.filter(({ claims }) => claims.length > 0),
  PAGE * SHARE,
);
const others = pagesOf(
  lines.filter(({ claims }) => claims.length === 0),
  PAGE * (1 - SHARE),
);
const sentencesOf = (page: typeof lines) => page.map(({ text, lang }) => ({ text, lang }));
/** Full of claims, as the stories to train on are; and with fewer. */
const pages = pagesOf(lines, PAGE).map(sentencesOf);
const plainer = others.map((page, at) => sentencesOf([...(stating[at] ?? []), ...page]));
const ms = (value: number): string => `${Math.round(value * 10) / 10} ms`;

const reader = await Reader.start('chromium');
try {
  const background = async (): Promise<WebWorker> => {
    // A call wakes it.
    await reader.driver.ask(`browser.runtime.sendMessage({}).catch(() => null)`);
    const target = await until('the background', () =>
      reader.caveat.browser
        .targets()
        .find((one) => one.type() === 'service_worker' && one.url().includes('background')),
    );
    const worker = await until('its worker', () => target.worker());
    await worker.evaluate(code);
    return worker;
  };
  const ask = async <Name extends keyof Work>(name: Name, ...input: Parameters<Work[Name]>) =>
    // The bundle put it there.
    (await (
      await background()
    ).evaluate(
      (called, given) =>
        (globalThis as unknown as { caveatBench: Record<string, (...all: unknown[]) => unknown> }).caveatBench[
          called
        ]?.(...given),
      name,
      input as unknown[],
    )) as Awaited<ReturnType<Work[Name]>>;

  const known = await ask('known', pages);
  console.log(
    `${PAGE} sentences, bundled claims: ${ms(known.middle.all)}, the quickest page ${ms(known.least.all)}, longest slice ${ms(known.middle.longest)}`,
  );
  console.log(
    `the first page after a start: ${ms(known.first.all)}, longest slice ${ms(known.first.longest)}; the next two ${known.next.map(ms).join(' and ')}`,
  );
  const fewer = await ask('known', plainer);
  console.log(`the same with one sentence in seven that states a claim: ${ms(fewer.middle.all)}`);
  console.log(`from text to report: ${ms(await ask('report', pages[1]?.map(({ text }) => text).join('\n') ?? ''))}`);
  const index = await ask('build', madeUpClaims(CLAIMS));
  console.log(`${CLAIMS} claims: built in ${ms(index.all)}, longest slice ${ms(index.longest)}`);
  await reader.stopBackground();
  const search = await ask('open', pages);
  console.log(`opened by the next background in ${ms(search.opened)}, ${ms(search.read)} of it reading`);
  console.log(`${PAGE} sentences against them: ${ms(search.all)}, longest slice ${ms(search.longest)}`);
} finally {
  await reader.stop();
}
