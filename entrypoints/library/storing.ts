/** What a file brings on its way into the database: to its end, whichever part of the library is open meanwhile. */
import { useRef, useState } from 'preact/hooks';
import type { Brought, Database } from '../../lib/db/index.ts';
import { createChanges } from './changes.ts';
import type { Notice } from './NoticeLine.tsx';

export type Storing = {
  /** From 0 to 1; null while nothing is stored. */
  readonly share: number | null;
  /** What came of it. */
  readonly notice: Notice | null;
  say(notice: Notice | null): void;
  store(db: Database, brought: Brought): Promise<void>;
  /** It ends by itself then, and says how far it came. */
  cancel(): void;
};

/** Held by what outlives the parts. */
export function useStoring(): Storing {
  const [share, setShare] = useState<number | null>(null);
  const [notice, say] = useState<Notice | null>(null);
  const work = useRef(new AbortController());
  return {
    share,
    notice,
    say,
    async store(db, brought) {
      work.current = new AbortController();
      say(null);
      setShare(0);
      await createChanges(db, say).store(brought, { signal: work.current.signal, onProgress: setShare });
      setShare(null);
    },
    cancel: () => work.current.abort(),
  };
}
