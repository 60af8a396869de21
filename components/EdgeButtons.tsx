import { ChevronLeft, ChevronRight } from 'lucide';
import { useState } from 'preact/hooks';
import { t } from '../lib/i18n/index.ts';
import { Icon } from './Icon.tsx';

export type Edge = 'start' | 'end';

/** Words at an edge that tell the reader where it is. */
const TOLD = 4;

export type EdgeButtonsProps = {
  /** Moves an edge a word on (1) or back (-1). Answers with the passage's words now; null: there is nowhere to go. Rejects when it was not kept. */
  onMove(edge: Edge, direction: 1 | -1): Promise<string | null>;
};

const buttons = [
  ['start', -1, 'passage_startEarlier'],
  ['start', 1, 'passage_startLater'],
  ['end', -1, 'passage_endEarlier'],
  ['end', 1, 'passage_endLater'],
] as const;

/** Where a passage starts and ends, a word at a time, and said in words where it does now. */
export function EdgeButtons({ onMove }: EdgeButtonsProps) {
  const [said, setSaid] = useState('');

  async function move(edge: Edge, direction: 1 | -1): Promise<void> {
    const quote = await onMove(edge, direction).catch(() => undefined);
    if (quote === undefined) setSaid(t('passage_failed'));
    else if (quote === null) setSaid(t('passage_stuck'));
    else if (edge === 'start') setSaid(t('passage_starts', { words: wordsOf(quote).slice(0, TOLD).join(' ') }));
    else setSaid(t('passage_ends', { words: wordsOf(quote).slice(-TOLD).join(' ') }));
  }

  return (
    <div class="cav-edges">
      {(['start', 'end'] as const).map((edge) => (
        <div key={edge} class="cav-edge">
          <span>{t(`passage_${edge}`)}</span>
          {buttons
            .filter(([of]) => of === edge)
            .map(([, direction, label]) => (
              <button
                key={label}
                type="button"
                class="cav-icon-button"
                aria-label={t(label)}
                title={t(label)}
                onClick={() => void move(edge, direction)}
              >
                <Icon of={direction < 0 ? ChevronLeft : ChevronRight} />
              </button>
            ))}
        </div>
      ))}
      <p class="cav-quiet cav-edges-said" role="status">
        {said}
      </p>
      <p class="cav-quiet">{t('passage_drag')}</p>
    </div>
  );
}

const wordsOf = (quote: string): string[] => quote.split(/\s+/).filter((word) => word !== '');
