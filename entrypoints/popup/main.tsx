import { render } from 'preact';
import { i18nLookup, uiLocale } from '../../lib/extension/index.ts';
import { initI18n, uiLanguage } from '../../lib/i18n/index.ts';
import { Popup } from './Popup.tsx';
import '../../components/theme.css';
import '../../components/parts.css';
import '../../components/page.css';
import './style.css';

initI18n({ lookup: i18nLookup, locale: uiLocale() });
document.documentElement.lang = uiLanguage();

// Opened as a tab, it serves the tab it is told; as the toolbar's popup, the one in front.
const tabId = Number.parseInt(new URLSearchParams(location.search).get('tabId') ?? '', 10);
if (!Number.isNaN(tabId)) document.documentElement.dataset['tab'] = String(tabId);
const root = document.getElementById('app');
if (root) render(<Popup tabId={Number.isNaN(tabId) ? null : tabId} />, root);
