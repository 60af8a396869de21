/** Caveat's own file: every field of every note as it is kept, what other programs left in it included. */
import { inFile } from '../annotation/index.ts';
import type { ExportInput, FilePiece } from './types.ts';

/** How a file of Caveat's names itself. A change an older Caveat would misread takes the next version. */
export const BACKUP = { format: 'caveat-notes', version: 1 } as const;

export function* writeBackup(input: ExportInput): Generator<FilePiece, void> {
  const { notes, now, version, corrections = [], history = [] } = input;
  const head = { ...BACKUP, created: now, generator: `Caveat ${version}`, total: notes.length };
  yield JSON.stringify(head, null, 2).slice(0, -2);
  yield* list('annotations', notes, inFile);
  if (corrections.length > 0) yield* list('corrections', corrections);
  if (history.length > 0) yield* list('history', history);
  yield '\n}\n';
}

/** A field that is a list, an entry a line. */
function* list<One extends object>(
  name: string,
  entries: readonly One[],
  form: (one: One) => object = (one) => one,
): Generator<FilePiece, void> {
  yield `,\n  "${name}": [`;
  let separator = '\n';
  for (const one of entries) {
    yield `${separator}    ${JSON.stringify(form(one))}`;
    separator = ',\n';
  }
  yield entries.length > 0 ? '\n  ]' : ']';
}
