import { describe, expect, it } from 'vitest';
import { looksLikeArticle } from '../../../lib/dom/index.ts';
import { openPage } from './frame.ts';

const paragraph =
  '<p>The administration has begun planning a covert mission, according to officials familiar with it.</p>';
const prose = paragraph.repeat(6);
const jsonLd = (data: string) => `<script type="application/ld+json">${data}</script>`;
const meta = (property: string, content: string) => `<meta property="${property}" content="${content}">`;
const teaser = '<article><h2><a href="/a">A headline of some length that leads to a story</a></h2></article>';

const stories: readonly (readonly [string, string, string])[] = [
  ['JSON-LD NewsArticle', prose, jsonLd('{"@type":"NewsArticle"}')],
  ['a subtype in a list', prose, jsonLd('[{"@type":"WebSite"},{"@type":["Thing","ReportageNewsArticle"]}]')],
  [
    'a type in a graph',
    prose,
    jsonLd('{"@graph":[{"@type":"WebPage"},{"@type":"https://schema.org/OpinionNewsArticle"}]}'),
  ],
  ['broken JSON-LD', prose, jsonLd('{"@type":"NewsArticle","headline":"A line\nbreak",}')],
  ['a short JSON-LD report', paragraph.repeat(3), jsonLd('{"@type":"NewsArticle"}')],
  ['an Open Graph article', prose, meta('og:type', 'article')],
  ['a blog posting in JSON-LD', prose, jsonLd('{"@type":"BlogPosting"}')],
  ['an article element with prose', `<article><h1>Head</h1>${prose}</article>`, ''],
  ['microdata', `<div itemscope itemtype="https://schema.org/NewsArticle">${prose}</div>`, ''],
  ['a plain page with headline, date and prose', `<h1>Head</h1><time>3 November</time>${prose}${prose}`, ''],
];

const others: readonly (readonly [string, string, string])[] = [
  ['an empty page', '', ''],
  [
    'a home page',
    `<main>${teaser.repeat(12)}</main>`,
    jsonLd('{"@type":"ItemList","itemListElement":[{"@type":"NewsArticle"}]}'),
  ],
  ['a home page marked as an article by its template', `<main>${teaser.repeat(12)}</main>`, meta('og:type', 'article')],
  ['a shop', `<h1>Grinder</h1>${prose}`, jsonLd('{"@type":"Product"}')],
  ['a shop in Open Graph', `<h1>Grinder</h1><article>${prose}</article>`, meta('og:type', 'product')],
  ['a forum', `<h1>Thread</h1><article>${prose}</article>`, jsonLd('{"@type":"DiscussionForumPosting"}')],
  [
    'search results',
    `<h1>Results</h1>${'<div><a href="/x">A result</a><p>A snippet of a page.</p></div>'.repeat(20)}`,
    '',
  ],
  ['documentation with code', `<article><h1>Guide</h1>${prose}${'<pre>npm i</pre>'.repeat(5)}</article>`, ''],
  [
    'a page of links',
    `<h1>Links</h1>${`<p><a href="/x">${'a long line of link text '.repeat(4)}</a></p>`.repeat(9)}`,
    '',
  ],
  ['comments without a story', `<h1>Talk</h1><div class="comments">${prose}</div>`, meta('og:type', 'article')],
  ['a paragraph or two', `<h1>About</h1>${paragraph.repeat(2)}`, ''],
];

describe('articles', () => {
  it.each(stories)('sees a story: %s', async (_title, body, head) => {
    expect(looksLikeArticle(await openPage(body, head))).toBe(true);
  });

  it.each(others)('sees no story: %s', async (_title, body, head) => {
    expect(looksLikeArticle(await openPage(body, head))).toBe(false);
  });

  it('decides about an ordinary page in a moment', async () => {
    const page = await openPage(
      `<article><h1>Head</h1>${prose.repeat(8)}</article>${teaser.repeat(40)}`,
      jsonLd('{"@type":"NewsArticle"}'),
    );
    const runs = 50;
    looksLikeArticle(page);
    const start = performance.now();
    for (let run = 0; run < runs; run += 1) looksLikeArticle(page);
    const each = (performance.now() - start) / runs;
    console.info(`${each.toFixed(3)} ms`);
    expect(each).toBeLessThan(5);
  });
});
