import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { type Annotation, type Color, findPassages, newAnnotation } from '../../../lib/annotation/index.ts';
import type { PageText } from '../../../lib/checker/index.ts';
import { annotatePage, createHighlighter, describer, type PageState, type Selected } from '../../../lib/dom/index.ts';
import { err, ok } from '../../../lib/result.ts';
import { aClaim, aClaimAnnotation, aClaimOnPage, aReport } from '../../support/builders.ts';
import { addShadow, openPage, serialised } from './frame.ts';

type View = Window & typeof globalThis;

const filler =
  '<p>The committee met for three hours on Tuesday behind closed doors and said nothing afterwards.</p>'.repeat(8);
const story = `<article><h1>Head</h1><p id="first">A ferry is planned, <b>officials</b> say. It is not approved.</p>${filler}<p id="last">The ferry will cost 75 million, they add.</p></article>
<aside class="related"><p id="aside">Elsewhere: the bridge is closed for repairs.</p></aside>`;

/** A background with these notes, and the page under its annotator. */
function start(page: Document, stored: Annotation[] = []) {
  const end = new AbortController();
  onTestFinished(() => end.abort());
  const selected: Selected[] = [];
  const states: PageState[] = [];
  const asked: PageText[] = [];
  const highlighter = createHighlighter(page, end.signal);
  let gate: Promise<void> = Promise.resolve();
  let problem: string | null = null;
  const annotated = annotatePage(page, {
    async check(text) {
      if (problem !== null) return err(problem);
      const sentence = 'A ferry is planned, officials say.';
      const from = text.text.indexOf(sentence);
      const claim = aClaimOnPage(aClaim());
      const annotations =
        from < 0 ? [] : [aClaimAnnotation(claim, { quote: sentence, sentence: { start: from, end: from + 34 } })];
      return ok({ report: aReport({ annotations, claims: [claim] }), notes: stored });
    },
    passages: {
      notes: async () => ok(stored),
      async find(text) {
        asked.push(text);
        await gate;
        const marked = stored.map(({ id, target }) => ({ id, selectors: target?.selectors ?? [] }));
        return ok({ notes: stored, passages: findPassages(text.text, marked) });
      },
    },
    highlighter,
    signal: end.signal,
    onSelect: (choice) => selected.push(choice),
    onReport: (state) => states.push(state),
  });
  const annotator = { ...annotated, ...describer(page, annotated.everything) };
  return {
    annotator,
    highlighter,
    selected,
    states,
    asked,
    end,
    stored,
    /** From now on checks bring no answer. */
    fail() {
      problem = 'no answer';
    },
    /** Answers wait until the function returned is called. */
    hold() {
      let release = () => {};
      gate = new Promise((resolve) => (release = resolve));
      return () => release();
    },
  };
}

let count = 0;
const rangeOver = (node: Node | null | undefined): Range => {
  const range = node?.ownerDocument?.createRange();
  if (!node || !range) throw new Error('no such element');
  range.selectNodeContents(node);
  return range;
};

/** A note on what `range` covers, as the adder makes it. */
function noteOn(
  annotator: Pick<ReturnType<typeof describer>, 'describeRange'>,
  range: AbstractRange,
  color?: Color,
): Annotation {
  const described = annotator.describeRange(range);
  if (!described) throw new Error('nothing to note');
  count += 1;
  return newAnnotation({
    id: `00000000-0000-4000-8000-${String(count).padStart(12, '0')}`,
    now: '2026-11-22T18:00:00.000Z',
    target: described.target,
    ...(color ? { color } : {}),
  });
}

/** What is drawn in the reader's colours, by name. */
function painted(page: Document): Record<string, string[]> {
  const entries = [...(page.defaultView as View).CSS.highlights].filter(([name]) => /^caveat-[h-r]/.test(name));
  return Object.fromEntries(entries.map(([name, highlight]) => [name, [...highlight].map(String)]));
}
/** What is drawn for claims. */
const claimTexts = (page: Document): string[] =>
  [...(page.defaultView as View).CSS.highlights].flatMap(([name, highlight]) =>
    /^caveat-[h-r]/.test(name) ? [] : [...highlight].map(String),
  );
const texts = (page: Document): string[] => Object.values(painted(page)).flat();

/** Notes on the words of these elements, made on a page with `body` and kept. */
async function notesOn(body: string, ...selectors: string[]): Promise<Annotation[]> {
  const page = await openPage(body);
  const { annotator, end } = start(page);
  const notes = selectors.map((selector) => noteOn(annotator, rangeOver(page.querySelector(selector))));
  end.abort();
  return notes;
}

describe('passages of a page', () => {
  it('are painted in their colour, also where the page is no article, and leave it as it was', async () => {
    const page = await openPage('<h1>Shop</h1><p id="a">A ferry ticket.</p><p id="b">A bus ticket.</p>');
    const before = serialised(page);
    const { annotator, end } = start(page);
    annotator.setNotes([
      noteOn(annotator, rangeOver(page.querySelector('#a'))),
      noteOn(annotator, rangeOver(page.querySelector('#b')), 'green'),
    ]);
    expect(painted(page)).toEqual({ 'caveat-h1': ['A ferry ticket.'], 'caveat-i1': ['A bus ticket.'] });
    expect(annotator.state()).toMatchObject({
      state: 'not-article',
      notes: [{}, {}],
      passages: [{ state: 'exact' }, { state: 'exact' }],
    });
    expect(serialised(page)).toBe(before);
    end.abort();
    expect(painted(page)).toEqual({});
    expect(serialised(page)).toBe(before);
  });

  it('stay when a check brings no answer; the marks of claims go', async () => {
    const page = await openPage(story);
    const { annotator, fail } = start(page);
    await vi.waitFor(() => expect(annotator.state().state).toBe('done'));
    const note = noteOn(annotator, rangeOver(page.querySelector('#last')));
    annotator.setNotes([note]);
    expect(claimTexts(page)).not.toEqual([]);
    fail();
    await annotator.read();
    expect(annotator.state().state).toBe('failed');
    expect(texts(page)).toEqual(['The ferry will cost 75 million, they add.']);
    expect(claimTexts(page)).toEqual([]);
  });

  it('each colour has a tint of its own, an approximate passage half of it and a dashed line', async () => {
    const page = await openPage('<p>Words.</p>');
    const { highlighter } = start(page);
    const look = (color: Color, approximate: boolean): string => {
      highlighter.paint([{ id: 'a', ranges: [rangeOver(page.querySelector('p'))], color, approximate }]);
      const [name] = Object.keys(painted(page));
      const style = (page.defaultView as View).getComputedStyle(page.body, `::highlight(${name})`);
      return `${style.backgroundColor} ${style.textDecorationLine} ${style.textDecorationStyle}`;
    };
    const colors: readonly Color[] = ['yellow', 'green', 'blue', 'pink', 'purple'];
    const exact = colors.map((color) => look(color, false));
    expect(new Set(exact).size).toBe(5);
    expect(exact[0]).toBe('rgba(250, 204, 21, 0.42) none solid');
    expect(look('yellow', true)).toBe('rgba(250, 204, 21, 0.21) underline dashed');
  });

  it('in focus keep their colour, over the tint of the focus', async () => {
    const page = await openPage('<p>Words.</p>');
    const { highlighter } = start(page);
    const ranges = [rangeOver(page.querySelector('p'))];
    highlighter.paint([{ id: 'a', ranges, color: 'pink', approximate: false }]);
    highlighter.setFocused('a');
    const { highlights } = (page.defaultView as View).CSS;
    const [own, focus] = ['caveat-k1', 'caveat-f1'].map((name) => highlights.get(name)?.priority ?? Number.NaN);
    expect(own).toBeGreaterThan(focus ?? Number.NaN);
  });

  it('are found when the page opens, in the story and beside it, and told in page order', async () => {
    const stored = await notesOn(story, '#aside', '#last', '#first');
    const page = await openPage(story);
    const { annotator } = start(page, stored);
    await vi.waitFor(() => expect(annotator.passages()).toHaveLength(3));
    expect(annotator.passages().map(({ id }) => stored.findIndex((note) => note.id === id))).toEqual([2, 1, 0]);
    await vi.waitFor(() => expect(annotator.state().state).toBe('done'));
    const text = annotator.page()?.text ?? '';
    const spans = annotator.passages().map(({ span }) => text.slice(span.start, span.end));
    expect(spans).toEqual([
      'A ferry is planned, officials say. It is not approved.',
      'The ferry will cost 75 million, they add.',
      '',
    ]);
    expect(annotator.passages()[2]?.span.start).toBe(text.length);
  });

  it('are selected by click together with the claim of the sentence they lie on', async () => {
    const page = await openPage(story);
    const { annotator, selected } = start(page);
    await vi.waitFor(() => expect(annotator.state().state).toBe('done'));
    const note = noteOn(annotator, rangeOver(page.querySelector('b')));
    annotator.setNotes([note]);
    const frame = page.defaultView?.frameElement as HTMLElement;
    const clickOn = async (id: string) => {
      const { left, top, width, height } = annotator.rangesOf(id)[0]?.getBoundingClientRect() ?? new DOMRect();
      await userEvent.click(frame, { position: { x: left + width / 2, y: top + height / 2 } });
    };
    await clickOn(note.id);
    expect(selected).toHaveLength(1);
    expect(selected[0]).toMatchObject({
      annotations: [{ quote: 'A ferry is planned, officials say.' }],
      notes: [note],
    });
    expect(selected[0]?.ranges.map(String)).toEqual(['officials']);
    expect(annotator.show(note.id)).toBe(true);
    expect(selected[1]).toMatchObject({ annotations: [], notes: [note] });
  });

  it('are reached by keys between the claims', async () => {
    const page = await openPage(story);
    const { annotator, selected } = start(page);
    await vi.waitFor(() => expect(annotator.state().state).toBe('done'));
    annotator.setNotes([noteOn(annotator, rangeOver(page.querySelector('#last')))]);
    page.defaultView?.focus();
    await userEvent.keyboard('{Alt>}{Shift>}{ArrowDown}{ArrowDown}{/Shift}{/Alt}{Enter}');
    expect(selected.map(({ notes, annotations }) => [notes.length, annotations.length])).toEqual([[1, 0]]);
  });

  it('stand across blocks and in open shadow roots', async () => {
    const page = await openPage('<p id="a">One two three.</p><div id="host"></div><p id="b">Four five six.</p>');
    const shadow = addShadow(page.querySelector('#host'), '<p>In the shadow here.</p>');
    const { annotator } = start(page);
    const range = page.createRange();
    range.setStart(page.querySelector('#a')?.firstChild as Text, 4);
    range.setEnd(page.querySelector('#b')?.firstChild as Text, 9);
    const inside = rangeOver(shadow.querySelector('p'));
    annotator.setNotes([noteOn(annotator, range), noteOn(annotator, inside, 'blue')]);
    const { 'caveat-h1': yellow, 'caveat-j1': blue } = painted(page);
    expect(yellow).toEqual(['two three.', 'In the shadow here.', 'Four five']);
    expect(blue).toEqual(['In the shadow here.']);
    expect(shadow.adoptedStyleSheets).toHaveLength(1);
    const [, own] = annotator.passages();
    expect(annotator.show(own?.id ?? '')).toBe(true);
  });

  it('come back before anything is drawn when the page renders the same words anew', async () => {
    const stored = await notesOn(story, '#first');
    const page = await openPage(story);
    const { annotator, asked } = start(page, stored);
    await vi.waitFor(() => expect(annotator.passages()).toHaveLength(1));
    await vi.waitFor(() => expect(annotator.state().state).toBe('done'));
    page.body.innerHTML = story;
    // After the observer's turn and before the next frame.
    await Promise.resolve();
    expect(texts(page)).toEqual(['A ferry is planned, officials say. It is not approved.']);
    expect(annotator.rangesOf(stored[0]?.id ?? '')[0]?.startContainer.isConnected).toBe(true);
    expect(asked).toHaveLength(1);
  });

  it('come back before anything is drawn when words stand elsewhere than they did', async () => {
    const stored = await notesOn(story, '#last');
    const page = await openPage(story);
    const { annotator, hold } = start(page, stored);
    await vi.waitFor(() => expect(annotator.passages()).toHaveLength(1));
    hold();
    page.body.innerHTML = `<p>An advertisement that was not there before.</p>${story}`;
    await Promise.resolve();
    expect(texts(page)).toEqual(['The ferry will cost 75 million, they add.']);
  });

  it('are found when their words arrive late, and listed as not there until then', async () => {
    const stored = await notesOn(story, '#last');
    const page = await openPage(story.replace(/<p id="last">.*?<\/p>/, ''));
    const { annotator } = start(page, stored);
    await vi.waitFor(() => expect(annotator.state()).toMatchObject({ state: 'done', notes: stored, passages: [] }));
    page
      .querySelector('article')
      ?.append(Object.assign(page.createElement('p'), { textContent: 'The ferry will cost 75 million, they add.' }));
    await vi.waitFor(() => expect(texts(page)).toEqual(['The ferry will cost 75 million, they add.']), 5_000);
    page.querySelector('article p:last-child')?.remove();
    await vi.waitFor(() => expect(annotator.state()).toMatchObject({ notes: stored, passages: [] }), 5_000);
  });

  it('are those of the page the reader is at now', async () => {
    const stored = await notesOn(story, '#first');
    const page = await openPage(story);
    const { annotator, asked, stored: kept } = start(page, stored);
    await vi.waitFor(() => expect(texts(page)).toHaveLength(1));
    const view = page.defaultView as View & { navigation: EventTarget };
    kept.length = 0;
    view.history.pushState(null, '', '?next');
    // The first document of a frame, and only that, has no navigation events of its own.
    view.navigation.dispatchEvent(new Event('currententrychange'));
    expect(painted(page)).toEqual({});
    await vi.waitFor(() => expect(annotator.state()).toMatchObject({ state: 'done', notes: [] }), 5_000);
    expect(asked).toHaveLength(1);
    expect(painted(page)).toEqual({});
  });

  it('change colour and go with their notes', async () => {
    const page = await openPage(story);
    const { annotator } = start(page);
    const note = noteOn(annotator, rangeOver(page.querySelector('#last')));
    annotator.setNotes([note]);
    annotator.setNotes([{ ...note, color: 'pink' }]);
    expect(Object.keys(painted(page))).toEqual(['caveat-k1']);
    annotator.setNotes([]);
    expect(painted(page)).toEqual({});
  });

  it('are drawn by elements where the browser has no custom highlights, with the claim’s line over them', async () => {
    const page = await openPage(story);
    Object.defineProperty(page.defaultView, 'CSS', { value: {} });
    const before = serialised(page);
    const { annotator, end } = start(page);
    await vi.waitFor(() => expect(annotator.state().state).toBe('done'));
    const note = noteOn(annotator, rangeOver(page.querySelector('#first')), 'green');
    annotator.setNotes([note]);
    const marks = [...page.querySelectorAll('mark')].map((mark) => [
      mark.textContent,
      mark.style.backgroundColor,
      mark.style.textDecorationLine,
    ]);
    const green = 'rgba(74, 200, 110, 0.34)';
    expect(marks).toEqual([
      ['A ferry is planned, ', green, 'underline'],
      ['officials', green, 'underline'],
      [' say.', green, 'underline'],
      [' It is not approved.', green, 'unset'],
    ]);
    expect(annotator.rangesOf(note.id).map(String).join('')).toBe(
      'A ferry is planned, officials say. It is not approved.',
    );
    end.abort();
    expect(serialised(page)).toBe(before);
  });
});

describe('a selection', () => {
  const select = (page: Document, from: Node | null, start: number, to: Node | null, end: number) =>
    page.getSelection()?.setBaseAndExtent(from as Node, start, to as Node, end);

  it('is described with whole words, quote, context, place and page', async () => {
    const page = await openPage(story);
    const { annotator } = start(page);
    const first = page.querySelector('#first');
    select(page, first?.firstChild ?? null, 3, first?.querySelector('b')?.firstChild ?? null, 4);
    const described = annotator.describeSelection();
    expect(described?.quote).toBe('ferry is planned, officials');
    expect(described?.ranges.map(String)).toEqual(['ferry is planned, officials']);
    expect(described?.target).toMatchObject({
      title: 'A page',
      language: 'en',
      selectors: [
        {
          type: 'TextQuoteSelector',
          exact: 'ferry is planned, officials',
          prefix: 'Head\nA ',
          suffix: ' say. It is not approved.\nThe co',
        },
        { type: 'TextPositionSelector', start: 7, end: 34 },
      ],
    });
  });

  it('is none where nothing is selected, where it holds no words, and in fields', async () => {
    const page = await openPage('<p>One — two.</p><textarea>Typed words</textarea>');
    const { annotator } = start(page);
    const text = page.querySelector('p')?.firstChild ?? null;
    expect(annotator.describeSelection()).toBeNull();
    select(page, text, 3, text, 6);
    expect(annotator.describeSelection()).toBeNull();
    page.querySelector('textarea')?.select();
    expect(annotator.describeSelection()).toBeNull();
  });

  it('is read inside an open shadow root', async () => {
    const page = await openPage('<div id="host"></div><p>After.</p>');
    const shadow = addShadow(page.querySelector('#host'), '<p>In the shadow here.</p>');
    const { annotator } = start(page);
    const text = shadow.querySelector('p')?.firstChild ?? null;
    select(page, text, 4, text, 8);
    expect(annotator.describeSelection()?.quote).toBe('the shadow');
  });

  it('is read from a shadow root into the page after it', async () => {
    const page = await openPage('<div id="host"></div><p>After all.</p>');
    const shadow = addShadow(page.querySelector('#host'), '<p>In the shadow here.</p>');
    const { annotator } = start(page);
    const range = new (page.defaultView as View).StaticRange({
      startContainer: shadow.querySelector('p')?.firstChild as Text,
      startOffset: 14,
      endContainer: page.querySelector('p')?.firstChild as Text,
      endOffset: 5,
    });
    expect(annotator.describeRange(range)?.quote).toBe('here.\nAfter');
  });

  it('moves its edges word by word', async () => {
    const page = await openPage('<p>One two three four.</p><p>Five six.</p>');
    const { annotator } = start(page);
    const text = page.querySelector('p')?.firstChild ?? null;
    select(page, text, 4, text, 7);
    let passage = annotator.describeSelection();
    const move = (edge: 'start' | 'end', direction: 1 | -1) => {
      passage = passage && annotator.moveEdge(passage, edge, direction);
      return passage?.quote;
    };
    expect(passage?.quote).toBe('two');
    expect(move('end', 1)).toBe('two three');
    expect(move('start', -1)).toBe('One two three');
    expect(move('start', -1)).toBeUndefined();
    select(page, text, 8, text, 18);
    passage = annotator.describeSelection();
    expect(move('end', 1)).toBe('three four.\nFive');
    expect(move('start', 1)).toBe('four.\nFive');
    expect(move('end', -1)).toBe('four');
    expect(move('end', -1)).toBeUndefined();
  });
});
