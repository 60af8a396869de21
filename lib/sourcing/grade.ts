/** From record to grade: the rules in order, each that fires written down, then the badges beside the level. */
import type { Modality, SourcingRecord } from '../claims/index.ts';
import { CEILINGS, type Facts, FLOOR, factsOf, isOnRecord, isRelay, missingFields, STARTS, STEPS } from './rules.ts';
import type { Badge, Grade, Level, Reason } from './types.ts';

/**
 * How strongly a claim is sourced on record. The record alone decides: denials, `checkable`, `interest`, `asOf` and
 * the order of the sources never change the level. At least one reason is always given. A record that lacks a field
 * a rule needs is graded `?`, with the fields named, and never gets a number. How far a plan has got, by the claim's
 * `modality`, gives a badge and nothing else.
 */
export function gradeSources(record: SourcingRecord, modality?: Modality): Grade {
  const badges = badgesOf(record, modality);
  const missing = missingFields(record);
  if (missing.length > 0) return { level: '?', reasons: [{ code: '?', missing }], badges };

  const facts = factsOf(record);
  // The first start that holds: none does only when nobody is cited.
  const start = STARTS.find((row) => row.when(facts));
  if (start === undefined) {
    const code = facts.kind === 'assessment' ? 'J' : 'S0';
    return { level: code === 'J' ? 'J' : 0, reasons: [{ code }], badges };
  }

  const reasons: Reason[] = [startReason(start.code, facts)];
  let level: number = start.level;
  for (const row of STEPS) {
    if (!row.when(facts)) continue;
    level += row.step;
    reasons.push({ code: row.code });
  }
  const ceiling = CEILINGS.find((row) => row.when(facts))?.level ?? FLOOR;
  if (level > ceiling) {
    level = ceiling;
    reasons.push({ code: 'C' });
  }
  if (level < FLOOR) {
    level = FLOOR;
    reasons.push({ code: 'F' });
  }
  // Between FLOOR (1) and the highest ceiling (4), and moved by whole steps only.
  return { level: level as Level, reasons, badges };
}

function startReason(code: Reason['code'], facts: Facts): Reason {
  if (code !== 'S2' && code !== 'S1') return { code };
  const uncounted = facts.unnamed.some((source) => source.count === 'several');
  return { code, people: facts.people, ...(uncounted ? { uncounted } : {}) };
}

function badgesOf(record: SourcingRecord, modality: Modality | undefined): readonly Badge[] {
  const badges: Badge[] = [];
  const onRecord = record.denials.filter((denial) => denial.kind !== 'anonymous');
  if (onRecord.length > 0) {
    badges.push({ code: 'denied-on-record', by: [...new Set(onRecord.map((denial) => denial.by))] });
  } else if (record.denials.length > 0) {
    badges.push({ code: 'denied-unnamed', by: [...new Set(record.denials.map((denial) => denial.by))] });
  }
  if (record.conflict === true) badges.push({ code: 'disputed' });

  const sources = record.sources ?? [];
  const lines = sources.filter((source) => !isRelay(source));
  const unnamed = sources.some((source) => source.kind === 'anonymous');
  if (unnamed && !sources.some((source) => isOnRecord(source) || source.kind === 'document')) {
    badges.push({ code: 'unnamed-only' });
  }
  const oneSided = (side: 'own' | 'opposed') => lines.every((source) => source.interest === side);
  if (lines.length > 0 && (oneSided('own') || oneSided('opposed'))) badges.push({ code: 'interested-only' });
  // A source without a known origin never counts as a second line, so at most one known origin is one line.
  const origins = new Set(lines.map((source) => source.group).filter((group) => group !== undefined));
  if (lines.length > 0 && origins.size <= 1) badges.push({ code: 'one-line' });

  const factual = record.kind === 'event' || record.kind === 'count';
  if (record.evidence === 'partial') badges.push({ code: 'evidence-partly' });
  else if (factual && (record.evidence === 'described' || record.evidence === 'none')) {
    badges.push({ code: 'evidence-not-published' });
  }
  if (record.kind === 'plan' && (modality === 'considered' || modality === 'planned')) badges.push({ code: modality });
  if (record.checkable === 'future') badges.push({ code: 'future' });
  if (record.checkable === 'public') badges.push({ code: 'check-now' });
  if (record.kind === 'quote') badges.push({ code: 'quotation-only' });
  return badges;
}
