import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { cdp } from 'vitest/browser';
import { browserLayout, createHighlighter, type Look, type Mark, readPageText } from '../../../lib/dom/index.ts';
import { addShadow, openPage, serialised } from './frame.ts';

type View = Window & typeof globalThis;
const viewOf = (page: Document) => page.defaultView as View;

const sentence = 'Training is <b>underway</b>, officials say.';
const body = `<p>One. ${sentence} Two. <a href="#">Nobody</a> has approved it.</p>`;

/** Marks over the words given, in page order. */
function marksOver(page: Document, ...words: (string | [string, Partial<Mark>])[]): Mark[] {
  const reading = readPageText(page, browserLayout(page));
  return words.map((entry, index) => {
    const [text, fields] = typeof entry === 'string' ? [entry, {}] : entry;
    const start = reading.page.text.indexOf(text);
    const ranges = reading.toRanges({ start, end: start + text.length });
    return { id: `m${index}`, ranges, look: 'limited', noted: false, ...fields };
  });
}

/** Names and texts in the page's registry. The test runs in the page's own world, where iterating is allowed. */
function registered(page: Document): Record<string, string[]> {
  return Object.fromEntries(
    [...viewOf(page).CSS.highlights].map(([name, highlight]) => [name, [...highlight].map((range) => String(range))]),
  );
}

/** A page whose browser has no custom highlights. */
async function openOldPage(content: string, head = ''): Promise<Document> {
  const page = await openPage(content, head);
  Object.defineProperty(viewOf(page), 'CSS', { value: {} });
  return page;
}

describe('custom highlights', () => {
  it('registers one range set for each style and leaves the page as it was', async () => {
    const page = await openPage(body);
    const before = serialised(page);
    const end = new AbortController();
    const highlighter = createHighlighter(page, end.signal);
    expect(highlighter.painter).toBe('custom-highlight');
    highlighter.paint(
      marksOver(page, 'Training is underway, officials say.', 'Two.', ['Nobody has approved it.', { look: 'drift' }]),
    );
    expect(Object.values(registered(page))).toEqual([
      ['Training is underway, officials say.', 'Two.'],
      ['Nobody has approved it.'],
    ]);
    expect(serialised(page)).toBe(before);
    end.abort();
    expect(registered(page)).toEqual({});
    expect([...page.adoptedStyleSheets]).toEqual([]);
    expect(serialised(page)).toBe(before);
  });

  it('leaves a document that throws whatever is asked of it, and draws on in the others', async () => {
    const page = await openPage(`<iframe srcdoc="<p>Inner.</p>" width="300" height="200"></iframe>${body}`);
    const inner = await vi.waitFor(() => {
      const found = page.querySelector('iframe')?.contentDocument;
      if (!found?.querySelector('p')) throw new Error('the frame is not loaded');
      return found;
    });
    const highlighter = createHighlighter(page, new AbortController().signal);
    const range = inner.createRange();
    range.selectNodeContents(inner.body);
    highlighter.paint([...marksOver(page, 'Two.'), { id: 'inner', ranges: [range], look: 'limited', noted: false }]);
    viewOf(inner).CSS.highlights.delete = () => {
      throw new TypeError("can't access dead object");
    };
    expect(highlighter.leave(inner)).toBe(true);
    expect(highlighter.leave(inner)).toBe(false);
    highlighter.paint(marksOver(page, 'One.'));
    expect(Object.values(registered(page))).toEqual([['One.']]);
  });

  it('names styles so that the page learns nothing of claims', async () => {
    const page = await openPage(body);
    createHighlighter(page, new AbortController().signal).paint(marksOver(page, 'Two.'));
    for (const name of Object.keys(registered(page))) expect(name).toMatch(/^caveat-[a-z][12]$/);
  });

  it('draws each look by its own line', async () => {
    const page = await openPage(body);
    const highlighter = createHighlighter(page, new AbortController().signal);
    const looks: readonly Look[] = ['strong', 'limited', 'thin', 'none', 'judgement', 'drift'];
    const lines = looks.map((look) => {
      highlighter.paint(marksOver(page, ['Two.', { look }]));
      const [name] = Object.keys(registered(page));
      const style = viewOf(page).getComputedStyle(page.body, `::highlight(${name})`);
      return `${style.textDecorationStyle} ${style.textDecorationColor}`;
    });
    expect(new Set(lines).size).toBe(looks.length);
    expect(lines.map((line) => line.split(' ')[0])).toEqual(['solid', 'dashed', 'dotted', 'dotted', 'double', 'wavy']);
  });

  it('picks the palette from the background at the sentence, not from what the page declares', async () => {
    const page = await openPage(
      `<div style="background:#121316;color:#eee"><p>Dark here.</p></div><p>Light here.</p>
       <div style="background:linear-gradient(#000,#111);color:oklch(0.95 0 0)"><p>Picture here.</p></div>
       <div style="background:color(srgb 0.05 0.05 0.05)"><p>Wide here.</p></div>`,
    );
    createHighlighter(page, new AbortController().signal).paint(
      marksOver(page, 'Dark here.', 'Light here.', 'Picture here.', 'Wide here.'),
    );
    const byTone = Object.entries(registered(page));
    expect(byTone.find(([name]) => name.endsWith('2'))?.[1]).toEqual(['Dark here.', 'Picture here.', 'Wide here.']);
    expect(byTone.find(([name]) => name.endsWith('1'))?.[1]).toEqual(['Light here.']);
  });

  it('tints the sentence in focus with a text colour that can be read', async () => {
    const page = await openPage(body);
    const highlighter = createHighlighter(page, new AbortController().signal);
    highlighter.paint(marksOver(page, 'Two.', 'Nobody has approved it.'));
    highlighter.setFocused('m1');
    expect(registered(page)['caveat-f1']).toEqual(['Nobody has approved it.']);
    const style = viewOf(page).getComputedStyle(page.body, '::highlight(caveat-f1)');
    expect([style.backgroundColor, style.color]).toEqual(['rgb(223, 242, 238)', 'rgb(21, 24, 28)']);
    // The tint alone is too pale to be found by it.
    expect([style.textDecorationLine, style.textDecorationColor]).toEqual(['overline', 'rgb(15, 118, 110)']);
    highlighter.setFocused(null);
    expect(registered(page)['caveat-f1']).toBeUndefined();
  });

  it('tints a sentence with a note', async () => {
    const page = await openPage(body);
    createHighlighter(page, new AbortController().signal).paint(marksOver(page, ['Two.', { noted: true }], 'One.'));
    expect(registered(page)['caveat-n1']).toEqual(['Two.']);
  });

  it('paints in open shadow roots with styles of their own', async () => {
    const page = await openPage('<x-story></x-story><p>Outside.</p>');
    const shadow = addShadow(page.querySelector('x-story'), '<p>Inside the story.</p>');
    const end = new AbortController();
    createHighlighter(page, end.signal).paint(marksOver(page, 'Inside the story.', 'Outside.'));
    expect(Object.values(registered(page))).toEqual([['Inside the story.', 'Outside.']]);
    expect(shadow.adoptedStyleSheets.length).toBe(1);
    end.abort();
    expect(shadow.adoptedStyleSheets.length).toBe(0);
  });

  it('comes back when the page clears the registry and replaces its style sheets', async () => {
    const page = await openPage(body);
    const end = new AbortController();
    createHighlighter(page, end.signal).paint(marksOver(page, 'Two.'));
    const own = new (viewOf(page).CSSStyleSheet)();
    viewOf(page).CSS.highlights.clear();
    page.adoptedStyleSheets = [own];
    await vi.waitFor(() => expect(Object.values(registered(page))).toEqual([['Two.']]), { timeout: 4_000 });
    expect(page.adoptedStyleSheets.length).toBe(2);
    end.abort();
    expect([...page.adoptedStyleSheets]).toEqual([own]);
  });

  it('comes back when the page registers something else under its names', async () => {
    const page = await openPage(body);
    const end = new AbortController();
    onTestFinished(() => end.abort());
    createHighlighter(page, end.signal).paint(marksOver(page, 'Two.'));
    const view = viewOf(page);
    for (const name of [...view.CSS.highlights.keys()]) view.CSS.highlights.set(name, new view.Highlight());
    await vi.waitFor(() => expect(Object.values(registered(page))).toEqual([['Two.']]), { timeout: 4_000 });
  });

  it('takes away what an earlier script of ours left behind, and nothing of the page’s', async () => {
    const page = await openPage(body);
    const view = viewOf(page);
    const theirs = new view.CSSStyleSheet();
    theirs.replaceSync('::highlight(search) { color: red }');
    const leftOver = new view.CSSStyleSheet();
    leftOver.replaceSync('::highlight(caveat-a1) { color: red }');
    page.adoptedStyleSheets = [theirs, leftOver];
    const range = page.createRange();
    range.selectNodeContents(page.body);
    for (const name of ['caveat-a2', 'caveat-f1', 'search']) view.CSS.highlights.set(name, new view.Highlight(range));
    createHighlighter(page, new AbortController().signal);
    expect(Object.keys(registered(page))).toEqual(['search']);
    expect([...page.adoptedStyleSheets]).toEqual([theirs]);
  });

  it('finds the mark at a point, the shorter first, and none beside it', async () => {
    const page = await openPage(body);
    const highlighter = createHighlighter(page, new AbortController().signal);
    highlighter.paint(marksOver(page, 'Training is underway, officials say.', 'underway', 'Two.'));
    const { x, y, width, height } = page.querySelector('b')?.getBoundingClientRect() ?? new DOMRect();
    expect(highlighter.marksAt(page, x + width / 2, y + height / 2)).toEqual(['m1', 'm0']);
    expect(highlighter.marksAt(page, x + width / 2, y + 200)).toEqual([]);
  });

  describe('under a reader’s settings', () => {
    afterEach(() => cdp().send('Emulation.setEmulatedMedia', { features: [] } as never));
    const emulate = (name: string, value: string) =>
      cdp().send('Emulation.setEmulatedMedia', { features: [{ name, value }] } as never);

    it('draws thicker lines and no tints for more contrast', async () => {
      await emulate('prefers-contrast', 'more');
      const page = await openPage(body);
      createHighlighter(page, new AbortController().signal).paint(marksOver(page, ['Two.', { noted: true }]));
      const style = (name: string) => viewOf(page).getComputedStyle(page.body, `::highlight(${name})`);
      expect(style('caveat-b1').textDecorationThickness).toBe('3px');
      expect(style('caveat-n1').backgroundColor).toBe('rgba(0, 0, 0, 0)');
    });

    it('keeps the line styles in forced colours', async () => {
      await emulate('forced-colors', 'active');
      const page = await openPage(body);
      expect(viewOf(page).matchMedia('(forced-colors: active)').matches).toBe(true);
      createHighlighter(page, new AbortController().signal).paint(marksOver(page, ['Two.', { look: 'drift' }]));
      const style = viewOf(page).getComputedStyle(page.body, '::highlight(caveat-g1)');
      expect(style.textDecorationStyle).toBe('wavy');
      expect(Object.values(registered(page))).toEqual([['Two.']]);
    });
  });
});

describe('elements where there are no custom highlights', () => {
  it('marks the words and puts the page back exactly, text nodes included', async () => {
    const page = await openOldPage(body);
    const before = serialised(page);
    const nodes = [...(page.querySelector('p')?.childNodes ?? [])];
    const end = new AbortController();
    const highlighter = createHighlighter(page, end.signal);
    expect(highlighter.painter).toBe('mark');
    highlighter.paint(
      marksOver(page, 'One.', 'Training is underway, officials say.', ['Nobody has approved it.', { look: 'drift' }]),
    );
    expect([...page.querySelectorAll('mark')].map((mark) => mark.textContent).sort()).toEqual(
      ['One.', 'Training is ', 'underway', ', officials say.', 'Nobody', ' has approved it.'].sort(),
    );
    expect(page.querySelector('p')?.textContent).toBe(
      'One. Training is underway, officials say. Two. Nobody has approved it.',
    );
    end.abort();
    expect(serialised(page)).toBe(before);
    expect([...(page.querySelector('p')?.childNodes ?? [])]).toEqual(nodes);
  });

  it('is not styled by the page’s own rules for marks', async () => {
    const page = await openOldPage(
      body,
      '<style>mark { background: yellow !important; color: red; padding: 9px }</style>',
    );
    createHighlighter(page, new AbortController().signal).paint(marksOver(page, 'Two.'));
    const style = viewOf(page).getComputedStyle(page.querySelector('mark') ?? page.body);
    expect([style.backgroundColor, style.color, style.padding]).toEqual(['rgba(0, 0, 0, 0)', 'rgb(0, 0, 0)', '0px']);
    expect(style.textDecorationStyle).toBe('dashed');
  });

  it('finds marks at a point and tells where they are', async () => {
    const page = await openOldPage(body);
    const highlighter = createHighlighter(page, new AbortController().signal);
    highlighter.paint(marksOver(page, 'Training is underway, officials say.', 'Two.'));
    const { x, y } = page.querySelector('b')?.getBoundingClientRect() ?? new DOMRect();
    expect(highlighter.marksAt(page, x + 3, y + 3)).toEqual(['m0']);
    expect(highlighter.rangesOf('m0').map(String)).toEqual(['Training is ', 'underway', ', officials say.']);
    expect(highlighter.rangesOf('m7')).toEqual([]);
  });

  it('leaves alone what the page has replaced since', async () => {
    const page = await openOldPage(body);
    const highlighter = createHighlighter(page, new AbortController().signal);
    highlighter.paint(marksOver(page, 'Two.'));
    page.body.innerHTML = '<p>Another page.</p>';
    const after = serialised(page);
    highlighter.erase();
    expect(serialised(page)).toBe(after);
  });
});
