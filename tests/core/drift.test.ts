import { describe, expect, it } from 'vitest';
import { driftEvidence, driftFeatures } from '../../lib/attribution/drift-features.ts';
import { claimFeatures } from '../../lib/attribution/features.ts';
import { attribute, compareWording } from '../../lib/attribution/index.ts';
import { fits, quantitiesOf } from '../../lib/attribution/numbers.ts';
import { oppositionIn } from '../../lib/attribution/opposites.ts';
import { readSentence } from '../../lib/attribution/reading.ts';
import { bundledClaimSets, claimKey } from '../../lib/claims/index.ts';

const claims = new Map(
  bundledClaimSets().flatMap((set) =>
    set.claims.map((claim) => [claim.id, { key: claimKey(set.id, claim.id), claim }] as const),
  ),
);

function compare(id: string, text: string, locale: string) {
  const claim = claims.get(id);
  if (!claim) throw new Error(`no claim ${id}`);
  const wording = compareWording(claim, text, attribute(text, undefined, locale, [claim]), locale);
  return {
    drift: wording.drift,
    page: wording.differences.map(({ page }) => text.slice(page.start, page.end)),
    record: wording.differences.map(({ record }) => record),
  };
}

describe('numbers', () => {
  it.each([
    ['At least 64 people have been killed.', 'en', 'same'],
    ['Sixty-four people are dead.', 'en', 'same'],
    ['More than 60 people have died in the strikes.', 'en', 'same'],
    ['Dozens have been killed in the strikes off Venezuela.', 'en', 'same'],
    ['At least 75 people have been killed.', 'en', 'other'],
    ['The strikes have left 83 dead.', 'en', 'other'],
    ['More than a hundred people have been killed.', 'en', 'other'],
    ['Al menos sesenta y cuatro personas han muerto.', 'es', 'same'],
    ['Más de 60 personas han muerto.', 'es', 'same'],
    ['Los ataques dejan ya 83 muertos.', 'es', 'other'],
    ['Suman ochenta y tres muertos en el mar.', 'es', 'other'],
  ] as const)('"%s" (%s) has the %s toll as "at least 64"', (text, locale, expected) => {
    expect(compare('at-least-64-killed', text, locale).drift === 'figure').toBe(expected === 'other');
  });

  it.each([
    ['4,500 soldiers', 'en', 4500],
    ['4.500 soldados', 'es', 4500],
    ['1.5 million people', 'en', 1_500_000],
    ['diez mil efectivos', 'es', 10_000],
    ['treinta y dos entidades', 'es', 32],
    ['twelve thousand troops', 'en', 12_000],
    ['one hundred and five people', 'en', 105],
  ] as const)('reads "%s" (%s) as %d', (text, locale, value) => {
    expect(quantitiesOf(readSentence(text, locale)).map((quantity) => quantity.value)).toEqual([value]);
  });

  it.each([
    'On Nov. 4, 2025 it rained.',
    'At 14:33 the call ended.',
    'It cost $64 in 1999.',
    'El 5 de noviembre llovió.',
  ])('finds no quantity in dates, times and prices: "%s"', (text) => {
    expect(quantitiesOf(readSentence(text, text.startsWith('El') ? 'es' : 'en'))).toEqual([]);
  });

  it('treats 10,000 as a detail of "thousands" and 900 as another figure', () => {
    expect(compare('mexico-border-troops', 'Mexico has sent 10,000 soldiers to its northern border.', 'en').drift).toBe(
      'none',
    );
    expect(compare('mexico-border-troops', 'Mexico has sent 900 soldiers to its northern border.', 'en').drift).toBe(
      'figure',
    );
  });
});

describe('figures a record gives roughly', () => {
  const fitting = (text: string, comparator: 'about' | 'more-than', value = 3_000_000) => {
    const [quantity] = quantitiesOf(readSentence(text, 'en'));
    if (!quantity) throw new Error(`no quantity in ${text}`);
    return fits(quantity, { value, comparator });
  };

  it.each([
    ['It takes 3.1 million litres a day.', 'about', true],
    ['It takes almost 3 million litres a day.', 'about', true],
    ['It takes about 3.5 million litres a day.', 'about', false],
    ['It takes 30 million litres a day.', 'about', false],
    ['It takes 3.5 million litres a day.', 'more-than', true],
  ] as const)('"%s" against %s 3 million: %s', (text, comparator, expected) => {
    expect(fitting(text, comparator)).toBe(expected);
  });

  it('are compared in the unit of the record, whatever else is counted so', () => {
    const set = structuredClone(bundledClaimSets()[0]);
    const claim = set?.claims[0];
    if (!claim) throw new Error('no claim');
    const costs = (unit: string) => ({
      ...claim,
      figures: [{ value: 3_000_000, comparator: 'about' as const, unit: { en: unit } }],
    });
    const reading = readSentence('The move will cost about 3.5 million dollars.', 'en');
    const others = (unit: string) => driftEvidence(costs(unit), reading).figures[0]?.other.length;
    expect(others('dollars')).toBe(1);
    expect(others('litres')).toBe(0);
  });

  it('take "thousands" on a page for some thousands', () => {
    expect(fitting('Thousands of trees were felled.', 'about', 4_000)).toBe(true);
    expect(fitting('Thousands of trees were felled.', 'about', 400)).toBe(false);
  });
});

it('tells no drift that no words of the page can be shown for', () => {
  const headline = "TRUMP'S SECRET WAR: Commandos plot to storm cartel strongholds in Mexico";
  expect(compare('planning-begun', headline, 'en')).toEqual({ drift: 'none', page: [], record: [] });
});

describe('names', () => {
  it.each([
    ['title-50', 'The mission would run under Title 10, a memo says.', 'en', 'Title 10', 'Title 50'],
    ['title-50', 'La operación se acogería al Título 10, según un borrador.', 'es', 'Título 10', 'Título 50'],
    ['cia-support', 'DEA agents would support the mission.', 'en', 'DEA', 'CIA'],
    ['jsoc-lead', 'The 82nd Airborne would lead the operation.', 'en', 'Airborne', 'JSOC'],
    [
      'mexico-border-troops',
      'Mexico has sent thousands of troops to its border with Guatemala.',
      'en',
      'Guatemala',
      'U.S. border',
    ],
    [
      'sheinbaum-subordinate-quote',
      '“We coordinate, we do not subordinate ourselves,” Sheinbaum said in May.',
      'en',
      'May',
      'April',
    ],
  ] as const)('%s: "%s" names another', (id, text, locale, page, record) => {
    const found = compare(id, text, locale);
    expect(found.drift).toBe('figure');
    expect(found.page.join(' ')).toContain(page);
    expect(found.record).toContain(record);
  });

  it('does not take the verb "may" for a month', () => {
    expect(
      compare(
        'sheinbaum-subordinate-quote',
        'Mexico may coordinate but does not subordinate itself, Sheinbaum said.',
        'en',
      ).drift,
    ).not.toBe('figure');
  });
});

describe('more than the claim and its opposite', () => {
  it.each([
    [
      'no-deployment-approved',
      'The president has approved the deployment and troops are on their way.',
      'en',
      'contradicts',
    ],
    ['no-deployment-approved', 'No deployment has been approved, officials say.', 'en', 'none'],
    ['no-deployment-approved', 'El presidente ya aprobó el despliegue, según dos funcionarios.', 'es', 'contradicts'],
    ['no-deployment-approved', 'No se ha aprobado ningún despliegue, dicen los funcionarios.', 'es', 'none'],
    ['training-underway', 'Training for the mission has finished, officials say.', 'en', 'overstated'],
    ['training-underway', 'Training for the mission is under way, officials say.', 'en', 'none'],
    ['unilateral-possible', 'Acting without Mexico has been ruled out, officials said.', 'en', 'contradicts'],
    ['unilateral-possible', 'Officials did not rule out acting without Mexico.', 'en', 'none'],
    [
      'planning-begun',
      'The Trump administration has begun planning a covert mission against cartels in Mexico.',
      'en',
      'none',
    ],
    ['venezuela-boat-strikes', 'Every boat that was hit was a confirmed smuggling vessel.', 'en', 'overstated'],
  ] as const)('%s: "%s" (%s) is %s', (id, text, locale, drift) => {
    expect(compare(id, text, locale).drift).toBe(drift);
  });
});

describe('the differing part is marked', () => {
  it.each([
    ['at-least-64-killed', 'At least 75 people have been killed.', 'en', 'At least 75', 'at least 64 people killed'],
    ['title-50', 'The operation in Mexico would rest on Title 10.', 'en', 'Title 10', 'Title 50'],
    ['cia-support', 'Oficiales de la DEA apoyarían la operación en México.', 'es', 'DEA', 'CIA'],
    ['no-deployment-approved', 'The deployment has been approved.', 'en', 'approved', '… not been signed off …'],
    [
      'jsoc-lead',
      'Troops of the Joint Special Operations Command will lead the mission in Mexico.',
      'en',
      'will',
      '… would head the military side of the …',
    ],
    [
      'backlash-risk',
      'Mexicans would shrug, and cooperation would go on as before.',
      'en',
      'shrug',
      'U.S. action in Mexico could stir up nationalist anger there, strain relations, weaken Sheinbaum at home and put cooperation in danger.',
    ],
    [
      'opioids-devastate',
      'El fentanilo ha destruido todos los pueblos de Estados Unidos.',
      'es',
      'todos',
      claims.get('opioids-devastate')?.claim.text['es'],
    ],
  ])('%s: "%s" (%s): "%s"', (id, text, locale, page, record) => {
    const found = compare(id, text, locale);
    expect(found.page.join(' / ')).toContain(page);
    expect(found.record[0]).toBe(record);
  });
});

it("a reader's own claim with the id of a bundled one is not weighed by the words of that one", () => {
  const bundled = claims.get('training-underway');
  if (!bundled) throw new Error('no claim training-underway');
  const text = 'Training for the mission has finished, officials say.';
  const reading = readSentence(text, 'en');
  const attribution = attribute(text, undefined, 'en', [bundled]);
  const own = { key: claimKey('my-set', bundled.claim.id), claim: bundled.claim };
  const tied = (stated: typeof bundled) =>
    driftFeatures(stated, reading, attribution, driftEvidence(stated.claim, reading)).filter((name) =>
      name.includes(bundled.claim.id),
    );
  expect(tied(bundled).length).toBeGreaterThan(10);
  expect(tied(own).filter((name) => tied(bundled).includes(name))).toEqual([]);
  expect(claimFeatures([own])).not.toContain(claimFeatures([bundled]).find((name) => name.startsWith('claim=')));
});

describe('opposites of the claim’s own words', () => {
  it.each([
    ['It would let the White House deny it.', 0],
    ['It would let the White House off.', 1],
    ['Permitiría a Washington negarlo.', 0],
  ])('are none where the claim’s side is there too: %s', (sentence, count) => {
    const claim = claims.get('secret-deniable')?.claim;
    if (!claim) throw new Error('no such claim');
    const reading = readSentence(sentence, sentence.startsWith('P') ? 'es' : 'en');
    expect(oppositionIn(claim, reading).opposed).toHaveLength(count);
  });
});
