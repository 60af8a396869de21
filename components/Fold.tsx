import { ChevronRight } from 'lucide';
import type { ComponentChildren } from 'preact';
import { Icon } from './Icon.tsx';

export type FoldProps = {
  readonly title: string;
  readonly children: ComponentChildren;
  onToggle?(open: boolean): void;
};

/** Details that wait behind their title. Nothing important folds. */
export function Fold({ title, children, onToggle }: FoldProps) {
  return (
    <details class="cav-fold" onToggle={(event) => onToggle?.(event.currentTarget.open)}>
      <summary>
        <Icon of={ChevronRight} />
        {title}
      </summary>
      <div class="cav-fold-body">{children}</div>
    </details>
  );
}
