/** Whether the browser promises to keep what is stored, and how much room there is. Extension pages only: a background
 * worker cannot ask. */

/** `kept`: only the reader removes it. `may-be-cleared`: the browser may, when the device is full. `unknown`: it does not tell. */
export type Keeping = 'kept' | 'may-be-cleared' | 'unknown';

const answer = async (ask: (() => Promise<boolean>) | undefined): Promise<Keeping> => {
  try {
    return ask ? ((await ask()) ? 'kept' : 'may-be-cleared') : 'unknown';
  } catch {
    // A browser that will not say has promised nothing.
    return 'unknown';
  }
};

/** What the browser promised so far. */
export const keeping = (): Promise<Keeping> => answer(navigator.storage?.persisted?.bind(navigator.storage));

/** Ask the browser to keep it. Some ask the reader; call it from a page the reader opened. */
export const askToKeep = (): Promise<Keeping> => answer(navigator.storage?.persist?.bind(navigator.storage));

/** Bytes used and still free, as far as the browser tells; null where it does not. */
export async function room(): Promise<{ readonly used: number; readonly available: number } | null> {
  try {
    const { usage, quota } = await navigator.storage.estimate();
    if (usage === undefined || quota === undefined) return null;
    return { used: usage, available: Math.max(0, quota - usage) };
  } catch {
    // Then nobody can be warned before it is full; a save still says so.
    return null;
  }
}
