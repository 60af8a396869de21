import type { IconNode } from 'lucide';
import { createElement } from 'preact';

/** An outlined 16 px icon. Decoration: whatever holds it must carry the name in words. */
export function Icon({ of }: { readonly of: IconNode }) {
  return (
    <svg class="cav-icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      {of.map(([tag, attributes], index) => createElement(tag, { ...attributes, key: index }))}
    </svg>
  );
}
