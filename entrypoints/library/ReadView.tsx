import { ClaimHistory } from '../../components/ClaimHistory.tsx';
import { ClaimWords, FigureSteps, OutletMatrix } from '../../components/HistoryTables.tsx';
import type { ClaimOnPage } from '../../lib/checker/index.ts';
import type { ClaimKey } from '../../lib/claims/index.ts';
import type { Forgettable } from '../../lib/db/index.ts';
import { claimHistories, type Encounter, outletMatrix } from '../../lib/history/index.ts';
import { t } from '../../lib/i18n/index.ts';
import { type Notice, NoticeLine } from './NoticeLine.tsx';

export type ReadViewProps = {
  readonly encounters: readonly Encounter[];
  /** Whether anything new is remembered. */
  readonly remembering: boolean;
  readonly notice: Notice | null;
  readonly locale: string;
  claimOf(key: ClaimKey): ClaimOnPage | undefined;
  onForget(what: Forgettable): void;
  onSettings(): void;
};

/** What was met so far: outlets by claims, figures that changed, and each claim in time. */
export function ReadView(props: ReadViewProps) {
  const { encounters, remembering, notice, onForget, onSettings } = props;
  const some = encounters.length > 0;
  return (
    <>
      <header class="cav-part-head">
        <h1>{t('met_title')}</h1>
        {some && (
          <button type="button" class="cav-link cav-quiet" onClick={() => onForget('everything')}>
            {t('met_forgetAll')}
          </button>
        )}
      </header>
      {!remembering && (
        <p>
          {t(some ? 'met_offKept' : 'met_off')}{' '}
          <button type="button" class="cav-link" onClick={onSettings}>
            {t('met_settings')}
          </button>
        </p>
      )}
      {remembering && <p class="cav-quiet">{t(some ? 'met_intro' : 'met_empty')}</p>}
      <NoticeLine notice={notice} />
      {some && <Met {...props} />}
    </>
  );
}

function Met({ encounters, locale, claimOf, onForget }: ReadViewProps) {
  const matrix = outletMatrix(encounters);
  const histories = claimHistories(encounters);
  const figures = histories.filter((history) => history.figures.length > 0);
  const historyOf = (claim: ClaimKey) => {
    const history = histories.find((one) => one.claim === claim);
    return (
      <>
        {history && <ClaimHistory history={history} />}
        <button type="button" class="cav-link cav-quiet" onClick={() => onForget({ claim })}>
          {t('met_forgetClaim')}
        </button>
      </>
    );
  };
  return (
    <>
      {figures.length > 0 && (
        <section class="cav-block">
          <h2>{t('met_figures')}</h2>
          {figures.map(({ claim, figures: steps }) => (
            <div key={claim} class="cav-figure">
              <p class="cav-claim-text">
                <ClaimWords claim={claim} claimOf={claimOf} locale={locale} />
              </p>
              <FigureSteps steps={steps} />
            </div>
          ))}
        </section>
      )}
      <section class="cav-block">
        <h2>{t('met_matrix')}</h2>
        <OutletMatrix matrix={matrix} claimOf={claimOf} locale={locale} historyOf={historyOf} />
        <div class="cav-menu">
          {matrix.outlets.map((outlet) => (
            <button key={outlet} type="button" class="cav-link cav-quiet" onClick={() => onForget({ outlet })}>
              {t('met_forgetOutlet', { outlet })}
            </button>
          ))}
        </div>
      </section>
    </>
  );
}
