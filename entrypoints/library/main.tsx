import { render } from 'preact';
import { i18nLookup, uiLocale } from '../../lib/extension/index.ts';
import { initI18n, uiLanguage } from '../../lib/i18n/index.ts';
import { Shell } from './Shell.tsx';
import '../../components/theme.css';
import '../../components/parts.css';
import '../../components/page.css';
import './style.css';

initI18n({ lookup: i18nLookup, locale: uiLocale() });
document.documentElement.lang = uiLanguage();

const root = document.getElementById('app');
if (root) render(<Shell />, root);
