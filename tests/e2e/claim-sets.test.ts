/** A claim set of the reader's own: from its file to the marks on an open page, and after the background was stopped. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { describe, expect, test } from 'vitest';
import { button, until } from '../../scripts/driver.ts';
import { highlighted, kinds, words } from './harness.ts';
import { openStory } from './story.ts';

const SENTENCE = 'The peso weakened 0.4 percent against the dollar on Monday.';

const claim = (id: string, text: string) => ({
  id,
  text: { en: text },
  modality: 'said',
  record: { denials: [], asOf: '2026-11-01', unverified: [], wouldSettle: [] },
});
/** Enough claims that nobody would compare a sentence with each of them. */
const markets = {
  format: 'caveat-claim-set/1',
  id: 'markets',
  version: '1.0.0',
  title: { en: 'Markets' },
  description: { en: 'Invented claims on markets.' },
  publisher: 'Caveat tests',
  licence: 'CC0-1.0',
  date: '2026-11-22',
  languages: ['en'],
  claims: [
    ...Array.from({ length: 3_000 }, (_, at) =>
      claim(`share-${at}`, `Share ${at} of the harbour company rose by ${at} cents.`),
    ),
    claim('peso', 'The peso fell 0.4 percent against the dollar on Monday.'),
  ],
};

describe.each(kinds)('a claim set of the reader’s own in %s', (kind) => {
  const story = openStory(kind, 'stories/wire.html');
  let library: Page;

  const isMarked = async () => (await highlighted(story.page)).some((text) => text.includes(SENTENCE.slice(0, 30)));
  const marked = (is: boolean) =>
    until(`the sentence ${is ? '' : 'not '}to be marked`, async () => (await isMarked()) === is, 30_000);

  test('marks what it finds on a page that is open when it is added', async () => {
    expect(await isMarked()).toBe(false);
    const file = join(story.reader.downloads, 'markets.json');
    writeFileSync(file, JSON.stringify(markets));
    library = await story.reader.openExtensionPage('library.html#sets');
    await (await button(library, words('sets_add'))).click();
    const field = await until('the file field', () => library.$('input[type=file]'));
    // The selector names what it is.
    await (field as unknown as { uploadFile(path: string): Promise<void> }).uploadFile(file);
    await (await button(library, words('sets_addNow'))).click();
    await story.page.bringToFront();
    await marked(true);
    const { report } = await story.reader.read(story.page);
    expect(
      report.annotations.filter((annotation) => annotation.claim === 'markets:peso').map(({ quote }) => quote),
    ).toEqual([SENTENCE]);
    expect(report.claims.find(({ key }) => key === 'markets:peso')?.set.title).toEqual({ en: 'Markets' });
  });

  test('does so again in a background that had been stopped', async () => {
    await story.reader.stopBackground();
    await story.page.reload();
    await marked(true);
  });

  test('leaves the page when it is removed, and comes back with it', async () => {
    await library.bringToFront();
    await (await button(library, words('sets_remove'))).click();
    await story.page.bringToFront();
    await marked(false);
    await library.bringToFront();
    await (await button(library, words('note_undo'))).click();
    await story.page.bringToFront();
    await marked(true);
  });
});
