import { Check } from 'lucide';
import { useId } from 'preact/hooks';
import type { Color } from '../lib/annotation/index.ts';
import { t } from '../lib/i18n/index.ts';
import { Icon } from './Icon.tsx';
import { COLORS, colorName } from './words.ts';

/** The colours by their names, each written on itself; the chosen one has a tick and a frame besides. */
export function ColorPicker({ color, onPick }: { readonly color: Color; onPick(color: Color): void }) {
  const name = useId();
  return (
    <fieldset class="cav-colors">
      <legend class="cav-hidden">{t('passage_color')}</legend>
      {COLORS.map((one) => (
        <label key={one} class={`cav-color cav-color-${one}`}>
          <input type="radio" class="cav-hidden" name={name} checked={one === color} onChange={() => onPick(one)} />
          {one === color && <Icon of={Check} />}
          <span>{colorName(one)}</span>
        </label>
      ))}
    </fieldset>
  );
}
