import type { PageReport } from '../lib/checker/index.ts';
import { formatList, t } from '../lib/i18n/index.ts';
import type { Level } from '../lib/sourcing/index.ts';
import { claimsInOrder, levelLabel, levelName } from './words.ts';

const WIDTH = 348;
const GAP = 4;

/**
 * The page's claims in page order, one line each, drawn as they are marked in the text: solid, dashed, dotted, double,
 * with a wave below where the page words it differently. The words for it are the picture's name.
 */
export function ClaimStrip({ report }: { readonly report: PageReport }) {
  const claims = claimsInOrder(report);
  // With very many claims the gaps would eat the lines.
  const gap = claims.length > 40 ? 1 : GAP;
  const width = (WIDTH - gap * (claims.length - 1)) / claims.length;
  const levels = claims.map(({ claim, changed }) => {
    const level = levelLabel(claim.grade.level);
    return changed ? t('list_stripChanged', { level }) : level;
  });
  return (
    <svg
      class="cav-strip"
      viewBox={`0 0 ${WIDTH} 12`}
      role="img"
      aria-label={t('list_strip', { levels: formatList(levels) })}
    >
      {claims.map(({ claim, changed }, index) => {
        const start = index * (width + gap);
        return (
          <g key={claim.key} class={`cav-strip-${levelName(claim.grade.level)}`}>
            <Line level={claim.grade.level} start={start} end={start + width} />
            {changed && <path class="cav-strip-wave" d={wave(start, start + width)} />}
          </g>
        );
      })}
    </svg>
  );
}

function Line({ level, start, end }: { readonly level: Level; readonly start: number; readonly end: number }) {
  if (level !== 'J') {
    const dashes = level === 2 ? dashesOver(end - start) : undefined;
    return <path class="cav-strip-line" d={`M${start} 3H${end}`} stroke-dasharray={dashes} />;
  }
  return <path class="cav-strip-double" d={`M${start} 1.5H${end}M${start} 4.5H${end}`} />;
}

/** Dashes of about 6 px, at least two, that end where the line ends: a stub at its end would look like another mark. */
function dashesOver(length: number): string {
  const gap = Math.min(3, length / 4);
  const count = Math.max(2, Math.round((length + gap) / (6 + gap)));
  return `${(length - gap * (count - 1)) / count} ${gap}`;
}

/** A wave of 6 px length and 3 px height from `start` to `end`. */
function wave(start: number, end: number): string {
  const halves = Math.max(2, Math.floor((end - start) / 3));
  const half = (end - start) / halves;
  return `M${start} 9.5q${half / 2} -3 ${half} 0${`t${half} 0`.repeat(halves - 1)}`;
}
