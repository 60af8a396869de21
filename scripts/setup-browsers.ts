/** Both browsers the tests run in: found, or installed where we may, or an explanation. */
import { needBrowser } from './browsers.ts';

try {
  for (const kind of ['chromium', 'firefox'] as const) console.log(`${kind}: ${needBrowser(kind)}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
