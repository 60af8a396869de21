/** What the popup says where there is nothing to show, and the interface in the reader's language. */
import type { Page } from 'puppeteer-core';
import { describe, expect, test } from 'vitest';
import { button, findButton, until } from '../../scripts/driver.ts';
import { Card } from './card.ts';
import { highlighted, kinds, shownText, words } from './harness.ts';
import { openReader } from './story.ts';

/** A page of the browser itself, which no extension may read. */
const ownPage = { chromium: 'chrome://version/', firefox: 'about:license' } as const;

const says = (popup: Page, text: string): Promise<unknown> =>
  until(`the popup to say “${text}”`, async () => (await shownText(popup)).includes(text));

describe.each(kinds)('the popup in %s', (kind) => {
  const visit = openReader(kind);

  test('says that Caveat is not turned on, and offers to read the page now', async () => {
    const page = await visit.reader.newPage(visit.server.url('stories/wire.html'));
    const popup = await visit.reader.popupOf(page);
    await says(popup, words('page_off'));
    expect(await findButton(popup, words('page_readNow'))).not.toBeNull();
    await popup.close();
    await page.close();
  });

  test('says so when no sentence states a claim, and leaves it at that', async () => {
    const page = await visit.reader.newPage(visit.server.url('ordinary/sport.html'));
    await visit.reader.driver.pressButton(page);
    const popup = await visit.reader.popupOf(page);
    await says(popup, words('page_none'));
    await popup.close();
    await page.close();
  });

  test('says that a page does not look like an article, and reads it anyway when asked', async () => {
    const page = await visit.reader.newPage(visit.server.url('ordinary/shop.html'));
    const tab = await visit.reader.tabOf(page);
    await visit.reader.caveat.pressButton(page, () =>
      until(
        'Caveat to have looked',
        async () => (await visit.reader.driver.status(page, tab))?.state === 'not-article',
      ),
    );
    const popup = await visit.reader.popupOf(page);
    await says(popup, words('page_notArticle'));
    await (await button(popup, words('page_readAnyway'))).click();
    await until('the page to be read', async () => (await visit.reader.driver.status(page, tab))?.state === 'done');
    await until('the popup to go on', async () => !(await shownText(popup)).includes(words('page_notArticle')));
    await popup.close();
    await page.close();
  });

  test('says why a page of the browser itself cannot be read', async () => {
    const page = await visit.reader.newPage(ownPage[kind]);
    // Firefox shows the address of a page only to the extension whose button was pressed over it; Chromium not even so.
    await visit.reader.caveat.pressButton(page, async () => {});
    const popup = await visit.reader.popupOf(page);
    const reasons = [words('page_unsupported_browser_page'), words('page_unsupported_unknown')];
    await until('the popup to say why', async () => {
      const readNow = await findButton(popup, words('page_readNow'));
      // Where the browser hides the address, only trying can tell.
      if (readNow) await readNow.click();
      const text = await shownText(popup);
      return reasons.some((reason) => text.includes(reason));
    });
    await popup.close();
    await page.close();
  });

  test('turns all sites on from the first-run page', async () => {
    await visit.reader.caveat.agreeTo(['*://*/*']);
    const welcome = await visit.reader.openExtensionPage('welcome.html');
    await (await button(welcome, words('welcome_allOn'))).click();
    await says(welcome, words('welcome_allOnDone'));
    await welcome.close();
    const page = await visit.reader.newPage(visit.server.url('stories/wire.html', '127.0.0.1'));
    expect((await visit.reader.read(page)).report.claims.length).toBeGreaterThan(0);
    await page.close();
  });
});

describe.each(kinds)('in Spanish, in %s', (kind) => {
  const visit = openReader(kind, { language: 'es' });

  test('popup and card speak Spanish', async () => {
    const page = await visit.reader.newPage(visit.server.url('stories/spanish.html'));
    await visit.reader.driver.pressButton(page);
    const popup = await visit.reader.popupOf(page);
    await says(popup, words('menu_library', 'es'));
    await popup.close();
    await page.bringToFront();
    const [mark = ''] = (await highlighted(page)).filter((text) => text.length > 40);
    const card = new Card(visit.reader, page);
    await card.openAt(mark.slice(0, 40));
    expect(await card.text()).toContain(words('card_notVerified', 'es'));
    await page.close();
  });
});
