/** The reader's settings: schema, defaults and a parser that keeps what is good and reports what is not. */
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
};

export type Settings = { readonly [K in keyof typeof fields]: v.InferOutput<(typeof fields)[K]> };

export const defaultSettings: Settings = {
  confidence: 'balanced',
  highlights: true,
  remember: false,
  rememberDays: 90,
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
