/** What is stored of the reader's notes on the page beside the panel: live, with why where it cannot be known. */
import { useEffect, useState } from 'preact/hooks';
import type { Annotation } from '../../lib/annotation/index.ts';
import type { ClaimKey } from '../../lib/claims/index.ts';
import type { Database, DatabaseProblem } from '../../lib/db/index.ts';

/** Notes at this address and on these claims; `problem` is why they may be others by now. */
export function useStored({ notes }: Database, address: string | null, claims: readonly ClaimKey[]) {
  const [stored, setStored] = useState<readonly Annotation[]>([]);
  const [problem, setProblem] = useState<DatabaseProblem['kind'] | null>(null);
  // Those of another page go at once; when the page states one claim more, the note that is typed in stays where it is.
  useEffect(() => {
    setStored([]);
    setProblem(null);
  }, [address]);
  useEffect(() => {
    if (address === null) return;
    const controller = new AbortController();
    const heard: Parameters<typeof notes.watchPage>[2] = (found) => {
      setProblem(found.ok ? null : found.error.kind);
      if (found.ok) setStored(found.value);
    };
    notes.watchPage(address, claims, heard, controller.signal);
    return () => controller.abort();
  }, [address, claims.join(' ')]);
  return { stored, problem };
}
