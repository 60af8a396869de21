import { showPage } from '../../components/show-page.tsx';
import { i18nLookup, uiLocale } from '../../lib/extension/index.ts';
import { Shell } from './Shell.tsx';
import './style.css';

showPage(() => <Shell />, i18nLookup, uiLocale());
