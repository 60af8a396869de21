/** Caveat's own file: every field of every note as it is kept, what other programs left in it included. */
import type { Annotation } from '../annotation/index.ts';
import type { ExportInput, FilePiece } from './types.ts';

/** How a file of Caveat's names itself. A change an older Caveat would misread takes the next version. */
export const BACKUP = { format: 'caveat-notes', version: 1 } as const;

export function* writeBackup(input: ExportInput): Generator<FilePiece, void> {
  const { notes, now, version, corrections = [], history = [] } = input;
  const head = { ...BACKUP, created: now, generator: `Caveat ${version}`, total: notes.length };
  yield JSON.stringify(head, null, 2).slice(0, -2);
  yield* list('annotations', notes, flat);
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

/** Under this name a note keeps a target's fields that it does not know itself. */
export const LATER_TARGET = 'target+';

/** Fields of a later Caveat stand where that one wrote them, so that it finds them again. */
function flat({ other, ...note }: Annotation): object {
  if (!other) return note;
  const { [LATER_TARGET]: later, ...fields } = other;
  if (!note.target || typeof later !== 'object' || later === null) return { ...fields, ...note };
  return { ...fields, ...note, target: { ...later, ...note.target } };
}
