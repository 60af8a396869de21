/** The panel beside a page, opened as a tab: it knows the page, leads to its sentences, keeps notes and follows along. */
import type { Page } from 'puppeteer-core';
import { describe, expect, test } from 'vitest';
import { button, cardIsOpen, findButton, until } from '../../scripts/driver.ts';
import { Card } from './card.ts';
import { kinds, shownText, shows, tabTo, words } from './harness.ts';
import { openStory } from './story.ts';

describe.each(kinds)('the panel in %s', (kind) => {
  const story = openStory(kind, 'stories/wire.html', { on: false });
  const panelOf = async (page: Page) =>
    story.reader.openExtensionPage(`sidepanel.html?tabId=${await story.reader.tabOf(page)}`);

  test('does not pretend to know a page it was not called to', async () => {
    const panel = await panelOf(story.page);
    // Where the browser tells the address, trying comes first; a click in a panel gives no access to a story.page.
    const tryIt = await until('the panel to rest', async () => {
      const text = await shownText(panel);
      return (text.includes(words('page_uninvoked')) && 'no') || (text.includes(words('page_readNow')) && 'yes');
    });
    if (tryIt === 'yes') await (await button(panel, words('page_readNow'))).click();
    await shows(panel, words('page_uninvoked'));
    await panel.close();
  });

  test('hears by itself when the page is read, and lists its claims', async () => {
    const panel = await panelOf(story.page);
    await shows(panel, words('page_uninvoked').slice(0, 20));
    const { report } = await story.reader.turnSiteOn(story.page);
    for (const { claim } of report.claims) await shows(panel, claim.text['en'] ?? claim.id);
    await panel.close();
  });

  test('leads to the sentence and opens its card', async () => {
    const { report } = await story.reader.read(story.page);
    const panel = await panelOf(story.page);
    const [first] = report.annotations;
    const text = report.claims.find(({ key }) => key === first?.claim)?.claim.text['en'] ?? '';
    await (await button(panel, text)).click();
    await until('the card', () => cardIsOpen(story.page));
    await panel.close();
  });

  test('keeps a note written beside the page', async () => {
    const panel = await panelOf(story.page);
    await (await button(panel, words('panel_addNote'))).click();
    await until('the field to have the focus', () =>
      panel.evaluate(() => document.activeElement?.tagName === 'TEXTAREA'),
    );
    await panel.keyboard.type('Written beside the story.page.');
    await shows(panel, words('note_status_saved'));
    await panel.close();
    const again = await panelOf(story.page);
    await until('the note to be there again', () =>
      again.evaluate(() => [...document.querySelectorAll('textarea')].some(({ value }) => value.startsWith('Written'))),
    );
    await again.close();
  });

  /** Keeps a note on a passage of the page, as if it had been marked there. */
  async function mark(fields: { readonly id: string; readonly quote: string; readonly text: string }): Promise<void> {
    const { id, quote, text } = fields;
    const { url, title } = await story.reader.read(story.page);
    const now = new Date().toISOString();
    const selectors = [{ type: 'TextQuoteSelector', exact: quote, prefix: '', suffix: '' }];
    const target = { source: url, title, language: 'en', sourceDate: now, selectors };
    const note = { id, motivation: 'commenting', created: now, modified: now, text, tags: [], color: 'blue', target };
    const message = { caveat: 1, to: 'background', call: 'saveNote', request: { note } };
    await story.reader.driver.ask(`browser.runtime.sendMessage(${JSON.stringify(message)})`);
  }
  const uuid = (n: number) => `urn:uuid:00000000-0000-4000-8000-00000000000${n}`;
  const PASSAGE = 'Little evidence of what the vessels carried';

  test('lists passages among the claims, leads to them, and keeps those that are gone', async () => {
    const panel = await panelOf(story.page);
    await shows(panel, words('panel_addNote'));
    await mark({ id: uuid(1), quote: PASSAGE, text: 'A *marked* passage.' });
    await mark({ id: uuid(2), quote: 'Words that nobody has written on this page', text: 'Where did it go?' });
    await shows(panel, words('panel_orphans'));
    const rows = () => panel.$$eval('ol.cav-claims > li', (all) => all.map((row) => row.textContent));
    const listed = await until('the passage among the claims', async () => {
      const all = await rows();
      const at = all.findIndex((row) => row.includes(PASSAGE.slice(0, 20)));
      return at > 0 && at < all.length - 2 && all;
    });
    expect(listed.at(-1)).toContain('Words that nobody has written');
    expect(await panel.$eval('.cav-markdown em', (em) => em.textContent)).toBe('marked');
    await panel.bringToFront();
    await (await button(panel, `${words('color_blue')}: ${PASSAGE}`)).click();
    await until('the card of the passage', () => cardIsOpen(story.page));
    await panel.close();
  });

  test('shows in its list what is opened in the page', async () => {
    const panel = await panelOf(story.page);
    await shows(panel, words('panel_addNote'));
    expect(await panel.$('[aria-current]')).toBeNull();
    const { report } = await story.reader.read(story.page);
    const claimed = report.annotations.at(-1);
    await story.page.bringToFront();
    await new Card(story.reader, story.page).openAt(claimed?.quote.slice(0, 40) ?? '');
    const text = report.claims.find(({ key }) => key === claimed?.claim)?.claim.text['en'] ?? '';
    await until('its row to be marked', async () =>
      (await panel.$$eval('[aria-current="true"]', (all) => all.map((row) => row.textContent))).some((row) =>
        row.includes(text),
      ),
    );
    await panel.close();
  });

  test('exports the page, by keys alone', async () => {
    const panel = await panelOf(story.page);
    await shows(panel, PASSAGE);
    await tabTo(panel, words('menu_exportShort'));
    await panel.keyboard.press('Enter');
    await tabTo(panel, words('menu_save'), 'back');
    await panel.keyboard.press('Enter');
    const { text } = await story.reader.savedFile('.md');
    expect(text).toContain('A *marked* passage.');
    expect(text).toContain('Where did it go?');
    await panel.close();
  });

  test('follows its tab to another page', async () => {
    const panel = await panelOf(story.page);
    await until('claims to be listed', () => findButton(panel, words('panel_withNote')));
    await story.page.bringToFront();
    await story.page.goto(story.server.url('ordinary/sport.html'));
    await shows(panel, words('page_none'));
    expect(await shownText(panel)).not.toContain(words('panel_addNote'));
    await story.page.goto(story.server.url('stories/tabloid.html'));
    await shows(panel, words('panel_addNote'));
    await panel.close();
  });
});
