/** How large the background's code is without the data it carries: claims, word vectors and trained weights. */
import { gzipSync } from 'node:zlib';
import { bundled } from '../support/bundle.ts';

/** What is data: claims, their lexicons and word vectors in the folders of that name, and weights written by training. */
const DATA = /\/lib\/(?:.*\/data\/.*|.*\.generated\.ts)$/;

const EMPTY = '\0empty';
const BROWSER = '\0browser';

/** Bytes, gzipped, of the background built like the extension's but with its data left out. */
export async function backgroundCodeSize(): Promise<number> {
  const code = await bundled('entrypoints/background.ts', {}, [
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
  ]);
  return gzipSync(code, { level: 9 }).length;
}
