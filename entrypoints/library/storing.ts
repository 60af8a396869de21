/** What a file brings on its way into the database: to its end, whichever part of the library is open meanwhile. */
import { useRef, useState } from 'preact/hooks';
import { type Brought, bringIn, type Database, type Pacing } from '../../lib/db/index.ts';
import { announceCorrectionsChanged, callBackground } from '../../lib/extension/index.ts';
import { t } from '../../lib/i18n/index.ts';
import { type Tell, teller } from './changes.ts';
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

const announceBeside = () =>
  void Promise.all([announceCorrectionsChanged(null), callBackground('claimSetsChanged', {})]);

/** Brings in what a file had; `tell` shows what came of it. */
export async function store(db: Database, brought: Brought, pacing: Pacing, tell: Tell): Promise<void> {
  const { saved, complete, hasCopy, undo } = await bringIn(db, brought, new Date().toISOString(), pacing);
  announceBeside();
  const isBeside = complete && brought.notes.length === 0;
  const came = isBeside ? t('import_doneBeside') : t(complete ? 'import_done' : 'import_partly', { count: saved });
  const told = teller(tell);
  told(complete || saved > 0, hasCopy ? came : `${came} ${t('import_noCopy')}`, async () => {
    told(await undo(), t('library_undone'));
    announceBeside();
  });
}

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
      await store(db, brought, { signal: work.current.signal, onProgress: setShare }, say);
      setShare(null);
    },
    cancel: () => work.current.abort(),
  };
}
