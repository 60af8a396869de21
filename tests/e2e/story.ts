/** What most end-to-end tests begin with. */
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll } from 'vitest';
import type { BrowserKind } from '../../scripts/browsers.ts';
import { type PageServer, servePages } from '../../scripts/serve-pages.ts';
import { pagesFolder, Reader } from './harness.ts';

/** A story in front of a reader, from before the tests of a block until after them. */
export type Story = {
  readonly server: PageServer;
  readonly reader: Reader;
  /** Another one after the browser was started again. */
  page: Page;
};

/** Opens a fixture page in a browser of its own for the tests of this block, with its site turned on unless told otherwise. */
export function openStory(kind: BrowserKind, path: string, { on = true } = {}): Story {
  const opened: { server?: PageServer; reader?: Reader; page?: Page } = {};
  beforeAll(async () => {
    opened.server = await servePages(pagesFolder);
    opened.reader = await Reader.start(kind);
    opened.page = await opened.reader.newPage(opened.server.url(path));
    if (on) await opened.reader.turnSiteOn(opened.page);
  });
  afterAll(async () => {
    await opened.reader?.stop();
    await opened.server?.stop();
  });
  const there = <T>(part: T | undefined): T => {
    if (part === undefined) throw new Error('The story is not open yet.');
    return part;
  };
  return {
    get server() {
      return there(opened.server);
    },
    get reader() {
      return there(opened.reader);
    },
    get page() {
      return there(opened.page);
    },
    set page(page) {
      opened.page = page;
    },
  };
}
