import { useEffect, useState } from 'preact/hooks';
import { showPage } from '../../components/show-page.tsx';
import { grantedSites, i18nLookup, turnAllSitesOff, turnAllSitesOn, uiLocale } from '../../lib/extension/index.ts';
import { t } from '../../lib/i18n/index.ts';
import { type Choice, WelcomeView } from './WelcomeView.tsx';
import './style.css';

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

showPage(() => <Welcome />, i18nLookup, uiLocale());
document.title = `Caveat – ${t('welcome_title')}`;
