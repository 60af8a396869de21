/** What is summed in a short way is what it is when summed plainly. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { highOf, lowOf, packed, ROW_BLOCK, RowSums } from '../../lib/matching/rows.ts';
import { openTrees } from '../../lib/matching/trees.ts';

const weight = fc.integer({ min: -1024, max: 1024 });

describe('rows of weights', () => {
  test('two weights in a number are told apart, whatever their signs', () => {
    fc.assert(
      fc.property(weight, weight, (low, high) => {
        expect([lowOf(packed(low, high)), highOf(packed(low, high))]).toEqual([low, high]);
      }),
    );
  });

  test('sums are those of each weight times its value, however many rows count the same and however great they are', () => {
    const row = fc.array(weight, { minLength: ROW_BLOCK, maxLength: ROW_BLOCK });
    const greatest = fc.constantFrom(-1024, 1024).map((all) => new Array<number>(ROW_BLOCK).fill(all));
    const counted = fc.record({ row: fc.oneof(row, greatest), value: fc.constantFrom(0.25, 0.5, -0.125) });
    fc.assert(
      fc.property(fc.array(counted, { maxLength: 120 }), (all) => {
        const length = ROW_BLOCK / 2;
        const rows = new Int32Array(all.length * length);
        for (const [at, { row: own }] of all.entries()) {
          for (let i = 0; i < length; i++) {
            rows[at * length + i] = packed(own[2 * i] as number, own[2 * i + 1] as number);
          }
        }
        const summed = new RowSums(rows, ROW_BLOCK);
        for (const [at, { value }] of all.entries()) summed.add(at * length, length, value);
        summed.finish();
        const plain = Array.from({ length: ROW_BLOCK }, (_, place) =>
          all.reduce((sum, { row: own, value }) => sum + value * (own[place] as number), 0),
        );
        expect([...summed.sums]).toEqual(plain.map((sum) => (sum === 0 ? 0 : sum)));
      }),
    );
  });
});

describe('trees', () => {
  test('asked for scores from a limit on, they give those exactly, and of the others that they are below', () => {
    const part = fc.integer({ min: -20, max: 20 });
    const tree = fc.record({
      features: fc.array(fc.integer({ min: -1, max: 3 }), { minLength: 3, maxLength: 3 }),
      limits: fc.tuple(part, part, part),
      leaves: fc.tuple(part, part, part, part),
    });
    const rows = fc.array(fc.tuple(part, part, part, part), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(fc.array(tree, { maxLength: 12 }), rows, part, (grown, all, least) => {
        const score = openTrees({
          depth: 2,
          base: -1,
          features: grown.flatMap(({ features }) => features),
          limits: grown.flatMap(({ limits }) => limits),
          leaves: grown.flatMap(({ leaves }) => leaves),
        });
        for (const row of all) {
          const exact = score(row);
          if (exact >= least) expect(score(row, least)).toBe(exact);
          else expect(score(row, least)).toBeLessThan(least);
        }
      }),
    );
  });
});
