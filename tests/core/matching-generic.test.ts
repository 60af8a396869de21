/** Claims that bring only their words: what is found, what is left alone, and what no input may do. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CONCEPTS } from '../../lib/matching/data/concepts.ts';
import {
  buildGenericMatcher,
  createGenericMatcher,
  createRetriever,
  type GenericMatcher,
  openGenericMatcher,
} from '../../lib/matching/generic.ts';
import { readTerms } from '../../lib/matching/terms.ts';
import { openVectors } from '../../lib/matching/vectors.ts';
import { openWordings, packWordings } from '../../lib/matching/wordings.ts';
import { matcherOf, readOwnSets } from '../bench/own-sets.ts';

const file = Uint8Array.from(readFileSync(new URL('../../lib/matching/data/vectors.bin', import.meta.url))).buffer;
const opened = openVectors(file);
if (!opened.ok) throw new Error(opened.error);
const vectors = opened.value;

const TEXTS = [
  'The city council voted to close the swimming pool on Harbour Street in March.',
  'At least 41 people fell ill after drinking water from the Lindow reservoir.',
  'The ferry company did not pay its sailors for three months.',
  'El alcalde de Villaclara prometió plantar 20.000 árboles antes de las elecciones.',
  'The mayor of Villaclara owns a third of the company that runs the landfill.',
];
const claims = TEXTS.map((text) => ({ wordings: [{ lang: /[áó]/.test(text) ? 'es' : 'en', text }] }));
const matcher = createGenericMatcher(claims, { vectors, concepts: CONCEPTS });
const found = (text: string, lang = 'en', engine: GenericMatcher = matcher): number[] =>
  engine
    .match([{ text, lang }], 0.4)
    .flat()
    .map(({ claim }) => claim);

describe('claims that bring only their words', () => {
  test.each([
    [0, 'en', 'Councillors voted on Monday to close the Harbour Street swimming pool in March.'],
    [1, 'en', 'Forty-one people at least fell ill after they drank water from the Lindow reservoir, doctors said.'],
    [2, 'en', 'For three months the ferry company did not pay its sailors, the union says.'],
    [3, 'es', 'Antes de las elecciones, el alcalde de Villaclara prometió plantar 20 000 árboles en la ciudad.'],
    [4, 'en', 'Villaclara’s mayor owns a third of the company running the landfill.'],
  ])('a near wording of claim %i is found', (claim, lang, text) => {
    expect(found(text, lang)).toEqual([claim]);
  });

  test.each([
    'The council met on Monday.',
    'The swimming pool was full on Saturday.',
    'Sailors say that the ferry was late.',
    'A mayor promised trees.',
    'It rained in March.',
    'Water prices rose by 41 percent.',
  ])('what merely shares words or the subject is left alone: %s', (text) => {
    expect(found(text)).toEqual([]);
  });

  test('a page on the affair of a few claims needs less proof than a stray sentence, and any other page', () => {
    const [dam, ferry] = ['dam', 'ferry'].map((name) => readOwnSets().find((own) => own.name === name));
    if (!dam || !ferry) throw new Error('the sets are gone');
    const engine = matcherOf(dam, vectors);
    const onPage = engine.match(dam.lines, 0.57).flat().length;
    const alone = dam.lines.flatMap((line) => engine.match([line], 0.57).flat()).length;
    expect(onPage).toBeGreaterThan(8);
    expect(alone).toBeLessThan(onPage / 2);
    expect(engine.match(ferry.lines, 0.57).flat()).toEqual([]);
  });

  test('the part shown and the evidence lie in the sentence', () => {
    const text = 'Officials confirmed late on Friday: the ferry company did not pay its sailors for three months.';
    const [match] = matcher.match([{ text, lang: 'en' }], 0.5).flat();
    expect(text.slice(match?.span.start, match?.span.end)).toBe(
      'ferry company did not pay its sailors for three months',
    );
    expect(match?.evidence.map(({ label }) => label)).toContain('sailors');
    for (const { span, label } of match?.evidence ?? []) {
      expect(text.slice(span?.start, span?.end).toLowerCase()).toContain(label === '3' ? 'three' : label.slice(0, 3));
    }
  });

  test('works without vectors and without concepts', () => {
    expect(
      found(
        'Councillors voted to close the swimming pool on Harbour Street in March.',
        'en',
        createGenericMatcher(claims),
      ),
    ).toEqual([0]);
  });

  test('a number is the same however it is written', () => {
    const numbers = (text: string, lang: string) =>
      readTerms(text, lang)
        ?.terms.filter(({ number }) => number)
        .map(({ term }) => term);
    expect(numbers('1.5 million people and sixty-four boats', 'en')).toEqual(['1500000', '64']);
    expect(numbers('1,500,000 people and 64 boats', 'en')).toEqual(['1500000', '64']);
    expect(numbers('20.000 árboles y veinte mil casas', 'es')).toEqual(['20000', '20000']);
  });

  test('a claim in one language is found in the other, where its words are known', () => {
    const text = 'La empresa de transbordadores no pagó el salario a los trabajadores del puerto en julio.';
    const english = 'The company did not pay the port workers their wages in July.';
    const ours = createGenericMatcher([{ wordings: [{ lang: 'es', text }] }], { vectors });
    expect(found(english, 'en', ours)).toEqual([0]);
    expect(readTerms('Evo Morales firmó la operación', 'es')?.terms.map(({ term }) => term)).toContain('oper');
  });

  test('takes hashtags apart and leaves addresses out', () => {
    const terms = readTerms('#AustralianFires https://t.co/abc pic.twitter.com/xyz', 'en')?.terms.map(
      ({ word }) => word,
    );
    expect(terms).toEqual(['australianfires', 'australian', 'fires']);
  });
});

describe('a saved index', () => {
  test('answers as the one that was built', () => {
    const saved = matcher.serialize();
    const again = openGenericMatcher(packWordings(claims), saved, { vectors, concepts: CONCEPTS });
    if (!again.ok) throw new Error(again.error);
    const page = TEXTS.map((text) => ({ text: `${text} Officials said so.`, lang: 'en' }));
    expect(again.value.match(page, 0.1)).toEqual(matcher.match(page, 0.1));
    expect(again.value.rank('mayor landfill company', 'en', 5)).toEqual(
      matcher.rank('mayor landfill company', 'en', 5),
    );
  });

  test('is refused for other claims, and when it is damaged', () => {
    const saved = matcher.serialize();
    expect(openGenericMatcher(packWordings(claims.slice(1)), saved)).toEqual({ ok: false, error: 'other-claims' });
    const changed = claims.map((claim, at) =>
      at === 2 ? { wordings: [{ lang: 'en', text: 'Something else entirely here.' }] } : claim,
    );
    expect(openGenericMatcher(packWordings(changed), saved)).toEqual({ ok: false, error: 'other-claims' });
    expect(openGenericMatcher(packWordings(claims), saved.slice(0, 200))).toEqual({ ok: false, error: 'unusable' });
  });

  test('wordings come back as they were packed, and are refused when they were not packed so', () => {
    const packed = packWordings([
      { wordings: [{ lang: 'en', text: 'One.' }] },
      { wordings: [] },
      {
        wordings: [
          { lang: 'es', text: 'Tres.' },
          { lang: 'en', text: '' },
        ],
      },
    ]);
    const again = openWordings(structuredClone(packed.packed));
    const rows = [0, 1, 2].map((at) => [again?.textOf(at), again?.langOf(at), again?.claimOf(at)]);
    expect(rows).toEqual([
      ['One.', 'en', 0],
      ['Tres.', 'es', 2],
      ['', 'en', 2],
    ]);
    const many = Array.from({ length: 1_100 }, (_, at) => `Claim ${at} – “so” • by Šarić 🧵.`);
    const sheeted = openWordings(packWordings(many.map((text) => ({ wordings: [{ lang: 'en', text }] }))).packed);
    // What no word is read from is plain: it would double the room.
    expect(many.map((_, at) => sheeted?.textOf(at))).toEqual(many.map((_, at) => `Claim ${at} -  so    by Saric  .`));
    const { sheets, ends } = packed.packed;
    for (const damage of [
      { sheets: sheets.map((sheet) => sheet.slice(1)) },
      { sheets: [] },
      { ends: ends.slice(1) },
      { places: Uint32Array.of(2, 1, 0) },
      { ends: Uint32Array.of(9, 4, 9) },
      { langs: [1] },
      { tongues: 'x' },
    ]) {
      expect(openWordings({ ...packed.packed, ...damage })).toBeNull();
    }
    expect(openWordings(null)).toBeNull();
  });

  test('vectors that are cut short or something else are refused', () => {
    expect(openVectors(new ArrayBuffer(8))).toEqual({ ok: false, error: 'not-vectors' });
    expect(openVectors(new ArrayBuffer(64))).toEqual({ ok: false, error: 'not-vectors' });
    expect(openVectors(file.slice(0, 5_000))).toEqual({ ok: false, error: 'damaged' });
  });
});

describe('no input', () => {
  const strange = [
    '',
    ' ',
    'No',
    '1',
    '—…!?',
    '🦋🦋🦋',
    '\ud800\udc00\ud83d',
    'שלום עולם, זה משפט ארוך למדי על העירייה והבריכה',
    '市议会投票决定在三月关闭游泳池',
    'a'.repeat(100_000),
    'swimming pool '.repeat(7_000),
    '#'.repeat(500),
    'Aa'.repeat(1_000),
  ];

  test.each(strange.map((text) => [JSON.stringify(text.slice(0, 20)), text]))(
    '%s as a sentence is slow or matches',
    (_, text) => {
      const start = performance.now();
      for (const lang of ['en', 'es', 'und', 'he'])
        expect(matcher.match([{ text, lang, before: text }], 0.3).flat()).toEqual([]);
      matcher.rank(text, 'und', 20);
      expect(performance.now() - start).toBeLessThan(4_000);
    },
  );

  test('as a claim breaks the set or matches', () => {
    const odd = createGenericMatcher(
      [...strange, 'the of and', 'de la y el'].map((text) => ({ wordings: [{ lang: 'en', text }] })),
      { vectors, concepts: CONCEPTS },
    );
    expect(
      odd
        .match(
          ['The of and it was.', 'No', TEXTS[0] ?? '', '1', 'Stop.'].map((text) => ({ text, lang: 'en' })),
          0.3,
        )
        .flat(),
    ).toEqual([]);
  });

  test('of any letters breaks anything', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'binary', maxLength: 80 }), { maxLength: 6 }),
        fc.string({ unit: 'binary', maxLength: 200 }),
        (texts, text) => {
          const engine = createGenericMatcher(
            texts.map((own) => ({ wordings: [{ lang: 'und', text: own }] })),
            { vectors },
          );
          for (const { confidence, span } of engine.match([{ text, lang: 'und' }], 0).flat()) {
            expect(confidence).toBeGreaterThanOrEqual(0);
            expect(confidence).toBeLessThanOrEqual(1);
            expect(span.end).toBeLessThanOrEqual(text.length);
          }
          engine.rank(text, 'und', 5);
        },
      ),
      { numRuns: 40 },
    );
  }, 20_000);

  test('no claims, no match', () => {
    expect(createGenericMatcher([]).match([{ text: TEXTS[0] ?? '', lang: 'en' }], 0)).toEqual([[]]);
    expect(createRetriever([]).rank('anything', 5)).toEqual([]);
  });
});

test('building pauses often, and gives the same as at once', () => {
  const many = Array.from({ length: 3_000 }, (_, at) => ({
    wordings: [{ lang: 'en', text: `${TEXTS[at % TEXTS.length]} Case ${at} of ward${at % 97}.` }],
  }));
  const steps = buildGenericMatcher(packWordings(many), { vectors });
  let pauses = 0;
  let step = steps.next();
  for (; !step.done; step = steps.next()) pauses++;
  expect(pauses).toBeGreaterThan(5);
  expect(step.value.rank('ferry sailors case 702 ward23', 'en', 3)[0]).toEqual(
    createGenericMatcher(many, { vectors }).rank('ferry sailors case 702 ward23', 'en', 3)[0],
  );
});
