import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../../lib/i18n/index.ts';

/** What just happened, and how to take it back. */
export type Notice = { readonly text: string; readonly onUndo?: (() => void) | undefined };

type NoticeLineProps = {
  readonly notice: Notice | null;
  /** What is said while nothing happened. */
  readonly otherwise?: string | null;
  /** Stands after all. */
  readonly children?: ComponentChildren;
};

/** Says it to everybody; where what was pressed is gone the focus goes on to the way back, or to what is said. */
export function NoticeLine({ notice, otherwise, children }: NoticeLineProps) {
  const line = useRef<HTMLParagraphElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const offered = useRef<Notice | null>(null);
  useEffect(() => {
    // What was pressed may go a moment after what it did is told: looked at with every drawing, given once.
    const isFree = document.activeElement === document.body || document.activeElement === line.current;
    if (!notice || offered.current === notice || !isFree) return;
    offered.current = notice;
    if (button.current) button.current.focus();
    else line.current?.focus({ preventScroll: true });
  });
  const { onUndo } = notice ?? {};
  return (
    <p ref={line} class="cav-quiet cav-notice" role="status" tabIndex={-1}>
      {notice?.text ?? otherwise}
      {onUndo && (
        <button
          ref={button}
          type="button"
          class="cav-link"
          onClick={() => {
            // The button goes with what it takes back; here it is told what came of it.
            line.current?.focus();
            offered.current = notice;
            onUndo();
          }}
        >
          {t('note_undo')}
        </button>
      )}
      {children}
    </p>
  );
}
