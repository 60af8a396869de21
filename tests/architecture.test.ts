/** The house rules of the README's map, read from the sources: doors, directions, no cycles, nothing smuggled in. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

type SourceFile = { readonly path: string; readonly text: string; readonly imports: readonly Import[] };
type Import = { readonly from: string; readonly typeOnly: boolean };

const importPattern =
  /^\s*(?:import|export)\s+(type\s)?(?:[^'"`;]*?\sfrom\s+)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/gm;

function importsOf(text: string): Import[] {
  return [...text.matchAll(importPattern)].map(([, type, from, dynamic]) => ({
    from: from ?? dynamic ?? '',
    typeOnly: type !== undefined,
  }));
}

function sourcesUnder(folder: string): SourceFile[] {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => {
      const path = relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/');
      const text = readFileSync(join(root, path), 'utf8');
      return { path, text, imports: importsOf(text) };
    });
}

const sources = ['lib', 'components', 'entrypoints', 'scripts'].flatMap(sourcesUnder);

/** The project's file an import names, or undefined for a package. */
function resolve(file: SourceFile, from: string): string | undefined {
  if (!from.startsWith('.')) return undefined;
  return join(dirname(file.path), from.replace(/\?.*$/, '')).replaceAll('\\', '/');
}

/** The room a path is in: `lib/claims`, `components`, `entrypoints`, `scripts`; single files of lib are rooms too. */
function roomOf(path: string): string {
  const [top, second] = path.split('/');
  return top === 'lib' ? `lib/${(second ?? '').replace(/\.ts$/, '')}` : (top ?? '');
}

const base = ['lib/result', 'lib/settings', 'lib/claims', 'lib/text', 'lib/annotation'];
const leaves = ['lib/matching', 'lib/attribution', 'lib/sourcing'];

/** Which rooms a room may import values from; its types may come from `types` too. */
const allowed: Record<string, { values: readonly string[]; types?: readonly string[] }> = {
  'lib/result': { values: [] },
  'lib/settings': { values: ['lib/result'] },
  'lib/claims': { values: ['lib/result'] },
  'lib/text': { values: ['lib/result'] },
  'lib/markdown': { values: [] },
  'lib/annotation': { values: ['lib/result', 'lib/claims', 'lib/text'] },
  'lib/matching': { values: [...base] },
  'lib/attribution': { values: [...base] },
  'lib/sourcing': { values: [...base], types: ['lib/attribution'] },
  'lib/checker': { values: [...base, ...leaves] },
  'lib/exchange': {
    values: [...base, 'lib/markdown', 'lib/sourcing', 'lib/history'],
    types: ['lib/checker', 'lib/attribution'],
  },
  'lib/history': { values: ['lib/result', 'lib/claims', 'lib/annotation', 'lib/sourcing'], types: ['lib/checker'] },
  'lib/dom': { values: [...base], types: ['lib/checker', ...leaves] },
  'lib/db': { values: [...base, 'lib/history'], types: ['lib/checker'] },
  'lib/extension': { values: [...base, 'lib/history'], types: ['lib/checker', 'lib/exchange', 'lib/db', ...leaves] },
  'lib/i18n': { values: ['lib/result'], types: ['lib/checker', ...leaves] },
  components: {
    values: ['lib/i18n', 'lib/claims', 'lib/annotation', 'lib/markdown', 'lib/result'],
    types: [...base, ...leaves, 'lib/checker', 'lib/exchange', 'lib/history'],
  },
  entrypoints: {
    values: [
      ...base,
      'lib/markdown',
      'lib/checker',
      'lib/history',
      'lib/exchange',
      'lib/dom',
      'lib/db',
      'lib/extension',
      'lib/i18n',
      'components',
    ],
    types: leaves,
  },
  scripts: { values: [...base, 'lib/checker', 'lib/exchange', 'lib/dom', 'lib/i18n'], types: leaves },
};

describe('the house', () => {
  test('reads the sources it judges', () => {
    expect(sources.length).toBeGreaterThan(30);
    expect(importsOf("import {\n  a,\n} from './a.ts';\nimport type { B } from 'b';\nexport * from './c.ts';")).toEqual(
      [
        { from: './a.ts', typeOnly: false },
        { from: 'b', typeOnly: true },
        { from: './c.ts', typeOnly: false },
      ],
    );
  });

  test('every import goes in an allowed direction', () => {
    const wrong = sources.flatMap((file) =>
      file.imports.flatMap(({ from, typeOnly }) => {
        const target = resolve(file, from);
        if (target === undefined) return [];
        const [here, there] = [roomOf(file.path), roomOf(target)];
        if (here === there) return [];
        const rule = allowed[here];
        if (!rule) return [`${file.path}: room ${here} has no rule`];
        const fine = rule.values.includes(there) || (typeOnly && rule.types?.includes(there));
        return fine ? [] : [`${file.path} → ${from}${typeOnly ? ' (types)' : ''}`];
      }),
    );
    expect(wrong).toEqual([]);
  });

  test('a folder is entered by its front door, and nothing inside uses its own', () => {
    const wrong = sources.flatMap((file) =>
      file.imports.flatMap(({ from }) => {
        const target = resolve(file, from);
        if (!target?.startsWith('lib/') || !/\.tsx?$/.test(target)) return [];
        const folder = target.split('/').length > 2 ? roomOf(target) : undefined;
        if (folder === undefined) return [];
        const isDoor = target === `${folder}/index.ts`;
        if (roomOf(file.path) === folder) return isDoor ? [`${file.path} uses its own door`] : [];
        return isDoor ? [] : [`${file.path} → ${from}`];
      }),
    );
    expect(wrong).toEqual([]);
  });

  test('an entrypoint enters no other: what several share stands in a folder of its own, behind its door', () => {
    // WXT makes an entrypoint of every folder with an `index`: a shared folder has a `door.ts` instead.
    const partOf = (path: string): string => /^entrypoints\/([^/]+)\//.exec(path)?.[1] ?? path;
    const wrong = sources.flatMap((file) =>
      file.imports.flatMap(({ from }) => {
        const target = resolve(file, from);
        if (!target?.startsWith('entrypoints/')) return [];
        const isDoor = /^entrypoints\/[^/]+\/door\.ts$/.test(target);
        if (partOf(file.path) === partOf(target)) return isDoor ? [`${file.path} uses its own door`] : [];
        return isDoor ? [] : [`${file.path} → ${from}`];
      }),
    );
    expect(wrong).toEqual([]);
  });

  test('no file imports itself by a detour', () => {
    const graph = new Map(
      sources.map((file) => [file.path, file.imports.flatMap(({ from }) => resolve(file, from) ?? [])]),
    );
    const cycles: string[] = [];
    const done = new Set<string>();
    const visit = (path: string, trail: readonly string[]): void => {
      if (trail.includes(path)) {
        cycles.push([...trail.slice(trail.indexOf(path)), path].join(' → '));
        return;
      }
      if (done.has(path)) return;
      for (const next of graph.get(path) ?? []) visit(next, [...trail, path]);
      done.add(path);
    };
    for (const path of graph.keys()) visit(path, []);
    expect(cycles).toEqual([]);
  });

  test.each([
    { what: 'wxt/browser', pattern: /^(?:wxt\/browser|webextension-polyfill)$/, home: /^lib\/extension\// },
    { what: 'dexie', pattern: /^dexie/, home: /^lib\/db\// },
    { what: 'linkedom', pattern: /^linkedom/, home: /^scripts\// },
    { what: 'puppeteer', pattern: /^puppeteer/, home: /^scripts\// },
    { what: 'preact', pattern: /^preact/, home: /^(?:components|entrypoints)\// },
    { what: 'Node modules', pattern: /^node:/, home: /^scripts\// },
  ])('only its own room imports $what', ({ pattern, home }) => {
    const strangers = sources.filter(
      ({ path, imports }) => !home.test(path) && imports.some(({ from }) => pattern.test(from)),
    );
    expect(strangers.map(({ path }) => path)).toEqual([]);
  });

  test.each([
    {
      what: 'makes markup of strings',
      pattern: /\b(?:innerHTML|outerHTML|insertAdjacentHTML|dangerouslySetInnerHTML|document\.write)\b/,
    },
    { what: 'runs strings as code', pattern: /\beval\(|new Function\(/ },
    {
      what: 'reaches the network',
      // Reading a file of the extension's own is none of it, and is done by one function.
      pattern:
        /\bfetch\((?!browser\.runtime\.getURL\(file as never\)\))|\bXMLHttpRequest\b|\bWebSocket\b|\bsendBeacon\b|\bEventSource\b/,
    },
  ])('nothing that ships $what', ({ pattern }) => {
    const code = (text: string): string => text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
    const guilty = sources.filter(({ path, text }) => !path.startsWith('scripts/') && pattern.test(code(text)));
    expect(guilty.map(({ path }) => path)).toEqual([]);
  });

  test('lib/dom never iterates a highlight or the registry, which throws in Firefox content scripts', () => {
    const pattern = /CSS\.highlights\.(?:forEach|keys|values|entries)|\[\.\.\.\s*(?:CSS\.highlights|highlight)\b/;
    const guilty = sources.filter(({ path, text }) => path.startsWith('lib/dom/') && pattern.test(text));
    expect(guilty.map(({ path }) => path)).toEqual([]);
  });

  test('entrypoints are shells: under 60 lines where no screen is composed, under 260 where one is', () => {
    const long = sources
      .filter(({ path }) => path.startsWith('entrypoints/'))
      .filter(({ path, text }) => text.split('\n').length > (path.endsWith('.tsx') ? 260 : 60));
    expect(long.map(({ path }) => path)).toEqual([]);
  });

  test('no source file grows past 450 lines', () => {
    const long = sources.filter(({ path, text }) => !path.includes('.generated.') && text.split('\n').length > 450);
    expect(long.map(({ path, text }) => `${path}: ${text.split('\n').length}`)).toEqual([]);
  });

  test('the README maps every room', () => {
    const readme = readFileSync(join(root, 'README.md'), 'utf8');
    const rooms = readdirSync(join(root, 'lib'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(rooms.filter(({ name }) => !readme.includes(`${name}/`)).map(({ name }) => name)).toEqual([]);
  });

  test('every dependency has its reason in the README', () => {
    const readme = readFileSync(join(root, 'README.md'), 'utf8');
    const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const names = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies });
    expect(names.filter((name) => !readme.includes(name))).toEqual([]);
  });

  test('one copy of Vite serves the build and the tests', () => {
    const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
    expect(Object.keys(lock.packages).filter((path) => /(?:^|\/)node_modules\/vite$/.test(path))).toHaveLength(1);
  });
});
