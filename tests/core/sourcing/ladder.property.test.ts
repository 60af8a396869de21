/** The ladder's invariants over generated records. What they speak of is read off the record here, not by the rules. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Denial, Source, SourcingRecord } from '../../../lib/claims/index.ts';
import { compareAttribution, gradeSources, type Level, movesOf, openGaps } from '../../../lib/sourcing/index.ts';

const runs = { numRuns: 2_000 };

const common = {
  wording: fc.constantFrom('officials', 'fuentes oficiales'),
  interest: fc.constantFrom('own' as const, 'opposed' as const, 'neutral' as const, 'unknown' as const),
};
// Few groups, so that sources often share one; none at all now and then.
const group = fc.option(fc.constantFrom('a', 'b', 'c'), { nil: undefined, freq: 4 });

/** `field: undefined` and a field left out are the same to the rules; records are generated without the former. */
const compact = <T extends object>(value: T): T => {
  const copy = { ...value };
  for (const key of Object.keys(copy) as (keyof T)[]) if (copy[key] === undefined) delete copy[key];
  return copy;
};

const anonymousSource = fc
  .record({
    kind: fc.constant('anonymous' as const),
    count: fc.oneof(fc.constant('several' as const), fc.integer({ min: 1, max: 4 })),
    desc: fc.constantFrom('knowledge' as const, 'role' as const, 'none' as const),
    group,
    ...common,
  })
  .map(compact);
const outletSource = fc
  .record({ kind: fc.constant('outlet' as const), name: fc.constant('The Paper'), group, ...common })
  .map(compact);
const recordSource = fc
  .record({
    kind: fc.constantFrom('named' as const, 'institution' as const),
    name: fc.constant('Ana Ruiz'),
    group,
    ...common,
  })
  .map(compact);
const documentSource = fc
  .record({
    kind: fc.constant('document' as const),
    title: fc.constant('Memo 12'),
    url: fc.option(fc.constant('https://example.org/'), { nil: undefined }),
    group,
    ...common,
  })
  .map(compact);
const source: fc.Arbitrary<Source> = fc.oneof(
  { arbitrary: anonymousSource, weight: 4 },
  { arbitrary: recordSource, weight: 2 },
  { arbitrary: outletSource, weight: 2 },
  { arbitrary: documentSource, weight: 2 },
);

const denial: fc.Arbitrary<Denial> = fc.record({
  by: fc.constantFrom('Port', 'Ruiz'),
  kind: fc.constantFrom('named' as const, 'institution' as const, 'anonymous' as const),
  words: fc.constant('No.'),
  date: fc.constant('2026-11-01'),
});

const linked = (sources: readonly Source[]) => sources.some((one) => one.kind === 'document' && one.url !== undefined);

/** Complete records: what a rule may need is there, and linked documents have public evidence, as the parser asks. */
const recordOf = (sources: fc.Arbitrary<Source[]>): fc.Arbitrary<SourcingRecord> =>
  fc
    .record({
      kind: fc.constantFrom('event', 'plan', 'position', 'quote', 'count', 'assessment'),
      sources,
      evidence: fc.constantFrom('published', 'partial', 'described', 'none'),
      conflict: fc.option(fc.boolean(), { nil: undefined }),
      denials: fc.array(denial, { maxLength: 2 }),
      checkable: fc.option(fc.constantFrom('public', 'partly', 'not-public', 'future'), { nil: undefined }),
      asOf: fc.constant('2026-11-22'),
      unverified: fc.constant<SourcingRecord['unverified']>([]),
      wouldSettle: fc.constant<SourcingRecord['wouldSettle']>([]),
    })
    .map((record) => {
      const evidence = linked(record.sources) ? ('published' as const) : record.evidence;
      return compact<SourcingRecord>({ ...record, evidence });
    });
const record = recordOf(fc.array(source, { maxLength: 5 }));

const levelOf = (one: SourcingRecord): Level => gradeSources(one).level;
const plus = (one: SourcingRecord, added: Source): SourcingRecord => ({
  ...one,
  sources: [...(one.sources ?? []), added],
  ...(linked([added]) ? { evidence: 'published' as const } : {}),
});

describe('the ladder', () => {
  it('ignores denials, checkability, interest and date', () => {
    const other = fc.record({ denials: fc.array(denial, { maxLength: 3 }), interest: common.interest });
    fc.assert(
      fc.property(record, other, (one, { denials, interest }) => {
        const changed: SourcingRecord = {
          ...one,
          denials,
          checkable: 'future',
          asOf: '2020-01-01',
          sources: (one.sources ?? []).map((cited) => ({ ...cited, interest })),
        };
        expect(levelOf(changed)).toBe(levelOf(one));
        expect(gradeSources(changed).reasons).toEqual(gradeSources(one).reasons);
      }),
      runs,
    );
  });

  it('reaches 4 exactly with an open document and no conflict or two independent lines, 3 only with somebody on record or an open document', () => {
    fc.assert(
      fc.property(record, (one) => {
        const sources = one.sources ?? [];
        const open = linked(sources);
        const onRecord = sources.some(({ kind }) => kind === 'named' || kind === 'institution');
        const lines = new Set(
          sources
            .filter(({ kind }) => kind !== 'anonymous' && kind !== 'outlet')
            .map((cited) => cited.group)
            .filter((key) => key !== undefined),
        );
        const level = levelOf(one);
        expect(level === 4).toBe(open && (one.conflict !== true || lines.size >= 2));
        if (level === 3) expect(open || onRecord).toBe(true);
      }),
      runs,
    );
  });

  it('never lifts unnamed people above 2 or relays above 1, however many', () => {
    const unnamedOnly = recordOf(fc.array(fc.oneof(anonymousSource, outletSource), { minLength: 1, maxLength: 8 }));
    fc.assert(
      fc.property(unnamedOnly, (one) => {
        expect(Number(levelOf(one))).toBeLessThanOrEqual(2);
        if (one.sources?.every(({ kind }) => kind === 'outlet')) expect(levelOf(one)).toBe(1);
      }),
      runs,
    );
  });

  it('is not moved by a relay once anyone is cited, and has no other reasons for it', () => {
    const cited = recordOf(fc.array(source, { minLength: 1, maxLength: 5 }));
    fc.assert(
      fc.property(cited, outletSource, (one, relay) => {
        const [before, after] = [gradeSources(one), gradeSources(plus(one, relay))];
        expect(after.level).toBe(before.level);
        expect(after.reasons).toEqual(before.reasons);
      }),
      runs,
    );
  });

  it('is never lowered by another source', () => {
    fc.assert(
      fc.property(record, source, (one, added) => {
        const before = levelOf(one);
        if (before === 'J') expect(levelOf(plus(one, added))).toBeTypeOf('number');
        else expect(Number(levelOf(plus(one, added)))).toBeGreaterThanOrEqual(Number(before));
      }),
      runs,
    );
  });

  it('is never raised by taking descriptions away or by a conflict', () => {
    fc.assert(
      fc.property(record, fc.nat(5), (one, index) => {
        const before = levelOf(one);
        if (before === 'J') return;
        const sources = (one.sources ?? []).map((cited, n) =>
          n === index && cited.kind === 'anonymous' ? { ...cited, desc: 'none' as const } : cited,
        );
        expect(Number(levelOf({ ...one, sources }))).toBeLessThanOrEqual(Number(before));
        expect(Number(levelOf({ ...one, conflict: true }))).toBeLessThanOrEqual(Number(before));
      }),
      runs,
    );
  });

  it('does not depend on the order of the sources, in anything it says', () => {
    const shuffled = record.chain((one) =>
      fc.tuple(
        fc.constant(one),
        fc.shuffledSubarray([...(one.sources ?? [])], {
          minLength: one.sources?.length ?? 0,
          maxLength: one.sources?.length ?? 0,
        }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([one, sources]) => {
        const other = { ...one, sources };
        expect(gradeSources(other)).toEqual(gradeSources(one));
        expect(movesOf(other)).toEqual(movesOf(one));
        expect(openGaps(other, gradeSources(other))).toEqual(openGaps(one, gradeSources(one)));
      }),
      runs,
    );
  });

  it('is at least 1 where anyone is cited, and 0 or J where nobody is, always with a reason', () => {
    fc.assert(
      fc.property(record, (one) => {
        const { level, reasons } = gradeSources(one);
        expect(reasons.length).toBeGreaterThan(0);
        if (one.sources?.length === 0) expect(level).toBe(one.kind === 'assessment' ? 'J' : 0);
        else expect(Number(level)).toBeGreaterThanOrEqual(1);
      }),
      runs,
    );
  });

  it('gives "?" and never a level to a record that lacks a needed field, naming the field', () => {
    const field = fc.constantFrom('kind', 'sources', 'count', 'desc', 'evidence');
    fc.assert(
      fc.property(recordOf(fc.array(source, { minLength: 1, maxLength: 4 })), field, (one, name) => {
        const unnamedCarry =
          one.sources?.some(({ kind }) => kind === 'anonymous') &&
          one.sources.every(({ kind }) => kind === 'anonymous' || kind === 'outlet');
        const without = (value: object) => Object.fromEntries(Object.entries(value).filter(([key]) => key !== name));
        const needed =
          name === 'kind' || name === 'sources' || (name === 'evidence' ? linked(one.sources ?? []) : unnamedCarry);
        const inSource = name === 'count' || name === 'desc';
        // The field taken away is optional in the type.
        const lacking = (inSource
          ? { ...one, sources: one.sources?.map(without) }
          : without(one)) as unknown as SourcingRecord;
        const grade = gradeSources(lacking);
        if (needed) {
          expect(grade).toMatchObject({ level: '?', reasons: [{ code: '?', missing: [name] }] });
          expect(movesOf(lacking)).toEqual([]);
          expect(compareAttribution(grade, NO_ATTRIBUTION)).toBe('not-compared');
        } else expect(grade.level).toBe(levelOf(one));
      }),
      runs,
    );
  });

  it('has something that would raise every level from 0 to 3, each higher than the level and listed once', () => {
    fc.assert(
      fc.property(record, (one) => {
        const level = levelOf(one);
        const moves = movesOf(one);
        if (typeof level !== 'number' || level === 4) {
          expect(moves).toEqual([]);
          return;
        }
        expect(moves.length).toBeGreaterThan(0);
        for (const move of moves) expect(Number(move.level)).toBeGreaterThan(level);
        expect(new Set(moves.map(({ code }) => code)).size).toBe(moves.length);
      }),
      runs,
    );
  });

  it('says the same in every language, and in codes only', () => {
    fc.assert(
      fc.property(record, (one) => {
        const spanish: SourcingRecord = {
          ...one,
          unverified: [{ es: 'Quién paga.' }],
          wouldSettle: [{ es: 'Un presupuesto.' }],
          sources: (one.sources ?? []).map((cited) => ({ ...cited, wording: 'según fuentes oficiales' })),
        };
        expect(gradeSources(spanish)).toEqual(gradeSources(one));
        const said = [
          ...gradeSources(one).reasons.map(({ code }) => code),
          ...gradeSources(one).badges.map(({ code }) => code),
          ...movesOf(one).map(({ code }) => code),
          ...openGaps(one, gradeSources(one)),
        ];
        for (const code of said) {
          expect(code).toMatch(/^[\w?-]{1,24}$/);
          expect(code).not.toMatch(/true|false|verif|debunk|fake|hoax/i);
        }
      }),
      runs,
    );
  });
});

const NO_ATTRIBUTION = {
  kind: 'none',
  quoted: false,
  carried: false,
  hedged: false,
  hedges: [],
  modality: 'said',
} as const;
