import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromDigits, toDigits } from '../../lib/matching/digits.ts';

test('numbers written as digits are read as they were', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 63 })), (numbers) => {
      expect([...fromDigits(toDigits(numbers))]).toEqual(numbers);
    }),
  );
});

test.each([-1, 64, Number.NaN])('%d is no digit', (number) => {
  expect(() => toDigits([number])).toThrow(RangeError);
});
