/** Tabs, the extension's own pages, files and the toolbar: what is not a message and not a grant. */
import { type Browser, browser } from 'wxt/browser';
import type { ExportFile, FileInParts } from '../exchange/index.ts';
import type { CardPart, PageCalls } from './protocol.ts';

/** A tab as far as the browser shows it to us: without access to its page, address and title are null. */
export type PageTab = {
  readonly id: number;
  readonly url: string | null;
  readonly title: string | null;
  readonly incognito: boolean;
};

/** The tab in front in the current window; null when there is none (a window of its own kind, for example). */
export async function activeTab(): Promise<PageTab | null> {
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  return tab ? pageTab(tab) : null;
}

/** The tab with this id, or null when it was closed. */
export async function tabById(id: number): Promise<PageTab | null> {
  try {
    return pageTab(await browser.tabs.get(id));
  } catch {
    // The browser's way to say that there is no such tab.
    return null;
  }
}

function pageTab(tab: Browser.tabs.Tab | undefined): PageTab | null {
  if (tab?.id === undefined) return null;
  return { id: tab.id, url: tab.url ?? null, title: tab.title ?? null, incognito: tab.incognito };
}

/** Open one of Caveat's own pages in a new tab; `hash` (without `#`) says what it should show. */
export async function openExtensionPage(page: 'library' | 'welcome' | 'options', hash = ''): Promise<void> {
  const path = `/${page}.html${hash === '' ? '' : `#${hash}`}`;
  // These pages are files of the build; the generated types know them only once they exist.
  await browser.tabs.create({ url: browser.runtime.getURL(path as never) });
}

/** Calls back when the extension was installed for the first time, not when it or the browser was updated. */
export function onFirstInstall(callback: () => void): void {
  browser.runtime.onInstalled.addListener(({ reason }) => {
    if (reason === 'install') callback();
  });
}

/**
 * Tell the annotators of all tabs that notes changed. Whoever does not answer runs none. Frames included, so no frame is
 * named; nothing is waited for.
 */
export async function announceNotesChanged(): Promise<void> {
  await announce('notesChanged', null);
}

/** Tell them that corrections changed, but for the tab that knows. */
export async function announceCorrectionsChanged(except: number | null): Promise<void> {
  await announce('correctionsChanged', except);
}

async function announce(call: keyof PageCalls, except: number | null): Promise<void> {
  const tabs = await browser.tabs.query({});
  await Promise.allSettled(
    tabs.flatMap(({ id }) =>
      id === undefined || id === except
        ? []
        : [browser.tabs.sendMessage(id, { caveat: 1, to: 'page', call, request: {} })],
    ),
  );
}

/** The number of claims on a tab's page, quietly; nothing for none. The browser drops it when the tab navigates. */
export async function showClaimCount(tabId: number, claims: number): Promise<void> {
  await Promise.allSettled([
    browser.action.setBadgeText({ tabId, text: claims > 0 ? String(claims) : '' }),
    browser.action.setBadgeBackgroundColor({ tabId, color: '#57606a' }),
    browser.action.setBadgeTextColor({ tabId, color: '#ffffff' }),
  ]);
}

/** Where WXT puts `entrypoints/card` and `entrypoints/markdown.ts`. */
const parts: { readonly [Part in CardPart]: string } = { card: '/card.js', markdown: '/markdown.js' };

/** Have a script of the card come into a frame where the annotator runs, into the same world. Rejects if it may not. */
export async function loadCard(tabId: number, frameId: number, part: CardPart): Promise<void> {
  // Files of the build; the generated types know them only once they exist.
  await browser.scripting.executeScript({ target: { tabId, frameIds: [frameId] }, files: [parts[part] as never] });
}

/**
 * A new note's id, `urn:uuid:…`, version 4. Not `crypto.randomUUID`: annotators also run in pages that came over http,
 * where the browser withholds it.
 */
export function newNoteId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = Array.from(bytes, (byte, at) => {
    if (at === 6) return ((byte & 0x0f) | 0x40).toString(16).padStart(2, '0');
    if (at === 8) return ((byte & 0x3f) | 0x80).toString(16).padStart(2, '0');
    return byte.toString(16).padStart(2, '0');
  }).join('');
  return `urn:uuid:${hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')}`;
}

/**
 * Hand a file, text or bytes, at once or in parts, to the reader as a download. For extension pages: the background has no
 * document.
 */
export function saveFile(file: ExportFile | FileInParts<BlobPart>): void {
  const isText = !file.mediaType.endsWith('/zip');
  const type = isText ? `${file.mediaType};charset=utf-8` : file.mediaType;
  const parts = 'parts' in file ? [...file.parts] : [file.text];
  const address = URL.createObjectURL(new Blob(parts, { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = file.name;
  link.click();
  // The browser reads the file after the click; there is no event for when it is done.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/**
 * Put a file's text on the clipboard. False for bytes, and where the browser refuses, for example while another window has
 * the focus.
 */
export async function copyText(text: ExportFile['text']): Promise<boolean> {
  if (typeof text !== 'string') return false;
  return navigator.clipboard.writeText(text).then(
    () => true,
    () => false,
  );
}

/** Caveat's version, as the manifest has it. */
export const extensionVersion = (): string => browser.runtime.getManifest().version;
