/** What would move a claim up: each change is made to a copy of the record and graded by the same rules. */
import type { Source, SourcingRecord } from '../claims/index.ts';
import { gradeSources } from './grade.ts';
import { factsOf } from './rules.ts';
import type { Move, MoveCode } from './types.ts';

type Change = { readonly code: MoveCode; readonly record: SourcingRecord };

/**
 * Changes that would raise the level, each with the level it would reach, in the order a reporter would try them.
 * Empty at 4 and for `J` and `?`, which have no level to raise.
 */
export function movesOf(record: SourcingRecord): readonly Move[] {
  const now = gradeSources(record).level;
  if (typeof now !== 'number' || now === 4) return [];
  const moves: Move[] = [];
  for (const change of changesOf(record)) {
    const level = gradeSources(change.record).level;
    if (typeof level !== 'number' || level <= now) continue;
    // A second origin may come on record or as a document: one line for the reader.
    if (!moves.some((move) => move.code === change.code && move.level === level)) {
      moves.push({ code: change.code, level });
    }
  }
  return moves;
}

function changesOf(record: SourcingRecord): readonly Change[] {
  const facts = factsOf(record);
  const { sources } = facts;
  const group = unusedGroup(sources);
  const plus = (source: Source): SourcingRecord => ({ ...record, sources: [...sources, source] });
  const changes: Change[] = [];

  if (sources.length === 0) changes.push({ code: 'someone-cited', record: plus(unnamedPeople(1, group)) });
  if (facts.unnamed.some((source) => source.desc === 'none')) {
    changes.push({ code: 'describe', record: { ...record, sources: sources.map(described) } });
  }
  if (facts.unnamedCarry) changes.push({ code: 'second-person', record: plus(unnamedPeople(1, group)) });
  if (sources.length > 0 && sources.every((source) => source.kind === 'outlet')) {
    changes.push({ code: 'original-report', record: plus(unnamedPeople('several', group)) });
  }
  changes.push({
    code: onRecordCode(record.kind, facts.onRecord || facts.openable),
    record: plus({ kind: 'named', name: 'somebody', wording: 'somebody', interest: 'unknown', group }),
  });
  changes.push({
    code: facts.openable ? 'second-origin' : record.kind === 'quote' ? 'recording' : 'document',
    record: withOpenDocument(record, sources, group),
  });
  if (facts.conflict) changes.push({ code: 'reconcile', record: { ...record, conflict: false } });
  return changes;
}

/** Who is asked to speak: whoever else can, the holder of a position, the speaker of a quote. */
function onRecordCode(kind: SourcingRecord['kind'], secondLine: boolean): MoveCode {
  if (secondLine) return 'second-origin';
  if (kind === 'position') return 'holder-on-record';
  return kind === 'quote' ? 'speaker-on-record' : 'on-record';
}

const unnamedPeople = (count: number | 'several', group: string): Source => ({
  kind: 'anonymous',
  count,
  desc: 'knowledge',
  wording: 'somebody who knows',
  interest: 'unknown',
  group,
});

const described = (source: Source): Source =>
  source.kind === 'anonymous' && source.desc === 'none' ? { ...source, desc: 'knowledge' } : source;

/** A document already cited is the one to publish, and brings no new origin; otherwise a document is found. */
function withOpenDocument(record: SourcingRecord, sources: readonly Source[], group: string): SourcingRecord {
  const url = 'https://example.org/';
  const closed = sources.find((source) => source.kind === 'document');
  const changed =
    closed !== undefined && !factsOf(record).openable
      ? sources.map((source) => (source === closed ? { ...closed, url } : source))
      : [
          ...sources,
          { kind: 'document' as const, title: 'it', url, wording: 'it', interest: 'unknown' as const, group },
        ];
  const evidence = record.evidence === 'partial' ? 'partial' : 'published';
  return { ...record, sources: changed, evidence };
}

/** A group of its own, so that the change counts as another origin. */
function unusedGroup(sources: readonly Source[]): string {
  const used = new Set(sources.map((source) => source.group));
  let name = 'another-origin';
  while (used.has(name)) name += '-x';
  return name;
}
