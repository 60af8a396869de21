import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeSpan, findPassages, findSpan, findVerbatim, type Selector } from '../../lib/annotation/index.ts';
import { foldText, foldWords } from '../../lib/text/index.ts';

const quote = (exact: string, prefix = '', suffix = ''): Selector[] => [
  { type: 'TextQuoteSelector', exact, prefix, suffix },
];

const sentence =
  'The ferry will cost 75 million, the harbour office said on Tuesday, and nobody has approved the plan so far.';
const page = [
  'A ferry across the strait is planned.',
  sentence,
  'Fishermen on the island fear for their moorings and have written to the governor twice.',
  'The council meets again in March to hear what the engineers found under the old pier.',
].join('\n');

describe('a passage is found', () => {
  it.each([
    ['in curly quotes and long dashes', 'He said "no - never" to it all.', 'He said “no — never” to it all.'],
    ['with its quotes in another style', 'She called it "a start" and left.', 'She called it « a start » and left.'],
    ['with spaces that do not break', 'It costs 75 000 euros a year.', 'It costs 75\u00a0000\u202feuros a year.'],
    ['with syllables divided', 'The unbelievable story ends.', 'The unbe\u00adliev\u00adable story\u200b ends.'],
    ['with letters joined', 'The office confirmed the flight.', 'The oﬃce conﬁrmed the ﬂight.'],
    ['with an ellipsis', 'And then... nothing came of it.', 'And then… nothing came of it.'],
    [
      'with accents in two characters',
      'El avión llegó a Córdoba ayer.',
      'El avio\u0301n llego\u0301 a Co\u0301rdoba ayer.',
    ],
    ['in capitals', 'A ferry is planned for June', 'A FERRY IS PLANNED FOR JUNE'],
    ['over another line break', 'One line\nand another of it.', 'One line and\nanother of it.'],
    ['from right to left', 'הממשלה הודיעה על התוכנית ביום שלישי', '\u2067הממשלה הודיעה על התוכנית ביום שלישי\u2069'],
    ['without spaces between words', '政府は火曜日に計画を発表した。', '政府は 火曜日に計画を発表した。'],
  ])('%s, exactly', (_, before, after) => {
    const text = `Before it: ${after} And after.`;
    const found = findSpan(
      text,
      describeSpan(`Earlier and before it: ${before} And after.`, { start: 23, end: 23 + before.length }),
    );
    expect(found?.state).toBe('exact');
    const clean = (words: string) => words.replace(/[\u2067\u2069]/g, '');
    expect(clean(text.slice(found?.span.start, found?.span.end))).toBe(clean(after));
  });

  it('approximately where some of its words are others, to the ends of its words', () => {
    const start = page.indexOf(sentence);
    const changed = page.replace('75 million', '64 million').replace('so far', 'until now').replace('nobody', 'no one');
    const found = findSpan(changed, describeSpan(page, { start, end: start + sentence.length }));
    expect(found?.state).toBe('approximate');
    expect(changed.slice(found?.span.start, found?.span.end)).toBe(
      sentence.replace('75 million', '64 million').replace('so far', 'until now').replace('nobody', 'no one'),
    );
  });

  it('over something that came between its paragraphs', () => {
    const [, second = '', third = ''] = page.split('\n');
    const start = page.indexOf(second);
    const selectors = describeSpan(page, { start, end: start + second.length + 1 + third.length });
    const changed = page.replace(third, `Subscribe now and read on for a month.\n${third}`);
    const found = findSpan(changed, selectors);
    expect(found?.state).toBe('approximate');
    expect(changed.slice(found?.span.start, found?.span.end)).toBe(
      `${second}\nSubscribe now and read on for a month.\n${third}`,
    );
  });

  it('in its context among equal words, and in none where nothing tells', () => {
    const text = 'Yes, he said in June. Yes, she said in July. Yes, they said in May.';
    const selectors = describeSpan(text, { start: 22, end: 25 });
    expect(findSpan(`News: ${text}`, selectors)?.span).toEqual({ start: 28, end: 31 });
    expect(findSpan('Yes. Yes. Yes. Yes.', selectors)).toBeNull();
  });

  it('by how far the passages around it have moved', () => {
    const words = 'Tides turned twice.';
    const lines = Array.from({ length: 9 }, (_, n) => `Line number ${n} is about ${'abcdefghi'.charAt(n)}. ${words}`);
    const text = lines.join('\n');
    const all = lines.map((_, n) => {
      const start = text.split('\n', n).join('\n').length + (n > 0 ? 1 : 0);
      const at = start + (lines[n]?.length ?? 0) - words.length;
      return {
        id: String(n),
        selectors: n % 2 === 0 ? describeSpan(text, { start, end: at }) : quoteAt(text, at, words),
      };
    });
    const changed = `A long advertisement stands before everything else now.\n${text}`;
    const found = findPassages(changed, all);
    expect(found.map(({ id }) => id)).toEqual(all.map(({ id }) => id));
    const shift = changed.length - text.length;
    for (const { id, span } of found) expect(span.start - shift).toBe(positionOf(all[Number(id)]?.selectors ?? []));
  });

  it.each([
    ['it was taken out', page.replace(sentence, '')],
    [
      'another sentence took its place',
      page.replace(sentence, 'The bridge was closed in the night after a truck had hit one of its piers.'),
    ],
    [
      'the page is about something else',
      'Otters keep kelp forests alive by eating the urchins that would eat the kelp. '.repeat(20),
    ],
    ['there is nothing', ''],
  ])('nowhere when %s', (_, changed) => {
    const start = page.indexOf(sentence);
    expect(findSpan(changed, describeSpan(page, { start, end: start + sentence.length }))).toBeNull();
  });

  it('never inside another word', () => {
    expect(findSpan('They restart it.', quote('start'))).toBeNull();
    const at: Selector = { type: 'TextPositionSelector', start: 7, end: 12 };
    expect(findSpan('They restart it.', [...quote('start'), at])).toBeNull();
  });

  it.each([
    ['the rapist', 'He said therapist and no more.'],
    ['therapist', 'He said the rapist and no more.'],
  ])('not where its words are put together or apart: %s', (words, text) => {
    expect(findSpan(text, quote(words))).toBeNull();
    expect(findSpan(text, quote(words, 'He said ', ' and no more.'))).toBeNull();
    // In a long one they are words like others.
    const long = `She wrote that ${words} came from the coast to the capital in the spring`;
    const other = words === 'therapist' ? 'the rapist' : 'therapist';
    expect(findSpan(`Then: ${long.replace(words, other)}.`, quote(long))?.state).toBe('approximate');
  });

  it('at no other place of a name whose own went', () => {
    const named = 'President Trump';
    const own = `Officials close to ${named} said the plan was ready on Monday, after weeks of talks.\n`;
    const others = [
      `In Ohio, farmers asked ${named} for relief from tariffs last year. ${'The fields were dry. '.repeat(40)}\n`,
      `A museum in Texas showed a portrait of ${named} among others.\n`,
    ];
    const before = `Opening words of the story about a vote. ${'It was long prepared. '.repeat(30)}\n${own}The vote is due in March.\n`;
    const start = before.indexOf(named);
    const selectors = describeSpan(before + others.join(''), { start, end: start + named.length });
    for (const left of [others, others.slice(1), others.slice(0, 1)]) {
      expect(findSpan(before.replace(own, '') + left.join(''), selectors)?.state).not.toBe('exact');
    }
    expect(findSpan(before.replace(own, '') + others.join(''), selectors)).toBeNull();
    expect(findSpan(`Another page. ${'Words of it. '.repeat(60)}${others[1]}`, selectors)).toBeNull();
    expect(findSpan(`An advertisement.\n${before}${others.join('')}`, selectors)?.state).toBe('exact');
  });
});

function quoteAt(text: string, at: number, words: string): Selector[] {
  const [, position] = describeSpan(text, { start: at, end: at + words.length });
  return [...quote(words), ...(position ? [position] : [])];
}

const positionOf = (selectors: readonly Selector[]): number | undefined => {
  const position = selectors.find((selector) => selector.type === 'TextPositionSelector');
  return position?.type === 'TextPositionSelector' ? position.start : undefined;
};

describe('hostile quotes', () => {
  const hostile = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom(
      ['.*+?^$', '{}()|[]\\'].join(''),
      '(a+)+$',
      '\ud800',
      '\udc00\ud83d',
      '\u202e\u2066',
      '\0',
      '-'.repeat(50),
      ' \n\t',
    ),
    fc.constantFrom('a', 'ab', 'the ').map((part) => part.repeat(3_000)),
  );

  it('do no harm, and what is found lies in the text', () => {
    fc.assert(
      fc.property(
        hostile,
        hostile,
        hostile,
        hostile,
        fc.nat(),
        fc.nat(),
        (text, exact, prefix, suffix, start, more) => {
          const selectors: Selector[] = [
            ...quote(exact, prefix, suffix),
            { type: 'TextPositionSelector', start, end: start + more },
          ];
          for (const found of [findSpan(text, selectors), findSpan(text, quote(exact, prefix, suffix))]) {
            if (!found) continue;
            expect(found.span.start).toBeGreaterThanOrEqual(0);
            expect(found.span.end).toBeLessThanOrEqual(text.length);
            expect(found.span.end).toBeGreaterThan(found.span.start);
          }
          findVerbatim(text, selectors);
        },
      ),
      { numRuns: 150 },
    );
  }, 30_000);

  it('of ten thousand characters are found again, changed or not, and in a moment', () => {
    const words = Array.from(
      { length: 1_700 },
      (_, n) => `${'lorem ipsum dolor sit amet elit sed'.split(' ')[n % 7]}${n * 7919}`,
    );
    const long = words.join(' ').slice(0, 10_000);
    const text = `Before. ${long}. After. ${'Other words stand here. '.repeat(5_000)}`;
    const selectors = describeSpan(text, { start: 8, end: 8 + long.length });
    const changed = `An advertisement. ${text.replace(/lorem(\d+)/g, (all, digits) => (digits.endsWith('4') ? 'other' : all))}`;
    const started = performance.now();
    expect(findSpan(`Moved. ${text}`, selectors)?.state).toBe('exact');
    const found = findSpan(changed, selectors);
    expect(found?.state).toBe('approximate');
    expect(found?.span.start).toBe(26);
    expect(findSpan('Other words. '.repeat(20_000), selectors)).toBeNull();
    // Some 50 ms; a busy machine has time.
    expect(performance.now() - started).toBeLessThan(3_000);
  }, 20_000);

  it('on a text of equal words take no longer than others', () => {
    const started = performance.now();
    findSpan('a'.repeat(300_000), quote('a'.repeat(5_000), 'b', 'c'));
    findSpan('the '.repeat(80_000), quote('the the the then', 'the', 'the'));
    expect(performance.now() - started).toBeLessThan(5_000);
  }, 20_000);
});

describe('the fold of a text', () => {
  it('leads back to where its characters stand', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (before, words) => {
        const text = `${before}x${words}x`;
        const folded = foldText(text);
        expect(folded.slice(0, folded.length)).toBe(foldWords(text));
        for (let at = 0; at < folded.length; at += 1) {
          const { start, end } = folded.toOriginal({ start: at, end: at + 1 });
          expect(foldWords(text.slice(start, end))).toContain(folded.slice(at, at + 1));
        }
      }),
      { numRuns: 300 },
    );
  });
});
