/** The card's script on a page: the bar at selected text by keys, and what is said where nothing can be marked. */
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { NoteKept } from '../../components/note-kept.ts';
import { openAdder } from '../../entrypoints/card/adder.tsx';
import script from '../../entrypoints/card/index.tsx';
import { offered, type PageSide } from '../../entrypoints/in-page/door.ts';
import type { Annotation } from '../../lib/annotation/index.ts';
import { annotatePage, createHighlighter } from '../../lib/dom/index.ts';
import { err } from '../../lib/result.ts';
import { speakOf } from '../support/screen.ts';

beforeEach(() => speakOf('en'));

/** This document under annotation, as far as the card asks; `keep` is what becomes of a note. */
function aPage(keep: (note: Annotation) => NoteKept = () => true): PageSide {
  const end = new AbortController();
  onTestFinished(() => end.abort());
  const { signal } = end;
  let notes: readonly Annotation[] = [];
  const annotator = annotatePage(document, {
    check: async () => err('nobody to ask'),
    highlighter: createHighlighter(document, signal),
    signal,
    onSelect() {},
    onReport(state) {
      if ('notes' in state) ({ notes } = state);
    },
  });
  const asked = {
    color: () => 'yellow',
    setColor() {},
    notes: () => notes,
    histories: () => [],
    keepNote: async (note: Annotation) => keep(note),
    tagsInUse: async () => [],
    newNoteId: () => `urn:uuid:${crypto.randomUUID()}`,
    isExtensionGone: () => false,
    locale: 'en',
  };
  return { ...asked, annotator, signal, lookup: (key: string) => key } as unknown as PageSide;
}

function put(html: string): HTMLElement {
  const place = document.createElement('div');
  place.innerHTML = html;
  document.body.append(place);
  onTestFinished(() => place.remove());
  return place;
}

/** The shadow trees that are attached from now on: those of overlays are closed to everybody else. */
function rootsToCome(): readonly ShadowRoot[] {
  const roots: ShadowRoot[] = [];
  const attach = Element.prototype.attachShadow;
  const attached = vi.spyOn(Element.prototype, 'attachShadow').mockImplementation(function (this: Element, init) {
    const root = attach.call(this, init);
    roots.push(root);
    return root;
  });
  onTestFinished(() => attached.mockRestore());
  return roots;
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
    ['nothing but a dash', () => {}, '–', 'adder_nothing'],
    [
      'words of a page that cannot be read',
      (page: PageSide) =>
        vi.spyOn(page.annotator, 'everything').mockImplementation(() => {
          throw new Error('a field is named "children"');
        }),
      'Some words.',
      'adder_unreadable',
    ],
  ])('where that is %s, it says so', async (_, make, words, why) => {
    const roots = rootsToCome();
    const page = aPage();
    make(page);
    script.main();
    document.getSelection()?.selectAllChildren(put(`<p>${words}</p>`).querySelector('p') as Element);
    expect(await offered('card')?.(page).annotate()).toBe(false);
    expect(roots.at(-1)?.querySelector('[role=alert]')?.textContent).toBe(why);
  });

  test.each([
    ['in a frame that is not read', 88, 'adder_frame'],
    ['in one that is, and is too much', 400, 'adder_tooMuch'],
  ])('%s, it says so', async (_, width, why) => {
    const roots = rootsToCome();
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

describe('a passage that cannot be kept', () => {
  test('stays on the page with what was typed when its card is closed, and is kept once there is room', async () => {
    const roots = rootsToCome();
    const kept: Annotation[] = [];
    let answer: NoteKept = 'quota';
    const page = aPage((note) => {
      if (answer === true) kept.push(note);
      return answer;
    });
    const text = put('<p>Some words to keep.</p>').querySelector('p') as Element;
    script.main();
    const card = offered('card')?.(page);
    document.getSelection()?.selectAllChildren(text);
    expect(await card?.annotate()).toBe(true);
    const field = () => roots.at(-1)?.querySelector('textarea');
    expect(field()).toBeTruthy();
    await userEvent.keyboard('Why these?');
    card?.close();
    const note = await vi.waitFor(() => {
      const [found] = page.notes();
      if (!found || page.annotator.rangesOf(found.id).length === 0) throw new Error('the passage is not marked');
      return found;
    });
    // Whatever is still to be done at closing is done.
    await new Promise((resolve) => setTimeout(resolve, 50));
    const ranges = page.annotator.rangesOf(note.id);
    expect(ranges.map(String).join('')).toBe('Some words to keep.');
    const shown = roots.length;
    card?.show({ annotations: [], notes: [note], ranges });
    expect(roots.length).toBeGreaterThan(shown);
    expect(field()?.value).toBe('Why these?');
    answer = true;
    [...(roots.at(-1)?.querySelectorAll('button') ?? [])]
      .find(({ textContent }) => textContent === 'note_retry')
      ?.click();
    await vi.waitFor(() => expect(kept.at(-1)?.text).toBe('Why these?'));
  });
});
