/**
 * Claim sets the reader added, in a database of their own: they may be large, they are in a file the reader has, and
 * neither notes nor safety copies should wait for them. Claims are kept in portions and fetched when a page states them;
 * the search over them is kept beside, and made again when it is not there.
 */
import { Dexie, type Table } from 'dexie';
import type { Shelf } from '../checker/index.ts';
import {
  bundledClaimSets,
  type Claim,
  type ClaimSet,
  type ClaimSetHeader,
  parseClaimSetHeader,
  parseClaims,
} from '../claims/index.ts';
import { err, type Result } from '../result.ts';
import { openGuarded } from './open.ts';
import type { DatabaseProblem } from './problem.ts';

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
  /** A set with all its claims, for an export or a comparison with its update; null if there is none. */
  whole(id: string): Promise<Result<ClaimSet | null, DatabaseProblem>>;
  /** Switch a set on or off. False if there is none. */
  setEnabled(id: string, enabled: boolean): Promise<Result<boolean, DatabaseProblem>>;
  /** Remove a set; answers with it, so that `add` can bring it back, or null if there was none. */
  remove(id: string): Promise<Result<ClaimSet | null, DatabaseProblem>>;
  /** `list()` now and after every change, also one made by another extension context, until `signal` aborts. */
  watch(callback: (sets: Result<readonly KeptClaimSet[], DatabaseProblem>) => void, signal: AbortSignal): void;
  /** The enabled sets for `openShelf`. What cannot be read is not there. */
  shelf(): Shelf;
  /** For tests and for leaving a page; the next use opens it again. */
  close(): void;
};
export type AddOptions = {
  /** The time, ISO 8601 with zone. */
  readonly now: string;
  /** Share that is kept so far, 0 to 1. */
  readonly onProgress?: (share: number) => void;
};

/** `stamp` names one version of a set's claims: portions of an older one are never taken for it. */
type SetRow = { id: string; stamp: string; enabled: boolean; added: string; claims: number; set: unknown };
type PortionRow = { stamp: string; portion: number; claims: unknown };
type SearchRow = { stamp: string; saved: unknown };
type Tables = {
  readonly sets: Table<SetRow, string>;
  readonly portions: Table<PortionRow, [string, number]>;
  readonly searches: Table<SearchRow, string>;
};

/** Claims in a portion: fetching one claim reads so many. */
const PORTION = 200;
/** Portions written at once: some tens of milliseconds. */
const AT_ONCE = 5;

/** Open the claim sets, with their first use. */
export function openClaimSets(name = 'caveat-claim-sets'): ClaimSets {
  // Dexie adds a property a store when its versions are declared. Append-only, as in `schema.ts`.
  const dexie = new Dexie(name) as Dexie & Tables;
  dexie.version(1).stores({ sets: 'id', portions: '[stamp+portion]', searches: 'stamp' });
  const { attempt, watch } = openGuarded(dexie);

  const kept = (row: SetRow): KeptClaimSet[] => {
    const set = parseClaimSetHeader(row.set);
    return set ? [{ set, claims: row.claims, enabled: row.enabled, added: row.added }] : [];
  };
  const list = async (): Promise<readonly KeptClaimSet[]> => (await dexie.sets.orderBy('id').toArray()).flatMap(kept);
  const ofStamp = (stamp: string) => dexie.portions.where(':id').between([stamp, 0], [stamp, Infinity]);
  const portionOf = async (stamp: string, portion: number): Promise<readonly (Claim | null)[]> => {
    const row = await dexie.portions.get([stamp, portion]);
    return row && Array.isArray(row.claims) ? parseClaims(row.claims) : [];
  };
  const claimsOf = async (row: SetRow): Promise<Claim[]> => {
    const claims: Claim[] = [];
    for (let portion = 0; portion * PORTION < row.claims; portion++) {
      for (const claim of await portionOf(row.stamp, portion)) if (claim) claims.push(claim);
    }
    return claims;
  };
  const wholeOf = async (id: string): Promise<ClaimSet | null> => {
    const row = await dexie.sets.get(id);
    const header = row && parseClaimSetHeader(row.set);
    return row && header ? { ...header, claims: await claimsOf(row) } : null;
  };
  /** What an interrupted or replaced set left behind. */
  const sweep = (): Promise<void> =>
    dexie.transaction('rw', dexie.sets, dexie.portions, dexie.searches, async () => {
      const stamps = new Set((await dexie.sets.toArray()).map(({ stamp }) => stamp));
      const left = (await dexie.portions.toCollection().primaryKeys()).filter(([stamp]) => !stamps.has(stamp));
      await dexie.portions.bulkDelete(left);
      const searches = (await dexie.searches.toCollection().primaryKeys()).filter((stamp) => !stamps.has(stamp));
      await dexie.searches.bulkDelete(searches);
    });

  return {
    async add({ claims, ...set }, { now, onProgress }) {
      if (bundledClaimSets().some(({ id }) => id === set.id)) {
        return err({ kind: 'reserved', detail: `"${set.id}" is the id of a set that comes with Caveat` });
      }
      const stamp = `${set.id} ${set.version} ${now} ${crypto.randomUUID().slice(0, 8)}`;
      const added = await attempt(async () => {
        const rows = Array.from({ length: Math.ceil(claims.length / PORTION) }, (_, portion) => ({
          stamp,
          portion,
          claims: claims.slice(portion * PORTION, (portion + 1) * PORTION),
        }));
        for (let at = 0; at < rows.length; at += AT_ONCE) {
          await dexie.portions.bulkPut(rows.slice(at, at + AT_ONCE));
          onProgress?.(Math.min(1, (at + AT_ONCE) / rows.length));
        }
        // Only now is it the set's: whoever reads meanwhile finds the old one whole.
        return dexie.transaction('rw', dexie.sets, dexie.portions, async () => {
          // Another window that swept meanwhile took these for what an interrupted set left behind.
          const there = new Set((await ofStamp(stamp).primaryKeys()).map(([, portion]) => portion));
          await dexie.portions.bulkPut(rows.filter(({ portion }) => !there.has(portion)));
          const enabled = (await dexie.sets.get(set.id))?.enabled ?? true;
          const row = { id: set.id, stamp, enabled, added: now, claims: claims.length, set };
          await dexie.sets.put(row);
          return { set, claims: claims.length, enabled, added: now };
        });
      });
      await attempt(sweep);
      return added;
    },
    list: () => attempt(list),
    whole: (id) => attempt(() => wholeOf(id)),
    setEnabled: (id, enabled) => attempt(async () => (await dexie.sets.update(id, { enabled })) > 0),
    remove: (id) =>
      attempt(async () => {
        const set = await wholeOf(id);
        await dexie.sets.delete(id);
        await sweep();
        return set;
      }),
    watch: (callback, signal) => watch(list, callback, signal),
    shelf: () => shelfOver(dexie, attempt, portionOf),
    close: () => dexie.close({ disableAutoOpen: false }),
  };
}

function shelfOver(
  dexie: Dexie & Tables,
  attempt: <T>(work: () => PromiseLike<T>) => Promise<Result<T, DatabaseProblem>>,
  portionOf: (stamp: string, portion: number) => Promise<readonly (Claim | null)[]>,
): Shelf {
  const orElse = async <T>(otherwise: T, work: () => PromiseLike<T>): Promise<T> => {
    const done = await attempt(work);
    return done.ok ? done.value : otherwise;
  };
  const rows = (): Promise<readonly SetRow[]> => orElse<SetRow[]>([], () => dexie.sets.orderBy('id').toArray());
  return {
    async sets() {
      return (await rows()).flatMap(({ set, stamp, enabled, claims }) => {
        const header = enabled ? parseClaimSetHeader(set) : null;
        return header ? [{ set: header, stamp, claims }] : [];
      });
    },
    async *portions(stamp) {
      const count = await orElse(0, () => dexie.portions.where(':id').between([stamp, 0], [stamp, Infinity]).count());
      for (let portion = 0; portion < count; portion++) yield await orElse([], () => portionOf(stamp, portion));
    },
    async claimsAt(stamp, places) {
      const wanted = new Set(places.filter((place) => place >= 0).map((place) => Math.floor(place / PORTION)));
      const portions = new Map<number, readonly (Claim | null)[]>();
      for (const portion of wanted) portions.set(portion, await orElse([], () => portionOf(stamp, portion)));
      return places.flatMap((place) => portions.get(Math.floor(place / PORTION))?.[place % PORTION] ?? []);
    },
    savedSearch: (stamp) => orElse<unknown>(undefined, async () => (await dexie.searches.get(stamp))?.saved),
    async saveSearch(stamp, saved) {
      await attempt(() => dexie.searches.put({ stamp, saved }));
    },
  };
}
