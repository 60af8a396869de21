/**
 * Claim sets the reader added, in a database of their own: they may be large, they are in a file the reader has, and
 * neither notes nor safety copies should wait for them. Claims are kept in portions and fetched when a page states them;
 * the search over them is kept beside, and made again when it is not there.
 */
import type { Shelf } from '../checker/index.ts';
import {
  type AddedClaimSet,
  bundledClaimSets,
  type Claim,
  type ClaimSet,
  type ClaimSetHeader,
  parseClaimSetHeader,
  parseClaims,
} from '../claims/index.ts';
import { err, type Result } from '../result.ts';
import { type Guarded, openGuarded } from './open.ts';
import type { DatabaseProblem } from './problem.ts';
import { ofStamp, openSetStore, type SetRow, type SetStore, storeSet, sweepSets } from './set-store.ts';

/** A set as it is listed. */
export type KeptClaimSet = {
  readonly set: ClaimSetHeader;
  /** How many claims it has. */
  readonly claims: number;
  /** Whether pages are checked against it. */
  readonly enabled: boolean;
  /** When it was added or updated, ISO 8601 with zone. */
  readonly added: string;
};

/** `reserved`: the id is that of a set that comes with Caveat, and claims would be taken for its claims. */
export type AddProblem = DatabaseProblem | { readonly kind: 'reserved'; readonly detail: string };

export type ClaimSets = {
  /** Keep a set, enabled; one with the same id is replaced, and stays switched off if it was. All or nothing. */
  add(set: ClaimSet, options: AddOptions): Promise<Result<KeptClaimSet, AddProblem>>;
  /** Every set, in the order of their ids. */
  list(): Promise<Result<readonly KeptClaimSet[], DatabaseProblem>>;
  /** Every set with all its claims, for a file. */
  all(): Promise<Result<readonly AddedClaimSet[], DatabaseProblem>>;
  /** A set with all its claims, for an export or a comparison with its update; null if there is none. */
  whole(id: string): Promise<Result<ClaimSet | null, DatabaseProblem>>;
  /** Switch a set on or off. False if there is none. */
  setEnabled(id: string, enabled: boolean): Promise<Result<boolean, DatabaseProblem>>;
  /** Remove a set; answers with it, so that `add` can bring it back, or null if there was none. */
  remove(id: string): Promise<Result<ClaimSet | null, DatabaseProblem>>;
  /** `list()` now and after every change, also one made by another extension context, until `signal` aborts. */
  watch(callback: (sets: Result<readonly KeptClaimSet[], DatabaseProblem>) => void, signal: AbortSignal): void;
  /** The enabled sets for `openShelf`, or those switched off as well. What cannot be read is not there. */
  shelf(which?: 'enabled' | 'all'): Shelf;
  /** For tests and for leaving a page; the next use opens it again. */
  close(): void;
};
export type AddOptions = {
  /** The time, ISO 8601 with zone. */
  readonly now: string;
  /** Share that is kept so far, 0 to 1. */
  readonly onProgress?: (share: number) => void;
  /** Whether pages are checked against it; without, as the one it replaces, and a new one is. */
  readonly enabled?: boolean;
};

/** Claims in a portion: fetching one claim reads so many. */
const PORTION = 200;
/** Open the claim sets, with their first use. */
export function openClaimSets(name = 'caveat-claim-sets'): ClaimSets {
  const dexie = openSetStore(name);
  const { attempt, watch } = openGuarded(dexie);

  const kept = (row: SetRow): KeptClaimSet[] => {
    const set = parseClaimSetHeader(row.set);
    return set ? [{ set, claims: row.claims, enabled: row.enabled, added: row.added }] : [];
  };
  const list = async (): Promise<readonly KeptClaimSet[]> => (await dexie.sets.orderBy('id').toArray()).flatMap(kept);
  const claimsOf = async (row: SetRow): Promise<Claim[]> => {
    const claims: Claim[] = [];
    for (let portion = 0; portion * PORTION < row.claims; portion++) {
      for (const claim of await portionOf(dexie, row.stamp, portion)) if (claim) claims.push(claim);
    }
    return claims;
  };
  const wholeOf = async (id: string): Promise<ClaimSet | null> => {
    const row = await dexie.sets.get(id);
    const header = row && parseClaimSetHeader(row.set);
    return row && header ? { ...header, claims: await claimsOf(row) } : null;
  };
  return {
    async add({ claims, ...set }, { now, onProgress, enabled: on }) {
      if (bundledClaimSets().some(({ id }) => id === set.id)) {
        return err({ kind: 'reserved', detail: `"${set.id}" is the id of a set that comes with Caveat` });
      }
      const added = await attempt(async () => {
        const portions = Array.from({ length: Math.ceil(claims.length / PORTION) }, (_, portion) =>
          claims.slice(portion * PORTION, (portion + 1) * PORTION),
        );
        const stamp = `${set.id} ${set.version} ${await digestOf([set, ...portions])}`;
        const rows = portions.map((claims, portion) => ({ stamp, portion, claims }));
        const enabled = on ?? (await dexie.sets.get(set.id))?.enabled ?? true;
        await storeSet(dexie, { id: set.id, stamp, enabled, added: now, claims: claims.length, set }, rows, onProgress);
        return { set, claims: claims.length, enabled, added: now };
      });
      await attempt(() => sweepSets(dexie));
      return added;
    },
    list: () => attempt(list),
    all: () =>
      attempt(async () => {
        const sets: AddedClaimSet[] = [];
        for (const { set, enabled, added } of await list()) {
          const whole = await wholeOf(set.id);
          if (whole) sets.push({ enabled, added, set: whole });
        }
        return sets;
      }),
    whole: (id) => attempt(() => wholeOf(id)),
    setEnabled: (id, enabled) => attempt(async () => (await dexie.sets.update(id, { enabled })) > 0),
    remove: (id) =>
      attempt(async () => {
        const set = await wholeOf(id);
        await dexie.sets.delete(id);
        await sweepSets(dexie);
        return set;
      }),
    watch: (callback, signal) => watch(list, callback, signal),
    shelf: (which = 'enabled') => shelfOver(dexie, attempt, which === 'all'),
    close: () => dexie.close({ disableAutoOpen: false }),
  };
}

/** Names what a set says, in one order: the same set added again is the same, and safety copies have it once. */
async function digestOf(parts: readonly unknown[]): Promise<string> {
  let digest = '';
  for (const part of parts) {
    const bytes = new TextEncoder().encode(digest + JSON.stringify(part));
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
    digest = Array.from(hash.slice(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('');
  }
  return digest;
}

/** `shelf()` alone, for the background, whose script every start of it reads. */
export function openClaimShelf(name = 'caveat-claim-sets'): Shelf {
  const dexie = openSetStore(name);
  return shelfOver(dexie, openGuarded(dexie).attempt);
}

async function portionOf(dexie: SetStore, stamp: string, portion: number): Promise<readonly (Claim | null)[]> {
  const row = await dexie.portions.get([stamp, portion]);
  return row && Array.isArray(row.claims) ? parseClaims(row.claims) : [];
}

function shelfOver(dexie: SetStore, attempt: Guarded['attempt'], withDisabled = false): Shelf {
  const orElse = async <T>(otherwise: T, work: () => PromiseLike<T>): Promise<T> => {
    const done = await attempt(work);
    return done.ok ? done.value : otherwise;
  };
  const rows = (): Promise<readonly SetRow[]> => orElse<SetRow[]>([], () => dexie.sets.orderBy('id').toArray());
  return {
    async sets() {
      return (await rows()).flatMap(({ set, stamp, enabled, claims }) => {
        const header = enabled || withDisabled ? parseClaimSetHeader(set) : null;
        return header ? [{ set: header, stamp, claims }] : [];
      });
    },
    async *portions(stamp) {
      const count = await orElse(0, () => ofStamp(dexie, stamp).count());
      for (let portion = 0; portion < count; portion++) yield await orElse([], () => portionOf(dexie, stamp, portion));
    },
    async claimsAt(stamp, places) {
      const wanted = new Set(places.filter((place) => place >= 0).map((place) => Math.floor(place / PORTION)));
      const portions = new Map<number, readonly (Claim | null)[]>();
      for (const portion of wanted) portions.set(portion, await orElse([], () => portionOf(dexie, stamp, portion)));
      return places.flatMap((place) => portions.get(Math.floor(place / PORTION))?.[place % PORTION] ?? []);
    },
    savedSearch: (stamp) => orElse<unknown>(undefined, async () => (await dexie.searches.get(stamp))?.saved),
    async saveSearch(stamp, saved) {
      await attempt(() => dexie.searches.put({ stamp, saved }));
    },
  };
}
