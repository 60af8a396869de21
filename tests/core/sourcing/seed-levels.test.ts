import { expect, it } from 'vitest';
import { bundledClaimSets } from '../../../lib/claims/index.ts';
import { gradeSources, type Level } from '../../../lib/sourcing/index.ts';

const claims = bundledClaimSets().find(({ id }) => id === 'mexico-mission')?.claims ?? [];

/** What the rules must give for the seed set. A corrected record changes its line here in the same commit. */
const expected: [id: string, sources: string, rules: string, level: Level][] = [
  ['planning-begun', 'anonymous several knowledge us-officials', 'S2', 2],
  ['policy-shift', '', 'J', 'J'],
  ['training-underway', 'anonymous several none us-officials', 'S2 D1', 1],
  ['no-deployment-approved', 'anonymous several none us-officials; anonymous several role us-officials', 'S2', 2],
  ['jsoc-lead', '', 'S0', 0],
  ['cia-support', '', 'S0', 0],
  ['title-50', '', 'S0', 0],
  ['secret-deniable', '', 'S0', 0],
  ['break-with-practice', '', 'J', 'J'],
  ['past-cooperation', '', 'S0', 0],
  ['strikes-in-mexico', '', 'S0', 0],
  ['not-destabilize', 'anonymous several role us-officials', 'S2 D2', 1],
  ['coordination-preferred', 'anonymous several role us-officials', 'S2 D2', 1],
  ['unilateral-possible', 'anonymous several none us-officials', 'S2 D1 D2 F', 1],
  ['all-tools-quote', 'anonymous 1 role us-officials', 'S1', 1],
  ['mexico-rejects', 'institution mexico-government', 'S3', 3],
  ['sheinbaum-subordinate-quote', 'named mexico-government', 'S3', 3],
  ['mexico-intel-sharing', '', 'S0', 0],
  ['mexico-surveillance-flights', '', 'S0', 0],
  ['mexico-arrests-extraditions', '', 'S0', 0],
  ['venezuela-boat-strikes', '', 'S0', 0],
  ['at-least-64-killed', 'anonymous several none us-officials', 'S2 D1', 1],
  ['evidence-limited', '', 'J', 'J'],
  ['legal-questions', 'anonymous several role us-critics', 'S2 D2', 1],
  ['backlash-risk', '', 'J', 'J'],
  ['mexico-border-troops', '', 'S0', 0],
  ['opioids-devastate', '', 'J', 'J'],
  ['cartel-violence', '', 'J', 'J'],
  ['enforcement-insufficient', 'anonymous several role us-officials', 'S2 D2', 1],
  ['groundwork-signals', '', 'J', 'J'],
];

it('grades the thirty seed claims as the table says', () => {
  const graded = claims.map(({ id, record }) => {
    const sources = (record.sources ?? []).map((source) =>
      source.kind === 'anonymous'
        ? `${source.kind} ${source.count} ${source.desc} ${source.group}`
        : `${source.kind} ${source.group}`,
    );
    const { level, reasons } = gradeSources(record);
    return [id, sources.join('; '), reasons.map(({ code }) => code).join(' '), level];
  });
  expect(graded).toEqual(expected);
});

it('reaches level 3 twice, 2 twice, 1 eight times, 0 eleven times and J seven times', () => {
  const totals: Record<string, number> = {};
  for (const { record } of claims) {
    const { level } = gradeSources(record);
    totals[level] = (totals[level] ?? 0) + 1;
  }
  expect(totals).toEqual({ 3: 2, 2: 2, 1: 8, 0: 11, J: 7 });
});
