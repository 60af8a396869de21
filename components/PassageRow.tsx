import type { Annotation } from '../lib/annotation/index.ts';
import { t } from '../lib/i18n/index.ts';
import { Passage } from './Passage.tsx';
import { colorOf, kindName, quoteOf } from './words.ts';

export type PassageRowProps = {
  readonly note: Annotation;
  /** Whether its words stand on the page as they were marked; null where that is not known. */
  readonly state: 'exact' | 'approximate' | null;
  /** Shows the beginning of what the reader wrote too. */
  readonly withText?: boolean;
  /** Whether a question is called one. */
  readonly withKind?: boolean;
  /** Go to the passage. */
  onShow(noteId: string): void;
};

/** A passage of the reader's as a button: its words in their colour, and what it is when that is not plain. */
export function PassageRow({ note, state, withText = false, withKind = true, onShow }: PassageRowProps) {
  const approximate = state === 'approximate';
  return (
    <button type="button" class="cav-claim-row" onClick={() => onShow(note.id)}>
      <span class="cav-claim-row-text">
        <Passage
          inline
          quote={quoteOf(note) ?? ''}
          color={colorOf(note)}
          lang={note.target?.language}
          approximate={approximate}
        />
      </span>
      {withKind && note.motivation === 'questioning' && <span class="cav-quiet">{kindName('questioning')}</span>}
      {approximate && <span class="cav-quiet">{t('passage_approximate')}</span>}
      {withText && note.text.trim() !== '' && <span class="cav-row-note">{firstLine(note.text)}</span>}
    </button>
  );
}

/** The style sheet cuts it where the line ends. */
const firstLine = (text: string): string => text.trim().split('\n', 1)[0] ?? '';
