import { SettingsForm } from '../../components/SettingsForm.tsx';
import { SiteList, type SiteListProps } from '../../components/SiteList.tsx';
import { t, uiDirection, uiLanguage } from '../../lib/i18n/index.ts';
import type { Settings } from '../../lib/settings.ts';

export type OptionsViewProps = {
  /** Absent while they are read. */
  readonly settings: Settings | null;
  readonly sites: SiteListProps | null;
  readonly notice: string | null;
  onChange(patch: Partial<Settings>): void;
  onShowKept?(): void;
};

export function OptionsView({ settings, sites, notice, onChange, onShowKept }: OptionsViewProps) {
  return (
    <main class="cav-root cav-page" lang={uiLanguage()} dir={uiDirection()}>
      <h1>{t('options_title')}</h1>
      {settings && <SettingsForm settings={settings} onChange={onChange} {...(onShowKept ? { onShowKept } : {})} />}
      {sites && <SiteList {...sites} />}
      <p class="cav-quiet" role="status">
        {notice}
      </p>
    </main>
  );
}
