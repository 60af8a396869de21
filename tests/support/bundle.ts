import { fileURLToPath } from 'node:url';
import { type BuildOptions, build, type InlineConfig, type Rollup } from 'vite';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The code a file of the project becomes, built as the extension is; `entry` is a path from the project's root. */
export async function bundled(
  entry: string,
  how: BuildOptions,
  plugins: InlineConfig['plugins'] = [],
): Promise<string> {
  const built = await build({
    root,
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: 'esbuild',
      target: 'chrome116',
      rollupOptions: { input: `${root}${entry}`, preserveEntrySignatures: 'strict' },
      ...how,
    },
    plugins,
  });
  const { output } = (Array.isArray(built) ? built[0] : built) as Rollup.RollupOutput;
  return output.flatMap((chunk) => (chunk.type === 'chunk' ? [chunk.code] : [])).join('\n');
}
