import { Circle, PenTool } from 'lucide';
import type { Level } from '../lib/sourcing/index.ts';
import { Icon } from './Icon.tsx';
import { levelLabel, levelName } from './words.ts';

const STEPS = [1, 2, 3, 4] as const;

/**
 * How a claim is sourced: the meter, the level in words, and, if given, what it rests on. The words are the name for
 * assistive technology; the meter only repeats them. J and ? are not on the ladder and have no steps.
 */
export function SourcingBadge({ level, basis }: { readonly level: Level; readonly basis?: string }) {
  return (
    <span class={`cav-level cav-level-${levelName(level)}`}>
      <Meter level={level} />
      <span>
        {levelLabel(level)}
        {basis && <span> – {basis}</span>}
      </span>
    </span>
  );
}

function Meter({ level }: { readonly level: Level }) {
  if (level === 'J') return <Icon of={PenTool} />;
  if (level === '?') return <Icon of={Circle} />;
  return (
    <svg class="cav-meter" viewBox="0 0 26 12" aria-hidden="true" focusable="false">
      {STEPS.map((step) => (
        <rect
          key={step}
          class={step <= level ? 'cav-meter-full' : undefined}
          x={step * 7 - 6.5}
          y={0.5}
          width={4}
          height={11}
          rx={1}
        />
      ))}
    </svg>
  );
}
