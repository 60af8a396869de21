import { type MessageKey, t } from '../lib/i18n/index.ts';
import { Switch } from './Switch.tsx';

export type SiteListProps = {
  /** All sites are on, except those in `off`. */
  readonly all: boolean;
  /** Origin patterns turned on one by one. */
  readonly sites: readonly string[];
  /** Origin patterns turned off while all are on. */
  readonly off: readonly string[];
  onAll(on: boolean): void;
  onTurnOff(site: string): void;
  onTurnOn(site: string): void;
};

/** Where Caveat reads by itself, and how to take that back. */
export function SiteList({ all, sites, off, onAll, onTurnOff, onTurnOn }: SiteListProps) {
  return (
    <section class="cav-block">
      <h2>{t('options_sites')}</h2>
      <Switch label={t('sites_all')} on={all} onChange={onAll} />
      {all ? (
        <>
          <p class="cav-quiet">{t(off.length > 0 ? 'sites_listAll' : 'sites_listAllNone')}</p>
          <Sites
            title={t('sites_listOff')}
            sites={off}
            action="sites_restoreShort"
            name="sites_restore"
            onAct={onTurnOn}
          />
        </>
      ) : (
        <>
          {sites.length === 0 && <p class="cav-quiet">{t('sites_listEmpty')}</p>}
          <Sites
            title={t('sites_list')}
            sites={sites}
            action="sites_removeShort"
            name="sites_remove"
            onAct={onTurnOff}
          />
        </>
      )}
    </section>
  );
}

type SitesProps = {
  readonly title: string;
  readonly sites: readonly string[];
  readonly action: MessageKey;
  readonly name: MessageKey;
  onAct(site: string): void;
};

function Sites({ title, sites, action, name, onAct }: SitesProps) {
  if (sites.length === 0) return null;
  return (
    <div class="cav-section">
      <h3 class="cav-heading">{title}</h3>
      <ul class="cav-sites">
        {sites.map((pattern) => (
          <li key={pattern}>
            <span>{siteName(pattern)}</span>
            <button
              type="button"
              class="cav-link"
              aria-label={t(name, { site: siteName(pattern) })}
              onClick={() => onAct(pattern)}
            >
              {t(action)}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** An origin pattern as a reader knows it: `https://*.example.com/*` becomes `example.com`. */
export const siteName = (pattern: string): string => pattern.replace(/^[^:]+:\/\/(?:\*\.)?/, '').replace(/\/.*$/, '');
