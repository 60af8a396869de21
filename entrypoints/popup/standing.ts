import { grantedSites, siteOf, siteState } from '../../lib/extension/index.ts';
import type { SiteStanding } from './PopupView.tsx';

/** Whether Caveat reads this page's site, and all sites, by itself. */
export async function standingOf(url: string | null): Promise<SiteStanding> {
  const site = url === null ? null : siteOf(url);
  const [state, granted] = await Promise.all([url === null ? 'off' : siteState(url), grantedSites()]);
  return { site, siteOn: state === 'on', allOn: granted.all };
}
