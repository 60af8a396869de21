import { useId, useState } from 'preact/hooks';
import type { ExportFormat } from '../../lib/exchange/index.ts';
import { formatPercent, t } from '../../lib/i18n/index.ts';

/** Formats in the order of the menu: for people first, for keeping and for programs after. */
const FORMATS: readonly ExportFormat[] = [
  'caveat',
  'markdown',
  'markdown-zip',
  'html',
  'csv',
  'web-annotation',
  'hypothesis',
  'ris',
  'csl-json',
];

function formatName(format: ExportFormat): string {
  switch (format) {
    case 'caveat':
      return t('format_caveat');
    case 'web-annotation':
      return t('format_webAnnotation');
    case 'hypothesis':
      return t('format_hypothesis');
    case 'markdown':
      return t('format_markdown');
    case 'markdown-zip':
      return t('format_markdownZip');
    case 'csv':
      return t('format_csv');
    case 'html':
      return t('format_html');
    case 'ris':
      return t('format_ris');
    case 'csl-json':
      return t('format_cslJson');
  }
}

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
        <Export {...props} />
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
    </form>
  );
}

function Export({ selected, shown, progress, onExport, onCancel }: LibraryActionsProps) {
  const [format, setFormat] = useState<ExportFormat>('markdown');
  if (progress !== null) {
    return (
      <span class="cav-exporting cav-quiet">
        <progress aria-label={t('library_exporting')} value={progress} max={1} />
        <span aria-hidden="true">{formatPercent(progress)}</span>
        <button type="button" class="cav-toggle" onClick={onCancel}>
          {t('library_cancel')}
        </button>
      </span>
    );
  }
  return (
    <span class="cav-exporting">
      <select
        class="cav-select"
        aria-label={t('library_format')}
        value={format}
        onChange={({ currentTarget: { value } }) =>
          setFormat(FORMATS.find((candidate) => candidate === value) ?? 'markdown')
        }
      >
        {FORMATS.map((candidate) => (
          <option key={candidate} value={candidate}>
            {formatName(candidate)}
          </option>
        ))}
      </select>
      <button type="button" class="cav-toggle" onClick={() => onExport(format, 'file')}>
        {t('library_exportCount', { count: selected || shown })}
      </button>
      {/* An archive is no text. */}
      {format !== 'markdown-zip' && (
        <button type="button" class="cav-toggle" onClick={() => onExport(format, 'copy')}>
          {t('library_copy')}
        </button>
      )}
    </span>
  );
}
