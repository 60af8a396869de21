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
  const rows = rowsOf(wording.differences);
  const compared = rows.some(([{ record }]) => isPart(record));
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
              {compared && <th scope="col">{t('difference_record')}</th>}
            </tr>
          </thead>
          <tbody>
            {rows.map(([first, ...more]) => (
              <tr key={`${first.kind} ${first.page.start}`}>
                <th scope="row" class="cav-quiet">
                  {differenceLabel(first)}
                </th>
                <td colSpan={compared && !isPart(first.record) ? 2 : 1}>
                  {[first, ...more].map(({ page }, index) => (
                    <span key={page.start}>
                      {index > 0 && ', '}
                      <Marked sentence={sentence} from={page.start} to={page.end} />
                    </span>
                  ))}
                </td>
                {isPart(first.record) && <td class="cav-quotation">{first.record || t('difference_nothing')}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

/** The whole of a record's wording stands at the top of the card; only a part of it is set against the page's. */
const LONGEST_PART = 70;
const isPart = (record: string): boolean => record.length <= LONGEST_PART;

const BEFORE = /\S+$/;
const AFTER = /^\S+/;

/** The differing words with a word on either side, so that one sees where in the sentence they stand. */
function Marked({ sentence, from, to }: { readonly sentence: string; readonly from: number; readonly to: number }) {
  const before = BEFORE.exec(sentence.slice(0, from).trimEnd())?.[0];
  const after = AFTER.exec(sentence.slice(to).trimStart())?.[0];
  return (
    <span class="cav-quotation">
      {before && `${before.length < sentence.slice(0, from).trim().length ? '… ' : ''}${before} `}
      <mark>{sentence.slice(from, to) || t('difference_nothing')}</mark>
      {after && /^[\p{L}\p{N}]/u.test(after) && ` ${after} …`}
    </span>
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
