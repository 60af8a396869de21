import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Annotation, type Correction, correctionKey } from '../../lib/annotation/index.ts';
import type { PageText } from '../../lib/checker/index.ts';
import { type Database, openDatabase } from '../../lib/db/index.ts';
import { type BackgroundHandlers, createHandlers, type HandlerParts } from '../../lib/extension/index.ts';
import { ok } from '../../lib/result.ts';
import { defaultSettings } from '../../lib/settings.ts';
import { aClaimOnPage, aNote, aReport } from '../support/builders.ts';
import { aCaller } from './senders.ts';

const NOW = '2026-11-22T15:00:00.000Z';
const HERE = 'https://news.example/story';
const page: PageText = { source: HERE, title: 'Story', locale: 'en', text: 'Text.', truncated: false };
const id = (n: number): string => `urn:uuid:00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;

const without = <K extends keyof Annotation>(note: Annotation, key: K): Omit<Annotation, K> => {
  const { [key]: _left, ...rest } = note;
  return rest;
};
/** A note on a passage of `source` only, and one on a claim only. */
const onPassage = (n: number, source: string): Annotation =>
  without(aNote({ id: id(n), target: { source, selectors: [] } }), 'claim');
const onClaim = (n: number, claim: `${string}:${string}`): Annotation => without(aNote({ id: id(n), claim }), 'target');

let db: Database;
let changed: number;
let checked: [number, number][];
let announced: (number | null)[];

function background(parts: Partial<HandlerParts> = {}): BackgroundHandlers {
  return createHandlers({
    db,
    checker: async () => ({ check: async () => aReport() }),
    now: () => NOW,
    settings: async () => defaultSettings,
    onCorrectionsChanged: (except) => void announced.push(except),
    onNotesChanged: () => {
      changed += 1;
    },
    onChecked: (tabId, claims) => void checked.push([tabId, claims]),
    loadCard: async () => {},
    siteState: async () => 'on',
    ...parts,
  });
}

async function stored(): Promise<readonly Annotation[]> {
  const all = await db.notes.all();
  if (!all.ok) throw new Error(all.error.detail);
  return all.value;
}

beforeEach(async () => {
  await new Promise((resolve) => {
    indexedDB.deleteDatabase('caveat-handlers').onsuccess = resolve;
  });
  db = openDatabase('caveat-handlers');
  changed = 0;
  checked = [];
  announced = [];
});
afterEach(() => {
  db.close();
  vi.restoreAllMocks();
});

test('claim sets that changed are made ready before pages are checked again, all of them', async () => {
  const order: string[] = [];
  const handlers = background({
    checker: async () => {
      order.push('ready');
      return { check: async () => aReport() };
    },
    onCorrectionsChanged: (except) => void order.push(`check all but ${except}`),
  });
  expect(await handlers.claimSetsChanged({}, aCaller())).toEqual(ok(true));
  expect(order).toEqual(['ready', 'check all but null']);
});

describe('findPassages', () => {
  const text = 'Head\nA ferry is planned, officials say.\nNobody has approved it.';
  const quoting = (exact: string) => ({
    source: HERE,
    selectors: [{ type: 'TextQuoteSelector' as const, exact, prefix: '', suffix: '' }],
  });

  test('tells where the passages of this page stand, and leaves out what does not', async () => {
    await db.notes.save({ ...onPassage(1, HERE), target: quoting('Nobody has approved it.') });
    await db.notes.save({ ...onPassage(2, HERE), target: quoting('Words that stand nowhere in this text at all.') });
    await db.notes.save(aNote({ id: id(3), target: quoting('A ferry is planned') }));
    const elsewhere = { ...quoting('A ferry is planned'), source: 'https://other.example/' };
    await db.notes.save({ ...onPassage(4, HERE), target: elsewhere });
    const answer = await background().findPassages({ page: { ...page, text } }, aCaller());
    expect(answer.ok && answer.value.notes.map((note) => note.id).sort()).toEqual([id(1), id(2), id(3)]);
    expect(answer.ok && answer.value.passages).toEqual([{ id: id(1), span: { start: 40, end: 63 }, state: 'exact' }]);
  });

  test('knows a page by the addresses of its mobile and AMP views, also where it was noted before there was one key', async () => {
    const noted = [
      'https://m.news.example/story',
      'https://www.news.example/story',
      'https://news.example/story?amp=1',
    ];
    for (const [n, source] of noted.entries()) {
      await db.notes.save({ ...onPassage(n + 1, HERE), target: { ...quoting('A ferry is planned'), source } });
    }
    for (const url of ['https://m.news.example/story', 'https://www.news.example/story', HERE]) {
      const answer = await background().findPassages({ page: { ...page, source: url, text } }, aCaller({ url }));
      expect(answer.ok && answer.value.passages.map((passage) => passage.id).sort()).toEqual([id(1), id(2), id(3)]);
    }
  });

  test('is refused for a page of another origin', async () => {
    const caller = aCaller({ url: 'https://evil.example/' });
    expect(await background().findPassages({ page }, caller)).toMatchObject({ error: { reason: 'not-allowed' } });
  });
});

describe('checkPage', () => {
  test('answers with the report, the notes of this page and the notes on its claims', async () => {
    const { key } = aClaimOnPage();
    await db.notes.save(onPassage(1, HERE));
    await db.notes.save(onClaim(2, key));
    await db.notes.save({ ...aNote({ id: id(3), claim: key, target: { source: HERE, selectors: [] } }) });
    await db.notes.save(onPassage(4, 'https://other.example/'));
    await db.notes.save(onClaim(5, 'harbour:not-here'));
    const answer = await background().checkPage({ page }, aCaller());
    expect(answer).toMatchObject({ ok: true, value: { report: aReport() } });
    expect(answer.ok && answer.value.notes.map((note) => note.id).sort()).toEqual([id(1), id(2), id(3)]);
  });

  test('counts different claims for the tab’s own page, not for frames in it', async () => {
    await background().checkPage({ page }, aCaller());
    await background().checkPage({ page }, aCaller({ frameId: 4 }));
    expect(checked).toEqual([[7, 1]]);
  });

  test('is refused for a page of another origin', async () => {
    const check = vi.fn();
    const handlers = background({ checker: async () => ({ check }) });
    for (const url of [
      'https://evil.example/',
      'http://news.example/story',
      'https://news.example:8443/',
      null,
      'about:blank',
    ]) {
      expect(await handlers.checkPage({ page }, aCaller({ url }))).toMatchObject({ error: { reason: 'not-allowed' } });
    }
    expect(check).not.toHaveBeenCalled();
  });

  test('is answered for the page’s canonical address, which is of its origin', async () => {
    const answer = await background().checkPage({ page }, aCaller({ url: 'https://news.example/amp/story?x=1#y' }));
    expect(answer.ok).toBe(true);
  });

  test('is answered for a local file, for itself only', async () => {
    const file = { ...page, source: 'file:///home/me/story.html' };
    expect((await background().checkPage({ page: file }, aCaller({ url: 'file:///home/me/story.html#a' }))).ok).toBe(
      true,
    );
    expect((await background().checkPage({ page: file }, aCaller({ url: 'file:///home/me/other.html' }))).ok).toBe(
      false,
    );
  });

  test('gives the report without notes, and says so, when they cannot be read', async () => {
    vi.spyOn(db.notes, 'onPage').mockResolvedValue({ ok: false, error: { kind: 'blocked', detail: '' } });
    expect(await background().checkPage({ page }, aCaller())).toEqual(
      ok({ report: aReport(), notes: [], histories: [], notesProblem: 'blocked' }),
    );
  });

  test('stores nothing, in private windows neither', async () => {
    expect((await background().checkPage({ page }, aCaller({ incognito: true }))).ok).toBe(true);
    expect(await stored()).toEqual([]);
  });
});

describe('saveNote', () => {
  test('keeps a page’s note and lets the other pages know', async () => {
    expect(await background().saveNote({ note: aNote() }, aCaller())).toEqual(ok({ note: aNote() }));
    expect(await stored()).toEqual([aNote()]);
    expect(changed).toBe(1);
  });

  test('sets the time of a change, and changes neither claim, passage nor beginning', async () => {
    await db.notes.save(aNote());
    const edited = aNote({
      text: 'Which officials, exactly?',
      tags: ['ask'],
      created: '2001-01-01T00:00:00Z',
      claim: 'harbour:another',
      target: { source: 'https://news.example/another', selectors: [] },
    });
    expect(await background().saveNote({ note: edited }, aCaller())).toEqual(
      ok({ note: aNote({ text: 'Which officials, exactly?', tags: ['ask'], modified: NOW }) }),
    );
  });

  test('leaves an unchanged note as it was, without a word to anybody', async () => {
    await db.notes.save(aNote());
    expect(await background().saveNote({ note: aNote({ modified: NOW }) }, aCaller())).toEqual(ok({ note: aNote() }));
    expect(changed).toBe(0);
  });

  test('keeps both texts where two windows wrote: the later one is the note, the other a note of its own', async () => {
    await db.notes.save(aNote({ text: 'Begun.' }));
    const before = 'Begun.';
    await background().saveNote({ note: aNote({ text: 'Begun. One window.' }), before }, aCaller());
    const answer = await background().saveNote({ note: aNote({ text: 'The other window.' }), before }, aCaller());
    expect(answer).toMatchObject({
      ok: true,
      value: { note: { id: aNote().id, text: 'The other window.' }, other: { text: 'Begun. One window.' } },
    });
    expect((await stored()).map(({ text }) => text).sort()).toEqual(['Begun. One window.', 'The other window.']);
    // Who goes on writing in the window that was first has seen the other text by then.
    const on = { note: aNote({ text: 'The other window. And on.' }), before: 'The other window.' };
    expect(await background().saveNote(on, aCaller())).not.toHaveProperty('value.other');
    expect(await stored()).toHaveLength(2);
  });

  test('keeps tags and colour that another window set while this one wrote', async () => {
    const was = aNote({ tags: ['a'] });
    await db.notes.save(was);
    await db.notes.save({ ...was, tags: ['a', 'theirs'], color: 'pink' });
    const answer = await background().saveNote({ note: { ...was, text: 'Ours' }, before: was.text, was }, aCaller());
    expect(answer).toMatchObject({ ok: true, value: { note: { text: 'Ours', tags: ['a', 'theirs'], color: 'pink' } } });
  });

  test('brings a removed note back as it was', async () => {
    await db.notes.save(aNote());
    const removed = await background().removeNote({ id: aNote().id }, aCaller());
    if (!removed.ok || !removed.value) throw new Error('it was there');
    await background().saveNote({ note: removed.value }, aCaller());
    expect(await stored()).toEqual([aNote()]);
    expect(changed).toBe(2);
  });

  test('lets a page edit a note on a claim that was written on another page', async () => {
    await db.notes.save(aNote({ target: { source: 'https://other.example/', selectors: [] } }));
    const answer = await background().saveNote({ note: aNote({ text: 'More' }) }, aCaller());
    expect(answer).toMatchObject({
      ok: true,
      value: { note: { text: 'More', target: { source: 'https://other.example/' } } },
    });
  });

  test.each<[string, Annotation | null, Annotation]>([
    ['a new note for another site', null, onPassage(1, 'https://other.example/')],
    ['a note over one of another site', onPassage(1, 'https://other.example/'), onPassage(1, HERE)],
    ['a note on a claim over one of another site', onPassage(1, 'https://other.example/'), onClaim(1, 'harbour:a')],
  ])('is refused to a page: %s', async (_, existing, note) => {
    if (existing) await db.notes.save(existing);
    expect(await background().saveNote({ note: { ...note, text: 'Overwritten' } }, aCaller())).toMatchObject({
      error: { kind: 'refused', reason: 'not-allowed' },
    });
    expect(await stored()).toEqual(existing ? [existing] : []);
    expect(changed).toBe(0);
  });

  test('is open to our own pages for every note', async () => {
    const note = onPassage(1, 'https://other.example/');
    expect(await background().saveNote({ note }, aCaller({ role: 'extension', url: null }))).toEqual(ok({ note }));
  });

  test('says that nothing is stored from a private window', async () => {
    for (const role of ['page', 'extension'] as const) {
      expect(await background().saveNote({ note: aNote() }, aCaller({ role, incognito: true }))).toMatchObject({
        error: { kind: 'refused', reason: 'private-window' },
      });
    }
    expect(await stored()).toEqual([]);
  });

  test('says that there is no room', async () => {
    vi.spyOn(db.notes, 'edit').mockResolvedValue({ ok: false, error: { kind: 'quota', detail: 'full' } });
    expect(await background().saveNote({ note: aNote() }, aCaller())).toEqual({
      ok: false,
      error: { kind: 'failed', reason: 'quota', detail: 'full' },
    });
    expect(changed).toBe(0);
  });
});

describe('removeNote', () => {
  test('answers with the note it removed, and with null where there was none', async () => {
    await db.notes.save(aNote());
    expect(await background().removeNote({ id: aNote().id }, aCaller())).toEqual(ok(aNote()));
    expect(await background().removeNote({ id: aNote().id }, aCaller())).toEqual(ok(null));
    expect(changed).toBe(1);
  });

  test('is refused to a page for a note of another site, and from private windows', async () => {
    const note = onPassage(1, 'https://other.example/');
    await db.notes.save(note);
    expect(await background().removeNote({ id: id(1) }, aCaller())).toMatchObject({ error: { reason: 'not-allowed' } });
    const privately = aCaller({ role: 'extension', incognito: true });
    expect(await background().removeNote({ id: id(1) }, privately)).toMatchObject({
      error: { reason: 'private-window' },
    });
    expect(await stored()).toEqual([note]);
  });
});

describe('notesForPage', () => {
  test('answers with the notes of the page and of the claims named', async () => {
    await db.notes.save(onPassage(1, HERE));
    await db.notes.save(onClaim(2, 'harbour:a'));
    await db.notes.save(onClaim(3, 'harbour:b'));
    const answer = await background().notesForPage({ url: `${HERE}#top`, claims: ['harbour:a', 'no key'] }, aCaller());
    expect(answer.ok && answer.value.map((note) => note.id).sort()).toEqual([id(1), id(2)]);
  });

  test('does not tell a page what was noted on another site', async () => {
    await db.notes.save(onPassage(1, 'https://other.example/'));
    const asked = await background().notesForPage({ url: 'https://other.example/', claims: [] }, aCaller());
    expect(asked).toMatchObject({ error: { reason: 'not-allowed' } });
  });
});

describe('a restart of the background', () => {
  test('loses nothing: new handlers over the same database see the notes', async () => {
    await background().saveNote({ note: aNote() }, aCaller());
    db.close();
    db = openDatabase('caveat-handlers');
    const answer = await background().checkPage({ page }, aCaller());
    expect(answer).toMatchObject({ ok: true, value: { notes: [aNote()] } });
  });
});

describe('reading history', () => {
  const remembering = async () => ({ ...defaultSettings, remember: true });
  const met = async () => {
    const all = await db.encounters.all();
    return all.ok ? all.value : [];
  };

  test('is kept only with consent', async () => {
    const answer = await background().checkPage({ page }, aCaller());
    expect(answer).toMatchObject({ ok: true, value: { histories: [] } });
    expect(await met()).toEqual([]);
    await background({ settings: remembering }).checkPage({ page }, aCaller());
    expect(await met()).toMatchObject([{ claim: aClaimOnPage().key, outlet: 'news.example', page: HERE }]);
  });

  test('is never kept or shown in private windows, of frames, or of what is no page', async () => {
    const handlers = background({ settings: remembering });
    for (const caller of [aCaller({ incognito: true }), aCaller({ frameId: 3 }), aCaller({ role: 'extension' })]) {
      expect(await handlers.checkPage({ page }, caller)).toMatchObject({ value: { histories: [] } });
    }
    expect(await met()).toEqual([]);
    await handlers.checkPage({ page }, aCaller());
    expect(await handlers.checkPage({ page }, aCaller({ incognito: true }))).toMatchObject({
      value: { histories: [] },
    });
  });

  test('comes with the report when the claim was met before, and a page met twice is one encounter', async () => {
    const handlers = background({ settings: remembering });
    const other = { ...page, source: 'https://other.example/a', title: 'Elsewhere' };
    await handlers.checkPage({ page: other }, aCaller({ url: other.source }));
    for (const _ of [1, 2]) {
      const answer = await handlers.checkPage({ page }, aCaller());
      expect(answer.ok && answer.value.histories.map(({ claim }) => claim)).toEqual([aClaimOnPage().key]);
      expect(answer.ok && answer.value.histories[0]?.outlets).toContain('other.example');
    }
    expect(await met()).toHaveLength(2);
  });

  test('never stands in the way of a report', async () => {
    const broken = {
      ...db,
      encounters: {
        ...db.encounters,
        remember: async () => ({ ok: false, error: { kind: 'quota', detail: '' } }) as never,
        ofClaims: async () => ({ ok: false, error: { kind: 'quota', detail: '' } }) as never,
      },
    };
    const answer = await background({ db: broken, settings: remembering }).checkPage({ page }, aCaller());
    expect(answer).toMatchObject({ ok: true, value: { report: aReport(), histories: [] } });
  });
});

describe('corrections', () => {
  const correction: Correction = {
    claim: aClaimOnPage().key,
    text: 'A sentence of the page.',
    lang: 'en',
    source: `${HERE}#part`,
    title: 'Story',
    created: '2020-01-01T00:00:00.000Z',
  };
  const key = correctionKey(correction.claim, correction.text);

  test('are kept with the page’s key and the background’s time, told to other tabs, and used by every check', async () => {
    const check = vi.fn(async () => aReport());
    const handlers = background({ checker: async () => ({ check }) });
    const kept = await handlers.saveCorrection({ correction }, aCaller());
    expect(kept).toEqual(ok({ ...correction, source: HERE, created: NOW }));
    expect(announced).toEqual([7]);
    await handlers.checkPage({ page }, aCaller());
    expect(check).toHaveBeenLastCalledWith(page, new Set([key]));
    expect(await handlers.removeCorrection({ key }, aCaller())).toEqual(kept);
    await handlers.checkPage({ page }, aCaller());
    expect(check).toHaveBeenLastCalledWith(page, new Set());
    expect(await handlers.removeCorrection({ key }, aCaller())).toEqual(ok(null));
  });

  test('are refused of other sites’ sentences and from private windows', async () => {
    const handlers = background();
    const elsewhere = aCaller({ url: 'https://evil.example/' });
    expect(await handlers.saveCorrection({ correction }, elsewhere)).toMatchObject({
      error: { reason: 'not-allowed' },
    });
    expect(await handlers.saveCorrection({ correction }, aCaller({ incognito: true }))).toMatchObject({
      error: { reason: 'private-window' },
    });
    expect(await db.corrections.all()).toEqual(ok([]));
    await handlers.saveCorrection({ correction }, aCaller());
    expect(await handlers.removeCorrection({ key }, elsewhere)).toMatchObject({ error: { reason: 'not-allowed' } });
    expect(await handlers.removeCorrection({ key }, aCaller({ incognito: true }))).toMatchObject({
      error: { reason: 'private-window' },
    });
    expect(
      await handlers.removeCorrection({ key }, aCaller({ role: 'extension', url: null, tabId: null })),
    ).toMatchObject({ ok: true });
    expect(announced).toEqual([7, null]);
  });
});

describe('tagsInUse', () => {
  test('answers with the tags that begin so, the most used first, a few at most', async () => {
    for (let n = 0; n < 12; n += 1) await db.notes.save({ ...onPassage(n, HERE), tags: [`t${n}`, 'Ferry', 'other'] });
    await db.notes.save({ ...onPassage(20, HERE), tags: ['fer'] });
    const typed = async (text: string) => {
      const answer = await background().tagsInUse({ typed: text }, aCaller());
      return answer.ok ? answer.value : answer.error;
    };
    expect(await typed('fer')).toEqual(['Ferry', 'fer']);
    expect((await typed('')) as string[]).toHaveLength(8);
    expect(((await typed('')) as string[]).slice(0, 2)).toEqual(['Ferry', 'other']);
    expect(await typed('x')).toEqual([]);
  });
});

describe('siteState', () => {
  test('tells a page of its own site, and of no other', async () => {
    const handlers = background({ siteState: async (url) => (url.startsWith(HERE) ? 'off' : 'on') });
    expect(await handlers.siteState({ url: HERE }, aCaller())).toEqual(ok('off'));
    expect(await handlers.siteState({ url: 'https://other.example/' }, aCaller())).toMatchObject({
      ok: false,
      error: { reason: 'not-allowed' },
    });
  });
});

describe('loadCard', () => {
  test('has the script come into the frame that asks, and into no other', async () => {
    const asked: unknown[] = [];
    const handlers = background({ loadCard: async (...where) => void asked.push(where) });
    await handlers.loadCard({ part: 'markdown' }, aCaller({ tabId: 4, frameId: 2 }));
    expect(asked).toEqual([[4, 2, 'markdown']]);
    expect(await handlers.loadCard({ part: 'card' }, aCaller({ tabId: null, frameId: null }))).toMatchObject({
      ok: false,
    });
    expect(asked).toHaveLength(1);
  });
});
