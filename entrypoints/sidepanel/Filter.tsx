import type { RefObject } from 'preact';
import type { PanelFilter, PanelLists } from '../../components/page-entries.ts';
import { SearchField } from '../../components/SearchField.tsx';
import { LEVELS, levelLabel } from '../../components/words.ts';
import { t } from '../../lib/i18n/index.ts';

type FilterProps = {
  readonly lists: PanelLists;
  readonly filter: PanelFilter;
  /** The field words are typed in, for who leads the reader back to it. */
  readonly search: RefObject<HTMLInputElement | null>;
  onFilter(filter: PanelFilter): void;
};

/** Which of the page's claims and notes are listed. */
export function Filter({ lists, filter, onFilter, search }: FilterProps) {
  const levels = new Set(
    lists.entries.flatMap((entry) => (entry.kind === 'claim' ? [entry.claim.claim.grade.level] : [])),
  );
  const toggle = (name: 'withNote' | 'changed', label: string) => (
    <button
      type="button"
      class="cav-toggle"
      aria-pressed={filter[name]}
      onClick={() => onFilter({ ...filter, [name]: !filter[name] })}
    >
      {label}
    </button>
  );
  return (
    <search class="cav-filter" aria-label={t('panel_filter')}>
      <SearchField
        label={t('panel_search')}
        words={filter.words}
        field={search}
        onWords={(words) => onFilter({ ...filter, words })}
      />
      <div class="cav-filter-row">
        {toggle('withNote', t('panel_withNote'))}
        {toggle('changed', t('panel_changed'))}
        <select
          class="cav-select"
          aria-label={t('panel_level')}
          value={String(filter.level ?? '')}
          onChange={(event) => {
            const { value } = event.currentTarget;
            onFilter({ ...filter, level: LEVELS.find((level) => String(level) === value) ?? null });
          }}
        >
          <option value="">{t('panel_allLevels')}</option>
          {LEVELS.filter((level) => levels.has(level) || level === filter.level).map((level) => (
            <option key={level} value={String(level)}>
              {levelLabel(level)}
            </option>
          ))}
        </select>
      </div>
    </search>
  );
}
