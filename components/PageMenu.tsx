import { useId, useState } from 'preact/hooks';
import type { ExportFormat } from '../lib/exchange/index.ts';
import { t } from '../lib/i18n/index.ts';
import { ExportRow, ExportToggle } from './ExportRow.tsx';

export type PageMenuProps = {
  /** A sentence on what just happened, such as a file that was saved. */
  readonly notice: string | null;
  /** Opens the panel; absent in the panel itself. */
  onPanel?(): void;
  onOpen(page: 'library' | 'options'): void;
  /** Exports the page; absent where there is nothing to export. */
  readonly onExport?: ((format: ExportFormat, how: 'file' | 'copy') => void) | undefined;
};

/** Where one goes from a page's list, and what one takes along: quiet words, with the formats behind the last. */
export function PageMenu({ notice, onPanel, onOpen, onExport }: PageMenuProps) {
  const [exporting, setExporting] = useState(false);
  const exports = useId();
  return (
    <>
      <p class="cav-notice cav-quiet" role="status">
        {notice}
      </p>
      {onExport && exporting && (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms; this is a menu and its buttons
        <div id={exports} class="cav-page-export" role="group" aria-label={t('menu_export')}>
          <ExportRow label={t('menu_save')} onExport={onExport} />
        </div>
      )}
      <nav class="cav-menu" aria-label={t('menu_label')}>
        {onPanel && (
          <button type="button" class="cav-link" onClick={onPanel}>
            {t('menu_panel')}
          </button>
        )}
        <button type="button" class="cav-link" onClick={() => onOpen('library')}>
          {t('menu_library')}
        </button>
        <button type="button" class="cav-link" onClick={() => onOpen('options')}>
          {t('menu_options')}
        </button>
        {onExport && <ExportToggle row={exports} isOpen={exporting} onToggle={setExporting} />}
      </nav>
    </>
  );
}
