/** The reader's settings: schema, defaults and a parser that keeps what is good and reports what is not; and when to speak of a backup. */
import * as v from 'valibot';

const fields = {
  /** How sure Caveat must be before it highlights a sentence. */
  confidence: v.picklist(['only-sure', 'balanced', 'show-more']),
  /** Off pauses Caveat everywhere without losing any permission. */
  highlights: v.boolean(),
  /** Whether the claims met on pages are remembered on this device. Only the reader turns it on. */
  remember: v.boolean(),
  /** For how many days after a page was last met. */
  rememberDays: v.picklist([30, 90, 365]),
  /** Whether a bar offers itself at the text the reader selects. Menu and keys work without. */
  adder: v.boolean(),
  /** The colour a passage was last marked in. */
  color: v.picklist(['yellow', 'green', 'blue', 'pink', 'purple']),
  /** Whether the library says so when much was written since a backup was last saved. */
  remindBackup: v.boolean(),
};

export type Settings = { readonly [K in keyof typeof fields]: v.InferOutput<(typeof fields)[K]> };

export const defaultSettings: Settings = {
  confidence: 'balanced',
  highlights: true,
  remember: false,
  rememberDays: 90,
  adder: true,
  color: 'yellow',
  remindBackup: true,
};

/** Stored settings in, usable settings out: a bad field falls back to its default and is named in `ignored`. */
export function parseSettings(stored: unknown): { settings: Settings; ignored: string[] } {
  const given = typeof stored === 'object' && stored !== null ? (stored as Record<string, unknown>) : {};
  const settings: Record<string, unknown> = { ...defaultSettings };
  const ignored: string[] = [];
  for (const [name, schema] of Object.entries(fields)) {
    if (given[name] === undefined) continue;
    const parsed = v.safeParse(schema, given[name]);
    if (parsed.success) settings[name] = parsed.output;
    else ignored.push(name);
  }
  // Every field was parsed by its own schema or is the default.
  return { settings: settings as Settings, ignored };
}

/** What is known of the reader's backups. Times are ISO 8601 with zone. */
export type BackupState = {
  /** When a file with everything was saved last; null before the first. */
  readonly saved: string | null;
  /** When the reader last said "not now". */
  readonly dismissed: string | null;
};

const instant = v.pipe(v.string(), v.isoTimestamp());
const backupState = v.object({
  saved: v.optional(v.fallback(v.nullable(instant), null), null),
  dismissed: v.optional(v.fallback(v.nullable(instant), null), null),
});

/** A stored state in, a usable one out. */
export function parseBackupState(stored: unknown): BackupState {
  const parsed = v.safeParse(backupState, stored);
  return parsed.success ? parsed.output : { saved: null, dismissed: null };
}

const DAY = 86_400_000;
/** Below so many notes the reader has nothing yet that would be missed. */
const WORTH_KEEPING = 10;
/** A fortnight's notes, or a busy week's, are worth a file. */
const OLD_AFTER = 14 * DAY;
const MANY = 100;
const MANY_AFTER = 2 * DAY;
const QUIET_AFTER_NO = 7 * DAY;

/**
 * Whether to remind of a backup, quietly: `never-saved` from the tenth note on, `long-ago` when notes changed and the last
 * file is old. `changed` counts the notes written or changed since it.
 */
export function backupDue(
  { saved, dismissed }: BackupState,
  { changed, now }: { readonly changed: number; readonly now: string },
): 'none' | 'never-saved' | 'long-ago' {
  const since = (time: string): number => Date.parse(now) - Date.parse(time);
  if (dismissed !== null && since(dismissed) < QUIET_AFTER_NO) return 'none';
  if (saved === null) return changed >= WORTH_KEEPING ? 'never-saved' : 'none';
  const isOld = since(saved) >= OLD_AFTER || (changed >= MANY && since(saved) >= MANY_AFTER);
  return changed > 0 && isOld ? 'long-ago' : 'none';
}
