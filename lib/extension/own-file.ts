/** Files that come with Caveat. Nothing here leaves the device: the browser reads them from where it keeps the extension. */
import { browser } from 'wxt/browser';

/** Put into the build by `wxt.config.ts`. */
export type OwnFile = '/vectors.bin';

/** A file's bytes, or null when it cannot be read. */
export async function readOwnFile(file: OwnFile): Promise<ArrayBuffer | null> {
  try {
    const response = await fetch(browser.runtime.getURL(file as never));
    return response.ok ? await response.arrayBuffer() : null;
  } catch {
    return null;
  }
}
