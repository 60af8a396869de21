/** The state a page is in, from what came of asking it. */
import type { PageState } from '../../components/PageSummary.tsx';
import type { PageOutcome } from '../../lib/extension/index.ts';

/** What to tell the reader of the page. */
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
