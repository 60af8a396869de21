/** What the library knows of the claims that notes are on. */
import { expect, onTestFinished, test } from 'vitest';
import { page } from 'vitest/browser';
import { useClaims } from '../../../entrypoints/library/claims.ts';
import type { Annotation } from '../../../lib/annotation/index.ts';
import { openClaimSets } from '../../../lib/db/index.ts';
import { aClaim, aClaimSet, aNote } from '../../support/builders.ts';
import { show, speakOf } from '../../support/screen.ts';
import { value } from '../../support/stores.ts';

const notes: readonly Annotation[] = [aNote({ claim: 'museum:night' })];

function Claim() {
  return <p>{useClaims(notes).claimOf('museum:night')?.claim.text['en'] ?? 'unknown'}</p>;
}

test('are those of a set that is switched off, too', async () => {
  speakOf('en');
  const sets = openClaimSets();
  onTestFinished(async () => {
    await sets.remove('museum');
    sets.close();
  });
  const night = aClaim({ id: 'night', text: { en: 'The museum opens at night.' } });
  const set = aClaimSet({ id: 'museum', claims: [night] });
  value(await sets.add(set, { now: '2026-11-01T00:00:00Z', enabled: false }));
  show(<Claim />);
  await expect.element(page.getByText('The museum opens at night.')).toBeVisible();
});
