import { SettingsForm, type SettingsFormProps, type SettingsNotice } from '../../components/SettingsForm.tsx';
import { SiteList, type SiteListProps } from '../../components/SiteList.tsx';
import { t, uiDirection, uiLanguage } from '../../lib/i18n/index.ts';
import type { Settings } from '../../lib/settings.ts';

export type OptionsViewProps = Omit<SettingsFormProps, 'settings' | 'notice'> & {
  /** Absent while they are read. */
  readonly settings: Settings | null;
  readonly sites: SiteListProps | null;
  /** What came of the last change: of a setting, or in words of what is done with sites. */
  readonly notice: SettingsNotice | string | null;
};

export function OptionsView({ settings, sites, notice, ...form }: OptionsViewProps) {
  return (
    <main class="cav-root cav-page" lang={uiLanguage()} dir={uiDirection()}>
      <h1>{t('options_title')}</h1>
      {settings && <SettingsForm settings={settings} notice={typeof notice === 'string' ? null : notice} {...form} />}
      {sites && <SiteList {...sites} />}
      <p class="cav-quiet" role="status">
        {typeof notice === 'string' && notice}
      </p>
    </main>
  );
}
