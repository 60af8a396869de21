/** What a check makes of a whole page beyond its single sentences. */
import { describe, expect, test } from 'vitest';
import { correctionKey } from '../../lib/annotation/index.ts';
import { createChecker, type PageText } from '../../lib/checker/index.ts';
import { bundledClaimSets, type ClaimSet, claimIdOf } from '../../lib/claims/index.ts';

const bundled = bundledClaimSets();
const checker = createChecker(bundled);

const planning =
  'The Trump administration has begun planning a covert mission against drug cartels in Mexico, officials said.';
const relayed =
  'The Trump administration has begun planning a covert mission against drug cartels in Mexico, NBC News reported.';
const unapproved = 'No deployment has been approved, officials said.';
const strikes = 'U.S. forces could strike cartel targets inside Mexico with drones, officials said.';
const strikesFlat = 'U.S. drones are striking cartel targets inside Mexico.';

const aPage = (lines: readonly string[], fields: Partial<PageText> = {}): PageText => ({
  source: 'https://www.tidewatch.example/story',
  title: 'A story',
  locale: 'en',
  text: lines.join('\n'),
  truncated: false,
  ...fields,
});

/** The bundled set with another record for the planning claim, or another source of the whole. */
const withOrigin = (change: (set: ClaimSet) => ClaimSet): ClaimSet[] => bundled.map(change);
const planningCitesNbc = withOrigin((set) => ({
  ...set,
  claims: set.claims.map((claim) =>
    claim.id === 'planning-begun'
      ? {
          ...claim,
          record: {
            ...claim.record,
            sources: [{ kind: 'outlet', name: 'NBC News', wording: 'NBC News reported', interest: 'unknown' }],
          },
        }
      : claim,
  ),
}));

describe('missing context', () => {
  test('names a qualifying claim once, however many of the claims it qualifies stand on the page', async () => {
    const { missing, claims } = await checker.check(aPage([planning, strikes]));
    const unsaid = missing.map(({ missing: key }) => claimIdOf(key));
    expect(claims.length).toBeGreaterThan(1);
    expect(unsaid).toEqual([...new Set(unsaid)]);
    expect(unsaid).toContain('no-deployment-approved');
    expect(missing[0]?.qualifier.claim.record).toBeDefined();
  });

  test('is silent where the qualifying claim stands, and about a page whose end is missing', async () => {
    const unsaid = async (page: PageText) => (await checker.check(page)).missing.map((one) => claimIdOf(one.missing));
    expect(await unsaid(aPage([planning, unapproved]))).not.toContain('no-deployment-approved');
    expect(await unsaid(aPage([planning], { truncated: true }))).toEqual([]);
  });

  test('does not call missing what stands on the page too uncertainly to be shown', async () => {
    for (const lines of [[planning, unapproved], [planning, 'Nothing has been signed yet.'], [strikes]]) {
      const seen = await createChecker(bundled, { confidence: 'show-more' }).check(aPage(lines));
      const careful = await createChecker(bundled, { confidence: 'only-sure' }).check(aPage(lines));
      const perhaps = new Set(seen.claims.map(({ key }) => key));
      expect(careful.missing.filter(({ missing }) => perhaps.has(missing))).toEqual([]);
    }
  });
});

describe('relays', () => {
  test('are told with the sentences that say so and the claims they speak of', async () => {
    const { relays } = await checker.check(aPage([relayed, unapproved]));
    expect(relays).toEqual([
      {
        outlet: 'NBC News',
        how: 'credited',
        sentences: [{ start: 0, end: relayed.length }],
        claims: ['mexico-mission:planning-begun'],
      },
    ]);
  });

  test('are none of the outlet’s own: what it reported itself is no other outlet’s', async () => {
    const { relays } = await checker.check(aPage([relayed], { source: 'https://www.nbcnews.com/politics/a' }));
    expect(relays).toEqual([]);
  });

  test('are read from what the page declares, names and addresses alike, but not from documents', async () => {
    const origins = [
      'https://www.reuters.com/world/x',
      'Reuters',
      'https://www.war.gov/order',
      'https://a.example/b.pdf',
    ];
    const { relays } = await checker.check(aPage([planning], { origins }));
    expect(relays).toEqual([{ outlet: 'Reuters', how: 'declared', sentences: [], claims: [] }]);
  });

  test.each([
    ['A Mexico City daily reported that', null, 'a Mexico City daily'],
    ['The Imperial Valley Press reported that', 'The Imperial Valley Press', undefined],
  ])(
    '"%s" is named or described in the words of the page, not by an outlet named before',
    async (words, outlet, described) => {
      const said = `${words} the Trump administration has begun planning a covert mission against drug cartels in Mexico.`;
      const { relays } = await checker.check(aPage([relayed, said]));
      expect(relays.map((relay) => [relay.outlet, relay.described])).toEqual([
        ['NBC News', undefined],
        [outlet, described],
      ]);
    },
  );

  test('leave a page alone that states no claim', async () => {
    const { relays } = await checker.check(aPage(['It rained, NBC News reported.'], { origins: ['Reuters'] }));
    expect(relays).toEqual([]);
  });
});

describe('one origin', () => {
  test('is told when everything the page says of a claim leads to one outlet', async () => {
    const { oneOrigin } = await checker.check(aPage([relayed, unapproved]));
    expect(oneOrigin).toEqual([
      { claim: 'mexico-mission:planning-begun', outlet: 'NBC News', sightings: 1, circular: false },
    ]);
  });

  test('is not told when one sentence has a source of its own', async () => {
    const { oneOrigin } = await checker.check(aPage([relayed, planning]));
    expect(oneOrigin).toEqual([]);
  });

  test('is circular when the record rests on that outlet too', async () => {
    const { oneOrigin } = await createChecker(planningCitesNbc).check(aPage([relayed]));
    expect(oneOrigin).toMatchObject([{ outlet: 'NBC News', circular: true }]);
  });

  test('is circular when the page itself is the record’s origin', async () => {
    const source = 'https://www.nbcnews.com/politics/a';
    expect((await createChecker(planningCitesNbc).check(aPage([planning], { source }))).oneOrigin).toMatchObject([
      { outlet: 'NBC News', circular: true },
    ]);
    const readThere = withOrigin((set) => ({ ...set, source: { title: 'A report', url: 'https://nbcnews.com/r' } }));
    expect((await createChecker(readThere).check(aPage([planning], { source }))).oneOrigin).toMatchObject([
      { outlet: 'NBC News', circular: true },
    ]);
    expect((await checker.check(aPage([planning], { source }))).oneOrigin).toEqual([]);
  });
});

test('the tally counts sentences that speak of a plan as of something settled', async () => {
  const hedged = await checker.check(aPage([strikes]));
  expect(hedged.annotations.some(({ certaintyRaised }) => certaintyRaised)).toBe(false);
  expect(hedged.tally.certaintyRaised).toBe(0);
  const flat = await checker.check(aPage([strikesFlat, strikes]));
  expect(flat.annotations.filter(({ certaintyRaised }) => certaintyRaised).map(({ quote }) => quote)).toContain(
    strikesFlat,
  );
  expect(flat.tally.certaintyRaised).toBe(1);
});

test('what the reader said is not the claim leaves no trace in the report', async () => {
  const page = aPage([planning, unapproved]);
  const before = await checker.check(page);
  const planned = before.annotations.filter(({ claim }) => claim === 'mexico-mission:planning-begun');
  expect(planned.length).toBeGreaterThan(0);
  const corrected = new Set(planned.map(({ claim, quote }) => correctionKey(claim, quote.toUpperCase())));
  const after = await checker.check(page, corrected);
  expect(after.claims.map(({ key }) => key)).not.toContain('mexico-mission:planning-begun');
  expect(after.annotations).toHaveLength(before.annotations.length - planned.length);
  expect(after.tally.claims).toBe(before.tally.claims - 1);
  expect(await checker.check(page)).toEqual(before);
});
