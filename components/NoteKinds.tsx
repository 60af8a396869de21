import { useId } from 'preact/hooks';
import type { Annotation } from '../lib/annotation/index.ts';
import { t } from '../lib/i18n/index.ts';
import { kindName } from './words.ts';

/** What a reader calls a note; one without words is a highlight besides. */
type NoteKind = 'commenting' | 'questioning';

/** What the note of a passage is for, given its text and what the reader calls it. */
export const motivationOf = (kind: NoteKind, text: string): Annotation['motivation'] =>
  kind === 'commenting' && text.trim() === '' ? 'highlighting' : kind;

export const kindOf = ({ motivation }: Annotation): NoteKind =>
  motivation === 'questioning' ? 'questioning' : 'commenting';

/** Note or question: two names, the chosen one underlined. */
export function Kinds({ kind, onPick }: { readonly kind: NoteKind; onPick(kind: NoteKind): void }) {
  const name = useId();
  return (
    <fieldset class="cav-kinds">
      <legend class="cav-hidden">{t('passage_kind')}</legend>
      {(['commenting', 'questioning'] as const).map((one) => (
        <label key={one} class="cav-kind cav-heading">
          <input type="radio" class="cav-hidden" name={name} checked={one === kind} onChange={() => onPick(one)} />
          <span>{kindName(one)}</span>
        </label>
      ))}
    </fieldset>
  );
}
