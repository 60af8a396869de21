/** Outlets by name and by address. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hostOf, outletAt, outletsNamed, sameOutlet } from '../../../lib/sourcing/index.ts';

describe('outletsNamed', () => {
  test.each<[string, string[]]>([
    ['NBC News reported it, citing The New York Times.', ['NBC News', 'The New York Times']],
    ['NBC and later NBC News said so.', ['NBC News']],
    ['according to the Harbour Gazette', ['Harbour Gazette']],
    ['The Dispatch had it first.', ['The Dispatch']],
    ['la cadena Mar Abierto informó', ['Mar Abierto']],
    ['según El País y EFE', ['El País', 'EFE']],
    ['the news was bad, the post came late and times are hard', []],
    ['the network said', []],
    ['Chapter 3 of the API, ABCs and APs', []],
  ])('finds in “%s” %j', (text, names) => {
    expect(outletsNamed(text).map(({ name }) => name)).toEqual(names);
  });

  test('finds in any text only what stands there, quickly', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 2_000, unit: 'binary' }), (text) => {
        for (const { key } of outletsNamed(text)) expect(key).not.toBe('');
      }),
      { numRuns: 100 },
    );
    const long = 'A Big Name Of The Some Times '.repeat(2_000);
    const start = performance.now();
    outletsNamed(long);
    expect(performance.now() - start).toBeLessThan(2_000);
  });
});

describe('hostOf and outletAt', () => {
  test.each([
    ['https://www.nbcnews.com/politics?x#y', 'nbcnews.com', 'NBC News'],
    ['https://edition.cnn.com/a', 'edition.cnn.com', 'CNN'],
    ['https://news.tidewatch.co.uk:8080/a', 'news.tidewatch.co.uk', 'news.tidewatch.co.uk'],
    ['//user@APNews.com/x', 'apnews.com', 'Associated Press'],
  ])('%s is %s, %s', (address, host, name) => {
    expect(hostOf(address)).toBe(host);
    expect(outletAt(address)?.name).toBe(name);
  });

  test.each(['', 'file:///home/a.html', 'about:blank', 'Reuters'])('“%s” has no host', (address) => {
    expect(hostOf(address)).toBeNull();
    expect(outletAt(address)).toBeNull();
  });
});

test('a name and a host name are one outlet where host names shorten names', () => {
  const named = (name: string) => outletsNamed(name)[0] ?? { key: 'none', name };
  const at = (host: string) => outletAt(`https://${host}/`) ?? { key: '', name: '' };
  for (const [name, host] of [
    ['The New York Times', 'nytimes.com'],
    ['The Washington Post', 'washingtonpost.com'],
    ['the Harbour Gazette', 'hgazette.example'],
    ['the Harbour Gazette', 'www.harbourgazette.example'],
    ['El País', 'elpais.com'],
  ] as const) {
    expect([name, sameOutlet(named(name), at(host)), sameOutlet(at(host), named(name))]).toEqual([name, true, true]);
  }
  expect(sameOutlet(named('The New York Times'), at('latimes.com'))).toBe(false);
  expect(sameOutlet(named('Fox News'), at('nbcnews.com'))).toBe(false);
});
