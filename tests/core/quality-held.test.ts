/** The gate: rules and weights as they ship, on pages of writers nothing was learned from. */
import { expect, test } from 'vitest';
import { fallenBelow, heldFigures, readHeldBaseline } from '../bench/held.ts';

test('quality has not fallen; if it should, keep the new figures by "npm run bench -- --keep" and say why', () => {
  const figures = heldFigures();
  expect(fallenBelow(figures, readHeldBaseline())).toEqual([]);
  // What is promised of whole pages by other writers, whatever the baseline says.
  expect(figures['all: precision']).toBeGreaterThanOrEqual(0.88);
  expect(figures['all: F1']).toBeGreaterThanOrEqual(0.8);
}, 60_000);
