import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bundledClaimSets, parseClaimSet } from '../../../lib/claims/index.ts';

const fixture = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../fixtures/claim-sets/${name}`, import.meta.url), 'utf8'));

/** The minimal set with one thing changed by `edit`. */
function edited(edit: (set: Editable) => void): unknown {
  const set = fixture('minimal.json') as Editable;
  edit(set);
  return set;
}
// biome-ignore lint/suspicious/noExplicitAny: broken input is the point, so nothing is known of its shape
type Editable = any;

function problemsOf(input: unknown) {
  const result = parseClaimSet(input);
  return result.ok ? [] : result.error;
}
const placesOf = (input: unknown) => problemsOf(input).map((problem) => problem.place);

describe('parseClaimSet', () => {
  it('takes the least a set can say, and gives absent lists as empty ones', () => {
    const result = parseClaimSet(fixture('minimal.json'));
    if (!result.ok) throw new Error(JSON.stringify(result.error));
    const [first, second] = result.value.claims;
    expect(first).toMatchObject({ id: 'dredging-planned', figures: [], entities: [], qualifiedBy: [], passages: [] });
    expect(second?.qualifiedBy).toEqual(['dredging-planned']);
    expect(first?.record.sources).toBeUndefined();
  });

  it('gives back a parsed set unchanged when it is parsed again', () => {
    for (const set of bundledClaimSets()) expect(parseClaimSet(structuredClone(set))).toEqual({ ok: true, value: set });
  });

  it('names every place in a set with many defects', () => {
    expect(placesOf(fixture('broken.json'))).toEqual([
      'id',
      'version',
      'publisher',
      'date',
      'source',
      'homepage',
      'title.es',
      'claims[0].modality',
      'claims[1].record.sources[0].kind',
      'claims[1].record.sources[1].count',
      'claims[1].record.sources[2].url',
      'claims[1].record.denials[0].kind',
      'claims[1].record.denials[0].date',
      'claims[1].record.wouldSettle',
      'claims[1].id',
      'claims[1].qualifiedBy[1]',
      'claims[1].text.es',
      'claims[1].record.unverified[0].es',
      'claims[2].figures[0].value',
      'claims[2].figures[0].unit',
      'claims[2].record.evidence',
      'claims[2].qualifiedBy[0]',
      'claims[2].qualifiedBy[1]',
      'claims[2].text.es',
      'claims[3].qualifiedBy[0]',
      'claims[3].qualifiedBy[1]',
      'claims[3].text.es',
      'claims[3].record.unverified[0].es',
      'claims[4]',
    ]);
  });

  it.each<[string, (set: Editable) => void, string, string]>([
    [
      'a kind of source unknown here',
      (set) => {
        set.claims[1].record.sources = [{ kind: 'rumour', wording: 'they say', interest: 'own' }];
      },
      'claims[1].record.sources[0].kind',
      'must be one of "named", "institution", "anonymous", "outlet" or "document", found "rumour"',
    ],
    [
      'a missing field',
      (set) => {
        delete set.claims[0].record.asOf;
      },
      'claims[0].record.asOf',
      'is missing: add it',
    ],
    [
      'a misspelt field',
      (set) => {
        set.claims[0].qualifedBy = [];
      },
      'claims[0].qualifedBy',
      'is not a field known here: check its spelling or remove it',
    ],
    [
      'an id used twice',
      (set) => {
        set.claims[1].id = 'dredging-planned';
        set.claims[1].qualifiedBy = [];
      },
      'claims[1].id',
      'is the id of claims[0] as well: every claim needs an id of its own',
    ],
    [
      'a language without a text',
      (set) => {
        set.claims[0].text = { es: 'La autoridad portuaria quiere dragar.' };
      },
      'claims[0].text.en',
      'is missing: the set declares the language "en", so add this text',
    ],
    [
      'a language that is no tag',
      (set) => {
        set.claims[0].text['English text'] = 'x';
      },
      'claims[0].text["English text"]',
      'must be a language tag such as "en", found "English text"',
    ],
    [
      'a qualifying claim that is not there',
      (set) => {
        set.claims[1].qualifiedBy = ['dredging'];
      },
      'claims[1].qualifiedBy[0]',
      'no claim of this set has the id "dredging": correct or remove it',
    ],
    [
      'a linked document whose evidence is not public',
      (set) => {
        set.claims[0].record.evidence = 'described';
        set.claims[0].record.sources = [
          { kind: 'document', title: 'Plan', url: 'https://example.org/', wording: 'a plan', interest: 'own' },
        ];
      },
      'claims[0].record.evidence',
      'a document with a link needs evidence "published" or "partial"',
    ],
    [
      'a link that is no web address',
      (set) => {
        set.source = { title: 'A report', url: 'javascript:alert(1)' };
      },
      'source.url',
      'must be an http(s) address, found "javascript:alert(1)"',
    ],
    [
      'a day that does not exist',
      (set) => {
        set.claims[0].record.asOf = '2025-02-29';
      },
      'claims[0].record.asOf',
      'is not a day of the calendar, found "2025-02-29"',
    ],
    [
      'a text over the limit',
      (set) => {
        set.claims[0].text.en = 'x'.repeat(2_001);
      },
      'claims[0].text.en',
      'is too long: at most 2000 characters',
    ],
    [
      'a list over the limit',
      (set) => {
        set.claims[0].paraphrases = { en: Array.from({ length: 201 }, () => 'x') };
      },
      'claims[0].paraphrases.en',
      'is too long: at most 200 entries',
    ],
    [
      'an empty text',
      (set) => {
        set.claims[0].text.en = '   ';
      },
      'claims[0].text.en',
      'must not be empty',
    ],
    [
      'a text that turns the direction of writing',
      (set) => {
        set.publisher = 'News \u202Egro.elpmaxe';
      },
      'publisher',
      'holds invisible control characters: remove them, found "News \u202Egro.elpmaxe"',
    ],
    [
      'a text with half a character',
      (set) => {
        set.claims[0].text.en = 'Half \uD83D';
      },
      'claims[0].text.en',
      'holds invisible control characters: remove them, found "Half \\ud83d"',
    ],
    [
      'a figure without end',
      (set) => {
        set.claims[0].figures = [{ value: Infinity, comparator: 'about', unit: { en: 'million' } }];
      },
      'claims[0].figures[0].value',
      'must be a number, found Infinity',
    ],
    [
      'a set without claims',
      (set) => {
        set.claims = [];
      },
      'claims',
      'holds no claim: give at least one',
    ],
    [
      'a language listed twice',
      (set) => {
        set.languages = ['en', 'en'];
      },
      'languages[1]',
      '"en" is listed twice',
    ],
    [
      'another format',
      (set) => {
        set.format = 'caveat-claim-set/2';
      },
      'format',
      'must be one of "caveat-claim-set/1", found "caveat-claim-set/2"',
    ],
  ])('says where and how to mend it: %s', (_, edit, place, message) => {
    expect(problemsOf(edited(edit))).toEqual([{ place, message }]);
  });

  it.each([[null], [undefined], [5], ['text'], [[]], [Symbol('x')], [10n]])('names the file itself for %o', (input) => {
    expect(placesOf(input)).toEqual(['(the whole file)']);
  });

  it('does not let a stranger repeat a long text in a message', () => {
    const problems = problemsOf(edited((set) => (set.claims[0].modality = '\u{1F6A2}'.repeat(900))));
    expect(problems[0]?.message.length).toBeLessThan(250);
    expect(problems[0]?.message.isWellFormed()).toBe(true);
  });

  it('stops at a hundred problems', () => {
    const claims = Array.from({ length: 5_000 }, (_, index) => ({ id: `c-${index}` }));
    expect(problemsOf(edited((set) => (set.claims = claims)))).toHaveLength(100);
  });

  it('reads a set of 100,000 claims in seconds', { timeout: 20_000 }, () => {
    const set = edited((draft) => {
      const [claim] = draft.claims;
      draft.claims = Array.from({ length: 100_000 }, (_, index) => ({
        ...claim,
        id: `c-${index}`,
        qualifiedBy: [`c-${(index * 7 + 1) % 100_000}`],
      }));
    });
    const started = performance.now();
    const result = parseClaimSet(set);
    // Under a second where it was written; the bound only catches a change of order, such as a search in a search.
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(result.ok).toBe(true);
  });

  it('refuses more claims than it reads, without looking at them', () => {
    const claims = new Array(200_001).fill(null);
    expect(problemsOf(edited((set) => (set.claims = claims)))).toEqual([
      { place: 'claims', message: 'holds 200001 claims, at most 200000 are read: split the set' },
    ]);
  });
});
