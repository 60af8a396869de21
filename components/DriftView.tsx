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
  if (line === null && wording.differences.length === 0) return null;
  return (
    <div class="cav-section">
      {line && <p class="cav-drift-line">{line}.</p>}
      {wording.differences.length > 0 && (
        <dl class="cav-differences">
          {wording.differences.map((difference) => (
            <div key={`${difference.kind} ${difference.page.start}`} class="cav-difference">
              <dt class="cav-quiet">{differenceLabel(difference)}</dt>
              <dd>
                <span class="cav-quiet">{t('difference_page')}</span>
                <br />
                <mark class="cav-quotation">
                  {sentence.slice(difference.page.start, difference.page.end) || t('difference_nothing')}
                </mark>
              </dd>
              <dd>
                <span class="cav-quiet">{t('difference_record')}</span>
                <br />
                <span class="cav-quotation">{difference.record || t('difference_nothing')}</span>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}
