/** Where a browser is installed on this machine, or null. */
import { existsSync } from 'node:fs';

const candidates: Record<'chromium' | 'firefox', readonly string[]> = {
  chromium: ['/usr/bin/chromium', '/usr/bin/google-chrome', '/usr/bin/microsoft-edge'],
  firefox: ['/usr/bin/firefox-esr', '/usr/bin/firefox'],
};

export function findBrowser(kind: 'chromium' | 'firefox'): string | null {
  return candidates[kind].find((path) => existsSync(path)) ?? null;
}
