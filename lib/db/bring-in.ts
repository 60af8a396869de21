/** A file's content on its way into the database, after a safety copy, and out again. */
import { type Annotation, type Correction, correctionKey } from '../annotation/index.ts';
import type { Encounter } from '../history/index.ts';
import type { Database } from './types.ts';

/** What a file brings, and which of the reader's notes it takes the place of. */
export type Brought = {
  readonly notes: readonly Annotation[];
  readonly replaced: readonly Annotation[];
  readonly corrections: readonly Correction[];
  readonly history: readonly Encounter[];
};
export type Pacing = { readonly onProgress: (share: number) => void; readonly signal: AbortSignal };

export type BroughtIn = {
  /** Notes kept; fewer than there were when it was cancelled or failed. Doing it again goes on. */
  readonly saved: number;
  readonly complete: boolean;
  /** A safety copy was made before. */
  readonly hasCopy: boolean;
  /** Leaves all as it was before, but for notes edited and claims met again since. */
  undo(): Promise<boolean>;
};

/** Keep what a file brings, at `now`, ISO 8601 with zone. */
export async function bringIn(
  { notes, corrections, encounters, snapshots }: Omit<Database, 'close'>,
  brought: Brought,
  now: string,
  pacing: Pacing,
): Promise<BroughtIn> {
  const copy = await snapshots.take('import', now);
  const known = await corrections.keys();
  const kept = await notes.saveInPortions(brought.notes, pacing);
  const saved = kept.ok ? kept.value.saved : kept.error.saved;
  let complete = kept.ok && saved === brought.notes.length;
  let met: readonly Encounter[] = [];
  if (complete) {
    const corrected = await corrections.saveNew(brought.corrections);
    const remembered = await encounters.restore(brought.history);
    if (remembered.ok) met = remembered.value;
    complete = corrected.ok && remembered.ok;
  }
  const here = new Map(brought.replaced.map((note) => [note.id, note]));
  const isNew = ({ claim, text }: Correction) => known.ok && !known.value.has(correctionKey(claim, text));
  return {
    saved,
    complete,
    hasCopy: copy.ok,
    async undo() {
      const stored = new Map(brought.notes.slice(0, saved).map((note) => [note.id, note]));
      // What was written into them since is nobody's to take back.
      const done = await notes.change([...stored.keys()], (note) =>
        note.modified === stored.get(note.id)?.modified ? (here.get(note.id) ?? null) : note,
      );
      for (const { claim, text } of brought.corrections.filter(isNew)) {
        await corrections.remove(correctionKey(claim, text));
      }
      const forgotten = await encounters.takeBack(met);
      return done.ok && forgotten.ok;
    },
  };
}
