/**
 * How a claim is sourced on record: the ladder, never a verdict. The rules stand in `rules.ts`, as tables.
 * Results are codes, never words.
 */
export { compareAttribution, openGaps, raisesCertainty } from './compare.ts';
export { gradeSources } from './grade.ts';
export { movesOf } from './moves.ts';
export { hostOf, type Outlet, outletAt, outletsNamed, sameOutlet } from './outlets.ts';
export type {
  Badge,
  BadgeCode,
  Comparison,
  GapCode,
  Grade,
  Level,
  Move,
  MoveCode,
  Reason,
  ReasonCode,
} from './types.ts';
export { COMPARISONS } from './types.ts';
