/** The reader's corrections as a file, to improve a claim set with. */
import type { Correction } from '../annotation/index.ts';
import type { TextFile } from './types.ts';

/**
 * The reader's corrections as JSON Lines, to improve a claim set with: one sentence a line, with the sentence before it,
 * its language and the claim it does not state. Where the reader met it stays out.
 */
export function exportCorrections(corrections: readonly Correction[], now: string): TextFile {
  const lines = corrections.map(({ claim, text, before, lang }, index) =>
    JSON.stringify({
      id: `correction-${now.slice(0, 10)}-${index + 1}`,
      lang,
      ...(before === undefined ? {} : { before }),
      text,
      claim,
      label: 'not-this-claim',
    }),
  );
  const text = lines.map((line) => `${line}\n`).join('');
  return { name: `caveat-corrections-${now.slice(0, 10)}.jsonl`, mediaType: 'application/jsonl', text };
}
