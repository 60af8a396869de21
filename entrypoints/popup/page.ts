/** What the browser knows of a page, as the popup shows it. */
import type { PageState } from '../../components/PageSummary.tsx';
import { grantedSites, type PageOutcome, siteOf, siteState } from '../../lib/extension/index.ts';
import type { SiteStanding } from './PopupView.tsx';

/** The state to show for what came of asking the page. */
export function pageStateOf(outcome: PageOutcome): PageState {
  switch (outcome.kind) {
    case 'absent':
      return { state: 'off' };
    case 'unreadable':
      return { state: 'unsupported', why: outcome.why };
    case 'failed':
      return { state: 'failed', detail: outcome.detail };
    case 'status':
      switch (outcome.status.state) {
        case 'done':
          return { state: 'done', report: outcome.status.report };
        case 'not-article':
          return { state: 'not-article' };
        case 'checking':
          return { state: 'loading' };
        case 'failed':
          return { state: 'failed', detail: outcome.status.problem };
      }
  }
}

/** Whether Caveat reads this page's site, and all sites, by itself. */
export async function standingOf(url: string | null): Promise<SiteStanding> {
  const site = url === null ? null : siteOf(url);
  const [state, granted] = await Promise.all([url === null ? 'off' : siteState(url), grantedSites()]);
  return { site, siteOn: state === 'on', allOn: granted.all };
}
