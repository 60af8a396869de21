import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { passFocusTo } from '../../components/focus.ts';
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

/**
 * Says it to everybody; where what was pressed is gone the focus goes on to what is said. Not to the way back, which is
 * the next stop: whoever scrolls with the space bar must not take anything back.
 */
export function NoticeLine({ notice, otherwise, children }: NoticeLineProps) {
  const line = useRef<HTMLParagraphElement>(null);
  /** What last had the focus, and what had it when this was told; null for a reader who pressed beside it. */
  const last = useRef<Element | null>(null);
  const pressed = useRef<Element | null>(null);
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    addEventListener('focusin', ({ target }) => (last.current = target as Element), { signal });
    addEventListener(
      'pointerdown',
      ({ target }) => {
        if (!last.current?.contains(target as Element)) last.current = null;
      },
      { signal, capture: true },
    );
    return () => controller.abort();
  }, []);
  useEffect(() => {
    pressed.current = last.current;
  }, [notice]);
  useEffect(() => {
    // It may go a moment after what it did is told: looked at with every drawing.
    const isGone = last.current === pressed.current && last.current?.isConnected === false;
    if (notice && isGone) passFocusTo(line.current, { preventScroll: true });
  });
  const { onUndo } = notice ?? {};
  return (
    <p ref={line} class="cav-quiet cav-notice" role="status" tabIndex={-1}>
      {notice?.text ?? otherwise}
      {onUndo && (
        <button
          type="button"
          class="cav-link"
          onClick={() => {
            // The button goes with what it takes back; here it is told what came of it.
            line.current?.focus();
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
