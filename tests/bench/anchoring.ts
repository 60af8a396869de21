/**
 * `npm run bench`, the part about anchors: passages found again on edited pages, beside what others use, in a real
 * Chromium. By itself: `vite-node --script tests/bench/anchoring.ts`, with `--json` for machines.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { build } from 'vite';
import { findBrowser } from '../../scripts/browsers.ts';
import type { BenchReport } from './anchoring/main.ts';

const here = fileURLToPath(new URL('./anchoring/', import.meta.url));

/** Build the page, run it in Chromium, answer with what it measured. Needs a browser; rejects without one. */
export async function measureAnchoring(): Promise<BenchReport> {
  const folder = mkdtempSync(join(tmpdir(), 'caveat-anchoring-'));
  try {
    await build({
      root: here,
      configFile: false,
      logLevel: 'error',
      // A part of a peer that makes CSS selectors; it names an entry it does not have, and is not measured.
      resolve: { alias: { 'optimal-select': join(here, 'nothing.ts') } },
      build: {
        outDir: folder,
        emptyOutDir: true,
        lib: { entry: join(here, 'main.ts'), formats: ['iife'], name: 'bench', fileName: () => 'bench.js' },
      },
    });
    return await runIn(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function runIn(folder: string): Promise<BenchReport> {
  const script = await readFile(join(folder, 'bench.js'));
  const server = createServer((request, response) => {
    const isScript = request.url === '/bench.js';
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html; charset=utf-8');
    response.end(isScript ? script : '<!DOCTYPE html><meta charset="utf-8"><body><script src="/bench.js"></script>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const browser = await chromium.launch({
    executablePath: findBrowser('chromium') ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  });
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`);
    return await page.evaluate(() => window.measureAnchoring({}));
  } finally {
    await browser.close();
    server.close();
  }
}

const percent = (part: number, whole: number): string => (whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`);

export function printAnchoring({ tools, scale }: BenchReport, print: (line: string) => void): void {
  const [own] = tools;
  if (!own) return;
  const { existing, removed } = own.total;
  print(`\nAnchors: ${existing + removed} passages on edited pages, ${removed} of them taken away`);
  print(
    `${'tool'.padEnd(24)}${'right'.padStart(9)}${'wrong'.padStart(9)}${'twin'.padStart(9)}${'gone'.padStart(9)}${'ms'.padStart(9)}${'ratio'.padStart(9)}`,
  );
  for (const { tool, total } of tools) {
    const cells = [
      percent(total.right, total.existing),
      percent(total.wrong, total.existing),
      percent(total.twin, total.existing),
      percent(total.orphaned, total.removed),
      total.milliseconds.toFixed(0),
      (total.milliseconds / own.total.milliseconds).toFixed(2),
    ];
    print(tool.padEnd(24) + cells.map((cell) => cell.padStart(9)).join(''));
  }
  print('\nright place by kind of edit (taken away: said to be gone)');
  print(`${''.padEnd(28)}${tools.map(({ tool }) => tool.padStart(23)).join('')}`);
  for (const kind of Object.keys(own.kinds)) {
    const cells = tools.map(({ kinds }) => {
      const counts = kinds[kind];
      if (!counts) return '';
      return counts.existing > 0 ? percent(counts.right, counts.existing) : percent(counts.orphaned, counts.removed);
    });
    print(kind.padEnd(28) + cells.map((cell) => cell.padStart(23)).join(''));
  }
  for (const { page, found, milliseconds, longestTask } of scale) {
    const task = longestTask > 0 ? `longest task ${longestTask.toFixed(0)} ms` : 'no task of 50 ms';
    print(`500 passages on 5,000 paragraphs, ${page}: ${found} found in ${milliseconds.toFixed(0)} ms, ${task}`);
  }
}

if (process.argv[1]?.endsWith('anchoring.ts')) {
  const report = await measureAnchoring();
  if (process.argv.includes('--json')) console.log(JSON.stringify(report));
  else printAnchoring(report, (line) => console.log(line));
}
