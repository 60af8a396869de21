import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { WxtVitest } from 'wxt/testing/vitest-plugin';
import { findBrowser } from '../scripts/browsers.ts';

const root = new URL('..', import.meta.url).pathname;
const chromium = findBrowser('chromium');

export default defineConfig({
  root,
  test: {
    projects: [
      { root, test: { name: 'core', environment: 'node', include: ['tests/core/**/*.test.ts', 'tests/*.test.ts'] } },
      {
        root,
        plugins: [WxtVitest()],
        test: { name: 'platform', environment: 'node', include: ['tests/platform/**/*.test.ts'] },
      },
      {
        root,
        esbuild: { jsx: 'automatic', jsxImportSource: 'preact' },
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.{ts,tsx}'],
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
          fileParallelism: false,
        },
      },
    ],
  },
});
