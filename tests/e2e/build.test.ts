/** What readers install: manifests without host access, and files that stay small. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { backgroundCodeSize } from './background-size.ts';
import { builtFor, kinds } from './harness.ts';

const kB = 1000;

/**
 * Ceiling for the background's code, gzipped: what it measured with the whole engine (116.2 kB, of which Dexie is 33,
 * passages found again 8 and the reader's own claim sets 6), rounded up. Cue words lie in a `data` folder, as the
 * matcher's concepts do, and are not counted: it was 134 with the 18 they weighed.
 */
const BACKGROUND = 117 * kB;

/**
 * Ceilings for what runs in pages, gzipped. Every page that is read has the annotator: what it measured, rounded up (27.4
 * since frames of the page's origin are read and marked with it; 40 is the most it may ever be). The
 * card's script comes where there is something to open; together they stay under what is downloaded for one photograph.
 */
const ANNOTATOR = 27.5 * kB;
const ANNOTATOR_AND_CARD = 60 * kB;
/** Comes only where a note holds Markdown. */
const MARKDOWN = 18 * kB;

/** The whole package with weights and word vectors, as it lies on the reader's disk; and the vectors alone. */
const UNPACKED = 8 * kB * kB;
const VECTORS = 5 * kB * kB;

const inPages = ['content-scripts/annotator.js', 'card.js', 'markdown.js'];

type Manifest = Readonly<Record<string, unknown>>;

const manifestOf = (folder: string): Manifest => JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
const gzipped = (path: string): number => gzipSync(readFileSync(path), { level: 9 }).length;
const sizeOf = (folder: string): number =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
const inKB = (bytes: number): string => `${(bytes / kB).toFixed(1)} kB`;

test("the background's code without its data keeps to its budget", async ({ annotate }) => {
  const code = await backgroundCodeSize();
  void annotate(`background without claims, word vectors and weights: ${inKB(code)}`);
  expect(code).toBeLessThanOrEqual(BACKGROUND);
});

describe.each(kinds)('the build for %s', (kind) => {
  const folder = builtFor(kind);
  const manifest = manifestOf(folder);

  test('is a Manifest V3 extension that asks for no site at install', () => {
    expect(manifest['manifest_version']).toBe(3);
    for (const key of ['host_permissions', 'content_scripts', 'web_accessible_resources']) {
      expect(manifest[key] ?? [], key).toEqual([]);
    }
    expect(manifest['optional_host_permissions']).toEqual(['*://*/*']);
  });

  test('asks for the agreed permissions and no others', () => {
    // Chromium's panel has a permission of its own, without a warning; Firefox's sidebar needs none.
    const panel = kind === 'chromium' ? ['sidePanel'] : [];
    const agreed = ['activeTab', 'contextMenus', 'scripting', 'storage', 'unlimitedStorage', ...panel];
    expect(manifest['permissions']).toEqual(agreed);
    expect(manifest['optional_permissions']).toBeUndefined();
  });

  test('has keys to annotate what is selected, which the reader can change', () => {
    expect(manifest['commands']).toEqual({
      'annotate-selection': { suggested_key: { default: 'Alt+Shift+H' }, description: '__MSG_adder_command__' },
    });
  });

  test('has the panel, which does not open by itself', () => {
    if (kind === 'chromium') expect(manifest['side_panel']).toEqual({ default_path: 'sidepanel.html' });
    else expect(manifest['sidebar_action']).toMatchObject({ default_panel: 'sidepanel.html', open_at_install: false });
  });

  test('speaks English and Spanish', () => {
    expect(manifest['default_locale']).toBe('en');
    expect(readdirSync(join(folder, '_locales')).sort()).toEqual(['en', 'es']);
    expect(manifest['name']).toBe('__MSG_extension_name__');
  });

  test('states its version floor', () => {
    if (kind === 'chromium') {
      expect(manifest['minimum_chrome_version']).toBe('116');
      return;
    }
    expect(manifest['browser_specific_settings']).toMatchObject({
      gecko: { strict_min_version: '140.0', data_collection_permissions: { required: ['none'] } },
    });
  });

  test.each(inPages)('%s does not tell a page that it runs there', (script) => {
    // WXT's own context does, by `postMessage` and an event.
    expect(readFileSync(join(folder, script), 'utf8')).not.toMatch(/script-started|postMessage/);
  });

  test('the annotator carries no view', () => {
    const code = (script: string) => readFileSync(join(folder, script), 'utf8');
    expect(code('card.js')).toContain('cav-card');
    expect(code('content-scripts/annotator.js')).not.toContain('cav-card');
  });

  test('keeps to its budgets', ({ annotate }) => {
    const [annotator = 0, card = 0, markdown = 0] = inPages.map((script) => gzipped(join(folder, script)));
    const background = gzipped(join(folder, 'background.js'));
    const unpacked = sizeOf(folder);
    void annotate(
      `${kind}: annotator ${inKB(annotator)}, card ${inKB(card)}, Markdown ${inKB(markdown)}, background with its data ${inKB(background)}, unpacked ${inKB(unpacked)}`,
    );
    expect(annotator, 'the script that runs in every page read, gzipped').toBeLessThanOrEqual(ANNOTATOR);
    expect(annotator + card, 'what runs in pages with marks, gzipped').toBeLessThanOrEqual(ANNOTATOR_AND_CARD);
    expect(markdown, 'what reads the Markdown of notes, gzipped').toBeLessThanOrEqual(MARKDOWN);
    expect(unpacked, 'the whole package, unpacked').toBeLessThanOrEqual(UNPACKED);
  });

  test('carries the word vectors as a file of its own, which the background reads only when a set needs it', () => {
    expect(statSync(join(folder, 'vectors.bin')).size).toBeLessThanOrEqual(VECTORS);
    expect(readFileSync(join(folder, 'background.js'), 'utf8')).toContain('/vectors.bin');
  });
});
