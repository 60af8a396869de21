import { useState } from 'preact/hooks';
import { t } from '../lib/i18n/index.ts';
import type { NoteKept } from './note-kept.ts';
import { TakenAway } from './TakenAway.tsx';

export type NotThisClaimProps = {
  /** Takes the mark away and remembers it; anything but true means that nothing changed. */
  onCorrect(): Promise<NoteKept>;
};

/** The reader's word that the sentence does not state the claim. */
export function NotThisClaim({ onCorrect }: NotThisClaimProps) {
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function correct(): Promise<void> {
    setBusy(true);
    const kept = await onCorrect().catch(() => false as const);
    setBusy(false);
    if (kept === true) return;
    setProblem(t(kept === 'private-window' ? 'note_status_private_window' : 'correction_failed'));
  }

  return (
    <>
      <button type="button" class="cav-link" disabled={busy} onClick={() => void correct()}>
        {t('correction_action')}
      </button>
      <p class="cav-quiet cav-notice" role="status">
        {problem}
      </p>
    </>
  );
}

/** What stands in the card in place of a match that was taken away. */
export const Corrected = ({ onUndo }: { onUndo(): Promise<boolean> }) => (
  <TakenAway
    class="cav-card-part cav-section"
    said={t('correction_done')}
    problem={t('correction_failed')}
    onUndo={onUndo}
  />
);
