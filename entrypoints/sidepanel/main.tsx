import { showPage } from '../../components/show-page.tsx';
import { i18nLookup, uiLocale } from '../../lib/extension/index.ts';
import { Panel } from './Panel.tsx';
import './style.css';

// Beside the page it follows the tab in front; opened as a tab of its own, it stays with the tab it is told.
const tabId = Number.parseInt(new URLSearchParams(location.search).get('tabId') ?? '', 10);
showPage(() => <Panel tabId={Number.isNaN(tabId) ? null : tabId} />, i18nLookup, uiLocale());
