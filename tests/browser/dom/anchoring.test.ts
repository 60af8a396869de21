/** The quality part of the anchoring bench, so that it cannot fall without a word. Time and peers: `npm run bench`. */
import { expect, it } from 'vitest';
import { runAnchoring } from '../../bench/anchoring/run.ts';
import { caveat } from '../../bench/anchoring/tools.ts';

const sources = import.meta.glob<string>('../../fixtures/pages/*/*.html', { query: '?raw', import: 'default' });

it.each([1, 2])(
  'finds passages on edited pages where they are, and nothing where they are not (seed %i)',
  async (seed) => {
    const pages: [string, string][] = [];
    for (const [path, load] of Object.entries(sources).sort()) pages.push([path, await load()]);
    const misses: string[] = [];
    const [report] = await runAnchoring({
      pages,
      tools: [caveat],
      passages: 1_000,
      seed,
      onMiss: (miss) => misses.push(JSON.stringify(miss)),
    });
    const { existing = 0, right = 0, wrong = 0, removed = 0, orphaned = 0 } = report?.total ?? {};
    const told = misses.join('\n');
    expect(existing + removed).toBeGreaterThan(900);
    expect(right / existing, told).toBeGreaterThanOrEqual(0.98);
    expect(wrong / existing, told).toBeLessThanOrEqual(0.002);
    expect(orphaned / removed, told).toBeGreaterThanOrEqual(0.99);
  },
  120_000,
);
