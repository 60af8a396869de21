/** What is remembered of pages, and what it adds up to. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  claimHistories,
  claimHistory,
  type Encounter,
  encountersOf,
  expired,
  foldEncounter,
  outletMatrix,
  parseEncounter,
} from '../../../lib/history/index.ts';
import { aClaim, aClaimAnnotation, aClaimOnPage, anAttribution, aReport } from '../../support/builders.ts';

const now = '2026-11-22T10:00:00.000Z';
const page = { source: 'https://www.news.example/story?utm_source=x#top', title: 'The ferry', locale: 'en' };

/** A ferry claim with a toll, so that figures can change. */
const toll = aClaimOnPage(
  aClaim({ id: 'toll', figures: [{ value: 64, comparator: 'at-least', unit: { en: 'people' } }] }),
);
const ferry = aClaimOnPage();

const anEncounter = (
  fields: Partial<Encounter> = {},
  wording: Partial<Encounter['wordings'][number]> = {},
): Encounter => ({
  id: `${fields.claim ?? toll.key} ${fields.page ?? 'https://news.example/story'}`,
  claim: toll.key,
  version: '1.0.0',
  page: 'https://news.example/story',
  title: 'The ferry',
  outlet: 'news.example',
  language: 'en',
  first: now,
  last: now,
  wordings: [
    {
      at: fields.first ?? now,
      quote: 'At least 64.',
      drift: 'none',
      attribution: 'none',
      comparison: 'same',
      ...wording,
    },
  ],
  ...fields,
});

describe('encountersOf', () => {
  test('makes one encounter a claim, with page key, outlet and the sentence that changed the claim most', () => {
    const quote = 'At least 75 people died.';
    const annotations = [
      aClaimAnnotation(toll, { sentence: { start: 0, end: 20 }, quote: 'At least 64 people died.' }),
      aClaimAnnotation(toll, {
        sentence: { start: 30, end: 54 },
        quote,
        wording: { drift: 'figure', differences: [{ kind: 'number', page: { start: 9, end: 11 }, record: '64' }] },
        attribution: anAttribution({ kind: 'anonymous', name: 'officials' }),
      }),
      aClaimAnnotation(ferry, { sentence: { start: 60, end: 90 } }),
    ];
    const report = aReport({
      claims: [toll, ferry],
      annotations,
      oneOrigin: [{ claim: ferry.key, outlet: 'NBC News', sightings: 1, circular: false }],
    });
    const [first, second, ...rest] = encountersOf(report, page, now);
    expect(rest).toEqual([]);
    expect(first).toEqual({
      id: 'harbour:toll https://www.news.example/story',
      claim: 'harbour:toll',
      version: '1.0.0',
      page: 'https://www.news.example/story',
      title: 'The ferry',
      outlet: 'news.example',
      language: 'en',
      first: now,
      last: now,
      wordings: [
        {
          at: now,
          quote,
          drift: 'figure',
          attribution: 'anonymous',
          source: 'officials',
          comparison: 'same',
          figure: { said: '75', record: '64' },
        },
      ],
    });
    expect(second?.wordings[0]).toMatchObject({ credits: 'NBC News', drift: 'none' });
    expect(second?.wordings[0]).not.toHaveProperty('figure');
  });

  test('remembers the record’s figure where the page repeats it', () => {
    const figureIn = (quote: string) =>
      encountersOf(aReport({ claims: [toll], annotations: [aClaimAnnotation(toll, { quote })] }), page, now)[0]
        ?.wordings[0]?.figure;
    expect(figureIn('At least 64 people died.')).toEqual({ said: '64', record: '64' });
    expect(figureIn('The toll stands at 64.')).toEqual({ said: '64', record: '64' });
    for (const quote of ['Dozens died.', 'In all, 164 died.', 'Some 64,000 died.', 'It was 0.64 miles.']) {
      expect(figureIn(quote)).toBeUndefined();
    }
  });

  test('knows a number by its digits, and a name by its words', () => {
    const figureIn = (quote: string, kind: 'number' | 'entity', said: string, record: string) => {
      const start = quote.indexOf(said);
      const wording = { drift: 'figure', differences: [{ kind, page: { start, end: start + said.length }, record }] };
      const annotation = aClaimAnnotation(toll, { quote, wording: wording as never });
      return encountersOf(aReport({ claims: [toll], annotations: [annotation] }), page, now)[0]?.wordings[0]?.figure;
    };
    expect(figureIn('At least 75 people.', 'number', 'At least 75', 'at least 64 people')).toEqual({
      said: '75',
      record: '64',
    });
    expect(figureIn('Setenta y cinco muertos.', 'number', 'Setenta y cinco', '64')).toEqual({
      said: 'Setenta y cinco',
      record: '64',
    });
    expect(figureIn('Under Title 10.', 'entity', 'Title 10', 'Title 50')).toEqual({
      said: 'Title 10',
      record: 'Title 50',
    });
  });

  test('remembers nothing of a page without a host', () => {
    for (const source of ['', 'file:///home/reader/page.html', 'about:blank']) {
      expect(encountersOf(aReport({ claims: [toll] }), { ...page, source }, now)).toEqual([]);
    }
  });

  test('makes what the parser accepts, from pages of any title and sentences of any length', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 5_000 }), fc.string({ minLength: 1, maxLength: 5_000 }), (title, quote) => {
        const report = aReport({ claims: [toll], annotations: [aClaimAnnotation(toll, { quote })] });
        const made = encountersOf(report, { ...page, title }, now);
        expect(made.map((one) => parseEncounter(one))).toEqual(made.map((value) => ({ ok: true, value })));
      }),
      { numRuns: 50 },
    );
  });
});

describe('a page met again', () => {
  const later = '2026-11-25T08:00:00.000Z';

  test('is one encounter, and one wording while it says the same', () => {
    const again = anEncounter({ first: later, last: later, title: 'The ferry, updated' });
    expect(foldEncounter(anEncounter(), again)).toMatchObject({
      first: now,
      last: later,
      title: 'The ferry, updated',
      wordings: [{ at: now }],
    });
  });

  test('keeps what it said before, the first and the latest when it changes often', () => {
    let known = anEncounter();
    for (let n = 65; n < 80; n++) {
      const at = `2026-12-${String(n - 60).padStart(2, '0')}T08:00:00.000Z`;
      known = foldEncounter(known, anEncounter({ first: at, last: at }, { quote: `At least ${n}.`, drift: 'figure' }));
    }
    expect(known.wordings.length).toBeLessThanOrEqual(6);
    expect(known.wordings.at(0)?.quote).toBe('At least 64.');
    expect(known.wordings.at(-1)?.quote).toBe('At least 79.');
    expect(parseEncounter(known).ok).toBe(true);
  });

  test('never goes back in time', () => {
    const met = anEncounter({ first: later, last: later });
    expect(foldEncounter(met, anEncounter({ last: '2026-11-25T08:30:00.000+02:00' })).last).toBe(later);
  });
});

describe('claimHistory', () => {
  const figure = (said: string) => ({ drift: 'figure', quote: said, figure: { said, record: '64' } }) as const;
  const met = [
    anEncounter({ page: 'https://b.example/2', outlet: 'b.example', first: '2026-11-20T00:00:00Z' }, figure('75')),
    anEncounter(
      { page: 'https://a.example/1', outlet: 'a.example', first: '2026-11-10T00:00:00Z' },
      { figure: { said: '64', record: '64' } },
    ),
    anEncounter({ page: 'https://a.example/3', outlet: 'a.example', first: '2026-11-21T00:00:00Z' }, figure('75')),
    anEncounter({ page: 'https://c.example/4', outlet: 'c.example', first: '2026-11-22T00:00:00Z' }, figure('80')),
    anEncounter({ claim: ferry.key }),
  ];

  test('lists sightings in time, and each change of a figure once', () => {
    const history = claimHistory(toll.key, met);
    expect(history.sightings.map(({ page: address }) => address)).toEqual([
      'https://a.example/1',
      'https://b.example/2',
      'https://a.example/3',
      'https://c.example/4',
    ]);
    expect(history.outlets).toEqual(['a.example', 'b.example', 'c.example']);
    expect(history.figures.map(({ said, outlet }) => [said, outlet])).toEqual([
      ['64', 'a.example'],
      ['75', 'b.example'],
      ['80', 'c.example'],
    ]);
  });

  test('starts from the record’s figure where no page has it, and is silent where none changed', () => {
    expect(claimHistory(toll.key, met.slice(0, 1)).figures).toEqual([
      { said: '64', at: null, outlet: null },
      { said: '75', at: '2026-11-20T00:00:00Z', outlet: 'b.example' },
    ]);
    expect(claimHistory(toll.key, met.slice(1, 2)).figures).toEqual([]);
  });

  test('says when pages of several outlets lead to one', () => {
    const own = anEncounter({ page: 'https://www.nbcnews.com/a', outlet: 'nbcnews.com' });
    const relay = anEncounter({ page: 'https://b.example/2', outlet: 'b.example' }, { credits: 'NBC News' });
    expect(claimHistory(toll.key, [own, relay]).oneOrigin).toBe('NBC News');
    expect(claimHistory(toll.key, [relay]).oneOrigin).toBeNull();
    expect(claimHistory(toll.key, [own, relay, ...met]).oneOrigin).toBeNull();
  });

  test('comes with the claim met last first', () => {
    const late = anEncounter({ claim: ferry.key, last: '2026-12-01T00:00:00Z' });
    expect(claimHistories([...met, late]).map(({ claim }) => claim)).toEqual([ferry.key, toll.key]);
  });

  test('is the same whatever order the encounters come in', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(met, { minLength: met.length }), (shuffled) => {
        expect(claimHistory(toll.key, shuffled)).toEqual(claimHistory(toll.key, met));
        expect(outletMatrix(shuffled)).toEqual(outletMatrix(met));
      }),
    );
  });

  test('as a matrix has a row a claim and a column an outlet, with the latest wording and the number of pages', () => {
    const { outlets, rows } = outletMatrix(met);
    expect(outlets).toEqual(['a.example', 'b.example', 'c.example', 'news.example']);
    expect(rows.map(({ claim, cells }) => [claim, cells.map((cell) => cell && [cell.pages, cell.drift])])).toEqual([
      [toll.key, [[2, 'figure'], [1, 'figure'], [1, 'figure'], null]],
      [ferry.key, [null, null, null, [1, 'none']]],
    ]);
  });
});

describe('expired', () => {
  const at = (id: string, last: string) => ({ id, last });
  const limits = { now, days: 30, most: 2 };

  test('names what was last met too long ago', () => {
    expect(expired([at('old', '2026-10-01T00:00:00Z'), at('new', '2026-11-01T00:00:00Z')], limits)).toEqual(['old']);
  });

  test('names what is too many, the ones met longest ago', () => {
    const three = [at('a', '2026-11-20T00:00:00Z'), at('b', '2026-11-22T00:00:00Z'), at('c', '2026-11-21T00:00:00Z')];
    expect(expired(three, limits)).toEqual(['a']);
  });
});
