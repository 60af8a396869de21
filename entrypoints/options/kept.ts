/** What is kept of the pages read, and how it is forgotten and brought back. Nothing to offer where it cannot be read. */
import { useEffect, useMemo, useState } from 'preact/hooks';
import { type Database, openDatabase } from '../../lib/db/index.ts';
import type { Encounter } from '../../lib/history/index.ts';

export function useKept(open: () => Pick<Database, 'encounters'> = openDatabase) {
  const { encounters } = useMemo(open, []);
  const [some, setSome] = useState(false);
  const [forgotten, setForgotten] = useState<readonly Encounter[]>([]);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    const controller = new AbortController();
    encounters.watch((met) => setSome(met.ok && met.value.length > 0), controller.signal);
    return () => controller.abort();
  }, [encounters]);
  return {
    some,
    failed,
    forgotten: forgotten.length > 0,
    async onForget(): Promise<void> {
      const taken = await encounters.forget('everything');
      setFailed(!taken.ok);
      if (taken.ok) setForgotten(taken.value);
    },
    async onUndo(): Promise<void> {
      const back = await encounters.restore(forgotten);
      setFailed(!back.ok);
      if (back.ok) setForgotten([]);
    },
  };
}
