import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { Annotation } from '../../../lib/annotation/index.ts';
import type { ClaimAnnotation, PageText } from '../../../lib/checker/index.ts';
import {
  annotatePage,
  type CheckedPage,
  createHighlighter,
  openOverlay,
  type PageState,
  type Selected,
} from '../../../lib/dom/index.ts';
import { err, ok, type Result } from '../../../lib/result.ts';
import { segmentSentences } from '../../../lib/text/index.ts';
import { aClaim, aClaimAnnotation, aClaimOnPage, aNote, aReport } from '../../support/builders.ts';
import { openPage, serialised } from './frame.ts';

type View = Window & typeof globalThis;

const filler =
  '<p>The committee met for three hours on Tuesday behind closed doors and said nothing afterwards.</p>'.repeat(8);
const story = `<article><h1>Head</h1><p>A ferry is planned, officials say. <a href="#far" onclick="return false">It is not approved.</a></p>${filler}<p id="far">The ferry will cost 75 million, they add.</p></article>`;

/** A checker that finds the claims whose word stands in a sentence. */
function checkFor(...words: string[]): (page: PageText) => Promise<Result<CheckedPage, string>> {
  return async (page) => {
    const annotations: ClaimAnnotation[] = segmentSentences(page.text, page.locale).flatMap((sentence) =>
      words
        .filter((word) => sentence.text.includes(word))
        .map((word) => {
          const claim = aClaimOnPage(aClaim({ id: word.toLowerCase() }));
          return aClaimAnnotation(claim, {
            quote: sentence.text,
            sentence: { start: sentence.start, end: sentence.end },
          });
        }),
    );
    return ok({ report: aReport({ annotations }), notes: [] });
  };
}

function start(page: Document, check = checkFor('ferry', 'approved')) {
  const end = new AbortController();
  onTestFinished(() => end.abort());
  const states: PageState[] = [];
  const selected: Selected[] = [];
  const asked: PageText[] = [];
  const highlighter = createHighlighter(page, end.signal);
  const annotator = annotatePage(page, {
    check: (text) => {
      asked.push(text);
      return check(text);
    },
    highlighter,
    signal: end.signal,
    onSelect: (choice) => selected.push(choice),
    onReport: (state) => states.push(state),
  });
  const done = () => vi.waitFor(() => expect(annotator.state().state).toBe('done'));
  return { annotator, highlighter, states, selected, asked, end, done };
}

const painted = (page: Document): string[] =>
  [...(page.defaultView as View).CSS.highlights]
    .filter(([name]) => !/^caveat-[fn]/.test(name))
    .flatMap(([, highlight]) => [...highlight].map((range) => String(range)))
    .sort();

const sentences = [
  'A ferry is planned, officials say.',
  'It is not approved.',
  'The ferry will cost 75 million, they add.',
].sort();

/** Click in the frame, at the middle of a range's first line. */
async function clickAt(page: Document, range: Range | undefined): Promise<void> {
  const frame = page.defaultView?.frameElement as HTMLElement;
  const { left, top, width, height } = range?.getClientRects()[0] ?? new DOMRect();
  await userEvent.click(frame, { position: { x: left + width / 2, y: top + height / 2 } });
}

describe('a page under annotation', () => {
  it('is read, checked and marked, and as it was after the signal', async () => {
    const page = await openPage(story);
    const before = serialised(page);
    const { states, done, end } = start(page);
    await done();
    expect(states.map(({ state }) => state)).toEqual(['checking', 'done']);
    expect(painted(page)).toEqual(sentences);
    expect(serialised(page)).toBe(before);
    end.abort();
    expect(painted(page)).toEqual([]);
    expect([...page.adoptedStyleSheets]).toEqual([]);
    expect(serialised(page)).toBe(before);
  });

  it('is left alone when it is no article, until it is asked for', async () => {
    const page = await openPage('<h1>Shop</h1><p>A ferry ticket.</p>');
    const { annotator, asked } = start(page);
    expect(annotator.state()).toEqual({ state: 'not-article', notes: [], passages: [] });
    expect(asked).toEqual([]);
    await annotator.read();
    expect(annotator.state().state).toBe('done');
    expect(painted(page)).toEqual(['A ferry ticket.']);
  });

  it('tells of a check that failed, and reads again when asked', async () => {
    const page = await openPage(story);
    let works = false;
    const { annotator } = start(page, (text) => (works ? checkFor('ferry')(text) : Promise.resolve(err('no answer'))));
    await vi.waitFor(() => expect(annotator.state()).toEqual({ state: 'failed', problem: 'no answer' }));
    works = true;
    await annotator.read();
    expect(annotator.state().state).toBe('done');
  });

  it('tells of a page that cannot be read', async () => {
    const page = await openPage(`${story}<form><input name="localName"><p>In the form.</p></form>`);
    const { annotator, asked } = start(page);
    await vi.waitFor(() => expect(annotator.state().state).toBe('failed'));
    await annotator.read();
    expect(annotator.state().state).toBe('failed');
    expect(asked).toEqual([]);
  });

  it('marks and listens again when the page is written anew', async () => {
    const page = await openPage(story);
    const { done, selected } = start(page);
    await done();
    page.open();
    page.write(`<!DOCTYPE html><html lang="en"><body>${story}</body></html>`);
    page.close();
    await vi.waitFor(() => expect(painted(page)).toEqual(sentences), 5_000);
    const [range] = [...((page.defaultView as View).CSS.highlights.values().next().value ?? [])];
    await clickAt(page, range as Range);
    expect(selected).toHaveLength(1);
  });

  it('marks again without asking when the page renders the same text anew', async () => {
    const page = await openPage(story);
    const { done, asked } = start(page);
    await done();
    page.body.innerHTML = story;
    await vi.waitFor(() => expect(painted(page)).toEqual(sentences), { timeout: 5_000 });
    expect(asked.length).toBe(1);
  });

  it('asks again when the text changed', async () => {
    const page = await openPage(story);
    const { done, asked } = start(page);
    await done();
    page
      .querySelector('article')
      ?.append(Object.assign(page.createElement('p'), { textContent: 'One more ferry is planned.' }));
    await vi.waitFor(() => expect(painted(page)).toContain('One more ferry is planned.'), { timeout: 5_000 });
    expect(asked.length).toBe(2);
  });

  it('sees a story that arrives late', async () => {
    const page = await openPage('<div id="app"></div>');
    const { annotator } = start(page);
    expect(annotator.state().state).toBe('not-article');
    page.body.innerHTML = story;
    await vi.waitFor(() => expect(painted(page)).toEqual(sentences), { timeout: 5_000 });
  });

  it('selects the sentence that is clicked, and not a link in it', async () => {
    const page = await openPage(story);
    const { annotator, selected, done } = start(page);
    await done();
    const state = annotator.state();
    const [first, second] = state.state === 'done' ? state.report.annotations : [];
    await clickAt(page, annotator.rangesOf(first?.id ?? '')[0]);
    expect(selected.map(({ annotations }) => annotations[0]?.quote)).toEqual(['A ferry is planned, officials say.']);
    await clickAt(page, annotator.rangesOf(second?.id ?? '')[0]);
    await clickAt(page, page.createRange());
    expect(selected.length).toBe(1);
  });

  it('does not take a click that selects text', async () => {
    const page = await openPage(story);
    const { selected, done } = start(page);
    await done();
    const text = page.querySelector('p')?.firstChild;
    if (text) page.getSelection()?.setBaseAndExtent(text, 0, text, 7);
    const click = new MouseEvent('click', { bubbles: true, detail: 1 });
    page.querySelector('p')?.dispatchEvent(click);
    expect(selected).toEqual([]);
  });

  it('scrolls to a sentence and selects it', async () => {
    const page = await openPage(story);
    const { annotator, selected, done } = start(page);
    await done();
    const state = annotator.state();
    const last = state.state === 'done' ? state.report.annotations.at(-1) : undefined;
    page.body.style.lineHeight = '6';
    expect(annotator.show(last?.id ?? '')).toBe(true);
    const { top, bottom } = annotator.rangesOf(last?.id ?? '')[0]?.getBoundingClientRect() ?? new DOMRect();
    expect(top).toBeGreaterThan(0);
    expect(bottom).toBeLessThan(600);
    expect(selected[0]?.ranges.map(String)).toEqual(['The ferry will cost 75 million, they add.']);
    expect(annotator.show('nothing')).toBe(false);
  });

  it('steps through the sentences by keys, selects by Enter, and leaves typing alone', async () => {
    const page = await openPage(`<input>${story}`);
    const { selected, done } = start(page);
    await done();
    const focused = () => [...((page.defaultView as View).CSS.highlights.get('caveat-f1') ?? [])].map(String);
    page.defaultView?.focus();
    await userEvent.keyboard('{Alt>}{Shift>}{ArrowDown}{/Shift}{/Alt}');
    expect(focused()).toEqual(['A ferry is planned, officials say.']);
    await userEvent.keyboard('{Alt>}{Shift>}{ArrowDown}{/Shift}{/Alt}');
    expect(focused()).toEqual(['It is not approved.']);
    await userEvent.keyboard('{Alt>}{Shift>}{ArrowUp}{ArrowUp}{/Shift}{/Alt}');
    expect(focused()).toEqual(['The ferry will cost 75 million, they add.']);
    await userEvent.keyboard('{Enter}');
    expect(selected.map(({ annotations }) => annotations[0]?.quote)).toEqual([
      'The ferry will cost 75 million, they add.',
    ]);
    await userEvent.keyboard('{Escape}');
    expect(focused()).toEqual([]);
    page.querySelector('input')?.focus();
    await userEvent.keyboard('{Alt>}{Shift>}{ArrowDown}{/Shift}{/Alt}');
    expect(focused()).toEqual([]);
  });

  it('steps on from an open card, and selects what it comes to', async () => {
    const page = await openPage(story);
    const { selected, done } = start(page);
    await done();
    page.defaultView?.focus();
    await userEvent.keyboard('{Alt>}{Shift>}{ArrowDown}{/Shift}{/Alt}{Enter}');
    const overlay = openOverlay(page, '', () => selected[0]?.ranges ?? []);
    onTestFinished(() => overlay.close());
    overlay.mount.innerHTML = '<textarea></textarea>';
    overlay.mount.querySelector('textarea')?.focus();
    await userEvent.keyboard('{Alt>}{Shift>}{ArrowDown}{/Shift}{/Alt}');
    expect(selected.map(({ ranges }) => ranges.map(String))).toEqual([
      ['A ferry is planned, officials say.'],
      ['It is not approved.'],
    ]);
  });

  it('paints the parts of a sentence that states two claims, or the whole where they overlap', async () => {
    const page = await openPage(story);
    const parts = (spread: boolean) => async (text: PageText) => {
      const answer = await checkFor('ferry', 'planned')(text);
      if (!answer.ok) return answer;
      const annotations = answer.value.report.annotations
        .filter(({ quote }) => quote.includes('planned'))
        .map((annotation, index) => {
          const { start: from, end } = annotation.sentence;
          const part = spread
            ? index === 0
              ? { start: from, end: from + 18 }
              : { start: from + 20, end }
            : annotation.part;
          return { ...annotation, part };
        });
      return ok({ ...answer.value, report: { ...answer.value.report, annotations } });
    };
    const first = start(page, parts(true));
    await first.done();
    expect(painted(page)).toEqual(['A ferry is planned', 'officials say.']);
    first.end.abort();
    const second = start(page, parts(false));
    await second.done();
    expect(painted(page)).toEqual(['A ferry is planned, officials say.']);
    const state = second.annotator.state();
    const other = state.state === 'done' ? state.report.annotations[1] : undefined;
    second.annotator.show(other?.id ?? '');
    expect(second.selected[0]?.annotations.map(({ claim }) => claim)).toEqual(['harbour:planned', 'harbour:ferry']);
  });

  it('marks sentences with a note, and no longer when the note is gone', async () => {
    const page = await openPage(story);
    const { annotator, done } = start(page);
    await done();
    const noted = () => [...((page.defaultView as View).CSS.highlights.get('caveat-n1') ?? [])].map(String);
    const note: Annotation = aNote({ claim: 'harbour:approved' });
    annotator.setNotes([note]);
    expect(noted()).toEqual(['It is not approved.']);
    annotator.setNotes([]);
    expect(noted()).toEqual([]);
  });

  it('keeps marks where they were while a changed page is checked again', async () => {
    const page = await openPage(story);
    let answered = 0;
    let release: (() => void) | undefined;
    const { annotator, done } = start(page, async (text) => {
      answered += 1;
      if (answered > 1) await new Promise<void>((resolve) => (release = resolve));
      return checkFor('ferry', 'approved')(text);
    });
    await done();
    page
      .querySelector('article')
      ?.prepend(Object.assign(page.createElement('p'), { textContent: 'A new first line.' }));
    await vi.waitFor(() => expect(release).toBeDefined(), { timeout: 5_000 });
    annotator.setNotes([aNote({ claim: 'harbour:approved' })]);
    expect(painted(page)).toEqual(sentences);
    release?.();
    await vi.waitFor(() => expect(annotator.page()?.text.startsWith('A new first line.')).toBe(true));
    expect(painted(page)).toEqual(sentences);
  });

  it('forgets the story when another one takes its place at another address', async () => {
    const page = await openPage(story);
    const { annotator, states, done } = start(page);
    await done();
    const view = page.defaultView as View & { navigation: EventTarget };
    view.history.pushState(null, '', '?next');
    // The first document of a frame, and only that, has no navigation events of its own.
    view.navigation.dispatchEvent(new Event('currententrychange'));
    expect(annotator.state().state).toBe('checking');
    expect(painted(page)).toEqual([]);
    page.body.innerHTML = story.replace('ferry is planned', 'ferry has sunk');
    await vi.waitFor(() => expect(painted(page)).toContain('A ferry has sunk, officials say.'), { timeout: 5_000 });
    expect(states.map(({ state }) => state)).toEqual(['checking', 'done', 'checking', 'done']);
  });

  it('tints the sentence a mouse rests on', async () => {
    const page = await openPage(story);
    const { annotator, done } = start(page);
    await done();
    const tinted = () => [...((page.defaultView as View).CSS.highlights.get('caveat-f1') ?? [])].map(String);
    const state = annotator.state();
    const id = state.state === 'done' ? (state.report.annotations[0]?.id ?? '') : '';
    const { left, top } = annotator.rangesOf(id)[0]?.getBoundingClientRect() ?? new DOMRect();
    const move = (x: number, y: number) =>
      page
        .querySelector('p')
        ?.dispatchEvent(
          new PointerEvent('pointermove', { bubbles: true, clientX: x, clientY: y, pointerType: 'mouse' }),
        );
    move(left + 20, top + 8);
    await vi.waitFor(() => expect(tinted()).toEqual(['A ferry is planned, officials say.']));
    move(left + 20, top + 400);
    await vi.waitFor(() => expect(tinted()).toEqual([]));
  });

  it('works alike with the element painter, and puts the page back', async () => {
    const page = await openPage(story);
    Object.defineProperty(page.defaultView, 'CSS', { value: {} });
    const before = serialised(page);
    const { highlighter, end, done, asked } = start(page);
    await done();
    expect(highlighter.painter).toBe('mark');
    expect(page.querySelectorAll('mark').length).toBe(3);
    page.querySelector('article')?.append(Object.assign(page.createElement('p'), { textContent: 'A new ferry.' }));
    await vi.waitFor(() => expect(page.querySelectorAll('mark').length).toBe(4), { timeout: 5_000 });
    expect(asked.length).toBe(2);
    page.querySelector('article')?.lastElementChild?.remove();
    end.abort();
    expect(serialised(page)).toBe(before);
  });
});
