import { ChevronRight } from 'lucide';
import type { ComponentChildren } from 'preact';
import { Icon } from './Icon.tsx';

/** Details that wait behind their title. Nothing important folds. */
export function Fold({ title, children }: { readonly title: string; readonly children: ComponentChildren }) {
  return (
    <details class="cav-fold">
      <summary>
        <Icon of={ChevronRight} />
        {title}
      </summary>
      <div class="cav-fold-body">{children}</div>
    </details>
  );
}
