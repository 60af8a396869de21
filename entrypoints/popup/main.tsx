import { showPage } from '../../components/show-page.tsx';
import { i18nLookup, uiLocale } from '../../lib/extension/index.ts';
import { Popup } from './Popup.tsx';
import './style.css';

// Opened as a tab, it serves the tab it is told; as the toolbar's popup, the one in front.
const tabId = Number.parseInt(new URLSearchParams(location.search).get('tabId') ?? '', 10);
if (!Number.isNaN(tabId)) document.documentElement.dataset['tab'] = String(tabId);
showPage(() => <Popup tabId={Number.isNaN(tabId) ? null : tabId} />, i18nLookup, uiLocale());
