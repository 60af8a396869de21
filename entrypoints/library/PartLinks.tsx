import { useLayoutEffect, useRef } from 'preact/hooks';
import { t, uiDirection, uiLanguage } from '../../lib/i18n/index.ts';

const PARTS = ['notes', 'sets', 'read', 'corrections', 'copies'] as const;
export type Part = (typeof PARTS)[number];

/** The part an address names; the notes for any other. */
export const partOf = (hash: string): Part => PARTS.find((part) => hash === `#${part}`) ?? 'notes';

export function nameOf(part: Part): string {
  switch (part) {
    case 'notes':
      return t('library_title');
    case 'read':
      return t('met_title');
    case 'corrections':
      return t('correction_title');
    case 'sets':
      return t('sets_title');
    case 'copies':
      return t('copies_title');
  }
}

export type PartLinksProps = { readonly open: Part; onSettings(): void };

/** The parts of the library in one row, and the way to the settings. */
export function PartLinks({ open, onSettings }: PartLinksProps) {
  const links = useRef<HTMLElement>(null);
  // In a narrow window the row scrolls; its neighbours on both sides show that it does.
  useLayoutEffect(() => {
    const row = links.current;
    const here = row?.querySelector<HTMLElement>('[aria-current]');
    if (row && here) row.scrollLeft = here.offsetLeft + here.offsetWidth / 2 - row.clientWidth / 2;
  }, [open]);
  return (
    <nav
      ref={links}
      class="cav-root cav-parts"
      aria-label={t('library_sections')}
      lang={uiLanguage()}
      dir={uiDirection()}
    >
      {PARTS.map((part) => (
        <a key={part} href={`#${part}`} aria-current={part === open ? 'page' : undefined}>
          {nameOf(part)}
        </a>
      ))}
      <button type="button" class="cav-link cav-quiet" onClick={onSettings}>
        {t('options_title')}
      </button>
    </nav>
  );
}
