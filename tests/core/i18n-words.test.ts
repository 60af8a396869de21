/** The words that stand for codes: what a reader is told of a grade, an attribution, a comparison. */
import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import {
  attributionLine,
  basisLine,
  claimsInOrder,
  comparisonLine,
  confidenceLine,
  exportWords,
  levelLabel,
  reasonLine,
  siteOfPage,
  sourceLines,
  tallyLines,
  tellingWords,
} from '../../components/words.ts';
import type { Source, SourcingRecord } from '../../lib/claims/index.ts';
import { gradeSources } from '../../lib/sourcing/index.ts';
import {
  aClaim,
  aClaimAnnotation,
  aClaimOnPage,
  anAttribution,
  aRecord,
  aReport,
  aTally,
} from '../support/builders.ts';
import { speak } from '../support/words.ts';

const catalogue = (language: string) =>
  parse(readFileSync(new URL(`../../lib/i18n/locales/${language}.yml`, import.meta.url), 'utf8'));

beforeEach(() => speak(catalogue('en'), 'en'));

const unnamed = (fields: Partial<Extract<Source, { kind: 'anonymous' }>> = {}): Source => ({
  kind: 'anonymous',
  wording: 'officials',
  count: 'several',
  desc: 'none',
  interest: 'unknown',
  ...fields,
});
const ministry: Source = { kind: 'institution', name: 'the ministry', wording: 'the ministry', interest: 'own' };
const paper: Source = { kind: 'outlet', name: 'The Gazette', wording: 'The Gazette reported', interest: 'unknown' };
const basis = (fields: Partial<SourcingRecord>) => {
  const record = aRecord(fields);
  return basisLine(record, gradeSources(record));
};

test('a name given in several languages is told in the reader’s', () => {
  const office: Source = {
    ...ministry,
    name: { en: 'the ministry', es: 'el ministerio' },
    role: { en: 'of ports', es: 'de puertos' },
  };
  const record = aRecord({ sources: [office] });
  const told = () => [basisLine(record, gradeSources(record)), sourceLines(office)];
  expect(told()).toEqual([
    'The ministry, on the record',
    { who: 'The ministry', details: ['of ports', 'speaks for its own side'] },
  ]);
  speak(catalogue('es'), 'es');
  expect(told()).toEqual([
    'El ministerio, en público',
    { who: 'El ministerio', details: ['de puertos', 'habla en favor propio'] },
  ]);
});

test('a match is told by words of the sentence: those that spoke loudest for it, in its order, none inside another', () => {
  const quote = 'Planning for the ferry has begun, a memo of Title 50 says today.';
  const at = (words: string, weight: number) => {
    const start = quote.indexOf(words);
    return { label: 'a long description', weight, span: { start, end: start + words.length } };
  };
  const evidence = [
    at('Title 50', 2),
    at('Title', 3),
    at('memo', -2),
    at('ferry', 1),
    at('begun', 0.9),
    at('Planning', 0.8),
    at('says', 0.7),
    at('today', 0.6),
    { label: 'the page', weight: 4 },
  ];
  const claim = aClaimOnPage(aClaim({ id: 'ferry' }));
  expect(tellingWords({ ...aClaimAnnotation(claim), quote, evidence })).toEqual([
    'Planning',
    'ferry',
    'begun',
    'Title 50',
    'says',
  ]);
});

describe('the basis of a level', () => {
  test.each<[string, Partial<SourcingRecord>]>([
    ['The record cites nobody', { sources: [] }],
    ['An assessment in the article’s own voice', { kind: 'assessment', sources: [] }],
    ['One unnamed person, described', { sources: [unnamed({ count: 1, desc: 'role' })] }],
    ['One unnamed person', { sources: [unnamed({ count: 1 })] }],
    ['3 unnamed people', { sources: [unnamed({ count: 3 })] }],
    ['Several unnamed people', { sources: [unnamed()] }],
    ['Several unnamed people, described', { sources: [unnamed({ count: 1 }), unnamed({ count: 1, desc: 'role' })] }],
    ['Only what The Gazette reported', { sources: [paper] }],
    ['The ministry, on the record', { sources: [ministry, unnamed()] }],
    ['The ministry, on the record, but independent reports differ', { sources: [ministry], conflict: true }],
  ])('is said as “%s”', (words, fields) => {
    expect(basis(fields)).toBe(words);
  });

  test('is said in Spanish as a Spanish speaker would', () => {
    speak(catalogue('es'), 'es');
    expect(basis({ sources: [unnamed()] })).toBe('Varias personas sin nombre');
  });
});

test('levels are labels; neither J nor ? is a number', () => {
  expect(([4, 3, 2, 1, 0, 'J', '?'] as const).map(levelLabel)).toEqual([
    'Documented',
    'On the record',
    'Limited',
    'Thin',
    'No source given',
    'Writer’s judgement',
    'Record incomplete',
  ]);
});

test('an incomplete record says which fields are missing', () => {
  expect(reasonLine({ code: '?', missing: ['count', 'desc'] })).toBe(
    'Still missing from the record: how many unnamed people there are and how the unnamed people are described.',
  );
  expect(reasonLine({ code: '?' })).toBe(reasonLine({ code: '?', missing: ['something new'] }));
});

test('a dropped attribution is set against the record’s basis, in the middle of a sentence', () => {
  const record = aRecord({ sources: [unnamed()] });
  expect(comparisonLine('attribution-dropped', record, gradeSources(record))).toBe(
    'States it flatly and credits nobody. In the record: several unnamed people.',
  );
  expect(comparisonLine('same', record, gradeSources(record))).toBeNull();
});

test('an attribution is said with its name where it has one, and with where it stands', () => {
  expect(attributionLine(anAttribution())).toBeNull();
  expect(attributionLine(anAttribution({ kind: 'outlet' }))).toBe('Credited here to another outlet.');
  expect(attributionLine(anAttribution({ kind: 'anonymous', name: 'two officials', carried: true }))).toBe(
    'Credited here to unnamed people: “two officials”. The credit stands in the sentence before.',
  );
});

test('a source is said by who it is and what is known of it', () => {
  expect(sourceLines(unnamed({ count: 2, desc: 'knowledge', interest: 'opposed' }))).toEqual({
    who: '“officials”',
    details: ['2 unnamed people', 'the wording says how they know', 'speaks for the other side'],
  });
  expect(sourceLines(ministry)).toEqual({ who: 'The ministry', details: ['speaks for its own side'] });
  expect(sourceLines({ kind: 'document', title: 'The order', wording: 'an order', interest: 'neutral' })).toEqual({
    who: 'The order',
    details: ['not published'],
  });
});

test('confidence is a word and a share', () => {
  expect([0.95, 0.75, 0.4].map(confidenceLine)).toEqual([
    'Caveat is sure of this match (95%).',
    'Caveat is fairly sure of this match (75%).',
    'Caveat is not certain of this match (40%).',
  ]);
});

test('a tally leaves out what it counted none of', () => {
  const report = aReport({
    tally: aTally({ claims: 1, sentences: 2, unnamedOnly: 0, changed: 2 }),
    relays: [{ outlet: 'The Gazette', how: 'credited', sentences: [], claims: [] }],
    truncated: true,
  });
  expect(tallyLines(report)).toEqual([
    '1 claim in 2 sentences.',
    '2 sentences are worded differently from the record.',
    'The page passes on what The Gazette reported.',
    'The page is very long; its end was not read.',
  ]);
});

test('claims are in the order of their first sentences, with the gravest of what those do', () => {
  const [a, b] = [aClaimOnPage(aClaim({ id: 'a' })), aClaimOnPage(aClaim({ id: 'b' }))];
  const at = (start: number, drift: 'none' | 'figure' | 'contradicts') => ({
    sentence: { start, end: start + 9 },
    wording: { drift, differences: [] },
  });
  const annotations = [
    aClaimAnnotation(b, at(0, 'figure')),
    aClaimAnnotation(a, at(10, 'none')),
    aClaimAnnotation(b, at(20, 'contradicts')),
  ];
  const order = claimsInOrder(aReport({ claims: [a, b], annotations }));
  expect(order.map(({ claim, annotations: own, changed }) => [claim.claim.id, own.length, changed])).toEqual([
    ['b', 2, 'contradicts'],
    ['a', 1, null],
  ]);
});

test('a site is named without what its readers leave out', () => {
  expect(siteOfPage('https://www.news.example:8080/a?b')).toBe('news.example');
  expect(siteOfPage('news')).toBe('news');
});

test('an exported file has its words from the catalogue', () => {
  const words = exportWords();
  expect(words.notVerified).toBe('What has not been verified');
  expect(words.drift('none')).toBeNull();
  expect(words.unknownClaim('gone:claim')).toContain('gone:claim');
});
