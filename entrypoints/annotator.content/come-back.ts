/** A page the reader comes back to may be as it was left, scripts and all: what changed meanwhile was told to nobody here. */
import type { PageAnnotator } from '../../lib/dom/index.ts';
import { callBackground, loadSettings } from '../../lib/extension/index.ts';

export type ComeBack = {
  /** The reader turned this off meanwhile. */
  leave(reason: string): void;
  readonly annotator: PageAnnotator;
  /** Ask for the page's notes again. */
  renew(): Promise<void>;
};

/** Ask what is so now whenever the page comes back from the browser's cache, until `signal` aborts. */
export function followComeBack({ leave, annotator, renew }: ComeBack, signal: AbortSignal): void {
  const ask = async () => {
    const answer = await callBackground('siteState', { url: document.location.href });
    return answer.ok ? answer.value : null;
  };
  // A page read by the reader's click alone is of a site that never was on; that does not end it.
  let wasOn = false;
  void ask().then((site) => {
    wasOn = site === 'on';
  });
  window.addEventListener(
    'pageshow',
    async ({ persisted, isTrusted }) => {
      if (!persisted || !isTrusted) return;
      const [site, { highlights }] = await Promise.all([ask(), loadSettings()]);
      if (signal.aborted) return;
      const isOver = wasOn && site === 'off';
      wasOn ||= site === 'on';
      if (!highlights) leave('the reader paused highlights');
      else if (isOver) leave('the reader turned the site off');
      // Notes, corrections or settings may be others.
      else await (annotator.state().state === 'done' ? annotator.read() : renew());
    },
    { signal },
  );
}
