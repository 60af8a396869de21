/** The labelled stories the attribution, hedging and drift models are trained and measured on. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';

export type LabelledSentence = {
  readonly id: string;
  readonly lang: string;
  readonly story: string;
  readonly n: number;
  readonly before?: string;
  readonly text: string;
  readonly claims: readonly string[];
  readonly drift: Readonly<Record<string, string>>;
  readonly drift_alt?: unknown;
  readonly attribution: string;
  readonly hedged: boolean;
  /** Who wrote the story: the id up to the first hyphen. */
  readonly writer: string;
};

const ROOT = new URL('../..', import.meta.url).pathname;
const PLACES = ['tests/bench/stories', '../shared/bench/train'];

/** All sentences of all stories, in file and line order. Stories lie with the project or, failing that, beside it. */
export function readStories(): LabelledSentence[] {
  for (const place of PLACES) {
    const folder = `${ROOT}${place}`;
    if (!existsSync(folder)) continue;
    const files = readdirSync(folder)
      .filter((name) => name.endsWith('.jsonl'))
      .sort();
    if (files.length === 0) continue;
    return files.flatMap((name) =>
      readFileSync(`${folder}/${name}`, 'utf8')
        .split('\n')
        .filter((line) => line.trim() !== '')
        .map((line) => {
          const row = JSON.parse(line);
          return { ...row, story: row.story ?? row.id, n: row.n ?? 1, writer: String(row.id).split('-')[0] ?? '' };
        }),
    );
  }
  throw new Error(`no stories found in ${PLACES.join(' or ')}`);
}
