import { render } from 'preact';
import { i18nLookup, uiLocale } from '../../lib/extension/index.ts';
import { initI18n, t, uiLanguage } from '../../lib/i18n/index.ts';
import { Library } from './Library.tsx';
import '../../components/theme.css';
import '../../components/parts.css';
import '../../components/page.css';
import './style.css';

initI18n({ lookup: i18nLookup, locale: uiLocale() });
document.documentElement.lang = uiLanguage();
document.title = `Caveat – ${t('library_title')}`;

const root = document.getElementById('app');
if (root) render(<Library />, root);
