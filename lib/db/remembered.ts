/** What was met and what was corrected, in their tables. Rows are believed only once they are parsed. */
import type { Dexie } from 'dexie';
import { type Correction, correctionKey, parseCorrection } from '../annotation/index.ts';
import { type Encounter, expired, foldEncounter, parseEncounter } from '../history/index.ts';
import type { Result } from '../result.ts';
import type { Tables } from './schema.ts';

type Store = Dexie & Tables;
type Attempt<Problem> = <T>(work: () => PromiseLike<T>) => Promise<Result<T, Problem>>;
type Watch<Problem> = <T>(
  read: () => Promise<T>,
  callback: (result: Result<T, Problem>) => void,
  signal: AbortSignal,
) => void;

const readable = <T>(rows: readonly unknown[], parse: (row: unknown) => Result<T, unknown>): T[] =>
  rows.flatMap((row) => {
    const parsed = parse(row);
    return parsed.ok ? [parsed.value] : [];
  });

/** What the background does of `Encounters`, over this database. */
export function encountersIn<Problem>(dexie: Store, attempt: Attempt<Problem>) {
  const table = dexie.encounters;
  return {
    remember: (met: readonly Encounter[], limits: Parameters<typeof expired>[1]) =>
      attempt(() =>
        dexie.transaction('rw', table, async () => {
          const known = readable(await table.bulkGet(met.map(({ id }) => id)), parseEncounter);
          const byId = new Map(known.map((encounter) => [encounter.id, encounter]));
          await table.bulkPut(
            met.map((encounter) => {
              const earlier = byId.get(encounter.id);
              return earlier ? foldEncounter(earlier, encounter) : encounter;
            }),
          );
          // Ids and times only: reading every row on every page would cost the reader.
          const keys = await table.orderBy('last').keys();
          const ids = await table.orderBy('last').primaryKeys();
          const times = ids.map((id, at) => ({ id, last: String(keys[at]) }));
          const old = expired(times, limits);
          if (old.length > 0) await table.bulkDelete([...old]);
        }),
      ),
    ofClaims: (claims: readonly Encounter['claim'][]) =>
      attempt(async () => readable(await table.where('claim').anyOf(claims).toArray(), parseEncounter)),
  };
}

/** The functions of `Encounters`, over this database. */
export function allEncountersIn<Problem>(dexie: Store, attempt: Attempt<Problem>, watch: Watch<Problem>) {
  const table = dexie.encounters;
  const all = async (): Promise<readonly Encounter[]> =>
    readable(await table.orderBy('last').reverse().toArray(), parseEncounter);
  const writing = <T>(work: () => Promise<T>) => attempt(() => dexie.transaction('rw', table, work));
  return {
    ...encountersIn(dexie, attempt),
    all: () => attempt(all),
    forget: (what: { claim: Encounter['claim'] } | { outlet: string } | 'everything') =>
      writing(async () => {
        const chosen =
          what === 'everything'
            ? table.toCollection()
            : 'claim' in what
              ? table.where('claim').equals(what.claim)
              : table.where('outlet').equals(what.outlet);
        const forgotten = readable(await chosen.toArray(), parseEncounter);
        await chosen.delete();
        return forgotten;
      }),
    restore: (forgotten: readonly Encounter[]) =>
      writing(async () => {
        // A file may have one twice.
        const each = [...new Map(forgotten.map((encounter) => [encounter.id, encounter])).values()];
        const present = await table.bulkGet(each.map(({ id }) => id));
        const missing = each.filter((_, at) => present[at] === undefined);
        await table.bulkAdd(missing);
        return missing;
      }),
    takeBack: (brought: readonly Encounter[]) =>
      writing(async () => {
        const stored = await table.bulkGet(brought.map(({ id }) => id));
        const same = brought.filter((encounter, at) => JSON.stringify(encounter) === JSON.stringify(stored[at]));
        await table.bulkDelete(same.map(({ id }) => id));
      }),
    watch: (callback: (met: Result<readonly Encounter[], Problem>) => void, signal: AbortSignal) =>
      watch(all, callback, signal),
  };
}

/** What the background does of `Corrections`, over this database. */
export function correctionsIn<Problem>(dexie: Store, attempt: Attempt<Problem>) {
  const table = dexie.corrections;
  const byKey = async (key: string): Promise<Correction | null> =>
    readable([await table.get(key)], parseCorrection)[0] ?? null;
  return {
    save: (correction: Correction) =>
      attempt(async () => {
        await table.put({ ...correction, key: correctionKey(correction.claim, correction.text) });
        return correction;
      }),
    remove: (key: string) =>
      attempt(() =>
        dexie.transaction('rw', table, async () => {
          const correction = await byKey(key);
          await table.delete(key);
          return correction;
        }),
      ),
    byKey: (key: string) => attempt(() => byKey(key)),
    keys: () => attempt(async (): Promise<ReadonlySet<string>> => new Set(await table.toCollection().primaryKeys())),
  };
}

/** The functions of `Corrections`, over this database. */
export function allCorrectionsIn<Problem>(dexie: Store, attempt: Attempt<Problem>, watch: Watch<Problem>) {
  const table = dexie.corrections;
  const all = async (): Promise<readonly Correction[]> =>
    readable(await table.toArray(), parseCorrection).sort((a, b) =>
      a.created < b.created ? 1 : a.created > b.created ? -1 : 0,
    );
  return {
    ...correctionsIn(dexie, attempt),
    all: () => attempt(all),
    saveNew: (corrections: readonly Correction[]) =>
      attempt(() =>
        dexie.transaction('rw', table, async () => {
          const byKeys = new Map(corrections.map((one) => [correctionKey(one.claim, one.text), one]));
          const present = new Set(
            await table
              .where(':id')
              .anyOf([...byKeys.keys()])
              .primaryKeys(),
          );
          const added = [...byKeys].filter(([key]) => !present.has(key));
          await table.bulkAdd(added.map(([key, one]) => ({ ...one, key })));
          return added.map(([, one]) => one);
        }),
      ),
    takeBack: (brought: readonly Correction[]) =>
      attempt(() =>
        dexie.transaction('rw', table, async () => {
          const rows = brought.map((one) => ({ ...one, key: correctionKey(one.claim, one.text) }));
          const stored = await table.bulkGet(rows.map(({ key }) => key));
          const same = rows.filter((row, at) => JSON.stringify(row) === JSON.stringify(stored[at]));
          await table.bulkDelete(same.map(({ key }) => key));
        }),
      ),
    watch: (callback: (corrections: Result<readonly Correction[], Problem>) => void, signal: AbortSignal) =>
      watch(all, callback, signal),
  };
}
