/** What most end-to-end tests begin with. */
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll } from 'vitest';
import type { BrowserKind } from '../../scripts/browsers.ts';
import { type PageServer, servePages } from '../../scripts/serve-pages.ts';
import { pagesFolder, Reader } from './harness.ts';

/** A browser with Caveat in it and a server of pages, from before the tests of a block until after them. */
export type Visit = { readonly server: PageServer; readonly reader: Reader };

/** Starts a browser for the tests of this block; `pages`: made ones beside those of the fixtures. */
export function openReader(
  kind: BrowserKind,
  options: Parameters<typeof Reader.start>[1] = {},
  pages: Parameters<typeof servePages>[1] = {},
): Visit {
  const opened: { server?: PageServer; reader?: Reader } = {};
  beforeAll(async () => {
    opened.server = await servePages(pagesFolder, pages);
    opened.reader = await Reader.start(kind, options);
  });
  afterAll(async () => {
    await opened.reader?.stop();
    await opened.server?.stop();
  });
  return {
    get server() {
      return there(opened.server);
    },
    get reader() {
      return there(opened.reader);
    },
  };
}

function there<T>(part: T | undefined): T {
  if (part === undefined) throw new Error('The browser is not open yet.');
  return part;
}

/** A story in front of a reader. */
export type Story = Visit & {
  /** Another one after the browser was started again. */
  page: Page;
};

/** Opens a fixture page in a browser of its own for the tests of this block, with its site turned on unless told otherwise. */
export function openStory(
  kind: BrowserKind,
  path: string,
  { on = true, ...options }: { readonly on?: boolean } & Parameters<typeof Reader.start>[1] = {},
): Story {
  const visit = openReader(kind, options);
  let opened: Page | undefined;
  beforeAll(async () => {
    opened = await visit.reader.newPage(visit.server.url(path));
    if (on) await visit.reader.turnSiteOn(opened);
  });
  return {
    get server() {
      return visit.server;
    },
    get reader() {
      return visit.reader;
    },
    get page() {
      return there(opened);
    },
    set page(page) {
      opened = page;
    },
  };
}
