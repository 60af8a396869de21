/** The reader's notes as the library has them: live, with those just removed, which can be brought back. */
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { NoteChange } from '../../components/NoteBody.tsx';
import { type NoteKept, whyNotKept } from '../../components/note-kept.ts';
import type { Annotation } from '../../lib/annotation/index.ts';
import { type DatabaseProblem, type NotesSoFar, openDatabase } from '../../lib/db/index.ts';
import { announceNotesChanged } from '../../lib/extension/index.ts';
import type { Result } from '../../lib/result.ts';

const nothing: ReadonlyMap<string, Annotation> = new Map();

export function useNotes() {
  const [attempt, setAttempt] = useState(0);
  const db = useMemo(() => openDatabase(), [attempt]);
  /** Null while nothing is read. */
  const [stored, setStored] = useState<Result<NotesSoFar, DatabaseProblem> | null>(null);
  const [removed, setRemoved] = useState(nothing);
  const takeBack = (id: string) => setRemoved((before) => new Map([...before].filter(([one]) => one !== id)));

  useEffect(() => {
    const controller = new AbortController();
    db.notes.watch(setStored, controller.signal);
    return () => controller.abort();
  }, [db]);

  return {
    db,
    stored,
    removed,
    async save(note: Annotation, change: NoteChange, before = note.text): Promise<NoteKept> {
      // One just removed is stored again as it was.
      const from = { before, was: note, now: new Date().toISOString() };
      const saved = await db.notes.edit({ ...note, ...change }, from);
      if (!saved.ok) return whyNotKept(saved.error.kind);
      takeBack(note.id);
      void announceNotesChanged();
      return saved.value.other ? 'both' : true;
    },
    async remove(note: Annotation): Promise<void> {
      setRemoved((before) => new Map(before).set(note.id, note));
      const taken = await db.notes.remove(note.id);
      if (!taken.ok) {
        takeBack(note.id);
        throw new Error(taken.error.detail);
      }
      void announceNotesChanged();
    },
    /** Open the database anew. */
    retry() {
      setStored(null);
      setAttempt(attempt + 1);
    },
  };
}
