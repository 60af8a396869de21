/** A reader turns a site on, sees what its stories claim, and asks about a sentence. */
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { highlights, placeOf, until } from '../../scripts/driver.ts';
import { type PageServer, servePages } from '../../scripts/serve-pages.ts';
import { Card } from './card.ts';
import { highlighted, kinds, pagesFolder, Reader, words } from './harness.ts';

const CLAIM = 'Drone strikes on drug laboratories';
const NO_CLAIM = 'A White House spokeswoman declined';

describe.each(kinds)('reading in %s', (kind) => {
  let server: PageServer;
  let reader: Reader;
  let page: Page;
  let card: Card;
  let unmarked: { claim: string; other: string };

  beforeAll(async () => {
    server = await servePages(pagesFolder);
    reader = await Reader.start(kind);
    page = await reader.newPage(server.url('stories/wire.html'));
    card = new Card(reader, page);
  });
  afterAll(async () => {
    await reader?.stop();
    await server?.stop();
  });

  test('a fresh install may read nothing and marks nothing', async () => {
    expect(await reader.origins()).toEqual([]);
    expect(await reader.registrations()).toEqual([]);
    expect(await reader.status(page)).toBeNull();
    expect(await highlighted(page)).toEqual([]);
    unmarked = { claim: await pictureOf(page, CLAIM), other: await pictureOf(page, NO_CLAIM) };
  });

  test('the toolbar button reads the page in front, without any grant', async () => {
    const { report } = await reader.driver.pressButton(page);
    expect(report.claims.length).toBeGreaterThan(0);
    expect(await reader.origins()).toEqual([]);
    expect((await highlighted(page)).length).toBeGreaterThan(0);
    await page.reload();
    expect(await highlighted(page)).toEqual([]);
  });

  test('the switch in the popup keeps Caveat on for this site, and for no other', async () => {
    await reader.turnSiteOn(page);
    expect(await reader.origins()).toEqual(['http://localhost/*']);
    expect(await reader.registrations()).toEqual(['http://localhost/*']);
    await page.reload();
    expect((await reader.read(page)).report.claims.length).toBeGreaterThan(0);
    const elsewhere = await reader.newPage(server.url('stories/wire.html', '127.0.0.1'));
    expect(await reader.status(elsewhere)).toBeNull();
    expect(await highlighted(elsewhere)).toEqual([]);
    await elsewhere.close();
  });

  test('sentences that state a claim are marked on the screen, others are not', async () => {
    const marks = await highlighted(page);
    expect(marks.some((text) => text.startsWith(CLAIM))).toBe(true);
    expect(marks.some((text) => text.startsWith(NO_CLAIM))).toBe(false);
    await until('paint under the sentence', async () => (await pictureOf(page, CLAIM)) !== unmarked.claim);
    expect(await pictureOf(page, NO_CLAIM)).toBe(unmarked.other);
  });

  test('nothing outside the story is marked: comments, related links, captions, hidden text', async () => {
    const marks = await highlighted(page);
    const outside = [
      'nobody in Congress was told',
      'suspected drug boats, officials say',
      'is already under way, officials',
    ];
    for (const text of outside) expect(marks.filter((mark) => mark.includes(text))).toEqual([]);
  });

  test('a click on a sentence opens its card beside it', async () => {
    const { report } = await reader.read(page);
    const annotation = report.annotations.find(({ quote }) => quote.startsWith(CLAIM));
    const claim = report.claims.find(({ key }) => key === annotation?.claim);
    await card.openAt(CLAIM);
    const text = await card.text();
    expect(text).toContain(claim?.claim.text['en']);
    expect(text).toContain(words('level_0'));
    const gaps = await card.section(words('card_notVerified'));
    expect(gaps.split('\n').length).toBeGreaterThan(1);
    expect(await card.hasFocus()).toBe(true);
    const sentence = await boxOf(page, CLAIM);
    await until('the card has its place beside the sentence', async () => {
      const box = await card.box();
      return (
        box.y >= sentence.y + sentence.height ||
        box.y + box.height <= sentence.y ||
        box.x >= sentence.x + sentence.width ||
        box.x + box.width <= sentence.x
      );
    });
  });

  test('Escape closes the card and gives the focus back', async () => {
    await page.keyboard.press('Escape');
    await card.closed();
    expect(await page.evaluate(() => document.activeElement === document.body)).toBe(true);
  });

  test('the keyboard alone goes from mark to mark, opens the card, and closes it', async () => {
    await page.evaluate(() => scrollTo({ top: 0, behavior: 'instant' }));
    await page.keyboard.down('Alt');
    await page.keyboard.down('Shift');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.up('Shift');
    await page.keyboard.up('Alt');
    await page.keyboard.press('Enter');
    await card.opened();
    expect(await card.hasFocus()).toBe(true);
    expect(await card.text()).toContain(words('level_2'));
    await page.keyboard.press('Escape');
    await card.closed();
  });

  test('from an open card keys lead to the next one, and what was typed is kept', async () => {
    const step = async (key: 'ArrowDown' | 'ArrowUp') => {
      await page.keyboard.down('Alt');
      await page.keyboard.down('Shift');
      await page.keyboard.press(key);
      await page.keyboard.up('Shift');
      await page.keyboard.up('Alt');
    };
    await page.keyboard.press('Enter');
    await card.opened();
    const first = await card.text();
    await card.typeNote('Half a thought');
    await step('ArrowDown');
    await until('the next card', async () => !['', first].includes(await card.text()));
    expect(await card.note()).toBe('');
    expect(await card.hasFocus()).toBe(true);
    await step('ArrowUp');
    await until('the note, as it was left', async () => (await card.note()) === 'Half a thought');
    await card.press(words('note_delete'));
    await until('the note to go', async () => (await card.note()) === '');
    await page.keyboard.press('Escape');
    await card.closed();
  });

  test('Enter opens again what Escape closed, and Tab goes on from the sentence in both directions', async () => {
    const press = async (key: 'Tab' | 'Shift+Tab') => {
      if (key !== 'Tab') await page.keyboard.down('Shift');
      await page.keyboard.press('Tab');
      if (key !== 'Tab') await page.keyboard.up('Shift');
    };
    const inFocus = () => page.evaluate(() => document.activeElement?.outerHTML.slice(0, 200));
    const neighbours = await page.evaluate((claim) => {
      const has = (element: Element) => element.textContent?.includes(claim);
      const paragraph = [...document.querySelectorAll('p')].find(has);
      const stops = [...document.querySelectorAll('a[href], button, input, textarea')].filter((one) =>
        one.checkVisibility(),
      );
      const html = (element: Element | undefined) => element?.outerHTML.slice(0, 200);
      const isAfter = (element: Element) => Number(paragraph?.compareDocumentPosition(element)) & 4;
      return { before: html(stops.findLast((one) => !isAfter(one))), after: html(stops.find(isAfter)) };
    }, CLAIM);
    expect(neighbours.before).toBeDefined();
    expect(neighbours.after).toBeDefined();

    await card.openAt(CLAIM);
    await page.keyboard.press('Escape');
    await card.closed();
    await page.keyboard.press('Enter');
    await card.opened();
    expect(await card.text()).toContain(words('level_0'));
    await press('Shift+Tab');
    expect(await inFocus()).toBe(neighbours.before);

    await card.openAt(CLAIM);
    for (let tabs = 0; tabs < 40 && (await card.hasFocus()); tabs += 1) await press('Tab');
    expect(await inFocus()).toBe(neighbours.after);

    await card.openAt(CLAIM);
    await page.keyboard.press('Escape');
    await card.closed();
    await press('Tab');
    expect(await inFocus()).toBe(neighbours.after);
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  });

  test('the popup lists what was found in page order and jumps to a sentence', async () => {
    const popup = await reader.popupOf(page);
    const list = await until('the list', () => popup.$('ol'));
    expect(await list.evaluate((element) => element.textContent)).toContain(words('level_2'));
    const rows = await popup.$$('ol button');
    expect(rows.length).toBeGreaterThan(10);
    await rows.at(-1)?.click();
    await page.bringToFront();
    await card.opened();
    await page.keyboard.press('Escape');
    await card.closed();
    await popup.close();
  });
});

describe.each(kinds)('a card that cannot come in %s', (kind) => {
  test('is told of in its place, and the tint goes', async () => {
    const server = await servePages(pagesFolder);
    const reader = await Reader.start(kind, { lacking: ['card.js'] });
    try {
      const page = await reader.newPage(server.url('stories/wire.html'));
      await reader.turnSiteOn(page);
      await page.bringToFront();
      const { x, y } = await placeOf(page, CLAIM);
      await page.mouse.click(x, y);
      const card = new Card(reader, page);
      await until('why not', async () => (await card.told()) === words('adder_noCard'));
      // The pointer's own tint goes with it. `f` is the focus.
      await page.mouse.move(2, 2);
      const isTinted = async () => Object.keys(await highlights(page)).some((name) => name.startsWith('caveat-f'));
      await until('the tint to go', async () => !(await isTinted()));
    } finally {
      await reader.stop();
      await server.stop();
    }
  });
});

/** Where a sentence stands in the window after scrolling it to the middle. */
async function boxOf(page: Page, start: string): Promise<{ x: number; y: number; width: number; height: number }> {
  const box = await page.evaluate((wanted) => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = node.textContent?.indexOf(wanted) ?? -1;
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + wanted.length);
      const { x, y, width, height } = range.getBoundingClientRect();
      return { x, y, width, height };
    }
    return null;
  }, start);
  if (!box) throw new Error(`No sentence “${start}” on ${page.url()}`);
  return box;
}

/** What the screen shows where a sentence begins, its underline included. */
async function pictureOf(page: Page, start: string): Promise<string> {
  await page.bringToFront();
  await page.evaluate(() => scrollTo({ top: 0, behavior: 'instant' }));
  const { x, y, width, height } = await boxOf(page, start);
  const clip = { x, y: y + (await page.evaluate(() => scrollY)), width, height: height + 4 };
  return page.screenshot({ clip, encoding: 'base64', captureBeyondViewport: true });
}
