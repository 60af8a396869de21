/** How a note is written into a file of Caveat's own: by exports and by safety copies alike. */
import type { Annotation } from './types.ts';

/** Under this name a note keeps a target's fields that it does not know itself. */
export const LATER_TARGET = 'target+';

/** The note with the fields of a later Caveat where that one wrote them, so that it finds them again. */
export function inFile({ other, ...note }: Annotation): object {
  if (!other) return note;
  const { [LATER_TARGET]: later, ...fields } = other;
  if (!note.target || typeof later !== 'object' || later === null) return { ...fields, ...note };
  return { ...fields, ...note, target: { ...later, ...note.target } };
}
