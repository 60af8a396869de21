import { extensionVersion } from '../../lib/extension/index.ts';

/** Puts what went wrong on the clipboard, with the version and the browser it went wrong in. */
export const copyDetails = (detail: string): Promise<void> =>
  navigator.clipboard.writeText(`Caveat ${extensionVersion()}\n${navigator.userAgent}\n${detail}`);
