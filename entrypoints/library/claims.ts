/** What claims are: of the sets that come with Caveat at once, of the reader's own as soon as they are read. */
import { useEffect, useMemo, useState } from 'preact/hooks';
import { type ClaimOnPage, describeClaims } from '../../lib/checker/index.ts';
import { bundledClaimSets, type Claim, type ClaimKey, type ClaimSet, claimIdOf } from '../../lib/claims/index.ts';
import { type Database, openClaimSets } from '../../lib/db/index.ts';
import { once } from './time.ts';

export type KnownClaims = {
  readonly sets: readonly ClaimSet[];
  claimOf(key: ClaimKey): ClaimOnPage | undefined;
};

/** A claim as files have it. */
export const inFile = (known?: ClaimOnPage) => known && { text: known.claim.text, level: known.grade.level };

/** The claims that `those` speak of. Of a large set only these are kept. */
export function useClaims(those: readonly { readonly claim?: ClaimKey }[]): KnownClaims {
  const [own, setOwn] = useState<readonly ClaimSet[]>([]);
  const bundled = useMemo(() => bundledClaimSets(), []);
  const keys = useMemo(() => [...new Set(those.flatMap(({ claim }) => claim ?? []))].sort().join(' '), [those]);
  useEffect(() => {
    let isCurrent = true;
    void ownClaims(keys.split(' ') as ClaimKey[]).then((sets) => isCurrent && sets.length > 0 && setOwn(sets));
    return () => {
      isCurrent = false;
    };
  }, [keys]);
  return useMemo(() => {
    const sets = [...bundled, ...own];
    return { sets, claimOf: once(describeClaims(sets)) };
  }, [bundled, own]);
}

async function ownClaims(keys: readonly ClaimKey[]): Promise<readonly ClaimSet[]> {
  const store = openClaimSets();
  // What a note is on can be said whether or not pages are checked against it.
  const shelf = store.shelf('all');
  const found: ClaimSet[] = [];
  for (const { set, stamp } of await shelf.sets()) {
    const ids = new Set(keys.filter((key) => key.startsWith(`${set.id}:`)).map(claimIdOf));
    if (ids.size === 0) continue;
    const claims: Claim[] = [];
    for await (const portion of shelf.portions(stamp)) {
      claims.push(...portion.filter((claim): claim is Claim => claim !== null && ids.has(claim.id)));
    }
    found.push({ ...set, claims });
  }
  store.close();
  return found;
}

/** Ids of the claim sets there are: those that came with Caveat, and the reader's. */
export async function setIdsOf({ claimSets }: Pick<Database, 'claimSets'>): Promise<ReadonlySet<string>> {
  const kept = await claimSets.list();
  return new Set([...bundledClaimSets(), ...(kept.ok ? kept.value.map(({ set }) => set) : [])].map(({ id }) => id));
}
