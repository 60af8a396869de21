import 'fake-indexeddb/auto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Annotation, correctionKey } from '../../lib/annotation/index.ts';
import type { Database, NotesSoFar } from '../../lib/db/index.ts';
import { versions } from '../../lib/db/schema.ts';
import { aCorrection, aNote, anEncounter } from '../support/builders.ts';
import { type Frozen, manyOpen, outcome, rawOpen, thaw, value } from '../support/stores.ts';

const id = (n: number): string => `urn:uuid:00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;
const NAME = 'caveat-test';
const { open: openNamed, closeAll } = manyOpen();
const open = (name = NAME): Database => openNamed(name);

const deleteDatabase = (name: string) => outcome(indexedDB.deleteDatabase(name));

beforeEach(() => deleteDatabase(NAME));
afterEach(() => {
  closeAll();
  vi.restoreAllMocks();
});

describe('notes', () => {
  test('come back as they were kept', async () => {
    const { notes } = open();
    expect(value(await notes.save(aNote()))).toEqual(aNote());
    expect(value(await notes.byId(aNote().id))).toEqual(aNote());
    expect(value(await notes.all())).toEqual([aNote()]);
  });

  test('replace their earlier state', async () => {
    const { notes } = open();
    await notes.save(aNote({ text: 'first' }));
    await notes.save(aNote({ text: 'second' }));
    expect(value(await notes.all()).map(({ text }) => text)).toEqual(['second']);
  });

  test('are listed with the one changed last first', async () => {
    const { notes } = open();
    for (const [n, modified] of [
      [1, '2026-08-23T10:00:00Z'],
      [2, '2026-08-25T10:00:00Z'],
      [3, '2026-08-24T10:00:00Z'],
    ] as const) {
      await notes.save(aNote({ id: id(n), modified }));
    }
    expect(value(await notes.all()).map((note) => note.id)).toEqual([id(2), id(3), id(1)]);
  });

  test('of a page are found by any of its addresses, oldest first', async () => {
    const { notes } = open();
    const target = { source: 'https://news.example/a', selectors: [] };
    await notes.save(aNote({ id: id(2), target, created: '2026-08-24T10:00:00Z' }));
    await notes.save(aNote({ id: id(1), target, created: '2026-08-23T10:00:00Z' }));
    await notes.save(aNote({ id: id(3), target: { source: 'https://news.example/b', selectors: [] } }));
    const found = value(await notes.onPage('https://News.example/a?utm_source=x#:~:text=y'));
    expect(found.map((note) => note.id)).toEqual([id(1), id(2)]);
  });

  test('on claims are found wherever they were written', async () => {
    const { notes } = open();
    const { target: _target, ...onClaim } = aNote({ id: id(1), claim: 'harbour:a' });
    await notes.save(onClaim);
    await notes.save(aNote({ id: id(2), claim: 'harbour:b' }));
    await notes.save(aNote({ id: id(3), claim: 'harbour:c' }));
    expect(value(await notes.onClaims(['harbour:a', 'harbour:b', 'harbour:z'])).map((note) => note.id)).toEqual([
      id(1),
      id(2),
    ]);
    expect(value(await notes.onClaims([]))).toEqual([]);
  });

  test('are answered when removed, so that they can be brought back', async () => {
    const { notes } = open();
    await notes.save(aNote());
    const removed = value(await notes.remove(aNote().id));
    expect(removed).toEqual(aNote());
    expect(value(await notes.all())).toEqual([]);
    await notes.save(removed as Annotation);
    expect(value(await notes.all())).toEqual([aNote()]);
    expect(value(await notes.remove(id(9)))).toBeNull();
  });

  test('survive closing and opening again', async () => {
    const first = open();
    await first.notes.save(aNote());
    first.close();
    expect(value(await open().notes.all())).toEqual([aNote()]);
    // The closed one opens itself again when it is used.
    expect(value(await first.notes.all())).toEqual([aNote()]);
  });

  test('that cannot be read are left out and left alone', async () => {
    const { notes } = open();
    await notes.save(aNote());
    const raw = await rawOpen(NAME, (versions.at(-1)?.version ?? 0) * 10, () => {});
    await new Promise<void>((resolve) => {
      const transaction = raw.transaction('notes', 'readwrite');
      transaction.objectStore('notes').put({ id: 'from-a-later-version', modified: '2027', what: 'unknown' });
      transaction.oncomplete = () => resolve();
    });
    raw.close();
    expect(value(await notes.all())).toEqual([aNote()]);
    expect(value(await notes.byId('from-a-later-version'))).toBeNull();
    const seen: NotesSoFar[] = [];
    const controller = new AbortController();
    notes.watch((state) => seen.push(value(state)), controller.signal);
    await vi.waitFor(() => expect(seen.at(-1)?.complete).toBe(true));
    const unread = [{ id: 'from-a-later-version', modified: '2027', what: 'unknown' }];
    expect(seen.at(-1)).toEqual({ notes: [aNote()], total: 1, complete: true, unread });
    await notes.removeAll(['from-a-later-version']);
    await vi.waitFor(() => expect(seen.at(-1)?.unread).toEqual([]));
    controller.abort();
  });

  test.each([
    ['is too long', { text: 'x'.repeat(20_001) }, 'too-long'],
    ['could not be read again', { tags: [''] }, 'failed'],
  ])('are as they were where an edit %s', async (_, change, kind) => {
    const { notes } = open();
    await notes.save(aNote());
    const from = { before: aNote().text, was: aNote(), now: '2026-11-22T15:00:00Z' };
    expect(await notes.edit(aNote(change), from)).toMatchObject({ ok: false, error: { kind } });
    expect(await notes.save(aNote(change))).toMatchObject({ ok: false, error: { kind } });
    expect(value(await notes.all())).toEqual([aNote()]);
    const longest = aNote({ text: 'x'.repeat(20_000) });
    value(await notes.edit(longest, from));
    expect(value(await notes.byId(aNote().id))?.text).toBe(longest.text);
  });
});

describe('watching notes', () => {
  test('shows every change, also one made through another connection, until the signal', async () => {
    const watching = open();
    const writing = open();
    const seen: string[][] = [];
    const controller = new AbortController();
    watching.notes.watch((state) => seen.push(value(state).notes.map(({ text }) => text)), controller.signal);
    await vi.waitFor(() => expect(seen.at(-1)).toEqual([]));
    await watching.notes.save(aNote({ text: 'mine' }));
    await vi.waitFor(() => expect(seen.at(-1)).toEqual(['mine']));
    await writing.notes.save(aNote({ text: 'theirs' }));
    await vi.waitFor(() => expect(seen.at(-1)).toEqual(['theirs']));
    await writing.notes.remove(aNote().id);
    await vi.waitFor(() => expect(seen.at(-1)).toEqual([]));
    controller.abort();
    const count = seen.length;
    await watching.notes.save(aNote());
    expect(value(await watching.notes.all())).toHaveLength(1);
    expect(seen).toHaveLength(count);
  });

  test('shows the latest notes first and then all, however many, and keeps those that do not change', async () => {
    const { notes } = open();
    const many = Array.from({ length: 9_000 }, (_, index) => {
      const time = new Date(Date.UTC(2026, 0, 1) + index * 1_000).toISOString();
      return aNote({ id: id(index), created: time, modified: time, text: `${index}` });
    });
    expect((await notes.saveAll(many)).ok).toBe(true);
    const seen: NotesSoFar[] = [];
    const controller = new AbortController();
    notes.watch((state) => seen.push(value(state)), controller.signal);
    await vi.waitFor(() => expect(seen.at(-1)?.complete).toBe(true), 20_000);
    expect(seen[0]).toMatchObject({ total: 9_000, complete: false });
    expect(seen[0]?.notes[0]?.text).toBe('8999');
    expect(seen.at(-1)?.notes.map(({ text }) => text)).toEqual(many.map(({ text }) => text).reverse());

    const before = seen.at(-1)?.notes;
    const changed = aNote({ id: id(5), text: 'changed', modified: '2026-12-01T00:00:00Z' });
    await notes.saveAll([changed]);
    await vi.waitFor(() => expect(seen.at(-1)?.notes[0]).toEqual(changed));
    expect(seen.at(-1)?.notes[1]).toBe(before?.[0]);
    expect(value(await notes.removeAll([id(5), id(6), id(9_999)]))).toHaveLength(2);
    await vi.waitFor(() => expect(seen.at(-1)?.total).toBe(8_998));
    controller.abort();
  }, 60_000);

  test('never starts after the signal', async () => {
    const callback = vi.fn();
    open().notes.watch(callback, AbortSignal.abort());
    expect(value(await open().notes.all())).toEqual([]);
    expect(callback).not.toHaveBeenCalled();
  });
});

describe('encounters', () => {
  const a1 = anEncounter('harbour:a', 'https://one.example/1', '2026-11-01T00:00:00Z');
  const a2 = anEncounter('harbour:a', 'https://two.example/1', '2026-11-03T00:00:00Z');
  const b1 = anEncounter('harbour:b', 'https://one.example/1', '2026-11-02T00:00:00Z');
  const limits = { now: '2026-11-05T00:00:00Z', days: 30, most: 100 };

  test('are kept once a claim and page, the one met last first', async () => {
    const { encounters } = open();
    value(await encounters.remember([a1, b1, a2], limits));
    const again = { ...a1, last: '2026-11-04T00:00:00Z', title: 'A page, updated' };
    value(await encounters.remember([again], limits));
    expect(value(await encounters.all()).map(({ id: key }) => key)).toEqual([a1.id, a2.id, b1.id]);
    expect(value(await encounters.ofClaims(['harbour:b']))).toEqual([b1]);
    expect(value(await encounters.all())[0]).toMatchObject({ first: a1.first, title: 'A page, updated' });
  });

  test('go when they are past their time or too many', async () => {
    const { encounters } = open();
    value(await encounters.remember([a1, b1, a2], { ...limits, most: 2 }));
    expect(value(await encounters.all())).toEqual([a2, b1]);
    value(await encounters.remember([], { ...limits, now: '2026-12-02T12:00:00Z' }));
    expect(value(await encounters.all())).toEqual([a2]);
  });

  test('are forgotten by claim, by outlet or wholly, and come back whole', async () => {
    const { encounters } = open();
    for (const [what, left] of [
      [{ claim: 'harbour:a' }, [b1]],
      [{ outlet: 'one.example' }, [a2]],
      ['everything', []],
    ] as const) {
      value(await encounters.remember([a1, b1, a2], limits));
      const forgotten = value(await encounters.forget(what));
      expect(value(await encounters.all())).toEqual(left);
      value(await encounters.restore(forgotten));
      expect(value(await encounters.all())).toEqual([a2, b1, a1]);
    }
  });

  test('that were met again since are not undone by bringing the old ones back', async () => {
    const { encounters } = open();
    value(await encounters.remember([a1], limits));
    const forgotten = value(await encounters.forget('everything'));
    const newer = { ...a1, last: '2026-11-04T00:00:00Z' };
    value(await encounters.remember([newer], limits));
    value(await encounters.restore(forgotten));
    expect(value(await encounters.all())).toEqual([newer]);
  });

  test('are watched', async () => {
    const { encounters } = open();
    const seen: number[] = [];
    const watching = new AbortController();
    encounters.watch((met) => seen.push(value(met).length), watching.signal);
    await vi.waitFor(() => expect(seen).toEqual([0]));
    value(await encounters.remember([a1], limits));
    await vi.waitFor(() => expect(seen.at(-1)).toBe(1));
    watching.abort();
  });
});

describe('corrections', () => {
  const correction = aCorrection();
  const key = correctionKey(correction.claim, correction.text);

  test('are kept once a claim and sentence, the latest first, and taken back', async () => {
    const { corrections } = open();
    const other = { ...correction, claim: 'harbour:b' as const, created: '2026-11-02T00:00:00Z' };
    value(await corrections.save(correction));
    value(await corrections.save({ ...correction, text: ' A  SENTENCE.' }));
    value(await corrections.save(other));
    expect(value(await corrections.keys())).toEqual(new Set([key, correctionKey('harbour:b', 'A sentence.')]));
    expect(value(await corrections.all()).map(({ claim }) => claim)).toEqual(['harbour:b', 'harbour:a']);
    expect(value(await corrections.remove(key))).toMatchObject({ claim: 'harbour:a', text: ' A  SENTENCE.' });
    expect(value(await corrections.remove(key))).toBeNull();
    expect(value(await corrections.byKey(key))).toBeNull();
    expect(value(await corrections.all())).toEqual([other]);
    // Those of a file do not change what is known.
    const fromFile = [{ ...other, title: 'Another title' }, correction, { ...correction, text: ' a sentence. ' }];
    expect(value(await corrections.saveNew(fromFile))).toHaveLength(1);
    expect(value(await corrections.all())).toHaveLength(2);
    expect(value(await corrections.all())).toContainEqual(other);
  });
});

describe('the database says what is wrong', () => {
  test('when the device has no room left; what was kept stays', async () => {
    const { notes } = open();
    await notes.save(aNote());
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('no room', 'QuotaExceededError');
    });
    expect(await notes.save(aNote({ id: id(2) }))).toMatchObject({ ok: false, error: { kind: 'quota' } });
    vi.restoreAllMocks();
    expect(value(await notes.all())).toEqual([aNote()]);
  });

  test.each([
    ['quota', new DOMException('full', 'QuotaExceededError')],
    ['quota', new Error('A mutation operation was attempted on a database that did not allow mutations.')],
    ['closed', new DOMException('newer', 'VersionError')],
    ['unavailable', new DOMException('private', 'InvalidStateError')],
    ['failed', new TypeError('a bug')],
  ])('%s, in the words of any browser', async (kind, thrown) => {
    const { notes } = open();
    value(await notes.save(aNote()));
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw thrown;
    });
    expect(await notes.save(aNote({ text: 'another' }))).toMatchObject({ ok: false, error: { kind } });
  });

  test('when the browser gives no storage, and goes on when it does', async () => {
    vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('not here', 'SecurityError');
    });
    const { notes } = open('caveat-nowhere');
    expect(await notes.all()).toMatchObject({ ok: false, error: { kind: 'unavailable' } });
    vi.restoreAllMocks();
    expect(value(await notes.all())).toEqual([]);
  });

  test('when another page holds an older version open, and goes on when it is closed', async () => {
    const older = await rawOpen(NAME, 5, (db) => db.createObjectStore('notes', { keyPath: 'id' }));
    const { notes } = open();
    const watched: unknown[] = [];
    const controller = new AbortController();
    notes.watch((state) => watched.push(state), controller.signal);
    const blocked = { ok: false, error: { kind: 'blocked' } };
    // Whoever waits is told, and whoever comes later.
    expect(await Promise.all([notes.all(), notes.all()])).toMatchObject([blocked, blocked]);
    expect(await notes.all()).toMatchObject(blocked);
    expect(watched).toMatchObject([blocked]);
    controller.abort();
    older.close();
    await vi.waitFor(async () => expect(await notes.all()).toEqual({ ok: true, value: [] }));
  });

  test('when a newer version took over, which it does not hold up', async () => {
    const { notes } = open();
    await notes.save(aNote());
    const newer = await rawOpen(NAME, 1000, () => {});
    expect(await notes.all()).toMatchObject({ ok: false, error: { kind: 'closed' } });
    newer.close();
  });

  test('but only opens again when the database was deleted', async () => {
    const { notes } = open();
    await notes.save(aNote());
    await deleteDatabase(NAME);
    expect(value(await notes.all())).toEqual([]);
  });
});

describe('databases of earlier versions', () => {
  const folder = fileURLToPath(new URL('../fixtures/db', import.meta.url));
  const frozen = (version: number): Frozen => JSON.parse(readFileSync(`${folder}/v${version}.json`, 'utf8')) as Frozen;

  test('are frozen, one for every version there ever was', () => {
    expect(readdirSync(folder).sort()).toEqual(versions.map(({ version }) => `v${version}.json`).sort());
  });

  test.each(versions.map(({ version }) => version))('open with every note: version %i', async (version) => {
    const before = frozen(version);
    await thaw(NAME, before);
    const notes = value(await open().notes.all());
    const rows = before.stores.find(({ name }) => name === 'notes')?.rows ?? [];
    expect(notes).toHaveLength(rows.length);
    expect(notes).toEqual(expect.arrayContaining(rows as Annotation[]));
    expect(value(await open().notes.onClaims(['mexico-mission:training-underway'])).length).toBeGreaterThan(0);
    expect(value(await open().notes.onPage('https://news.example/strait')).length).toBeGreaterThan(0);
    const rowsOf = (name: string) => before.stores.find((store) => store.name === name)?.rows ?? [];
    expect(value(await open().encounters.all())).toEqual(rowsOf('encounters'));
    expect(value(await open().corrections.keys()).size).toBe(rowsOf('corrections').length);
    expect(value(await open().corrections.all())).toHaveLength(rowsOf('corrections').length);
  });

  test('are what this version makes, so that no change goes without a version of its own', async () => {
    const latest = versions.at(-1)?.version ?? 0;
    await open().notes.save(aNote());
    closeAll();
    const raw = await rawOpen(NAME, latest * 10, () => {});
    const stores = [...raw.objectStoreNames].map((name) => {
      const store = raw.transaction(name).objectStore(name);
      const indexes = [...store.indexNames].map((index) => ({ name: index, keyPath: store.index(index).keyPath }));
      return { name, keyPath: store.keyPath, indexes };
    });
    raw.close();
    expect(stores).toEqual(frozen(latest).stores.map(({ rows: _rows, ...store }) => store));
  });
});
