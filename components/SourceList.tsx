import { ExternalLink } from 'lucide';
import type { Source, SourcingRecord } from '../lib/claims/index.ts';
import { t } from '../lib/i18n/index.ts';
import type { BadgeCode, Grade } from '../lib/sourcing/index.ts';
import { Fold } from './Fold.tsx';
import { Icon } from './Icon.tsx';
import { badgeLine, basisLine, levelLabel, levelMeaning, reasonLine, sourceLines } from './words.ts';

/** Badges whose fact has a place of its own beside this list: the denials, and what has not been verified. */
const SAID_ELSEWHERE: ReadonlySet<BadgeCode> = new Set([
  'denied-on-record',
  'denied-unnamed',
  'disputed',
  'evidence-not-published',
  'evidence-partly',
]);

/** Who says so on record, the badges that belong to it and, folded, the rules that made the level of it. */
export function SourceList({ record, grade }: { readonly record: SourcingRecord; readonly grade: Grade }) {
  const sources = record.sources ?? [];
  const badges = grade.badges.filter((badge) => !SAID_ELSEWHERE.has(badge.code));
  return (
    <div class="cav-section">
      {sources.length === 0 ? (
        <p>{basisLine(record, grade)}.</p>
      ) : (
        <ul class="cav-list">
          {sources.map((source, index) => (
            <SourceItem key={index} source={source} />
          ))}
        </ul>
      )}
      {badges.length > 0 && (
        <ul class="cav-tags">
          {badges.map((badge) => (
            <li key={badge.code}>{badgeLine(badge)}</li>
          ))}
        </ul>
      )}
      <Fold title={t('card_whyLevel')}>
        <ul class="cav-list cav-bullets">
          {grade.reasons.map((reason) => (
            <li key={reason.code}>{reasonLine(reason)}</li>
          ))}
        </ul>
        {/* With one rule, the rule says it; with several, what they arrive at is worth a sentence. */}
        {grade.reasons.length > 1 && (
          <p class="cav-quiet">
            <b>{levelLabel(grade.level)}:</b> {levelMeaning(grade.level)}
          </p>
        )}
      </Fold>
    </div>
  );
}

function SourceItem({ source }: { readonly source: Source }) {
  const { who, details } = sourceLines(source);
  const url = source.kind === 'anonymous' ? undefined : source.url;
  return (
    <li>
      <p class={source.kind === 'anonymous' ? 'cav-quotation' : undefined}>
        {url ? (
          <a href={url} target="_blank" rel="noopener noreferrer">
            {who}
            <Icon of={ExternalLink} />
          </a>
        ) : (
          who
        )}
      </p>
      {details.length > 0 && <p class="cav-quiet">{details.join(' · ')}</p>}
    </li>
  );
}
