/** How large the background's code is without the data it carries: claims, word vectors and trained weights. */
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, type Rollup } from 'vite';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** What is data: claims, their lexicons and word vectors in the folders of that name, and weights written by training. */
const DATA = /\/lib\/(?:.*\/data\/.*|.*\.generated\.ts)$/;

const EMPTY = '\0empty';
const BROWSER = '\0browser';

/** Bytes, gzipped, of the background built like the extension's but with its data left out. */
export async function backgroundCodeSize(): Promise<number> {
  const built = await build({
    root,
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: 'esbuild',
      target: 'chrome116',
      rollupOptions: { input: `${root}entrypoints/background.ts`, preserveEntrySignatures: 'strict' },
    },
    plugins: [
      {
        name: 'without-data',
        enforce: 'pre',
        async resolveId(id, importer) {
          if (id === 'wxt/browser') return BROWSER;
          const resolved = await this.resolve(id, importer, { skipSelf: true });
          // Under another name, so that no plugin for JSON or binary files wants to read it.
          return resolved && DATA.test(resolved.id) ? EMPTY : resolved;
        },
        load(id) {
          if (id === BROWSER) return 'export { default as browser } from "webextension-polyfill";';
          // Every name somebody imports exists, and is empty.
          return id === EMPTY ? { code: 'export default {};', syntheticNamedExports: true } : undefined;
        },
      },
    ],
  });
  const { output } = (Array.isArray(built) ? built[0] : built) as Rollup.RollupOutput;
  const code = output.flatMap((chunk) => (chunk.type === 'chunk' ? [chunk.code] : [])).join('\n');
  return gzipSync(code, { level: 9 }).length;
}
