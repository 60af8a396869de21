import { ChevronLeft, ChevronRight, X } from 'lucide';
import type { ComponentChildren, Ref } from 'preact';
import { t, uiDirection, uiLanguage } from '../lib/i18n/index.ts';
import { Icon } from './Icon.tsx';

export type CardFrameProps = {
  /** For the focus, which is in the card from its first moment. */
  readonly root: Ref<HTMLDivElement>;
  /** Id of the element inside that names the card. */
  readonly heading: string;
  /** What stands first in its head. */
  readonly head: ComponentChildren;
  /** Of several things at one place, which one this is. */
  readonly index: number;
  readonly total: number;
  readonly previous: string;
  readonly next: string;
  onStep(by: 1 | -1): void;
  /** Escape, else the close button. */
  onClose(isEscape: boolean): void;
  readonly children: ComponentChildren;
};

/** What every card has: a labelled non-modal dialog, steps where several things stand at one place, a way out. */
export function CardFrame(props: CardFrameProps) {
  const { index, total, onStep, onClose } = props;
  return (
    <div
      ref={props.root}
      class="cav-root cav-card"
      role="dialog"
      aria-labelledby={props.heading}
      tabIndex={-1}
      lang={uiLanguage()}
      dir={uiDirection()}
      onKeyDown={(event) => {
        // What is open inside the card closes first.
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        event.stopPropagation();
        onClose(true);
      }}
    >
      <div class="cav-card-head">
        {props.head}
        {total > 1 && (
          <div class="cav-step">
            <button type="button" class="cav-icon-button" aria-label={props.previous} onClick={() => onStep(-1)}>
              <Icon of={ChevronLeft} />
            </button>
            <span class="cav-quiet" role="status">
              {t('card_step', { index: index + 1, total })}
            </span>
            <button type="button" class="cav-icon-button" aria-label={props.next} onClick={() => onStep(1)}>
              <Icon of={ChevronRight} />
            </button>
          </div>
        )}
        <button type="button" class="cav-icon-button" aria-label={t('card_close')} onClick={() => onClose(false)}>
          <Icon of={X} />
        </button>
      </div>
      {props.children}
    </div>
  );
}
