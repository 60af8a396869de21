import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeSpan, findSpan } from '../../lib/annotation/index.ts';

const text = 'Training is underway, officials say. Nobody said more. Training is underway, the Army said.';
const second = text.lastIndexOf('Training');

/** Whether no surrogate pair is cut at an offset. */
const isWhole = (page: string, at: number) => !/^[\uDC00-\uDFFF]/.test(page.slice(at));

describe('selectors', () => {
  it('describes a span by quote, context and position', () => {
    expect(describeSpan(text, { start: second, end: second + 20 })).toEqual([
      {
        type: 'TextQuoteSelector',
        exact: 'Training is underway',
        prefix: 'fficials say. Nobody said more. ',
        suffix: ', the Army said.',
      },
      {
        type: 'TextPositionSelector',
        start: second,
        end: second + 20,
        codePoints: { start: second, end: second + 20 },
      },
    ]);
  });

  it('finds the right one of two equal sentences after text was put before them', () => {
    const selectors = describeSpan(text, { start: second, end: second + 20 });
    const changed = `Update: a correction was made.\n${text}`;
    expect(findSpan(changed, selectors)?.span.start).toBe(changed.lastIndexOf('Training'));
    expect(findSpan(changed, selectors)?.state).toBe('exact');
  });

  it('does not trust a position where another sentence stands now', () => {
    const selectors = describeSpan(text, { start: 0, end: 36 });
    expect(findSpan(`So: ${text}`, selectors)).toEqual({ span: { start: 4, end: 40 }, state: 'exact' });
    expect(findSpan('Something else altogether stands here now, and it is long enough.', selectors)).toBeNull();
  });

  it('finds a quote whose context is gone, if it is long enough to be known by itself', () => {
    const long = describeSpan(text, { start: 0, end: 35 });
    const page = 'A page of its own: Training is underway, officials say! And more.';
    expect(findSpan(page, long)).toEqual({ span: { start: 19, end: 54 }, state: 'exact' });
    const selectors = describeSpan(text, { start: second, end: second + 20 });
    expect(findSpan('A page of its own: Training is underway! And more.', selectors)).toEqual({
      span: { start: 19, end: 39 },
      state: 'approximate',
    });
    const short = describeSpan(text, { start: 12, end: 20 });
    expect(findSpan(`${'A page of its own. '.repeat(40)}It is underway in June.`, short)).toBeNull();
  });

  it('takes the place nearest to the old position when contexts agree alike', () => {
    const many = 'Yes. '.repeat(40);
    const selectors = describeSpan(many, { start: 100, end: 104 });
    expect(findSpan(many, selectors)?.span).toEqual({ start: 100, end: 104 });
  });

  it('finds nothing by a position alone or an empty quote', () => {
    expect(findSpan(text, [{ type: 'TextPositionSelector', start: 0, end: 8 }])).toBeNull();
    expect(findSpan(text, describeSpan(text, { start: 5, end: 5 }))).toBeNull();
    expect(findSpan(text, [])).toBeNull();
  });

  const words = fc
    .array(fc.constantFrom('Training', 'is', 'underway.', 'No', '64', 'EE. UU.', '🙂', 'ñ', '\n', '«sí»'), {
      maxLength: 40,
    })
    .map((list) => list.join(' '));

  it('finds in the same text exactly what was described', () => {
    fc.assert(
      fc.property(words, fc.nat(), fc.nat(), (page, a, b) => {
        const ends = [a % (page.length + 1), b % (page.length + 1)].sort((x, y) => x - y);
        const span = { start: ends[0] ?? 0, end: ends[1] ?? 0 };
        fc.pre(span.end > span.start && isWhole(page, span.start) && isWhole(page, span.end));
        expect(findSpan(page, describeSpan(page, span))).toEqual({ span, state: 'exact' });
      }),
    );
  });

  it('still finds a quote with its whole context when text is added before and after', () => {
    fc.assert(
      fc.property(words, words, words, (before, page, after) => {
        fc.pre(page.length > 0 && !`${before}${after}`.includes(page));
        const quote = `[${page}]`;
        const from = before.length;
        const selectors = describeSpan(`${before}${quote}${after}`, { start: from, end: from + quote.length });
        const shifted = `added ${before}${quote}${after} added`;
        expect(findSpan(shifted, selectors)?.span.start).toBe(from + 6);
      }),
    );
  });
});
