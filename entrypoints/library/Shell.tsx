/** The library's parts behind one row of links; the address says which is open, so that it can be linked to. */
import { useEffect, useMemo, useState } from 'preact/hooks';
import { openDatabase } from '../../lib/db/index.ts';
import { openExtensionPage } from '../../lib/extension/index.ts';
import { t, uiDirection, uiLanguage } from '../../lib/i18n/index.ts';
import { Copies } from './Copies.tsx';
import { ProgressLine } from './ImportView.tsx';
import { Library } from './Library.tsx';
import { NoticeLine } from './NoticeLine.tsx';
import { nameOf, type Part, PartLinks, partOf } from './PartLinks.tsx';
import { Corrections, ReadSoFar } from './Remembered.tsx';
import { Sets } from './Sets.tsx';
import { type Saving, useSaving } from './saving.ts';
import { type Storing, useStoring } from './storing.ts';

export function Shell() {
  const [part, setPart] = useState(partOf(location.hash));
  // Files are stored and written to their end, and what came of them is told in whichever part is open then.
  const storing = useStoring();
  const saving = useSaving(storing.say);
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
      {part === 'notes' ? (
        <Library storing={storing} saving={saving} />
      ) : (
        <Other part={part} storing={storing} saving={saving} />
      )}
    </>
  );
}

type OtherProps = { readonly part: Exclude<Part, 'notes'>; readonly storing: Storing; readonly saving: Saving };

function Other({ part, storing: { share, notice, cancel }, saving }: OtherProps) {
  const db = useMemo(() => openDatabase(), []);
  const props = { db, locale: uiLanguage() };
  const { progress } = saving;
  const meanwhile = share !== null ? 'import_storing' : progress !== null ? 'library_exporting' : null;
  return (
    <main class="cav-root cav-page cav-library cav-wide" lang={uiLanguage()} dir={uiDirection()}>
      {(meanwhile || notice) && (
        <div class="cav-meanwhile">
          <NoticeLine notice={notice} otherwise={meanwhile && t(meanwhile)} />
          {share !== null && <ProgressLine label={t('import_storing')} share={share} onCancel={cancel} />}
          {progress !== null && (
            <ProgressLine label={t('library_exporting')} share={progress} onCancel={saving.cancel} />
          )}
        </div>
      )}
      {part === 'read' && <ReadSoFar {...props} />}
      {part === 'corrections' && <Corrections {...props} />}
      {part === 'sets' && <Sets />}
      {part === 'copies' && <Copies db={db} isStoring={share !== null} />}
    </main>
  );
}
