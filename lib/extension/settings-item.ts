/** The reader's settings in the browser's storage: parsed whenever they are read, watchable from every context. */
import { browser } from 'wxt/browser';
import { type BackupState, defaultSettings, parseBackupState, parseSettings, type Settings } from '../settings.ts';

/** A setting is stored under its own name: two windows that change two of them at once both have their way. */
const keys = Object.keys(defaultSettings);

/** Where all of them lay together before: what was chosen then holds until it is chosen anew. */
const TOGETHER = 'settings';

/** The settings as stored; defaults for what is missing or not as it should be, and when storage cannot be read. */
export async function loadSettings(): Promise<Settings> {
  try {
    const { [TOGETHER]: before } = await browser.storage.local.get<{ [TOGETHER]?: object }>(TOGETHER);
    return parseSettings(await browser.storage.local.get({ ...defaultSettings, ...before })).settings;
  } catch {
    // A reader without readable settings still reads; the next save says whether storage works.
    return defaultSettings;
  }
}

/** Change some settings; answers with all of them as now stored. Rejects when the browser cannot store. */
export async function saveSettings(patch: Partial<Settings>): Promise<Settings> {
  await browser.storage.local.set(patch);
  return loadSettings();
}

/** Calls back with the settings after each change made in any context, until `signal` aborts. */
export function watchSettings(callback: (settings: Settings) => void, signal: AbortSignal): void {
  if (signal.aborted) return;
  const listen = async (changes: object, area: string): Promise<void> => {
    if (area !== 'local' || !keys.some((key) => key in changes)) return;
    const settings = await loadSettings();
    if (!signal.aborted) callback(settings);
  };
  browser.storage.onChanged.addListener(listen);
  signal.addEventListener('abort', () => browser.storage.onChanged.removeListener(listen), { once: true });
}

/** The storage key of what is known of the reader's backups. */
const BACKUP_KEY = 'backup';

/** When a backup was saved last; as if never, when storage cannot be read. */
export async function loadBackupState(): Promise<BackupState> {
  try {
    return parseBackupState((await browser.storage.local.get(BACKUP_KEY))[BACKUP_KEY]);
  } catch {
    // A reminder too many harms less than one too few.
    return parseBackupState(null);
  }
}

/** Remember that a file with everything was saved, or that the reader said "not now". */
export async function saveBackupState(patch: Partial<BackupState>): Promise<BackupState> {
  const state = { ...(await loadBackupState()), ...patch };
  await browser.storage.local.set({ [BACKUP_KEY]: state });
  return state;
}
