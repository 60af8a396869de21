/** Senders as browsers describe them, and the way a message takes: as JSON, to whoever listens. */
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { Caller } from '../../lib/extension/index.ts';

type Sender = {
  readonly id?: string;
  readonly url?: string;
  readonly frameId?: number;
  readonly tab?: { readonly id: number; readonly incognito: boolean };
};

const tab = { id: 7, incognito: false };

/** A content script in the page at `url`. */
export const fromPage = (url = 'https://news.example/story', fields: Partial<Sender> = {}): Sender => ({
  id: fakeBrowser.runtime.id,
  url,
  frameId: 0,
  tab,
  ...fields,
});

/** One of our own pages: a popup has no tab, the library has one. */
export const fromPopup = (): Sender => ({ id: fakeBrowser.runtime.id, url: fakeBrowser.runtime.getURL('/popup.html') });
export const fromLibrary = (): Sender => ({ ...fromPopup(), url: fakeBrowser.runtime.getURL('/library.html'), tab });
/** The background, as a content script sees it in Chromium: without tab and sometimes without address. */
export const fromBackground = (): Sender => ({ id: fakeBrowser.runtime.id });
export const fromStranger = (): Sender => ({ ...fromPopup(), id: 'another-extension' });

/** What the listeners of this context answer to `message`, as it arrives on the other side. */
export async function deliver(message: unknown, sender: Sender): Promise<unknown> {
  const wire = (value: unknown): unknown => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)));
  const answers = await fakeBrowser.runtime.onMessage.trigger(wire(message), sender as never);
  return wire(answers.find((answer: unknown) => answer !== undefined));
}

/** From now on `runtime.sendMessage` reaches this context's own listeners as if `sender` had sent it. */
export function sendAs(sender: () => Sender): void {
  fakeBrowser.runtime.sendMessage = ((message: unknown) => deliver(message, sender())) as never;
}

/** Who is calling, as handlers are told. */
export const aCaller = (fields: Partial<Caller> = {}): Caller => ({
  role: 'page',
  url: 'https://news.example/story',
  tabId: 7,
  frameId: 0,
  incognito: false,
  ...fields,
});
