/** Builders of records: each says what matters to a case and leaves the rest at nothing known. */
import type { Source, SourcingRecord } from '../../../lib/claims/index.ts';

export const aRecord = (fields: Partial<SourcingRecord> = {}): SourcingRecord => ({
  kind: 'event',
  sources: [],
  evidence: 'none',
  denials: [],
  asOf: '2026-11-22',
  unverified: [],
  wouldSettle: [],
  ...fields,
});

/** What a case may say of a source beyond its kind. */
type Rest = Partial<Pick<Source, 'interest' | 'group'>>;

export const unnamed = (count: number | 'several', desc: 'knowledge' | 'role' | 'none', fields: Rest = {}): Source => ({
  kind: 'anonymous',
  wording: 'officials',
  group: 'officials',
  interest: 'unknown',
  count,
  desc,
  ...fields,
});

/** An empty group stands for an unknown origin. */
export const named = (group = 'speaker', fields: Rest = {}): Source => ({
  kind: 'named',
  name: 'Ana Ruiz',
  wording: 'Ruiz said',
  interest: 'unknown',
  ...(group === '' ? {} : { group }),
  ...fields,
});

export const institution = (group = 'ministry', fields: Rest = {}): Source => ({
  kind: 'institution',
  name: 'the ministry',
  wording: 'the ministry said',
  interest: 'unknown',
  group,
  ...fields,
});

export const outlet = (group = 'paper'): Source => ({
  kind: 'outlet',
  name: 'The Paper',
  wording: 'The Paper reported',
  interest: 'neutral',
  group,
});

/** A document described but not published. */
export const closedDocument = (group = 'archive'): Source => ({
  kind: 'document',
  title: 'Memo 12',
  wording: 'a memo',
  interest: 'unknown',
  group,
});

/** A document a reader can open, given `evidence` published or partial. */
export const openDocument = (group = 'archive'): Source => ({
  kind: 'document',
  title: 'Memo 12',
  url: 'https://example.org/memo-12',
  wording: 'a memo',
  interest: 'unknown',
  group,
});
