/** Files on their way into the library and out of it, whose parts come and go meanwhile. */
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { exportWords } from '../../../components/words.ts';
import { Shell } from '../../../entrypoints/library/Shell.tsx';
import { type bringIn, type Database, openDatabase } from '../../../lib/db/index.ts';
import { exportAnnotations, type exportInParts } from '../../../lib/exchange/index.ts';
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
  loadSettings: async () => ({ remindBackup: true }),
}));

/** Storing and writing wait for it. */
let gate = Promise.resolve();
/** They go on when what this answers with is called. */
function closeGate(): () => void {
  let open = () => {};
  gate = new Promise((resolve) => {
    open = resolve;
  });
  return open;
}
vi.mock('../../../lib/db/index.ts', async (original) => {
  const db = await original<{ bringIn: typeof bringIn }>();
  const waiting: typeof bringIn = (...args) => gate.then(() => db.bringIn(...args));
  return { ...db, bringIn: waiting };
});

vi.mock('../../../lib/exchange/index.ts', async (original) => {
  const exchange = await original<{ exportInParts: typeof exportInParts }>();
  const waiting: typeof exportInParts = async (format, input, partOf, pacing) => {
    pacing.onProgress?.(0.5);
    await gate;
    return exchange.exportInParts(format, input, partOf, pacing);
  };
  return { ...exchange, exportInParts: waiting };
});

const NOTES = 6_000;

beforeEach(() => {
  vi.mocked(saveFile).mockClear();
  speakOf('en');
});

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

/** A file with these notes is read, and storing them is agreed to. */
async function importing(notes: typeof all, button: string): Promise<void> {
  const now = '2026-11-01T00:00:00Z';
  const input = { notes, claimOf: () => undefined, now, version: '1', locale: 'en', words: exportWords() };
  const { text, name } = exportAnnotations('caveat', input);
  await userEvent.click(page.getByRole('button', { name: 'Import…' }));
  await userEvent.upload(
    page.getByLabelText(/^A file from Caveat/),
    new File([text], name, { type: 'application/json' }),
  );
  await userEvent.click(page.getByRole('button', { name: button }), { timeout: 20_000 });
}

async function exportAll(): Promise<void> {
  await userEvent.click(page.getByRole('button', { name: 'Export', exact: true }));
  await userEvent.click(page.getByRole('button', { name: 'Export 6,000 notes' }));
}

/** Notes are there, and writing them into a file is begun. */
async function exporting(): Promise<void> {
  const { notes } = await aDatabase();
  value(await notes.saveAll(all));
  show(<Shell />);
  await exportAll();
}

test('a file is stored to its end when its part is left, and tells in the other what came of it', async () => {
  const { notes } = await aDatabase();
  location.hash = '';
  show(<Shell />);
  await importing(all, 'Import 6,000 notes');
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

test('what came of a file is told after what was done while it was stored', async () => {
  const { notes } = await aDatabase();
  value(await notes.save(all[0] as (typeof all)[number]));
  show(<Shell />);
  const goOn = closeGate();
  await importing(all.slice(0, 3), 'Import 2 notes');
  await userEvent.click(page.getByRole('checkbox', { name: 'Select all' }));
  await userEvent.fill(page.getByRole('combobox', { name: 'Tag to add or remove' }), 'ports');
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByText('1 note tagged “ports”.')).toBeVisible();
  goOn();
  await expect.element(page.getByText('2 notes imported.')).toBeVisible();
  expect(page.getByText('1 note tagged “ports”.').elements()).toEqual([]);
  await userEvent.click(page.getByRole('button', { name: 'Undo' }));
  await expect.element(page.getByText('Everything is as it was.')).toBeVisible();
  expect(value(await notes.all()).map(({ tags }) => tags.includes('ports'))).toEqual([true]);
});

test('no copy is brought back or made while a file is stored', async () => {
  const { snapshots } = await aDatabase();
  value(await snapshots.take('asked', '2026-11-01T00:00:00Z'));
  show(<Shell />);
  const goOn = closeGate();
  await importing(all.slice(0, 2), 'Import 2 notes');
  await open('#copies');
  const back = page.getByRole('button', { name: /^Bring back…: / });
  await expect.element(back).toHaveAttribute('aria-disabled', 'true');
  const take = page.getByRole('button', { name: 'Make a copy now' });
  for (const button of [back, take]) (button.element() as HTMLElement).click();
  await expect.element(back).toHaveAttribute('aria-expanded', 'false');
  goOn();
  await expect.element(page.getByText('2 notes imported.')).toBeVisible();
  await expect.element(back).toHaveAttribute('aria-disabled', 'false');
  expect(value(await snapshots.list()).map(({ reason }) => reason)).toEqual(['import', 'asked']);
});

test('a file is written to its end when its part is left, and told in the other', async () => {
  await exporting();
  await open('#copies');
  await expect.element(page.getByText(/^Saved as .*\.md\./), { timeout: 20_000 }).toBeVisible();
  expect(saveFile).toHaveBeenCalledOnce();
}, 60_000);

test('a file that is written shows how far it is in every part, alone, and can be stopped there', async () => {
  const goOn = closeGate();
  await exporting();
  const progress = page.getByRole('progressbar', { name: 'Writing the file' });
  await open('#copies');
  await expect.element(progress).toBeVisible();
  await open('#notes');
  await expect.element(progress).toBeVisible();
  // Another way to a file: there is one on its way.
  await userEvent.click(page.getByRole('button', { name: 'Save a backup file' }));
  goOn();
  await expect.element(page.getByText(/^Saved as .*\.md\./), { timeout: 20_000 }).toBeVisible();
  expect(saveFile).toHaveBeenCalledOnce();

  const goOnAgain = closeGate();
  await exportAll();
  await open('#copies');
  await userEvent.click(page.getByRole('button', { name: 'Cancel' }));
  goOnAgain();
  await expect.element(progress).not.toBeInTheDocument();
  await open('#notes');
  await expect.element(page.getByText('6,000 notes', { exact: true })).toBeVisible();
  expect(saveFile).toHaveBeenCalledOnce();
}, 60_000);
