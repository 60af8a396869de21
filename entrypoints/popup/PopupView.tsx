import { useId, useState } from 'preact/hooks';
import { AnnotationList } from '../../components/AnnotationList.tsx';
import { ExportRow } from '../../components/ExportRow.tsx';
import { type PageState, PageSummary } from '../../components/PageSummary.tsx';
import { siteName } from '../../components/SiteList.tsx';
import { Switch } from '../../components/Switch.tsx';
import type { ExportFormat } from '../../lib/exchange/index.ts';
import { t, uiDirection, uiLanguage } from '../../lib/i18n/index.ts';

/** Where Caveat reads by itself, as far as this page is concerned. */
export type SiteStanding = {
  /** The page's origin pattern; null where there is no site to turn on. */
  readonly site: string | null;
  readonly siteOn: boolean;
  readonly allOn: boolean;
};

export type PopupViewProps = {
  readonly page: PageState;
  readonly standing: SiteStanding;
  /** A sentence on what just happened, such as a file that was saved. */
  readonly notice: string | null;
  /** Language tag to show claim texts in. */
  readonly locale: string;
  onRead(): void;
  onResume(): void;
  onCopy(detail: string): Promise<void>;
  onShow(annotationId: string): void;
  onSite(on: boolean): void;
  onAll(on: boolean): void;
  onExport(format: ExportFormat, how: 'file' | 'copy'): void;
  onOpen(page: 'library' | 'options'): void;
  onPanel(): void;
};

/** The popup: what was found on the page in front, then the quiet actions. */
export function PopupView(props: PopupViewProps) {
  const { page, standing, notice, locale } = props;
  const [exporting, setExporting] = useState(false);
  const exports = useId();
  const report = page.state === 'done' && page.report.claims.length > 0 ? page.report : null;
  return (
    <div class="cav-root cav-popup" lang={uiLanguage()} dir={uiDirection()}>
      <main class="cav-popup-main">
        <PageSummary page={page} onRead={props.onRead} onResume={props.onResume} onCopy={props.onCopy} />
        {report && (
          <div class="cav-popup-list">
            <AnnotationList report={report} locale={locale} onShow={props.onShow} />
          </div>
        )}
      </main>
      <footer class="cav-popup-foot">
        {standing.site !== null && (
          <Switch
            label={t('sites_here', { site: siteName(standing.site) })}
            on={standing.siteOn}
            onChange={props.onSite}
          />
        )}
        <Switch label={t('sites_all')} on={standing.allOn} onChange={props.onAll} />
        <p class="cav-notice cav-quiet" role="status">
          {notice}
        </p>
        <nav class="cav-menu" aria-label={t('menu_label')}>
          <button type="button" class="cav-link" onClick={props.onPanel}>
            {t('menu_panel')}
          </button>
          <button type="button" class="cav-link" onClick={() => props.onOpen('library')}>
            {t('menu_library')}
          </button>
          <button type="button" class="cav-link" onClick={() => props.onOpen('options')}>
            {t('menu_options')}
          </button>
          {report && (
            <button
              type="button"
              class="cav-link"
              aria-expanded={exporting}
              aria-controls={exports}
              onClick={() => setExporting(!exporting)}
            >
              {t('menu_exportShort')}
            </button>
          )}
        </nav>
        {report && exporting && (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms; this is a menu and its buttons
          <div id={exports} role="group" aria-label={t('menu_export')}>
            <ExportRow label={t('menu_save')} onExport={props.onExport} />
          </div>
        )}
      </footer>
    </div>
  );
}
