/** What readers install: manifests without host access, and files that stay small. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { zipFolder } from '../../scripts/launch.ts';
import { backgroundCodeSize } from './background-size.ts';
import { builtFor, kinds } from './harness.ts';

const kB = 1000;

/**
 * Ceiling for the background's code, gzipped: what it measured with the whole engine (109 kB, of which Dexie is 33 and
 * the cue words of two languages are 14), rounded up. It only goes down.
 */
const BACKGROUND = 115 * kB;

type Manifest = Readonly<Record<string, unknown>>;

const manifestOf = (folder: string): Manifest => JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
const gzipped = (path: string): number => gzipSync(readFileSync(path), { level: 9 }).length;
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
    expect(manifest['permissions']).toEqual(['activeTab', 'scripting', 'storage', 'unlimitedStorage', ...panel]);
    expect(manifest['optional_permissions']).toBeUndefined();
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

  test('does not tell a page that it runs there', () => {
    // WXT's own context does, by `postMessage` and an event.
    expect(readFileSync(join(folder, 'content-scripts/annotator.js'), 'utf8')).not.toMatch(
      /script-started|postMessage/,
    );
  });

  test('keeps to its budgets', ({ annotate }) => {
    const script = gzipped(join(folder, 'content-scripts/annotator.js'));
    const background = gzipped(join(folder, 'background.js'));
    const package_ = zipFolder(folder).length;
    void annotate(
      `${kind}: content script ${inKB(script)}, background with its data ${inKB(background)}, package ${inKB(package_)}`,
    );
    expect(script, 'the script that runs in pages, gzipped').toBeLessThanOrEqual(40 * kB);
    expect(package_, 'the whole package').toBeLessThanOrEqual(2 * kB * kB);
  });
});
