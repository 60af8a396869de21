/** How the passages of notes word their claims: read when somebody asks for it, in slices, and then known. */
import { useEffect, useState } from 'preact/hooks';
import type { NoteItem } from '../../components/NoteList.tsx';
import { quoteOf } from '../../components/words.ts';
import type { Annotation } from '../../lib/annotation/index.ts';
import type { PageReport } from '../../lib/checker/index.ts';
import { inSlices } from './time.ts';

type Drift = PageReport['annotations'][number]['wording']['drift'];

/** Notes are never changed, only replaced. */
const known = new WeakMap<Annotation, Drift>();

export type Drifts = {
  /** Undefined for what is not read yet, and where there is no claim or no passage to compare. */
  readonly driftOf: (note: Annotation) => Drift | undefined;
  /** How far reading is, from 0 to 1; null when nothing is left to read. */
  readonly progress: number | null;
};

/** Reads all of `items` while `isAsked`; a new object whenever more is known. */
export function useDrifts(items: readonly NoteItem[], isAsked: boolean): Drifts {
  const [drifts, setDrifts] = useState<Drifts>({ driftOf: (note) => known.get(note), progress: null });
  useEffect(() => {
    if (!isAsked) return;
    const unread = items.filter(({ note, claim }) => claim && !known.has(note) && quoteOf(note) !== undefined);
    if (unread.length === 0) return;
    const controller = new AbortController();
    const tell = (progress: number | null) => setDrifts({ driftOf: (note) => known.get(note), progress });
    tell(0);
    void (async () => {
      const { wordingOf } = await import('./read-wording.ts');
      const read = ({ note, claim }: NoteItem) => {
        const quote = quoteOf(note);
        if (claim && quote) known.set(note, wordingOf(claim, quote, note.target?.language ?? '').drift);
      };
      if (await inSlices(unread, read, controller.signal, tell)) tell(null);
    })();
    return () => controller.abort();
  }, [items, isAsked]);
  return drifts;
}
