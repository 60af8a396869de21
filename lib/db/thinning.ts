/** Which safety copies are kept. Pure: times and sizes in, ids out. */

export type Kept = {
  readonly id: string;
  readonly at: string;
  readonly bytes: number;
  /** What it shares with others. */
  readonly sets?: readonly { readonly stamp: string; readonly bytes: number }[];
};

/** Copies that are kept whatever their age. */
const LATEST = 5;
const DAY = 86_400_000;
/** Behind those, one a day for a week, and one a week for two months. */
const DAILY_FOR = 7 * DAY;
const WEEKLY_FOR = 60 * DAY;
/** All of them together, compressed: some ten libraries of 50,000 notes. The newest one stays, however large. */
const MOST_BYTES = 100_000_000;

export type Thinned = {
  /** The ids of the copies to drop. */
  readonly dropped: readonly string[];
  /** The stamps of claim sets to drop, for which there is no room beside what readers wrote; no kept copy needs them. */
  readonly sets: ReadonlySet<string>;
};

/** What to drop at `now`: copies for their age, then claim sets, which are in a file as well, before any other copy. */
export function tooMany(copies: readonly Kept[], now: string): Thinned {
  const newestFirst = [...copies].sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
  const time = Date.parse(now);
  const taken = new Set<string>();
  const dropped: string[] = [];
  let room = MOST_BYTES;
  const kept = newestFirst.filter((copy, index) => {
    const age = time - Date.parse(copy.at);
    const span = age <= DAILY_FOR ? DAY : 7 * DAY;
    const period = `${span} ${Math.floor(Date.parse(copy.at) / span)}`;
    const isDue = index < LATEST || (age <= WEEKLY_FOR && !taken.has(period));
    if (index > 0 && (!isDue || copy.bytes > room)) {
      dropped.push(copy.id);
      return false;
    }
    taken.add(period);
    room -= copy.bytes;
    return true;
  });
  const fitting = new Set<string>();
  const sets = new Set<string>();
  kept.forEach((copy, index) => {
    for (const { stamp, bytes } of copy.sets ?? []) {
      if (fitting.has(stamp)) continue;
      if (index > 0 && bytes > room) {
        sets.add(stamp);
        continue;
      }
      fitting.add(stamp);
      room -= bytes;
    }
  });
  return { dropped, sets };
}
