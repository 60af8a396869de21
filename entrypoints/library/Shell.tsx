/** The library's parts behind one row of links; the address says which is open, so that it can be linked to. */
import { useEffect, useMemo, useState } from 'preact/hooks';
import { openDatabase } from '../../lib/db/index.ts';
import { openExtensionPage } from '../../lib/extension/index.ts';
import { t, uiDirection, uiLanguage } from '../../lib/i18n/index.ts';
import { Copies } from './Copies.tsx';
import { StoringLine } from './ImportView.tsx';
import { Library } from './Library.tsx';
import { NoticeLine } from './NoticeLine.tsx';
import { nameOf, type Part, PartLinks, partOf } from './PartLinks.tsx';
import { Corrections, ReadSoFar } from './Remembered.tsx';
import { Sets } from './Sets.tsx';
import { type Storing, useStoring } from './storing.ts';

export function Shell() {
  const [part, setPart] = useState(partOf(location.hash));
  const storing = useStoring();
  useEffect(() => {
    const controller = new AbortController();
    addEventListener('hashchange', () => setPart(partOf(location.hash)), { signal: controller.signal });
    return () => controller.abort();
  }, []);
  useEffect(() => {
    document.title = `Caveat – ${nameOf(part)}`;
    // What came of it was told in the part that is left.
    if (storing.share === null) storing.say(null);
  }, [part]);
  return (
    <>
      <PartLinks open={part} onSettings={() => void openExtensionPage('options')} />
      {part === 'notes' ? <Library storing={storing} /> : <Other part={part} storing={storing} />}
    </>
  );
}

type OtherProps = { readonly part: Exclude<Part, 'notes'>; readonly storing: Storing };

function Other({ part, storing: { share, notice, cancel } }: OtherProps) {
  const db = useMemo(() => openDatabase(), []);
  const props = { db, locale: uiLanguage() };
  return (
    <main class="cav-root cav-page cav-library cav-wide" lang={uiLanguage()} dir={uiDirection()}>
      {(share !== null || notice) && (
        <div class="cav-meanwhile">
          <NoticeLine notice={notice} otherwise={share === null ? null : t('import_storing')} />
          {share !== null && <StoringLine share={share} onCancel={cancel} />}
        </div>
      )}
      {part === 'read' && <ReadSoFar {...props} />}
      {part === 'corrections' && <Corrections {...props} />}
      {part === 'sets' && <Sets />}
      {part === 'copies' && <Copies db={db} />}
    </main>
  );
}
