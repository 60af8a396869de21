/** What runs in the browser; `../anchoring.ts` builds it, opens it and prints what it answers. */
import { peers } from './peers.ts';
import { type Options, type Report, runAnchoring } from './run.ts';
import { measureScale, type ScaleReport } from './scale.ts';
import { caveat } from './tools.ts';

const sources = import.meta.glob<string>('../../fixtures/pages/*/*.html', {
  query: '?raw',
  import: 'default',
  eager: true,
});

export type BenchReport = { readonly tools: readonly Report[]; readonly scale: readonly ScaleReport[] };

declare global {
  interface Window {
    measureAnchoring(options: Partial<Pick<Options, 'passages' | 'seed'>>): Promise<BenchReport>;
  }
}

window.measureAnchoring = async (options) => {
  const pages = Object.entries(sources).sort();
  const all = { pages, passages: 1_000, runs: 5, ...options };
  // Each tool once before, so that none is measured cold.
  await runAnchoring({ ...all, passages: 100, tools: [caveat, ...peers] });
  const tools = await runAnchoring({ ...all, tools: [caveat, ...peers] });
  return { tools, scale: await measureScale() };
};
