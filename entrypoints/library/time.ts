/** Long work that leaves the page time to answer. */

/** Resolves when what else waits to be done was done. */
export const pause = (): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve);
  });

/** Milliseconds of work between two pauses: half a frame. */
const BUDGET = 8;

/** Does `work` with each of `all`, pausing in between; false when `signal` aborted before the end. */
export async function inSlices<One>(
  all: readonly One[],
  work: (one: One) => void,
  signal: AbortSignal,
  onProgress?: (share: number) => void,
): Promise<boolean> {
  let until = performance.now() + BUDGET;
  for (const [index, one] of all.entries()) {
    work(one);
    if (performance.now() < until) continue;
    onProgress?.(index / all.length);
    await pause();
    if (signal.aborted) return false;
    until = performance.now() + BUDGET;
  }
  return !signal.aborted;
}

/** `ask`, with answers kept. */
export function once<Key, Answer>(ask: (key: Key) => Answer): (key: Key) => Answer {
  const answers = new Map<Key, Answer>();
  return (key) => {
    const known = answers.get(key);
    if (known !== undefined) return known;
    const answer = ask(key);
    answers.set(key, answer);
    return answer;
  };
}
