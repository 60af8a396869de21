import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { bundled } from '../support/bundle.ts';

test('a sentence of more features than there are slots for at first has all of them, each once', async () => {
  const entry = 'lib/matching/feature-set.ts';
  const code = await bundled(entry, { lib: { entry, formats: ['iife'], name: 'it' } });
  // In a context of its own, which can be stopped: where it goes wrong it never ends.
  const found = runInNewContext(
    `${code};
    const set = new it.FeatureSet();
    for (const round of [1, 2]) for (let id = 0; id < 2_000; id += 1) set.add(id * 1_024, id);
    const { ids, values } = set.done();
    [ids.length, new Set(ids).size, values.at(-1)];`,
    {},
    { timeout: 10_000 },
  );
  expect([...found]).toEqual([2_000, 2_000, 1_999]);
});
