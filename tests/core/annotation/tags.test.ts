import { describe, expect, test } from 'vitest';
import { completeTags } from '../../../lib/annotation/index.ts';

const used = [
  ['to ask', 2],
  ['Ñandú', 1],
  ['última', 3],
  ['multa', 9],
  ['Ultimátum', 3],
] as const;

describe('tags to go on from what is typed with', () => {
  test.each([
    ['ult', ['Ultimátum', 'última', 'multa']],
    ['ÚLTIMÁ', ['Ultimátum', 'última']],
    ['ñ', ['Ñandú']],
    ['ask', ['to ask']],
    ['x', []],
    ['', ['multa', 'Ultimátum', 'última', 'to ask', 'Ñandú']],
  ])('%j: begin so first, the most used first, case and accents aside', (typed, found) => {
    expect(completeTags(used, typed, 8)).toEqual(found);
  });

  test('are as many as asked for at most', () => {
    expect(completeTags(used, '', 2)).toEqual(['multa', 'Ultimátum']);
  });
});
