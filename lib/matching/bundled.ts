/** The knowledge that comes with Caveat. */
import { ACTORS } from './data/concepts-actors.ts';
import { ACTS } from './data/concepts-acts.ts';
import mexicoMission from './data/mexico-mission.json';
import { type Knowledge, type KnowledgeFile, openKnowledge } from './knowledge.ts';

/** Concepts of the bundled set, in the order its knowledge numbers them. */
export const BUNDLED_CONCEPTS = [...ACTORS, ...ACTS];

let opened: readonly Knowledge[] | undefined;

/** Opened on first use. */
export function bundledKnowledge(): readonly Knowledge[] {
  // Written by our own training script in this very format.
  opened ??= [openKnowledge(mexicoMission as KnowledgeFile, BUNDLED_CONCEPTS)];
  return opened;
}
