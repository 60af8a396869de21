import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isSameSite, pageKey, pageKeys } from '../../../lib/annotation/index.ts';

describe('pageKey', () => {
  test.each([
    ['a plain address', 'https://news.example/a', 'https://news.example/a'],
    ['scheme and host in capitals', 'HTTPS://News.Example/Path', 'https://news.example/Path'],
    ['no path', 'https://news.example', 'https://news.example/'],
    ['no path but a query', 'https://news.example?id=3', 'https://news.example/?id=3'],
    ['a fragment', 'https://news.example/a#section', 'https://news.example/a'],
    ['a text fragment', 'https://news.example/a#:~:text=Training', 'https://news.example/a'],
    ['tracking only', 'https://news.example/a?utm_source=x&utm_medium=y&fbclid=1&gclid=2', 'https://news.example/a'],
    [
      'tracking among the rest',
      'https://news.example/a?id=3&UTM_Source=x&page=2',
      'https://news.example/a?id=3&page=2',
    ],
    ['empty parameters', 'https://news.example/a?&id=3&', 'https://news.example/a?id=3'],
    ['parameters whose order may matter', 'https://news.example/a?b=1&a=2', 'https://news.example/a?b=1&a=2'],
    ['a question mark inside a query', 'https://news.example/a?q=why?', 'https://news.example/a?q=why?'],
    ['a default port', 'https://news.example:443/a', 'https://news.example/a'],
    ['another port', 'http://localhost:3000/a', 'http://localhost:3000/a'],
    ['port 443 over http', 'http://news.example:443/a', 'http://news.example:443/a'],
    ['a user name', 'https://me:secret@news.example/a@b', 'https://news.example/a@b'],
    ['an IPv6 host', 'http://[::1]:80/a', 'http://[::1]/a'],
    ['a local file', 'file:///home/me/Story.html#x', 'file:///home/me/Story.html'],
    ['spaces around it', '  https://news.example/a \n', 'https://news.example/a'],
    [
      'an AMP page',
      'https://news.example/2026/11/a-ferry-is-planned/amp/',
      'https://news.example/2026/11/a-ferry-is-planned',
    ],
    ['an AMP page by its name', 'https://news.example/a-ferry-is.amp.html', 'https://news.example/a-ferry-is.html'],
    ['an AMP page in a folder', 'https://news.example/amp/news/48219273', 'https://news.example/news/48219273'],
    ['an AMP page by a parameter', 'https://news.example/a?amp=1&id=3', 'https://news.example/a?id=3'],
    ['an AMP host', 'https://amp.news.example/a', 'https://news.example/a'],
    ['a page about amplifiers', 'https://shop.example/guitars/amp', 'https://shop.example/guitars/amp'],
    ['a mobile host', 'https://m.news.example/a?x=1#y', 'https://news.example/a?x=1'],
    ['a mobile host in a country', 'https://mobile.news.co.example/a', 'https://news.co.example/a'],
    ['a site named m', 'https://m.example/a', 'https://m.example/a'],
    [
      'a view for print',
      'https://news.example/a-ferry-is-planned/print?print=1',
      'https://news.example/a-ferry-is-planned',
    ],
    ['a printer in a shop', 'https://shop.example/a?print=canvas', 'https://shop.example/a?print=canvas'],
    [
      'the AMP viewer',
      'https://www.google.com/amp/s/www.news.example/a/amp?usqp=x',
      'https://www.news.example/a/amp?usqp=x',
    ],
    ['the AMP cache', 'https://news-example.cdn.ampproject.org/c/s/m.news.example/a', 'https://news.example/a'],
    ['no address at all', 'standard input', 'standard input'],
    ['nothing', '', ''],
  ])('of %s', (_, url, key) => {
    expect(pageKey(url)).toBe(key);
  });

  test('of a key is the key', () => {
    const anyAddress = fc.oneof(fc.webUrl({ withQueryParameters: true, withFragments: true }), fc.string());
    fc.assert(
      fc.property(anyAddress, (url) => {
        expect(pageKey(pageKey(url))).toBe(pageKey(url));
      }),
    );
  });

  test('are asked for under every address the page may have been noted at', () => {
    for (const [here, noted] of [
      ['https://www.news.example/2026/a-ferry-is-planned', 'https://m.news.example/2026/a-ferry-is-planned'],
      ['https://news.example/2026/a-ferry-is-planned', 'https://www.news.example/2026/a-ferry-is-planned'],
      ['https://m.news.example/2026/a-ferry-is-planned', 'https://www.news.example/2026/a-ferry-is-planned'],
      ['https://news.example/2026/a-ferry-is-planned', 'https://news.example/2026/a-ferry-is-planned/amp'],
      ['https://news.example/2026/a-ferry-is-planned', 'https://news.example/2026/a-ferry-is-planned?amp=1'],
    ] as const) {
      // As it is stored now, and as it was before there was one key for all views.
      expect(pageKeys(here)).toContain(noted);
      expect(pageKeys(here)).toContain(pageKey(noted));
    }
    expect(pageKeys('https://news.example/a')[0]).toBe('https://news.example/a');
    expect(pageKeys('standard input')).toEqual(['standard input']);
  });

  test('tells sites apart, but not their hosts for telephones', () => {
    expect(isSameSite('https://m.news.example/a', 'https://www.news.example/b')).toBe(true);
    expect(isSameSite('https://www.google.com/amp/s/news.example/a-b-c', 'https://news.example/a')).toBe(true);
    expect(isSameSite('https://evil.example/', 'https://news.example/')).toBe(false);
    expect(isSameSite('https://evil.example/amp/s/news.example/a', 'https://news.example/a')).toBe(false);
    expect(isSameSite('http://news.example/', 'https://news.example/')).toBe(false);
    expect(isSameSite('https://news.example:8443/', 'https://news.example/')).toBe(false);
    expect(isSameSite('', 'https://news.example/')).toBe(false);
  });

  test('does not depend on fragment or tracking', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true }), fc.webFragments(), (url, fragment) => {
        const separator = url.includes('?') ? '&' : '?';
        expect(pageKey(`${url}${separator}utm_campaign=x#${fragment}`)).toBe(pageKey(url));
      }),
    );
  });
});
