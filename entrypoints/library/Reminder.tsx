import { useEffect, useState } from 'preact/hooks';
import type { Database } from '../../lib/db/index.ts';
import { loadBackupState, loadSettings, saveBackupState } from '../../lib/extension/index.ts';
import { t } from '../../lib/i18n/index.ts';
import { backupDue } from '../../lib/settings.ts';

export type ReminderProps = {
  readonly db: Database;
  /** Save a file with everything. */
  onSave(): Promise<void>;
};

/** Says quietly, when it is time, how many notes are in no file yet; no for an answer holds for a while. */
export function Reminder({ db, onSave }: ReminderProps) {
  const [changed, setChanged] = useState<number | null>(null);

  async function look(): Promise<void> {
    const [{ remindBackup }, state] = await Promise.all([loadSettings(), loadBackupState()]);
    const count = await db.notes.changedSince(state.saved);
    const due =
      count.ok && remindBackup ? backupDue(state, { changed: count.value, now: new Date().toISOString() }) : 'none';
    setChanged(count.ok && due !== 'none' ? count.value : null);
  }
  // Where nothing is known of backups, there is nothing to remind of.
  useEffect(() => void look().catch(() => setChanged(null)), [db]);

  if (changed === null) return null;
  return (
    <p class="cav-reminder cav-quiet">
      {t('copies_due', { count: changed })}
      <button type="button" class="cav-link" onClick={() => void onSave().then(look)}>
        {t('copies_backup')}
      </button>
      <button
        type="button"
        class="cav-link"
        onClick={() => void saveBackupState({ dismissed: new Date().toISOString() }).then(() => setChanged(null))}
      >
        {t('copies_notNow')}
      </button>
    </p>
  );
}
