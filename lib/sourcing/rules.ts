/**
 * The ladder, as tables a journalist can read. It rates how a claim is sourced, never whether it is so.
 *
 * 4 documented · 3 on the record · 2 limited · 1 thin · 0 no source given · J writer's judgement · ? record incomplete.
 * The rules come from AP, Reuters, BBC and New York Times guidance on sources, from ICD 203/206 and from GRADE: a
 * start, named steps up and down, a ceiling, and every step shown to the reader.
 */
import type { Source, SourcingRecord } from '../claims/index.ts';

/** What the rules look at, read off a record once. */
export type Facts = {
  readonly kind: SourcingRecord['kind'];
  readonly sources: readonly Source[];
  /** Unnamed sources. */
  readonly unnamed: readonly Extract<Source, { kind: 'anonymous' }>[];
  /** Unnamed people, `several` counted as two: the largest count in each group, added over groups. */
  readonly people: number;
  /** Somebody speaks for themselves or for an office. */
  readonly onRecord: boolean;
  /** A document is cited, linked or not. */
  readonly document: boolean;
  /** A document a reader can open: it has a link, and the evidence is public at least in part. */
  readonly openable: boolean;
  /** Unnamed people and nobody else, relays set aside. */
  readonly unnamedCarry: boolean;
  /** Distinct known origins among sources on record and documents. */
  readonly independentLines: number;
  readonly conflict: boolean;
};

/** A plural without a number may be any number; it is counted as the least a plural can be. */
const SEVERAL = 2;

/** People behind an unnamed source; one where the record does not say, which rule 0 reports where it matters. */
const peopleOf = (count: number | 'several' | undefined): number => (count === 'several' ? SEVERAL : (count ?? 1));

/** Relays pass on what others said; they are no line of their own. */
export const isRelay = (source: Source): boolean => source.kind === 'outlet';

export const isOnRecord = (source: Source): boolean => source.kind === 'named' || source.kind === 'institution';

export function factsOf(record: SourcingRecord): Facts {
  const sources = record.sources ?? [];
  const published = record.evidence === 'published' || record.evidence === 'partial';
  const unnamed = sources.filter((source) => source.kind === 'anonymous');
  const onRecord = sources.some(isOnRecord);
  const document = sources.some((source) => source.kind === 'document');

  // Sources without a group share one unknown group, kept under a key no identifier can have.
  const largest = new Map<string, number>();
  for (const { group = '', count } of unnamed) {
    largest.set(group, Math.max(largest.get(group) ?? 0, peopleOf(count)));
  }
  const origins = new Set<string>();
  for (const source of sources) {
    if ((isOnRecord(source) || source.kind === 'document') && source.group !== undefined) origins.add(source.group);
  }
  return {
    kind: record.kind,
    sources,
    unnamed,
    people: [...largest.values()].reduce((sum, count) => sum + count, 0),
    onRecord,
    document,
    openable: published && sources.some((source) => source.kind === 'document' && source.url !== undefined),
    unnamedCarry: unnamed.length > 0 && !onRecord && !document,
    independentLines: origins.size,
    conflict: record.conflict === true,
  };
}

/** Rule 0. Fields a rule needs and the record lacks; without them there is no level. */
export function missingFields(record: SourcingRecord): readonly string[] {
  const missing: string[] = [];
  if (record.kind === undefined) missing.push('kind');
  if (record.sources === undefined) return [...missing, 'sources'];
  const facts = factsOf(record);
  if (facts.unnamedCarry) {
    if (facts.unnamed.some((source) => source.count === undefined)) missing.push('count');
    if (facts.unnamed.some((source) => source.desc === undefined)) missing.push('desc');
  }
  const linked = facts.sources.some((source) => source.kind === 'document' && source.url !== undefined);
  if (linked && record.evidence === undefined) missing.push('evidence');
  return missing;
}

/** Rule 2. The strongest source decides; the first row that holds is the start. */
export const STARTS = [
  { code: 'S4', level: 4, meaning: 'a document that can be opened', when: (f: Facts) => f.openable },
  { code: 'S3', level: 3, meaning: 'somebody on the record', when: (f: Facts) => f.onRecord },
  { code: 'S2D', level: 2, meaning: 'a document that is not published', when: (f: Facts) => f.document },
  { code: 'S2', level: 2, meaning: 'two or more unnamed people', when: (f: Facts) => f.people >= 2 },
  { code: 'S1', level: 1, meaning: 'one unnamed person', when: (f: Facts) => f.people === 1 },
  { code: 'S1R', level: 1, meaning: 'other outlets only', when: (f: Facts) => f.sources.length > 0 },
] as const;

/** Rules 3 to 5. Every row that holds moves the level by its step and is shown. */
export const STEPS = [
  {
    code: 'D1',
    step: -1,
    meaning: 'only unnamed people, and none of them described',
    when: (f: Facts) => f.unnamedCarry && f.unnamed.every((source) => source.desc === 'none'),
  },
  {
    code: 'D2',
    step: -1,
    meaning: 'a position of unnamed people: nobody can be held to it',
    when: (f: Facts) => f.unnamedCarry && f.kind === 'position',
  },
  { code: 'D3', step: -1, meaning: 'independent reports disagree', when: (f: Facts) => f.conflict },
  { code: 'U1', step: 1, meaning: 'two independent lines', when: (f: Facts) => f.independentLines >= 2 },
] as const;

/** Rule 6. The first row that holds is the highest level the sources can carry. */
export const CEILINGS = [
  { level: 4, meaning: 'only with a document that can be opened', when: (f: Facts) => f.openable },
  { level: 3, meaning: 'only with somebody on the record', when: (f: Facts) => f.onRecord },
  { level: 2, meaning: 'unnamed people, or unpublished documents', when: (f: Facts) => f.document || f.people > 0 },
  { level: 1, meaning: 'other outlets only', when: () => true },
] as const;

/** Rule 6. As soon as anyone is cited. */
export const FLOOR = 1;
