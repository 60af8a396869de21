import { useState } from 'preact/hooks';
import type { Annotation } from '../../lib/annotation/index.ts';
import { annotationsToSave, importAnnotations } from '../../lib/exchange/index.ts';
import { t } from '../../lib/i18n/index.ts';
import { type ImportState, ImportView } from './ImportView.tsx';
import { pause } from './time.ts';

export type ImportProps = {
  /** What the reader has: what a file says of it is not new. */
  readonly existing: readonly Annotation[];
  /** Store these notes; `replaced` are those among what the reader has that they take the place of. */
  onStore(notes: readonly Annotation[], replaced: readonly Annotation[]): Promise<void>;
};

/** Reads a file the reader picks, shows what it would change, and hands over what the reader agreed to. */
export function Import({ existing, onStore }: ImportProps) {
  const [open, setOpen] = useState(false);
  const [reading, setReading] = useState<ImportState>({ state: 'none' });

  async function read(file: File): Promise<void> {
    setReading({ state: 'reading' });
    const bytes = await file.arrayBuffer().catch(() => null);
    // Whoever waits is told before the work begins.
    await pause();
    // A file that is gone or may not be read has nothing in it for us.
    const read = importAnnotations(new Uint8Array(bytes ?? new ArrayBuffer(0)), {
      existing,
      now: new Date().toISOString(),
    });
    setReading(
      read.ok
        ? { state: 'preview', name: file.name, report: read.value }
        : { state: 'refused', name: file.name, problem: read.error },
    );
  }

  function close(): void {
    setReading({ state: 'none' });
    setOpen(false);
  }

  if (!open) {
    return (
      <p>
        <button type="button" class="cav-link" onClick={() => setOpen(true)}>
          {t('import_open')}
        </button>
      </p>
    );
  }
  return (
    <ImportView
      reading={reading}
      onFile={(file) => void read(file)}
      onImport={(report, replace) => {
        const next = annotationsToSave(report, replace);
        const ids = new Set(next.map(({ id }) => id));
        void onStore(
          next,
          existing.filter(({ id }) => ids.has(id)),
        ).then(close);
      }}
      onClose={close}
    />
  );
}
