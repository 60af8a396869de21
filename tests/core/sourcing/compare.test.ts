import { describe, expect, it } from 'vitest';
import type { Attribution, AttributionKind } from '../../../lib/attribution/index.ts';
import type { SourcingRecord } from '../../../lib/claims/index.ts';
import {
  type Comparison,
  compareAttribution,
  gradeSources,
  openGaps,
  raisesCertainty,
} from '../../../lib/sourcing/index.ts';
import { aRecord, closedDocument, institution, named, openDocument, outlet, unnamed } from './records.ts';

const attribution = (kind: AttributionKind, fields: Partial<Attribution> = {}): Attribution => ({
  kind,
  quoted: false,
  carried: false,
  hedged: false,
  hedges: [],
  modality: 'said',
  ...fields,
});

const kinds: AttributionKind[] = ['none', 'outlet', 'anonymous', 'named', 'institution', 'document'];

const rows: [string, Partial<SourcingRecord>, Comparison[]][] = [
  // page:               none, outlet, anonymous, named, institution, document
  ['nobody cited', {}, ['same', 'relay', 'adds-unnamed', 'adds-source', 'adds-source', 'cites-document']],
  [
    'a judgement',
    { kind: 'assessment' },
    ['same', 'relay', 'adds-unnamed', 'adds-source', 'adds-source', 'cites-document'],
  ],
  [
    'outlets',
    { sources: [outlet()] },
    ['attribution-dropped', 'same', 'stronger', 'stronger', 'stronger', 'cites-document'],
  ],
  [
    'several unnamed',
    { sources: [unnamed('several', 'none')] },
    ['attribution-dropped', 'relay', 'same', 'stronger', 'stronger', 'cites-document'],
  ],
  [
    'one unnamed',
    { sources: [unnamed(1, 'role')] },
    ['attribution-dropped', 'relay', 'same', 'stronger', 'stronger', 'cites-document'],
  ],
  ['a person', { sources: [named()] }, ['attribution-dropped', 'relay', 'weaker', 'same', 'same', 'cites-document']],
  [
    'an institution beside unnamed people',
    { sources: [unnamed(9, 'role'), institution()] },
    ['attribution-dropped', 'relay', 'weaker', 'same', 'same', 'cites-document'],
  ],
  [
    'a document not published',
    { sources: [closedDocument()] },
    ['attribution-dropped', 'relay', 'weaker', 'stronger', 'stronger', 'same'],
  ],
  [
    'an open document',
    { sources: [openDocument()], evidence: 'published' },
    ['attribution-dropped', 'relay', 'weaker', 'weaker', 'weaker', 'same'],
  ],
];

describe('compareAttribution', () => {
  it.each(rows)('against a record of %s', (_, fields, expected) => {
    const record = aRecord(fields);
    const grade = gradeSources(record);
    expect(kinds.map((kind) => compareAttribution(grade, attribution(kind)))).toEqual(expected);
  });

  it('compares nothing with a record that is not complete', () => {
    const { kind: _, ...record } = aRecord();
    const grade = gradeSources(record);
    for (const kind of kinds) expect(compareAttribution(grade, attribution(kind))).toBe('not-compared');
  });

  it('does not compare a credit that stands in no words of the page', () => {
    const grade = gradeSources(aRecord({ sources: [unnamed(1, 'role')] }));
    expect(compareAttribution(grade, attribution('institution', { carried: true }))).toBe('not-compared');
    expect(compareAttribution(grade, attribution('institution', { carried: true, name: 'the port' }))).toBe('stronger');
  });

  it('goes by the kind the level started from, also where the level was moved', () => {
    const record = aRecord({ sources: [named()], conflict: true });
    expect(compareAttribution(gradeSources(record), attribution('anonymous'))).toBe('weaker');
  });
});

describe('raisesCertainty', () => {
  it.each<[SourcingRecord['kind'], Partial<Attribution>, boolean]>([
    ['plan', { hedged: true, modality: 'planned' }, false],
    ['plan', { hedged: false, modality: 'planned' }, true],
    ['plan', { hedged: false, modality: 'planned', intended: true }, false],
    ['plan', { hedged: false, modality: 'done', intended: true }, true],
    ['plan', { hedged: true, modality: 'done' }, true],
    ['plan', { hedged: true, modality: 'underway' }, false],
    ['event', { hedged: false, modality: 'done' }, false],
  ])('%s, %o: %s', (kind, fields, raised) => {
    expect(raisesCertainty(aRecord({ kind }), attribution('none', fields))).toBe(raised);
  });
});

describe('openGaps', () => {
  it.each<[string, Partial<SourcingRecord>, string[]]>([
    ['an event nobody is cited for', {}, ['nobody-cited', 'evidence-not-published', 'no-answer']],
    ['a plan nobody is cited for', { kind: 'plan' }, ['nobody-cited', 'no-answer']],
    ['unnamed people', { kind: 'position', sources: [unnamed(2, 'role')] }, ['not-corroborated', 'no-answer']],
    ['the party itself', { kind: 'position', sources: [named('a', { interest: 'own' })] }, ['not-corroborated']],
    [
      'a bystander',
      { kind: 'position', sources: [named('a', { interest: 'neutral' })] },
      ['not-corroborated', 'no-answer'],
    ],
    [
      'a denial on record is an answer',
      {
        kind: 'position',
        sources: [unnamed(2, 'role')],
        denials: [{ by: 'Port', kind: 'institution', words: 'No.', date: '2026-11-01' }],
      },
      ['not-corroborated'],
    ],
    [
      'two independent lines with evidence',
      { sources: [named('a', { interest: 'own' }), openDocument()], evidence: 'published' },
      [],
    ],
    [
      'disagreement and partial evidence',
      { sources: [named('a', { interest: 'own' })], evidence: 'partial', conflict: true },
      ['not-corroborated', 'evidence-partly', 'reports-disagree'],
    ],
    ['a judgement', { kind: 'assessment' }, []],
  ])('%s', (_, fields, gaps) => {
    const record = aRecord(fields);
    expect(openGaps(record, gradeSources(record))).toEqual(gaps);
  });

  it.each([
    ['Nobody is cited for the part the port would have.', 'no-answer'],
    ['No se cita a nadie sobre el papel del puerto.', 'no-answer'],
    ['No answer of the port is recorded.', 'nobody-cited'],
    ['No consta ninguna respuesta del puerto.', 'nobody-cited'],
    ['Nobody knows how deep the harbour is.', 'nobody-cited no-answer'],
  ])('leaves out what the author says already: "%s"', (text, left) => {
    const record = aRecord({ kind: 'plan', unverified: [{ en: text }] });
    expect(openGaps(record, gradeSources(record)).join(' ')).toBe(left);
  });

  it('adds nothing to a record that is not complete: its level says so', () => {
    const { sources: _, ...record } = aRecord();
    expect(openGaps(record, gradeSources(record))).toEqual([]);
  });
});
