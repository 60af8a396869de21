/** axe on the built pages, with real content, in both colour schemes: whole pages, with their titles and landmarks. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import axe from 'axe-core';
import type { Page } from 'puppeteer-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { colors } from '../../lib/annotation/index.ts';
import { button, until } from '../../scripts/driver.ts';
import { aNote, anEncounter } from '../support/builders.ts';
import { Card } from './card.ts';
import { type Reader, shows, words } from './harness.ts';
import { openStory } from './story.ts';

const NOW = '2026-11-22T15:00:00Z';
const SENTENCE = 'Little evidence of what the vessels carried';

/** What axe finds in the page, or in what stands in one element of it, light and dark; in words a developer can act on. */
async function findings(page: Page, inside?: string): Promise<readonly string[]> {
  await page.bringToFront();
  const found: string[] = [];
  for (const scheme of ['light', 'dark']) {
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    // Colours fade from one scheme to the other, and axe reads them as they are.
    await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)));
    await page.evaluate(axe.source);
    const violations = (await page.evaluate((within) => {
      const { axe: here } = globalThis as unknown as { axe: typeof import('axe-core') };
      return here.run((within ? document.querySelector(within) : null) ?? document, {
        // Off by default, and wanted: 24 px targets.
        rules: { 'target-size': { enabled: true }, ...(within ? { region: { enabled: false } } : {}) },
        resultTypes: ['violations'],
      });
    }, inside)) as { violations: { id: string; nodes: { target: unknown[]; failureSummary?: string }[] }[] };
    for (const { id, nodes } of violations.violations) {
      for (const { target, failureSummary } of nodes) found.push(`${scheme}: ${id}: ${target}: ${failureSummary}`);
    }
  }
  return found;
}

describe('axe finds nothing in', () => {
  const opened = openStory('chromium', 'stories/wire.html');
  let reader: Reader;
  let story: Page;
  let tab: number;

  beforeAll(async () => {
    ({ reader, page: story } = opened);
    tab = await reader.tabOf(story);
    const notes = colors.map((color, n) =>
      aNote({
        id: `urn:uuid:00000000-0000-4000-8000-00000000000${n}`,
        motivation: n === 0 ? 'highlighting' : n === 1 ? 'questioning' : 'commenting',
        text: n === 0 ? '' : 'A note with **some** words and [a link](https://news.example/).',
        tags: n % 2 === 0 ? ['harbour', 'to do'] : [],
        color,
      }),
    );
    const history = ['evidence-limited', 'planning-begun'].map((claim) =>
      anEncounter(`mexico-mission:${claim}`, 'https://news.example/story', NOW),
    );
    const correction = {
      claim: 'mexico-mission:evidence-limited',
      text: 'A ferry crosses the strait.',
      lang: 'en',
      source: 'https://news.example/story',
      title: 'A ferry',
      created: NOW,
    };
    const file = {
      format: 'caveat-notes',
      version: 1,
      created: NOW,
      annotations: notes,
      history,
      corrections: [correction],
    };
    writeFileSync(join(reader.downloads, 'all.caveat.json'), JSON.stringify(file));
  });

  /** Opens one of Caveat's pages and looks at it once it shows `text`. */
  async function look(path: string, text: string, act?: (page: Page) => Promise<void>): Promise<readonly string[]> {
    const page = await reader.openExtensionPage(path);
    await shows(page, text);
    await act?.(page);
    const found = await findings(page);
    await page.close();
    return found;
  }

  test('the first-run page', async () => {
    expect(await look('welcome.html', 'Caveat')).toEqual([]);
  });

  test('the library without a note, with a file before and after it is brought in, and with all its filters', async () => {
    const library = await reader.openExtensionPage('library.html');
    await shows(library, words('library_empty'));
    expect(await findings(library)).toEqual([]);
    await (await button(library, words('import_open'))).click();
    const field = await until('the file field', () => library.$('input[type=file]'));
    // The selector names what it is.
    await (field as unknown as { uploadFile(path: string): Promise<void> }).uploadFile(
      join(reader.downloads, 'all.caveat.json'),
    );
    await shows(library, '5 new notes.');
    expect(await findings(library)).toEqual([]);
    await (await button(library, 'Import 5 notes')).click();
    await shows(library, '5 notes imported.');
    await (await button(library, words('library_moreFilters'))).click();
    await (await button(library, words('menu_exportShort'))).click();
    await library.evaluate(() => document.querySelector<HTMLElement>('.cav-many-all input')?.click());
    await shows(library, '5 selected');
    expect(await findings(library)).toEqual([]);
    await library.close();
  });

  test.each([
    ['#sets', 'sets_title'],
    ['#read', 'met_title'],
    ['#corrections', 'correction_title'],
    ['#copies', 'copies_reason_import'],
  ])('the library’s part %s', async (part, text) => {
    expect(await look(`library.html${part}`, words(text))).toEqual([]);
  });

  test('a safety copy about to be brought back', async () => {
    const found = await look('library.html#copies', words('copies_reason_import'), async (page) => {
      await (await button(page, words('copies_restore'))).click();
      await shows(page, words('copies_replace'));
    });
    expect(found).toEqual([]);
  });

  test('the settings', async () => {
    expect(await look('options.html', words('options_rememberForget'))).toEqual([]);
  });

  test('the popup of a page with claims, and of one that is not read', async () => {
    const popup = await reader.popupOf(story);
    await shows(popup, words('sites_here').split('{')[0] ?? '');
    expect(await findings(popup)).toEqual([]);
    await popup.close();
    expect(await look('popup.html', words('page_unsupported_browser_page'))).toEqual([]);
  });

  test('the side panel', async () => {
    expect(await look(`sidepanel.html?tabId=${tab}`, words('panel_withNote'))).toEqual([]);
  });

  test('the card on a page', async () => {
    await story.bringToFront();
    const card = new Card(reader, story);
    await card.openAt(SENTENCE);
    await card.copyInOpen('looked-at');
    await story.keyboard.press('Escape');
    await card.closed();
    expect(await findings(story, '#looked-at')).toEqual([]);
  });
});
