/** What a page's JSON-LD says the story is based on. */
import { describe, expect, test } from 'vitest';
import { readPageText } from '../../../lib/dom/index.ts';

function originsOf(...data: readonly string[]): readonly string[] | undefined {
  const page = document.implementation.createHTMLDocument('A story');
  for (const one of data) {
    const script = page.createElement('script');
    script.type = 'application/ld+json';
    script.textContent = one;
    page.head.append(script);
  }
  const story = page.createElement('p');
  story.textContent = 'A ferry crosses the strait.';
  page.body.append(story);
  return readPageText(page, { url: 'https://news.example/story' }).page.origins;
}
const article = (fields: object) => JSON.stringify({ '@type': 'NewsArticle', ...fields });

describe('the origins a page declares', () => {
  test.each<[string, object, readonly string[]]>([
    ['an address', { isBasedOn: 'https://www.reuters.com/x' }, ['https://www.reuters.com/x']],
    [
      'a work with an address',
      { isBasedOn: { '@type': 'Article', url: 'https://a.example/1' } },
      ['https://a.example/1'],
    ],
    ['a work with a publisher', { citation: { name: 'A title', publisher: { name: 'Reuters' } } }, ['Reuters']],
    ['several, each once', { citation: ['NBC News', ' NBC News ', { name: 'AP' }, 7, null] }, ['NBC News', 'AP']],
  ])('are read from %s', (_, fields, origins) => {
    expect(originsOf(article(fields))).toEqual(origins);
  });

  test('are those of the story, in a graph too, and not of other things on the page', () => {
    const graph = {
      '@graph': [
        { '@type': ['ReportageNewsArticle'], isBasedOn: 'AP' },
        { '@type': 'Product', citation: 'X' },
      ],
    };
    expect(originsOf(JSON.stringify(graph))).toEqual(['AP']);
  });

  test('are none where the data is broken, missing or without end', () => {
    expect(originsOf('{"@type":"NewsArticle","isBasedOn":')).toBeUndefined();
    expect(originsOf()).toBeUndefined();
    expect(originsOf('null', '[]', '"isBasedOn"')).toBeUndefined();
    const many = Array.from({ length: 500 }, (_, at) => `Outlet ${at}`);
    expect(originsOf(article({ citation: many }))).toHaveLength(20);
    expect(originsOf(article({ citation: 'x'.repeat(9_000) }))?.[0]).toHaveLength(2_000);
  });
});
