/** Everything an export may be asked to write, awkward where pages and readers are. */
import type { Annotation } from '../../../lib/annotation/index.ts';
import type { ExportInput, ExportWords } from '../../../lib/exchange/index.ts';
import { aClaim, aClaimAnnotation, aClaimOnPage, aNote, anAttribution, aReport } from '../../support/builders.ts';

export const words: ExportWords = {
  title: 'Notes from Caveat',
  onClaims: 'Notes on claims',
  note: 'Note',
  question: 'Open question',
  highlight: 'Highlight',
  color: (color) => `In ${color}`,
  comparison: (comparison) => (comparison === 'same' ? null : `Against the record: ${comparison}`),
  oneOrigin: ({ outlet }) => `All of it leads to ${outlet}.`,
  read: 'Met while reading',
  figure: (said, record) => `${said} here; ${record} in the record.`,
  notVerified: 'What has not been verified',
  wouldSettle: 'What would settle it',
  unknownClaim: (key) => `A claim of a set that is not installed (${key})`,
  level: (level) => `Level ${level}`,
  drift: (drift) => (drift === 'none' ? null : `Drift: ${drift}`),
  attribution: ({ kind }) => (kind === 'none' ? null : `Credited to: ${kind}`),
  gap: (gap) => `Gap: ${gap}`,
  tally: ({ tally }) => [`${tally.claims} claims in ${tally.sentences} sentences.`],
  missing: 'Not found on this page',
  date: (iso) => iso.slice(0, 10),
};

export const anExport = (fields: Partial<ExportInput> = {}): ExportInput => ({
  notes: [],
  claimOf: (key) => (key === 'harbour:ferry-planned' ? { text: aClaim().text, level: 2 } : undefined),
  now: '2026-11-22T14:45:00.000Z',
  version: '0.1.0',
  locale: 'en',
  words,
  ...fields,
});

/** A new id for each number, in the form of a UUID. */
export const noteId = (n: number): string => `urn:uuid:00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;

const bare = (fields: Partial<Annotation>): Annotation => {
  const { claim: _claim, target: _target, ...rest } = aNote();
  return { ...rest, ...fields };
};

/** One of every kind of reader's annotation. */
export const everyKind: readonly Annotation[] = [
  aNote({ id: noteId(1), color: 'pink' }),
  bare({ id: noteId(2), claim: 'harbour:ferry-planned' }),
  bare({ id: noteId(3), claim: 'gone:with-its-set', tags: ['to ask', 'Ministerio de Marina'] }),
  aNote({ id: noteId(4), motivation: 'questioning', text: 'Who approved it?\n\nAnd when?' }),
  bare({
    id: noteId(5),
    motivation: 'highlighting',
    text: '',
    color: 'green',
    target: {
      source: 'https://periódico.example/año nuevo/«niño»?q=señal',
      selectors: [
        { type: 'TextQuoteSelector', exact: 'Die 🚢 fährt — 100 % sicher', prefix: '👩‍👩‍👧 said: ', suffix: '\nNext' },
        { type: 'TextPositionSelector', start: 12, end: 39, codePoints: { start: 5, end: 31 } },
      ],
    },
  }),
  bare({ id: noteId(10), motivation: 'questioning', text: '¿Por qué?', color: 'blue', claim: 'harbour:ferry-planned' }),
  bare({
    id: noteId(6),
    color: 'purple',
    target: {
      source: 'https://news.example/whole-page',
      address: 'https://m.news.example/whole-page?utm_id=7',
      title: '',
      selectors: [],
    },
  }),
  bare({ id: noteId(7), target: { source: 'standard input', selectors: [] } }),
  bare({ id: noteId(8), target: { source: 'http://[::1]:8080/a[b]{c}|d^e`f%g%20h', selectors: [] } }),
  bare({
    id: noteId(9),
    created: '2026-08-23T12:00:00.123+02:00',
    modified: '2026-08-23T12:00+02:00',
    target: {
      source: 'https://news.example/half',
      selectors: [{ type: 'TextQuoteSelector', exact: 'half a pair \ud83d', prefix: '', suffix: '\udea2' }],
    },
  }),
  bare({
    id: noteId(11),
    text: 'On a passage, *not* on a claim.',
    color: 'blue',
    tags: ['own'],
    target: {
      source: 'https://news.example/story',
      title: 'A ferry across the strait',
      selectors: [
        { type: 'TextQuoteSelector', exact: 'The port is full.', prefix: 'begun. ', suffix: ' More' },
        { type: 'TextPositionSelector', start: 152, end: 169, codePoints: { start: 152, end: 169 } },
      ],
    },
  }),
];

const text = 'Front page 🗞️\nThe 🚢 ferry: planning for a ferry across the strait has begun. More follows.';
const quote = 'planning for a ferry across the strait has begun.';
const start = text.indexOf(quote);

/** A page with emoji before and around its matched sentences, and one of each thing a match can carry. */
export const aPage = {
  source: 'https://news.example/strait?utm_source=feed#top',
  title: 'A ferry [[across]] the strait <% tp.file %>',
  language: 'en',
  text,
  report: aReport({
    annotations: [
      aClaimAnnotation(aClaimOnPage(), { quote, sentence: { start, end: start + quote.length } }),
      aClaimAnnotation(aClaimOnPage(aClaim({ id: 'other' })), {
        quote,
        sentence: { start, end: start + quote.length },
        level: 'J',
        confidence: 0.71234567,
        attribution: anAttribution({ kind: 'anonymous', name: 'two officials' }),
        wording: { drift: 'overstated', differences: [] },
        comparison: 'attribution-dropped',
      }),
      aClaimAnnotation(aClaimOnPage(), { quote: 'More follows.', sentence: { start: 79, end: 92 }, level: '?' }),
    ],
  }),
};
