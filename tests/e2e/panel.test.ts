/** The panel beside a page, opened as a tab: it knows the page, leads to its sentences, keeps notes and follows along. */
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { button, cardIsOpen, findButton, until } from '../../scripts/driver.ts';
import { type PageServer, servePages } from '../../scripts/serve-pages.ts';
import { kinds, pagesFolder, Reader, shownText, words } from './harness.ts';

describe.each(kinds)('the panel in %s', (kind) => {
  let server: PageServer;
  let reader: Reader;
  let page: Page;

  beforeAll(async () => {
    server = await servePages(pagesFolder);
    reader = await Reader.start(kind);
    page = await reader.newPage(server.url('stories/wire.html'));
  });
  afterAll(async () => {
    await reader?.stop();
    await server?.stop();
  });

  const panelOf = async (story: Page) => reader.openExtensionPage(`sidepanel.html?tabId=${await reader.tabOf(story)}`);
  const shows = (panel: Page, text: string) =>
    until(`the panel to show “${text}”`, async () => (await shownText(panel)).includes(text));

  test('does not pretend to know a page it was not called to', async () => {
    const panel = await panelOf(page);
    // Where the browser tells the address, trying comes first; a click in a panel gives no access to a page.
    const tryIt = await until('the panel to rest', async () => {
      const text = await shownText(panel);
      return (text.includes(words('page_uninvoked')) && 'no') || (text.includes(words('page_readNow')) && 'yes');
    });
    if (tryIt === 'yes') await (await button(panel, words('page_readNow'))).click();
    await shows(panel, words('page_uninvoked'));
    await panel.close();
  });

  test('hears by itself when the page is read, and lists its claims', async () => {
    const panel = await panelOf(page);
    await shows(panel, words('page_uninvoked').slice(0, 20));
    const { report } = await reader.turnSiteOn(page);
    for (const { claim } of report.claims) await shows(panel, claim.text['en'] ?? claim.id);
    await panel.close();
  });

  test('leads to the sentence and opens its card', async () => {
    const { report } = await reader.read(page);
    const panel = await panelOf(page);
    const [first] = report.annotations;
    const text = report.claims.find(({ key }) => key === first?.claim)?.claim.text['en'] ?? '';
    await (await button(panel, text)).click();
    await until('the card', () => cardIsOpen(page));
    await panel.close();
  });

  test('keeps a note written beside the page', async () => {
    const panel = await panelOf(page);
    await (await button(panel, words('panel_addNote'))).click();
    await until('the field to have the focus', () =>
      panel.evaluate(() => document.activeElement?.tagName === 'TEXTAREA'),
    );
    await panel.keyboard.type('Written beside the page.');
    await shows(panel, words('note_status_saved'));
    await panel.close();
    const again = await panelOf(page);
    await until('the note to be there again', () =>
      again.evaluate(() => [...document.querySelectorAll('textarea')].some(({ value }) => value.startsWith('Written'))),
    );
    await again.close();
  });

  test('follows its tab to another page', async () => {
    const panel = await panelOf(page);
    await until('claims to be listed', () => findButton(panel, words('panel_withNote')));
    await page.bringToFront();
    await page.goto(server.url('ordinary/sport.html'));
    await shows(panel, words('page_none'));
    expect(await shownText(panel)).not.toContain(words('panel_addNote'));
    await page.goto(server.url('stories/tabloid.html'));
    await shows(panel, words('panel_addNote'));
    await panel.close();
  });
});
