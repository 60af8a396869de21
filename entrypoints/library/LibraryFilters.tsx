import type { RefObject } from 'preact';
import { useState } from 'preact/hooks';
import { asksMore, DRIFTS, EVERYTHING, KINDS, type LibraryQuery, SORTS } from '../../components/note-query.ts';
import type { Choice, Choices } from '../../components/note-search.ts';
import { SearchField } from '../../components/SearchField.tsx';
import { COLORS, colorName, driftLine, kindName, LEVELS, levelLabel } from '../../components/words.ts';
import { formatNumber, t } from '../../lib/i18n/index.ts';

export type LibraryFiltersProps = {
  /** The field words are typed in, for who leads the reader back to it. */
  readonly field: RefObject<HTMLInputElement | null>;
  readonly query: LibraryQuery;
  readonly choices: Choices;
  /** A claim's text and its set's title, by key and id; the key or id itself when the set is not installed. */
  claimText(key: string): string;
  setTitle(set: string): string;
  /** `typing`: one of many changes in a row, not worth a step back each. */
  onQuery(query: LibraryQuery, typing?: boolean): void;
};

/** Search, filters and order. Each is a step in the browser's history. What is asked for less often waits behind a word. */
export function LibraryFilters(props: LibraryFiltersProps) {
  const { query, choices, onQuery } = props;
  const [more, setMore] = useState(false);
  const asked = asksMore(query);
  const change = (fields: Partial<LibraryQuery>) => onQuery({ ...query, ...fields });
  return (
    <search class="cav-filter" aria-label={t('library_filters')}>
      <SearchField
        label={t('library_search')}
        words={query.words}
        field={props.field}
        onWords={(words) => onQuery({ ...query, words }, true)}
      />
      <div class="cav-filter-row">
        <ChooseClaim {...props} onChange={change} />
        <Choose
          label={t('library_site')}
          any={t('library_anySite')}
          value={query.site}
          choices={choices.sites}
          onChoose={(site) => change({ site })}
        />
        <Choose
          label={t('library_tag')}
          any={t('library_anyTag')}
          value={query.tag}
          choices={choices.tags}
          onChoose={(tag) => change({ tag })}
        />
        <select
          class="cav-select"
          aria-label={t('library_order')}
          value={query.sort}
          onChange={({ currentTarget: { value } }) =>
            change({ sort: SORTS.find((sort) => sort === value) ?? EVERYTHING.sort })
          }
        >
          {SORTS.map((sort) => (
            <option key={sort} value={sort}>
              {t(`library_sort_${sort}`)}
            </option>
          ))}
        </select>
        {/* What is asked for stays in view. */}
        {!asked && (
          <button type="button" class="cav-link" aria-expanded={more} onClick={() => setMore(!more)}>
            {t(more ? 'library_fewerFilters' : 'library_moreFilters')}
          </button>
        )}
      </div>
      {(more || asked) && <More query={query} choices={choices} onChange={change} />}
    </search>
  );
}

type ChooseClaimProps = Pick<LibraryFiltersProps, 'query' | 'choices' | 'claimText' | 'setTitle'> & {
  onChange(fields: Partial<LibraryQuery>): void;
};

/** A claim, or all of a set's. */
function ChooseClaim({ query, choices, claimText, setTitle, onChange }: ChooseClaimProps) {
  return (
    <select
      class="cav-select"
      aria-label={t('library_claim')}
      value={query.claim ?? (query.set && `set ${query.set}`) ?? ''}
      onChange={({ currentTarget: { value } }) =>
        value.startsWith('set ')
          ? onChange({ claim: null, set: value.slice(4) })
          : onChange({ claim: (value || null) as LibraryQuery['claim'], set: null })
      }
    >
      <option value="">{t('library_anyClaim')}</option>
      {choices.sets.map(({ set, claims }) => (
        <optgroup key={set} label={setTitle(set)}>
          <option value={`set ${set}`}>{t('library_wholeSet', { set: setTitle(set) })}</option>
          {claims.map(({ value, count }) => (
            <option key={value} value={value}>
              {withCount(short(claimText(value)), count)}
            </option>
          ))}
        </optgroup>
      ))}
    </select>
  );
}

type MoreProps = Pick<LibraryFiltersProps, 'query' | 'choices'> & { onChange(fields: Partial<LibraryQuery>): void };

function More({ query, choices, onChange }: MoreProps) {
  return (
    <div class="cav-filter-row">
      <Pick
        label={t('panel_level')}
        any={t('panel_allLevels')}
        value={query.level}
        values={LEVELS}
        name={levelLabel}
        onPick={(level) => onChange({ level })}
      />
      <Pick
        label={t('library_drift')}
        any={t('library_anyDrift')}
        value={query.drift}
        values={DRIFTS}
        name={(drift) => driftLine(drift) ?? drift}
        onPick={(drift) => onChange({ drift })}
      />
      <Pick
        label={t('library_kind')}
        any={t('library_anyKind')}
        value={query.kind}
        values={KINDS}
        name={(kind) => withCount(kindName(kind), countOf(choices.kinds, kind))}
        onPick={(kind) => onChange({ kind })}
      />
      <Pick
        label={t('library_color')}
        any={t('library_anyColor')}
        value={query.color}
        values={COLORS}
        name={(color) => withCount(colorName(color), countOf(choices.colors, color))}
        onPick={(color) => onChange({ color })}
      />
      <Pick
        label={t('library_quote')}
        any={t('library_anyQuote')}
        value={query.quote}
        values={QUOTES}
        name={(quote) => t(quote === 'with' ? 'library_withQuote' : 'library_withoutQuote')}
        onPick={(quote) => onChange({ quote })}
      />
      <Day label={t('library_from')} value={query.from} onChange={(from) => onChange({ from })} />
      <Day label={t('library_to')} value={query.to} onChange={(to) => onChange({ to })} />
    </div>
  );
}

const QUOTES = ['with', 'without'] as const;

type PickProps<Value> = {
  readonly label: string;
  readonly any: string;
  readonly value: Value | null;
  readonly values: readonly Value[];
  name(value: Value): string;
  onPick(value: Value | null): void;
};

/** One of a fixed few. */
function Pick<Value extends string | number>({ label, any, value, values, name, onPick }: PickProps<Value>) {
  return (
    <select
      class="cav-select"
      aria-label={label}
      value={String(value ?? '')}
      onChange={(event) => onPick(values.find((one) => String(one) === event.currentTarget.value) ?? null)}
    >
      <option value="">{any}</option>
      {values.map((one) => (
        <option key={one} value={String(one)}>
          {name(one)}
        </option>
      ))}
    </select>
  );
}

const countOf = (choices: readonly Choice[], value: string): number =>
  choices.find((choice) => choice.value === value)?.count ?? 0;

type ChooseProps = {
  readonly label: string;
  readonly any: string;
  readonly value: string | null;
  readonly choices: readonly Choice[];
  onChoose(value: string | null): void;
};

function Choose({ label, any, value, choices, onChoose }: ChooseProps) {
  // A link may name what no note has any more.
  const known = value === null || choices.some((choice) => choice.value === value);
  if (choices.length === 0 && known) return null;
  return (
    <select
      class="cav-select"
      aria-label={label}
      value={value ?? ''}
      onChange={(event) => onChoose(event.currentTarget.value || null)}
    >
      <option value="">{any}</option>
      {!known && value !== null && <option value={value}>{withCount(value, 0)}</option>}
      {choices.map(({ value: name, count }) => (
        <option key={name} value={name}>
          {withCount(name, count)}
        </option>
      ))}
    </select>
  );
}

function Day({ label, value, onChange }: { label: string; value: string | null; onChange(day: string | null): void }) {
  return (
    <label class="cav-day cav-quiet">
      {label}
      <input
        type="date"
        class="cav-select"
        value={value ?? ''}
        onChange={(event) => onChange(event.currentTarget.value || null)}
      />
    </label>
  );
}

const withCount = (name: string, count: number): string => `${name} (${formatNumber(count)})`;

/** A menu's line; the whole claim stands in the list. */
const short = (text: string): string => (text.length > 70 ? `${text.slice(0, 69).trimEnd()}…` : text);
