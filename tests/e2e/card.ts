/**
 * The card in a page, as a reader meets it. Its shadow root is closed to the page, so its text is read by the browser's
 * own tools; clicks and keys are real ones.
 */
import type { Page } from 'puppeteer-core';
import { cardIsOpen, placeOf, until } from '../../scripts/driver.ts';
import { bidi } from '../../scripts/launch.ts';
import type { Reader } from './harness.ts';

const HOST = ':root > [popover="manual"]';

export class Card {
  readonly #reader: Reader;
  readonly #page: Page;

  constructor(reader: Reader, page: Page) {
    this.#reader = reader;
    this.#page = page;
  }

  /** Clicks the highlighted sentence that starts so, and waits for its card. */
  async openAt(start: string): Promise<void> {
    await this.#page.bringToFront();
    const { x, y } = await placeOf(this.#page, start);
    await this.#page.mouse.click(x, y);
    await this.opened();
  }

  async opened(): Promise<void> {
    await until('the card', async () => (await cardIsOpen(this.#page)) && (await this.text()) !== '');
  }

  async closed(): Promise<void> {
    await until('the card to close', async () => !(await cardIsOpen(this.#page)));
  }

  isOpen(): Promise<boolean> {
    return cardIsOpen(this.#page);
  }

  /** All it shows. */
  text(): Promise<string> {
    return this.#inside('(root) => root.querySelector(\'[role="dialog"]\')?.innerText ?? ""') as Promise<string>;
  }

  /** Puts what it shows now, with its styles, into an open shadow root of the page, where tools can look at it. */
  async copyInOpen(id: string): Promise<void> {
    await this.#inside(
      `(root, id) => {
        const host = document.createElement('div');
        host.id = id;
        document.body.append(host);
        const open = host.attachShadow({ mode: 'open' });
        open.adoptedStyleSheets = [...root.adoptedStyleSheets];
        open.append(...[...root.childNodes].map((node) => node.cloneNode(true)));
        return true;
      }`,
      id,
    );
  }

  /** The text under one of its headings, up to the next. */
  async section(heading: string): Promise<string> {
    const found = await this.#inside(
      `(root, heading) => [...root.querySelectorAll('h3, .cav-heading')]
        .find((element) => element.innerText.trim().toLowerCase() === heading.toLowerCase())?.parentElement?.innerText ?? null`,
      heading,
    );
    if (typeof found !== 'string') throw new Error(`The card has no section “${heading}”: ${await this.text()}`);
    return found;
  }

  note(): Promise<string> {
    return this.#inside('(root) => root.querySelector("textarea")?.value ?? ""') as Promise<string>;
  }

  /** What the note's field says of itself, such as "Saved". */
  noteStatus(): Promise<string> {
    return this.#inside('(root) => root.querySelector(".cav-note [role=status]")?.innerText ?? ""') as Promise<string>;
  }

  /** Types a note where there may be one already, and waits until it says that it is kept. */
  async writeNote(text: string, saved: string): Promise<void> {
    await this.typeNote(text);
    await until(`the note to be kept: ${text}`, async () => (await this.noteStatus()) === saved);
  }

  /** Types a note in place of the one that may be there, and waits for nothing. */
  async typeNote(text: string): Promise<void> {
    await this.#inside('(root) => root.querySelector("textarea").scrollIntoView({ block: "nearest" })');
    const { x, y } = await this.#middleOf('textarea');
    await this.#page.mouse.click(x, y);
    await this.#inside('(root) => root.querySelector("textarea").select()');
    await this.#page.keyboard.type(text);
  }

  /** Presses the button of this name as a pointer does: where it stands once it stands still. */
  async press(name: string): Promise<void> {
    let before = '';
    const { x, y } = await until(`“${name}” to stand still`, async () => {
      const box = await this.#placeOf(name);
      const isStill = JSON.stringify(box) === before;
      before = JSON.stringify(box);
      return isStill && box;
    });
    await this.#page.mouse.click(x, y);
  }

  /** The middle of the button of this name. */
  async #placeOf(name: string): Promise<{ readonly x: number; readonly y: number }> {
    const box = (await this.#inside(
      `(root, name) => {
        const button = [...root.querySelectorAll('button, summary, label')].find((one) =>
          [one.innerText.trim(), one.getAttribute('aria-label')].includes(name));
        button?.scrollIntoView({ block: 'nearest' });
        const { x, y, width, height } = button?.getBoundingClientRect() ?? {};
        return button ? { x: x + width / 2, y: y + height / 2 } : null;
      }`,
      name,
    )) as { x: number; y: number } | null;
    if (!box) throw new Error(`The card has no button “${name}”: ${await this.text()}`);
    return box;
  }

  /** What the focus is on, by its role and name as far as they are written there. */
  focused(): Promise<string> {
    return this.#inside(`(root) => {
      const { localName = '', innerText = '', type = '', labels } = root.activeElement ?? {};
      const name = root.activeElement?.getAttribute('aria-label') ?? labels?.[0]?.innerText ?? innerText;
      return [type || localName, name.trim()].join(' ');
    }`) as Promise<string>;
  }

  /** Presses Tab, or Shift+Tab, until the focus is on what is called so. */
  async tabTo(name: string, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    const seen: string[] = [];
    for (let tries = 0; tries < 30; tries += 1) {
      const now = await this.focused();
      if (now === name) return;
      seen.push(now);
      if (key !== 'Tab') await this.#page.keyboard.down('Shift');
      await this.#page.keyboard.press('Tab');
      if (key !== 'Tab') await this.#page.keyboard.up('Shift');
    }
    throw new Error(`The focus never came to “${name}”: ${seen.join(' → ')}`);
  }

  /** Words inside that are shown. */
  async says(text: string): Promise<void> {
    await until(`the card to say “${text}”`, async () => (await this.text()).replace(/\s+/g, ' ').includes(text));
  }

  /** The card's box in the window. */
  box(): Promise<{ x: number; y: number; width: number; height: number }> {
    return this.#boxOf('[role="dialog"]');
  }

  /** A word to the reader where a card would be. */
  told(): Promise<string> {
    return this.#inside('(root) => root.querySelector("[role=alert]")?.innerText ?? ""') as Promise<string>;
  }

  /** Whether the focus is in the card. */
  hasFocus(): Promise<boolean> {
    return this.#inside('(root) => root.activeElement !== null') as Promise<boolean>;
  }

  async #middleOf(selector: string): Promise<{ x: number; y: number }> {
    const { x, y, width, height } = await this.#boxOf(selector);
    return { x: x + width / 2, y: y + height / 2 };
  }

  #boxOf(selector: string): Promise<{ x: number; y: number; width: number; height: number }> {
    // What the script answers with.
    return this.#inside(
      `(root, selector) => {
        const { x, y, width, height } = root.querySelector(selector).getBoundingClientRect();
        return { x, y, width, height };
      }`,
      selector,
    ) as Promise<{ x: number; y: number; width: number; height: number }>;
  }

  /** Runs `script(shadowRoot, ...args)` and answers with its result; null while there is no card. */
  #inside(script: string, ...args: readonly string[]): Promise<unknown> {
    return this.#reader.kind === 'chromium' ? this.#inChromium(script, args) : this.#inFirefox(script, args);
  }

  async #inChromium(script: string, args: readonly string[]): Promise<unknown> {
    const session = await this.#page.createCDPSession();
    try {
      const { result } = await session.send('Runtime.evaluate', { expression: `document.querySelector('${HOST}')` });
      if (!result.objectId) return null;
      const { node } = await session.send('DOM.describeNode', { objectId: result.objectId, pierce: true, depth: 1 });
      const backendNodeId = node.shadowRoots?.[0]?.backendNodeId;
      if (backendNodeId === undefined) return null;
      const { object } = await session.send('DOM.resolveNode', { backendNodeId });
      const answer = await session.send('Runtime.callFunctionOn', {
        objectId: object.objectId ?? '',
        functionDeclaration: `function (...args) { return (${script})(this, ...args); }`,
        arguments: args.map((value) => ({ value })),
        returnByValue: true,
      });
      if (answer.exceptionDetails) throw new Error(answer.exceptionDetails.exception?.description);
      return answer.result.value;
    } finally {
      await session.detach();
    }
  }

  async #inFirefox(script: string, args: readonly string[]): Promise<unknown> {
    const connection = bidi(this.#reader.caveat.browser);
    // The frame's id is not in puppeteer's public types.
    const target = { context: (this.#page.mainFrame() as unknown as { _id: string })._id };
    const host = (await connection.send('script.evaluate', {
      expression: `document.querySelector('${HOST}')`,
      target,
      awaitPromise: false,
      serializationOptions: { includeShadowTree: 'all', maxDomDepth: 1 },
    })) as { result: { result?: { value?: { shadowRoot?: { sharedId: string } } } } };
    const sharedId = host.result.result?.value?.shadowRoot?.sharedId;
    if (sharedId === undefined) return null;
    const answer = (await connection.send('script.callFunction', {
      functionDeclaration: `(root, ...args) => JSON.stringify((${script})(root, ...args))`,
      arguments: [{ sharedId }, ...args.map((value) => ({ type: 'string', value }))],
      target,
      awaitPromise: false,
    })) as { result: { type: string; result?: { value?: string }; exceptionDetails?: { text: string } } };
    if (answer.result.type !== 'success') throw new Error(answer.result.exceptionDetails?.text);
    return answer.result.result?.value === undefined ? undefined : JSON.parse(answer.result.result.value);
  }
}
