/** What the library does to many notes at once, and what taking it back leaves alone. */
import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { createChanges } from '../../entrypoints/library/changes.ts';
import type { Notice } from '../../entrypoints/library/NoticeLine.tsx';
import { saveNotes } from '../../entrypoints/library/save-notes.ts';
import { store } from '../../entrypoints/library/storing.ts';
import type { Annotation } from '../../lib/annotation/index.ts';
import { type AddedClaimSet, bundledClaimSets } from '../../lib/claims/index.ts';
import { bringIn, type Database, openDatabase } from '../../lib/db/index.ts';
import { loadBackupState } from '../../lib/extension/index.ts';
import { t } from '../../lib/i18n/index.ts';
import { aClaim, aClaimSet, aCorrection, aNote, anEncounter as anEncounterOf } from '../support/builders.ts';
import { value } from '../support/stores.ts';

const NAME = 'caveat-changes';
const NOW = '2026-11-22T15:00:00.000Z';
const id = (n: number): string => `urn:uuid:00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;
const note = (n: number, fields: Partial<Annotation> = {}): Annotation =>
  aNote({ id: id(n), text: `note ${n}`, tags: [], ...fields });
const anEncounter = (title: string) => ({
  ...anEncounterOf(`harbour:${title}`, 'https://one.example/1', '2026-11-01T00:00:00Z'),
  title,
});

let db: Database;
beforeEach(async () => {
  for (const name of [NAME, `${NAME}-snapshots`]) await Dexie.delete(name);
  db = openDatabase(NAME);
  // No page is open that would have to hear of it.
  fakeBrowser.reset();
  vi.spyOn(fakeBrowser.tabs, 'query').mockResolvedValue([]);
});
afterEach(() => {
  db.close();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const written = async (): Promise<unknown[]> =>
  value(await db.notes.all())
    .map(({ text, tags }) => [text, ...tags])
    .sort();
/** Somebody writes in another window. */
const write = async (n: number, text: string): Promise<void> => {
  const stored = value(await db.notes.byId(id(n)));
  if (!stored) throw new Error('there is no such note');
  value(await db.notes.edit({ ...stored, text }, { before: stored.text, was: stored, now: new Date().toISOString() }));
};

describe('a tag on many notes', () => {
  test('is put on what is stored, and taken off without what was written meanwhile', async () => {
    const said: Notice[] = [];
    const changes = createChanges(db, (notice) => said.push(notice));
    value(await db.notes.saveAll([note(1), note(2, { tags: ['x', 'own'] }), note(3)]));
    // Shown as they were before this.
    await write(1, 'changed elsewhere');
    await changes.tag([id(1), id(2), id(4)], 'x', true);
    expect(await written()).toEqual([['changed elsewhere', 'x'], ['note 2', 'x', 'own'], ['note 3']]);
    await write(1, 'an hour of work');
    said.at(-1)?.onUndo?.();
    await expect.poll(() => said.length).toBe(2);
    // Note 2 had the tag before.
    expect(await written()).toEqual([['an hour of work'], ['note 2', 'x', 'own'], ['note 3']]);
    said.at(-1)?.onUndo?.();
    await expect.poll(() => said.length).toBe(3);
    expect(await written()).toEqual([['an hour of work', 'x'], ['note 2', 'x', 'own'], ['note 3']]);
  });

  test('says which notes hold no more', async () => {
    const said: Notice[] = [];
    const tags = Array.from({ length: 50 }, (_, index) => `tag ${index}`);
    value(await db.notes.saveAll([note(1, { tags }), note(2, { tags: ['x', ...tags.slice(1)] }), note(3)]));
    const changes = createChanges(db, (notice) => said.push(notice));
    await changes.tag([id(1), id(2), id(3)], 'x', true);
    const full = t('library_tagsFull', { count: 1, most: 50 });
    expect(said.at(-1)?.text).toBe(`${t('library_tagged', { count: 1, tag: 'x' })} ${full}`);
    await changes.tag([id(1), id(2), id(3)], 'x', false);
    expect(said.at(-1)?.text).not.toContain(full);
  });
});

describe('a file brought in', () => {
  test('without notes is told of without counting them', async () => {
    const said: Notice[] = [];
    const brought = { notes: [], replaced: [], corrections: [aCorrection()], history: [], claimSets: [] };
    const pacing = { onProgress: () => {}, signal: new AbortController().signal };
    await store(db, brought, pacing, (notice) => said.push(notice));
    expect(said.map(({ text }) => text)).toEqual([t('import_doneBeside')]);
    expect(t('import_doneBeside')).not.toBe(t('import_done', { count: 0 }));
  });

  test('is taken out again but for what was written into its notes since', async () => {
    const [mine, replaced] = [note(1), note(2)];
    value(await db.notes.saveAll([mine, replaced]));
    const later = { modified: '2026-11-22T15:30:00.000Z' };
    const theirs = [note(2, { text: 'theirs', ...later }), note(3), note(4)];
    const brought = { notes: theirs, replaced: [replaced], corrections: [], history: [], claimSets: [] };
    const pacing = { onProgress: () => {}, signal: new AbortController().signal };
    const first = await bringIn(db, brought, NOW, pacing);
    expect(first).toMatchObject({ saved: 3, complete: true });
    await write(3, 'an hour of work');
    expect(await first.undo()).toBe(true);
    expect(await written()).toEqual([['an hour of work'], ['note 1'], ['note 2']]);

    const second = await bringIn(db, brought, NOW, pacing);
    await write(2, 'theirs and mine');
    expect(await second.undo()).toBe(true);
    expect(await written()).toEqual([['note 1'], ['theirs and mine']]);
    expect(value(await db.snapshots.list())[0]).toMatchObject({ reason: 'import' });
  });

  test('takes the reading history it brought out with it, but for what was met again since or was there before', async () => {
    const limits = { now: '2026-11-05T00:00:00Z', days: 30, most: 100 };
    const [mine, theirs, again] = [anEncounter('mine'), anEncounter('theirs'), anEncounter('again')];
    const later = { last: '2026-11-04T00:00:00Z' };
    value(await db.encounters.remember([mine], limits));
    const history = [{ ...mine, title: 'As the file has it' }, theirs, again, theirs];
    const brought = { notes: [], replaced: [], corrections: [], history, claimSets: [] };
    const pacing = { onProgress: () => {}, signal: new AbortController().signal };
    const met = async () => value(await db.encounters.all()).map(({ title, last }) => [title, last]);

    const first = await bringIn(db, brought, NOW, pacing);
    expect(await met()).toHaveLength(3);
    const second = await bringIn(db, brought, NOW, pacing);
    expect(await second.undo()).toBe(true);
    expect(await met()).toHaveLength(3);
    value(await db.encounters.remember([{ ...again, ...later }], limits));
    expect(await first.undo()).toBe(true);
    expect(await met()).toEqual([
      ['again', later.last],
      ['mine', mine.last],
    ]);
  });

  test('takes only the corrections out again that it brought', async () => {
    const pacing = { onProgress: () => {}, signal: new AbortController().signal };
    const one = (text: string, title = 'theirs') => aCorrection({ text, title });
    const corrections = [one('a'), one('b'), one('c')];
    const brought = { notes: [note(1)], replaced: [], corrections, history: [], claimSets: [] };
    const there = async () => value(await db.corrections.all()).map(({ text, title }) => [text, title]);
    value(await db.corrections.save(one('a', 'mine')));
    const whole = await bringIn(db, brought, NOW, pacing);
    value(await db.corrections.save(one('b', 'mine since')));
    expect(await whole.undo()).toBe(true);
    expect((await there()).sort()).toEqual([
      ['a', 'mine'],
      ['b', 'mine since'],
    ]);

    // Stopped before any was kept.
    const failed = { ok: false, error: { kind: 'quota', detail: 'no room', saved: 0 } } as const;
    vi.spyOn(db.notes, 'saveInPortions').mockResolvedValue(failed);
    const none = await bringIn(db, brought, NOW, pacing);
    expect(none.complete).toBe(false);
    value(await db.corrections.save(one('c')));
    expect(await none.undo()).toBe(true);
    expect((await there()).map(([text]) => text).sort()).toEqual(['a', 'b', 'c']);
  });

  test('leaves out a claim set that comes with Caveat by now, and is complete', async () => {
    const [bundled] = bundledClaimSets();
    if (!bundled) throw new Error('no set comes with Caveat');
    const claimSets = [{ enabled: true, added: NOW, set: aClaimSet({ id: bundled.id }) }];
    const pacing = { onProgress: () => {}, signal: new AbortController().signal };
    const brought = { notes: [note(1)], replaced: [], corrections: [], history: [], claimSets };
    expect((await bringIn(db, brought, NOW, pacing)).complete).toBe(true);
  });

  test('without a safety copy before it, for want of room, says so', async () => {
    const said: Notice[] = [];
    const failed = { ok: false, error: { kind: 'quota', detail: 'no room' } } as const;
    vi.spyOn(db.snapshots, 'take').mockResolvedValue(failed);
    const brought = { notes: [note(1)], replaced: [], corrections: [], history: [], claimSets: [] };
    await store(db, brought, { onProgress: () => {}, signal: new AbortController().signal }, (notice) =>
      said.push(notice),
    );
    expect(said.at(-1)?.text).toContain(t('import_noCopy'));
    expect(await written()).toEqual([['note 1']]);
  });
});

describe('a file with everything', () => {
  const saved = async () => {
    const everything = { notes: [note(1)], isEverything: true, withHistory: false, claimOf: () => undefined };
    const pacing = { onProgress: () => {}, signal: new AbortController().signal };
    return saveNotes(db, everything, 'caveat', 'file', pacing);
  };
  beforeEach(() => {
    vi.spyOn(fakeBrowser.runtime, 'getManifest').mockReturnValue({ version: '0.1.0' } as never);
    vi.stubGlobal('document', { createElement: () => ({ click: () => {} }) });
  });

  test('is the last backup only when all of it could be read', async () => {
    const failed = { ok: false, error: { kind: 'failed', detail: 'damaged' } } as const;
    const reading = vi.spyOn(db.corrections, 'all').mockResolvedValue(failed);
    expect(await saved()).toBe(t('library_savedPartly'));
    expect((await loadBackupState()).saved).toBeNull();
    reading.mockRestore();
    expect(await saved()).toBe(t('menu_exported'));
    expect((await loadBackupState()).saved).not.toBeNull();
  });

  test('has the rows too that are no notes to this Caveat', async () => {
    const blob = vi.spyOn(URL, 'createObjectURL');
    const unread = [{ id: 'from-a-later-version' }];
    for (const isEverything of [true, false]) {
      const what = { notes: [note(1)], unread, isEverything, withHistory: false, claimOf: () => undefined };
      const pacing = { onProgress: () => {}, signal: new AbortController().signal };
      await saveNotes(db, what, 'caveat', 'file', pacing);
      const text = await new Response(blob.mock.lastCall?.[0] as Blob).text();
      expect(JSON.parse(text).stores).toEqual(isEverything ? { notes: unread } : undefined);
    }
  });

  test('leaves out claim sets that would make it too large to be read back, and says which', async () => {
    const words = 'x'.repeat(60_000_000);
    const sets = ['ferries', 'ports', 'trams'].map((id) => ({
      enabled: true,
      added: NOW,
      set: aClaimSet({ id, claims: [aClaim(id === 'trams' ? {} : { text: { en: words } })] }),
    }));
    vi.spyOn(db.claimSets, 'all').mockResolvedValue({ ok: true, value: sets });
    const blob = vi.spyOn(URL, 'createObjectURL');
    expect(await saved()).toBe(t('library_savedWithout'));
    const [file] = blob.mock.calls[0] ?? [];
    const text = await (file as Blob).text();
    expect(text.length).toBeLessThan(61_000_000);
    expect(JSON.parse(text).claimSets.map((one: AddedClaimSet) => one.set.id)).toEqual(['ferries', 'trams']);
    // It came in a file of its own: the notes are safe all the same.
    expect((await loadBackupState()).saved).not.toBeNull();
  });
});
