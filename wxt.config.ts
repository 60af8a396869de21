import { fileURLToPath } from 'node:url';
import { defineConfig } from 'wxt';

/** The manifest asks for no host at install: `activeTab` reads the page the reader invokes Caveat on, the rest is optional. */
export default defineConfig({
  imports: false,
  modules: ['@wxt-dev/webextension-polyfill', '@wxt-dev/i18n/module'],
  manifestVersion: 3,
  outDir: '.output',
  i18n: { localesDir: 'lib/i18n/locales' },
  hooks: {
    // A file of its own beside the code: the background reads it only when a reader's claim set needs it.
    'build:publicAssets': (_, files) => {
      files.push({
        absoluteSrc: fileURLToPath(new URL('lib/matching/data/vectors.bin', import.meta.url)),
        relativeDest: 'vectors.bin',
      });
    },
  },
  vite: () => ({
    resolve: {
      // WXT's own tells every page that a script of ours runs in it, and lets the page end it.
      alias: {
        'wxt/utils/content-script-context': fileURLToPath(new URL('lib/extension/script-context.ts', import.meta.url)),
      },
    },
  }),
  manifest: ({ browser }) => ({
    name: '__MSG_extension_name__',
    description: '__MSG_extension_description__',
    default_locale: 'en',
    minimum_chrome_version: browser === 'firefox' ? undefined : '116',
    permissions: ['activeTab', 'contextMenus', 'scripting', 'storage', 'unlimitedStorage'],
    commands: {
      // Beside the keys that step through the marks; H as in highlight. The reader can change them in the browser.
      'annotate-selection': { suggested_key: { default: 'Alt+Shift+H' }, description: '__MSG_adder_command__' },
    },
    optional_host_permissions: ['*://*/*'],
    ...(browser === 'firefox'
      ? {
          browser_specific_settings: {
            gecko: {
              id: 'caveat@caveat.example',
              strict_min_version: '140.0',
              data_collection_permissions: { required: ['none'] },
            },
          },
        }
      : {}),
  }),
});
