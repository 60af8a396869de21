import { Search } from 'lucide';
import type { RefObject } from 'preact';
import { useId } from 'preact/hooks';
import { Icon } from '../../components/Icon.tsx';
import type { PanelFilter, PanelLists } from '../../components/page-entries.ts';
import { levelLabel } from '../../components/words.ts';
import { t } from '../../lib/i18n/index.ts';
import type { Level } from '../../lib/sourcing/index.ts';

const LEVELS: readonly Level[] = [4, 3, 2, 1, 0, 'J', '?'];

type FilterProps = {
  readonly lists: PanelLists;
  readonly filter: PanelFilter;
  /** The field words are typed in, for who leads the reader back to it. */
  readonly search: RefObject<HTMLInputElement | null>;
  onFilter(filter: PanelFilter): void;
};

/** Which of the page's claims and notes are listed. */
export function Filter({ lists, filter, onFilter, search }: FilterProps) {
  const field = useId();
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
      <div class="cav-search">
        <label class="cav-hidden" for={field}>
          {t('panel_search')}
        </label>
        <Icon of={Search} />
        <input
          ref={search}
          id={field}
          type="search"
          value={filter.words}
          placeholder={t('panel_search')}
          onInput={(event) => onFilter({ ...filter, words: event.currentTarget.value })}
        />
      </div>
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
