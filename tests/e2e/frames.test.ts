/** A page with a story in a frame of its own origin, and one in a frame of another site. */
import type { Frame, Page } from 'puppeteer-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { highlights, placeOf, until } from '../../scripts/driver.ts';
import { inFirefoxItself } from '../../scripts/launch.ts';
import type { PageServer } from '../../scripts/serve-pages.ts';
import { Card } from './card.ts';
import { annotateByKeys, highlighted, kinds, type Reader, words } from './harness.ts';
import { openReader } from './story.ts';

/** Part of a sentence that states a claim. */
const DRONES = 'Drone strikes on drug laboratories';
const DECLINED = 'A White House spokeswoman declined to comment';

/** Errors in the extension's scripts on pages, as Firefox's own console has them: also of a window that is gone. */
async function errorsOfOurs({ caveat: { browser } }: Reader): Promise<string[]> {
  const told = await inFirefoxItself(
    browser,
    `JSON.stringify(Services.console.getMessageArray().filter((one) => one instanceof Ci.nsIScriptError &&
      !(one.flags & one.warningFlag) && /^moz-extension:.*content-scripts/.test(one.sourceName)).map(String))`,
  );
  return JSON.parse(told) as string[];
}

describe.each(kinds)('frames in %s', (kind) => {
  const framed = { type: 'text/html', body: '' };
  const visit = openReader(kind, {}, { '/framed.html': framed });
  let server: PageServer;
  let reader: Reader;
  let page: Page;
  let card: Card;
  const errors: unknown[] = [];

  beforeAll(async () => {
    ({ server, reader } = visit);
    framed.body = `<!doctype html><html lang="en"><title>A reader of pages</title><body>
      <h1>Two windows</h1><p>What others wrote stands below.</p>
      <iframe id="own" src="/stories/wire.html" style="width: 90%; height: 420px; margin: 0 5%"></iframe>
      <iframe id="other" src="${server.url('stories/tabloid.html', '127.0.0.1')}" style="width: 90%; height: 200px"></iframe>`;
    page = await reader.newPage(server.url('framed.html'));
    // Those of the extension's scripts too, while their window is there.
    page.on('pageerror', (error) => errors.push(String((error as Error).stack)));
    card = new Card(reader, page);
    await reader.turnSiteOn(page);
    await page.bringToFront();
  });

  const frame = async (id: 'own' | 'other'): Promise<Frame> =>
    until(`the frame ${id}`, async () => (await page.$(`#${id}`))?.contentFrame());

  /** A point of the frame's window as one of the page's, in view. */
  async function outside(id: 'own' | 'other', { x, y }: { x: number; y: number }): Promise<{ x: number; y: number }> {
    const [left, top] = await page.evaluate((wanted) => {
      const element = document.getElementById(wanted);
      const box = element?.getBoundingClientRect();
      return [(box?.left ?? 0) + (element?.clientLeft ?? 0), (box?.top ?? 0) + (element?.clientTop ?? 0)] as const;
    }, id);
    return { x: left + x, y: top + y };
  }

  /** Selects text of a frame with the mouse. */
  async function select(id: 'own' | 'other', text: string): Promise<void> {
    const inner = await frame(id);
    await page.evaluate((wanted) => document.getElementById(wanted)?.scrollIntoView({ behavior: 'instant' }), id);
    const { from, to } = await until(`“${text}”`, () =>
      inner.evaluate((wanted) => {
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          const at = node.textContent?.indexOf(wanted) ?? -1;
          if (at < 0) continue;
          node.parentElement?.scrollIntoView({ block: 'center', behavior: 'instant' });
          const range = document.createRange();
          range.setStart(node, at);
          range.setEnd(node, at + wanted.length);
          const [first, last] = [[...range.getClientRects()][0], [...range.getClientRects()].at(-1)];
          if (!first || !last) continue;
          const middle = ({ top, height }: DOMRect) => top + height / 2;
          return { from: { x: first.left + 0.5, y: middle(first) }, to: { x: last.right - 0.5, y: middle(last) } };
        }
        return null;
      }, text),
    );
    const [start, end] = [await outside(id, from), await outside(id, to)];
    await page.mouse.move(start.x, start.y);
    await page.mouse.down();
    await page.mouse.move((start.x + end.x) / 2, end.y, { steps: 4 });
    await page.mouse.move(end.x, end.y, { steps: 4 });
    await page.mouse.up();
    expect(await inner.evaluate(() => String(getSelection()))).toBe(text);
  }

  const passages = async (): Promise<string[]> =>
    Object.entries(await highlights(await frame('own'))).flatMap(([name, texts]) =>
      /^caveat-[h-r]/.test(name) ? texts : [],
    );
  const isMarked = (text: string) => until(`“${text}” to be marked`, async () => (await passages()).includes(text));

  test('claims are marked in the frame of the same origin alone', async () => {
    const own = await frame('own');
    await until('marks in the frame', async () => (await highlighted(own)).length > 10);
    expect(await highlighted(page)).toEqual([]);
    expect(await highlighted(await frame('other'))).toEqual([]);
    expect(await own.evaluate(() => document.adoptedStyleSheets.length)).toBe(1);
  });

  test('a click on one opens its card beside it', async () => {
    const at = await outside('own', await placeOf(await frame('own'), DRONES));
    await page.mouse.click(at.x, at.y);
    await card.opened();
    await card.says(words('card_notVerified'));
    const box = await card.box();
    // Beside or below the line that was clicked, never over it.
    expect(Math.min(Math.abs(box.y - at.y), Math.abs(box.y + box.height - at.y))).toBeLessThan(80);
    await page.mouse.click(at.x, at.y + 120);
    await card.closed();
  });

  test('a passage is marked, written on, and found again after a reload', async () => {
    await select('own', DECLINED);
    await until('the bar at the selection', () => card.isOpen());
    await card.press(words('adder_note'));
    await card.opened();
    await page.keyboard.type('Who was asked?');
    await until('the note to be kept', async () => (await card.noteStatus()) === words('note_status_saved'));
    await page.keyboard.press('Escape');
    await card.closed();
    await page.reload();
    await reader.read(page);
    await page.bringToFront();
    await isMarked(DECLINED);
    const at = await outside('own', await placeOf(await frame('own'), DECLINED));
    await page.mouse.click(at.x, at.y);
    await card.opened();
    expect(await card.note()).toBe('Who was asked?');
    await page.keyboard.press('Escape');
    await card.closed();
  });

  test('keys mark what is selected in the frame of the same origin; in the other one the reader is told why not', async () => {
    await select('own', DRONES);
    await annotateByKeys(reader, page);
    await card.opened();
    await card.says(DRONES);
    await page.keyboard.press('Escape');
    await card.closed();
    await isMarked(DRONES);
    const other = await frame('other');
    const title = await other.evaluate(() => document.querySelector('h1')?.textContent?.trim() ?? '');
    await select('other', title.slice(0, 12));
    await annotateByKeys(reader, page);
    await until('why not', async () => (await card.told()) === words('adder_frame'));
    await card.closed();
    expect(await passages()).toHaveLength(2);
  });

  test('a frame that goes elsewhere or away takes its marks with it and does no harm', async () => {
    await page.evaluate(() => document.getElementById('own')?.setAttribute('src', '/ordinary/forum.html'));
    await until('the marks to go', async () => (await highlighted(await frame('own'))).length === 0);
    await page.evaluate(() => document.getElementById('own')?.setAttribute('src', '/stories/wire.html'));
    await isMarked(DECLINED);
    const gone = async () => {
      await page.evaluate(() => document.getElementById('own')?.remove());
      // Then nothing of it may be touched any more.
      if (kind === 'firefox') {
        await inFirefoxItself(
          reader.caveat.browser,
          '(() => { Cu.forceGC(); Cu.forceCC(); Cu.forceGC(); return true; })()',
        );
      }
    };
    await gone();
    await until('the frame’s notes to be listed as not on the page', async () => {
      const status = (await reader.status(page)) as { passages?: readonly unknown[] } | null;
      return status?.passages?.length === 0;
    });
    if (kind === 'firefox') errors.push(...(await errorsOfOurs(reader)));
    expect(errors).toEqual([]);
  });
});
