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
};

/** What can be done with selected text, in three words. It takes neither the focus nor the selection. */
export function Adder({ color, problem = null, onPick }: AdderProps) {
  const keep = (event: Event) => event.preventDefault();
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
        {problem}
      </p>
    </div>
  );
}
