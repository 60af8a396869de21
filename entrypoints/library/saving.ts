/** Notes on their way into a file: how far that is, what goes along, and a way to stop. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Database } from '../../lib/db/index.ts';
import type { ExportFormat } from '../../lib/exchange/index.ts';
import type { Notice } from './NoticeLine.tsx';
import { type SavedNotes, saveNotes } from './save-notes.ts';

export type Saving = {
  /** From 0 to 1; null while nothing is written. */
  readonly progress: number | null;
  /** One file at a time: while one is written, no other is begun. */
  save(db: Database, what: SavedNotes, format: ExportFormat, how: 'file' | 'copy'): Promise<void>;
  cancel(): void;
};

/** Held by what outlives the parts, as `useStoring` is; `say` tells what came of it. */
export function useSaving(say: (notice: Notice | null) => void): Saving {
  const [progress, setProgress] = useState<number | null>(null);
  const running = useRef<AbortController | null>(null);
  return {
    progress,
    async save(db, what, format, how) {
      if (running.current) return;
      running.current = new AbortController();
      say(null);
      const { signal } = running.current;
      const said = await saveNotes(db, what, format, how, { signal, onProgress: setProgress });
      running.current = null;
      setProgress(null);
      if (said !== null) say({ text: said });
    },
    cancel: () => running.current?.abort(),
  };
}

/** Whether what was read goes along, and how to say so; null where there is nothing to ask about. */
export function useHistoryAlong(db: Database): [boolean | null, (on: boolean) => void] {
  const [along, setAlong] = useState<boolean | null>(null);
  useEffect(() => {
    void db.encounters.all().then((met) => met.ok && met.value.length > 0 && setAlong(false));
  }, [db]);
  return [along, setAlong];
}
