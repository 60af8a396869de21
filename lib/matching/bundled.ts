/** The knowledge that comes with Caveat. */
import { CONCEPTS } from './data/concepts.ts';
import mexicoMission from './data/mexico-mission.json';
import { type Knowledge, type KnowledgeFile, openKnowledge } from './knowledge.ts';

let opened: readonly Knowledge[] | undefined;

/** Opened on first use. */
export function bundledKnowledge(): readonly Knowledge[] {
  // Written by our own training script in this very format; TypeScript reads the JSON's literals too narrowly.
  opened ??= [openKnowledge(mexicoMission as unknown as KnowledgeFile, CONCEPTS)];
  return opened;
}
