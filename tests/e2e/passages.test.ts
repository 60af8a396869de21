/** A reader marks passages of a page, writes on them, and finds them again. */
import type { Page } from 'puppeteer-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { highlights, until } from '../../scripts/driver.ts';
import type { PageServer } from '../../scripts/serve-pages.ts';
import { Card } from './card.ts';
import { annotateByKeys, kinds, type Reader, shownText, words } from './harness.ts';
import { openStory } from './story.ts';

const DECLINED = 'A White House spokeswoman declined to comment';
/** Part of a sentence that states a claim. */
const DRONES = 'Drone strikes on drug laboratories';
const CAPTION = 'A stretch of border fence west of Nogales';

/** The letters of the highlights' names, by colour: as marked, and found with other words. */
const letters = { yellow: 'hm', green: 'io', blue: 'jp', pink: 'kq', purple: 'lr' } as const;

describe.each(kinds)('passages in %s', (kind) => {
  const story = openStory(kind, 'stories/wire.html');
  let server: PageServer;
  let reader: Reader;
  let page: Page;
  let card: Card;

  beforeAll(async () => {
    ({ server, reader, page } = story);
    card = new Card(reader, page);
    await page.bringToFront();
  });

  /** Texts marked in a colour, as they were or with other words. */
  async function marked(color: keyof typeof letters, how: 'exact' | 'approximate' = 'exact'): Promise<string[]> {
    const letter = letters[color][how === 'exact' ? 0 : 1];
    const all = await highlights(page);
    return Object.entries(all).flatMap(([name, texts]) => (name.startsWith(`caveat-${letter}`) ? texts : []));
  }
  const isMarked = (color: keyof typeof letters, text: string, how?: 'exact' | 'approximate') =>
    until(`“${text}” to be marked ${color}`, async () => (await marked(color, how)).includes(text));

  /** Selects text with the mouse, as a reader does. */
  async function select(text: string): Promise<void> {
    const { from, to } = await placesOf(page, text);
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move((from.x + to.x) / 2, to.y, { steps: 4 });
    await page.mouse.move(to.x, to.y, { steps: 4 });
    await page.mouse.up();
    expect(await page.evaluate(() => String(getSelection()))).toBe(text);
  }
  const adderIsOpen = () => until('the bar at the selection', () => card.isOpen());

  async function reload(): Promise<void> {
    await page.reload();
    await reader.read(page);
    await page.bringToFront();
  }

  test('a bar offers itself at selected text, and goes with the selection', async () => {
    await select(DECLINED);
    await adderIsOpen();
    await page.mouse.click(5, 5);
    await card.closed();
    await select(DECLINED);
    await adderIsOpen();
    await page.keyboard.press('Escape');
    await card.closed();
  });

  test('Highlight marks it, and it is marked again after a reload', async () => {
    await select(DECLINED);
    await adderIsOpen();
    await card.press(words('adder_highlight'));
    await isMarked('yellow', DECLINED);
    await card.closed();
    expect(await page.evaluate(() => String(getSelection()))).toBe('');
    await reload();
    await isMarked('yellow', DECLINED);
  });

  test('a click on it opens its card; another colour is kept, and is the next one’s', async () => {
    await card.openAt(DECLINED);
    expect(await card.text()).toContain(words('passage_highlighting'));
    await card.press(words('color_green'));
    await isMarked('green', DECLINED);
    await page.keyboard.press('Escape');
    await card.closed();
    await reload();
    await isMarked('green', DECLINED);
    await select(CAPTION);
    await adderIsOpen();
    await card.press(words('adder_highlight'));
    await isMarked('green', CAPTION);
  });

  test('Question opens a card to write in; Markdown is shown as it is meant', async () => {
    await select(DRONES);
    await adderIsOpen();
    await card.press(words('adder_question'));
    await card.opened();
    await page.keyboard.type('**Who** says so?');
    await until('the question to be kept', async () => (await card.noteStatus()) === words('note_status_saved'));
    await page.keyboard.press('Tab');
    await page.keyboard.type('drones,');
    await card.says('drones');
    await card.says('Who says so?');
    await page.keyboard.press('Escape');
    await card.closed();
    await reload();
    await isMarked('green', DRONES);
  });

  test('a passage in a sentence that states a claim: one card steps through both', async () => {
    await card.openAt(DRONES);
    await card.says(words('passage_questioning'));
    await card.says('drones');
    await card.says('Who says so?');
    await card.press(words('card_nextHere'));
    await card.says(words('card_notVerified'));
    await card.press(words('card_nextHere'));
    await card.says(words('passage_questioning'));
    await page.keyboard.press('Escape');
    await card.closed();
  });

  test('keys alone: mark the selection, write, choose a colour, move an edge', async () => {
    const text = 'The mission would be';
    await selectByScript(page, text);
    expect(await annotateByKeys(reader, page)).toBe(true);
    await card.opened();
    expect(await card.focused()).toContain('textarea');
    await page.keyboard.type('Under which law?');
    await until('the note to be kept', async () => (await card.noteStatus()) === words('note_status_saved'));
    await card.tabTo(`radio ${words('color_green')}`, 'Shift+Tab');
    await page.keyboard.press('ArrowRight');
    await isMarked('blue', text);
    await card.tabTo(`summary ${words('passage_edges')}`);
    await page.keyboard.press('Enter');
    await card.tabTo(`button ${words('passage_endLater')}`);
    await page.keyboard.press('Enter');
    await isMarked('blue', `${text} run`);
    await card.tabTo(`button ${words('passage_startLater')}`, 'Shift+Tab');
    await page.keyboard.press('Enter');
    await isMarked('blue', 'mission would be run');
    await card.says('mission would be run');
    await page.keyboard.press('Escape');
    await card.closed();
    await reload();
    await isMarked('blue', 'mission would be run');
  });

  test('keys go from mark to mark, passages among them, and open them', async () => {
    await page.evaluate(() => scrollTo({ top: 0, behavior: 'instant' }));
    const seen: string[] = [];
    for (let step = 0; step < 12 && !seen.some((text) => text.includes('Under which law?')); step += 1) {
      await page.keyboard.down('Alt');
      await page.keyboard.down('Shift');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.up('Shift');
      await page.keyboard.up('Alt');
      await page.keyboard.press('Enter');
      await card.opened();
      seen.push(`${await card.text()} ${await card.note()}`);
      await page.keyboard.press('Escape');
      await card.closed();
    }
    expect(seen.at(-1)).toContain('Under which law?');
    expect(seen.some((text) => text.includes(words('card_notVerified')))).toBe(true);
  });

  test('deleted, it is off the page; Undo brings it back as it was', async () => {
    await card.openAt('mission would be run');
    await card.press(words('passage_delete'));
    await card.says(words('passage_deleted'));
    await until('the mark to go', async () => (await marked('blue')).length === 0);
    await card.press(words('note_undo'));
    await isMarked('blue', 'mission would be run');
    expect(await card.note()).toBe('Under which law?');
    await page.keyboard.press('Escape');
    await card.closed();
    // Where nothing else stands, the card is all that is left of it.
    await card.openAt(CAPTION);
    await card.press(words('passage_delete'));
    await card.says(words('passage_deleted'));
    await until('the mark to go', async () => !(await marked('green')).includes(CAPTION));
    await card.press(words('note_undo'));
    await isMarked('green', CAPTION);
    await page.keyboard.press('Escape');
    await card.closed();
  });

  test('an edge can be dragged', async () => {
    await card.openAt('mission would be run');
    await card.press(words('passage_edges'));
    // Pressed before they are there, the page closes the card.
    await until('the handles', () =>
      page.evaluate(() => document.querySelectorAll(':root > [popover="manual"]:popover-open').length === 2),
    );
    const { to } = await placesOf(page, 'mission would be run', 'as it is');
    const there = await placesOf(page, 'under Title 50', 'as it is');
    await page.mouse.move(to.x + 1, to.y);
    await page.mouse.down();
    await page.mouse.move(there.to.x - 4, there.to.y, { steps: 6 });
    await page.mouse.up();
    await isMarked('blue', 'mission would be run under Title 50');
    expect(await card.isOpen()).toBe(true);
    await page.keyboard.press('Escape');
    await card.closed();
  });

  test('keys alone: Tab comes from the selection to the bar, and back to the text', async () => {
    await page.evaluate(() =>
      document.body.append(Object.assign(document.createElement('a'), { href: '#', id: 'end' })),
    );
    const text = 'Under the draft';
    await selectByScript(page, text);
    await adderIsOpen();
    await page.keyboard.press('Tab');
    expect(await card.focused()).toContain('button');
    await page.keyboard.press('Escape');
    await card.closed();
    expect(await page.evaluate(() => String(getSelection()))).toBe(text);
    await selectByScript(page, 'of the Joint Special');
    await adderIsOpen();
    await page.keyboard.press('Tab');
    await card.tabTo(`button ${words('adder_question')}`);
    await page.keyboard.press('Tab');
    await card.closed();
    // From here on Tab is the page's again.
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement !== document.body)).toBe(true);
    // In Firefox it came to a field to type in, whose Tab is left alone.
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await selectByScript(page, text);
    await adderIsOpen();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await until(`“${text}” to be marked`, async () =>
      Object.values(await highlights(page))
        .flat()
        .includes(text),
    );
    await card.closed();
  });

  test('where the page changed, it is marked as approximate and the card says so', async () => {
    await page.evaluate((text) => {
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        node.textContent = node.textContent?.replace(text, text.replace('spokeswoman', 'spokesman')) ?? '';
      }
    }, DECLINED);
    const now = DECLINED.replace('spokeswoman', 'spokesman');
    await isMarked('green', now, 'approximate');
    await card.openAt(now);
    await card.says(words('passage_approximate'));
    await card.says(DECLINED);
    await page.keyboard.press('Escape');
    await card.closed();
  });

  test('where its words are gone, it is told as not on this page now', async () => {
    await page.evaluate((start) => {
      for (const paragraph of document.querySelectorAll('p')) {
        if (paragraph.textContent?.includes(start)) paragraph.remove();
      }
    }, 'declined to comment');
    await until('the mark to go', async () => !(await marked('green', 'approximate')).length);
    const panel = await reader.openExtensionPage(`sidepanel.html?tabId=${await reader.tabOf(page)}`);
    await until('the panel to list it', async () => (await shownText(panel)).includes(DECLINED));
    await panel.close();
  });

  test('fields to type in are left alone', async () => {
    await page.evaluate(() => {
      const field = document.createElement('textarea');
      field.value = 'Words of the reader in a field of the page';
      document.body.prepend(field);
      field.focus();
      field.select();
    });
    await page.keyboard.down('Shift');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.up('Shift');
    // Longer than the bar waits for keys to rest.
    await new Promise((resolve) => setTimeout(resolve, 900));
    expect(await card.isOpen()).toBe(false);
  });

  test('turned off in the settings, nothing is offered, and the keys still work', async () => {
    await page.bringToFront();
    await reload();
    await select(DRONES);
    await adderIsOpen();
    // As the settings page does it; what it looks like is another test's.
    await reader.driver.ask(`browser.storage.local.set({ adder: false })`);
    await card.closed();
    await reload();
    await select(DECLINED);
    await new Promise((resolve) => setTimeout(resolve, 900));
    expect(await card.isOpen()).toBe(false);
    await annotateByKeys(reader, page);
    await card.opened();
    await card.says(DECLINED);
    await page.keyboard.press('Escape');
    await card.closed();
  });

  test('the keys work in a page where Caveat is not on', async (context) => {
    // Chromium's keys cannot be pressed from outside, and only they let it in.
    if (kind === 'chromium') return context.skip();
    const other = await reader.newPage(server.url('stories/tabloid.html', '127.0.0.1'));
    expect(await reader.status(other)).toBeNull();
    await other.bringToFront();
    const text = await selectByScript(other, null);
    await annotateByKeys(reader, other);
    const there = new Card(reader, other);
    await there.opened();
    await there.says(text);
    expect(await reader.origins()).toEqual(['http://localhost/*']);
    await other.close();
  });

  test('a page come back to as it was left is let go when its site was turned off meanwhile', async () => {
    await page.bringToFront();
    const story = server.url('stories/wire.html');
    await page.goto(story);
    await reader.read(page);
    await isMarked('green', CAPTION);
    await page.evaluate(() =>
      addEventListener('pageshow', ({ persisted }) => persisted && document.body.classList.add('came-back')),
    );
    const welcome = await reader.openExtensionPage('welcome.html');
    await page.bringToFront();
    await page.goto(server.url('stories/tabloid.html'));
    const isMarkedAtAll = async () => Object.values(await highlights(page)).flat().length > 0;
    await until('marks on the next page', isMarkedAtAll);
    await welcome.evaluate(async () => {
      type Permissions = {
        getAll(): Promise<{ origins?: string[] }>;
        remove(given: { origins: string[] }): Promise<boolean>;
      };
      const { browser, chrome } = globalThis as unknown as Partial<
        Record<'browser' | 'chrome', { readonly permissions: Permissions }>
      >;
      const permissions = (browser ?? chrome)?.permissions;
      if (!permissions) throw new Error('no permissions here');
      const { origins = [] } = await permissions.getAll();
      await permissions.remove({ origins });
    });
    // Pages that are told of it are told before the way back, so that this one is not among them.
    await until('the next page to be left', async () => !(await isMarkedAtAll()));
    await page.goBack();
    await page.bringToFront();
    // Firefox under automation may load it anew, where there is nothing to leave.
    const cameBack = await page.evaluate(() => document.body.classList.contains('came-back'));
    if (kind === 'chromium') expect(cameBack).toBe(true);
    await until('no marks', async () => !(await isMarkedAtAll()));
    await welcome.close();
  });
});

type Point = { readonly x: number; readonly y: number };

/** Where text begins and ends in the window, after scrolling to it unless it is to stay as it is. */
async function placesOf(
  page: Page,
  text: string,
  how: 'scroll' | 'as it is' = 'scroll',
): Promise<{ from: Point; to: Point }> {
  const places = await page.evaluate(
    (wanted, scroll) => {
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const at = node.textContent?.indexOf(wanted) ?? -1;
        if (at < 0) continue;
        if (scroll) node.parentElement?.scrollIntoView({ block: 'center', behavior: 'instant' });
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + wanted.length);
        const boxes = [...range.getClientRects()];
        const first = boxes[0];
        const last = boxes.at(-1);
        if (!first || !last) continue;
        return {
          from: { x: first.left + 0.5, y: first.top + first.height / 2 },
          to: { x: last.right - 0.5, y: last.top + last.height / 2 },
        };
      }
      return null;
    },
    text,
    how === 'scroll',
  );
  if (!places) throw new Error(`No “${text}” on ${page.url()}`);
  return places;
}

/** Selects text as keys would leave it selected; without a text the first words of the first long paragraph. */
function selectByScript(page: Page, text: string | null): Promise<string> {
  return page.evaluate((wanted) => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const inside = node.textContent ?? '';
      const at = wanted === null ? (inside.trim().length > 80 ? inside.search(/\S/) : -1) : inside.indexOf(wanted);
      if (at < 0) continue;
      const end = wanted === null ? inside.indexOf(' ', at + 40) : at + wanted.length;
      getSelection()?.setBaseAndExtent(node, at, node, end);
      return inside.slice(at, end);
    }
    throw new Error('nothing to select');
  }, text);
}
