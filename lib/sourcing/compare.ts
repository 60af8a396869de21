/** The page sentence's attribution against the record's, and what follows from the record for "not verified". */
import type { Attribution, AttributionKind } from '../attribution/index.ts';
import type { SourcingRecord } from '../claims/index.ts';
import { SAID } from './data/said-gaps.ts';
import { factsOf } from './rules.ts';
import type { Comparison, GapCode, Grade, ReasonCode } from './types.ts';

type RecordRow = 'none' | 'outlet' | 'anonymous' | 'on-record' | 'document-closed' | 'document-open';

/** The record's side: the kind the level started from. `?` has no row and is not compared. */
const ROW_OF: Partial<Record<ReasonCode, RecordRow>> = {
  J: 'none',
  S0: 'none',
  S1R: 'outlet',
  S1: 'anonymous',
  S2: 'anonymous',
  S3: 'on-record',
  S2D: 'document-closed',
  S4: 'document-open',
};

// biome-ignore format: a table is read by its columns
const TABLE: Record<RecordRow, Record<AttributionKind, Comparison>> = {
  none: { none: 'same', outlet: 'relay', anonymous: 'adds-unnamed', named: 'adds-source', institution: 'adds-source', document: 'cites-document' },
  outlet: { none: 'attribution-dropped', outlet: 'same', anonymous: 'stronger', named: 'stronger', institution: 'stronger', document: 'cites-document' },
  anonymous: { none: 'attribution-dropped', outlet: 'relay', anonymous: 'same', named: 'stronger', institution: 'stronger', document: 'cites-document' },
  'on-record': { none: 'attribution-dropped', outlet: 'relay', anonymous: 'weaker', named: 'same', institution: 'same', document: 'cites-document' },
  'document-closed': { none: 'attribution-dropped', outlet: 'relay', anonymous: 'weaker', named: 'stronger', institution: 'stronger', document: 'same' },
  'document-open': { none: 'attribution-dropped', outlet: 'relay', anonymous: 'weaker', named: 'weaker', institution: 'weaker', document: 'same' },
};

/**
 * How the sentence's own attribution stands to the record's. "Stronger" is a question, never an accusation. What rests on
 * words nobody can point to, here or in the sentence before, is not compared.
 */
export function compareAttribution(grade: Grade, { kind, name, carried }: Attribution): Comparison {
  const start = carried && !name ? undefined : grade.reasons[0]?.code;
  const row = start === undefined ? undefined : ROW_OF[start];
  return row === undefined ? 'not-compared' : TABLE[row][kind];
}

/** The record speaks of a plan, the sentence of something settled: neither hedged nor told as a plan, or already done. */
export function raisesCertainty({ kind }: SourcingRecord, { hedged, intended, modality }: Attribution): boolean {
  return kind === 'plan' && ((!hedged && !intended) || modality === 'done');
}

/**
 * What has not been checked as far as the record alone can say, most telling first; the claim's own list of gaps
 * comes before it, and what that list says already is left out. A judgement of the writer's has no sources to be missed,
 * and of a record that is not complete its level says so: from neither follows anything.
 */
export function openGaps(record: SourcingRecord, grade: Grade): readonly GapCode[] {
  if (typeof grade.level !== 'number') return [];
  const facts = factsOf(record);
  const gaps: GapCode[] = [];
  if (facts.sources.length === 0) gaps.push('nobody-cited');
  else if (facts.independentLines < 2) gaps.push('not-corroborated');
  const has = (code: string) => grade.badges.some((badge) => badge.code === code);
  if (has('evidence-not-published')) gaps.push('evidence-not-published');
  if (has('evidence-partly')) gaps.push('evidence-partly');
  if (facts.conflict) gaps.push('reports-disagree');
  // A party concerned has answered when it speaks on the record, for or against, or denies on the record.
  const answered = facts.sources.some(
    (source) =>
      (source.kind === 'named' || source.kind === 'institution') &&
      (source.interest === 'own' || source.interest === 'opposed'),
  );
  if (!answered && !has('denied-on-record')) gaps.push('no-answer');
  const written = record.unverified.flatMap((texts) => Object.values(texts));
  return gaps.filter((gap) => !written.some((text) => SAID[gap]?.test(text)));
}
