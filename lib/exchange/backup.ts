/** Caveat's own file: every field of every note as it is kept, what other programs left in it included. */
import { inFile } from '../annotation/index.ts';
import type { AddedClaimSet } from '../claims/index.ts';
import type { ExportInput, FilePiece } from './types.ts';

/** How a file of Caveat's names itself. A change an older Caveat would misread takes the next version. */
export const BACKUP = { format: 'caveat-notes', version: 1 } as const;

export function* writeBackup(input: ExportInput): Generator<FilePiece, void> {
  const { notes, now, version, corrections = [], history = [], claimSets = [] } = input;
  const head = { ...BACKUP, created: now, generator: `Caveat ${version}`, total: notes.length };
  yield JSON.stringify(head, null, 2).slice(0, -2);
  yield* list('annotations', notes, inFile);
  if (corrections.length > 0) yield* list('corrections', corrections);
  if (history.length > 0) yield* list('history', history);
  if (claimSets.length > 0) yield* sets(claimSets);
  yield '\n}\n';
}

/** Claim sets, a claim a line: one may have a hundred thousand. */
function* sets(all: readonly AddedClaimSet[]): Generator<FilePiece, void> {
  yield `,\n  "claimSets": [`;
  for (const [index, { set, ...kept }] of all.entries()) {
    const { claims, ...header } = set;
    yield `${index === 0 ? '' : ','}\n    ${JSON.stringify(kept).slice(0, -1)},"set":${JSON.stringify(header).slice(0, -1)}`;
    yield* list('claims', claims);
    yield '}}';
  }
  yield '\n  ]';
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
