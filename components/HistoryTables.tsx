import { useId } from 'preact/hooks';
import type { ClaimOnPage } from '../lib/checker/index.ts';
import { type ClaimKey, localized } from '../lib/claims/index.ts';
import type { FigureStep, Matrix, MatrixCell } from '../lib/history/index.ts';
import { formatDate, t } from '../lib/i18n/index.ts';
import { creditWords, metDrift } from './words.ts';

type ClaimOf = (key: ClaimKey) => ClaimOnPage | undefined;

/** A claim's words, or its key where its set is gone. */
export function ClaimWords({
  claim,
  claimOf,
  locale,
}: {
  readonly claim: ClaimKey;
  readonly claimOf: ClaimOf;
  readonly locale: string;
}) {
  const known = claimOf(claim);
  if (!known) return <span>{t('library_unknownClaim', { key: claim })}</span>;
  const text = localized(known.claim.text, locale);
  return <span lang={text.locale}>{text.text}</span>;
}

export type OutletMatrixProps = {
  readonly matrix: Matrix;
  readonly claimOf: ClaimOf;
  readonly locale: string;
};

/** Outlets by claims: what each last said, and whom it credits. Wide tables scroll inside their frame. */
export function OutletMatrix({ matrix, claimOf, locale }: OutletMatrixProps) {
  const hint = useId();
  return (
    <>
      <p class="cav-quiet" id={hint}>
        {t('met_matrixHint')}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section class="cav-scroll" tabIndex={0} aria-label={t('met_matrix')}>
        <table class="cav-matrix" aria-labelledby={hint}>
          <thead>
            <tr>
              <th scope="col">{t('met_claim')}</th>
              {matrix.outlets.map((outlet) => (
                <th scope="col" key={outlet}>
                  {outlet}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {matrix.rows.map(({ claim, cells }) => (
              <tr key={claim}>
                <th scope="row">
                  <ClaimWords claim={claim} claimOf={claimOf} locale={locale} />
                </th>
                {cells.map((cell, index) => (
                  <td key={matrix.outlets[index]}>{cell ? <Cell cell={cell} /> : <NotMet />}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}

function NotMet() {
  return (
    <span class="cav-quiet">
      <span aria-hidden="true">–</span>
      <span class="cav-hidden">{t('met_notMet')}</span>
    </span>
  );
}

function Cell({ cell }: { readonly cell: MatrixCell }) {
  const drift = metDrift(cell.drift);
  return (
    <div class="cav-cell">
      <span>{creditWords(cell.attribution)}</span>
      {drift && (
        <span>
          <span class="cav-drift-line">{drift}</span>
        </span>
      )}
      {cell.pages > 1 && <span class="cav-quiet">{t('met_pages', { count: cell.pages })}</span>}
    </div>
  );
}

/** A figure as it changed: "64 (record) → 75 (news.example, 3 Nov)". */
export function FigureSteps({ steps }: { readonly steps: readonly FigureStep[] }) {
  return (
    <ol class="cav-steps">
      {steps.map(({ said, at, outlet }) => (
        <li key={`${said} ${at}`}>
          <strong>{said}</strong>{' '}
          <span class="cav-quiet">
            {at === null || outlet === null ? t('met_record') : `${outlet}, ${formatDate(at)}`}
          </span>
        </li>
      ))}
    </ol>
  );
}
