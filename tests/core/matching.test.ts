import { describe, expect, test } from 'vitest';
import { bundledClaimSets, type ClaimSet, claimIdOf } from '../../lib/claims/index.ts';
import { leastOn } from '../../lib/matching/context.ts';
import { createMatcher, type SentenceInput } from '../../lib/matching/index.ts';
import baseline from '../bench/baseline.json';
import { readStories } from '../bench/stories.ts';

const sets = bundledClaimSets();
const matcher = createMatcher(sets);
const idsOf = (sentence: SentenceInput): string[] => matcher.match([sentence]).map(({ claim }) => claimIdOf(claim));

describe('claims a sentence states', () => {
  test.each([
    {
      lang: 'en',
      text: 'Officials say commandos have already begun rehearsing for a possible mission against the cartels in Mexico.',
      claim: 'training-underway',
    },
    {
      lang: 'en',
      text: 'President Trump has not yet signed off on sending any troops.',
      claim: 'no-deployment-approved',
    },
    {
      lang: 'en',
      text: 'At least 64 people have been killed so far in the strikes on suspected drug boats off Venezuela.',
      claim: 'at-least-64-killed',
    },
    { lang: 'en', text: 'It would be run under Title 50, the law that governs spying.', claim: 'title-50' },
    {
      lang: 'es',
      text: 'Las tropas ya se entrenan para una posible misión contra los cárteles en México.',
      claim: 'training-underway',
    },
    {
      lang: 'es',
      text: 'La presidenta Sheinbaum rechazó cualquier intervención extranjera en territorio mexicano.',
      claim: 'mexico-rejects',
    },
    {
      lang: 'es',
      text: 'México coopera y colabora, pero no se subordina a nadie.',
      claim: 'sheinbaum-subordinate-quote',
    },
  ])('$claim ($lang): $text', ({ lang, text, claim }) => {
    expect(idsOf({ text, lang })).toContain(claim);
  });

  test('several claims of one sentence are found, each with its own part', () => {
    const text =
      'The force would be led by the Joint Special Operations Command, but Trump has not approved sending any troops into Mexico.';
    const before = 'Planning for a secret mission against the cartels in Mexico has begun.';
    const found = matcher.match([{ text, before, lang: 'en' }]);
    expect(found.map(({ claim }) => claimIdOf(claim))).toEqual(
      expect.arrayContaining(['jsoc-lead', 'no-deployment-approved']),
    );
    const parts = found.map(({ part }) => text.slice(part.start, part.end));
    expect(new Set(parts).size).toBeGreaterThan(1);
  });

  test.each([
    'Sheinbaum said in April: “Mexico coordinates, it collaborates, but it does not subordinate itself.”',
    '"We coordinate, we collaborate, but we do not subordinate ourselves to anyone," Sheinbaum told reporters in April.',
    'Sheinbaum dijo: «México coopera, México colabora, pero México no se subordina a nadie».',
  ])('a part holds a quotation whole or not at all: %s', (text) => {
    const [found] = matcher.match([{ text, lang: text.includes('dijo') ? 'es' : 'en' }]);
    expect(found && text.slice(found.part.start, found.part.end)).toMatch(/["“«][^"“«]+["”»]/u);
  });
});

describe('sentences that state none', () => {
  test.each([
    { lang: 'en', text: 'Sheinbaum met her cabinet on Monday.' },
    { lang: 'en', text: 'At least 64 people were killed when a ferry sank off the Philippines.' },
    { lang: 'en', text: 'The Fed has not yet approved a cut in interest rates, officials said.' },
    { lang: 'en', text: 'Gang violence has destabilized large parts of Haiti and its capital.' },
    { lang: 'es', text: 'La selección mexicana entrena desde hoy en Guadalajara para el partido del sábado.' },
    { lang: 'es', text: 'El Congreso aprobó el presupuesto de 2026 sin cambios.' },
    { lang: 'en', text: 'Read more about the weather here.' },
  ])('$text', ({ lang, text }) => {
    expect(idsOf({ text, lang })).toEqual([]);
  });

  test.each([
    '',
    ' ',
    'Mexico',
    '—…!?',
    '12345 67 8',
    '🇲🇽🇺🇸 🚁',
    'لم تتم الموافقة على أي انتشار',
    '墨西哥总统拒绝任何干预。',
    '\ud800\udc00\ud83d',
    'a'.repeat(100_000),
  ])('text without words of ours: %.20s', (text) => {
    expect(matcher.match([{ text, lang: 'und' }])).toEqual([]);
  });
});

describe('the shipped knowledge', () => {
  const stories = readStories().filter((_, index) => index % 12 === 0);

  // They were trained on, so this is no measure of quality (`npm run bench` is): it shows that weights and features fit.
  test('fits the features: it recognises stories it was trained on', () => {
    let [hits, wrong, missed] = [0, 0, 0];
    for (const { lines } of stories) {
      const found = new Set(matcher.match(lines).map(({ sentence, claim }) => `${sentence} ${claimIdOf(claim)}`));
      const stated = new Set(lines.flatMap((line, index) => line.claims.map((claim) => `${index} ${claim}`)));
      for (const pair of found) {
        if (stated.has(pair)) hits++;
        else wrong++;
      }
      for (const pair of stated) if (!found.has(pair)) missed++;
    }
    expect(hits).toBeGreaterThan(100);
    expect(hits / (hits + wrong)).toBeGreaterThan(0.9);
    expect(hits / (hits + missed)).toBeGreaterThan(0.85);
  });

  test('has not fallen below what was promised, on writers it had not read', () => {
    const { figures } = baseline;
    expect(figures['only sure: precision']).toBeGreaterThanOrEqual(0.92);
    expect(figures['balanced: precision']).toBeGreaterThanOrEqual(0.85);
    expect(figures['balanced: F1']).toBeGreaterThanOrEqual(0.79);
    expect(figures['balanced: claim-free sentences left alone']).toBeGreaterThanOrEqual(0.93);
    expect(figures['one less the calibration error']).toBeGreaterThanOrEqual(0.95);
  });
});

describe('what a match carries', () => {
  const text = 'Since September the missiles have sunk drug boats off Venezuela, and at least 64 people are dead.';
  const matches = createMatcher(sets, { confidence: 'show-more' }).match([{ text, lang: 'en' }]);

  test('a probability, a part and evidence inside the sentence', () => {
    expect(matches.length).toBeGreaterThan(0);
    for (const { confidence, part, evidence } of matches) {
      expect(confidence).toBeGreaterThan(0);
      expect(confidence).toBeLessThanOrEqual(1);
      expect(part.start).toBeGreaterThanOrEqual(0);
      expect(part.end).toBeLessThanOrEqual(text.length);
      expect(part.start).toBeLessThan(part.end);
      for (const { label, span } of evidence) {
        expect(label).not.toBe('');
        if (span) expect(text.slice(span.start, span.end).length).toBe(span.end - span.start);
      }
    }
  });

  test('evidence in words of the sentence’s language', () => {
    const [match] = matcher.match([
      { text: 'Al menos 64 personas han muerto en los ataques contra narcolanchas frente a Venezuela.', lang: 'es' },
    ]);
    expect(match?.evidence.map(({ label }) => label)).toContain('muertos');
  });
});

describe('options', () => {
  const page = sets.flatMap((set) =>
    set.claims.flatMap((claim) => (claim.text['en'] === undefined ? [] : [{ text: claim.text['en'], lang: 'en' }])),
  );
  const keys = (confidence: 'only-sure' | 'balanced' | 'show-more'): Set<string> =>
    new Set(
      createMatcher(sets, { confidence })
        .match(page)
        .map(({ sentence, claim }) => `${sentence} ${claim}`),
    );

  test('what is shown when sure is shown when balanced, and that when more is asked for', () => {
    const [sure, balanced, more] = [keys('only-sure'), keys('balanced'), keys('show-more')];
    expect([...sure].filter((key) => !balanced.has(key))).toEqual([]);
    expect([...balanced].filter((key) => !more.has(key))).toEqual([]);
    expect(more.size).toBeGreaterThan(sure.size);
  });

  test('most claims are recognised in their own words', () => {
    const found = keys('balanced');
    const own = sets
      .flatMap((set) => set.claims)
      .filter((claim, index) => found.has(`${index} mexico-mission:${claim.id}`));
    expect(own.length).toBeGreaterThanOrEqual(24);
  });

  test('the same page gives the same matches', () => {
    expect(matcher.match(page)).toEqual(matcher.match(page));
  });

  test('a wrong language tag does not hide a claim', () => {
    const text = 'Las tropas ya se entrenan para una posible misión contra los cárteles en México.';
    for (const lang of ['en', 'und', '', 'pt-BR']) expect(idsOf({ text, lang })).toContain('training-underway');
  });

  test('knowledge is not used for a set whose propositions have changed', () => {
    const changed: ClaimSet[] = sets.map((set) => ({ ...set, version: '2.0.0' }));
    const sentence = { text: 'The SEALs would be first through the door, with men from Langley.', lang: 'en' };
    // A lone sentence without Mexico or the cartels: knowledge gives it about even odds.
    const options = { confidence: 'show-more' } as const;
    const byKnowledge = createMatcher(sets, options).match([sentence]);
    expect(byKnowledge.map(({ claim }) => claimIdOf(claim))).toContain('jsoc-lead');
    // Whatever the claims' words alone find, they find it with another confidence.
    const byWords = createMatcher(changed, options).match([sentence]);
    expect(byWords.map(({ confidence }) => confidence)).not.toEqual(byKnowledge.map(({ confidence }) => confidence));
  });

  test('knowledge is not used for another claim under a known id', () => {
    const changed: ClaimSet[] = sets.map((set) => ({
      ...set,
      claims: set.claims.map((claim) =>
        claim.id === 'title-50'
          ? { ...claim, text: { en: 'The town council sold the old mill.' }, paraphrases: {} }
          : claim,
      ),
    }));
    const text = 'It would be run under Title 50, the law that governs spying.';
    expect(createMatcher(changed).match([{ text, lang: 'en' }])).toEqual([]);
  });

  test('no set, no match', () => {
    expect(createMatcher([]).match(page)).toEqual([]);
  });
});

describe('what a page is about', () => {
  const page = (naming: number, of: number) =>
    Array.from({ length: of }, (_, index) => ({
      logOdds: new Float32Array(3),
      any: [0, 0] as const,
      concepts: 0,
      subjects: index < naming ? 0b10 : 0b100,
      length: 80,
      asks: false,
    }));

  test('one that hardly names the subject is believed only where the engine is sure', () => {
    expect(leastOn(page(1, 20), [0, 1])).toBe(0.8);
    expect(leastOn(page(2, 20), [0, 1])).toBe(0);
    expect(leastOn(page(0, 7), [0, 1])).toBe(0);
    expect(leastOn([], [0, 1])).toBe(0);
  });
});
