import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bundledClaimSets, type ClaimSet, diffClaimSets } from '../../../lib/claims/index.ts';

const [seed] = bundledClaimSets();
if (seed === undefined) throw new Error('no bundled set');
const nothing = { set: [], added: [], removed: [], changed: [] };

/** The seed set with one thing changed by `edit`. */
function edited(edit: (set: ClaimSet) => void): ClaimSet {
  const copy = structuredClone(seed) as ClaimSet;
  edit(copy);
  return copy;
}
const claimOf = (set: ClaimSet, id: string) => {
  const claim = set.claims.find((candidate) => candidate.id === id);
  if (claim === undefined) throw new Error(`no claim ${id}`);
  return claim;
};

describe('diffClaimSets', () => {
  it('finds nothing between a set and its copy', () => {
    expect(diffClaimSets(seed, structuredClone(seed))).toEqual(nothing);
  });

  it('tells what changed about the set itself', () => {
    const after = edited((set) => {
      set.version = '1.1.0';
      set.source = { ...set.source, url: 'https://example.org/' };
    });
    expect(diffClaimSets(seed, after)).toEqual({
      ...nothing,
      set: [
        { place: 'version', before: '1.0.1', after: '1.1.0' },
        { place: 'source.url', after: 'https://example.org/' },
      ],
    });
  });

  it('tells which claims came and which went', () => {
    const after = edited((set) => {
      set.claims.splice(0, 1);
      set.claims.push({ ...claimOf(seed, 'jsoc-lead'), id: 'something-new' });
    });
    const diff = diffClaimSets(seed, after);
    expect(diff.removed.map(({ id }) => id)).toEqual(['planning-begun']);
    expect(diff.added.map(({ id }) => id)).toEqual(['something-new']);
    expect(diff.changed).toEqual([]);
  });

  it('names the field inside the claim that changed', () => {
    const after = edited((set) => {
      const { record, text } = claimOf(set, 'training-underway');
      const [source] = record.sources ?? [];
      if (source?.kind === 'anonymous') source.desc = 'role';
      text.es = 'Otra redacción.';
      record.conflict = true;
    });
    expect(diffClaimSets(seed, after).changed).toMatchObject([
      {
        id: 'training-underway',
        changes: [
          { place: 'text.es', after: 'Otra redacción.' },
          { place: 'record.sources[0].desc', before: 'none', after: 'role' },
          { place: 'record.conflict', after: true },
        ],
      },
    ]);
  });

  it('tells a source that was added from the one that stayed', () => {
    const added = { kind: 'named', name: 'Ana Ruiz', wording: 'Ruiz said', interest: 'own' } as const;
    const after = edited((set) => claimOf(set, 'planning-begun').record.sources?.unshift(added));
    expect(diffClaimSets(seed, after).changed[0]?.changes).toEqual([{ place: 'record.sources[0]', after: added }]);
  });

  it('keeps count of entries that occur twice', () => {
    const twice = edited((set) => claimOf(set, 'cia-support').paraphrases['en']?.push('Twice.', 'Twice.'));
    const once = edited((set) => claimOf(set, 'cia-support').paraphrases['en']?.push('Twice.'));
    expect(diffClaimSets(twice, once).changed[0]?.changes).toEqual([{ place: 'paraphrases.en[6]', before: 'Twice.' }]);
  });

  it('takes another order of claims, paraphrases and sources for no change', () => {
    const shuffled = fc.shuffledSubarray([...seed.claims], { minLength: seed.claims.length });
    fc.assert(
      fc.property(shuffled, (claims) => {
        const reversed = claims.map((claim) => ({
          ...claim,
          paraphrases: Object.fromEntries(
            Object.entries(claim.paraphrases).map(([language, texts]) => [language, texts.toReversed()]),
          ),
          record: { ...claim.record, sources: (claim.record.sources ?? []).toReversed() },
        }));
        expect(diffClaimSets(seed, { ...seed, claims: reversed })).toEqual(nothing);
      }),
      { numRuns: 30 },
    );
  });

  it('sees any change of a text, and the same one backwards', () => {
    const change = fc.record({
      index: fc.nat(seed.claims.length - 1),
      language: fc.constantFrom('en', 'es'),
      text: fc.string({ minLength: 1 }),
    });
    fc.assert(
      fc.property(change, ({ index, language, text }) => {
        const after = edited((set) => {
          const claim = set.claims[index];
          if (claim !== undefined) claim.text[language] = text;
        });
        const [forwards] = diffClaimSets(seed, after).changed;
        const [backwards] = diffClaimSets(after, seed).changed;
        const before = seed.claims[index]?.text[language];
        expect(forwards?.changes).toEqual([{ place: `text.${language}`, before, after: text }]);
        expect(backwards?.changes).toEqual([{ place: `text.${language}`, before: text, after: before }]);
      }),
      { numRuns: 60 },
    );
  });
});
