/** The library among many notes: files in, search in the address, many notes at once, and ways back. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { button, until } from '../../scripts/driver.ts';
import { kinds, Reader, shownText, words } from './harness.ts';

const NOTES = 300;

/** Readwise's columns, a site for every third note. */
const csv = [
  'Highlight,Title,Author,URL,Note,Location,Date',
  ...Array.from(
    { length: NOTES },
    (_, index) =>
      `Passage ${index} about a harbour,Story ${index},,https://site${index % 3}.example/story-${index},Note number ${index},${index},2026-08-01`,
  ),
].join('\n');

describe.each(kinds)('the library in %s', (kind) => {
  let reader: Reader;
  let library: Page;

  beforeAll(async () => {
    reader = await Reader.start(kind);
    library = await reader.openExtensionPage('library.html');
  });
  afterAll(() => reader?.stop());

  const shows = (text: string) =>
    until(`the library to show “${text}”`, async () => (await shownText(library)).includes(text));
  const press = async (name: string) => (await button(library, name)).click();
  const search = (text: string) =>
    library.evaluate((typed) => {
      const field = document.querySelector<HTMLInputElement>('input[type=search]');
      if (!field) throw new Error('no search');
      field.value = typed;
      field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    }, text);

  test('reads a file only after showing what it would change, and then finds nothing new in it', async () => {
    const file = join(reader.downloads, 'readwise.csv');
    writeFileSync(file, csv);
    for (const [said, goOn] of [
      [`${NOTES} new notes.`, true],
      [`${NOTES} are here already`, false],
    ] as const) {
      await press(words('import_open'));
      const field = await until('the file field', () => library.$('input[type=file]'));
      // The selector names what it is.
      await (field as unknown as { uploadFile(path: string): Promise<void> }).uploadFile(file);
      await shows(said);
      if (goOn) {
        await press(`Import ${NOTES} notes`);
        await shows(`${NOTES} notes imported.`);
      } else await press(words('library_cancel'));
    }
  });

  test('keeps a search in the address, so that the back button works', async () => {
    await search('"number 123"');
    await shows('1 note found');
    expect(await library.evaluate(() => location.hash)).toMatch(/^#q=/);
    await library.select(`select[aria-label="${words('library_site')}"]`, 'site2.example');
    await shows('0 notes found');
    await library.evaluate(() => history.back());
    await shows('1 note found');
    await library.evaluate(() => history.back());
    await shows(`${NOTES} notes`);
    await library.evaluate(() => history.forward());
    await shows('1 note found');
    const linked = await reader.openExtensionPage(`library.html${await library.evaluate(() => location.hash)}`);
    await until('a link to a search to show it', async () => (await shownText(linked)).includes('1 note found'));
    await linked.close();
  });

  test('deletes what is picked, and brings it all back', async () => {
    await search('');
    await library.select(`select[aria-label="${words('library_site')}"]`, 'site1.example');
    await shows(`${NOTES / 3} notes found`);
    await press(words('library_selectAll'));
    await shows(`${NOTES / 3} picked`);
    await library.evaluate(() => document.querySelector<HTMLElement>('.cav-many form button:last-of-type')?.click());
    await shows(`${NOTES / 3} notes deleted.`);
    await press(words('note_undo'));
    await shows(words('library_undone'));
    await press(words('library_clear'));
    await shows(`${NOTES} notes`);
  });
});
