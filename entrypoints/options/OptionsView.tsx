import { SettingsForm, type SettingsFormProps } from '../../components/SettingsForm.tsx';
import { SiteList, type SiteListProps } from '../../components/SiteList.tsx';
import { t, uiDirection, uiLanguage } from '../../lib/i18n/index.ts';
import type { Settings } from '../../lib/settings.ts';

export type OptionsViewProps = Omit<SettingsFormProps, 'settings'> & {
  /** Absent while they are read. */
  readonly settings: Settings | null;
  readonly sites: SiteListProps | null;
  readonly notice: string | null;
};

export function OptionsView({ settings, sites, notice, ...form }: OptionsViewProps) {
  return (
    <main class="cav-root cav-page" lang={uiLanguage()} dir={uiDirection()}>
      <h1>{t('options_title')}</h1>
      {settings && <SettingsForm settings={settings} {...form} />}
      {sites && <SiteList {...sites} />}
      <p class="cav-quiet" role="status">
        {notice}
      </p>
    </main>
  );
}
