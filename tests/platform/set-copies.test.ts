/** Claim sets the reader added: in safety copies, in the backup file, and back. */
import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { exportWords } from '../../components/words.ts';
import type { AddedClaimSet, ClaimSet } from '../../lib/claims/index.ts';
import { packRows } from '../../lib/db/archive.ts';
import { bringIn, type Database, openDatabase } from '../../lib/db/index.ts';
import { createDexie } from '../../lib/db/schema.ts';
import { areKept, dropUnused, keepSets } from '../../lib/db/set-copies.ts';
import { openSetStore } from '../../lib/db/set-store.ts';
import { keepCopy } from '../../lib/db/snapshots.ts';
import { exportAnnotations, type ImportReport, importAnnotations } from '../../lib/exchange/index.ts';
import { aClaim, aClaimSet, aNote, anEncounter } from '../support/builders.ts';
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
afterEach(() => db.close());

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
