import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Annotation, correctionKey } from '../../lib/annotation/index.ts';
import { type Database, rawCopy, type SnapshotInfo } from '../../lib/db/index.ts';
import { createDexie, type Tables, versions } from '../../lib/db/schema.ts';
import { keepCopy } from '../../lib/db/snapshots.ts';
import { type Kept, tooMany } from '../../lib/db/thinning.ts';
import { importAnnotations } from '../../lib/exchange/index.ts';
import { everyKind } from '../core/exchange/samples.ts';
import { aCorrection, aNote } from '../support/builders.ts';
import { manyOpen, value } from '../support/stores.ts';

const NAME = 'caveat-copies';
const NOW = '2026-11-22T15:00:00.000Z';
const at = (minutes: number): string => new Date(Date.parse(NOW) + minutes * 60_000).toISOString();
const id = (n: number): string => `urn:uuid:00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;
const note = (n: number, text = `note ${n}`): Annotation => aNote({ id: id(n), text });
const correction = aCorrection();
const encounter = {
  id: 'harbour:a https://one.example/1',
  claim: 'harbour:a' as const,
  version: '1.0.0',
  page: 'https://one.example/1',
  title: 'A page',
  outlet: 'one.example',
  language: 'en',
  first: NOW,
  last: NOW,
  wordings: [
    { at: NOW, quote: 'Met.', drift: 'none' as const, attribution: 'none' as const, comparison: 'same' as const },
  ],
};

const { open: openNamed, closeAll } = manyOpen();
const open = (define?: typeof createDexie): Database => openNamed(NAME, define);
const texts = async (db: Database): Promise<string[]> =>
  value(await db.notes.all())
    .map(({ text }) => text)
    .sort();

beforeEach(async () => {
  for (const name of [NAME, `${NAME}-snapshots`]) await Dexie.delete(name);
});
afterEach(() => {
  vi.restoreAllMocks();
  closeAll();
});

describe('a safety copy', () => {
  test('brings everything back as it was, and that can be undone', async () => {
    const db = open();
    value(await db.notes.saveAll([note(1), note(2), note(3)]));
    value(await db.corrections.save(correction));
    const copy = value(await db.snapshots.take('import', NOW));
    expect(copy).toMatchObject({ at: NOW, reason: 'import', notes: 3, corrections: 1 });
    expect(copy.bytes).toBeGreaterThan(50);

    value(await db.notes.saveAll([note(2, 'overwritten'), note(4)]));
    value(await db.notes.remove(id(3)));
    value(
      await db.corrections.remove(
        value(await db.corrections.keys())
          .values()
          .next().value ?? '',
      ),
    );
    const restored = value(await db.snapshots.restore(copy.id, 'replace', at(1)));
    expect(restored).toMatchObject({ added: 1, changed: 1, removed: 1, before: { reason: 'restore', notes: 3 } });
    expect(value(await db.notes.all())).toEqual(expect.arrayContaining([note(1), note(2), note(3)]));
    expect(await texts(db)).toEqual(['note 1', 'note 2', 'note 3']);
    expect(value(await db.corrections.all())).toEqual([correction]);

    value(await db.snapshots.restore(restored.before.id, 'replace', at(2)));
    expect(await texts(db)).toEqual(['note 1', 'note 4', 'overwritten']);
    expect(value(await db.corrections.all())).toEqual([]);
  });

  test('tells how the corrections stand to those of now, and how many of them it brought back', async () => {
    const db = open();
    const others = ['b', 'c', 'd'].map((text) => aCorrection({ text }));
    const [b, c, d] = others as [typeof correction, typeof correction, typeof correction];
    for (const one of [correction, b, c]) value(await db.corrections.save(one));
    const { id: copy } = value(await db.snapshots.take('asked', NOW));
    const compare = async () => value(await db.snapshots.compareCorrections(copy));
    expect(await compare()).toEqual({ missing: 0, different: 0, newer: 0 });
    value(await db.corrections.remove(correctionKey(b.claim, b.text)));
    value(await db.corrections.save({ ...c, title: 'Another' }));
    value(await db.corrections.save(d));
    expect(await compare()).toEqual({ missing: 1, different: 1, newer: 1 });
    expect(value(await db.snapshots.restore(copy, 'merge', at(1)))).toMatchObject({ corrections: 1 });
    expect(await compare()).toEqual({ missing: 0, different: 1, newer: 1 });
    expect(value(await db.snapshots.restore(copy, 'replace', at(2)))).toMatchObject({ corrections: 2 });
    expect(await compare()).toEqual({ missing: 0, different: 0, newer: 0 });
    expect(await db.snapshots.compareCorrections('no such copy')).toMatchObject({ error: { kind: 'failed' } });
  });

  test('can only add what is missing now', async () => {
    const db = open();
    value(await db.notes.saveAll([note(1), note(2)]));
    const copy = value(await db.snapshots.take('delete', NOW));
    value(await db.notes.removeAll([id(1)]));
    value(await db.notes.saveAll([note(2, 'newer'), note(3)]));
    expect(value(await db.snapshots.restore(copy.id, 'merge', at(1)))).toMatchObject({
      added: 1,
      changed: 0,
      removed: 0,
    });
    expect(await texts(db)).toEqual(['newer', 'note 1', 'note 3']);
  });

  test('takes nothing away that another window wrote while it is brought back', async () => {
    const [db, elsewhere] = [open(), open()];
    const many = Array.from({ length: 50 }, (_, n) => note(n));
    value(await db.notes.saveAll(many));
    const lost: number[] = [];
    for (let wait = 0; wait < 30; wait++) {
      const copy = value(await db.snapshots.take('asked', at(2 * wait)));
      const restoring = db.snapshots.restore(copy.id, 'replace', at(2 * wait + 1));
      // Writes fall before, into and behind every step of it.
      await new Promise((resolve) => setTimeout(resolve, wait));
      value(await elsewhere.notes.saveAll([note(90, `written ${wait}`), note(1, `changed ${wait}`)]));
      const { before } = value(await restoring);
      const kept = `${value(await db.snapshots.file(before.id)).text}\n${(await texts(elsewhere)).join('\n')}`;
      if (!kept.includes(`written ${wait}`) || !kept.includes(`changed ${wait}`)) lost.push(wait);
      value(await elsewhere.notes.removeAll([id(90)]));
      value(await elsewhere.notes.saveAll(many));
    }
    expect(lost).toEqual([]);
  });

  test('never holds what was read, which clearing must clear', async () => {
    const db = open();
    value(await db.encounters.remember([encounter], { now: NOW, days: 30, most: 10 }));
    const copy = value(await db.snapshots.take('asked', NOW));
    value(await db.encounters.forget('everything'));
    value(await db.snapshots.restore(copy.id, 'replace', at(1)));
    expect(value(await db.encounters.all())).toEqual([]);
    expect(value(await db.snapshots.file(copy.id)).text).not.toContain('Met.');
    // Nor does bringing a copy back take away what was read since.
    value(await db.encounters.remember([encounter], { now: NOW, days: 30, most: 10 }));
    value(await db.snapshots.restore(copy.id, 'replace', at(2)));
    expect(value(await db.encounters.all())).toHaveLength(1);
  });

  test('is seen by whoever watches the notes', async () => {
    const db = open();
    value(await db.notes.saveAll([note(1)]));
    const copy = value(await db.snapshots.take('asked', NOW));
    value(await db.notes.remove(id(1)));
    const seen: number[] = [];
    const watching = new AbortController();
    open().notes.watch((state) => seen.push(value(state).total), watching.signal);
    await vi.waitFor(() => expect(seen.at(-1)).toBe(0));
    value(await db.snapshots.restore(copy.id, 'replace', at(1)));
    await vi.waitFor(() => expect(seen.at(-1)).toBe(1));
    watching.abort();
  });

  test('holds more notes than are read at once, each once, and rows this Caveat cannot read', async () => {
    const db = open();
    value(await db.notes.saveAll(Array.from({ length: 4_321 }, (_, n) => note(n))));
    const raw = createDexie(NAME);
    await raw.notes.put({ id: 'from-a-later-version', what: 'unknown' });
    const copy = value(await db.snapshots.take('asked', NOW));
    expect(copy.notes).toBe(4_322);
    await raw.notes.clear();
    value(await db.snapshots.restore(copy.id, 'replace', at(1)));
    expect(value(await db.notes.all())).toHaveLength(4_321);
    expect(await raw.notes.get('from-a-later-version')).toEqual({ id: 'from-a-later-version', what: 'unknown' });
    raw.close();
  });

  test('becomes a file that any Caveat imports', async () => {
    const db = open();
    value(await db.notes.saveAll([note(1), note(2)]));
    value(await db.corrections.save(correction));
    const copy = value(await db.snapshots.take('asked', NOW));
    const file = value(await db.snapshots.file(copy.id));
    expect(file.name).toBe('caveat-copy-2026-11-22.caveat.json');
    const read = value(importAnnotations(file.text, { now: NOW }));
    expect(read.problems).toEqual([]);
    expect(read.entries.map(({ annotation }) => annotation)).toEqual([note(1), note(2)]);
    expect(read.corrections).toEqual([correction]);
  });

  test('becomes a file that brings back every kind of note as it was, with what other programs left in it', async () => {
    const db = open();
    const foreign: Annotation = {
      ...note(77),
      target: { source: 'https://one.example/1', selectors: [] },
      other: { 'hypothesis:user': 'acct:reader@one.example', 'target+': { later: [1, { deep: true }] } },
    };
    value(await db.notes.saveAll([...everyKind, foreign]));
    const { id: copy } = value(await db.snapshots.take('asked', NOW));
    for (const file of [value(await db.snapshots.file(copy)), value(await rawCopy(NOW, NAME))]) {
      const fresh = value(importAnnotations(file.text, { now: NOW }));
      expect(fresh.problems).toEqual([]);
      const back = fresh.entries.map(({ annotation }) => annotation);
      expect(back).toEqual(expect.arrayContaining([...everyKind, foreign]));
      const again = value(importAnnotations(file.text, { now: NOW, existing: back }));
      expect(new Set(again.entries.map(({ status }) => status))).toEqual(new Set(['identical']));
    }
  });

  test('that is damaged or gone is refused, and nothing changes', async () => {
    const db = open();
    value(await db.notes.saveAll([note(1)]));
    const copy = value(await db.snapshots.take('asked', NOW));
    value(await db.notes.saveAll([note(2)]));
    const copies = await new Dexie(`${NAME}-snapshots`).open();
    const whole = (await copies.table('content').get(copy.id)).bytes as Uint8Array;
    for (const bytes of [whole.slice(0, whole.length - 20), new Uint8Array(50), new Uint8Array()]) {
      await copies.table('content').put({ id: copy.id, bytes });
      for (const how of ['replace', 'merge'] as const) {
        expect(await db.snapshots.restore(copy.id, how, at(1))).toMatchObject({ error: { kind: 'failed' } });
      }
      expect(await db.snapshots.file(copy.id)).toMatchObject({ ok: false });
    }
    copies.close();
    expect(await db.snapshots.restore('no such copy', 'replace', at(1))).toMatchObject({ error: { kind: 'failed' } });
    expect(await texts(db)).toEqual(['note 1', 'note 2']);
  });

  test('for which there is no room is said so, and what was copied before stays', async () => {
    const db = open();
    value(await db.notes.saveAll([note(1)]));
    const first = value(await db.snapshots.take('asked', NOW));
    const put = IDBObjectStore.prototype.put;
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...given) {
      if (this.name === 'content') throw new DOMException('no room', 'QuotaExceededError');
      return put.apply(this, given);
    });
    expect(await db.snapshots.take('import', at(1))).toMatchObject({ error: { kind: 'quota' } });
    // Without its own copy first, nothing is brought back over what there is.
    value(await db.notes.saveAll([note(1, 'newer')]));
    expect(await db.snapshots.restore(first.id, 'replace', at(2))).toMatchObject({ error: { kind: 'quota' } });
    expect(await texts(db)).toEqual(['newer']);
    vi.restoreAllMocks();
    expect(value(await db.snapshots.list()).map(({ id: one }) => one)).toEqual([first.id]);
  });

  test('is listed latest first, and goes when the reader says so', async () => {
    const db = open();
    value(await db.notes.saveAll([note(1)]));
    const made: SnapshotInfo[] = [];
    for (const minute of [0, 1, 2]) made.push(value(await db.snapshots.take('asked', at(minute))));
    expect(value(await db.snapshots.list())).toEqual([...made].reverse());
    value(await db.snapshots.remove(made[1]?.id ?? ''));
    expect(value(await db.snapshots.list()).map(({ at: time }) => time)).toEqual([at(2), at(0)]);
    value(await db.snapshots.removeAll());
    expect(value(await db.snapshots.list())).toEqual([]);
    const raw = await new Dexie(`${NAME}-snapshots`).open();
    expect(await raw.table('content').count()).toBe(0);
    raw.close();
  });
});

describe('a safety copy taken out of the list', () => {
  test('can be called back until it is swept, and is swept also by a page that comes later', async () => {
    const db = open();
    value(await db.notes.saveAll([note(1)]));
    const made: SnapshotInfo[] = [];
    for (const minute of [0, 1, 2]) made.push(value(await db.snapshots.take('asked', at(minute))));
    const ids = made.map(({ id: one }) => one);
    const listed = async (from: Database) => value(await from.snapshots.list()).map(({ at: time }) => time);
    value(await db.snapshots.setGoing(ids, at(5)));
    expect(await listed(db)).toEqual([]);
    value(await db.snapshots.setGoing(ids.slice(0, 1), null));
    expect(value(await db.snapshots.list())).toEqual(made.slice(0, 1));
    // The page that hid them is gone; one that comes a little later leaves them, a later one does not.
    const next = open();
    expect(await listed(next)).toEqual([at(0)]);
    const raw = await new Dexie(`${NAME}-snapshots`).open();
    value(await next.snapshots.sweep(at(4)));
    expect(await raw.table('content').count()).toBe(3);
    value(await next.snapshots.sweep(at(5), ids.slice(1, 2)));
    expect(await raw.table('content').count()).toBe(2);
    value(await next.snapshots.sweep(at(5)));
    expect(await raw.table('content').count()).toBe(1);
    expect(await raw.table('info').count()).toBe(1);
    raw.close();
    expect(await listed(next)).toEqual([at(0)]);
    // Where one is gone for good, calling them back says so, and brings back the others.
    expect(value(await next.snapshots.setGoing(ids.slice(0, 1), at(6)))).toBe(true);
    expect(value(await next.snapshots.setGoing(ids, null))).toBe(false);
    expect(await listed(next)).toEqual([at(0)]);
  });

  test('is in nobody’s way: neither counted among those that are kept, nor taken for one of them', async () => {
    const db = open();
    value(await db.notes.saveAll([note(1)]));
    const made: SnapshotInfo[] = [];
    for (const minute of [0, 1, 2, 3, 4]) made.push(value(await db.snapshots.take('asked', at(minute))));
    const ids = made.map(({ id: one }) => one);
    value(await db.snapshots.setGoing(ids.slice(1), at(5)));
    const { before } = value(await db.snapshots.restore(ids[0] ?? '', 'merge', at(5)));
    for (const minute of [6, 7, 8]) value(await db.snapshots.take('asked', at(minute)));
    expect(value(await db.snapshots.list()).map(({ id: one }) => one)).toEqual(
      expect.arrayContaining([ids[0], before.id]),
    );

    const dexie = await createDexie(NAME).open();
    const upgrade = await keepCopy(dexie, 'upgrade', at(9));
    expect(await keepCopy(dexie, 'upgrade', at(10))).toEqual(upgrade);
    value(await db.snapshots.setGoing([upgrade.id], at(11)));
    expect((await keepCopy(dexie, 'upgrade', at(12))).id).not.toBe(upgrade.id);
    dexie.close();
  });
});

describe('safety copies that are too many', () => {
  test('never include the one that is brought back', async () => {
    const db = open();
    value(await db.notes.saveAll([note(1)]));
    const first = value(await db.snapshots.take('asked', at(0)));
    for (const minute of [1, 2, 3, 4]) value(await db.snapshots.take('asked', at(minute)));
    value(await db.snapshots.restore(first.id, 'merge', at(5)));
    expect(value(await db.snapshots.list()).map(({ at: time }) => time)).toContain(at(0));
    value(await db.snapshots.take('asked', at(6)));
    expect(value(await db.snapshots.list()).map(({ at: time }) => time)).not.toContain(at(0));
  });

  const hours = (n: number, bytes = 1): Kept => ({
    id: `${n}`,
    at: new Date(Date.parse(NOW) - n * 3_600_000).toISOString(),
    bytes,
  });
  const left = (copies: readonly Kept[]): string[] => {
    const dropped = new Set(tooMany(copies, NOW).dropped);
    return copies.map(({ id: one }) => one).filter((one) => !dropped.has(one));
  };

  test('are thinned: the last five, then one a day, then one a week, then none', () => {
    const everyHour = Array.from({ length: 24 * 100 }, (_, n) => hours(n));
    const kept = left(everyHour).map(Number);
    expect(kept.slice(0, 5)).toEqual([0, 1, 2, 3, 4]);
    const days = kept.slice(5).map((hour) => hour / 24);
    expect(days.filter((day) => day <= 7)).toHaveLength(7);
    expect(days.filter((day) => day > 7).length).toBeGreaterThanOrEqual(7);
    expect(days.filter((day) => day > 7).length).toBeLessThanOrEqual(9);
    expect(Math.max(...days)).toBeLessThanOrEqual(60);
    // Thinning again drops nothing more.
    expect(
      tooMany(
        kept.map((hour) => hours(hour)),
        NOW,
      ).dropped,
    ).toEqual([]);
  });

  test.each<[string, number, readonly string[][], readonly string[]]>([
    ['a version each', 38e6, [['a'], ['b'], ['c'], ['d']], ['c', 'd']],
    ['the same', 90e6, [['a'], ['a'], ['a'], ['a']], []],
    ['in the newest, however large', 120e6, [['a'], ['b'], ['a']], ['b']],
    ['several', 40e6, [['a'], ['b', 'c'], ['c'], ['b']], ['c']],
  ])('give up claim sets before any of them goes: %s', (_, bytes, copies, gone) => {
    const made = copies.map((stamps, n) => ({ ...hours(n, 2_000), sets: stamps.map((stamp) => ({ stamp, bytes })) }));
    expect(tooMany(made, NOW)).toEqual({ dropped: [], sets: new Set(gone) });
    // What is dropped needs no room.
    const old = { ...hours(24 * 90), sets: [{ stamp: 'old', bytes: 120e6 }] };
    expect(tooMany([...Array.from({ length: 5 }, (_, n) => hours(n)), old], NOW).sets).toEqual(new Set());
  });

  test('stay within their room, the newest whatever its size', () => {
    expect(left([hours(0, 90e6), hours(1, 9e6), hours(2, 9e6), hours(3, 1e6)])).toEqual(['0', '1', '3']);
    expect(left([hours(0, 200e6), hours(1, 1)])).toEqual(['0']);
    expect(left([])).toEqual([]);
  });
});

describe('an upgrade', () => {
  const before = versions.at(-1)?.version ?? 0;
  const later =
    (upgrade: () => void): typeof createDexie =>
    (name) => {
      const dexie = createDexie(name);
      dexie
        .version(before + 1)
        .stores({ later: 'id' })
        .upgrade(upgrade);
      return dexie as Dexie & Tables;
    };

  test('is made after a copy of what there was', async () => {
    const now = open();
    value(await now.notes.saveAll([note(1), note(2)]));
    now.close();
    const next = open(later(() => {}));
    expect(await texts(next)).toEqual(['note 1', 'note 2']);
    expect(value(await next.snapshots.list())).toMatchObject([{ reason: 'upgrade', notes: 2 }]);
    next.close();
    // Once, not with every start.
    expect(await texts(open(later(() => {})))).toHaveLength(2);
    expect(value(await next.snapshots.list())).toHaveLength(1);
  });

  test('that fails leaves everything as it was, says so, and gives all of it as a file', async () => {
    const now = open();
    value(await now.notes.saveAll([note(1), note(2)]));
    value(await now.corrections.save(correction));
    value(await now.encounters.remember([encounter], { now: NOW, days: 30, most: 10 }));
    now.close();
    const next = open(
      later(() => {
        throw new Error('the new version stumbles');
      }),
    );
    expect(await next.notes.all()).toMatchObject({ error: { kind: 'upgrade' } });
    expect(await next.notes.save(note(3))).toMatchObject({ error: { kind: 'upgrade' } });
    const heard: unknown[] = [];
    next.notes.watch((state) => heard.push(state), new AbortController().signal);
    next.corrections.watch((state) => heard.push(state), new AbortController().signal);
    await vi.waitFor(() => expect(heard).toHaveLength(2));
    expect(heard).toMatchObject([{ error: { kind: 'upgrade' } }, { error: { kind: 'upgrade' } }]);

    const file = value(await rawCopy(NOW, NAME));
    const read = value(importAnnotations(file.text, { now: NOW }));
    expect(read.entries.map(({ annotation }) => annotation)).toEqual([note(1), note(2)]);
    expect(read.corrections).toEqual([correction]);
    expect(read.history).toEqual([encounter]);
    next.close();
    // The Caveat before still opens it.
    const back = open();
    expect(await texts(back)).toEqual(['note 1', 'note 2']);
    expect(value(await back.snapshots.list())).not.toEqual([]);
  });

  test('that keeps failing makes one copy of what there was, and drives no other out', async () => {
    const now = open();
    value(await now.notes.saveAll([note(1)]));
    for (let day = 0; day < 5; day++) value(await now.snapshots.take('asked', at(-1440 * 7 * day)));
    const made = value(await now.snapshots.list());
    now.close();
    const stumbling = later(() => {
      throw new Error('the new version stumbles');
    });
    for (let start = 0; start < 3; start++) {
      const next = open(stumbling);
      for (let call = 0; call < 3; call++) expect(await next.notes.all()).toMatchObject({ error: { kind: 'upgrade' } });
      next.close();
    }
    const copies = value(await now.snapshots.list());
    expect(copies.filter(({ reason }) => reason === 'upgrade')).toHaveLength(1);
    expect(copies).toEqual(expect.arrayContaining([...made]));
    // What an earlier Caveat wrote in between is copied too.
    const back = open();
    value(await back.notes.save(note(2)));
    back.close();
    await open(stumbling).notes.all();
    expect(value(await now.snapshots.list()).filter(({ reason }) => reason === 'upgrade')).toMatchObject([
      { notes: 2 },
      { notes: 1 },
    ]);
  });

  test('is not stopped by a copy for which there is no room', async () => {
    const now = open();
    value(await now.notes.saveAll([note(1)]));
    now.close();
    const put = IDBObjectStore.prototype.put;
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...given) {
      if (this.name === 'content') throw new DOMException('no room', 'QuotaExceededError');
      return put.apply(this, given);
    });
    expect(await texts(open(later(() => {})))).toEqual(['note 1']);
  });
});

describe('many notes', () => {
  test('are kept some at a time, with progress, and stay when the rest is cancelled', async () => {
    const { notes } = open();
    const many = Array.from({ length: 3_500 }, (_, n) => note(n));
    const shares: number[] = [];
    expect(await notes.saveInPortions(many, { onProgress: (share) => shares.push(share) })).toEqual({
      ok: true,
      value: { saved: 3_500 },
    });
    expect(shares.at(-1)).toBe(1);
    expect(shares.length).toBeGreaterThan(2);
    expect(value(await notes.all())).toHaveLength(3_500);

    value(await notes.removeAll(many.map((one) => one.id)));
    const cancelling = new AbortController();
    const stopped = value(
      await notes.saveInPortions(many, { onProgress: () => cancelling.abort(), signal: cancelling.signal }),
    );
    expect(stopped.saved).toBeGreaterThan(0);
    expect(stopped.saved).toBeLessThan(3_500);
    expect(value(await notes.all())).toHaveLength(stopped.saved);
  });

  test('say how many were kept when the room runs out', async () => {
    const { notes } = open();
    const many = Array.from({ length: 2_500 }, (_, n) => note(n));
    const put = IDBObjectStore.prototype.put;
    let written = 0;
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...given) {
      written += 1;
      if (written > 1_500) throw new DOMException('no room', 'QuotaExceededError');
      return put.apply(this, given);
    });
    expect(await notes.saveInPortions(many)).toMatchObject({ ok: false, error: { kind: 'quota', saved: 1_000 } });
    vi.restoreAllMocks();
    expect(value(await notes.all())).toHaveLength(1_000);
  });

  test('are counted by when they were changed', async () => {
    const { notes } = open();
    for (const hour of [1, 2, 3]) value(await notes.save(aNote({ id: id(hour), modified: at(60 * hour) })));
    expect(value(await notes.changedSince(null))).toBe(3);
    expect(value(await notes.changedSince(at(60)))).toBe(2);
    expect(value(await notes.changedSince(at(180)))).toBe(0);
  });
});
