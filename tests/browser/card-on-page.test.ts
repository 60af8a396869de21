/** The card's script on a page: the bar at selected text by keys, and what is said where nothing can be marked. */
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { openAdder } from '../../entrypoints/card/adder.tsx';
import script from '../../entrypoints/card/index.tsx';
import { offered, type PageSide } from '../../entrypoints/in-page/door.ts';
import { annotatePage, createHighlighter } from '../../lib/dom/index.ts';
import { err } from '../../lib/result.ts';
import { speakOf } from '../support/screen.ts';

beforeEach(() => speakOf('en'));

/** This document under annotation, as far as the card asks. */
function aPage(): PageSide {
  const end = new AbortController();
  onTestFinished(() => end.abort());
  const { signal } = end;
  const annotator = annotatePage(document, {
    check: async () => err('nobody to ask'),
    highlighter: createHighlighter(document, signal),
    signal,
    onSelect() {},
  });
  const asked = { color: () => 'yellow', notes: () => [], isExtensionGone: () => false, locale: 'en' };
  return { ...asked, annotator, signal, lookup: (key: string) => key } as unknown as PageSide;
}

function put(html: string): HTMLElement {
  const place = document.createElement('div');
  place.innerHTML = html;
  document.body.append(place);
  onTestFinished(() => place.remove());
  return place;
}

/** Selects what stands in `root`, and has the bar offered there. */
function offerAt(root: Node): void {
  const range = document.createRange();
  range.selectNodeContents(root);
  document.getSelection()?.setBaseAndExtent(root, 0, root, root.childNodes.length);
  const adder = openAdder(aPage(), '', { range, edge: 'end', problem: null, onPick() {} });
  onTestFinished(adder.close);
}

describe('the bar at selected text', () => {
  test('is what Tab comes to, but not from a field', async () => {
    const place = put('<p>Some words.</p><input id="one"><input id="two"><button>Three</button>');
    offerAt(place.querySelector('p') as Element);
    place.querySelector('input')?.focus();
    await userEvent.keyboard('{Tab}');
    expect(document.activeElement?.id).toBe('two');
    place.querySelector('button')?.focus();
    await userEvent.keyboard('{Tab}');
    expect(document.activeElement?.getAttribute('popover')).toBe('manual');
  });

  test.each(['the page', 'a shadow tree'])('left by Escape, what is selected in %s is so still', async (where) => {
    const place = put('<p>Some words.</p><div></div>');
    const shadow = (place.querySelector('div') as Element).attachShadow({ mode: 'open' });
    shadow.innerHTML = '<p>Some words.</p>';
    const selected = () => {
      const [range] = document.getSelection()?.getComposedRanges({ shadowRoots: [shadow] }) ?? [];
      return [range?.startContainer.getRootNode(), range?.collapsed];
    };
    const root = where === 'the page' ? document : shadow;
    offerAt(root === document ? (place.querySelector('p') as Element) : (shadow.querySelector('p') as Element));
    expect(selected()).toEqual([root, false]);
    // As the standard has it; Chromium adds a range of a shadow tree all the same.
    const add = Selection.prototype.addRange;
    const added = vi.spyOn(Selection.prototype, 'addRange').mockImplementation(function (this: Selection, range) {
      if (range.startContainer.getRootNode() === document) add.call(this, range);
    });
    onTestFinished(() => added.mockRestore());
    await userEvent.keyboard('{Tab}{Escape}');
    expect(document.querySelector('[popover]')).toBeNull();
    expect(selected()).toEqual([root, false]);
  });
});

describe('asked to mark what is selected', () => {
  test.each([
    ['in a frame that is not read', 88, 'adder_frame'],
    ['in one that is, and is too much', 400, 'adder_tooMuch'],
  ])('%s, it says so', async (_, width, why) => {
    const roots: ShadowRoot[] = [];
    const attach = Element.prototype.attachShadow;
    const attached = vi.spyOn(Element.prototype, 'attachShadow').mockImplementation(function (this: Element, init) {
      const root = attach.call(this, init);
      roots.push(root);
      return root;
    });
    onTestFinished(() => attached.mockRestore());
    const place = put(
      `<iframe width="${width}" height="200" srcdoc="<p>${'Many words. '.repeat(1_000)}</p>"></iframe>`,
    );
    const frame = place.querySelector('iframe') as HTMLIFrameElement;
    const inner = await vi.waitFor(() => {
      const found = frame.contentDocument?.querySelector('p');
      if (!found) throw new Error('the frame is not loaded');
      return found;
    });
    script.main();
    const card = offered('card')?.(aPage());
    frame.focus();
    inner.ownerDocument.getSelection()?.selectAllChildren(inner);
    expect(await card?.annotate()).toBe(false);
    expect(roots.at(-1)?.querySelector('[role=alert]')?.textContent).toBe(why);
  });
});
