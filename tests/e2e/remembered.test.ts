/** What a reader lets Caveat remember, and what they say is not the claim: over pages, reloads and the library. */
import { describe, expect, test } from 'vitest';
import { button, until } from '../../scripts/driver.ts';
import { Card } from './card.ts';
import { highlighted, kinds, shows, words } from './harness.ts';
import { openStory } from './story.ts';

const SENTENCE = 'Little evidence of what the vessels carried';

describe.each(kinds)('what is remembered in %s', (kind) => {
  const story = openStory(kind, 'stories/wire.html');

  const isMarked = async (): Promise<boolean> =>
    (await highlighted(story.page)).some((text) => text.includes(SENTENCE));

  test('without consent nothing is', async () => {
    const library = await story.reader.openExtensionPage('library.html#read');
    await shows(library, words('met_off'));
    expect(await library.$('table')).toBeNull();
    await library.close();
  });

  test('with consent the library shows outlets by claims, and forgets and brings back', async () => {
    const options = await story.reader.openExtensionPage('options.html');
    await shows(options, words('options_rememberOn'));
    for (const label of await options.$$('label')) {
      const name = await label.evaluate((element) => element.textContent);
      if (name === words('options_rememberOn')) await label.click();
    }
    await shows(options, words('options_rememberDays'));
    await options.close();
    await story.page.bringToFront();
    await story.page.reload();
    await story.reader.read(story.page);
    const library = await story.reader.openExtensionPage('library.html#read');
    await until('the table', () => library.$('table'));
    expect(await library.$$eval('thead th', (cells) => cells.map((cell) => cell.textContent))).toContain('localhost');
    await (await button(library, words('met_forgetAll'))).click();
    await until('everything to be forgotten', async () => (await library.$('table')) === null);
    await (await button(library, words('note_undo'))).click();
    await until('the table again', () => library.$('table'));
    await library.close();
  });

  test('“not this claim” takes the mark away at once, with a way back', async () => {
    expect(await isMarked()).toBe(true);
    const card = new Card(story.reader, story.page);
    await card.openAt(SENTENCE);
    await card.press(words('correction_action'));
    await until('the mark to go', async () => !(await isMarked()));
    expect(await card.text()).toContain(words('correction_done'));
    await card.press(words('note_undo'));
    await until('the mark to come back', isMarked);
    await card.press(words('correction_action'));
    await until('the mark to go again', async () => !(await isMarked()));
    await story.page.keyboard.press('Escape');
    await card.closed();
  });

  test('it holds after a reload, leaves as a file, and is undone in the library while the page is open', async () => {
    await story.page.reload();
    await story.reader.read(story.page);
    expect(await isMarked()).toBe(false);
    const library = await story.reader.openExtensionPage('library.html#corrections');
    await shows(library, SENTENCE);
    await (await button(library, words('correction_export'))).click();
    const { text } = await story.reader.savedFile('.jsonl');
    expect(JSON.parse(text)).toMatchObject({
      text: expect.stringContaining(SENTENCE),
      claim: 'mexico-mission:evidence-limited',
      label: 'not-this-claim',
    });
    expect(text).not.toContain('localhost');
    await (await button(library, words('correction_undo'))).click();
    await shows(library, words('correction_empty'));
    await library.close();
    await story.page.bringToFront();
    await until('the mark to come back', isMarked);
  });
});
