import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bundledClaimSets, type Claim } from '../../../lib/claims/index.ts';

const file = readFileSync(new URL('../../../lib/claims/data/mexico-mission.json', import.meta.url), 'utf8');
const set = bundledClaimSets().find(({ id }) => id === 'mexico-mission');
if (set === undefined) throw new Error('the seed set is not bundled');
const { claims } = set;
const claim = (id: string): Claim => {
  const found = claims.find((candidate) => candidate.id === id);
  if (found === undefined) throw new Error(`no claim ${id}`);
  return found;
};
const languages = ['en', 'es'] as const;

/** Ids, passages and kinds are fixed: notes, exported files and benchmarks refer to them. */
const inventory: [id: string, passages: number[], kind: string][] = [
  ['planning-begun', [1], 'event'],
  ['policy-shift', [1], 'assessment'],
  ['training-underway', [2], 'event'],
  ['no-deployment-approved', [2, 18], 'event'],
  ['jsoc-lead', [3], 'plan'],
  ['cia-support', [3], 'plan'],
  ['title-50', [3], 'plan'],
  ['secret-deniable', [3], 'plan'],
  ['break-with-practice', [4], 'assessment'],
  ['past-cooperation', [4], 'event'],
  ['strikes-in-mexico', [5], 'plan'],
  ['not-destabilize', [6], 'position'],
  ['coordination-preferred', [6], 'position'],
  ['unilateral-possible', [7], 'position'],
  ['all-tools-quote', [8], 'quote'],
  ['mexico-rejects', [9], 'position'],
  ['sheinbaum-subordinate-quote', [9], 'quote'],
  ['mexico-intel-sharing', [10], 'event'],
  ['mexico-surveillance-flights', [10], 'event'],
  ['mexico-arrests-extraditions', [10], 'event'],
  ['venezuela-boat-strikes', [11], 'event'],
  ['at-least-64-killed', [12], 'count'],
  ['evidence-limited', [12], 'assessment'],
  ['legal-questions', [12], 'position'],
  ['backlash-risk', [13, 14], 'assessment'],
  ['mexico-border-troops', [14], 'event'],
  ['opioids-devastate', [15], 'assessment'],
  ['cartel-violence', [15], 'assessment'],
  ['enforcement-insufficient', [16], 'position'],
  ['groundwork-signals', [19], 'assessment'],
];

describe('the seed set', () => {
  it('holds the thirty claims in the order of the article', () => {
    expect(claims.map(({ id, passages, record }) => [id, passages, record.kind])).toEqual(inventory);
    const first = claims.map(({ passages }) => passages[0] ?? 0);
    expect(first).toEqual(first.toSorted((a, b) => a - b));
  });

  it('is formatted as JSON with two spaces and a newline at the end', () => {
    expect(file).toBe(`${JSON.stringify(JSON.parse(file), null, 2)}\n`);
  });

  it('says who publishes it, under which licence, and what it was read from', () => {
    expect(set).toMatchObject({ publisher: 'Caveat', licence: 'CC-BY-4.0', languages: ['en', 'es'] });
    expect(Object.keys(set.source?.note ?? {})).toEqual(['en', 'es']);
    // Its title and address are not known, so none are made up.
    expect(set.source?.title).toBeUndefined();
    expect(set.source?.url).toBeUndefined();
  });

  it('leaves nothing of a record to be researched', () => {
    for (const { id, record } of claims) {
      expect(record.kind, id).toBeDefined();
      expect(record.sources, id).toBeDefined();
      expect(record.evidence, id).toBeDefined();
      expect(record.checkable, id).toBeDefined();
      expect(record.denials, id).toEqual([]);
    }
    const clear = {
      public: ['mexico-border-troops', 'venezuela-boat-strikes'],
      'not-public': ['jsoc-lead', 'title-50'],
    };
    for (const [checkable, ids] of Object.entries(clear)) {
      for (const id of ids) expect(claim(id).record.checkable, id).toBe(checkable);
    }
  });

  it('gives five to eight paraphrases a language, no two alike', () => {
    for (const { id, text, paraphrases } of claims) {
      for (const language of languages) {
        const ways = paraphrases[language] ?? [];
        expect(ways.length, `${id} ${language}`).toBeGreaterThanOrEqual(5);
        expect(ways.length, `${id} ${language}`).toBeLessThanOrEqual(8);
        const all = [text[language] ?? '', ...ways];
        for (const [n, one] of all.entries()) {
          for (const other of all.slice(n + 1)) expect(likeness(one, other), `${one} / ${other}`).toBeLessThan(0.5);
        }
      }
    }
  });

  it('lists concrete gaps and what would close them, different for every claim, without judging it', () => {
    const seen = new Set<string>();
    for (const { id, record } of claims) {
      expect(record.unverified.length, id).toBeGreaterThanOrEqual(2);
      expect(record.unverified.length, id).toBeLessThanOrEqual(4);
      expect(record.wouldSettle.length, id).toBeGreaterThanOrEqual(2);
      expect(record.wouldSettle.length, id).toBeLessThanOrEqual(3);
      for (const text of [...record.unverified, ...record.wouldSettle].flatMap((texts) => Object.values(texts))) {
        expect(text, id).not.toMatch(
          /\b(un)?(true|false|verif\w*|unverif\w*|debunk\w*|fake\w*|hoax\w*|verdader\w*|fals[oae]\w*|desmont\w*|desment\w*|bulos?)\b/i,
        );
        if (!/^(Nobody is cited|No se cita a nadie)\.$/.test(text)) expect(seen, `${id}: ${text}`).not.toContain(text);
        seen.add(text);
      }
    }
  });

  it('states the figures of the claims that have one', () => {
    const figures = claims.flatMap(({ id, figures }) =>
      figures.map(({ value, comparator }) => [id, value, comparator]),
    );
    expect(figures).toEqual([
      ['title-50', 50, 'exactly'],
      ['at-least-64-killed', 64, 'at-least'],
      ['mexico-border-troops', 1000, 'more-than'],
    ]);
  });

  it('names unit, agency, statute, sea, speaker, month and border with their variants in both languages', () => {
    const roles: [string, string, string][] = [
      ['jsoc-lead', 'military-unit', 'Mando Conjunto de Operaciones Especiales'],
      ['cia-support', 'agency', 'Central Intelligence Agency'],
      ['title-50', 'statute', 'Título 50'],
      ['venezuela-boat-strikes', 'sea', 'Caribe'],
      ['sheinbaum-subordinate-quote', 'speaker', 'Claudia Sheinbaum'],
      ['sheinbaum-subordinate-quote', 'month', 'abril'],
      ['mexico-border-troops', 'border', 'frontera norte'],
    ];
    for (const [id, role, name] of roles) {
      const entity = claim(id).entities.find((candidate) => candidate.role === role);
      expect(Object.values(entity?.names ?? {}).flat(), id).toContain(name);
    }
    for (const { id, entities } of claims) {
      for (const { names } of entities) expect(Object.keys(names), id).toEqual(['en', 'es']);
    }
  });

  it('says of every step towards a mission that none has been approved', () => {
    for (const { id, record, qualifiedBy } of claims) {
      if (record.kind === 'plan' || id === 'planning-begun' || id === 'training-underway') {
        expect(qualifiedBy, id).toContain('no-deployment-approved');
      }
    }
    expect(claim('venezuela-boat-strikes').qualifiedBy).toEqual(['evidence-limited', 'legal-questions']);
    expect(claim('at-least-64-killed').qualifiedBy).toEqual(['evidence-limited']);
    expect(claim('unilateral-possible').qualifiedBy).toContain('coordination-preferred');
  });

  const article = new URL('../../../../shared/seed/article.txt', import.meta.url);
  it.skipIf(!existsSync(article))(
    'shares no eight words in a row with the article (needs ../shared/seed/article.txt)',
    () => {
      const runs = new Set(runsOf(readFileSync(article, 'utf8'), 8));
      for (const { id, text, paraphrases } of claims) {
        for (const own of [...Object.values(text), ...Object.values(paraphrases).flat()]) {
          for (const run of runsOf(own, 8)) expect(runs.has(run), `${id}: ${run}`).toBe(false);
        }
      }
    },
  );
});

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

function runsOf(text: string, length: number): string[] {
  const words = wordsOf(text);
  return words.slice(length - 1).map((_, start) => words.slice(start, start + length).join(' '));
}

/** Share of all their words that two texts have in common, 0 to 1. */
function likeness(one: string, other: string): number {
  const [a, b] = [new Set(wordsOf(one)), new Set(wordsOf(other))];
  const common = [...a].filter((word) => b.has(word)).length;
  return common / (a.size + b.size - common);
}
