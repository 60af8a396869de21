/** The library's part on claim sets, over the database. */
import { useEffect, useMemo, useState } from 'preact/hooks';
import { describeClaims } from '../../lib/checker/index.ts';
import { bundledClaimSets, type ClaimSet, claimKey, diffClaimSets, parseClaimSet } from '../../lib/claims/index.ts';
import { type KeptClaimSet, openClaimSets } from '../../lib/db/index.ts';
import { exampleClaimSet } from '../../lib/exchange/index.ts';
import { callBackground, saveFile } from '../../lib/extension/index.ts';
import { t, uiLanguage } from '../../lib/i18n/index.ts';
import { type AddSetState, AddSetView, type MovedLevel } from './AddSetView.tsx';
import { INSPECTED, type Inspected, SetsView, type SetsViewProps } from './SetsView.tsx';
import { pause } from './time.ts';

type Store = ReturnType<typeof openClaimSets>;

/** The set with this id: one that came with Caveat, or one of the reader's. */
async function wholeSet(store: Store, id: string): Promise<ClaimSet | null> {
  const own = bundledClaimSets().find((set) => set.id === id);
  if (own) return own;
  const found = await store.whole(id);
  return found.ok ? found.value : null;
}

/** A set on its way in from a file; `told` what came of it, with the way back. */
function useAdding(store: Store, told: (ok: boolean, text: string, onUndo?: () => void) => void) {
  const [adding, setAdding] = useState<AddSetState | null>(null);

  async function read(file: File): Promise<void> {
    setAdding({ state: 'reading' });
    const { name } = file;
    const text = await file.text().catch(() => '');
    await pause();
    let data: unknown;
    try {
      data = JSON.parse(text);
    } catch {
      setAdding({ state: 'refused', name, problems: 'not-json' });
      return;
    }
    const parsed = parseClaimSet(data);
    if (!parsed.ok) setAdding({ state: 'refused', name, problems: parsed.error });
    else if (bundledClaimSets().some(({ id }) => id === parsed.value.id)) setAdding({ state: 'reserved', name });
    else {
      const before = await wholeSet(store, parsed.value.id);
      const diff = before && diffClaimSets(before, parsed.value);
      setAdding({ state: 'preview', set: parsed.value, diff, moved: before ? moves(before, parsed.value) : [] });
    }
  }

  async function add(set: ClaimSet): Promise<void> {
    const before = await wholeSet(store, set.id);
    setAdding({ state: 'storing', share: 0 });
    const now = new Date().toISOString();
    const done = await store.add(set, { now, onProgress: (share) => setAdding({ state: 'storing', share }) });
    setAdding(null);
    const undo = async () => {
      const undone = before ? await store.add(before, { now: new Date().toISOString() }) : await store.remove(set.id);
      told(undone.ok, t('library_undone'));
    };
    told(done.ok, t(before ? 'sets_updated' : 'sets_addedNow'), () => void undo());
  }

  return { adding, setAdding, read, add };
}

export function Sets() {
  const store = useMemo(() => openClaimSets(), []);
  const bundled = useMemo(() => bundledClaimSets(), []);
  const [kept, setKept] = useState<readonly KeptClaimSet[]>([]);
  const [inspected, setInspected] = useState<Inspected | null>(null);
  const [notice, setNotice] = useState<SetsViewProps['notice']>(null);
  const locale = uiLanguage();

  useEffect(() => {
    const controller = new AbortController();
    store.watch((sets) => (sets.ok ? setKept(sets.value) : setNotice({ text: t('sets_failed') })), controller.signal);
    return () => controller.abort();
  }, [store]);

  /** Tells what came of it; where something changed, pages are checked anew. */
  function told(ok: boolean, text: string, onUndo?: () => void): void {
    setNotice(ok ? { text, onUndo } : { text: t('sets_failed') });
    if (ok) void callBackground('claimSetsChanged', {});
  }

  const { adding, setAdding, read, add } = useAdding(store, told);

  async function inspect(id: string): Promise<void> {
    setInspected({ id, claims: null });
    const set = await wholeSet(store, id);
    const describe = describeClaims(set ? [{ ...set, claims: set.claims.slice(0, INSPECTED) }] : []);
    const claims = set?.claims.slice(0, INSPECTED).flatMap((claim) => describe(claimKey(id, claim.id)) ?? []) ?? [];
    setInspected({ id, claims });
  }

  async function remove(id: string): Promise<void> {
    const was = kept.find(({ set }) => set.id === id);
    const removed = await store.remove(id);
    if (!removed.ok || !removed.value) {
      told(false, '');
      return;
    }
    const { value } = removed;
    const undo = async () => {
      const undone = await store.add(value, { now: was?.added ?? new Date().toISOString() });
      if (was?.enabled === false) await store.setEnabled(id, false);
      told(undone.ok, t('library_undone'));
    };
    told(true, t('sets_removed'), () => void undo());
  }

  return (
    <SetsView
      sets={[...bundled.map((set) => ({ set, claims: set.claims.length })), ...kept.map(listed)]}
      inspected={inspected}
      notice={notice}
      locale={locale}
      tools={
        adding && (
          <AddSetView
            adding={adding}
            locale={locale}
            onFile={(file) => void read(file)}
            // An update may be of the set that is looked into.
            onAdd={(set) => void add(set).then(() => (inspected?.id === set.id ? inspect(set.id) : undefined))}
            onExample={() => saveFile(exampleClaimSet())}
            onClose={() => setAdding(null)}
          />
        )
      }
      onAdd={() => setAdding({ state: 'none' })}
      onInspect={(id) => id !== inspected?.id && void inspect(id)}
      onEnable={(id, on) =>
        void store.setEnabled(id, on).then(({ ok }) => told(ok, t(on ? 'sets_turnedOn' : 'sets_turnedOff')))
      }
      onRemove={(id) => void remove(id)}
    />
  );
}

const listed = ({ set, claims, enabled, added }: KeptClaimSet) => ({ set, claims, kept: { enabled, added } });

/** The claims whose level the update moves. */
function moves(before: ClaimSet, after: ClaimSet): readonly MovedLevel[] {
  const [then, now] = [describeClaims([before]), describeClaims([after])];
  return after.claims.flatMap(({ id }) => {
    const levels = [then(claimKey(before.id, id))?.grade.level, now(claimKey(after.id, id))?.grade.level] as const;
    const [old, next] = levels;
    return old !== undefined && next !== undefined && old !== next ? [{ id, before: old, after: next }] : [];
  });
}
