import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { t } from '../lib/i18n/index.ts';

export type TakenAwayProps = {
  readonly class: string;
  readonly said: string;
  /** What is said when it cannot be brought back. */
  readonly problem: string;
  onUndo(): Promise<boolean>;
};

/** What stands in a card in place of what the reader took away, and brings it back. */
export function TakenAway({ class: name, said, problem, onUndo }: TakenAwayProps) {
  const [failed, setFailed] = useState(false);
  const undo = useRef<HTMLButtonElement>(null);
  // The action that had the focus is gone; what follows from it is next.
  useLayoutEffect(() => undo.current?.focus({ preventScroll: true }), []);
  return (
    <div class={name}>
      <p role="status">{failed ? problem : said}</p>
      <p>
        <button
          ref={undo}
          type="button"
          class="cav-button"
          onClick={() => void onUndo().then((undone) => setFailed(!undone))}
        >
          {t('note_undo')}
        </button>
      </p>
    </div>
  );
}
