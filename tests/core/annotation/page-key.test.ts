import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pageKey } from '../../../lib/annotation/index.ts';

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

  test('does not depend on fragment or tracking', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true }), fc.webFragments(), (url, fragment) => {
        const separator = url.includes('?') ? '&' : '?';
        expect(pageKey(`${url}${separator}utm_campaign=x#${fragment}`)).toBe(pageKey(url));
      }),
    );
  });
});
