/** Whatever Caveat says of a claim: catalogues, claim sets, command line, files. None of it judges. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import {
  attributionLine,
  basisLine,
  comparisonLine,
  creditLine,
  driftLine,
  gapLine,
  levelLabel,
  levelMeaning,
  metDrift,
  moveLine,
  reasonLine,
  tallyLines,
} from '../../components/words.ts';
import { bundledClaimSets, type Source, type SourcingRecord } from '../../lib/claims/index.ts';
import { COMPARISONS, gradeSources, movesOf, openGaps } from '../../lib/sourcing/index.ts';
import { anAttribution, aRecord, aReport, aTally } from '../support/builders.ts';
import { speak } from '../support/words.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** As in the sourcing rules, section 9, with inflections and translations. */
const VERDICTS =
  /\b(true|truth\w*|untrue|false\w*|verif\w*|unverif\w*|debunk\w*|fakes?|faked|hoax\w*|verdad\w*|verídic\w*|fals[oae]\w*|inveros\w*|desment\w*|desmont\w*|bulos?|mentiras?|mient\w*|lies|lying|liar\w*)\b/iu;
const HEADING = /what has not been verified|lo que no se ha verificado/gi;
const verdictsIn = (texts: readonly string[]): string[] =>
  texts.filter((text) => VERDICTS.test(text.replace(HEADING, '')));

test('the scan finds what it looks for', () => {
  expect(verdictsIn(['This is false.', 'Es un bulo', 'unverified', 'Verdadero', 'falsehoods'])).toHaveLength(5);
  expect(verdictsIn(['What has not been verified', 'Nobody is cited for it.', 'trust the wall'])).toEqual([]);
});

test('claim sets of ours judge nothing, in what they say beyond the claims themselves', () => {
  const texts = bundledClaimSets().flatMap((set) => [
    ...Object.values(set.title),
    ...Object.values(set.description),
    ...Object.values(set.source?.note ?? {}),
    ...set.claims.flatMap(({ text, record }) => [
      ...Object.values(text),
      ...[...record.unverified, ...record.wouldSettle].flatMap((one) => Object.values(one)),
    ]),
  ]);
  expect(texts.length).toBeGreaterThan(100);
  expect(verdictsIn(texts)).toEqual([]);
});

describe('words written in code', () => {
  /** Texts in quotes, without comments; values of the language that stand outside quotes are not words. */
  function literals(file: string): string[] {
    const code = readFileSync(file, 'utf8')
      .replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
      // States for assistive technology: aria-hidden="true".
      .replace(/\b[\w-]+=(?:"(?:true|false)"|\{[^}]*'(?:true|false)'[^}]*\})/g, '');
    return [...code.matchAll(/'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`/g)]
      .map(([, single, double, template]) => single ?? double ?? (template ?? '').replace(/\$\{[^}]*\}/g, ' '))
      .filter((text) => /\p{L}/u.test(text));
  }
  /** Names of fields and messages of ours: they name the heading's list. */
  const NAMES = new Set(['card_notVerified', 'unverified', 'notVerified']);

  test.each([
    ['the command line', ['scripts/check-page.ts']],
    ['exports', sourcesOf('lib/exchange')],
    ['the checker', sourcesOf('lib/checker')],
    ['reading history', sourcesOf('lib/history')],
    ['sourcing', sourcesOf('lib/sourcing')],
    ['views', [...sourcesOf('components'), ...sourcesOf('entrypoints')]],
  ])('%s', (_, files) => {
    const texts = files.flatMap((file) => literals(`${root}/${file}`));
    expect(texts.length).toBeGreaterThan(5);
    expect(verdictsIn(texts).filter((text) => !NAMES.has(text))).toEqual([]);
  });

  function sourcesOf(folder: string): string[] {
    return readdirSync(`${root}/${folder}`, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file))
      .map((file) => `${folder}/${file}`);
  }
});

describe('what is put together from codes', () => {
  const source: fc.Arbitrary<Source> = fc.oneof(
    fc.record({
      kind: fc.constantFrom('named' as const, 'institution' as const),
      name: fc.constant('Ana Ruiz'),
      wording: fc.constant('she said'),
      interest: fc.constantFrom('own' as const, 'opposed' as const, 'neutral' as const),
    }),
    fc.record({
      kind: fc.constant('anonymous' as const),
      count: fc.constantFrom(1, 2, 'several' as const),
      desc: fc.constantFrom('knowledge' as const, 'role' as const, 'none' as const),
      wording: fc.constant('officials'),
      interest: fc.constant('unknown' as const),
    }),
    fc.record({
      kind: fc.constant('outlet' as const),
      name: fc.constant('The Gazette'),
      wording: fc.constant('The Gazette reported'),
      interest: fc.constant('neutral' as const),
    }),
    fc.record({
      kind: fc.constant('document' as const),
      title: fc.constant('The order'),
      wording: fc.constant('an order'),
      interest: fc.constant('neutral' as const),
    }),
  );
  const record: fc.Arbitrary<SourcingRecord> = fc
    .record({
      kind: fc.constantFrom('event', 'plan', 'position', 'quote', 'count', 'assessment'),
      sources: fc.array(source, { maxLength: 3 }),
      conflict: fc.boolean(),
      evidence: fc.constantFrom('published', 'partial', 'described', 'none'),
    })
    .map((fields) => aRecord(fields as Partial<SourcingRecord>));
  const kinds = ['named', 'institution', 'anonymous', 'outlet', 'document', 'none'] as const;

  test.each(['en', 'es'])('for any record and any page (%s)', (language) => {
    speak(parse(readFileSync(`${root}/lib/i18n/locales/${language}.yml`, 'utf8')), language);
    fc.assert(
      fc.property(
        record,
        fc.constantFrom(...COMPARISONS),
        fc.constantFrom(...kinds),
        fc.constantFrom('none' as const, 'overstated' as const, 'contradicts' as const, 'figure' as const),
        fc.nat(3),
        (about, comparison, kind, drift, count) => {
          const grade = gradeSources(about);
          const said = [
            levelLabel(grade.level),
            levelMeaning(grade.level),
            basisLine(about, grade),
            ...grade.reasons.map(reasonLine),
            ...movesOf(about).map(moveLine),
            ...openGaps(about, grade).map(gapLine),
            comparisonLine(comparison, about, grade),
            attributionLine(anAttribution({ kind, name: 'Ana Ruiz' })),
            creditLine({ attribution: kind, source: 'Ana Ruiz' }),
            driftLine(drift),
            metDrift(drift),
            ...tallyLines(
              aReport({
                tally: aTally({
                  unnamedOnly: count,
                  certaintyRaised: count,
                  changed: count,
                  attributionDropped: count,
                }),
                relays: [{ outlet: 'The Gazette', how: 'credited', sentences: [], claims: [] }],
                truncated: count > 1,
              }),
            ),
          ].filter((text) => text !== null);
          expect(verdictsIn(said)).toEqual([]);
          // A code without words would come out as its key.
          expect(said.filter((text) => /^[a-z]+_\w+$/.test(text))).toEqual([]);
        },
      ),
      { numRuns: 200 },
    );
  });
});
