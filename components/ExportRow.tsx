import { useEffect, useRef, useState } from 'preact/hooks';
import type { ExportFormat } from '../lib/exchange/index.ts';
import { formatPercent, type MessageKey, t } from '../lib/i18n/index.ts';
import { passFocusTo } from './focus.ts';

/** Every format with its name: those Caveat reads back, the one that keeps everything first; then those for elsewhere. */
const GROUPS: readonly { readonly label: MessageKey; readonly formats: Partial<Record<ExportFormat, MessageKey>> }[] = [
  {
    label: 'format_readBack',
    formats: {
      caveat: 'format_caveat',
      'web-annotation': 'format_webAnnotation',
      hypothesis: 'format_hypothesis',
      csv: 'format_csv',
    },
  },
  {
    label: 'format_elsewhere',
    formats: {
      markdown: 'format_markdown',
      'markdown-zip': 'format_markdownZip',
      html: 'format_html',
      ris: 'format_ris',
      'csl-json': 'format_cslJson',
    },
  },
];

export type ExportRowProps = {
  /** What the button says: "Export 3 notes". */
  readonly label: string;
  /** How far an export is, from 0 to 1; null or absent while none runs. */
  readonly progress?: number | null;
  /** Write a file of this format, or copy its text. */
  onExport(format: ExportFormat, how: 'file' | 'copy'): void;
  onCancel?(): void;
};

/** Opens and closes the row with this id. */
export function ExportToggle(props: { readonly row: string; readonly isOpen: boolean; onToggle(open: boolean): void }) {
  return (
    <button
      type="button"
      class="cav-link"
      aria-expanded={props.isOpen}
      aria-controls={props.row}
      onClick={() => props.onToggle(!props.isOpen)}
    >
      {t('menu_exportShort')}
    </button>
  );
}

/** Every format behind one menu: to save, or to copy; while it is written, how far it is and a way to stop. */
export function ExportRow({ label, progress = null, onExport, onCancel }: ExportRowProps) {
  const [format, setFormat] = useState<ExportFormat>('markdown');
  const [how, setHow] = useState<'file' | 'copy'>('file');
  const row = useRef<HTMLSpanElement>(null);
  const isRunning = progress !== null;
  const wasRunning = useRef(isRunning);
  // What was pressed goes: to what stops it, and back.
  useEffect(() => {
    if (wasRunning.current === isRunning) return;
    wasRunning.current = isRunning;
    const next = row.current?.querySelector<HTMLElement>(isRunning ? 'button' : `[data-how=${how}]`);
    passFocusTo(next);
  }, [isRunning]);
  const start = (as: typeof how) => {
    setHow(as);
    onExport(format, as);
  };
  if (isRunning) {
    return (
      <span key="running" ref={row} class="cav-exporting cav-quiet">
        <progress aria-label={t('library_exporting')} value={progress} max={1} />
        <span aria-hidden="true">{formatPercent(progress)}</span>
        <button type="button" class="cav-toggle" onClick={onCancel}>
          {t('library_cancel')}
        </button>
      </span>
    );
  }
  return (
    <span key="ready" ref={row} class="cav-exporting">
      <select
        class="cav-select"
        aria-label={t('library_format')}
        value={format}
        // Its choices are formats and nothing else.
        onChange={({ currentTarget: { value } }) => setFormat(value as ExportFormat)}
      >
        {GROUPS.map(({ label: group, formats }) => (
          <optgroup key={group} label={t(group)}>
            {Object.entries(formats).map(([candidate, name]) => (
              <option key={candidate} value={candidate}>
                {t(name)}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
      <button type="button" class="cav-toggle" data-how="file" onClick={() => start('file')}>
        {label}
      </button>
      {/* An archive is no text. */}
      {format !== 'markdown-zip' && (
        <button type="button" class="cav-toggle" data-how="copy" onClick={() => start('copy')}>
          {t('library_copy')}
        </button>
      )}
    </span>
  );
}
