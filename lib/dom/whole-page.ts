/** All a page says, read once and kept until the page changes. */
import { browserLayout } from './layout.ts';
import { type PageReading, readPageText, readPageTextInSlices } from './page-text.ts';

/** In UTF-16 units: all of any page but the most extreme. */
const MAX_LENGTH = 1_900_000;

/** Milliseconds the page is read without a pause. */
const SLICE = 8;

export type WholePage = {
  /** As it is now. */
  now(): PageReading;
  /**
   * The same without holding the page up, for pages whose reading would be felt. Changed meanwhile, it is what the page
   * was; the observer's next turn brings what it became.
   */
  calmly(): Promise<PageReading>;
  /** The page changed: it is read anew when it is asked for. */
  touch(): void;
  /** Whether the page still says this. */
  isStill(reading: PageReading): boolean;
};

/** `read` is where every reading ends: it makes no noise there, and is followed. */
export function keepWholePage(
  document: Document,
  isHere: (document: Document) => boolean,
  read: (read: () => PageReading) => PageReading,
): WholePage {
  /** Null when the page changed since. */
  let current: PageReading | null = null;
  /** Changes of the page. */
  let touches = 0;
  const options = () => ({ ...browserLayout(document), everything: true, isHere, maxLength: MAX_LENGTH });

  return {
    now() {
      current ??= read(() => readPageText(document, options()));
      return current;
    },
    async calmly() {
      if (current) return current;
      const before = touches;
      const work = readPageTextInSlices(document, options());
      let since = performance.now();
      for (;;) {
        const step = work.next();
        if (step.done) {
          const whole = read(() => step.value);
          if (touches === before) current = whole;
          return whole;
        }
        if (performance.now() - since < SLICE) continue;
        await pause();
        since = performance.now();
      }
    },
    touch() {
      current = null;
      touches += 1;
    },
    isStill: ({ page }) => current?.page.text === page.text,
  };
}

/** Let the browser do what is due. Timers in a row are held back by 4 ms each; where the scheduler yields, it does not. */
async function pause(): Promise<void> {
  const { scheduler } = globalThis as { scheduler?: { yield?: () => Promise<void> } };
  if (scheduler?.yield) await scheduler.yield();
  else await new Promise((resolve) => setTimeout(resolve));
}
