/** From a tab to what is known of its page, whether Caveat runs there already or has to be started. */
import { callPage } from './messaging.ts';
import type { CallProblem, PageStatus } from './protocol.ts';
import { annotateTab, type Readability, readability } from './sites.ts';
import type { PageTab } from './tabs.ts';

/** What came of asking a page for its state. */
export type PageOutcome =
  | { readonly kind: 'status'; readonly status: PageStatus }
  /** Caveat does not run there, and was not to be started or may not be. */
  | { readonly kind: 'absent' }
  | { readonly kind: 'unreadable'; readonly why: Exclude<Readability, 'readable'> }
  | { readonly kind: 'failed'; readonly detail: string };

export type FollowOptions = {
  /** Start the annotator where it does not run: the reader called Caveat to this page. */
  readonly start: boolean;
  /** Have a page read that was not, or was already. */
  readonly again: boolean;
};

/** How often a page that is being read is asked again, and for how long, in milliseconds. */
const ASK_EVERY = 200;
const ASK_FOR = 60_000;
/** How long a started annotator may take to answer for the first time. */
const START_WITHIN = 4_000;

const wait = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Ask the tab's page for its state until that rests, or `signal` aborts. Never rejects. */
export async function followPage(tab: PageTab, options: FollowOptions, signal: AbortSignal): Promise<PageOutcome> {
  const readable = readability(tab.url);
  if (readable !== 'readable' && readable !== 'unknown') return { kind: 'unreadable', why: readable };
  let asked = await callPage(tab.id, 'pageStatus', {});
  if (!asked.ok && asked.error.kind === 'no-receiver') {
    if (!options.start) return { kind: 'absent' };
    const started = await annotateTab(tab.id);
    if (!started.ok) {
      if (started.error.kind === 'failed') return { kind: 'failed', detail: started.error.detail };
      // With a readable address only the grant is missing; without one, the browser hides a page of its own.
      return readable === 'readable' ? { kind: 'absent' } : { kind: 'unreadable', why: 'unknown' };
    }
    asked = await untilAnswered(tab.id, signal);
  } else if (asked.ok && options.again) {
    await callPage(tab.id, 'readPage', {});
    asked = await callPage(tab.id, 'pageStatus', {});
  }
  for (const until = Date.now() + ASK_FOR; asked.ok && asked.value.state === 'checking'; ) {
    if (signal.aborted || Date.now() > until) return { kind: 'failed', detail: `no report within ${ASK_FOR} ms` };
    await wait(ASK_EVERY);
    asked = await callPage(tab.id, 'pageStatus', {});
  }
  return asked.ok ? { kind: 'status', status: asked.value } : { kind: 'failed', detail: detailOf(asked.error) };
}

async function untilAnswered(tabId: number, signal: AbortSignal): ReturnType<typeof callPage<'pageStatus'>> {
  for (const until = Date.now() + START_WITHIN; ; ) {
    const asked = await callPage(tabId, 'pageStatus', {});
    if (asked.ok || asked.error.kind !== 'no-receiver' || Date.now() > until || signal.aborted) return asked;
    await wait(ASK_EVERY);
  }
}

const detailOf = ({ kind, reason, detail }: CallProblem): string => [kind, reason, detail].filter(Boolean).join(': ');
