/**
 * What must not cost a reader a note: the background stopped in the middle, the browser killed, no room left, two windows
 * at one note. A note is acknowledged when the background has answered that it is kept; from then on it has to be there.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Annotation } from '../../lib/annotation/index.ts';
import { until } from '../../scripts/driver.ts';
import { aNote } from '../support/builders.ts';
import { Card } from './card.ts';
import { kinds, type Reader, words } from './harness.ts';
import { openReader, openStory } from './story.ts';

const PAGE = 'https://news.example/faults';
const idOf = (n: number): string => `urn:uuid:00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;

/** The notes of a test, told apart by its number. */
const noteOf = (round: number, n: number, text = `Note ${n} of round ${round}`): Annotation => {
  const { claim: _claim, ...note } = aNote({
    id: idOf(round * 100_000 + n),
    text,
    target: { source: `${PAGE}-${round}`, selectors: [] },
  });
  return note;
};

type Reply = { readonly ok: boolean; readonly value?: unknown; readonly error?: { readonly kind: string } };

/** Asks the background from a page of the extension, as the library and the panel would. */
const call = (reader: Reader, name: string, request: object): Promise<Reply> =>
  reader.driver.ask(
    `browser.runtime.sendMessage(${JSON.stringify({ caveat: 1, to: 'background', call: name, request })})
      .catch((error) => ({ ok: false, error: { kind: 'no-receiver', detail: String(error) } }))`,
  );

/** What is stored for a round, by id. */
async function stored(reader: Reader, round: number): Promise<ReadonlyMap<string, string>> {
  const reply = await call(reader, 'notesForPage', { url: `${PAGE}-${round}`, claims: [] });
  if (!reply.ok) throw new Error(`The notes could not be read: ${JSON.stringify(reply)}`);
  return new Map((reply.value as readonly Annotation[]).map(({ id, text }) => [id, text]));
}

/**
 * Begins to save notes one after the other in a page of the extension, which writes down what was acknowledged. A save that
 * failed is written down too and not tried again.
 */
const beginSaving = (reader: Reader, notes: readonly Annotation[]): Promise<void> =>
  reader.driver.ask(`(() => {
    globalThis.acknowledged = [];
    globalThis.failed = [];
    (async () => {
      for (const note of ${JSON.stringify(notes)}) {
        const envelope = { caveat: 1, to: 'background', call: 'saveNote', request: { note } };
        const reply = await browser.runtime.sendMessage(envelope).catch((error) => ({ ok: false, why: String(error) }));
        (reply?.ok ? globalThis.acknowledged : globalThis.failed).push(note.id);
      }
    })();
  })()`);

const soFar = (reader: Reader): Promise<{ acknowledged: string[]; failed: string[] }> =>
  reader.driver.ask('({ acknowledged: globalThis.acknowledged, failed: globalThis.failed })');

describe.each(kinds)('a reader of %s loses no note', (kind) => {
  const visit = openReader(kind);

  test('when the background is stopped during saves: each is kept, or was not acknowledged and can be tried again', async () => {
    const notes = Array.from({ length: 240 }, (_, n) => noteOf(1, n));
    await beginSaving(visit.reader, notes);
    for (const count of [20, 70, 130]) {
      await until(`${count} saves`, async () => {
        const { acknowledged, failed } = await soFar(visit.reader);
        return acknowledged.length + failed.length >= count;
      });
      await visit.reader.stopBackground();
    }
    const { acknowledged, failed } = await until(
      'all saves to have ended',
      async () => {
        const now = await soFar(visit.reader);
        return now.acknowledged.length + now.failed.length === notes.length && now;
      },
      60_000,
    );
    const there = await stored(visit.reader, 1);
    expect(acknowledged.filter((id) => !there.has(id))).toEqual([]);
    expect(acknowledged.length).toBeGreaterThan(200);
    for (const id of failed) {
      const again = notes.find((note) => note.id === id);
      expect(await call(visit.reader, 'saveNote', { note: again })).toMatchObject({ ok: true });
    }
    expect((await stored(visit.reader, 1)).size).toBe(notes.length);
  });

  test('when the browser is killed during 1,000 writes: every acknowledged note is there', async ({ annotate }) => {
    const notes = Array.from({ length: 1_000 }, (_, n) => noteOf(2, n));
    await visit.reader.settled();
    await beginSaving(visit.reader, notes);
    const before = await until(
      '300 saves',
      async () => {
        const { acknowledged } = await soFar(visit.reader);
        return acknowledged.length >= 300 && acknowledged;
      },
      60_000,
    );
    await visit.reader.crash();
    const there = await stored(visit.reader, 2);
    void annotate(`${kind}: ${before.length} acknowledged before the kill, ${there.size} there after it`);
    expect(before.length).toBeLessThan(1_000);
    expect(before.filter((id) => !there.has(id))).toEqual([]);
    for (const [id, text] of there) expect(text).toBe(notes.find((note) => note.id === id)?.text);
    // And it goes on as if nothing had been.
    expect(await call(visit.reader, 'saveNote', { note: noteOf(2, 5_000) })).toMatchObject({ ok: true });
    expect((await stored(visit.reader, 1)).size).toBe(240);
  });

  test('when two windows edit one note: both texts are kept, and the second is told', async () => {
    await call(visit.reader, 'saveNote', { note: noteOf(3, 1, 'Begun.') });
    const edit = (text: string) => call(visit.reader, 'saveNote', { note: noteOf(3, 1, text), before: 'Begun.' });
    const replies = await Promise.all(['One window wrote this.', 'Another wrote that.'].map(edit));
    expect(replies.map(({ ok }) => ok)).toEqual([true, true]);
    expect(replies.filter(({ value }) => 'other' in (value as object))).toHaveLength(1);
    const texts = [...(await stored(visit.reader, 3)).values()].sort();
    expect(texts).toEqual(['Another wrote that.', 'One window wrote this.']);
  });

  test('when two windows are written in at the same time: each keeps its text, and one says that there are two', async () => {
    const address = visit.server.url('stories/wire.html');
    const one = await visit.reader.newPage(address);
    await visit.reader.turnSiteOn(one);
    // A window of its own, so that neither is hidden while the other is used.
    const other = await visit.reader.caveat.browser.newPage({ type: 'window' });
    await other.goto(address);
    const cards = [new Card(visit.reader, one), new Card(visit.reader, other)] as const;
    for (const card of cards) await card.openAt('Little evidence of what the vessels carried');
    await cards[0].typeNote('Ask the Pentagon.');
    await cards[1].typeNote('Ask the families.');
    const both = words('note_status_both');
    await until('both texts to be kept', async () => {
      const said = await Promise.all(cards.map((card) => card.noteStatus()));
      return said.includes(both) && said.every((status) => [both, words('note_status_saved'), ''].includes(status));
    });
    const kept = await call(visit.reader, 'notesForPage', { url: address, claims: [] });
    const texts = (kept.value as readonly Annotation[]).map(({ text }) => text).sort();
    expect(texts).toEqual(['Ask the Pentagon.', 'Ask the families.']);
    await other.close();
    await one.close();
  });
});

describe.each(kinds)('a reader of %s without room on the device', (kind) => {
  // With `unlimitedStorage` the browser sets no limit that a test could reach. Firefox takes one, in kilobytes, at its
  // start only: there the room is filled.
  const story = openStory(kind, 'stories/wire.html', {
    without: ['unlimitedStorage'],
    preferences: { 'dom.quotaManager.temporaryStorage.fixedLimit': 6_000 },
  });

  /**
   * Saves notes of so many characters, which cannot be compressed, until none is taken. The notes themselves have to use up
   * the room, on all pages of the database, and be refused many times running: Firefox empties the journal of a database
   * after a failed write, as after two idle seconds, and what the journal held is room again.
   */
  async function saveUntilRefused(size: number, times: number): Promise<void> {
    for (let refused = 0; refused < times; ) {
      const text = randomBytes(size).toString('base64').slice(0, size);
      const { claim: _claim, ...note } = aNote({
        id: `urn:uuid:${randomUUID()}`,
        text,
        target: { source: `${PAGE}-${randomUUID()}`, selectors: [] },
      });
      const { ok } = await call(story.reader, 'saveNote', { note });
      refused = ok ? 0 : refused + 1;
    }
  }

  /** Leaves the extension no room; answers with what gives it back. */
  async function useUpRoom(): Promise<() => Promise<void>> {
    const other = await story.reader.openExtensionPage('welcome.html');
    if (kind === 'firefox') {
      await other.evaluate(fill);
      for (const size of [15_000, 2_000, 200]) await saveUntilRefused(size, 10);
      await saveUntilRefused(1, 200);
      return async () => {
        await other.evaluate(
          () =>
            new Promise((resolve, reject) => {
              Object.assign(indexedDB.deleteDatabase('filler'), { onsuccess: resolve, onerror: reject });
            }),
        );
        await other.close();
      };
    }
    const session = await other.createCDPSession();
    const origin = await other.evaluate(() => location.origin);
    await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
    // The limit lives as long as the session does.
    return async () => {
      await session.detach();
      await other.close();
    };
  }

  test('is told, keeps what was typed, and can save it once there is room', async () => {
    // Before anything else is written: Chromium remembers for half a minute that there was room.
    const giveBack = await useUpRoom();
    expect(await call(story.reader, 'saveNote', { note: noteOf(4, 2) })).toMatchObject({
      ok: false,
      error: { kind: 'failed', reason: 'quota' },
    });
    const card = new Card(story.reader, story.page);
    await story.page.bringToFront();
    await card.openAt('Little evidence of what the vessels carried');
    await card.writeNote('Typed when the disk was full.', words('note_status_quota'));
    expect(await card.note()).toBe('Typed when the disk was full.');
    expect((await stored(story.reader, 4)).size).toBe(0);
    await giveBack();
    await story.page.bringToFront();
    await card.press(words('note_retry'));
    await until('the note to be kept', async () => (await card.noteStatus()) === words('note_status_saved'));
    expect(await call(story.reader, 'saveNote', { note: noteOf(4, 2) })).toMatchObject({ ok: true });
    expect((await stored(story.reader, 4)).size).toBe(1);
  });
});

/** In a page: four megabytes in a database of its own, which can be deleted without any room. */
async function fill(): Promise<void> {
  const bytes = new Uint8Array(4_000_000);
  for (let at = 0; at < bytes.length; at += 65_536) crypto.getRandomValues(bytes.subarray(at, at + 65_536));
  const opening = indexedDB.open('filler');
  opening.onupgradeneeded = () => opening.result.createObjectStore('bytes').put(bytes, 0);
  await new Promise((resolve, reject) => {
    opening.onsuccess = resolve;
    opening.onerror = reject;
  });
  opening.result.close();
}
