/** A page and the frames of its own origin: read, marked and found again as one. */
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { type Annotation, findPassages, newAnnotation } from '../../../lib/annotation/index.ts';
import type { PageText } from '../../../lib/checker/index.ts';
import {
  annotatePage,
  browserLayout,
  createHighlighter,
  describer,
  looksLikeArticle,
  openOverlay,
  readPageText,
  type Selected,
  watchSelection,
} from '../../../lib/dom/index.ts';
import { ok } from '../../../lib/result.ts';
import { aClaim, aClaimAnnotation, aClaimOnPage, aReport } from '../../support/builders.ts';
import { addShadow, openPage, serialised } from './frame.ts';

type View = Window & typeof globalThis;

const SENTENCE = 'A ferry is planned, officials say.';
const filler =
  '<p>The committee met for three hours on Tuesday behind closed doors and said nothing afterwards.</p>'.repeat(8);
const story = `<article><h1>Head</h1><p id="first">${SENTENCE} It is not approved.</p>${filler}</article>`;
const framed = (content: string, rest = ''): string =>
  `<iframe srcdoc="${content.replaceAll('"', '&quot;')}" style="width: 600px; height: 300px; border: 3px solid; padding: 5px; margin: 40px 0 0 70px;" ${rest}></iframe>`;

/** The documents of the page's frames, loaded. */
async function innerOf(page: Document | ShadowRoot): Promise<Document> {
  return vi.waitFor(() => {
    const inner = page.querySelector('iframe')?.contentDocument;
    if (!inner?.querySelector('p')) throw new Error('the frame is not loaded');
    return inner;
  });
}

function start(page: Document, stored: Annotation[] = []) {
  const end = new AbortController();
  onTestFinished(() => end.abort());
  const selected: Selected[] = [];
  const asked: PageText[] = [];
  const highlighter = createHighlighter(page, end.signal);
  const paint = vi.spyOn(highlighter, 'paint');
  const annotated = annotatePage(page, {
    async check(text) {
      const from = text.text.indexOf(SENTENCE);
      const claim = aClaimOnPage(aClaim());
      const sentence = { start: from, end: from + SENTENCE.length };
      const annotations = from < 0 ? [] : [aClaimAnnotation(claim, { quote: SENTENCE, sentence })];
      return ok({ report: aReport({ annotations, claims: [claim] }), notes: stored });
    },
    passages: {
      notes: async () => ok(stored),
      async find(text) {
        asked.push(text);
        const marked = stored.map(({ id, target }) => ({ id, selectors: target?.selectors ?? [] }));
        return ok({ notes: stored, passages: findPassages(text.text, marked) });
      },
    },
    highlighter,
    signal: end.signal,
    onSelect: (choice) => selected.push(choice),
  });
  const annotator = { ...annotated, ...describer(page, annotated.everything) };
  return { annotator, selected, asked, paint, end };
}

function rangeOver(node: Node | null): Range {
  const range = node?.ownerDocument?.createRange();
  if (!node || !range) throw new Error('no such element');
  range.selectNodeContents(node);
  return range;
}

function noteOn({ annotator }: Pick<ReturnType<typeof start>, 'annotator'>, range: Range): Annotation {
  const described = annotator.describeRange(range);
  if (!described) throw new Error('nothing to note');
  return newAnnotation({
    id: '00000000-0000-4000-8000-000000000001',
    now: '2026-11-22T18:00:00.000Z',
    target: described.target,
  });
}

const painted = (page: Document): string[] =>
  [...(page.defaultView as View).CSS.highlights].flatMap(([, highlight]) => [...highlight].map(String));

const everything = (page: Document): string =>
  readPageText(page, { ...browserLayout(page), everything: true }).page.text;

describe('the text of a page', () => {
  it('has that of its frames where they stand, frames in frames and in open shadow roots too', async () => {
    const inner = framed('<p>Innermost words.</p>', 'id="inner"').replaceAll('"', '&quot;');
    const page = await openPage(
      `<p>Before.</p>${framed(`<p>In the frame.</p>${inner}`)}<div id="host"></div><p>After.</p>`,
    );
    const shadow = addShadow(page.querySelector('#host'), framed('<p>In the shadow.</p>'));
    await innerOf(await innerOf(page));
    await innerOf(shadow);
    expect(everything(page)).toBe('Before.\nIn the frame.\nInnermost words.\nIn the shadow.\nAfter.');
  });

  it('has none of frames of another origin, hidden ones, tiny ones and advertisements', async () => {
    const page = await openPage(
      `<p>Before.</p>${framed('<p>Sandboxed.</p>', 'sandbox')}${framed('<p>Hidden.</p>', 'hidden')}
      <div style="visibility: hidden">${framed('<p>Unseen.</p>')}</div>
      ${framed('<p>Sold.</p>', 'id="google_ads_iframe_1"')}${framed('<p>Vendido.</p>', 'title="Contenido patrocinado"')}
      ${framed('<p>Vendido.</p>', 'class="caja-publicidad"')}${framed('<p>Vendido.</p>', 'id="anuncio_2"')}
      <iframe srcdoc="<p>Tiny.</p>" width="88" height="31"></iframe><iframe src="data:text/html,<p>Other.</p>"></iframe><p>After.</p>`,
    );
    expect(everything(page)).toBe('Before.\nAfter.');
    const { annotator, end } = start(page);
    const enter = vi.fn();
    annotator.eachDocument(enter, end.signal);
    expect(enter.mock.calls.map(([each]) => each)).toEqual([page]);
  });

  it('is a story’s without what frames are put into it; a story in a frame is read', async () => {
    const embed = framed('<p>Sign up here to be told every single morning what the day is going to bring you.</p>');
    const around = await openPage(story.replace('</h1>', `</h1>${embed}`));
    await innerOf(around);
    expect(readPageText(around, browserLayout(around)).page.text).not.toContain('Sign up');
    const inside = await openPage(`<p>A reader of pages.</p>${framed(story)}`);
    await innerOf(inside);
    expect(looksLikeArticle(inside)).toBe(true);
    expect(readPageText(inside, browserLayout(inside)).page.text).toMatch(/^Head\nA ferry/);
  });
});

describe('names of elements', () => {
  it('do not end the reading of the page around them', async () => {
    const names = `${framed('<p>Innermost.</p>').replace('<iframe', '<iframe name="body"')}<img name="body">`;
    const other = '<iframe name="body" src="data:text/html,<p>Other.</p>"></iframe>';
    const page = await openPage(
      `${story}${names}${other}${framed(`${other}<p>In the frame.</p>`)}${framed('<p>Lost.</p><img name="querySelectorAll">')}`,
    );
    await vi.waitFor(() =>
      expect(page.querySelectorAll('iframe')[2]?.contentDocument?.querySelector('p')).toBeTruthy(),
    );
    const { annotator } = start(page);
    await vi.waitFor(() => expect(annotator.state()).toMatchObject({ state: 'done' }));
    expect(everything(page)).toContain('Head');
    expect(everything(page)).toMatch(/Innermost\.\nIn the frame\.$/);
    const alone = await openPage(framed('<p>Lost.</p><img name="getElementsByTagName">'));
    await innerOf(alone);
    expect(looksLikeArticle(alone)).toBe(false);
  });

  it('lead nobody round in circles', async () => {
    const fields = ['parentElement', 'parentNode', 'assignedSlot'].map((name) => `<input name="${name}">`).join('');
    const form = `<form id="form"><p>One two three.</p>${fields}</form><input form="form" name="previousElementSibling">`;
    const page = await openPage(story + form);
    const first = start(page);
    const paragraph = page.querySelector('form p');
    const note = noteOn(first, rangeOver(paragraph));
    expect(note.target?.otherSelectors?.[1]).toMatchObject({ startContainer: '/form[1]/p[1]' });
    first.end.abort();
    const { annotator } = start(page, [note]);
    await vi.waitFor(() => expect(painted(page)).toContain('One two three.'));
    const overlay = openOverlay(page, '', () => annotator.rangesOf(note.id), { as: 'card' });
    expect(overlay.mount.isConnected).toBe(true);
    overlay.close();
  });
});

describe('a page with a frame of its own origin', () => {
  it('has claims and passages marked in the frame’s own window, and is left as it was', async () => {
    const page = await openPage(`<p>A reader of pages.</p>${framed(story)}`);
    const inner = await innerOf(page);
    const before = [serialised(page), serialised(inner)];
    const { annotator, end } = start(page);
    await vi.waitFor(() => expect(painted(inner)).toEqual([SENTENCE]));
    annotator.setNotes([noteOn({ annotator }, rangeOver(inner.querySelector('article p:last-child')))]);
    expect(painted(inner)).toHaveLength(2);
    expect(painted(page)).toEqual([]);
    expect(inner.adoptedStyleSheets).toHaveLength(1);
    expect([serialised(page), serialised(inner)]).toEqual(before);
    end.abort();
    expect(painted(inner)).toEqual([]);
    expect(inner.adoptedStyleSheets).toHaveLength(0);
  });

  it('is drawn in by elements where the browser has no custom highlights', async () => {
    const page = await openPage(framed(story));
    const inner = await innerOf(page);
    Object.defineProperty(page.defaultView, 'CSS', { value: {} });
    const before = serialised(inner);
    const { end } = start(page);
    await vi.waitFor(() => expect(inner.querySelector('mark')?.textContent).toBe(SENTENCE));
    end.abort();
    expect(serialised(inner)).toBe(before);
  });

  it('answers clicks and keys in the frame', async () => {
    const page = await openPage(framed(story));
    const inner = await innerOf(page);
    const { annotator, selected } = start(page);
    await vi.waitFor(() => expect(annotator.state().state).toBe('done'));
    const outer = (page.querySelector('iframe') as HTMLIFrameElement).getBoundingClientRect();
    const line = inner.querySelector('#first')?.getBoundingClientRect() ?? outer;
    const position = { x: outer.left + 8 + line.left + 30, y: outer.top + 8 + line.top + 8 };
    await userEvent.click(page.defaultView?.frameElement as Element, { position });
    expect(selected.map(({ ranges }) => ranges.map(String))).toEqual([[SENTENCE]]);
    annotator.setFocused(null);
    await userEvent.keyboard('{Alt>}{Shift>}{ArrowDown}{/Shift}{/Alt}{Enter}');
    expect(selected).toHaveLength(2);
  });

  it('finds a note of the frame again after a reload, and with its words in another frame', async () => {
    const first = await openPage(framed('<p>One two three.</p><p>Four five six.</p>'));
    const inner = await innerOf(first);
    const told = start(first);
    const note = noteOn(told, rangeOver(inner.querySelector('p:last-child')));
    expect(note.target?.source).toBe(first.location.href);
    told.end.abort();
    const again = await openPage(`<p>New words above.</p>${framed('<p>One two three.</p><p>Four five six.</p>')}`);
    const { annotator } = start(again, [note]);
    await vi.waitFor(() => expect(annotator.passages()).toMatchObject([{ id: note.id, state: 'exact' }]));
    expect(painted(await innerOf(again))).toEqual(['Four five six.']);
  });

  it('is read again when a frame comes late, shows something else and goes', async () => {
    const first = await openPage(framed('<p>One two three.</p>'));
    const told = start(first);
    const note = noteOn(told, rangeOver((await innerOf(first)).querySelector('p')));
    told.end.abort();
    const page = await openPage('<p>A page without it.</p>');
    const { annotator } = start(page, [note]);
    await vi.waitFor(() => expect(annotator.state()).toMatchObject({ state: 'not-article', passages: [] }));
    page.body.insertAdjacentHTML('beforeend', framed('<p>One two three.</p>'));
    await vi.waitFor(() => expect(annotator.passages()).toHaveLength(1), 5_000);
    const frame = page.querySelector('iframe') as HTMLIFrameElement;
    frame.srcdoc = '<p>Something else.</p>';
    await vi.waitFor(() => expect(annotator.rangesOf(note.id)).toEqual([]), 5_000);
    frame.srcdoc = '<h2>Head</h2><p>One two three.</p>';
    await vi.waitFor(() => expect(annotator.rangesOf(note.id).map(String)).toEqual(['One two three.']), 8_000);
    frame.contentDocument?.querySelector('p')?.replaceChildren('Changed in its place.');
    await vi.waitFor(() => expect(annotator.passages()).toEqual([]), 8_000);
    frame.remove();
    await vi.waitFor(() => expect(everything(page)).toBe('A page without it.'), 5_000);
  });

  it('is looked at for a frame of its origin alone, and painted again for one that had marks', async () => {
    const page = await openPage(`${framed('<p>Sandboxed.</p>', 'sandbox')}${framed(story)}${framed('<p>Two.</p>')}`);
    const [other, own, plain] = page.querySelectorAll('iframe');
    await vi.waitFor(() => expect(plain?.contentDocument?.querySelector('p')).toBeTruthy());
    const { annotator, paint } = start(page);
    await vi.waitFor(() => expect(annotator.state().state).toBe('done'));
    const looked = vi.spyOn(page, 'querySelectorAll');
    other?.dispatchEvent(new Event('load'));
    expect(looked).not.toHaveBeenCalled();
    own?.dispatchEvent(new Event('load'));
    expect(looked).toHaveBeenCalled();
    paint.mockClear();
    plain?.remove();
    expect(paint).not.toHaveBeenCalled();
    own?.remove();
    expect(paint).toHaveBeenCalled();
  });

  it('keeps what only all of the page knows of: a story has fewer shadow trees', async () => {
    const page = await openPage(`${story}<nav><div id="host"></div></nav>`);
    const inner = await innerOf(addShadow(page.querySelector('#host'), framed('<p>One two three.</p>')));
    const told = start(page);
    const note = noteOn(told, rangeOver(inner.querySelector('p')));
    told.end.abort();
    const { annotator, asked, end } = start(page, [note]);
    const enter = vi.fn();
    annotator.eachDocument(enter, end.signal);
    await vi.waitFor(() => expect(annotator.rangesOf(note.id).map(String)).toEqual(['One two three.']));
    const before = asked.length;
    page.querySelector('article')?.insertAdjacentHTML('beforeend', '<p>A word more.</p>');
    await vi.waitFor(() => expect(asked.length).toBeGreaterThan(before), 5_000);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(enter.mock.calls.map(([each]) => each)).toEqual([page, inner]);
  });

  it('loses its frames with the page and has them back with it', async () => {
    const page = await openPage(`<p>A reader of pages.</p>${framed(story)}`);
    const inner = await innerOf(page);
    const { annotator } = start(page);
    await vi.waitFor(() => expect(annotator.isRead(inner)).toBe(true));
    inner.defaultView?.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
    expect(annotator.isRead(inner)).toBe(false);
    page.defaultView?.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    expect(annotator.isRead(inner)).toBe(true);
  });

  it('has no more of them followed than a reader could read', async () => {
    const page = await openPage(`<p>Windows.</p>${'<iframe width="200" height="100"></iframe>'.repeat(60)}`);
    const { annotator, end } = start(page);
    const enter = vi.fn();
    annotator.eachDocument(enter, end.signal);
    expect(enter).toHaveBeenCalledTimes(50);
  });

  it('tells what is selected in it, and where an overlay stands', async () => {
    const page = await openPage(`<div style="height: 60px"></div>${framed('<p>One two three.</p>')}`);
    const inner = await innerOf(page);
    const { annotator, end } = start(page);
    const offered: Range[] = [];
    annotator.eachDocument(
      (each, gone) =>
        watchSelection(each, { onStart() {}, onSelect: (range) => offered.push(range), onGone() {} }, gone),
      end.signal,
    );
    const frame = page.querySelector('iframe') as HTMLIFrameElement;
    frame.focus();
    const text = inner.querySelector('p')?.firstChild as Text;
    inner.getSelection()?.setBaseAndExtent(text, 4, text, 7);
    await vi.waitFor(() => expect(offered.map(String)).toEqual(['two']));
    expect(annotator.describeSelection()?.quote).toBe('two');
    const [range] = offered;
    if (!range) throw new Error('nothing was offered');
    const overlay = openOverlay(page, 'div { width: 40px; height: 20px; }', () => [range], { as: 'bar-end' });
    onTestFinished(() => overlay.close());
    const host = (overlay.mount.getRootNode() as ShadowRoot).host;
    const outer = frame.getBoundingClientRect();
    const rect = range.getBoundingClientRect();
    await vi.waitFor(() => {
      const { left, width, top } = host.getBoundingClientRect();
      expect(left + width / 2).toBeCloseTo(outer.left + 8 + rect.right, -1);
      expect(top).toBeCloseTo(outer.top + 8 + rect.bottom + 8, -1);
    });
  });
});
