/** A file in: what it would change is shown first, and only what the reader agreed to is handed over. */
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { ExportRow } from '../../../components/ExportRow.tsx';
import { exportWords } from '../../../components/words.ts';
import { Import } from '../../../entrypoints/library/Import.tsx';
import type { Annotation } from '../../../lib/annotation/index.ts';
import type { AddedClaimSet } from '../../../lib/claims/index.ts';
import { type Brought, openDatabase } from '../../../lib/db/index.ts';
import { exportAnnotations, exportFormats, importAnnotations } from '../../../lib/exchange/index.ts';
import en from '../../../lib/i18n/locales/en.yml?raw';
import es from '../../../lib/i18n/locales/es.yml?raw';
import { aClaimSet, aNote } from '../../support/builders.ts';
import { show, speakOf } from '../../support/screen.ts';

const id = (n: number) => `urn:uuid:00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const mine = aNote({ id: id(1), text: 'Mine' });
const theirs = aNote({ id: id(1), text: 'Theirs', modified: '2026-09-01T00:00:00Z' });
const fresh = aNote({ id: id(2), text: 'From elsewhere', claim: 'harbour:other' });

const fileOf = (notes: readonly Annotation[], claimSets: readonly AddedClaimSet[] = []): File => {
  const input = { notes, claimSets, claimOf: () => undefined, now: '2026-09-02T00:00:00Z', version: '1', locale: 'en' };
  const { text, name } = exportAnnotations('caveat', { ...input, words: exportWords() });
  return new File([text], name, { type: 'application/json' });
};

const props = { stored: null, onStop() {}, onClose() {} };
const beside = { corrections: [], history: [], claimSets: [] };

beforeEach(() => speakOf('en'));

describe('importing', () => {
  async function read(file: File, existing = [mine]) {
    const onStore = vi.fn(async (_: Brought) => {});
    show(<Import {...props} db={openDatabase('caveat-import')} existing={existing} onStore={onStore} />);
    await userEvent.upload(page.getByLabelText(/^A file from Caveat/), file);
    return onStore;
  }

  test('opens the browser’s dialog at once, and leaves no empty field above what was chosen', async () => {
    const opened = vi.spyOn(HTMLInputElement.prototype, 'click');
    await read(fileOf([fresh]));
    expect(opened).toHaveBeenCalledOnce();
    await expect.element(page.getByText('1 new note.')).toBeVisible();
    expect(page.getByLabelText(/^A file from Caveat/).elements()).toEqual([]);
    opened.mockRestore();
  });

  test('stores what is new, and leaves what is here alone', async () => {
    const onStore = await read(fileOf([theirs, fresh]));
    await expect.element(page.getByText('1 new note.')).toBeVisible();
    await expect.element(page.getByRole('heading', { name: /nothing is stored yet$/ })).toHaveFocus();
    expect(onStore).not.toHaveBeenCalled();
    await userEvent.click(page.getByRole('button', { name: 'Import 1 note' }));
    expect(onStore.mock.lastCall?.[0]).toEqual({ notes: [fresh], replaced: [], ...beside });
  });

  test('leaves a reader who writes meanwhile where they write', async () => {
    show(<textarea aria-label="A note" />);
    await read(fileOf([theirs, fresh]));
    const field = page.getByRole('textbox', { name: 'A note' });
    field.element().focus();
    await expect.element(page.getByText('1 new note.')).toBeVisible();
    await userEvent.keyboard('Still writing');
    await expect.element(field).toHaveValue('Still writing');
  });

  test('replaces what is here only when asked to, and says what it takes the place of', async () => {
    const onStore = await read(fileOf([theirs, fresh]));
    await userEvent.click(page.getByRole('checkbox', { name: /changed later in the file/ }));
    await userEvent.click(page.getByRole('button', { name: 'Import 2 notes' }));
    expect(onStore.mock.lastCall?.[0]).toEqual({ notes: [theirs, fresh], replaced: [mine], ...beside });
  });

  test('lists which notes it would replace, with both texts', async () => {
    const moved = { ...fresh, color: 'green' as const, modified: '2026-09-01T00:00:00Z' };
    await read(fileOf([theirs, moved]), [mine, fresh]);
    await userEvent.click(page.getByText('Which notes'));
    const notes = page.getByRole('listitem').filter({ hasText: 'Planning for a ferry has begun.' });
    await expect.element(notes.filter({ hasText: /HereMineIn the fileTheirs$/ }).last()).toBeVisible();
    await expect.element(notes.filter({ hasText: /The text is the same; its colour/ }).last()).toBeVisible();
  });

  test('shows of long texts where they part', async () => {
    const long = 'The same words again and again. '.repeat(20);
    const [here, there] = [`${long}Ours ends so.`, `${long}Theirs does not.`];
    await read(fileOf([aNote({ ...theirs, text: there })]), [aNote({ ...mine, text: here })]);
    await userEvent.click(page.getByText('Which note'));
    await expect.element(page.getByRole('definition').nth(0)).toHaveTextContent(/^….*Ours ends so\.$/);
    await expect.element(page.getByRole('definition').nth(1)).toHaveTextContent(/^….*Theirs does not\.$/);
  });

  test('that was cancelled while the claim sets that are here are read shows nothing', async () => {
    const db = openDatabase('caveat-import');
    const list = vi.spyOn(db.claimSets, 'list');
    let answer = () => {};
    list.mockReturnValue(
      new Promise((resolve) => {
        answer = () => resolve({ ok: true, value: [] });
      }),
    );
    show(<Import {...props} db={db} existing={[]} onStore={vi.fn()} />);
    const claimSets = [{ enabled: true, added: '2026-09-01T00:00:00Z', set: aClaimSet() }];
    const field = page.getByLabelText(/^A file from Caveat/).element();
    await userEvent.upload(field, fileOf([fresh], claimSets));
    await expect.poll(() => list.mock.calls.length).toBe(1);
    await userEvent.click(page.getByRole('button', { name: 'Cancel' }));
    answer();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(page.getByText('1 new note.').elements()).toEqual([]);
  });

  test('finds nothing new in what it wrote itself', async () => {
    await read(fileOf([mine]));
    await expect.element(page.getByText('1 is here already and stays as it is.')).toBeVisible();
    await expect.element(page.getByRole('button', { name: 'Import what is new' })).toBeDisabled();
  });

  test('of a file without new notes speaks of none', async () => {
    const claimSets = [{ enabled: true, added: '2026-09-01T00:00:00Z', set: aClaimSet() }];
    const onStore = await read(fileOf([mine], claimSets));
    await userEvent.click(page.getByRole('button', { name: 'Import what is new' }));
    expect(onStore.mock.lastCall?.[0]).toMatchObject({ notes: [], claimSets });
  });

  test('says how far a long file is read, and stops when asked', async () => {
    const many = Array.from({ length: 20_000 }, (_, n) => aNote({ id: id(n + 10), text: `Note ${n}` }));
    await read(fileOf(many));
    await expect.element(page.getByRole('progressbar', { name: 'Reading the file…' })).toBeVisible();
    await userEvent.click(page.getByRole('button', { name: 'Cancel' }));
    expect(page.getByRole('progressbar').elements()).toEqual([]);
    expect(page.getByText(/new notes\./).elements()).toEqual([]);
    await expect.element(page.getByLabelText(/^A file from Caveat/)).toBeEnabled();
  });

  test('says why a file cannot be read, and where it breaks', async () => {
    await read(new File(['{"annotations": [1, 2'], 'half.json'));
    await expect.element(page.getByRole('status')).toHaveTextContent(/half\.json could not be read\. It is not JSON/);
  });
});

test('the list of formats says which can be imported again', () => {
  const groups = [...show(<ExportRow label="Save" onExport={() => {}} />).querySelectorAll('optgroup')];
  expect(groups.map(({ label }) => label)).toEqual(['Can be imported again', 'To read or use elsewhere']);
  const [again, elsewhere] = groups.map((group) => [...group.querySelectorAll('option')].map(({ value }) => value));
  const input = { notes: [mine], claimOf: () => undefined, now: mine.created, version: '1', locale: 'en' };
  const isRead = (format: (typeof exportFormats)[number]): boolean =>
    importAnnotations(exportAnnotations(format, { ...input, words: exportWords() }).text, { now: mine.created }).ok;
  expect(new Set(again)).toEqual(new Set(exportFormats.filter(isRead)));
  expect(new Set(elsewhere)).toEqual(new Set(exportFormats.filter((format) => !isRead(format))));
});

test('every problem of a file has words in both languages', async () => {
  const types = (await import('../../../lib/exchange/import-types.ts?raw')).default;
  const codes = [...(/ImportProblemCode =([^;]*);/.exec(types)?.[1] ?? '').matchAll(/'([a-z-]+)'/g)].map(
    ([, code]) => code ?? '',
  );
  expect(codes.length).toBeGreaterThan(15);
  for (const catalogue of [en, es]) {
    const without = codes.filter((code) => !catalogue.includes(`\n    ${code.replaceAll('-', '_')}: `));
    expect(without).toEqual([]);
  }
});
