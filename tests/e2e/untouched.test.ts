/** Pages that state no claim stay as they are, and pages that do are left as they were found. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { button, until } from '../../scripts/driver.ts';
import { Card } from './card.ts';
import { highlighted, kinds, pagesFolder, words } from './harness.ts';
import { openReader } from './story.ts';

const ordinary = readdirSync(join(pagesFolder, 'ordinary')).filter((name) => name.endsWith('.html'));

/** Everything an onlooker of the DOM could find changed. */
const serialised = (page: Page): Promise<string> =>
  page.evaluate(() => `${document.documentElement.outerHTML}\n${document.adoptedStyleSheets.length} adopted sheets`);

describe.each(kinds)('pages in %s', (kind) => {
  const visit = openReader(kind);
  beforeAll(async () => {
    const page = await visit.reader.newPage(visit.server.url('stories/wire.html'));
    await visit.reader.turnSiteOn(page);
    await page.close();
  });

  /** The page as it is where Caveat is not turned on: the same file on another host. */
  async function withoutCaveat(path: string): Promise<string> {
    const page = await visit.reader.newPage(visit.server.url(path, '127.0.0.1'));
    expect(await visit.reader.status(page)).toBeNull();
    const html = await serialised(page);
    await page.close();
    return html;
  }

  test('there are enough of them', () => expect(ordinary.length).toBeGreaterThanOrEqual(10));

  test.each(ordinary)('%s is read in vain and stays untouched', async (name) => {
    const before = await withoutCaveat(`ordinary/${name}`);
    const page = await visit.reader.newPage(visit.server.url(`ordinary/${name}`));
    const tab = await visit.reader.tabOf(page);
    const status = await until('Caveat to have looked at the page', async () => {
      const now = await visit.reader.driver.status(page, tab);
      return now?.state !== 'checking' && now;
    });
    if (status.state === 'done')
      expect(status.report.annotations.map(({ claim, quote }) => ({ claim, quote }))).toEqual([]);
    else expect(status.state).toBe('not-article');
    expect(await highlighted(page)).toEqual([]);
    expect(await serialised(page)).toBe(before);
    await page.close();
  });

  test('a marked story has the DOM it came with', async () => {
    const before = await withoutCaveat('stories/wire.html');
    const page = await visit.reader.newPage(visit.server.url('stories/wire.html'));
    await visit.reader.read(page);
    expect((await highlighted(page)).length).toBeGreaterThan(10);
    const html = (text: string) => text.slice(0, text.lastIndexOf('\n'));
    expect(html(await serialised(page))).toBe(html(before));
    await page.close();
  });

  test('turned off with a card open, Caveat leaves the story as it found it', async () => {
    const before = await withoutCaveat('stories/wire.html');
    const page = await visit.reader.newPage(visit.server.url('stories/wire.html'));
    await visit.reader.read(page);
    await new Card(visit.reader, page).openAt('Drone strikes on drug laboratories');
    const popup = await visit.reader.popupOf(page);
    await (await button(popup, words('sites_here'))).click();
    await until('the page to be left', async () => (await highlighted(page)).length === 0);
    await until('the DOM to be what it was', async () => (await serialised(page)) === before);
    expect(await visit.reader.origins()).toEqual([]);
    expect(await visit.reader.registrations()).toEqual([]);
    await page.reload();
    expect(await highlighted(page)).toEqual([]);
    expect(await visit.reader.status(page)).toBeNull();
    await popup.close();
    await page.close();
  });
});
