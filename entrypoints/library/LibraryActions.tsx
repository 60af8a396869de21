import { useId, useState } from 'preact/hooks';
import { ExportRow, ExportToggle } from '../../components/ExportRow.tsx';
import type { ExportFormat } from '../../lib/exchange/index.ts';
import { t } from '../../lib/i18n/index.ts';
import { Opener } from './Opener.tsx';

export type LibraryActionsProps = {
  /** Notes the reader picked, and notes shown. */
  readonly selected: number;
  readonly shown: number;
  /** Tags there are, to complete from. */
  readonly tags: readonly string[];
  /** How far an export is, from 0 to 1; null while none runs. */
  readonly progress: number | null;
  /** There is something to add that was read; null when there is not. Whether it goes into the file. */
  readonly withHistory: boolean | null;
  onWithHistory(on: boolean): void;
  onSelectAll(on: boolean): void;
  onTag(tag: string, on: boolean): void;
  onDelete(): void;
  /** Export what is picked, or all that is shown when nothing is. */
  onExport(format: ExportFormat, how: 'file' | 'copy'): void;
  onCancel(): void;
  /** Whether a file is on its way in. */
  readonly importing: boolean;
  onImport(): void;
};

/** What can be done with many notes at once: with those picked, or with all that are shown. */
export function LibraryActions(props: LibraryActionsProps) {
  const { selected, shown, progress, withHistory, importing, onExport, onCancel, onImport } = props;
  const [exporting, setExporting] = useState(false);
  const exports = useId();
  return (
    <div class="cav-many">
      <div class="cav-many-row">
        {shown > 0 && (
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
        )}
        <Opener label={t('import_open')} isOpen={importing} onOpen={onImport} />
        {shown > 0 && <ExportToggle row={exports} isOpen={exporting} onToggle={setExporting} />}
      </div>
      {shown > 0 && (exporting || progress !== null) && (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms; this is a menu and its buttons
        <div id={exports} class="cav-many-row" role="group" aria-label={t('menu_exportShort')}>
          <ExportRow
            label={t('library_exportCount', { count: selected || shown })}
            progress={progress}
            onExport={onExport}
            onCancel={onCancel}
          />
          {withHistory !== null && progress === null && (
            <label class="cav-many-all cav-quiet">
              <input
                type="checkbox"
                class="cav-check"
                checked={withHistory}
                onChange={(event) => props.onWithHistory(event.currentTarget.checked)}
              />
              {t('library_withHistory')}
            </label>
          )}
        </div>
      )}
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
      class="cav-many-row"
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
