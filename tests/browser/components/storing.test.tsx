/** Files on their way into the library and out of it, whose parts come and go meanwhile. */
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { exportWords } from '../../../components/words.ts';
import { Shell } from '../../../entrypoints/library/Shell.tsx';
import { type Database, openDatabase } from '../../../lib/db/index.ts';
import { exportAnnotations } from '../../../lib/exchange/index.ts';
import { saveFile } from '../../../lib/extension/index.ts';
import { aNoteOfMany } from '../../support/builders.ts';
import { show, speakOf } from '../../support/screen.ts';
import { outcome, value } from '../../support/stores.ts';

vi.mock('../../../lib/extension/index.ts', async (original) => ({
  ...(await original<object>()),
  announceNotesChanged: async () => {},
  announceCorrectionsChanged: async () => {},
  callBackground: async () => ({ ok: true, value: true }),
  saveFile: vi.fn(),
  extensionVersion: () => '1',
  loadBackupState: async () => ({ saved: null, dismissed: null }),
  loadSettings: async () => ({ remindBackup: false }),
}));

const NOTES = 6_000;

beforeEach(() => speakOf('en'));

const all = Array.from({ length: NOTES }, (_, index) => aNoteOfMany(index, (seed) => `Note ${seed}`));

/** The parts of the library open the reader's own, which other tests have written in. */
async function aDatabase(): Promise<Database> {
  for (const name of ['caveat', 'caveat-snapshots']) await outcome(indexedDB.deleteDatabase(name));
  const db = openDatabase();
  onTestFinished(() => {
    db.close();
    location.hash = '';
  });
  return db;
}

async function open(part: string): Promise<void> {
  location.hash = part;
  await expect
    .element(page.getByRole('link', { name: part === '#copies' ? 'Safety copies' : 'Notes' }))
    .toHaveAttribute('aria-current');
}

test('a file is stored to its end when its part is left, and tells in the other what came of it', async () => {
  const { notes } = await aDatabase();
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

test('a file is written to its end when its part is left, and told in the other', async () => {
  const { notes } = await aDatabase();
  value(await notes.saveAll(all));
  show(<Shell />);
  await userEvent.click(page.getByRole('button', { name: 'Export', exact: true }));
  await userEvent.click(page.getByRole('button', { name: 'Export 6,000 notes' }));
  await open('#copies');
  await expect.element(page.getByText(/^Saved as .*\.md\.$/), { timeout: 20_000 }).toBeVisible();
  expect(saveFile).toHaveBeenCalledOnce();
}, 60_000);
