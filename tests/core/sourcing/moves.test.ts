import { expect, it } from 'vitest';
import type { SourcingRecord } from '../../../lib/claims/index.ts';
import { gradeSources, type Level, movesOf } from '../../../lib/sourcing/index.ts';
import { aRecord, closedDocument, institution, named, openDocument, outlet, unnamed } from './records.ts';

it.each<[string, Partial<SourcingRecord>, Level, string[]]>([
  ['nobody cited', {}, 0, ['someone-cited 1', 'on-record 3', 'document 4']],
  ['relays only', { sources: [outlet()] }, 1, ['original-report 2', 'on-record 3', 'document 4']],
  ['one unnamed, undescribed', { sources: [unnamed(1, 'none')] }, 1, ['second-person 2', 'on-record 3', 'document 4']],
  ['one unnamed, described', { sources: [unnamed(1, 'role')] }, 1, ['second-person 2', 'on-record 3', 'document 4']],
  [
    'several unnamed, undescribed',
    { sources: [unnamed('several', 'none')] },
    1,
    ['describe 2', 'second-person 2', 'on-record 3', 'document 4'],
  ],
  [
    'a position of unnamed people, described',
    { kind: 'position', sources: [unnamed('several', 'role')] },
    1,
    ['holder-on-record 3', 'document 4'],
  ],
  [
    'a position of unnamed people, undescribed',
    { kind: 'position', sources: [unnamed('several', 'none')] },
    1,
    ['holder-on-record 3', 'document 4'],
  ],
  ['several unnamed, described', { sources: [unnamed('several', 'role')] }, 2, ['on-record 3', 'document 4']],
  ['a document not published', { sources: [closedDocument()] }, 2, ['on-record 3', 'document 4']],
  [
    'several unnamed, described, in conflict',
    { sources: [unnamed('several', 'role')], conflict: true },
    1,
    ['on-record 2', 'document 3', 'reconcile 2'],
  ],
  ['on record', { sources: [named()] }, 3, ['document 4']],
  [
    'on record, in conflict',
    { sources: [institution()], conflict: true },
    2,
    ['second-origin 3', 'document 4', 'reconcile 3'],
  ],
  [
    'an open document, in conflict',
    { sources: [openDocument()], evidence: 'published', conflict: true },
    3,
    ['second-origin 4', 'reconcile 4'],
  ],
  ['an open document', { sources: [openDocument()], evidence: 'published' }, 4, []],
  [
    'a quote of one unnamed speaker',
    { kind: 'quote', sources: [unnamed(1, 'role')] },
    1,
    ['second-person 2', 'speaker-on-record 3', 'recording 4'],
  ],
  ['a quote on record', { kind: 'quote', sources: [named()] }, 3, ['recording 4']],
  ['a position nobody is cited for', { kind: 'position' }, 0, ['someone-cited 1', 'holder-on-record 3', 'document 4']],
  ['a judgement', { kind: 'assessment' }, 'J', []],
])('%s', (_, fields, level, moves) => {
  const record = aRecord(fields);
  expect(gradeSources(record).level).toBe(level);
  expect(movesOf(record).map((move) => `${move.code} ${move.level}`)).toEqual(moves);
});

it('lists nothing for a record that is not complete', () => {
  const { kind: _, ...record } = aRecord();
  expect(movesOf(record)).toEqual([]);
});

it('leaves the record as it was', () => {
  const record = aRecord({ sources: [unnamed('several', 'none'), closedDocument()], conflict: true });
  const before = structuredClone(record);
  movesOf(record);
  expect(record).toEqual(before);
});
