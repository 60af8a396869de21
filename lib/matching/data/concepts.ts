/** All concepts of the bundled claim set, in the order its knowledge numbers them: append, never reorder, and retrain. */
import type { Concept } from '../lexicon.ts';
import { ACTORS } from './concepts-actors.ts';
import { ACTS } from './concepts-acts.ts';
import { STANCES } from './concepts-stances.ts';
import { TURNS } from './concepts-turns.ts';

export const CONCEPTS: readonly Concept[] = [...ACTORS, ...ACTS, ...STANCES, ...TURNS];
