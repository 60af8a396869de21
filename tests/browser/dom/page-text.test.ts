import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { browserLayout, readPageText } from '../../../lib/dom/index.ts';
import { segmentSentences } from '../../../lib/text/index.ts';
import { addShadow, openPage } from './frame.ts';

const read = (page: Document, options = {}) => readPageText(page, { ...browserLayout(page), ...options });

const prose = 'The administration has begun planning a covert mission, according to officials familiar with it.';

/** What stands in the body, and the blocks a reader sees. */
const cases: readonly (readonly [string, string, readonly string[]])[] = [
  [
    'inline elements are joined',
    '<p>The <b>U.</b><i>S.</i> Army <a href="#x">said</a> so.</p>',
    ['The U.S. Army said so.'],
  ],
  ['white space is collapsed', '<p>  One\n\t two&nbsp; three </p>', ['One two three']],
  ['space between inline elements is kept', '<p><span>One</span> <span>two</span></p>', ['One two']],
  ['soft hyphens and zero-width spaces are dropped', '<p>author&shy;ities&#8203; agree</p>', ['authorities agree']],
  ['one line break is a space', '<p>One<br>two</p>', ['One two']],
  ['two line breaks end a paragraph', '<p>One.<br><br>Two.</p>', ['One.', 'Two.']],
  [
    'a bullet after a line break starts a block',
    '<p>Key points<br>• One<br>• Two</p>',
    ['Key points', '• One', '• Two'],
  ],
  ['text beside a block stands alone', '<div>One<p>Two</p>Three</div>', ['One', 'Two', 'Three']],
  ['list items are blocks', '<ul><li>One</li><li>Two <b>three</b></li></ul>', ['One', 'Two three']],
  [
    'table cells are blocks',
    '<table><caption>Toll</caption><tr><td>64</td><td>killed</td></tr></table>',
    ['Toll', '64', 'killed'],
  ],
  ['headings and quotations are blocks', '<h2>Head</h2><blockquote>Said</blockquote>', ['Head', 'Said']],
  [
    'a span laid out as a block is one',
    '<h2><span style="display:block">Politics</span><span>Head</span></h2>',
    ['Politics', 'Head'],
  ],
  ['a custom element runs in the line', '<p>The <x-term>Army</x-term> said</p>', ['The Army said']],
  ['navigation is left out', '<nav><p>Home</p></nav><div role="navigation">World</div><p>Text</p>', ['Text']],
  ['code is left out', '<pre>rm -rf</pre><p>Run <code>ls</code> now</p>', ['Run now']],
  [
    'controls are left out',
    '<p>Text</p><button>Share</button><label>Mail<input></label><select><option>A</select><textarea>b</textarea>',
    ['Text'],
  ],
  [
    'editable regions are left out',
    '<p>Text</p><div contenteditable>draft</div><div contenteditable="false">fixed</div>',
    ['Text', 'fixed'],
  ],
  [
    'machinery is left out',
    '<script>var a</script><style>a{}</style><template><p>t</p></template><noscript>n</noscript><p>Text</p>',
    ['Text'],
  ],
  [
    'hidden text is left out',
    '<p hidden>a</p><p style="display:none">b</p><p style="visibility:hidden">c</p><p>Text</p>',
    ['Text'],
  ],
  [
    'text for screen readers only is left out',
    '<p>Text<span class="sr-only"> opens a window</span><span style="position:absolute;width:1px;height:1px;overflow:hidden">more</span></p>',
    ['Text'],
  ],
  ['children of a box-less element are read', '<div style="display:contents"><p>Text</p></div>', ['Text']],
  [
    'closed details show their summary',
    '<details><summary>More</summary><p>inside</p></details><details open><summary>Less</summary><p>Seen</p></details>',
    ['More', 'Less', 'Seen'],
  ],
  [
    'footnote marks are left out, ordinals kept',
    '<p>So it was.<sup><a href="#n1">[1]</a></sup> The 5<sup>th</sup> time.</p>',
    ['So it was. The 5th time.'],
  ],
  [
    'captions are left out',
    `<article><p>${prose}</p><figure><img alt=""><figcaption>A fence</figcaption></figure><p class="wp-caption-text">b</p><p class="has-drop-cap">${prose}</p></article>`,
    [prose, prose],
  ],
  ['withdrawn words are left out', '<p>At least <del>64</del> <ins>75</ins> people</p>', ['At least 75 people']],
  [
    'comments are left out',
    `<article><p>${prose}</p></article><div id="comments"><p>${prose}</p><p>${prose}</p></div>`,
    [prose],
  ],
  [
    'asides with links are left out',
    `<article><p>${prose}</p><aside><ul><li><a href="/a">Related</a></li></ul></aside></article>`,
    [prose],
  ],
  [
    'headline and standfirst before the story are kept',
    `<div><h1>Head</h1><p>A standfirst that says what the story is about, in a line.</p></div><div itemprop="articleBody"><p>${prose}</p><p>${prose}</p></div>`,
    ['Head', 'A standfirst that says what the story is about, in a line.', prose, prose],
  ],
  [
    'links to other stories inside a story are left out',
    `<article><h1>Head</h1><p>${prose}</p><p><a href="/b">Read more: another story</a></p></article>`,
    ['Head', prose],
  ],
  ['a story in a form is not missed', `<form><div><p>${prose}</p><p>${prose}</p></div><input></form>`, [prose, prose]],
  [
    'a story hidden from assistive technology by a dialog is not missed',
    `<main aria-hidden="true"><p>${prose}</p></main><div role="dialog"><p>We value your privacy</p></div>`,
    [prose],
  ],
  [
    'a story without any region is not missed',
    `<div class="x"><div>${prose}</div><div>${prose}</div></div><footer>© us</footer>`,
    [prose, prose],
  ],
];

describe('page text', () => {
  it.each(cases)('%s', async (_title, body, blocks) => {
    const page = await openPage(body);
    expect(read(page).page.text.split('\n')).toEqual(blocks);
  });

  it('reads open shadow roots and what fills their slots, and leaves closed ones alone', async () => {
    const page = await openPage(
      `<article><x-open>slotted <b>text</b></x-open><x-closed></x-closed><p>${prose}</p></article>`,
    );
    addShadow(page.querySelector('x-open'), '<p>Shadow says <slot></slot> here.</p>');
    page.querySelector('x-closed')?.attachShadow({ mode: 'closed' }).append('never seen');
    const { page: text, shadowRoots } = read(page);
    expect(text.text.split('\n')).toEqual(['Shadow says slotted text here.', prose]);
    expect(shadowRoots).toEqual([page.querySelector('x-open')?.shadowRoot]);
  });

  it('gives one range for each root a sentence touches', async () => {
    const page = await openPage('<p>The <x-name></x-name> said so.</p>');
    addShadow(page.querySelector('x-name'), 'Army');
    const { page: text, toRanges, toRange } = read(page);
    expect(text.text).toBe('The Army said so.');
    expect(toRanges({ start: 0, end: 17 }).map(String)).toEqual(['The ', 'Army', ' said so.']);
    expect(toRange({ start: 0, end: 17 })).toBeNull();
    expect(String(toRange({ start: 4, end: 8 }))).toBe('Army');
  });

  it('maps spans to ranges and back, whatever the markup', async () => {
    const words = fc.array(fc.constantFrom('The', 'U.S.', 'Army', 'said', '«no»', 'ñu', '🙂', 'co&shy;op'), {
      minLength: 1,
      maxLength: 5,
    });
    const inline = fc.constantFrom(
      ['', ''],
      ['<b>', '</b>'],
      ['<a href="#">', '</a>'],
      [' <i> ', '</i>\n'],
      ['<span>', ' </span>'],
    );
    const piece = fc.tuple(inline, words).map(([[open, close], list]) => `${open}${list.join('  ')}${close}`);
    const block = fc
      .tuple(fc.constantFrom('p', 'li', 'h2', 'td', 'div'), fc.array(piece, { maxLength: 4 }))
      .map(([tag, pieces]) => `<${tag}>${pieces.join(' ')}${tag === 'p' ? '<br>end' : ''}</${tag}>`);
    const page = await openPage('');
    fc.assert(
      fc.property(fc.array(block, { minLength: 1, maxLength: 5 }), fc.nat(), fc.nat(), (blocks, a, b) => {
        page.body.innerHTML = blocks.join('\n');
        const { page: text, toRange, toSpan } = read(page);
        const ends = [a, b].map((at) => at % (text.text.length + 1)).sort((x, y) => x - y);
        const given = text.text.slice(ends[0], ends[1]);
        const start = (ends[0] ?? 0) + given.length - given.trimStart().length;
        const span = { start, end: start + given.trim().length };
        fc.pre(span.end > span.start);
        const range = toRange(span);
        expect(range && toSpan(range)).toEqual(span);
        expect(range?.toString().replace(/[\s\u00ad]+/g, '')).toBe(
          text.text.slice(span.start, span.end).replace(/\s+/g, ''),
        );
      }),
      { numRuns: 200 },
    );
  });

  it('finds the span of a range that starts and ends in elements', async () => {
    const page = await openPage('<p>One <b>two</b></p><p>three</p><p>four</p>');
    const { toSpan } = read(page);
    const range = page.createRange();
    range.setStart(page.body, 0);
    range.setEnd(page.body, 2);
    expect(toSpan(range)).toEqual({ start: 0, end: 13 });
    range.selectNodeContents(page.head);
    expect(toSpan(range)).toBeNull();
  });

  it('gives no range where the page changed since it was read', async () => {
    const page = await openPage('<p>One two</p><p>three</p>');
    const { toRanges } = read(page);
    const [first, second] = page.querySelectorAll('p');
    if (first) first.textContent = 'Something else';
    second?.remove();
    expect(toRanges({ start: 0, end: 7 })).toEqual([]);
    expect(toRanges({ start: 8, end: 13 })).toEqual([]);
  });

  it('does not go through all it read to see what is left, where all of it is', async () => {
    const page = await openPage(`<p>${prose}</p>`.repeat(20));
    const isHere = vi.fn(() => true);
    const reading = readPageText(page, { ...browserLayout(page), isHere });
    const range = page.createRange();
    range.selectNodeContents(page.body);
    expect(reading.toSpan(range)).toEqual({ start: 0, end: reading.page.text.length });
    expect(reading.placeOf(range)).toBe(0);
    expect(isHere).not.toHaveBeenCalled();
  });

  it('takes language, title and address from the page', async () => {
    const page = await openPage(`<article lang="es_MX"><p>${prose}</p></article>`);
    const text = read(page, { url: 'https://news.example/a?utm_source=x#top' }).page;
    expect(text).toMatchObject({ locale: 'es-MX', title: 'A page', source: 'https://news.example/a?utm_source=x' });
  });

  it('believes a canonical address of the same origin only', async () => {
    const url = 'https://news.example/a?ref=home';
    const canonical = (href: string) => openPage('<p>x</p>', `<link rel="canonical" href="${href}">`);
    expect(read(await canonical('/story'), { url }).page.source).toBe('https://news.example/story');
    expect(read(await canonical('https://other.example/story'), { url }).page.source).toBe(url);
    expect(read(await canonical('/'), { url }).page.source).toBe(url);
    expect(read(await canonical('::'), { url }).page.source).toBe('https://news.example/::');
  });

  it('cuts a page that is too long at a block and says so', async () => {
    const page = await openPage(`<p>${prose}</p>`.repeat(10));
    const { page: text } = read(page, { maxLength: 300 });
    expect(text.truncated).toBe(true);
    expect(text.text.split('\n')).toEqual([prose, prose, prose]);
    expect(read(page).page.truncated).toBe(false);
  });

  it('cuts inside a block that is too long by itself', async () => {
    const page = await openPage(`<h1>Head</h1><article><p>${prose.repeat(10)}</p></article>`);
    const { page: text } = read(page, { maxLength: 300 });
    expect(text.truncated).toBe(true);
    expect(text.text).toContain(prose.slice(0, 60));
    expect(text.text.length).toBeLessThanOrEqual(300);
  });

  it('keeps what a page says of itself within bounds, and reads it whatever its elements are named', async () => {
    const page = await openPage(`<img name="title"><h1>${'Head '.repeat(500)}</h1><p>${prose}</p>`);
    page.documentElement.lang = `en-${'abcdefgh-'.repeat(20)}us`;
    const { page: text } = read(page);
    expect(text.title).toMatch(/^Head/);
    expect(text.title.length).toBeLessThanOrEqual(1_000);
    expect(text.locale.length).toBeLessThan(80);
  });

  it('reads and maps a long page quickly', async () => {
    const paragraph = `<p>${prose} <b>More</b> of <a href="#">it</a>. ${prose}</p>`;
    const page = await openPage(`<article>${paragraph.repeat(1_500)}</article>`);
    page.body.getBoundingClientRect();
    const start = performance.now();
    const reading = read(page);
    const readTime = performance.now() - start;
    const sentences = segmentSentences(reading.page.text, 'en');
    const mapStart = performance.now();
    for (const sentence of sentences) reading.toRanges(sentence);
    const mapTime = performance.now() - mapStart;
    console.info(
      `${reading.page.text.length} characters, ${sentences.length} sentences: read ${readTime.toFixed(0)} ms, mapped in ${mapTime.toFixed(0)} ms`,
    );
    expect(readTime).toBeLessThan(1_000);
    expect(mapTime).toBeLessThan(1_000);
  });
});
