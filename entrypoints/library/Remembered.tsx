/** The library's other two parts over the database: what was met, and what was corrected. */
import { useEffect, useState } from 'preact/hooks';
import { type Correction, correctionKey } from '../../lib/annotation/index.ts';
import type { Database, DatabaseProblem, Forgettable } from '../../lib/db/index.ts';
import { exportCorrections } from '../../lib/exchange/index.ts';
import {
  announceCorrectionsChanged,
  loadSettings,
  openExtensionPage,
  saveFile,
  watchSettings,
} from '../../lib/extension/index.ts';
import { t } from '../../lib/i18n/index.ts';
import type { Result } from '../../lib/result.ts';
import { CorrectionsView } from './CorrectionsView.tsx';
import { useClaims } from './claims.ts';
import type { Notice } from './NoticeLine.tsx';
import { ReadView } from './ReadView.tsx';

export type RememberedProps = {
  readonly db: Database;
  readonly locale: string;
};

const none: readonly never[] = [];

/** What is live of one store: the latest, or why it cannot be read. */
function useLive<T>(
  watch: (callback: (result: Result<T, DatabaseProblem>) => void, signal: AbortSignal) => void,
): Result<T, DatabaseProblem> | null {
  const [live, setLive] = useState<Result<T, DatabaseProblem> | null>(null);
  useEffect(() => {
    const controller = new AbortController();
    watch(setLive, controller.signal);
    return () => controller.abort();
  }, [watch]);
  return live;
}

function Problem({ why }: { readonly why: DatabaseProblem['kind'] }) {
  return <p role="alert">{t(`library_problem_${why}`)}</p>;
}

export function ReadSoFar({ db, locale }: RememberedProps) {
  const met = useLive(db.encounters.watch);
  const { claimOf } = useClaims(met?.ok ? met.value : none);
  const [remembering, setRemembering] = useState<boolean | null>(null);
  const [notice, setNotice] = useState<Notice | null>(null);
  useEffect(() => {
    const controller = new AbortController();
    void loadSettings().then(({ remember }) => setRemembering(remember));
    watchSettings(({ remember }) => setRemembering(remember), controller.signal);
    return () => controller.abort();
  }, []);
  if (met === null || remembering === null) return <p class="cav-quiet">{t('library_loading')}</p>;
  if (!met.ok) return <Problem why={met.error.kind} />;

  async function forget(what: Forgettable): Promise<void> {
    const taken = await db.encounters.forget(what);
    if (!taken.ok) setNotice({ text: t('met_failed') });
    if (!taken.ok || taken.value.length === 0) return;
    const offer = (text: string) => setNotice({ text, onUndo: () => void undo() });
    const undo = async () => {
      const restored = await db.encounters.restore(taken.value);
      if (restored.ok) setNotice({ text: t('library_undone') });
      else offer(t('met_failed'));
    };
    offer(t('met_forgotten'));
  }
  return (
    <ReadView
      encounters={met.value}
      remembering={remembering}
      notice={notice}
      locale={locale}
      claimOf={claimOf}
      onForget={(what) => void forget(what)}
      onSettings={() => void openExtensionPage('options')}
    />
  );
}

export function Corrections({ db, locale }: RememberedProps) {
  const corrections = useLive(db.corrections.watch);
  const { claimOf } = useClaims(corrections?.ok ? corrections.value : none);
  const [notice, setNotice] = useState<Notice | null>(null);
  if (corrections === null) return <p class="cav-quiet">{t('library_loading')}</p>;
  if (!corrections.ok) return <Problem why={corrections.error.kind} />;

  async function undo({ claim, text }: Correction): Promise<void> {
    const removed = await db.corrections.remove(correctionKey(claim, text));
    setNotice({ text: t(removed.ok ? 'correction_undone' : 'correction_failed') });
    if (removed.ok) void announceCorrectionsChanged(null);
  }
  function exportAll(known: readonly Correction[]): void {
    const file = exportCorrections(known, new Date().toISOString());
    saveFile(file);
    setNotice({ text: t('menu_exported', { name: file.name }) });
  }
  return (
    <CorrectionsView
      corrections={corrections.value}
      notice={notice}
      locale={locale}
      claimOf={claimOf}
      onUndo={(correction) => void undo(correction)}
      onExport={() => exportAll(corrections.value)}
    />
  );
}
