import { ChevronRight } from 'lucide';
import { type ComponentChildren, Fragment } from 'preact';
import { useId, useState } from 'preact/hooks';
import type { ClaimOnPage } from '../lib/checker/index.ts';
import { type ClaimKey, localized } from '../lib/claims/index.ts';
import type { FigureStep, Matrix, MatrixCell } from '../lib/history/index.ts';
import { formatDate, t } from '../lib/i18n/index.ts';
import { Icon } from './Icon.tsx';
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
  /** When and where a claim was met, in every wording. */
  historyOf(claim: ClaimKey): ComponentChildren;
};

/**
 * Outlets by claims: what each last said, and whom it credits; a claim opens onto all of it. Wide tables scroll inside
 * their frame.
 */
export function OutletMatrix({ matrix, claimOf, locale, historyOf }: OutletMatrixProps) {
  const [opened, setOpened] = useState<ClaimKey | null>(null);
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
              <Fragment key={claim}>
                <tr>
                  <th scope="row">
                    <button
                      type="button"
                      class="cav-row-opener"
                      aria-expanded={opened === claim}
                      onClick={() => setOpened(opened === claim ? null : claim)}
                    >
                      <Icon of={ChevronRight} />
                      <ClaimWords claim={claim} claimOf={claimOf} locale={locale} />
                    </button>
                  </th>
                  {cells.map((cell, index) => (
                    <td key={matrix.outlets[index]}>{cell ? <Cell cell={cell} /> : <NotMet />}</td>
                  ))}
                </tr>
                {opened === claim && (
                  <tr>
                    <td class="cav-row-opened" colSpan={cells.length + 1}>
                      <div>{historyOf(claim)}</div>
                    </td>
                  </tr>
                )}
              </Fragment>
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
