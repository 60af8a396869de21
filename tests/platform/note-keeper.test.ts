/** A note open in two windows, whose words to the store and from it take their time. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keepNote } from '../../components/note-keeper.ts';
import { mergeEdit } from '../../lib/db/edit-note.ts';
import { aNote } from '../support/builders.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const after = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
/** The same numbers, from 0 to 1, for the same seed. */
function chances(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

/** One stored note, and windows that hear of what it says up to `slowest` ms late, though in its order. */
function aStore(chance: () => number, slowest: number) {
  let note = aNote({ text: 'first' });
  const apart: string[] = [];
  const windows: ((text: string) => void)[] = [];
  const late = () => after(chance() * slowest);

  async function save(text: string, before: string): Promise<true> {
    await late();
    const now = new Date().toISOString();
    const edited = mergeEdit(note, { ...note, text }, { before, now, otherId: 'other' });
    if (edited.other) apart.push(edited.other.text);
    note = edited.note;
    for (const show of windows) show(note.text);
    await late();
    return true;
  }
  function open(subject: string) {
    let stored = 'first';
    let field = 'first';
    let last = Promise.resolve();
    const keeper = keepNote(
      subject,
      () => ({ stored, onSave: save }),
      (news) => {
        field = news.text ?? field;
      },
    );
    windows.push((text) => {
      const arrives = late();
      last = Promise.all([last, arrives]).then(() => {
        if (stored === text) return;
        stored = text;
        keeper.heed();
      });
    });
    return { edit: keeper.edit, field: () => field };
  }
  return { open, kept: () => [note.text, ...apart], stored: () => note.text };
}

test('ends as it is stored in both, whichever texts return', async () => {
  for (let seed = 1; seed <= 400; seed += 1) {
    const chance = chances(seed * 7_919);
    const { open, stored } = aStore(chance, 450);
    const both = [open(`left ${seed}`), open(`right ${seed}`)];
    for (let step = 0; step < 12; step += 1) {
      const text = ['one', 'two', 'three'][Math.floor(chance() * 3)] ?? '';
      both[Math.floor(chance() * 2)]?.edit(text);
      await vi.advanceTimersByTimeAsync(chance() * 1_500);
    }
    await vi.advanceTimersByTimeAsync(20_000);
    expect(
      both.map(({ field }) => field()),
      `seed ${seed}`,
    ).toEqual([stored(), stored()]);
  }
});

test('keeps a text that is typed again while the store still shows that it was there', async () => {
  const sent: string[] = [];
  let stored = 'first';
  const onSave = async (text: string) => sent.push(text) > 0;
  const keeper = keepNote(
    'again',
    () => ({ stored, onSave }),
    () => {},
  );
  for (const text of ['one', 'two', 'one']) {
    keeper.edit(text);
    await vi.advanceTimersByTimeAsync(700);
  }
  keeper.edit('two');
  for (const text of ['one', 'two']) {
    stored = text;
    keeper.heed();
  }
  await vi.advanceTimersByTimeAsync(700);
  expect(sent).toEqual(['one', 'two', 'one', 'two']);
});
