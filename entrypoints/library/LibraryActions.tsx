import { useId, useState } from 'preact/hooks';
import { ExportRow } from '../../components/ExportRow.tsx';
import type { ExportFormat } from '../../lib/exchange/index.ts';
import { t } from '../../lib/i18n/index.ts';

export type LibraryActionsProps = {
  /** Notes the reader picked, and notes shown. */
  readonly selected: number;
  readonly shown: number;
  /** Tags there are, to complete from. */
  readonly tags: readonly string[];
  /** How far an export is, from 0 to 1; null while none runs. */
  readonly progress: number | null;
  onSelectAll(on: boolean): void;
  onTag(tag: string, on: boolean): void;
  onDelete(): void;
  /** Export what is picked, or all that is shown when nothing is. */
  onExport(format: ExportFormat, how: 'file' | 'copy'): void;
  onCancel(): void;
};

/** What can be done with many notes at once: with those picked, or with all that are shown. */
export function LibraryActions(props: LibraryActionsProps) {
  const { selected, shown } = props;
  return (
    <div class="cav-many">
      <div class="cav-filter-row">
        <label class="cav-many-all">
          <input
            type="checkbox"
            class="cav-check"
            checked={selected > 0 && selected >= shown}
            indeterminate={selected > 0 && selected < shown}
            onChange={(event) => props.onSelectAll(event.currentTarget.checked)}
          />
          {selected > 0 ? t('library_selected', { count: selected }) : t('library_selectAll')}
        </label>
        <ExportRow
          label={t('library_exportCount', { count: selected || shown })}
          progress={props.progress}
          onExport={props.onExport}
          onCancel={props.onCancel}
        />
      </div>
      {selected > 0 && <Picked {...props} />}
    </div>
  );
}

function Picked({ tags, onTag, onDelete }: LibraryActionsProps) {
  const [tag, setTag] = useState('');
  const list = useId();
  const name = tag.trim().replace(/^#/, '');
  const apply = (on: boolean) => {
    if (name === '') return;
    onTag(name, on);
    setTag('');
  };
  return (
    <form
      class="cav-filter-row"
      onSubmit={(event) => {
        event.preventDefault();
        apply(true);
      }}
    >
      <input
        class="cav-select cav-tag-field"
        aria-label={t('library_tagName')}
        placeholder={t('library_tagName')}
        list={list}
        maxLength={100}
        value={tag}
        onInput={(event) => setTag(event.currentTarget.value)}
      />
      <datalist id={list}>
        {tags.map((known) => (
          <option key={known} value={known} />
        ))}
      </datalist>
      <button type="submit" class="cav-toggle">
        {t('library_addTag')}
      </button>
      <button type="button" class="cav-toggle" onClick={() => apply(false)}>
        {t('library_removeTag')}
      </button>
      <button type="button" class="cav-toggle" onClick={onDelete}>
        {t('library_delete')}
      </button>
      <p class="cav-quiet cav-pick-hint">{t('library_pickHint')}</p>
    </form>
  );
}
