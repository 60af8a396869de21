/** Notes on their way into a file: how far that is, what goes along, and a way to stop. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Database } from '../../lib/db/index.ts';
import type { ExportFormat } from '../../lib/exchange/index.ts';
import type { Notice } from './NoticeLine.tsx';
import { type SavedNotes, saveNotes } from './save-notes.ts';

export function useSaving(db: Database, say: (notice: Notice | null) => void) {
  /** From 0 to 1; null while nothing is written. */
  const [progress, setProgress] = useState<number | null>(null);
  /** Whether what was read goes along; null where there is nothing to ask about. */
  const [withHistory, setWithHistory] = useState<boolean | null>(null);
  const running = useRef(new AbortController());
  useEffect(() => {
    void db.encounters.all().then((met) => met.ok && met.value.length > 0 && setWithHistory(false));
  }, [db]);

  return {
    progress,
    withHistory,
    setWithHistory,
    async save(what: SavedNotes, format: ExportFormat, how: 'file' | 'copy'): Promise<void> {
      running.current = new AbortController();
      say(null);
      const { signal } = running.current;
      const said = await saveNotes(db, what, format, how, { signal, onProgress: setProgress });
      setProgress(null);
      if (said !== null) say({ text: said });
    },
    cancel: () => running.current.abort(),
  };
}
