/** The page of a tab, as the popup follows it: what it says of itself, and what was found there. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { PageState } from '../../components/PageSummary.tsx';
import { type FollowOptions, followPage, type PageTab } from '../../lib/extension/index.ts';
import { pageStateOf, type Told, toldIn } from '../beside-page/door.ts';

export function useFollowed() {
  const [page, setPage] = useState<PageState>({ state: 'loading' });
  const [told, setTold] = useState<Told | null>(null);
  const following = useRef(new AbortController());
  useEffect(() => () => following.current.abort(), []);

  /** Nothing is found there; this is why. */
  function show(state: PageState): void {
    setTold(null);
    setPage(state);
  }

  async function follow(tab: PageTab | null, options: FollowOptions): Promise<void> {
    following.current.abort();
    following.current = new AbortController();
    const { signal } = following.current;
    show(tab ? { state: 'loading' } : { state: 'unsupported', why: 'closed' });
    if (!tab) return;
    const outcome = await followPage(tab, options, signal);
    if (signal.aborted) return;
    setTold(toldIn(outcome));
    setPage(pageStateOf(outcome));
  }

  return { page, told, show, follow };
}
