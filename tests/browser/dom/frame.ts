/** A page of its own for a test: same origin, laid out, gone after the test. */
import { onTestFinished } from 'vitest';

/** A document with `body` in a frame of 800 × 600 CSS pixels, loaded and laid out. */
export async function openPage(body: string, head = ''): Promise<Document> {
  const frame = document.createElement('iframe');
  frame.style.cssText = 'width: 800px; height: 600px; border: 0;';
  document.body.append(frame);
  onTestFinished(() => frame.remove());
  const page = frame.contentDocument;
  if (!page) throw new Error('the frame has no document');
  const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
  // Written rather than `srcdoc`, so that the page has an address that can change.
  page.open();
  page.write(
    `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>A page</title>${head}</head><body>${body}</body></html>`,
  );
  page.close();
  await loaded;
  return page;
}

/** Attach an open shadow root with this content. */
export function addShadow(host: Element | null, content: string): ShadowRoot {
  if (!host) throw new Error('no host for a shadow root');
  const shadow = host.attachShadow({ mode: 'open' });
  const template = host.ownerDocument.createElement('template');
  template.innerHTML = content;
  shadow.append(template.content);
  return shadow;
}

/** The page's elements and text as a string, to compare before and after. */
export const serialised = (page: Document): string => new XMLSerializer().serializeToString(page);
