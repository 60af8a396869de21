import { useEffect, useState } from 'preact/hooks';
import type { Color } from '../lib/annotation/index.ts';
import { t, uiDirection, uiLanguage } from '../lib/i18n/index.ts';
import { colorName } from './words.ts';

export type AdderKind = 'highlighting' | 'commenting' | 'questioning';

export type AdderProps = {
  /** What a highlight will be marked in. */
  readonly color: Color;
  /** Why the last try came to nothing, in words. */
  readonly problem?: string | null;
  onPick(kind: AdderKind): void;
  /** The reader goes back to the text by keys: Escape, or Tab beyond the last or before the first button. */
  onLeave(): void;
};

/**
 * What can be done with selected text, in three words. It takes neither the focus nor the selection; whoever shows it
 * gives its first button the focus on Tab, as it says to those who hear it.
 */
export function Adder({ color, problem = null, onPick, onLeave }: AdderProps) {
  // A live region tells what comes into it, not what it came with.
  const [told, tell] = useState<{ hint: string; problem: string | null }>({ hint: '', problem: null });
  useEffect(() => tell({ hint: t('adder_keys'), problem }), [problem]);
  const keep = (event: Event) => event.preventDefault();
  const onKeyDown = (event: KeyboardEvent) => {
    const buttons = (event.currentTarget as HTMLElement).getElementsByTagName('button');
    const isLast = event.target === buttons[event.shiftKey ? 0 : buttons.length - 1];
    if (event.key !== 'Escape' && !(event.key === 'Tab' && isLast)) return;
    event.preventDefault();
    onLeave();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields
    <div
      class="cav-root cav-adder"
      role="group"
      aria-label={t('adder_label')}
      lang={uiLanguage()}
      dir={uiDirection()}
      // Pressing a button must not take the selection it is about.
      onPointerDown={keep}
      onMouseDown={keep}
      onKeyDown={onKeyDown}
    >
      <button
        type="button"
        class="cav-adder-button"
        aria-label={t('adder_color', { color: colorName(color).toLocaleLowerCase(uiLanguage()) })}
        onClick={() => onPick('highlighting')}
      >
        <span class={`cav-tint cav-color-${color}`}>{t('adder_highlight')}</span>
      </button>
      <button type="button" class="cav-adder-button" onClick={() => onPick('commenting')}>
        {t('adder_note')}
      </button>
      <button type="button" class="cav-adder-button" onClick={() => onPick('questioning')}>
        {t('adder_question')}
      </button>
      <p class="cav-adder-problem" role="status">
        {told.problem}
      </p>
      <p class="cav-hidden" role="status">
        {told.hint}
      </p>
    </div>
  );
}
