/** The catalogues as the build flattens them, for views that run outside an extension. */
import { initI18n } from '../../lib/i18n/index.ts';

type Tree = { readonly [key: string]: string | Tree };

/** Nested keys joined by `_`, as the browser's message files have them. */
export function flatten(tree: Tree, prefix = ''): Map<string, string> {
  const messages = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') messages.set(prefix + key, value);
    else for (const [inner, text] of flatten(value, `${prefix}${key}_`)) messages.set(inner, text);
  }
  return messages;
}

/** Speak the language of this catalogue from now on. */
export function speak(catalogue: Tree, locale: string): void {
  const messages = flatten(catalogue);
  initI18n({ lookup: (key) => messages.get(key) ?? '', locale });
}
