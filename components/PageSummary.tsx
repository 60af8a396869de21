import { useState } from 'preact/hooks';
import type { PageReport } from '../lib/checker/index.ts';
import { t } from '../lib/i18n/index.ts';
import { ClaimStrip } from './ClaimStrip.tsx';
import type { PanelLists } from './page-entries.ts';
import { tallyLines, type Unreadable, unreadableLine } from './words.ts';

/** What is known of a page, as a reader is told it. */
export type PageState =
  | { readonly state: 'loading' }
  | { readonly state: 'done'; readonly report: PageReport }
  | { readonly state: 'not-article' }
  /** Caveat does not run here. */
  | { readonly state: 'off' }
  /** It could run here, but only a click on the toolbar button lets it; nothing else is to be offered. */
  | { readonly state: 'uninvoked' }
  /** Highlights are off in the settings. */
  | { readonly state: 'paused' }
  | { readonly state: 'unsupported'; readonly why: Unreadable }
  | { readonly state: 'failed'; readonly detail: string };

export type PageSummaryProps = {
  readonly page: PageState;
  /** What the reader marked there, to be counted. */
  readonly lists?: PanelLists;
  /** Read the page: now, again, or although it does not look like an article. */
  onRead(): void;
  /** Turn highlights back on. */
  onResume(): void;
  /** Put the details of a failure where the reader can paste them from. */
  onCopy(detail: string): Promise<void>;
  /** Show what the lines mean; absent where it is not offered. */
  onLines?(): void;
  /** Show the passages that are not on the page now; absent where they are in view. */
  onOrphans?(): void;
};

/** What was found, in words, or the state the page is in: one sentence and one thing to do. */
export function PageSummary({ page, lists, onRead, onResume, onCopy, onLines, onOrphans }: PageSummaryProps) {
  const report = page.state === 'done' && page.report.claims.length > 0 ? page.report : null;
  const [headline, ...said] = report ? tallyLines(report) : [sentenceFor(page)];
  const passages = lists?.entries.filter(({ kind }) => kind === 'passage').length ?? 0;
  const rest = [...said, ...(passages > 0 ? [t('page_yours', { count: passages })] : [])];
  const orphans = lists?.orphans.length ?? 0;
  return (
    <section class="cav-summary">
      {/* One polite announcement a check: the element stays, its words change. */}
      <div role="status">
        <h1 class={report ? 'cav-headline' : 'cav-headline cav-headline-plain'}>{headline}</h1>
        {rest.length > 0 && <p class="cav-quiet">{rest.join(' ')}</p>}
        {orphans > 0 && !onOrphans && <p class="cav-quiet">{t('page_orphans', { count: orphans })}</p>}
      </div>
      {orphans > 0 && onOrphans && (
        <p>
          <button type="button" class="cav-link" onClick={onOrphans}>
            {t('page_orphans', { count: orphans })}
          </button>
        </p>
      )}
      {report && <ClaimStrip report={report} />}
      {report && onLines && (
        <p class="cav-quiet cav-lines">
          <button type="button" class="cav-link" onClick={onLines}>
            {t('menu_lines')}
          </button>
        </p>
      )}
      <Action page={page} onRead={onRead} onResume={onResume} onCopy={onCopy} />
    </section>
  );
}

function sentenceFor(page: PageState): string {
  switch (page.state) {
    case 'loading':
      return t('page_loading');
    case 'done':
      return t('page_none');
    case 'not-article':
      return t('page_notArticle');
    case 'off':
      return t('page_off');
    case 'uninvoked':
      return t('page_uninvoked');
    case 'paused':
      return t('page_paused');
    case 'failed':
      return t('page_failed');
    case 'unsupported':
      return unreadableLine(page.why);
  }
}

function Action({ page, onRead, onResume, onCopy }: PageSummaryProps) {
  const button = (label: string, act: () => void, main = true) => (
    <button type="button" class={main ? 'cav-button cav-button-main' : 'cav-button'} onClick={act}>
      {label}
    </button>
  );
  switch (page.state) {
    case 'off':
      return <p>{button(t('page_readNow'), onRead)}</p>;
    case 'not-article':
      return <p>{button(t('page_readAnyway'), onRead)}</p>;
    case 'paused':
      return <p>{button(t('page_resume'), onResume)}</p>;
    case 'done':
      return page.report.claims.length > 0 ? null : <p>{button(t('page_again'), onRead, false)}</p>;
    case 'failed':
      return (
        <p class="cav-actions">
          {button(t('page_retry'), onRead)}
          <CopyDetails detail={page.detail} onCopy={onCopy} />
        </p>
      );
    default:
      return null;
  }
}

function CopyDetails({ detail, onCopy }: { readonly detail: string; onCopy(detail: string): Promise<void> }) {
  const [copied, setCopied] = useState(false);
  return (
    <button type="button" class="cav-button" onClick={() => void onCopy(detail).then(() => setCopied(true))}>
      <span aria-live="polite">{copied ? t('page_copied') : t('page_copy')}</span>
    </button>
  );
}
