/** The page beside the panel: which it is, what it tells of itself, what the reader opens there. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { type PageTab, type TabChange, watchMarks, watchTab } from '../../lib/extension/index.ts';
import { type Heard, hear } from './hear.ts';

/** A page checked again keeps its old report until the new one is there: when to ask for it, in milliseconds. */
const ASK_AFTER = [300, 1_500, 5_000] as const;

type Beside = Heard & {
  /** The marks the reader opened there last. */
  readonly opened: readonly string[];
  /** Counts the pages that were beside the panel. */
  readonly visit: number;
};
const unheard = { page: { state: 'loading' }, told: null, text: null, opened: [] } as const;
/** The page in front of the panel's window, or the one in the tab with this id. */
export function usePage(tabId: number | null) {
  const [known, setKnown] = useState<Beside>({ ...unheard, address: null, visit: 0 });
  const learn = (news: Partial<Beside>) => setKnown((before) => ({ ...before, ...news }));
  const tab = useRef<PageTab | null>(null);
  const asking = useRef(new AbortController());

  /** Quietly, unless it is to be read again: what is shown stays until there is an answer. */
  async function ask(start: boolean, again = false): Promise<void> {
    asking.current.abort();
    asking.current = new AbortController();
    const { signal } = asking.current;
    if (again) learn({ page: { state: 'loading' } });
    const heard = await hear(tab.current, { start, again }, signal);
    if (!signal.aborted) learn(heard);
  }

  /** Ask a few times more, for an answer that is on its way; what is returned calls that off. */
  function askLater(): () => void {
    const timers = ASK_AFTER.map((delay) => setTimeout(() => void ask(false), delay));
    return () => timers.forEach(clearTimeout);
  }

  useEffect(() => {
    const controller = new AbortController();
    let callOff = (): void => {};
    const onTab = (next: PageTab | null, change: TabChange) => {
      callOff();
      if (change === 'leaving') asking.current.abort();
      tab.current = next;
      if (change === 'checked') callOff = askLater();
      else if (change !== 'arrived') setKnown(({ address, visit }) => ({ ...unheard, address, visit: visit + 1 }));
      if (change === 'shown' || change === 'arrived') void ask(false);
    };
    watchTab(tabId, onTab, controller.signal);
    watchMarks((from, opened) => from === tab.current?.id && learn({ opened }), controller.signal);
    return () => {
      callOff();
      for (const end of [controller, asking.current]) end.abort();
    };
  }, []);

  return { ...known, tab, ask, askLater };
}
