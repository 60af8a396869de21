import { useEffect, useRef, useState } from 'preact/hooks';
import type { Annotation } from '../../lib/annotation/index.ts';
import type { Brought, Database } from '../../lib/db/index.ts';
import { annotationsToSave, type ImportReport, importInSlices } from '../../lib/exchange/index.ts';
import { setIdsOf } from './claims.ts';
import { type ImportState, ImportView, type Replaceable } from './ImportView.tsx';
import { pause } from './time.ts';

export type ImportProps = {
  /** What the reader has: what a file says of it is not new. */
  readonly existing: readonly Annotation[];
  readonly db: Pick<Database, 'claimSets'>;
  /** How much of what was agreed to is stored, from 0 to 1; null while nothing is. */
  readonly stored: number | null;
  onStore(brought: Brought): Promise<void>;
  /** Store no more of it. */
  onStop(): void;
  onClose(): void;
};

/**
 * Reads a file the reader picks, shows what it would change, and hands over what the reader agreed to. Reading ends when
 * it goes; storing is not its own.
 */
export function Import({ existing, db, stored, onStore, onStop, onClose }: ImportProps) {
  const [reading, setReading] = useState<ImportState>({ state: 'none' });
  const work = useRef(new AbortController());
  useEffect(() => () => work.current.abort(), []);

  /** Ends what is under way. */
  function begin(): AbortSignal {
    work.current.abort();
    work.current = new AbortController();
    return work.current.signal;
  }

  async function read(file: File): Promise<void> {
    const signal = begin();
    setReading({ state: 'reading', entries: 0 });
    // A file that is gone or may not be read has nothing in it for us.
    const bytes = await file.arrayBuffer().catch(() => new ArrayBuffer(0));
    // Whoever waits is told before the work begins.
    await pause();
    const read = await importInSlices(
      new Uint8Array(bytes),
      { existing, now: new Date().toISOString(), name: file.name },
      { pause, signal, onProgress: (entries) => !signal.aborted && setReading({ state: 'reading', entries }) },
    );
    if (signal.aborted || read === null) return;
    const here = read.ok && read.value.claimSets.length > 0 ? await setIdsOf(db) : new Set<string>();
    if (signal.aborted) return;
    setReading(
      read.ok
        ? { state: 'preview', name: file.name, report: read.value, setIds: here }
        : { state: 'refused', name: file.name, problem: read.error },
    );
  }

  async function store(report: ImportReport, replace: readonly Replaceable[]): Promise<void> {
    const notes = annotationsToSave(report, replace);
    const ids = new Set(notes.map(({ id }) => id));
    const { corrections, history, claimSets } = report;
    await onStore({ notes, replaced: existing.filter(({ id }) => ids.has(id)), corrections, history, claimSets });
    onClose();
  }

  return (
    <ImportView
      reading={stored === null ? reading : { state: 'storing', share: stored }}
      onFile={(file) => void read(file)}
      onImport={(report, replace) => void store(report, replace)}
      onCancel={() => {
        if (stored !== null) onStop();
        else {
          work.current.abort();
          setReading({ state: 'none' });
        }
      }}
      onClose={onClose}
    />
  );
}
