/** The labelled stories, and how writers are held out. */
import { readdirSync, readFileSync } from 'node:fs';

export type Line = {
  readonly id: string;
  readonly lang: 'en' | 'es';
  readonly text: string;
  readonly before?: string;
  readonly story: string;
  readonly n: number;
  readonly claims: readonly string[];
  readonly paraphrase: 'near' | 'light' | 'heavy' | 'none';
  readonly ambiguous?: readonly string[];
  readonly drift: Readonly<Record<string, string>>;
  readonly attribution: string;
  readonly hedged: boolean;
};
export type Story = { readonly id: string; readonly writer: string; readonly lines: readonly Line[] };

/**
 * Every story of a folder, sorted by name: adding a file there is all it takes. `stories` are learned from, each writer
 * left out in turn; from `stories-held` nothing is ever learned.
 */
export function readStories(name: 'stories' | 'stories-held' = 'stories'): Story[] {
  const folder = new URL(`./${name}/`, import.meta.url);
  return readdirSync(folder)
    .filter((file) => file.endsWith('.jsonl'))
    .sort()
    .map((file) => ({
      id: file.replace('.jsonl', ''),
      writer: file.slice(0, file.indexOf('-')),
      lines: readFileSync(new URL(file, folder), 'utf8')
        .split('\n')
        .filter((line) => line.trim() !== '')
        // Our own files, written in the format the notice describes.
        .map((line) => JSON.parse(line) as Line),
    }));
}

/** Claim ids in a fixed order. */
export const claimIdsOf = (stories: readonly Story[]): string[] =>
  [...new Set(stories.flatMap((story) => story.lines.flatMap((line) => line.claims)))].sort();

/**
 * Writers dealt into folds with about equal numbers of sentences in each language: whole writers are held out, so a fold
 * is judged by voices its model never read.
 */
export function foldsOf(stories: readonly Story[], folds: number): Map<string, number> {
  const sizes = new Map<string, { en: number; es: number }>();
  for (const { writer, lines } of stories) {
    const size = sizes.get(writer) ?? { en: 0, es: 0 };
    for (const { lang } of lines) size[lang]++;
    sizes.set(writer, size);
  }
  const loads = Array.from({ length: folds }, () => ({ en: 0, es: 0 }));
  const result = new Map<string, number>();
  const order = [...sizes].sort(([a, x], [b, y]) => y.en + y.es - x.en - x.es || (a < b ? -1 : 1));
  for (const [writer, size] of order) {
    // Heaviest where the fold would be fullest: the language that is scarcer counts as much as the other.
    const cost = loads.map((load) => (load.en + size.en) ** 2 / 4 + (load.es + size.es) ** 2);
    const before = loads.map((load) => load.en ** 2 / 4 + load.es ** 2);
    const added = cost.map((value, fold) => value - (before[fold] ?? 0));
    const fold = added.indexOf(Math.min(...added));
    const load = loads[fold];
    if (load) {
      load.en += size.en;
      load.es += size.es;
    }
    result.set(writer, fold);
  }
  return result;
}

export type Wording = {
  readonly claim: string;
  readonly lang: string;
  readonly text: string;
  readonly stated: boolean;
};

/** Single wordings by language file: `## claim`, then `+` lines that state it and `-` lines that only come near. */
export function wordings(): Wording[] {
  return ['en', 'es'].flatMap((lang) => {
    let claim = '';
    return readFileSync(new URL(`./wordings/${lang}.txt`, import.meta.url), 'utf8')
      .split('\n')
      .flatMap((line): Wording[] => {
        if (line.startsWith('## ')) claim = line.slice(3).trim();
        if (!/^[+-] /.test(line)) return [];
        return [{ claim, lang, text: line.slice(2).trim(), stated: line.startsWith('+') }];
      });
  });
}

export type DriftWording = Pick<Wording, 'claim' | 'lang' | 'text'> & { readonly drift: string };

const DRIFT_MARKS: Readonly<Record<string, string>> = { '=': 'none', '>': 'overstated', '!': 'contradicts' };

/** Single wordings of a claim that change it: `=` lines say it, `>` lines say more, `!` lines the opposite. */
export function driftWordings(): DriftWording[] {
  return ['en', 'es'].flatMap((lang) => {
    let claim = '';
    return readFileSync(new URL(`./wordings/drift/${lang}.txt`, import.meta.url), 'utf8')
      .split('\n')
      .flatMap((line): DriftWording[] => {
        if (line.startsWith('## ')) claim = line.slice(3).trim();
        const drift = DRIFT_MARKS[line.slice(0, 1)];
        return drift && line[1] === ' ' ? [{ claim, lang, text: line.slice(2).trim(), drift }] : [];
      });
  });
}
