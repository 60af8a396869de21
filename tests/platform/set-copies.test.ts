/** Claim sets the reader added: in safety copies, in the backup file, and back. */
import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { exportWords } from '../../components/words.ts';
import type { AddedClaimSet, ClaimSet } from '../../lib/claims/index.ts';
import { packRows } from '../../lib/db/archive.ts';
import { openCopies, type SetsInCopy } from '../../lib/db/copies-store.ts';
import { bringIn, type Database, openDatabase } from '../../lib/db/index.ts';
import { createDexie } from '../../lib/db/schema.ts';
import { areKept, dropUnused, keepSets, putSetsBack, setsInFile } from '../../lib/db/set-copies.ts';
import { openSetStore, storeSet, sweepSets } from '../../lib/db/set-store.ts';
import { keepCopy } from '../../lib/db/snapshots.ts';
import { exportAnnotations, type ImportReport, importAnnotations } from '../../lib/exchange/index.ts';
import { aClaim, aClaimSet, aCorrection, aNote, anEncounter } from '../support/builders.ts';
import { value } from '../support/stores.ts';

const NAME = 'caveat-set-copies';
const NOW = '2026-11-22T15:00:00.000Z';
const at = (minutes: number): string => new Date(Date.parse(NOW) + minutes * 60_000).toISOString();
/** More claims than lie together. */
const large = (id: string, version = '1.0.0'): ClaimSet =>
  aClaimSet({ id, version, claims: Array.from({ length: 450 }, (_, n) => aClaim({ id: `claim-${n}` })) });

let db: Database;
beforeEach(async () => {
  for (const name of [NAME, `${NAME}-snapshots`, `${NAME}-claim-sets`]) await Dexie.delete(name);
  db = openDatabase(NAME);
});
afterEach(() => {
  vi.restoreAllMocks();
  db.close();
});

const sets = async (): Promise<readonly AddedClaimSet[]> => value(await db.claimSets.all());
const brief = async () => (await sets()).map(({ set, enabled }) => [set.id, set.version, set.claims.length, enabled]);
const add = async (set: ClaimSet, minutes = 0) => value(await db.claimSets.add(set, { now: at(minutes) }));
const pacing = { onProgress: () => {}, signal: new AbortController().signal };
const kept = async () => {
  const copies = await new Dexie(`${NAME}-snapshots`).open();
  const keys = await copies.table('content').toCollection().primaryKeys();
  copies.close();
  return keys.filter((key) => String(key).startsWith('set '));
};

describe('a safety copy', () => {
  test('brings claim sets back as they were, and that can be undone', async () => {
    await add(large('ferries'));
    await add(large('ports'));
    value(await db.claimSets.setEnabled('ports', false));
    const before = await sets();
    const copy = value(await db.snapshots.take('import', at(1)));
    expect(copy.sets?.map(({ id, enabled }) => [id, enabled])).toEqual([
      ['ferries', true],
      ['ports', false],
    ]);
    value(await db.claimSets.remove('ports'));
    await add(large('ferries', '2.0.0'), 2);
    await add(aClaimSet({ id: 'later' }), 2);
    const after = await sets();
    expect(value(await db.snapshots.compareSets(copy.id))).toEqual({ missing: 1, different: 1, newer: 1 });

    const done = value(await db.snapshots.restore(copy.id, 'replace', at(3)));
    expect(await sets()).toEqual(before);
    expect(value(await db.snapshots.compareSets(copy.id))).toEqual({ missing: 0, different: 0, newer: 0 });
    value(await db.snapshots.restore(done.before.id, 'replace', at(4)));
    expect(await sets()).toEqual(after);
  });

  test('can only add the sets that are missing now', async () => {
    await add(aClaimSet({ id: 'ferries' }));
    await add(aClaimSet({ id: 'ports' }));
    const copy = value(await db.snapshots.take('asked', at(1)));
    value(await db.claimSets.remove('ports'));
    await add(aClaimSet({ id: 'ferries', version: '9.0.0' }), 2);
    for (let times = 0; times < 2; times += 1) value(await db.snapshots.restore(copy.id, 'merge', at(3 + times)));
    expect(await brief()).toEqual([
      ['ferries', '9.0.0', 1, true],
      ['ports', '2.1.0', 1, true],
    ]);
  });

  test('keeps a version of a set once, and as long as a copy has it', async () => {
    await add(large('ferries'));
    const copies = [1, 2, 3].map(async (minute) => value(await db.snapshots.take('asked', at(minute))));
    const [first] = await Promise.all(copies);
    expect(await kept()).toHaveLength(1);
    await add(large('ferries', '2.0.0'), 4);
    const last = value(await db.snapshots.take('asked', at(5)));
    expect(await kept()).toHaveLength(2);
    value(await db.snapshots.remove(last.id));
    expect(await kept()).toHaveLength(1);
    expect(value(await db.snapshots.file(first?.id ?? '')).text).toContain('claim-449');
    value(await db.snapshots.removeAll());
    expect(await kept()).toEqual([]);
  });

  test.each([1, 9])('claims no set that another page took away while it was made, %i times', async (times) => {
    await add(large('ferries'));
    value(await db.snapshots.take('asked', at(1)));
    let left = times;
    const beside = {
      areKept,
      dropUnused,
      async keepSets(...all: Parameters<typeof keepSets>) {
        const sets = await keepSets(...all);
        if (left-- > 0) value(await db.snapshots.removeAll());
        return sets;
      },
    };
    const dexie = createDexie(NAME);
    const made = await keepCopy(await dexie.open(), 'asked', at(2), beside);
    dexie.close();
    const [listed] = value(await db.snapshots.list());
    expect(listed).toEqual(made);
    expect(listed?.sets?.map(({ id }) => id)).toEqual(times === 1 ? ['ferries'] : undefined);
    expect(await kept()).toHaveLength(times === 1 ? 1 : 0);
  });

  test('keeps a set again that an earlier copy only says it has', async () => {
    await add(large('ferries'));
    value(await db.snapshots.take('asked', at(1)));
    const copies = await new Dexie(`${NAME}-snapshots`).open();
    await copies.table('content').bulkDelete(await kept());
    copies.close();
    const copy = value(await db.snapshots.take('asked', at(2)));
    value(await db.claimSets.remove('ferries'));
    value(await db.snapshots.restore(copy.id, 'merge', at(3)));
    expect(await brief()).toEqual([['ferries', '1.0.0', 450, true]]);
  });

  test('says which of its sets did not come back, and brings back everything else', async () => {
    const note = aNote();
    value(await db.notes.save(note));
    for (const id of ['ferries', 'ports', 'trams']) await add(aClaimSet({ id }));
    const copy = value(await db.snapshots.take('asked', at(1)));
    const damaged = (await kept()).find((key) => String(key).includes('ports'));
    const copies = await new Dexie(`${NAME}-snapshots`).open();
    await copies.table('content').update(damaged, { bytes: new Uint8Array([1, 2, 3]) });
    copies.close();
    value(await db.notes.remove(note.id));
    for (const id of ['ferries', 'ports']) value(await db.claimSets.remove(id));
    const done = value(await db.snapshots.restore(copy.id, 'replace', at(2)));
    expect(done).toMatchObject({ added: 1, setsNotBack: 1 });
    expect((await brief()).map(([id]) => id)).toEqual(['ferries', 'trams']);
    expect(value(await db.snapshots.restore(done.before.id, 'replace', at(3))).setsNotBack).toBe(0);
  });

  test('says that no set came back where none could be copied before', async () => {
    await add(aClaimSet({ id: 'ferries' }));
    const copy = value(await db.snapshots.take('asked', at(1)));
    value(await db.claimSets.remove('ferries'));
    await add(large('ports'), 2);
    const store = openSetStore(`${NAME}-claim-sets`);
    // A row that cannot be copied, for it is not as it was written.
    const row = await store.sets.get('ports');
    await store.sets.update('ports', { set: { ...(row?.set as object), large: 1n } });
    store.close();
    const done = value(await db.snapshots.restore(copy.id, 'merge', at(3)));
    expect(done.before.sets).toBeUndefined();
    expect(done.setsNotBack).toBe(1);
  });

  test('changes no claim set where its notes cannot be brought back', async () => {
    await add(aClaimSet({ id: 'ferries' }));
    const copy = value(await db.snapshots.take('asked', at(1)));
    // A row without its key, which no store takes.
    const { bytes } = await packRows(1, ['notes'], () => [[{ text: 'nameless' }]]);
    const copies = await new Dexie(`${NAME}-snapshots`).open();
    await copies.table('content').update(copy.id, { bytes });
    copies.close();
    value(await db.claimSets.remove('ferries'));
    expect((await db.snapshots.restore(copy.id, 'merge', at(2))).ok).toBe(false);
    expect(await brief()).toEqual([]);
  });

  test('that was made without claim sets leaves them as they are', async () => {
    const copy = value(await db.snapshots.take('asked', at(1)));
    const copies = await new Dexie(`${NAME}-snapshots`).open();
    const { sets: _sets, left: _left, ...info } = await copies.table('info').get(copy.id);
    await copies.table('info').put(info);
    copies.close();
    await add(aClaimSet({ id: 'ferries' }), 2);
    value(await db.snapshots.restore(copy.id, 'replace', at(3)));
    expect(await brief()).toEqual([['ferries', '2.1.0', 1, true]]);
  });

  test('that was made without claim sets, for want of room, says in its file which are not in it', async () => {
    await add(aClaimSet({ id: 'ferries' }));
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementationOnce(() => {
      throw new DOMException('no room', 'QuotaExceededError');
    });
    const copy = value(await db.snapshots.take('asked', at(1)));
    expect(copy).not.toHaveProperty('sets');
    await add(aClaimSet({ id: 'ports' }), 2);
    const file = value(await db.snapshots.file(copy.id));
    expect(file.left).toEqual(['ferries']);
    expect(JSON.parse(file.text)).not.toHaveProperty('claimSets');
    expect(value(await db.snapshots.file(copy.id, 'without-sets')).left).toEqual([]);
  });

  test('knows a set that was removed and added again', async () => {
    await add(large('ferries'));
    const copy = value(await db.snapshots.take('asked', at(1)));
    const removed = value(await db.claimSets.remove('ferries'));
    if (!removed) throw new Error('there was no such set');
    await add(removed, 2);
    expect(value(await db.snapshots.compareSets(copy.id))).toEqual({ missing: 0, different: 0, newer: 0 });
    value(await db.snapshots.take('asked', at(3)));
    expect(await kept()).toHaveLength(1);
    await add({ ...removed, claims: removed.claims.slice(1) }, 4);
    expect(value(await db.snapshots.compareSets(copy.id))).toMatchObject({ different: 1 });
  });

  test('gives up older versions of sets before any notes, and then leaves the set of now as it is', async () => {
    const heavy = async (minute: number, version: string) => {
      await add(large('ferries', version), minute);
      const copy = value(await db.snapshots.take('asked', at(minute)));
      const copies = await new Dexie(`${NAME}-snapshots`).open();
      await copies.table('info').update(copy.id, { sets: copy.sets?.map((set) => ({ ...set, bytes: 60e6 })) });
      copies.close();
      return copy.id;
    };
    const first = await heavy(1, '1.0.0');
    await heavy(2, '2.0.0');
    await heavy(3, '3.0.0');
    const listed = value(await db.snapshots.list());
    expect(listed.map(({ sets, left }) => [sets?.length, left?.length])).toEqual([
      [1, 0],
      [1, 0],
      [0, 1],
    ]);
    expect(await kept()).toHaveLength(2);
    expect(value(await db.snapshots.compareSets(first))).toEqual({ missing: 0, different: 0, newer: 0 });
    value(await db.snapshots.restore(first, 'replace', at(4)));
    expect(await brief()).toEqual([['ferries', '3.0.0', 450, true]]);
    // What went for want of room comes into a copy again once it is here again.
    await add(large('ferries', '1.0.0'), 5);
    expect(value(await db.snapshots.take('asked', at(6)))).toMatchObject({ sets: [{ id: 'ferries' }], left: [] });
  });

  test('has a set again for which there is room again, whichever copies were removed meanwhile', async () => {
    const weigh = async (bytes: number) => {
      const copies = await new Dexie(`${NAME}-snapshots`).open();
      const all = copies.table('info').toCollection();
      await all.modify((copy) => {
        for (const set of copy.sets) set.bytes = bytes;
      });
      copies.close();
    };
    await add(large('ferries'));
    value(await db.snapshots.take('asked', at(1)));
    await weigh(60e6);
    await add(large('ferries', '2.0.0'), 2);
    const second = value(await db.snapshots.take('asked', at(3)));
    await weigh(60e6);
    const third = value(await db.snapshots.take('asked', at(4)));
    expect(value(await db.snapshots.list()).map(({ sets, left }) => [sets?.length, left?.length])).toEqual([
      [1, 0],
      [1, 0],
      [0, 1],
    ]);
    for (const { id } of [second, third]) value(await db.snapshots.remove(id));
    await add(large('ferries'), 5);
    expect(value(await db.snapshots.take('asked', at(6)))).toMatchObject({ sets: [{ id: 'ferries' }], left: [] });
  });

  test('that went for its age is not listed again for a set that another one gives up', async () => {
    await add(large('ferries'));
    for (const minute of [-90 * 24 * 60, 0]) value(await db.snapshots.take('asked', at(minute)));
    await add(large('ferries', '2.0.0'), 1);
    for (const minute of [1, 2, 3]) value(await db.snapshots.take('asked', at(minute)));
    const copies = await new Dexie(`${NAME}-snapshots`).open();
    await copies
      .table('info')
      .toCollection()
      .modify((copy) => {
        for (const set of copy.sets) set.bytes = 60e6;
      });
    copies.close();
    value(await db.snapshots.take('asked', at(4)));
    const listed = value(await db.snapshots.list());
    expect(listed.map(({ at: time, left }) => [time, left?.length])).toEqual([
      ...[4, 3, 2, 1].map((minute) => [at(minute), 0]),
      [at(0), 1],
    ]);
  });

  test('takes no set away that it has no room for, and none that could not be copied before', async () => {
    await add(large('ferries'));
    const store = openSetStore(`${NAME}-claim-sets`);
    const stamp = (await store.sets.get('ferries'))?.stamp;
    store.close();
    const copy = value(await db.snapshots.take('asked', at(1)));
    const copies = await new Dexie(`${NAME}-snapshots`).open();
    await copies.table('info').update(copy.id, { sets: [], left: [stamp] });
    copies.close();
    expect(value(await db.snapshots.take('asked', at(2)))).toMatchObject({ sets: [], left: [stamp] });
    value(await db.snapshots.restore(copy.id, 'replace', at(3)));
    expect(await brief()).toEqual([['ferries', '1.0.0', 450, true]]);
  });
});

describe('claim sets of a copy', () => {
  /** A copy of sets, and the stores to bring them back with. */
  async function copied(...ids: string[]) {
    for (const id of ids) await add(large(id));
    const copy = value(await db.snapshots.take('asked', at(1)));
    const there: SetsInCopy = { sets: copy.sets ?? [], left: copy.left ?? [] };
    const [copies, store] = [openCopies(NAME), openSetStore(`${NAME}-claim-sets`)];
    onTestFinished(() => {
      copies.close();
      store.close();
    });
    return { there, copies, store };
  }
  const nothing: SetsInCopy = { sets: [], left: [] };

  test('are left out where they are larger than there is room for', async () => {
    const { copies } = await copied();
    await add(large('ferries'));
    const left = await keepSets(NAME, copies, 100);
    expect(left).toMatchObject({ sets: [], left: [expect.stringMatching(/^ferries 1\.0\.0 /)] });
    expect(await kept()).toEqual([]);
    expect((await keepSets(NAME, copies)).sets).toHaveLength(1);
  });

  test('are in its file as long as there is room for all of them together', async () => {
    const { there, copies } = await copied('ferries', 'ports');
    const whole = await setsInFile(copies, there);
    expect([whole.sets.length, whole.left]).toEqual([2, []]);
    const one = JSON.stringify(whole.sets[0]).length;
    const some = await setsInFile(copies, there, one * 1.5);
    expect([some.sets.length, some.left]).toEqual([1, ['ports']]);
  });

  test.each<[string, () => Promise<unknown>]>([
    ['changed', () => add(large('ferries', '2.0.0'), 3)],
    ['added', () => add(large('trams'), 3)],
  ])('take nothing away that was %s after the copy of how it was', async (_, change) => {
    const { there, copies } = await copied('ferries');
    const before = value(await db.snapshots.take('asked', at(2)));
    await change();
    const now = await brief();
    await putSetsBack(NAME, copies, there, 'replace', { sets: before.sets ?? [], left: [] });
    expect(await brief()).toEqual(now);
    // The same, had it been copied before.
    const later = value(await db.snapshots.take('asked', at(4)));
    await putSetsBack(NAME, copies, there, 'replace', { sets: later.sets ?? [], left: [] });
    expect(await brief()).toEqual([['ferries', '1.0.0', 450, true]]);
  });

  test('come back switched off where they were, and leave no claims of others behind', async () => {
    await add(large('ferries'));
    value(await db.snapshots.take('asked', at(0)));
    value(await db.claimSets.setEnabled('ferries', false));
    const { there, copies, store } = await copied();
    for (const change of [
      () => db.claimSets.setEnabled('ferries', true),
      () => db.claimSets.remove('ferries'),
      () => add(large('ferries', '2.0.0'), 3),
    ]) {
      await change();
      const before = value(await db.snapshots.take('asked', at(4)));
      const done = value(await db.snapshots.restore(before.id, 'replace', at(5)));
      expect(done.setsNotBack).toBe(0);
      await putSetsBack(NAME, copies, there, 'replace', { sets: before.sets ?? [], left: [] });
      expect(await brief()).toEqual([['ferries', '1.0.0', 450, false]]);
      expect(await store.portions.count()).toBe(3);
    }
  });

  test('are counted where they did not come back as they were', async () => {
    await add(large('ferries'));
    const copy = value(await db.snapshots.take('asked', at(1)));
    await add(large('ferries', '2.0.0'), 2);
    const copies = await new Dexie(`${NAME}-snapshots`).open();
    const old = (await kept()).find((key) => String(key).includes(' 1.0.0 '));
    await copies.table('content').update(old, { bytes: new Uint8Array([1]) });
    copies.close();
    expect(value(await db.snapshots.restore(copy.id, 'merge', at(3))).setsNotBack).toBe(0);
    expect(value(await db.snapshots.restore(copy.id, 'replace', at(4))).setsNotBack).toBe(1);
  });

  test('come back although another one cannot be stored', async () => {
    const { there, copies } = await copied('ferries', 'ports');
    for (const id of ['ferries', 'ports']) value(await db.claimSets.remove(id));
    const put = IDBObjectStore.prototype.put;
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, row, ...given) {
      if (this.name === 'sets' && row.id === 'ferries') throw new DOMException('no room', 'QuotaExceededError');
      return put.call(this, row, ...given);
    });
    await putSetsBack(NAME, copies, there, 'merge', nothing);
    vi.restoreAllMocks();
    expect((await brief()).map(([id]) => id)).toEqual(['ports']);
  });

  test('go with the last copy that had them, also where it was thinned or swept away', async () => {
    for (const [version, minute] of [
      ['1.0.0', -90 * 24 * 60],
      ['2.0.0', 0],
    ] as const) {
      await add(large('ferries', version), minute);
      value(await db.snapshots.take('asked', at(minute)));
    }
    for (const minute of [1, 2, 3]) value(await db.snapshots.take('asked', at(minute)));
    expect(await kept()).toHaveLength(2);
    const last = value(await db.snapshots.take('asked', at(4)));
    expect(await kept()).toEqual([expect.stringContaining(' 2.0.0 ')]);
    const ids = value(await db.snapshots.list()).map(({ id }) => id);
    expect(ids).toContain(last.id);
    value(await db.snapshots.setGoing(ids, at(5)));
    expect(await kept()).toHaveLength(1);
    value(await db.snapshots.sweep(at(5)));
    expect(await kept()).toEqual([]);
  });

  test('are stored whole although another window sweeps meanwhile, and take their search with them', async () => {
    const { store } = await copied('ferries');
    const [row] = await store.sets.toArray();
    const portions = await store.portions.toArray();
    if (!row) throw new Error('there is no such set');
    const shelf = db.claimSets.shelf();
    await shelf.saveSearch(row.stamp, 'a search');
    expect(await shelf.savedSearch(row.stamp)).toBe('a search');
    value(await db.claimSets.remove('ferries'));
    expect(await shelf.savedSearch(row.stamp)).toBeUndefined();
    expect(await store.portions.count()).toBe(0);
    const transaction = store.transaction.bind(store);
    const other = openSetStore(`${NAME}-claim-sets`);
    vi.spyOn(store, 'transaction').mockImplementationOnce((async (...given: Parameters<typeof transaction>) => {
      await sweepSets(other);
      return transaction(...given);
    }) as never);
    await storeSet(store, row, portions);
    other.close();
    expect(await brief()).toEqual([['ferries', '1.0.0', 450, true]]);
  });
});

describe('a file with everything', () => {
  async function file(): Promise<string> {
    const note = aNote({ claim: 'ferries:claim-7' });
    const history = [anEncounter('ferries:claim-7', 'https://one.example/1', NOW)];
    const input = { notes: [note], history, claimSets: await sets(), claimOf: () => undefined, now: NOW, version: '1' };
    return exportAnnotations('caveat', { ...input, locale: 'en', words: exportWords() }).text;
  }
  const read = (text: string): ImportReport => value(importAnnotations(text, { now: NOW }));
  const bring = async ({ entries, corrections, history, claimSets }: ImportReport) => {
    const notes = entries.map(({ annotation }) => annotation);
    return bringIn(db, { notes, replaced: [], corrections, history, claimSets }, at(10), pacing);
  };

  test.each(['exported', 'of a safety copy'])(
    '%s brings claim sets back, once, and they are taken out again',
    async (which) => {
      await add(large('ferries'));
      await add(aClaimSet({ id: 'ports' }));
      value(await db.claimSets.setEnabled('ports', false));
      const before = await sets();
      const copy = value(await db.snapshots.take('asked', at(1)));
      const text = which === 'exported' ? await file() : value(await db.snapshots.file(copy.id)).text;
      const report = read(text);
      expect(report.problems).toEqual([]);
      expect(report.claimSets).toEqual(before);

      value(await db.claimSets.remove('ferries'));
      value(await db.claimSets.remove('ports'));
      const first = await bring(report);
      expect(first.complete).toBe(true);
      expect(await sets()).toEqual(before);
      const again = await bring(report);
      expect(again.complete).toBe(true);
      expect(await again.undo()).toBe(true);
      expect(await sets()).toEqual(before);
      await add(large('ferries', '2.0.0'), 20);
      expect(await first.undo()).toBe(true);
      expect(await brief()).toEqual([['ferries', '2.0.0', 450, true]]);
    },
  );

  test('of a safety copy names the sets that are not in it', async () => {
    for (const id of ['ferries', 'ports', 'trams']) await add(aClaimSet({ id }));
    const copy = value(await db.snapshots.take('asked', at(1)));
    expect(value(await db.snapshots.file(copy.id)).left).toEqual([]);
    const copies = await new Dexie(`${NAME}-snapshots`).open();
    await copies.table('content').bulkDelete((await kept()).filter((key) => String(key).includes('ports')));
    const words = 'x'.repeat(110_000_000);
    const { bytes } = await packRows(1, ['sets', 'portions'], (name) =>
      name === 'sets' ? [[{ set: { id: 'trams' }, enabled: true, added: NOW }]] : [[{ claims: [words] }]],
    );
    await copies.table('content').update(
      (await kept()).find((key) => String(key).includes('trams')),
      { bytes },
    );
    await copies.table('info').update(copy.id, { left: ['harbour 1.0.0 then'] });
    copies.close();
    const file = value(await db.snapshots.file(copy.id));
    expect(file.left).toEqual(['harbour', 'ports', 'trams']);
    expect(read(file.text).claimSets.map(({ set }) => set.id)).toEqual(['ferries']);
  });

  test('is not complete, and not taken out again, where a part of it failed', async () => {
    const failed = { ok: false, error: { kind: 'quota', detail: 'no room' } } as const;
    await add(large('ferries'));
    value(await db.corrections.save(aCorrection()));
    const report = { ...read(await file()), corrections: [aCorrection({ text: 'theirs' })] };
    const notHere = async () => value(await db.claimSets.remove('ferries'));
    await notHere();
    vi.spyOn(db.claimSets, 'add').mockResolvedValueOnce(failed);
    expect((await bring(report)).complete).toBe(false);
    for (const fail of [
      () => vi.spyOn(db.notes, 'change').mockResolvedValueOnce(failed),
      () => vi.spyOn(db.corrections, 'takeBack').mockResolvedValueOnce(failed),
      () => vi.spyOn(db.encounters, 'takeBack').mockResolvedValueOnce(failed),
      () => vi.spyOn(db.claimSets, 'list').mockResolvedValueOnce(failed),
      () => vi.spyOn(db.claimSets, 'remove').mockResolvedValueOnce(failed),
    ]) {
      await notHere();
      const brought = await bring(report);
      expect(brought.complete).toBe(true);
      fail();
      expect(await brought.undo()).toBe(false);
      expect(await brought.undo()).toBe(true);
    }
  });

  test('stopped halfway is taken out again as far as it came', async () => {
    const [first, second] = [aNote(), aNote({ id: 'urn:uuid:00000000-0000-4000-8000-0000000000ff' })];
    value(await db.notes.saveAll([first, second]));
    const stopped = { ok: true, value: { saved: 1 } } as const;
    vi.spyOn(db.notes, 'saveInPortions').mockResolvedValueOnce(stopped);
    const brought = { notes: [first, second], replaced: [], corrections: [], history: [], claimSets: [] };
    const done = await bringIn(db, brought, at(1), pacing);
    expect(done.complete).toBe(false);
    expect(await done.undo()).toBe(true);
    // Another window had brought the second one in.
    expect(value(await db.notes.all())).toEqual([second]);
  });

  test('overwrites no set that is here', async () => {
    await add(large('ferries'));
    const report = read(await file());
    await add(large('ferries', '2.0.0'), 5);
    await bring(report);
    expect(await brief()).toEqual([['ferries', '2.0.0', 450, true]]);
  });

  test('names a claim set that cannot be read with its place, and harms nothing', async () => {
    await add(aClaimSet({ id: 'ports' }));
    const [good] = await sets();
    const text = JSON.stringify({
      format: 'caveat-notes',
      version: 1,
      annotations: [aNote()],
      claimSets: [
        { ...good, set: { ...good?.set, claims: [{ id: 'x' }] } },
        { ...good, added: 'yesterday' },
        'nothing',
        good,
        good,
      ],
    });
    const report = read(text);
    expect(report.claimSets).toEqual([good]);
    expect(report.entries).toHaveLength(1);
    expect(report.problems.map(({ code, place }) => `${code} ${place}`)).toEqual([
      expect.stringContaining('field claimSets[0].set.claims[0]'),
      'date claimSets[1].added',
      expect.stringContaining('field claimSets[2].set'),
      'same-id-twice claimSets[4]',
    ]);
    expect(read('{"format":"caveat-notes","version":1,"annotations":[],"claimSets":7}').problems).toHaveLength(1);
  });
});
