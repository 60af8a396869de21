/** The library's parts behind one row of links; the address says which is open, so that it can be linked to. */
import { useEffect, useMemo, useState } from 'preact/hooks';
import { openDatabase } from '../../lib/db/index.ts';
import { uiDirection, uiLanguage } from '../../lib/i18n/index.ts';
import { Copies } from './Copies.tsx';
import { Library } from './Library.tsx';
import { nameOf, type Part, PartLinks, partOf } from './PartLinks.tsx';
import { Corrections, ReadSoFar } from './Remembered.tsx';
import { Sets } from './Sets.tsx';

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
      {part === 'notes' ? <Library /> : <Other part={part} />}
    </>
  );
}

function Other({ part }: { readonly part: Exclude<Part, 'notes'> }) {
  const db = useMemo(() => openDatabase(), []);
  const props = { db, locale: uiLanguage() };
  return (
    <main class="cav-root cav-page cav-library cav-wide" lang={uiLanguage()} dir={uiDirection()}>
      {part === 'read' && <ReadSoFar {...props} />}
      {part === 'corrections' && <Corrections {...props} />}
      {part === 'sets' && <Sets />}
      {part === 'copies' && <Copies db={db} />}
    </main>
  );
}
