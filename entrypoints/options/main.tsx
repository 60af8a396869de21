import { useEffect, useState } from 'preact/hooks';
import type { SettingsNotice } from '../../components/SettingsForm.tsx';
import { showPage } from '../../components/show-page.tsx';
import {
  annotateKeys,
  changeKeys,
  type GrantedSites,
  grantedSites,
  i18nLookup,
  loadSettings,
  openExtensionPage,
  saveSettings,
  turnAllSitesOff,
  turnAllSitesOn,
  turnSiteOff,
  turnSiteOn,
  uiLocale,
  watchSettings,
} from '../../lib/extension/index.ts';
import { t } from '../../lib/i18n/index.ts';
import type { Settings } from '../../lib/settings.ts';
import { useKept } from './kept.ts';
import { OptionsView } from './OptionsView.tsx';

function Options() {
  const [settings, setSettings] = useState<Settings | null>(null);
  const [sites, setSites] = useState<GrantedSites | null>(null);
  const [keys, setKeys] = useState<string | null>(null);
  const [notice, setNotice] = useState<SettingsNotice | string | null>(null);

  const kept = useKept();

  const readSites = async (): Promise<void> => setSites(await grantedSites());
  useEffect(() => {
    const controller = new AbortController();
    void loadSettings().then(setSettings);
    void readSites();
    watchSettings(setSettings, controller.signal);
    // Sites and keys also change in the popup and in the browser's own pages.
    const readKeys = () => void annotateKeys().then(setKeys);
    readKeys();
    addEventListener('focus', () => void readSites().then(readKeys), { signal: controller.signal });
    return () => controller.abort();
  }, []);

  async function change(patch: Partial<Settings>): Promise<void> {
    // One setting at a time, as the form gives them.
    const [about = 'highlights'] = Object.keys(patch) as (keyof Settings)[];
    try {
      setSettings(await saveSettings(patch));
      setNotice({ about, text: t('options_saved') });
    } catch {
      // Nothing is lost: the form shows again what is stored.
      setSettings(await loadSettings());
      setNotice({ about, text: t('options_failed') });
    }
  }

  /** `turning` was started inside the click, as the browser demands for a permission. */
  async function turned(turning: Promise<unknown>): Promise<void> {
    const agreed = (await turning.catch(() => false)) !== false;
    setNotice(agreed ? null : t('sites_refused'));
    await readSites();
  }

  return (
    <OptionsView
      settings={settings}
      notice={notice}
      onChange={(patch) => void change(patch)}
      keys={keys}
      onChangeKeys={() => void changeKeys()}
      onShowCopies={() => void openExtensionPage('library', 'copies')}
      kept={kept}
      onShowKept={() => void openExtensionPage('library', 'read')}
      sites={
        sites && {
          ...sites,
          onAll: (on) => void turned(on ? turnAllSitesOn() : turnAllSitesOff()),
          onTurnOff: (site) => void turned(turnSiteOff(addressOf(site))),
          onTurnOn: (site) => void turned(turnSiteOn(addressOf(site))),
        }
      }
    />
  );
}

/** An address of the site that an origin pattern names; wildcards in it stand for nothing. */
const addressOf = (pattern: string): string =>
  pattern.replace(/^\*:/, 'https:').replace('://*.', '://').replace(/\*$/, '');

showPage(() => <Options />, i18nLookup, uiLocale());
document.title = `Caveat – ${t('options_title')}`;
