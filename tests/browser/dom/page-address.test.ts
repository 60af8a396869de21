import { describe, expect, it } from 'vitest';
import { readPageText } from '../../../lib/dom/index.ts';
import { openPage } from './frame.ts';

const addressOf = async (url: string, canonical: string): Promise<string> => {
  const page = await openPage('<p>Words.</p>', `<link rel="canonical" href="${canonical}">`);
  return readPageText(page, { url }).page.source;
};

describe('the address of a page', () => {
  it.each([
    ['a canonical link', 'https://news.example/a?ref=x', 'https://news.example/a', 'https://news.example/a'],
    [
      'one to the site’s main host',
      'https://m.news.example/a',
      'https://www.news.example/a',
      'https://www.news.example/a',
    ],
    [
      'one of an AMP page',
      'https://amp.news.example/a',
      'https://www.news.example/2026/a',
      'https://www.news.example/2026/a',
    ],
    [
      'one in Google’s viewer',
      'https://www.google.com/amp/s/www.news.example/a.html',
      'https://www.news.example/2026/a',
      'https://www.news.example/2026/a',
    ],
    ['one to another site', 'https://news.example/a', 'https://evil.example/a', 'https://news.example/a'],
    ['one to the home page', 'https://news.example/a', 'https://news.example/', 'https://news.example/a'],
    [
      'one to the home page of the main host',
      'https://m.news.example/a',
      'https://news.example/',
      'https://m.news.example/a',
    ],
    ['one that is no address', 'https://news.example/a', 'https://[', 'https://news.example/a'],
  ])('is, with %s', async (_, url, canonical, expected) => {
    expect(await addressOf(url, canonical)).toBe(expected);
  });

  it('is not the canonical one of the story before, after navigation inside the page', async () => {
    const page = await openPage('<p>Words.</p>', '<link rel="canonical" href="https://news.example/first">');
    const at = (url: string) => readPageText(page, { url }).page.source;
    expect(at('https://news.example/first?x=1')).toBe('https://news.example/first');
    expect(at('https://news.example/first?x=2')).toBe('https://news.example/first');
    expect(at('https://news.example/second')).toBe('https://news.example/second');
    page.querySelector('link')?.setAttribute('href', 'https://news.example/2026/second');
    expect(at('https://news.example/second')).toBe('https://news.example/2026/second');
  });
});
