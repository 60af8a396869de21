/** Turns for others in long work. */

/** Work goes on at most so long before others have their turn, in milliseconds; a slice of work comes on top. */
const TURN = 20;

/**
 * A pause for the checker: it lets events in once `TURN` has passed since the last time, and is nearly free before. By a
 * message to ourselves, because timers of this kind are held back to 4 ms each.
 */
export function createPause(): () => Promise<void> {
  const { port1, port2 } = new MessageChannel();
  const waiting: (() => void)[] = [];
  port1.onmessage = () => waiting.shift()?.();
  let last = performance.now();
  return async () => {
    if (performance.now() - last < TURN) return;
    await new Promise<void>((resolve) => {
      waiting.push(resolve);
      port2.postMessage(null);
    });
    last = performance.now();
  };
}
