/** A file on its way into the library, whose parts come and go meanwhile. */
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { exportWords } from '../../../components/words.ts';
import { Shell } from '../../../entrypoints/library/Shell.tsx';
import { openDatabase } from '../../../lib/db/index.ts';
import { exportAnnotations } from '../../../lib/exchange/index.ts';
import { aNoteOfMany } from '../../support/builders.ts';
import { show, speakOf } from '../../support/screen.ts';
import { outcome, value } from '../../support/stores.ts';

vi.mock('../../../lib/extension/index.ts', async (original) => ({
  ...(await original<object>()),
  announceNotesChanged: async () => {},
  announceCorrectionsChanged: async () => {},
  callBackground: async () => ({ ok: true, value: true }),
  loadBackupState: async () => ({ saved: null, dismissed: null }),
  loadSettings: async () => ({ remindBackup: false }),
}));

const NOTES = 6_000;

beforeEach(() => speakOf('en'));

async function open(part: string): Promise<void> {
  location.hash = part;
  await expect
    .element(page.getByRole('link', { name: part === '#copies' ? 'Safety copies' : 'Notes' }))
    .toHaveAttribute('aria-current');
}

test('is stored to its end when its part is left, and tells in the other what came of it', async () => {
  // The parts of the library open the reader's own, which other tests have written in.
  for (const name of ['caveat', 'caveat-snapshots']) await outcome(indexedDB.deleteDatabase(name));
  const { notes } = openDatabase();
  onTestFinished(() => {
    location.hash = '';
  });
  const all = Array.from({ length: NOTES }, (_, index) => aNoteOfMany(index, (seed) => `Note ${seed}`));
  const now = '2026-11-01T00:00:00Z';
  const input = { notes: all, claimOf: () => undefined, now, version: '1', locale: 'en', words: exportWords() };
  const { text, name } = exportAnnotations('caveat', input);

  location.hash = '';
  show(<Shell />);
  await userEvent.click(page.getByRole('button', { name: 'Import…' }));
  await userEvent.upload(
    page.getByLabelText(/^A file from Caveat/),
    new File([text], name, { type: 'application/json' }),
  );
  await userEvent.click(page.getByRole('button', { name: 'Import 6,000 notes' }), { timeout: 20_000 });
  await open('#copies');
  await expect.element(page.getByText('6,000 notes imported.'), { timeout: 20_000 }).toBeVisible();
  expect(value(await notes.all())).toHaveLength(NOTES);
  await userEvent.click(page.getByRole('button', { name: 'Undo' }));
  await expect.element(page.getByText('Everything is as it was.'), { timeout: 20_000 }).toBeVisible();
  expect(value(await notes.all())).toHaveLength(0);

  // It was read there, and is not told again.
  await open('#notes');
  expect(page.getByText('Everything is as it was.').elements()).toEqual([]);
}, 60_000);
