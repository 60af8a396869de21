/** What the popup knows of the page it serves, and what it can do there. Holds no state: the page's annotator does. */
import type { PageState } from '../../components/PageSummary.tsx';
import type { PageText } from '../../lib/checker/index.ts';
import {
  annotateTab,
  type CallProblem,
  callPage,
  grantedSites,
  type PageStatus,
  type PageTab,
  readability,
  siteOf,
  siteState,
} from '../../lib/extension/index.ts';
import type { SiteStanding } from './PopupView.tsx';

type Done = Extract<PageStatus, { state: 'done' }>;

/** How often a page that is being read is asked again, and for how long, in milliseconds. */
const ASK_EVERY = 200;
const ASK_FOR = 60_000;
/** How long a started annotator may take to answer for the first time. */
const START_WITHIN = 4_000;

const wait = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * Follow the page's state until it rests. `invoked` says that the reader called Caveat to this page: then it is read at
 * once where it is not running yet. `again` has a page read that was not, or was already.
 */
export async function followPage(
  tab: PageTab,
  { invoked, again = false }: { readonly invoked: boolean; readonly again?: boolean },
  show: (page: PageState, done: Done | null) => void,
  signal: AbortSignal,
): Promise<void> {
  const readable = readability(tab.url);
  if (readable !== 'readable' && readable !== 'unknown') {
    show({ state: 'unsupported', why: readable }, null);
    return;
  }
  show({ state: 'loading' }, null);
  let asked = await callPage(tab.id, 'pageStatus', {});
  if (!asked.ok && asked.error.kind === 'no-receiver') {
    if (!invoked) {
      show({ state: 'off' }, null);
      return;
    }
    const started = await annotateTab(tab.id);
    if (!started.ok) {
      show(notStarted(started.error, readable), null);
      return;
    }
    asked = await askUntilThere(tab.id, signal);
  } else if (asked.ok && again) {
    await callPage(tab.id, 'readPage', {});
    asked = await callPage(tab.id, 'pageStatus', {});
  }
  const until = Date.now() + ASK_FOR;
  while (asked.ok && asked.value.state === 'checking' && Date.now() < until && !signal.aborted) {
    await wait(ASK_EVERY);
    asked = await callPage(tab.id, 'pageStatus', {});
  }
  if (signal.aborted) return;
  if (!asked.ok) show({ state: 'failed', detail: detailOf(asked.error) }, null);
  else show(stateOf(asked.value), asked.value.state === 'done' ? asked.value : null);
}

async function askUntilThere(tabId: number, signal: AbortSignal): ReturnType<typeof callPage<'pageStatus'>> {
  const until = Date.now() + START_WITHIN;
  for (;;) {
    const asked = await callPage(tabId, 'pageStatus', {});
    if (asked.ok || asked.error.kind !== 'no-receiver' || Date.now() > until || signal.aborted) return asked;
    await wait(ASK_EVERY);
  }
}

function notStarted(problem: { readonly kind: string; readonly detail: string }, readable: string): PageState {
  if (problem.kind !== 'not-allowed') return { state: 'failed', detail: problem.detail };
  // With a readable address only the grant is missing; without one, the browser hides a page of its own.
  return readable === 'readable' ? { state: 'off' } : { state: 'unsupported', why: 'unknown' };
}

function stateOf(status: PageStatus): PageState {
  switch (status.state) {
    case 'done':
      return { state: 'done', report: status.report };
    case 'not-article':
      return { state: 'not-article' };
    case 'failed':
      return { state: 'failed', detail: status.problem };
    case 'checking':
      return { state: 'failed', detail: `reading took longer than ${ASK_FOR} ms` };
  }
}

const detailOf = ({ kind, reason, detail }: CallProblem): string => [kind, reason, detail].filter(Boolean).join(': ');

/** Whether Caveat reads this page's site, and all sites, by itself. */
export async function standingOf(url: string | null): Promise<SiteStanding> {
  const site = url === null ? null : siteOf(url);
  const [state, granted] = await Promise.all([url === null ? 'off' : siteState(url), grantedSites()]);
  return { site, siteOn: state === 'on', allOn: granted.all };
}

/** The text the page's report was made from, for an export; null when it cannot be had. */
export async function textOf(tabId: number): Promise<PageText | null> {
  const asked = await callPage(tabId, 'pageText', {});
  return asked.ok ? asked.value : null;
}
