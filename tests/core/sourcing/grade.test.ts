import { describe, expect, it } from 'vitest';
import type { Denial, SourcingRecord } from '../../../lib/claims/index.ts';
import { gradeSources, type Level } from '../../../lib/sourcing/index.ts';
import { aRecord, closedDocument, institution, named, openDocument, outlet, unnamed } from './records.ts';

describe('gradeSources', () => {
  it.each<[string, Partial<SourcingRecord>, string, Level]>([
    ['nobody cited', { sources: [] }, 'S0', 0],
    ['nobody cited for an assessment', { kind: 'assessment' }, 'J', 'J'],
    ['nobody cited and reports disagree', { conflict: true }, 'S0', 0],
    ['an assessment somebody is cited for', { kind: 'assessment', sources: [named()] }, 'S3', 3],
    ['an open document', { sources: [openDocument()], evidence: 'published' }, 'S4', 4],
    ['an open document, published in part', { sources: [openDocument()], evidence: 'partial' }, 'S4', 4],
    ['a linked document whose evidence is not public', { sources: [openDocument()], evidence: 'described' }, 'S2D', 2],
    ['an open document in conflict', { sources: [openDocument()], evidence: 'published', conflict: true }, 'S4 D3', 3],
    [
      'an open document and another origin in conflict',
      { sources: [openDocument(), named()], evidence: 'published', conflict: true },
      'S4 D3 U1',
      4,
    ],
    [
      'an open document and another origin',
      { sources: [openDocument(), institution()], evidence: 'published' },
      'S4 U1 C',
      4,
    ],
    ['a named person', { sources: [named()] }, 'S3', 3],
    ['an institution', { sources: [institution()] }, 'S3', 3],
    ['two origins on record', { sources: [named(), institution()] }, 'S3 U1 C', 3],
    ['one origin twice on record', { sources: [named('same'), institution('same')] }, 'S3', 3],
    ['two on record, one of unknown origin', { sources: [named(''), institution()] }, 'S3', 3],
    ['a named person in conflict', { sources: [named()], conflict: true }, 'S3 D3', 2],
    ['two origins on record in conflict', { sources: [named(), institution()], conflict: true }, 'S3 D3 U1', 3],
    ['a document not published', { sources: [closedDocument()], evidence: 'described' }, 'S2D', 2],
    ['two documents not published', { sources: [closedDocument('a'), closedDocument('b')] }, 'S2D U1 C', 2],
    ['a document not published, in conflict', { sources: [closedDocument()], conflict: true }, 'S2D D3', 1],
    ['several unnamed, described', { sources: [unnamed('several', 'role')] }, 'S2', 2],
    ['three unnamed, described', { sources: [unnamed(3, 'knowledge')] }, 'S2', 2],
    ['two unnamed of two origins', { sources: [unnamed(1, 'role'), unnamed(1, 'role', { group: 'b' })] }, 'S2', 2],
    ['one unnamed cited twice', { sources: [unnamed(1, 'role'), unnamed(1, 'role')] }, 'S1', 1],
    ['several unnamed, undescribed', { sources: [unnamed('several', 'none')] }, 'S2 D1', 1],
    ['a hundred unnamed, undescribed', { sources: [unnamed(100, 'none')] }, 'S2 D1', 1],
    ['described among undescribed', { sources: [unnamed('several', 'none'), unnamed(1, 'role')] }, 'S2', 2],
    ['one unnamed, undescribed', { sources: [unnamed(1, 'none')] }, 'S1 D1 F', 1],
    ['a position of unnamed people', { kind: 'position', sources: [unnamed('several', 'role')] }, 'S2 D2', 1],
    ['a position somebody owns', { kind: 'position', sources: [unnamed('several', 'none'), named()] }, 'S3', 3],
    ['a quote by several unnamed', { kind: 'quote', sources: [unnamed('several', 'role')] }, 'S2', 2],
    ['unnamed people in conflict', { sources: [unnamed('several', 'role')], conflict: true }, 'S2 D3', 1],
    [
      'everything against unnamed people',
      { kind: 'position', sources: [unnamed('several', 'none')], conflict: true },
      'S2 D1 D2 D3 F',
      1,
    ],
    ['a relay', { sources: [outlet()] }, 'S1R', 1],
    ['two relays', { sources: [outlet('a'), outlet('b')] }, 'S1R', 1],
    ['a relay in conflict', { sources: [outlet()], conflict: true }, 'S1R D3 F', 1],
    ['a relay does not describe', { sources: [unnamed('several', 'none'), outlet()] }, 'S2 D1', 1],
    ['a relay is no second line', { sources: [named(), outlet('b')], conflict: true }, 'S3 D3', 2],
    ['an unnamed person is no second line', { sources: [named(), unnamed(1, 'role')], conflict: true }, 'S3 D3', 2],
  ])('%s', (_, fields, rules, level) => {
    const grade = gradeSources(aRecord(fields));
    expect([grade.reasons.map(({ code }) => code).join(' '), grade.level]).toEqual([rules, level]);
  });

  it('counts unnamed people as the largest group, added over groups, and says when a plural had no number', () => {
    const sources = [unnamed(2, 'role'), unnamed(3, 'role'), unnamed('several', 'role', { group: 'b' })];
    expect(gradeSources(aRecord({ sources })).reasons).toEqual([{ code: 'S2', people: 5, uncounted: true }]);
    expect(gradeSources(aRecord({ sources: [unnamed(3, 'role')] })).reasons).toEqual([{ code: 'S2', people: 3 }]);
  });

  const { kind: _kind, ...withoutKind } = aRecord();
  const { sources: _sources, ...withoutSources } = aRecord();
  const { evidence: _evidence, ...withoutEvidence } = aRecord({ sources: [openDocument()] });
  const bare = { kind: 'anonymous', wording: 'officials', interest: 'own' } as const;
  it.each<[string, SourcingRecord, string[]]>([
    ['the kind', withoutKind, ['kind']],
    ['the sources', withoutSources, ['sources']],
    ['count and description of unnamed people who carry it', aRecord({ sources: [bare] }), ['count', 'desc']],
    [
      'a description beside a described source',
      aRecord({ sources: [unnamed(1, 'role'), { ...bare, count: 1 }] }),
      ['desc'],
    ],
    ['whether the evidence of a linked document is public', withoutEvidence, ['evidence']],
  ])('gives no level while the record lacks %s', (_, record, missing) => {
    expect(gradeSources(record)).toMatchObject({ level: '?', reasons: [{ code: '?', missing }] });
  });

  it('asks for count and description only where a rule needs them', () => {
    expect(gradeSources(aRecord({ sources: [bare, named()] })).level).toBe(3);
    expect(gradeSources({ ...withoutEvidence, sources: [closedDocument()] }).level).toBe(2);
  });
});

describe('badges', () => {
  const denial = (kind: Denial['kind'], by = 'Port'): Denial => ({ by, kind, words: 'No.', date: '2026-11-01' });
  const badgesOf = (fields: Partial<SourcingRecord>) => gradeSources(aRecord(fields)).badges.map(({ code }) => code);

  it.each<[string, Partial<SourcingRecord>, string[]]>([
    ['nothing to say of a judgement', { kind: 'assessment' }, []],
    ['an unnamed denial', { kind: 'assessment', denials: [denial('anonymous')] }, ['denied-unnamed']],
    [
      'a denial on record outweighs an unnamed one',
      { kind: 'assessment', denials: [denial('anonymous'), denial('institution')] },
      ['denied-on-record'],
    ],
    ['conflict', { kind: 'assessment', conflict: true }, ['disputed']],
    [
      'unnamed people and a relay',
      { kind: 'position', sources: [unnamed('several', 'role'), outlet('b')] },
      ['unnamed-only', 'one-line'],
    ],
    ['unnamed people beside a named one', { kind: 'position', sources: [unnamed(1, 'role'), named()] }, []],
    ['relays only', { kind: 'position', sources: [outlet()] }, []],
    [
      'all on one side, relays set aside',
      { kind: 'position', sources: [named('a', { interest: 'own' }), institution('b', { interest: 'own' }), outlet()] },
      ['interested-only'],
    ],
    [
      'all opposed',
      { kind: 'position', sources: [named('a', { interest: 'opposed' }), institution('b', { interest: 'opposed' })] },
      ['interested-only'],
    ],
    [
      'both sides',
      { kind: 'position', sources: [named('a', { interest: 'opposed' }), institution('b', { interest: 'own' })] },
      [],
    ],
    ['one origin twice', { kind: 'position', sources: [named('a'), institution('a'), outlet('b')] }, ['one-line']],
    [
      'an unknown origin beside a known one',
      { kind: 'position', sources: [named(''), institution('a')] },
      ['one-line'],
    ],
    ['unknown origins only', { kind: 'position', sources: [named(''), named('')] }, ['one-line']],
    ['an event whose evidence is only described', { evidence: 'described' }, ['evidence-not-published']],
    ['a count without evidence', { kind: 'count' }, ['evidence-not-published']],
    ['evidence published in part, whatever the kind', { kind: 'position', evidence: 'partial' }, ['evidence-partly']],
    ['an event with published evidence', { evidence: 'published' }, []],
    ['a plan of which nobody says how far it has got', { kind: 'plan' }, []],
    ['checkable later', { kind: 'position', checkable: 'future' }, ['future']],
    ['checkable now', { kind: 'position', checkable: 'public' }, ['check-now']],
    ['checkable in part', { kind: 'position', checkable: 'partly' }, []],
    ['a quote', { kind: 'quote' }, ['quotation-only']],
  ])('%s', (_, fields, badges) => {
    expect(badgesOf(fields)).toEqual(badges);
  });

  it.each([
    ['plan', 'considered', ['considered']],
    ['plan', 'planned', ['planned']],
    ['plan', 'underway', []],
    ['position', 'considered', []],
  ] as const)('of a %s that is %s', (kind, modality, badges) => {
    expect(gradeSources(aRecord({ kind }), modality).badges.map(({ code }) => code)).toEqual(badges);
  });

  it('names who denied it on record, once each', () => {
    const denials = [
      denial('institution'),
      denial('named', 'Ruiz'),
      denial('institution'),
      denial('anonymous', 'aides'),
    ];
    expect(gradeSources(aRecord({ kind: 'assessment', denials })).badges).toEqual([
      { code: 'denied-on-record', by: ['Port', 'Ruiz'] },
    ]);
  });
});
