/** A page the reader comes back to may be as it was left, scripts and all: what changed meanwhile was told to nobody here. */
import { callBackground, loadSettings } from '../../lib/extension/index.ts';

export type ComeBack = {
  /** The reader turned this off meanwhile. */
  leave(reason: string): void;
  /** Notes, corrections or settings may be others. */
  renew(): void;
};

/** Ask what is so now whenever the page comes back from the browser's cache, until `signal` aborts. */
export function followComeBack({ leave, renew }: ComeBack, signal: AbortSignal): void {
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
      if (!highlights) leave('the reader paused highlights');
      else if (wasOn && site === 'off') leave('the reader turned the site off');
      else renew();
      wasOn ||= site === 'on';
    },
    { signal },
  );
}
