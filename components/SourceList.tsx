import { ExternalLink } from 'lucide';
import type { Source, SourcingRecord } from '../lib/claims/index.ts';
import { t } from '../lib/i18n/index.ts';
import type { Grade } from '../lib/sourcing/index.ts';
import { Fold } from './Fold.tsx';
import { Icon } from './Icon.tsx';
import { basisLine, reasonLine, sourceLines } from './words.ts';

/** Who says so on record and, folded, the rules that made the level of it. */
export function SourceList({ record, grade }: { readonly record: SourcingRecord; readonly grade: Grade }) {
  const sources = record.sources ?? [];
  return (
    <div class="cav-sources">
      {sources.length === 0 ? (
        <p>{basisLine(record, grade)}.</p>
      ) : (
        <ul class="cav-list">
          {sources.map((source, index) => (
            <SourceItem key={index} source={source} />
          ))}
        </ul>
      )}
      <Fold title={t('card_whyLevel')}>
        <ul class="cav-list cav-bullets">
          {grade.reasons.map((reason) => (
            <li key={reason.code}>{reasonLine(reason)}</li>
          ))}
        </ul>
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
            {who} <Icon of={ExternalLink} />
          </a>
        ) : (
          who
        )}
      </p>
      {details.length > 0 && <p class="cav-quiet">{details.join(' · ')}</p>}
    </li>
  );
}
