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

/** The ids of the copies to drop at `now`. */
export function tooMany(copies: readonly Kept[], now: string): readonly string[] {
  const newestFirst = [...copies].sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
  const time = Date.parse(now);
  const taken = new Set<string>();
  const dropped: string[] = [];
  const shared = new Set<string>();
  let bytes = 0;
  newestFirst.forEach((copy, index) => {
    const age = time - Date.parse(copy.at);
    const span = age <= DAILY_FOR ? DAY : 7 * DAY;
    const period = `${span} ${Math.floor(Date.parse(copy.at) / span)}`;
    const isDue = index < LATEST || (age <= WEEKLY_FOR && !taken.has(period));
    const alone = (copy.sets ?? []).filter(({ stamp }) => !shared.has(stamp));
    const more = alone.reduce((sum, set) => sum + set.bytes, copy.bytes);
    if (index > 0 && (!isDue || bytes + more > MOST_BYTES)) {
      dropped.push(copy.id);
      return;
    }
    taken.add(period);
    for (const { stamp } of alone) shared.add(stamp);
    bytes += more;
  });
  return dropped;
}
