/** The library among many notes: files in, search in the address, many notes at once, and ways back. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { button, until } from '../../scripts/driver.ts';
import { kinds, pagesFolder, Reader, shownText, tabTo, words } from './harness.ts';

const claimSets = join(pagesFolder, '../claim-sets');

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

  test('comes back to the same note, after a reload, from another page and from a search', async () => {
    await search('');
    await shows(`${NOTES} notes`);
    const scrolled = (by: number) => library.evaluate((pixels) => window.scrollBy(0, pixels), by);
    const topRow = () =>
      library.evaluate(() => {
        const row = [...document.querySelectorAll<HTMLElement>('.cav-notes > li')].find(
          (one) => one.getBoundingClientRect().bottom > 0,
        );
        return `${row?.dataset['index']} ${Math.round(row?.getBoundingClientRect().top ?? 0)}`;
      });
    await library.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight / 2));
    await until('the middle', async () => Number((await topRow()).split(' ')[0]) > 50);
    await scrolled(37);
    const there = await until('the place to be kept', async () => {
      const [index, top] = (await topRow()).split(' ').map(Number);
      const kept = await library.evaluate(() => history.state?.place);
      return kept?.index === index && Math.abs(kept.above + (top ?? 0)) < 2 && `${index} ${top}`;
    });
    const isBack = (how: string) => until(`the same note after ${how}`, async () => (await topRow()) === there);
    // Not by the driver: it waits in vain for Firefox to say that a page of an extension was loaded again.
    await library.evaluate(() => {
      document.body.dataset['before'] = '';
      setTimeout(() => location.reload());
    });
    await until('the page to be another', () =>
      library.evaluate(() => document.readyState === 'complete' && document.body.dataset['before'] === undefined),
    );
    await isBack('a reload');
    await library.evaluate(() => {
      location.hash = '#copies';
    });
    await shows(words('copies_here'));
    await library.evaluate(() => history.back());
    await isBack('another part of the library');
    await search('"number 123"');
    await shows('1 note found');
    await library.evaluate(() => history.back());
    await isBack('a search');
    await library.evaluate(() => window.scrollTo(0, 0));
  });

  test('deletes what is picked, and brings it all back', async () => {
    await search('');
    await library.select(`select[aria-label="${words('library_site')}"]`, 'site1.example');
    await shows(`${NOTES / 3} notes found`);
    await press(words('library_selectAll'));
    await shows(`${NOTES / 3} selected`);
    await library.evaluate(() => document.querySelector<HTMLElement>('.cav-many form button:last-of-type')?.click());
    await shows(`${NOTES / 3} notes deleted.`);
    await press(words('note_undo'));
    await shows(words('library_undone'));
    await press(words('library_clear'));
    await shows(`${NOTES} notes`);
  });

  test('made a copy before the deletion, and brings it back after saying what that does', async () => {
    await search('"number 207"');
    await shows('1 note found');
    await press(words('note_delete'));
    await shows(words('note_deleted'));
    const copies = await reader.openExtensionPage('library.html#copies');
    const first = await until('the copy made before the deletion', () => copies.$('.cav-copies > li'));
    expect(await first.evaluate((row) => row.textContent)).toContain(words('copies_reason_delete'));
    await (await button(copies, words('copies_restore'))).click();
    const said = async (text: string) =>
      until(`“${text}”`, async () => (await copies.evaluate(() => document.body.textContent)).includes(text));
    await said('1 note of the copy is missing now.');
    await (await button(copies, 'Bring back the missing note')).click();
    await said(words('copies_restored'));
    // A file with everything is a copy first, and the copy says so.
    await (await button(copies, words('copies_backup'))).click();
    await said(words('copies_reason_backup'));
    await copies.close();
    await press(words('library_clear'));
    await shows(`${NOTES} notes`);
  });

  test('takes a claim set from a file after showing what it is, and lets it go again', async () => {
    const sets = await reader.openExtensionPage('library.html#sets');
    const said = async (text: string) =>
      until(`“${text}”`, async () => (await sets.evaluate(() => document.body.textContent)).includes(text));
    const take = async (file: string) => {
      await (await button(sets, words('sets_add'))).click();
      const field = await until('the file field', () => sets.$('input[type=file]'));
      // The selector names what it is.
      await (field as unknown as { uploadFile(path: string): Promise<void> }).uploadFile(file);
    };
    await take(join(claimSets, 'broken.json'));
    await said('broken.json is not a claim set that can be read.');
    await said('claims[0]');
    await (await button(sets, words('library_cancel'))).click();
    await take(join(claimSets, 'minimal.json'));
    await (await button(sets, words('sets_addNow'))).click();
    await said(words('sets_addedNow'));
    const listed = () => sets.$$eval('.cav-set', (rows) => rows.length);
    await until('the set to be listed', async () => (await listed()) === 2);
    await (await button(sets, words('sets_remove'))).click();
    await until('the set to go', async () => (await listed()) === 1);
    await (await button(sets, words('note_undo'))).click();
    await until('the set to come back', async () => (await listed()) === 2);
    await sets.close();
  });

  test('is used by keys alone: search, pick a range, tag it, take it back', async () => {
    await library.bringToFront();
    await library.evaluate(() => document.querySelector<HTMLElement>('input[type=search]')?.focus());
    await library.keyboard.type('"number 207"');
    await shows('1 note found');
    await library.keyboard.press('Backspace');
    await library.keyboard.press('Backspace');
    await until('more notes', async () => !(await shownText(library)).includes('1 note found'));
    await tabTo(library, words('import_open'));
    const focused = () => library.evaluate(() => document.activeElement?.className ?? '');
    for (let steps = 0; steps < 10 && !(await focused()).includes('cav-check'); steps += 1) {
      await library.keyboard.press('Tab');
    }
    await library.keyboard.press(' ');
    await library.keyboard.down('Shift');
    await library.keyboard.press('ArrowDown');
    await library.keyboard.press('ArrowDown');
    await library.keyboard.up('Shift');
    await shows('3 selected');
    await tabTo(library, words('library_tagName'), 'back');
    await library.keyboard.type('by keys');
    await library.keyboard.press('Enter');
    await shows('3 notes tagged “by keys”.');
    await tabTo(library, words('note_undo'), 'back');
    await library.keyboard.press('Enter');
    await shows(words('library_undone'));
  });
});
