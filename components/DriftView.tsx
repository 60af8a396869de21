import type { Difference, Wording } from '../lib/attribution/index.ts';
import { t } from '../lib/i18n/index.ts';
import { differenceLabel, driftLine } from './words.ts';

export type DriftViewProps = {
  /** The sentence as the page has it; spans of the differences are relative to it. */
  readonly sentence: string;
  readonly wording: Wording;
};

/** The page's words against the record's: what kind of change, then the differing words side by side. */
export function DriftView({ sentence, wording }: DriftViewProps) {
  const line = driftLine(wording.drift);
  return (
    <>
      {line && (
        <p>
          <span class="cav-drift-line">{line}.</span>
        </p>
      )}
      {wording.differences.length > 0 && (
        <table class="cav-differences">
          <thead class="cav-quiet">
            <tr>
              <td />
              <th scope="col">{t('difference_page')}</th>
              <th scope="col">{t('difference_record')}</th>
            </tr>
          </thead>
          <tbody>
            {rowsOf(wording.differences).map(([first, ...more]) => (
              <tr key={`${first.kind} ${first.page.start}`}>
                <th scope="row" class="cav-quiet">
                  {differenceLabel(first)}
                </th>
                <td>
                  {[first, ...more].map(({ page }, index) => (
                    <span key={page.start}>
                      {index > 0 && ', '}
                      <mark class="cav-quotation">
                        {sentence.slice(page.start, page.end) || t('difference_nothing')}
                      </mark>
                    </span>
                  ))}
                </td>
                <td class="cav-quotation">{first.record || t('difference_nothing')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

/** Differences of one kind that stand against the same words of the record share a row. */
function rowsOf(differences: readonly Difference[]): readonly [Difference, ...Difference[]][] {
  const rows = new Map<string, [Difference, ...Difference[]]>();
  for (const difference of differences) {
    const row = rows.get(`${difference.kind} ${difference.record}`);
    if (row) row.push(difference);
    else rows.set(`${difference.kind} ${difference.record}`, [difference]);
  }
  return [...rows.values()];
}
