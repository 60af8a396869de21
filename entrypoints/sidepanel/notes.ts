/** The reader's notes on the page beside the panel. */
import { useLayoutEffect, useMemo, useState } from 'preact/hooks';
import type { NoteChange } from '../../components/NoteBody.tsx';
import { type NoteKept, type NoteRemoved, whyNotKept } from '../../components/note-kept.ts';
import type { Annotation } from '../../lib/annotation/index.ts';
import type { ClaimKey } from '../../lib/claims/index.ts';
import type { Database } from '../../lib/db/index.ts';
import { announceNotesChanged } from '../../lib/extension/index.ts';
import { useStored } from './stored.ts';

/** Begun and not yet kept, and just removed: both stay in the list while the reader is on this page. */
type Own = {
  readonly held: ReadonlyMap<string, Annotation>;
  readonly begun: string | null;
  readonly taken: readonly string[];
};
const untouched: Own = { held: new Map(), begun: null, taken: [] };

/** Notes at this address and on these claims, with what is done to them during one visit of the page. */
export function useNotes(db: Database, visit: number, address: string | null, claims: readonly ClaimKey[]) {
  const { notes } = db;
  const { stored, problem } = useStored(db, address, claims);
  const [{ held, begun, taken }, setOwn] = useState(untouched);
  useLayoutEffect(() => setOwn(untouched), [visit]);
  const kept = useMemo(() => new Map(stored.map((note) => [note.id, note])), [stored]);

  return {
    stored,
    /** Why the notes here are not known. */
    problem,
    all: useMemo(() => [...new Map([...held, ...kept]).values()], [held, kept]),
    begun: begun !== null && kept.has(begun) ? null : begun,
    removed: useMemo(() => new Set(taken.filter((id) => !kept.has(id))), [taken, kept]),
    /** One begun before and left empty is no note. */
    begin: (note: Annotation) =>
      setOwn((own) => {
        const held = new Map([...own.held].filter(([id]) => id !== own.begun));
        return { ...own, begun: note.id, held: held.set(note.id, note) };
      }),
    async keep(note: Annotation, change: NoteChange, before = note.text): Promise<NoteKept> {
      const now = new Date().toISOString();
      // One that is not stored, because it is new or was removed, is stored as it is.
      const saved = await notes.edit({ ...note, ...change, modified: now }, { before, was: note, now });
      if (!saved.ok) return whyNotKept(saved.error.kind);
      void announceNotesChanged();
      return saved.value.other ? 'both' : true;
    },
    async remove(note: Annotation): Promise<NoteRemoved> {
      setOwn((own) => ({ ...own, held: new Map(own.held).set(note.id, note), taken: [...own.taken, note.id] }));
      const done = await notes.remove(note.id);
      if (!done.ok) throw new Error(done.error.detail);
      void announceNotesChanged();
    },
  };
}
