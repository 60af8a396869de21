import type { Wording } from '../lib/attribution/index.ts';
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
            {wording.differences.map((difference) => (
              <tr key={`${difference.kind} ${difference.page.start}`}>
                <th scope="row" class="cav-quiet">
                  {differenceLabel(difference)}
                </th>
                <td>
                  <mark class="cav-quotation">
                    {sentence.slice(difference.page.start, difference.page.end) || t('difference_nothing')}
                  </mark>
                </td>
                <td class="cav-quotation">{difference.record || t('difference_nothing')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
