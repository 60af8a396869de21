/** The library's parts behind one row of links; the address says which is open, so that it can be linked to. */
import { useEffect, useMemo, useState } from 'preact/hooks';
import { describeClaims } from '../../lib/checker/index.ts';
import { bundledClaimSets } from '../../lib/claims/index.ts';
import { openDatabase } from '../../lib/db/index.ts';
import { t, uiDirection, uiLanguage } from '../../lib/i18n/index.ts';
import { Library } from './Library.tsx';
import { Corrections, ReadSoFar } from './Remembered.tsx';

const PARTS = ['notes', 'read', 'corrections'] as const;
type Part = (typeof PARTS)[number];

const partOf = (hash: string): Part => PARTS.find((part) => hash === `#${part}`) ?? 'notes';

function nameOf(part: Part): string {
  switch (part) {
    case 'notes':
      return t('library_title');
    case 'read':
      return t('met_title');
    case 'corrections':
      return t('correction_title');
  }
}

export function Shell() {
  const [part, setPart] = useState(partOf(location.hash));
  useEffect(() => {
    const controller = new AbortController();
    addEventListener('hashchange', () => setPart(partOf(location.hash)), { signal: controller.signal });
    return () => controller.abort();
  }, []);
  useEffect(() => {
    document.title = `Caveat – ${nameOf(part)}`;
  }, [part]);
  return (
    <>
      <PartLinks open={part} />
      {part === 'notes' ? <Library /> : <Remembered part={part} />}
    </>
  );
}

export function PartLinks({ open }: { readonly open: Part }) {
  return (
    <nav class="cav-root cav-parts" aria-label={t('library_sections')} lang={uiLanguage()} dir={uiDirection()}>
      {PARTS.map((part) => (
        <a key={part} href={`#${part}`} aria-current={part === open ? 'page' : undefined}>
          {nameOf(part)}
        </a>
      ))}
    </nav>
  );
}

function Remembered({ part }: { readonly part: Exclude<Part, 'notes'> }) {
  const db = useMemo(() => openDatabase(), []);
  const claimOf = useMemo(() => describeClaims(bundledClaimSets()), []);
  const props = { db, claimOf, locale: uiLanguage() };
  return (
    <main class="cav-root cav-page cav-library cav-wide" lang={uiLanguage()} dir={uiDirection()}>
      {part === 'read' ? <ReadSoFar {...props} /> : <Corrections {...props} />}
    </main>
  );
}
