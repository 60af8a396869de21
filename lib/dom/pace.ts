/** How often a page is looked at that changes: the less often, the longer it has not come to rest. */

/** Milliseconds between two looks, at least and most. */
const MIN_INTERVAL = 1_000;
const MAX_INTERVAL = 30_000;

export type Pace = {
  /** The page changed: look at it when it is time. */
  later(): void;
  /** It is being looked at now. */
  begin(): void;
  /** Another page: nothing of the last one counts. */
  reset(): void;
};

/** `look` is called until `signal` aborts. */
export function createPace(look: () => void, signal: AbortSignal): Pace {
  let interval = MIN_INTERVAL;
  let last = 0;
  let pending: ReturnType<typeof setTimeout> | undefined;
  signal.addEventListener('abort', () => clearTimeout(pending), { once: true });
  return {
    later() {
      clearTimeout(pending);
      const rested = performance.now() - last;
      if (rested > MAX_INTERVAL) interval = MIN_INTERVAL;
      pending = setTimeout(look, Math.max(0, interval - rested));
    },
    begin() {
      if (last > 0) interval = Math.min(MAX_INTERVAL, interval * 1.5);
      last = performance.now();
    },
    reset() {
      interval = MIN_INTERVAL;
      last = 0;
    },
  };
}
