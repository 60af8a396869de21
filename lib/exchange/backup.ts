/** Caveat's own file: every field of every note as it is kept, what other programs left in it included. */
import { inFile } from '../annotation/index.ts';
import { type AddedClaimSet, type ClaimSet, MOST_SET_BYTES, utf8Length } from '../claims/index.ts';
import type { ExportInput, FilePiece } from './types.ts';

/** How a file of Caveat's names itself. A change an older Caveat would misread takes the next version. */
export const BACKUP = { format: 'caveat-notes', version: 1 } as const;

export function* writeBackup(input: ExportInput): Generator<FilePiece, void> {
  const { notes, now, version, corrections = [], history = [], claimSets = [], unread = [] } = input;
  const head = { ...BACKUP, created: now, generator: `Caveat ${version}`, total: notes.length };
  yield JSON.stringify(head, null, 2).slice(0, -2);
  yield* list('annotations', notes, inFile);
  if (corrections.length > 0) yield* list('corrections', corrections);
  if (history.length > 0) yield* list('history', history);
  if (claimSets.length > 0) yield* sets(claimSets, input.onSetLeftOut);
  // Where a safety copy's file has them too.
  if (unread.length > 0) yield `,\n  "stores": ${JSON.stringify({ notes: unread })}`;
  yield '\n}\n';
}

/** Claim sets, a claim a line: one may have a hundred thousand. Those there is no room for are left out. */
function* sets(all: readonly AddedClaimSet[], onLeftOut: ExportInput['onSetLeftOut']): Generator<FilePiece, void> {
  yield `,\n  "claimSets": [`;
  let room = MOST_SET_BYTES;
  let separator = '';
  for (const { set, ...kept } of all) {
    const size = yield* sizeOf(set);
    if (size > room) {
      onLeftOut?.(set.id);
      continue;
    }
    room -= size;
    const { claims, ...header } = set;
    yield `${separator}\n    ${JSON.stringify(kept).slice(0, -1)},"set":${JSON.stringify(header).slice(0, -1)}`;
    yield* list('claims', claims);
    yield '}}';
    separator = ',';
  }
  yield '\n  ]';
}

/** Bytes of a set in the file, measured a claim at a time: whoever writes can rest in between. */
function* sizeOf({ claims, ...header }: ClaimSet): Generator<FilePiece, number> {
  let size = utf8Length(JSON.stringify(header));
  for (const claim of claims) {
    size += utf8Length(JSON.stringify(claim)) + LINE;
    yield '';
  }
  return size;
}

/** What a line has beside its entry: a comma, a line end and four spaces. */
const LINE = 6;

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
