/** A file's content on its way into the database, after a safety copy, and out again. */
import type { Annotation, Correction } from '../annotation/index.ts';
import { type AddedClaimSet, bundledClaimSets } from '../claims/index.ts';
import type { Encounter } from '../history/index.ts';
import type { ClaimSets } from './claim-sets.ts';
import type { Database } from './types.ts';

/** What a file brings, and which of the reader's notes it takes the place of. */
export type Brought = {
  readonly notes: readonly Annotation[];
  readonly replaced: readonly Annotation[];
  readonly corrections: readonly Correction[];
  readonly history: readonly Encounter[];
  /** A set the reader has already, in whatever version, stays as it is. */
  readonly claimSets: readonly AddedClaimSet[];
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
  { notes, corrections, encounters, snapshots, claimSets }: Omit<Database, 'close'>,
  brought: Brought,
  now: string,
  pacing: Pacing,
): Promise<BroughtIn> {
  const copy = await snapshots.take('import', now);
  const kept = await notes.saveInPortions(brought.notes, pacing);
  const saved = kept.ok ? kept.value.saved : kept.error.saved;
  let complete = kept.ok && saved === brought.notes.length;
  let corrected: readonly Correction[] = [];
  let met: readonly Encounter[] = [];
  let added: readonly AddedClaimSet[] = [];
  if (complete) {
    const keptCorrections = await corrections.saveNew(brought.corrections);
    if (keptCorrections.ok) corrected = keptCorrections.value;
    const remembered = await encounters.restore(brought.history);
    if (remembered.ok) met = remembered.value;
    const sets = await addSets(claimSets, brought.claimSets);
    added = sets.added;
    complete = keptCorrections.ok && remembered.ok && sets.complete;
  }
  const here = new Map(brought.replaced.map((note) => [note.id, note]));
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
      const uncorrected = await corrections.takeBack(corrected);
      const forgotten = await encounters.takeBack(met);
      const without = await removeSets(claimSets, added);
      return done.ok && uncorrected.ok && forgotten.ok && without;
    },
  };
}

/** Adds the sets there are not: neither the reader's nor, by now, with Caveat. */
async function addSets(
  sets: ClaimSets,
  brought: readonly AddedClaimSet[],
): Promise<{ readonly added: readonly AddedClaimSet[]; readonly complete: boolean }> {
  if (brought.length === 0) return { added: [], complete: true };
  const known = await sets.list();
  if (!known.ok) return { added: [], complete: false };
  const ids = new Set([...bundledClaimSets(), ...known.value.map(({ set }) => set)].map(({ id }) => id));
  const missing = brought.filter(({ set }) => !ids.has(set.id));
  const added: AddedClaimSet[] = [];
  for (const one of missing) {
    const kept = await sets.add(one.set, { now: one.added, enabled: one.enabled });
    if (kept.ok) added.push(one);
  }
  return { added, complete: added.length === missing.length };
}

/** Removes them but for those that were updated since; false where one could not be. */
async function removeSets(sets: ClaimSets, brought: readonly AddedClaimSet[]): Promise<boolean> {
  let done = true;
  for (const { set, added } of brought) {
    const known = await sets.list();
    const here = known.ok && known.value.find((kept) => kept.set.id === set.id);
    const isSame = here && here.added === added && here.set.version === set.version;
    const removed = isSame ? await sets.remove(set.id) : known;
    done &&= removed.ok;
  }
  return done;
}
