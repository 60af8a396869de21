import { afterEach, describe, expect, it, vi } from 'vitest';
import { openHandles } from '../../../lib/dom/handles.ts';
import { openOverlay, watchSelection } from '../../../lib/dom/index.ts';
import { openPage } from './frame.ts';

const line = 'The mayor opened the harbour on Tuesday, and nobody said a word about the cost of it.';

let end: AbortController;
afterEach(() => end?.abort());

function watch(page: Document) {
  end = new AbortController();
  const events = { onStart: vi.fn(), onSelect: vi.fn(), onGone: vi.fn() };
  watchSelection(page, events, end.signal);
  return events;
}

const press = (target: Element, type: 'pointerdown' | 'pointerup') =>
  target.dispatchEvent(new PointerEvent(type, { bubbles: true, composed: true, button: 0, pointerType: 'mouse' }));

function select(page: Document, start: number, until: number, selector = 'p'): Element {
  const element = page.querySelector(selector) ?? page.body;
  const text = element.firstChild as Text;
  page.getSelection()?.setBaseAndExtent(text, start, text, until);
  return element;
}

describe('watchSelection', () => {
  it('tells of words when the pointer is up, and where the reader is', async () => {
    const page = await openPage(`<p>${line}</p>`);
    const events = watch(page);
    const element = page.querySelector('p') ?? page.body;
    press(element, 'pointerdown');
    select(page, 4, 16);
    press(element, 'pointerup');
    await vi.waitFor(() => expect(events.onSelect).toHaveBeenCalledOnce());
    const [range, edge] = events.onSelect.mock.calls[0] ?? [];
    expect([String(range), edge]).toEqual(['mayor opened', 'end']);
    press(element, 'pointerdown');
    expect(events.onGone).toHaveBeenCalledOnce();
    select(page, 16, 4);
    press(element, 'pointerup');
    await vi.waitFor(() => expect(events.onSelect).toHaveBeenCalledTimes(2));
    expect(events.onSelect.mock.calls[1]?.[1]).toBe('start');
  });

  it('waits while keys go on, and tells of the same selection once', async () => {
    const page = await openPage(`<p>${line}</p>`);
    const events = watch(page);
    for (let length = 5; length < 16; length += 1) {
      select(page, 4, length);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(events.onSelect).not.toHaveBeenCalled();
    await vi.waitFor(() => expect(events.onSelect).toHaveBeenCalledOnce(), { timeout: 2_000 });
    page.dispatchEvent(new Event('selectionchange'));
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(events.onSelect).toHaveBeenCalledOnce();
    page.getSelection()?.removeAllRanges();
    await vi.waitFor(() => expect(events.onGone).toHaveBeenCalledOnce());
  });

  it.each([
    ['a field', '<textarea>Some words</textarea>', 'textarea'],
    ['text that is edited', '<div contenteditable><b>Some words</b></div>', 'b'],
    ['no words', '<p>— … —</p>', 'p'],
  ])('says nothing of %s', async (_what, html, selector) => {
    const page = await openPage(html);
    const events = watch(page);
    const element = page.querySelector<HTMLElement>(selector) ?? page.body;
    press(element, 'pointerdown');
    if (element.localName === 'textarea') {
      element.focus();
      (element as HTMLTextAreaElement).select();
    } else page.getSelection()?.selectAllChildren(element);
    press(element, 'pointerup');
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(events.onSelect).not.toHaveBeenCalled();
  });

  it('tells of words inside an open shadow root', async () => {
    const page = await openPage('<div></div>');
    const root = page.querySelector('div')?.attachShadow({ mode: 'open' });
    const paragraph = page.createElement('p');
    paragraph.textContent = line;
    root?.append(paragraph);
    const events = watch(page);
    press(paragraph, 'pointerdown');
    const text = paragraph.firstChild as Text;
    page.getSelection()?.setBaseAndExtent(text, 4, text, 16);
    press(paragraph, 'pointerup');
    await vi.waitFor(() => expect(events.onSelect).toHaveBeenCalledOnce());
    expect(String(events.onSelect.mock.calls[0]?.[0])).toBe('mayor opened');
    // The browser tells of the change after that, of a selection it shows as collapsed.
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(events.onGone).not.toHaveBeenCalled();
    page.getSelection()?.removeAllRanges();
    await vi.waitFor(() => expect(events.onGone).toHaveBeenCalledOnce());
  });

  it('leaves what is ours alone: pressing in an overlay keeps the selection it is about', async () => {
    const page = await openPage(`<p>${line}</p>`);
    const events = watch(page);
    const element = select(page, 4, 16);
    press(element, 'pointerdown');
    press(element, 'pointerup');
    await vi.waitFor(() => expect(events.onSelect).toHaveBeenCalledOnce());
    const overlay = openOverlay(page, '', () => [events.onSelect.mock.calls[0]?.[0]], { as: 'bar-end' });
    press(overlay.mount, 'pointerdown');
    press(overlay.mount, 'pointerup');
    expect(events.onGone).not.toHaveBeenCalled();
    overlay.close();
  });

  it('hears nothing after its end', async () => {
    const page = await openPage(`<p>${line}</p>`);
    const events = watch(page);
    end.abort();
    press(select(page, 4, 16), 'pointerdown');
    press(page.body, 'pointerup');
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(events.onSelect).not.toHaveBeenCalled();
  });
});

describe('a bar', () => {
  it('stands below the end of what is selected and never on it, and does not bring a selection back', async () => {
    const page = await openPage(`<p style="margin: 200px 40px; width: 300px; font: 16px/24px serif">${line}</p>`);
    const element = select(page, 4, 60);
    const range = page.getSelection()?.getRangeAt(0).cloneRange();
    if (!range) throw new Error('nothing selected');
    const overlay = openOverlay(page, 'div { width: 120px; height: 30px }', () => [range], { as: 'bar-end' });
    const selected = range.getBoundingClientRect();
    await vi.waitFor(() => expect(overlay.mount.getBoundingClientRect().top).toBeGreaterThanOrEqual(selected.bottom));
    page.getSelection()?.removeAllRanges();
    overlay.close();
    expect(page.getSelection()?.isCollapsed).toBe(true);
    expect(element.isConnected).toBe(true);
  });
});

describe('handles', () => {
  it('stand at both ends, show by the selection what is dragged, and leave nothing behind', async () => {
    const page = await openPage(`<p style="margin: 100px 40px; font: 16px/24px serif">${line}</p>`);
    const before = page.documentElement.outerHTML;
    const text = page.querySelector('p')?.firstChild as Text;
    const range = page.createRange();
    range.setStart(text, 4);
    range.setEnd(text, 16);
    const onMoved = vi.fn();
    const attach = Element.prototype.attachShadow;
    // The shadow root is closed to the page; the test looks in as no page can.
    const roots: ShadowRoot[] = [];
    const proto = (page.defaultView as unknown as { Element: typeof Element }).Element.prototype;
    proto.attachShadow = function (init) {
      const root = attach.call(this, init);
      roots.push(root);
      return root;
    };
    const handles = openHandles(
      page,
      '.cav-handle { position: fixed; inset: 0 auto auto 0; width: 24px }',
      () => [range],
      onMoved,
    );
    const [start, last] = [...(roots[0]?.querySelectorAll<HTMLElement>('.cav-handle') ?? [])];
    const { left, right, top, height } = range.getBoundingClientRect();
    const middle = (element?: HTMLElement) => {
      const box = element?.getBoundingClientRect();
      return box ? box.left + box.width / 2 : Number.NaN;
    };
    expect(last?.checkVisibility({ opacityProperty: true })).toBe(true);
    expect(Math.abs(middle(start) - left)).toBeLessThan(1.5);
    expect(Math.abs(middle(last) - right)).toBeLessThan(1.5);
    const further = page.createRange();
    further.setStart(text, 16);
    further.setEnd(text, 28);
    const to = further.getBoundingClientRect().right - 2;
    const pointer = (type: string, x: number) =>
      last?.dispatchEvent(
        new PointerEvent(type, { bubbles: true, button: 0, pointerId: 1, clientX: x, clientY: top + height / 2 }),
      );
    if (last) last.setPointerCapture = () => {};
    pointer('pointerdown', right);
    pointer('pointermove', to);
    expect(String(page.getSelection())).toBe('mayor opened the harbour');
    pointer('pointerup', to);
    expect(String(onMoved.mock.calls[0]?.[0])).toBe('mayor opened the harbour');
    expect(page.getSelection()?.isCollapsed).toBe(true);
    handles.close();
    expect(page.documentElement.outerHTML).toBe(before);
  });
});
