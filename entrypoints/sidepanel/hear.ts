import type { PageState } from '../../components/PageSummary.tsx';
import type { PageText } from '../../lib/checker/index.ts';
import { callPage, type FollowOptions, followPage, loadSettings, type PageTab } from '../../lib/extension/index.ts';
import { type Told, toldIn } from '../beside-page/door.ts';
import { panelStateOf } from './state.ts';

/** What is known of a page that was asked. */
export type Heard = {
  readonly page: PageState;
  /** What it told of itself, where it got that far. */
  readonly told: Told | null;
  /** The text its report was made from. */
  readonly text: PageText | null;
  /** Its own address, or as much as the browser tells of it; null where it tells nothing. */
  readonly address: string | null;
};

/** Ask the page in this tab how it is, until `signal` aborts. A tab that was closed leaves the address it had. */
export async function hear(
  tab: PageTab | null,
  options: FollowOptions,
  signal: AbortSignal,
): Promise<Omit<Heard, 'address'> & Partial<Heard>> {
  if (!tab) return { page: { state: 'unsupported', why: 'closed' }, told: null, text: null };
  const { highlights } = await loadSettings();
  const outcome = await followPage(tab, options, signal);
  const told = toldIn(outcome);
  const text = told?.report ? await callPage(tab.id, 'pageText', {}) : null;
  return {
    page: panelStateOf(outcome, { paused: !highlights, address: tab.url, tried: options.start }),
    told,
    text: text?.ok ? text.value : null,
    address: told?.url ?? tab.url,
  };
}
