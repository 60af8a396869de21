import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { grantedSites, i18nLookup, turnAllSitesOff, turnAllSitesOn, uiLocale } from '../../lib/extension/index.ts';
import { initI18n, t, uiLanguage } from '../../lib/i18n/index.ts';
import { type Choice, WelcomeView } from './WelcomeView.tsx';
import '../../components/theme.css';
import '../../components/parts.css';
import '../../components/page.css';
import './style.css';

initI18n({ lookup: i18nLookup, locale: uiLocale() });
document.documentElement.lang = uiLanguage();
document.title = `Caveat – ${t('welcome_title')}`;

function Welcome() {
  const [choice, setChoice] = useState<Choice>('none');
  useEffect(() => {
    void grantedSites().then(({ all }) => all && setChoice('all'));
  }, []);
  return (
    <WelcomeView
      choice={choice}
      onAll={() => {
        const asked = turnAllSitesOn().catch(() => false);
        void asked.then((granted) => setChoice(granted ? 'all' : 'refused'));
      }}
      onButton={() => setChoice('button')}
      onUndo={() => void turnAllSitesOff().then(() => setChoice('none'))}
    />
  );
}

const root = document.getElementById('app');
if (root) render(<Welcome />, root);
