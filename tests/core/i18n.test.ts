/** The two catalogues say the same, are used wholly, and never judge a claim. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import {
  formatDate,
  formatList,
  formatPercent,
  initI18n,
  type MessageKey,
  t,
  uiLanguage,
} from '../../lib/i18n/index.ts';
import { flatten, speak } from '../support/words.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const catalogue = (language: string) => parse(readFileSync(join(root, `lib/i18n/locales/${language}.yml`), 'utf8'));
const en = flatten(catalogue('en'));
const es = flatten(catalogue('es'));

const sources = ['lib', 'components', 'entrypoints', 'wxt.config.ts']
  .flatMap((path) =>
    path.endsWith('.ts')
      ? [path]
      : readdirSync(join(root, path), { recursive: true, encoding: 'utf8' })
          .filter((file) => /\.(tsx?|html)$/.test(file))
          .map((file) => join(path, file)),
  )
  .map((path) => readFileSync(join(root, path), 'utf8'))
  .join('\n');

const placeholders = (text: string): string[] => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();
const PLURAL = /_(zero|one|two|few|many|other)$/;

describe('the catalogues', () => {
  test('have the same keys in both languages, apart from plural forms', () => {
    const base = (messages: ReadonlyMap<string, string>) =>
      [...new Set([...messages.keys()].map((key) => key.replace(PLURAL, '')))].sort();
    expect(base(es)).toEqual(base(en));
  });

  test('have placeholders that agree', () => {
    for (const [key, text] of en) {
      // "1 claim" needs no count; what other languages fill in must be there to be filled in.
      if (/_one$/.test(key)) continue;
      expect({ key, placeholders: placeholders(es.get(key) ?? '') }).toEqual({ key, placeholders: placeholders(text) });
    }
  });

  test('have every plural form end in a general one', () => {
    for (const messages of [en, es]) {
      for (const key of messages.keys()) {
        // Codes that end like a plural form: levels, and the problem "too many".
        if (PLURAL.test(key) && !/^(?:level|meaning|import_problem)/.test(key)) {
          expect(messages.has(key.replace(PLURAL, '_other')), key).toBe(true);
        }
      }
    }
  });

  test('fit the browser: names it allows, unlike in more than case, no dollar signs, nothing empty', () => {
    for (const messages of [en, es]) {
      const folded = [...messages.keys()].map((key) => key.toLowerCase());
      expect(new Set(folded).size).toBe(folded.length);
      for (const [key, text] of messages) {
        expect(key).toMatch(/^[A-Za-z0-9_]+$/);
        expect(text, key).not.toContain('$');
        expect(text.trim(), key).not.toBe('');
      }
    }
  });

  test('are translated', () => {
    const same = [...en].filter(
      ([key, text]) => es.get(key) === text && /\p{L}{3}/u.test(text.replace(/\{\w+\}/g, '')),
    );
    // Names are the same in every language.
    const names = /^(?:extension_name|format_(?:cslJson|hypothesis|markdown|ris|webAnnotation))$/;
    expect(same.map(([key]) => key).filter((key) => !names.test(key))).toEqual([]);
  });

  test('have every message that something asks for', () => {
    const asked = [...sources.matchAll(/\bt\(\s*'(\w+)'|__MSG_(\w+?)__/g)].map(
      ([, key, manifest]) => key ?? manifest ?? '',
    );
    expect(asked.length).toBeGreaterThan(50);
    expect(asked.filter((key) => !en.has(key) && !en.has(`${key}_other`))).toEqual([]);
  });

  test('have no message that nothing uses', () => {
    // Keys built from a code, as `badge_${…}`, use every message that begins so.
    const built = [...sources.matchAll(/`([a-z]\w*_)\$\{/g)].map(([, prefix]) => prefix ?? '');
    const unused = [...en.keys()].filter((key) => {
      const name = key.replace(PLURAL, '');
      if (built.some((prefix) => name.startsWith(prefix))) return false;
      return !new RegExp(`['"\`]${name}['"\`]|__MSG_${name}__`).test(sources);
    });
    expect(unused).toEqual([]);
  });
});

describe('what Caveat says of a claim', () => {
  /**
   * Sourcing rules, section 9: the heading of what has not been verified, in its forms, speaks of what has been checked,
   * not of what is so. Nothing else is exempt.
   */
  const ALLOWED = [/what has not been verified/gi, /lo que no se ha verificado/gi];
  const VERDICTS =
    /\b(true|truth\w*|untrue|false\w*|verif\w*|unverif\w*|debunk\w*|fakes?|faked|hoax\w*|verdad\w*|fals[oae]\w*|inveros\w*|desment\w*|desmont\w*|bulos?|mentiras?|mient\w*|lies|lying|liar\w*)\b/iu;

  test.each([
    ['en', en],
    ['es', es],
  ])('never judges it (%s)', (_, messages) => {
    const verdicts = [...messages].filter(([, text]) =>
      VERDICTS.test(ALLOWED.reduce((rest, phrase) => rest.replace(phrase, ''), text)),
    );
    expect(verdicts).toEqual([]);
  });

  test('has its promise under exactly this heading', () => {
    expect(en.get('card_notVerified')).toBe('What has not been verified');
    expect(es.get('card_notVerified')).toBe('Lo que no se ha verificado');
  });
});

describe('t', () => {
  beforeEach(() => speak(catalogue('en'), 'en-GB'));

  test('fills named placeholders and writes numbers as the reader does', () => {
    expect(
      t('tally_found', { claims: t('tally_claims', { count: 1 }), sentences: t('tally_sentences', { count: 1200 }) }),
    ).toBe('1 claim in 1,200 sentences.');
  });

  test('leaves a placeholder without a value, and a text that looks like one, as they are', () => {
    expect(t('sites_here', {})).toBe('Keep on for {site}');
    expect(t('sites_here', { site: '{count}' })).toBe('Keep on for {count}');
  });

  test('falls back to the general plural form for a form the catalogue does not have', () => {
    speak(catalogue('es'), 'es');
    expect(new Intl.PluralRules('es').select(1_000_000)).toBe('many');
    expect(t('tally_claims', { count: 1_000_000 })).toBe('1.000.000 afirmaciones');
  });

  test('answers an unknown key with the key, so that a fault is seen and nothing breaks', () => {
    expect(t('no_such_key' as MessageKey)).toBe('no_such_key');
  });

  test('writes dates, shares and lists in the language of the catalogue, whatever the browser speaks', () => {
    expect(formatDate('2026-08-03')).toBe('3 Aug 2026');
    expect(formatDate('not a date')).toBe('not a date');
    expect(formatList(['a', 'b', 'c'])).toBe('a, b and c');
    // A French browser is given the English catalogue, and then English dates.
    speak(catalogue('en'), 'fr');
    expect(uiLanguage()).toBe('en');
    expect(formatDate('2026-08-03')).toBe('Aug 3, 2026');
    speak(catalogue('es'), 'es-MX');
    expect(formatPercent(0.87)).toMatch(/^87\s?%$/);
    expect(formatList(['a', 'b'])).toBe('a y b');
  });

  test('works without a catalogue', () => {
    initI18n({ lookup: () => '', locale: 'en' });
    expect(t('card_close')).toBe('card_close');
  });
});
