import { fileURLToPath } from 'node:url';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { WxtVitest } from 'wxt/testing/vitest-plugin';
import { findBrowser } from '../scripts/browsers.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const chromium = findBrowser('chromium');
/** In milliseconds. Nothing here measures time: a test that hangs fails, one on a busy machine does not. */
const patience = 30_000;

export default defineConfig({
  root,
  test: {
    // The file is where the closing line of CI takes its numbers from.
    reporters: ['default', ['json', { outputFile: `${root}/out/test-results.json` }]],
    projects: [
      {
        root,
        test: {
          name: 'core',
          environment: 'node',
          testTimeout: patience,
          include: ['tests/core/**/*.test.ts', 'tests/*.test.ts'],
        },
      },
      {
        root,
        plugins: [WxtVitest()],
        test: {
          name: 'platform',
          environment: 'node',
          testTimeout: patience,
          include: ['tests/platform/**/*.test.ts'],
        },
      },
      {
        root,
        esbuild: { jsx: 'automatic', jsxImportSource: 'preact' },
        // Named beforehand: a dependency found in the middle of a run reloads the tests.
        optimizeDeps: {
          include: [
            'preact',
            'preact/hooks',
            'preact/jsx-runtime',
            'preact/jsx-dev-runtime',
            'lucide',
            'marked',
            'valibot',
            '@tanstack/virtual-core',
            'dexie',
            '@orama/stemmers/english',
            '@orama/stemmers/spanish',
            'axe-core',
            'yaml',
            'wxt/utils/define-unlisted-script',
          ],
        },
        test: {
          name: 'browser',
          testTimeout: patience,
          include: ['tests/browser/**/*.test.{ts,tsx}'],
          // After the tests in Node: on a small machine, browsers that start beside them run out of patience.
          sequence: { groupOrder: 1 },
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: { executablePath: chromium ?? '/usr/bin/chromium', args: ['--no-sandbox'] },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
      {
        root,
        test: {
          name: 'e2e',
          environment: 'node',
          include: ['tests/e2e/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 180_000,
          sequence: { groupOrder: 2 },
          fileParallelism: false,
        },
      },
    ],
  },
});
