import { render } from 'preact';
import { i18nLookup, uiLocale } from '../../lib/extension/index.ts';
import { initI18n, uiLanguage } from '../../lib/i18n/index.ts';
import { Panel } from './Panel.tsx';
import '../../components/theme.css';
import '../../components/parts.css';
import '../../components/page.css';
import './style.css';

initI18n({ lookup: i18nLookup, locale: uiLocale() });
document.documentElement.lang = uiLanguage();

// Beside the page it follows the tab in front; opened as a tab of its own, it stays with the tab it is told.
const tabId = Number.parseInt(new URLSearchParams(location.search).get('tabId') ?? '', 10);
const root = document.getElementById('app');
if (root) render(<Panel tabId={Number.isNaN(tabId) ? null : tabId} />, root);
