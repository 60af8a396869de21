import type { ClaimHistory as History, Sighting } from '../lib/history/index.ts';
import { formatDate, t } from '../lib/i18n/index.ts';
import { creditLine, metDrift } from './words.ts';

/** Sightings shown before the rest folds away. */
const SHOWN = 6;

export type ClaimHistoryProps = {
  readonly history: History;
};

/** When and where a claim was met, in which wording: the latest first. */
export function ClaimHistory({ history }: ClaimHistoryProps) {
  const latestFirst = [...history.sightings].reverse();
  const older = latestFirst.slice(SHOWN);
  return (
    <div class="cav-history">
      {history.oneOrigin && <p>{t('met_oneOrigin', { outlet: history.oneOrigin })}</p>}
      <ol>
        {latestFirst.slice(0, SHOWN).map((sighting) => (
          <Seen key={`${sighting.at} ${sighting.page}`} sighting={sighting} />
        ))}
      </ol>
      {older.length > 0 && <p class="cav-quiet">{t('met_earlier', { count: older.length })}</p>}
    </div>
  );
}

function Seen({ sighting }: { readonly sighting: Sighting }) {
  const { at, page, title, outlet, quote, language, figure } = sighting;
  const drift = metDrift(sighting.drift);
  const said = figure && figure.said !== figure.record ? t('met_figure', figure) : null;
  return (
    <li class="cav-seen">
      <p class="cav-quiet">
        <time dateTime={at}>{formatDate(at)}</time>
        {' · '}
        {/^https?:/i.test(page) ? (
          <a href={page} target="_blank" rel="noopener noreferrer" title={title}>
            {outlet}
          </a>
        ) : (
          outlet
        )}
        {' · '}
        {creditLine(sighting)}
        {drift && (
          <>
            {' · '}
            <span class="cav-drift-line">{drift}</span>
          </>
        )}
      </p>
      {said && <p class="cav-quiet">{said}</p>}
      <blockquote class="cav-quotation" lang={language}>
        {quote}
      </blockquote>
    </li>
  );
}
