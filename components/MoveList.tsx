import { type Localized, localized } from '../lib/claims/index.ts';
import { t } from '../lib/i18n/index.ts';
import type { Move } from '../lib/sourcing/index.ts';
import { levelLabel, moveLine } from './words.ts';

export type MoveListProps = {
  /** What would close the gaps, in the words of the claim set's author. */
  readonly wouldSettle: readonly Localized[];
  /** Changes to the record that would raise the level, as the rules compute them. */
  readonly moves: readonly Move[];
  readonly locale: string;
};

/** What would settle the claim, and what would move its level and how far. */
export function MoveList({ wouldSettle, moves, locale }: MoveListProps) {
  return (
    <>
      {wouldSettle.length > 0 && (
        <ul class="cav-list cav-bullets">
          {wouldSettle.map((texts) => {
            const { text, locale: lang } = localized(texts, locale);
            return (
              <li key={text} lang={lang}>
                {text}
              </li>
            );
          })}
        </ul>
      )}
      {moves.length > 0 && (
        <div class="cav-section">
          <h4 class="cav-heading">{t('card_move')}</h4>
          <ul class="cav-list cav-bullets">
            {moves.map((move) => (
              <li key={move.code}>
                {moveLine(move)}
                <span class="cav-quiet"> – {t('move_reaches', { level: levelLabel(move.level) })}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}
