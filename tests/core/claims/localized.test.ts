import { expect, it } from 'vitest';
import { localized } from '../../../lib/claims/index.ts';

it.each([
  [{ en: 'a', es: 'b', 'es-MX': 'c' }, 'es-MX', { text: 'c', locale: 'es-MX' }],
  [{ en: 'a', es: 'b', 'es-MX': 'c' }, 'es-mx', { text: 'c', locale: 'es-MX' }],
  [{ en: 'a', es: 'b', 'es-MX': 'c' }, 'es-AR', { text: 'b', locale: 'es' }],
  [{ en: 'a', 'es-MX': 'c' }, 'es', { text: 'c', locale: 'es-MX' }],
  [{ es: 'b', en: 'a' }, 'de', { text: 'a', locale: 'en' }],
  [{ es: 'b', 'en-GB': 'a' }, 'de', { text: 'a', locale: 'en-GB' }],
  [{ es: 'b', fr: 'd' }, 'de', { text: 'b', locale: 'es' }],
  [{ es: 'b' }, '', { text: 'b', locale: 'es' }],
  [{}, 'en', { text: '', locale: 'en' }],
])('of %o a reader of "%s" is shown %o', (texts, locale, shown) => {
  expect(localized(texts, locale)).toEqual(shown);
});
