import { PageList } from '../../components/PageList.tsx';
import { PageMenu } from '../../components/PageMenu.tsx';
import { type PageState, PageSummary } from '../../components/PageSummary.tsx';
import type { PanelLists } from '../../components/page-entries.ts';
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
  readonly lists: PanelLists;
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
  onOpen(page: 'library' | 'options' | 'welcome', hash?: string): void;
  onPanel(): void;
};

/** The popup: what was found on the page in front, then the quiet actions. */
export function PopupView(props: PopupViewProps) {
  const { page, lists, standing, notice, locale } = props;
  const some = lists.entries.length + lists.orphans.length > 0;
  return (
    <div class="cav-root cav-popup" lang={uiLanguage()} dir={uiDirection()}>
      <main class="cav-popup-main">
        <PageSummary
          page={page}
          lists={lists}
          onRead={props.onRead}
          onResume={props.onResume}
          onCopy={props.onCopy}
          onLines={() => props.onOpen('welcome', 'lines')}
          onOrphans={props.onPanel}
        />
        {lists.entries.length > 0 && (
          <div class="cav-popup-list">
            <PageList entries={lists.entries} locale={locale} onShow={props.onShow} />
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
        <PageMenu
          notice={notice}
          onPanel={props.onPanel}
          onOpen={props.onOpen}
          onExport={some ? props.onExport : undefined}
        />
      </footer>
    </div>
  );
}
