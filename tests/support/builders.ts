/** Sample data for tests, complete and plain; every builder takes the fields that matter to the test. */
import type { Annotation, Correction } from '../../lib/annotation/index.ts';
import type { Attribution } from '../../lib/attribution/index.ts';
import type { ClaimAnnotation, ClaimOnPage, PageReport, Tally } from '../../lib/checker/index.ts';
import { type Claim, type ClaimSet, claimKey, type SourcingRecord } from '../../lib/claims/index.ts';
import type { Encounter } from '../../lib/history/index.ts';
import { gradeSources, movesOf, openGaps } from '../../lib/sourcing/index.ts';

export const aRecord = (fields: Partial<SourcingRecord> = {}): SourcingRecord => ({
  kind: 'event',
  sources: [
    {
      kind: 'anonymous',
      count: 'several',
      desc: 'knowledge',
      wording: 'current and former officials familiar with the discussions',
      group: 'officials',
      interest: 'unknown',
    },
  ],
  evidence: 'none',
  denials: [],
  checkable: 'not-public',
  asOf: '2026-08-23',
  unverified: [
    {
      en: 'No order, budget line or notification to Congress has been published.',
      es: 'No se ha publicado ninguna orden, partida ni aviso al Congreso.',
    },
  ],
  wouldSettle: [
    { en: 'A signed order or a notification to Congress.', es: 'Una orden firmada o un aviso al Congreso.' },
  ],
  ...fields,
});

export const aClaim = (fields: Partial<Claim> = {}): Claim => ({
  id: 'ferry-planned',
  text: {
    en: 'The government has begun planning a ferry across the strait.',
    es: 'El Gobierno ha empezado a planear un transbordador que cruce el estrecho.',
  },
  paraphrases: {},
  modality: 'underway',
  figures: [],
  entities: [],
  qualifiedBy: [],
  passages: [1],
  record: aRecord(),
  ...fields,
});

/** A set of one claim, as a reader might add it. */
export const aClaimSet = (fields: Partial<ClaimSet> = {}): ClaimSet => ({
  format: 'caveat-claim-set/1',
  id: 'ferries',
  version: '2.1.0',
  title: { en: 'The ferries', es: 'Los transbordadores' },
  description: { en: 'What is said of ferries.', es: 'Lo que se dice de los transbordadores.' },
  publisher: 'Harbour desk',
  licence: 'CC-BY-4.0',
  date: '2026-10-01',
  languages: ['en'],
  source: { title: 'Port records', url: 'https://port.example/' },
  claims: [aClaim()],
  ...fields,
});

/** A claim as a report describes it, graded by the real rules. */
export function aClaimOnPage(claim: Claim = aClaim(), set = 'harbour'): ClaimOnPage {
  const grade = gradeSources(claim.record, claim.modality);
  return {
    key: claimKey(set, claim.id),
    set: { id: set, version: '1.0.0', title: { en: 'The harbour', es: 'El puerto' } },
    claim,
    grade,
    moves: movesOf(claim.record),
    gaps: openGaps(claim.record, grade),
  };
}

export const anAttribution = (fields: Partial<Attribution> = {}): Attribution => ({
  kind: 'none',
  quoted: false,
  carried: false,
  hedged: false,
  hedges: [],
  modality: 'underway',
  ...fields,
});

/** A sentence of the page that states `claim`, starting at `start`. */
export function aClaimAnnotation(
  claim: ClaimOnPage = aClaimOnPage(),
  fields: Partial<ClaimAnnotation> = {},
): ClaimAnnotation {
  const quote = fields.quote ?? 'Planning for a ferry across the strait has begun.';
  const sentence = fields.sentence ?? { start: 120, end: 120 + quote.length };
  return {
    id: `${claim.key}@${sentence.start}`,
    claim: claim.key,
    sentence,
    part: sentence,
    quote,
    level: claim.grade.level,
    confidence: 0.94,
    evidence: [
      { label: 'ferry', weight: 1.4, span: { start: 15, end: 20 } },
      { label: 'planning', weight: 0.9, span: { start: 0, end: 8 } },
    ],
    attribution: anAttribution(),
    wording: { drift: 'none', differences: [] },
    comparison: 'same',
    certaintyRaised: false,
    ...fields,
  };
}

export const aTally = (fields: Partial<Tally> = {}): Tally => ({
  sentences: 1,
  claims: 1,
  unnamedOnly: 1,
  noSource: 0,
  attributionDropped: 0,
  certaintyRaised: 0,
  changed: 0,
  ...fields,
});

/** A page that states one claim in one sentence, unless told otherwise. */
export function aReport(fields: Partial<PageReport> = {}): PageReport {
  const claims = fields.claims ?? [aClaimOnPage()];
  return {
    annotations: claims.map((claim, index) =>
      aClaimAnnotation(claim, { sentence: { start: 100 * index, end: 100 * index + 50 } }),
    ),
    claims,
    missing: [],
    relays: [],
    oneOrigin: [],
    tally: aTally({ claims: claims.length, sentences: claims.length }),
    truncated: false,
    ...fields,
  };
}

/** A reader's note on a claim, written at a sentence. */
export const aNote = (fields: Partial<Annotation> = {}): Annotation => ({
  id: 'urn:uuid:3f1f8b7e-0a7b-4b1a-9e54-8a7f2e3a0c11',
  motivation: 'commenting',
  created: '2026-08-23T10:00:00Z',
  modified: '2026-08-24T09:30:00Z',
  text: 'Which officials?',
  tags: [],
  claim: 'harbour:ferry-planned',
  target: {
    source: 'https://news.example/story',
    title: 'A ferry across the strait',
    language: 'en',
    sourceDate: '2026-08-23T10:00:00Z',
    selectors: [
      { type: 'TextQuoteSelector', exact: 'Planning for a ferry has begun.', prefix: '', suffix: ' The' },
      { type: 'TextPositionSelector', start: 120, end: 151 },
    ],
  },
  ...fields,
});

/** The note at `index` of very many, an hour after the one before; `textOf` makes its words from a seed and a length. */
export function aNoteOfMany(index: number, textOf: (seed: number, length: number) => string): Annotation {
  const time = new Date(Date.UTC(2020, 0, 1) + index * 3_600_000).toISOString();
  return aNote({
    id: `urn:uuid:${index.toString(16).padStart(8, '0')}-0000-4000-8000-000000000000`,
    created: time,
    modified: time,
    text: textOf(index, 25),
    tags: index % 9 === 0 ? [`tag ${index % 40}`] : [],
    target: {
      source: `https://site${index % 300}.example/story-${index % 9_000}`,
      title: textOf(index + 7, 8),
      language: 'en',
      selectors: [{ type: 'TextQuoteSelector', exact: textOf(index + 3, 18), prefix: 'officials ', suffix: ' plan' }],
    },
  });
}

export const aCorrection = (fields: Partial<Correction> = {}): Correction => ({
  claim: 'harbour:a',
  text: 'A sentence.',
  lang: 'en',
  source: 'https://one.example/1',
  title: 'A page',
  created: '2026-11-01T00:00:00Z',
  ...fields,
});

/** A claim met on a page, once. */
export const anEncounter = (claim: Encounter['claim'], page: string, last: string): Encounter => ({
  id: `${claim} ${page}`,
  claim,
  version: '1.0.0',
  page,
  title: 'A page',
  outlet: new URL(page).hostname,
  language: 'en',
  first: last,
  last,
  wordings: [{ at: last, quote: 'A sentence.', drift: 'none', attribution: 'none', comparison: 'same' }],
});
