/** Single sentences of which every claim they state is known (`wordings/whole-*.txt`). */
import { readFileSync } from 'node:fs';

export type WholeWording = { readonly claims: readonly string[]; readonly lang: string; readonly text: string };

export const wholeWordings = (): WholeWording[] =>
  ['en', 'es'].flatMap((lang) =>
    readFileSync(new URL(`./wordings/whole-${lang}.txt`, import.meta.url), 'utf8')
      .split('\n')
      .flatMap((line): WholeWording[] => {
        const bar = line.indexOf(' | ');
        if (line.startsWith('#') || bar < 0) return [];
        const stated = line.slice(0, bar);
        return [{ claims: stated === '-' ? [] : stated.split(', '), lang, text: line.slice(bar + 3) }];
      }),
  );
