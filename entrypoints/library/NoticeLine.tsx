import type { ComponentChildren } from 'preact';
import { t } from '../../lib/i18n/index.ts';

/** What just happened, and how to take it back. */
export type Notice = { readonly text: string; readonly onUndo?: (() => void) | undefined };

type NoticeLineProps = {
  readonly notice: Notice | null;
  /** What is said while nothing happened. */
  readonly otherwise?: string | null;
  /** Stands between the words and the way back. */
  readonly children?: ComponentChildren;
};

export function NoticeLine({ notice, otherwise, children }: NoticeLineProps) {
  return (
    <p class="cav-quiet cav-notice" role="status">
      {notice?.text ?? otherwise}
      {children}
      {notice?.onUndo && (
        <button type="button" class="cav-link" onClick={notice.onUndo}>
          {t('note_undo')}
        </button>
      )}
    </p>
  );
}
