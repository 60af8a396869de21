/** What the panel says of the page beside it. */
import type { PageState } from '../../components/PageSummary.tsx';
import type { PageOutcome } from '../../lib/extension/index.ts';
import { pageStateOf } from '../beside-page/door.ts';

type Circumstances = {
  /** Highlights are off in the settings. */
  readonly paused: boolean;
  /** The page's address, null where the browser hides it. */
  readonly address: string | null;
  /** Caveat was to be started there, and was not. */
  readonly tried: boolean;
};

/**
 * The state to show for what came of asking the page. A click in the panel gives no access to a page, unlike one on the
 * toolbar button: where nothing is known of the page, or starting did not help, the reader is told of that button.
 */
export function panelStateOf(outcome: PageOutcome, { paused, address, tried }: Circumstances): PageState {
  if (paused && outcome.kind !== 'status') return { state: 'paused' };
  const hidden = address === null && (outcome.kind === 'absent' || outcome.kind === 'unreadable');
  if (hidden || (outcome.kind === 'absent' && tried)) return { state: 'uninvoked' };
  return pageStateOf(outcome);
}
