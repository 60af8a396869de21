/** The reader's own claim sets: kept, listed, switched, removed, and searched after the background was stopped. */
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createStandingChecker, type PageText, type Shelf } from '../../lib/checker/index.ts';
import { bundledClaimSets, type Claim, type ClaimSet, parseClaimSet } from '../../lib/claims/index.ts';
import { type ClaimSets, openClaimSets, openClaimShelf } from '../../lib/db/index.ts';
import { value } from '../support/stores.ts';

const NOW = '2026-11-22T18:00:00.000Z';
const NAME = 'caveat-claim-sets-test';

const aClaim = (id: string, text: string, qualifiedBy: readonly string[] = []): unknown => ({
  id,
  text: { en: text },
  modality: 'said',
  qualifiedBy,
  record: { denials: [], asOf: '2026-11-01', unverified: [], wouldSettle: [] },
});
function aSet(id: string, claims: readonly unknown[], version = '1.0.0'): ClaimSet {
  const parsed = parseClaimSet({
    format: 'caveat-claim-set/1',
    id,
    version,
    title: { en: `Set ${id}` },
    description: { en: 'A set for tests.' },
    publisher: 'Tests',
    licence: 'CC0-1.0',
    date: '2026-11-20',
    languages: ['en'],
    claims,
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error[0]));
  return parsed.value;
}
const TOWN = aSet('town', [
  aClaim('pool', 'The city council voted to close the swimming pool on Harbour Street in March.', ['appeal']),
  aClaim('water', 'At least 41 people fell ill after drinking water from the Lindow reservoir.'),
  aClaim('appeal', 'An appeal against the closing of the swimming pool is before the courts.'),
]);
const page = (text: string): PageText => ({
  source: 'https://news.example/',
  title: '',
  locale: 'en',
  text,
  truncated: false,
});
const POOL = page(
  'It rained.\nThe city council voted to close the swimming pool on Harbour Street in March, a clerk said.',
);

let sets: ClaimSets;

/** A background that has just started, and what it read of the shelf. */
function background(shelf: Shelf = sets.shelf()) {
  const read = { portions: 0, claims: 0, saved: 0 };
  const counted: Shelf = {
    ...shelf,
    async *portions(stamp) {
      for await (const portion of shelf.portions(stamp)) {
        read.portions++;
        yield portion;
      }
    },
    claimsAt: (stamp, places) => {
      read.claims += places.length;
      return shelf.claimsAt(stamp, places);
    },
    saveSearch: (stamp, saved) => {
      read.saved++;
      return shelf.saveSearch(stamp, saved);
    },
  };
  const checker = createStandingChecker({
    claimSets: bundledClaimSets(),
    shelf: counted,
    vectors: async () => null,
    settings: async () => ({ confidence: 'balanced' }),
    pause: async () => {},
  });
  return { checker, read, check: async (text: PageText) => (await checker()).check(text) };
}

beforeEach(() => {
  sets = openClaimSets(NAME);
});
afterEach(async () => {
  sets.close();
  await new Promise((resolve) => {
    indexedDB.deleteDatabase(NAME).onsuccess = resolve;
  });
});

describe('claim sets', () => {
  test('are kept, listed and given back whole, also after closing', async () => {
    const shares: number[] = [];
    value(await sets.add(TOWN, { now: NOW, onProgress: (share) => shares.push(share) }));
    value(await sets.add(aSet('ferry', [aClaim('pay', 'The ferry company paid nobody.')]), { now: NOW }));
    sets.close();
    const again = openClaimSets(NAME);
    expect(
      value(await again.list()).map(({ set, claims, enabled, added }) => [set.id, claims, enabled, added]),
    ).toEqual([
      ['ferry', 1, true, NOW],
      ['town', 3, true, NOW],
    ]);
    expect(value(await again.whole('town'))).toEqual(TOWN);
    expect(value(await again.whole('village'))).toBeNull();
    expect(shares.at(-1)).toBe(1);
    again.close();
  });

  test('with thousands of claims come back in order', async () => {
    const many = aSet(
      'many',
      Array.from({ length: 2_345 }, (_, at) => aClaim(`c${at}`, `Claim number ${at}.`)),
    );
    value(await sets.add(many, { now: NOW }));
    expect(value(await sets.whole('many'))).toEqual(many);
    const [{ stamp } = { stamp: '' }] = await sets.shelf().sets();
    const claims = await sets.shelf().claimsAt(stamp, [2_344, 0, 999, -1, 9_999]);
    expect(claims.map(({ id }) => id)).toEqual(['c2344', 'c0', 'c999']);
  });

  test('that differ in one claim, wherever it stands, are not taken for each other', async () => {
    const stamps = new Set<string>();
    for (const other of [-1, 0, 450, 899]) {
      const claims = Array.from({ length: 900 }, (_, at) =>
        aClaim(`c${at}`, at === other ? 'Another.' : `Claim ${at}.`),
      );
      value(await sets.add(aSet('many', claims), { now: NOW }));
      for (const { stamp } of await sets.shelf().sets()) stamps.add(stamp);
    }
    expect(stamps.size).toBe(4);
  });

  test('are replaced by their update, which stays switched off if they were', async () => {
    value(await sets.add(TOWN, { now: NOW }));
    const background = openClaimShelf(NAME);
    const [{ stamp } = { stamp: '' }] = await background.sets();
    expect(await background.claimsAt(stamp, [1])).toEqual(TOWN.claims.slice(1, 2));
    expect(value(await sets.setEnabled('town', false))).toBe(true);
    expect(await background.sets()).toEqual([]);
    const update = aSet('town', [aClaim('pool', 'The pool stays open.')], '1.1.0');
    expect(value(await sets.add(update, { now: NOW })).enabled).toBe(false);
    expect(value(await sets.whole('town'))).toEqual(update);
    expect(await sets.shelf().sets()).toEqual([]);
    // Nothing is left of the claims it had.
    expect(await background.claimsAt(stamp, [0])).toEqual([]);
  });

  test('are answered when removed, so that they can be brought back; nothing of them is left', async () => {
    value(await sets.add(TOWN, { now: NOW }));
    const { check } = background();
    await check(POOL);
    const [{ stamp } = { stamp: '' }] = await sets.shelf().sets();
    expect(value(await sets.remove('town'))).toEqual(TOWN);
    expect(value(await sets.list())).toEqual([]);
    expect(await sets.shelf().savedSearch(stamp)).toBeUndefined();
    expect(await sets.shelf().claimsAt(stamp, [0])).toEqual([]);
    expect(value(await sets.remove('town'))).toBeNull();
    expect(value(await sets.setEnabled('town', true))).toBe(false);
  });

  test('are kept whole where another set is removed while they are stored', async () => {
    value(await sets.add(TOWN, { now: NOW }));
    const many = aSet(
      'many',
      Array.from({ length: 6_000 }, (_, at) => aClaim(`c${at}`, `Claim number ${at}.`)),
    );
    const elsewhere = openClaimSets(NAME);
    let removing: Promise<unknown> | undefined;
    const onProgress = (share: number): void => {
      if (share > 0.4) removing ??= elsewhere.remove('town');
    };
    value(await sets.add(many, { now: NOW, onProgress }));
    await removing;
    expect(value(await sets.list()).map(({ set }) => set.id)).toEqual(['many']);
    expect(value(await sets.whole('many'))).toEqual(many);
    elsewhere.close();
  });

  test('may not have the id of a set that comes with Caveat', async () => {
    const added = await sets.add(aSet('mexico-mission', [aClaim('a', 'Something else.')]), { now: NOW });
    expect(added).toMatchObject({ ok: false, error: { kind: 'reserved' } });
    expect(value(await sets.list())).toEqual([]);
  });

  test('are watched', async () => {
    const seen: number[] = [];
    const stop = new AbortController();
    sets.watch((listed) => seen.push(value(listed).length), stop.signal);
    await expect.poll(() => seen).toEqual([0]);
    value(await sets.add(TOWN, { now: NOW }));
    await expect.poll(() => seen.at(-1)).toBe(1);
    stop.abort();
  });
});

describe('a page', () => {
  const found = async (check: (text: PageText) => Promise<{ annotations: readonly { claim: string }[] }>) =>
    (await check(POOL)).annotations.map(({ claim }) => claim);

  test('is checked against the sets that are switched on, and their qualifying claims are missed', async () => {
    const { check } = background();
    expect(await found(check)).toEqual([]);
    value(await sets.add(TOWN, { now: NOW }));
    const report = await check(POOL);
    expect(report.annotations.map(({ claim, quote }) => [claim, POOL.text.includes(quote)])).toEqual([
      ['town:pool', true],
    ]);
    expect(report.claims.map(({ key, set }) => [key, set.title])).toEqual([['town:pool', { en: 'Set town' }]]);
    expect(report.missing.map(({ missing }) => missing)).toEqual(['town:appeal']);
    value(await sets.setEnabled('town', false));
    expect(await found(check)).toEqual([]);
    value(await sets.setEnabled('town', true));
    expect(await found(check)).toEqual(['town:pool']);
    value(await sets.remove('town'));
    expect(await found(check)).toEqual([]);
  });

  test('needs no search built twice, not even by a background that was stopped', async () => {
    value(await sets.add(TOWN, { now: NOW }));
    const first = background();
    await Promise.all([first.check(POOL), first.check(POOL), first.checker()]);
    expect(first.read).toMatchObject({ portions: 1, saved: 1 });
    const second = background();
    expect(await found(second.check)).toEqual(['town:pool']);
    expect(second.read).toMatchObject({ portions: 0, saved: 0 });
  });

  test.each([
    ['cut short', (saved: Saved) => ({ ...saved, index: saved.index.slice(0, 100) })],
    [
      'of other claims',
      (saved: Saved) => ({
        ...saved,
        wordings: { ...saved.wordings, sheets: saved.wordings.sheets.map((sheet) => sheet.map(() => 120)) },
      }),
    ],
    ['something else', () => 'nothing of the kind'],
  ])('drops a saved search that is %s, and builds it again', async (_, damage) => {
    value(await sets.add(TOWN, { now: NOW }));
    await background().checker();
    const shelf = sets.shelf();
    const [{ stamp } = { stamp: '' }] = await shelf.sets();
    await shelf.saveSearch(stamp, damage((await shelf.savedSearch(stamp)) as Saved));
    const after = background();
    expect(await found(after.check)).toEqual(['town:pool']);
    expect(after.read).toMatchObject({ portions: 1, saved: 1 });
    const then = background();
    await then.checker();
    expect(then.read.saved).toBe(0);
  });

  test('is checked without the claims that cannot be read any more', async () => {
    value(await sets.add(TOWN, { now: NOW }));
    const shelf = sets.shelf();
    const broken: Shelf = {
      ...shelf,
      async *portions(stamp) {
        for await (const portion of shelf.portions(stamp)) yield [null, ...portion.slice(1)] as (Claim | null)[];
      },
    };
    const { check } = background(broken);
    expect(await found(check)).toEqual([]);
    const water = page('At least 41 people fell ill after they drank water from the Lindow reservoir, doctors said.');
    expect((await check(water)).annotations.map(({ claim }) => claim)).toEqual(['town:water']);
  });

  test('is checked against a set only once all of it could be read, and no search is kept of less', async () => {
    const first = Array.from({ length: 200 }, (_, at) => aClaim(`filler-${at}`, `Filler number ${at} of the town.`));
    value(await sets.add(aSet('long', [...first, aClaim('pool', TOWN.claims[0]?.text['en'] ?? '')]), { now: NOW }));
    const shelf = sets.shelf();
    let failing = true;
    const failingOnce: Shelf = {
      ...shelf,
      async *portions(stamp) {
        let at = 0;
        for await (const portion of shelf.portions(stamp)) yield failing && at++ === 0 ? [] : portion;
      },
    };
    const { check, read } = background(failingOnce);
    expect(await found(check)).toEqual([]);
    expect(read.saved).toBe(0);
    failing = false;
    expect(await found(check)).toEqual(['long:pool']);
    expect(read.saved).toBe(1);
  });
});

/** What a search is saved as, as far as it is damaged here. */
type Saved = { readonly index: ArrayBuffer; readonly wordings: { readonly sheets: readonly Uint8Array[] } };
