/** What becomes of passages between the page and those who keep them: late, refused, deleted, heard of too early. */
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { NoteKept } from '../../components/note-kept.ts';
import { passageDesk } from '../../entrypoints/card/passages.tsx';
import type { PageSide } from '../../entrypoints/in-page/door.ts';
import type { Annotation } from '../../lib/annotation/index.ts';
import { browserLayout, type DescribedPassage, readPageText } from '../../lib/dom/index.ts';

const described: DescribedPassage = {
  target: {
    source: 'https://news.example/a',
    selectors: [{ type: 'TextQuoteSelector', exact: 'some words', prefix: '', suffix: '' }],
  },
  quote: 'some words',
  span: { start: 0, end: 10 },
  ranges: [],
};

/** A page whose notes are kept by `keep`, each answer when it is let through. */
function aPage(keep: (note: Annotation) => Promise<NoteKept> = async () => true) {
  let notes: readonly Annotation[] = [];
  const painted: string[][] = [];
  const kept: Annotation[] = [];
  let count = 0;
  let address = described.target.source;
  const page = {
    annotator: {
      setNotes: (now: readonly Annotation[]) => void painted.push(now.map(({ id }) => id)),
      address: () => address,
      rangesOf: () => [],
      passages: () => [],
      everything: () => readPageText(document, { ...browserLayout(document), everything: true }),
    },
    notes: () => notes,
    color: () => 'pink',
    setColor: vi.fn(),
    newNoteId() {
      count += 1;
      return `urn:uuid:00000000-0000-4000-8000-${String(count).padStart(12, '0')}`;
    },
    async keepNote(note: Annotation) {
      const answer = await keep(note);
      if (answer === true) {
        kept.push(note);
        notes = [...notes.filter(({ id }) => id !== note.id), note];
      }
      return answer;
    },
    async removeNote(id: string) {
      notes = notes.filter((note) => note.id !== id);
      return true;
    },
  };
  // What the desk asks of a page, and nothing else.
  return {
    desk: passageDesk(page as unknown as PageSide),
    painted,
    kept,
    page,
    hear: (heard: readonly Annotation[]) => {
      notes = heard;
    },
    go: (to: string) => {
      address = to;
    },
  };
}

describe('the desk of passages', () => {
  test('a new one is on the page before it is kept, in the colour of last use', async () => {
    let letThrough: (answer: NoteKept) => void = () => {};
    const answer = new Promise<NoteKept>((resolve) => {
      letThrough = resolve;
    });
    const { desk, painted } = aPage(() => answer);
    const { id, kept } = desk.add(described, 'highlighting');
    expect(painted).toEqual([[id]]);
    expect(desk.item(id)).toMatchObject({ note: { color: 'pink', motivation: 'highlighting' } });
    letThrough(true);
    expect(await kept).toBe(true);
  });

  test('one that could not be kept says so, and goes with its card', async () => {
    const { desk, painted } = aPage(async () => 'private-window');
    const { id, kept } = desk.add(described, 'commenting');
    expect(await kept).toBe('private-window');
    expect(desk.item(id)?.kept).toBe('private-window');
    await desk.leave(id);
    expect(painted.at(-1)).toEqual([]);
    expect(desk.item(id)).toBeNull();
  });

  test('one that could not be kept stays with what was written into it, also when its card is closed', async () => {
    let answer: NoteKept = 'quota';
    const { desk, painted, hear, page, kept, go } = aPage(async () => answer);
    const { id } = desk.add(described, 'commenting');
    await desk.change(id, { text: 'Why?' });
    // The page heard of it when it was marked.
    hear([{ ...described, id } as unknown as Annotation]);
    await desk.change(id, { tags: ['ask'] });
    await desk.leave(id);
    expect(desk.item(id)).toMatchObject({ note: { text: 'Why?', tags: ['ask'] }, kept: 'quota' });
    // Its notes are asked for again, and none of them is stored.
    hear([]);
    desk.heed();
    expect(painted.at(-1)).toEqual([id]);
    const told = painted.length;
    desk.heed();
    expect(painted).toHaveLength(told);
    // It is no passage of the next page, and there again on the way back.
    go('https://news.example/b');
    hear([]);
    desk.heed();
    expect(painted).toHaveLength(told);
    go(described.target.source);
    hear([]);
    desk.heed();
    expect(painted.slice(told)).toEqual([[id]]);
    answer = true;
    expect(await desk.change(id, {})).toBe(true);
    expect(kept.at(-1)).toMatchObject({ text: 'Why?', tags: ['ask'] });
    await desk.leave(id);
    expect(page.notes().map((note) => note.id)).toEqual([id]);
  });

  test('one that could not be kept stays with its tags alone', async () => {
    const { desk, painted } = aPage(async () => 'quota');
    const { id } = desk.add(described, 'highlighting');
    await desk.change(id, { tags: ['ask'] });
    await desk.leave(id);
    expect(desk.item(id)).toMatchObject({ note: { text: '', tags: ['ask'] }, kept: 'quota' });
    expect(painted.at(-1)).toEqual([id]);
  });

  test('one that could not be kept and holds no words goes, although the page has heard of it', async () => {
    const { desk, painted, hear } = aPage(async () => false);
    const { id } = desk.add(described, 'highlighting');
    hear([{ ...described, id } as unknown as Annotation]);
    await desk.leave(id);
    expect(painted.at(-1)).toEqual([]);
  });

  test('what was typed into one that was refused is kept whole once it is let in', async () => {
    let answer: NoteKept = 'quota';
    const { desk, kept } = aPage(async () => answer);
    const { id } = desk.add(described, 'highlighting');
    expect(await desk.change(id, { text: 'Why?', motivation: 'commenting' })).toBe('quota');
    answer = true;
    expect(await desk.change(id, { tags: ['ask'] })).toBe(true);
    expect(kept).toHaveLength(1);
    expect(kept[0]).toMatchObject({ text: 'Why?', motivation: 'commenting', tags: ['ask'] });
  });

  test('changes made at once each start from the one before', async () => {
    const { desk, kept, page } = aPage(() => new Promise((resolve) => setTimeout(() => resolve(true), 5)));
    const { id } = desk.add(described, 'highlighting');
    await Promise.all([
      desk.change(id, { text: 'Why?' }),
      desk.change(id, { color: 'blue' }),
      desk.change(id, { tags: ['ask'] }),
    ]);
    expect(kept.at(-1)).toMatchObject({ text: 'Why?', color: 'blue', tags: ['ask'] });
    expect(page.setColor).toHaveBeenCalledExactlyOnceWith('blue');
  });

  test('one whose edge is moved keeps nothing that says where it stood', async () => {
    const text = document.createElement('p');
    text.textContent = 'There are some words here.';
    document.body.append(text);
    onTestFinished(() => text.remove());
    const range = document.createRange();
    range.selectNodeContents(text);
    const before = { type: 'RangeSelector', startContainer: '/p[9]' };
    const { desk, kept } = aPage();
    const { id } = desk.add(
      { ...described, target: { ...described.target, otherSelectors: [before] } },
      'highlighting',
    );
    expect(await desk.moveTo(id, range)).toBe('There are some words here.');
    expect(kept.at(-1)?.target?.otherSelectors).toEqual(desk.describeRange(range)?.target.otherSelectors);
    expect(kept.at(-1)?.target?.otherSelectors).not.toContainEqual(before);
    const shadow = document.createElement('div');
    text.append(shadow);
    shadow.attachShadow({ mode: 'open' }).textContent = 'Words in a shadow.';
    range.selectNodeContents(shadow.shadowRoot as ShadowRoot);
    expect(await desk.moveTo(id, range)).toBe('Words in a shadow.');
    expect(kept.at(-1)?.target).not.toHaveProperty('otherSelectors');
  });

  test('an answer of the page’s that is older than what was kept does not take it off the card', async () => {
    const { desk, hear } = aPage();
    const { id, kept } = desk.add(described, 'highlighting');
    await kept;
    hear([]);
    expect(desk.item(id)?.note.id).toBe(id);
    await desk.leave(id);
    expect(desk.item(id)).toBeNull();
  });

  test('a deleted one can be brought back as it was, while its card is open', async () => {
    const { desk, kept } = aPage();
    const { id } = desk.add(described, 'highlighting');
    await desk.change(id, { text: 'Why?' });
    expect(await desk.remove(id)).toBe(true);
    expect(desk.item(id)).toMatchObject({ removed: true, note: { text: 'Why?' } });
    expect(await desk.restore(id)).toBe(true);
    expect(desk.item(id)?.removed).toBeUndefined();
    expect(kept.at(-1)?.text).toBe('Why?');
  });
});
