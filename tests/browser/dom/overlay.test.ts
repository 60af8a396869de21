import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { openOverlay, tellPlainly } from '../../../lib/dom/index.ts';
import { openPage, serialised } from './frame.ts';

const line = 'A ferry is planned, officials say, and it is not approved by anyone yet. ';

function open(page: Document, range: Range, css = '') {
  const overlay = openOverlay(page, css, () => [range]);
  overlay.mount.style.cssText = 'width: 360px; height: min(500px, var(--cav-available, 500px)); background: white';
  overlay.mount.tabIndex = -1;
  onTestFinished(() => overlay.close());
  return overlay;
}

function rangeOver(page: Document, selector: string): Range {
  const range = page.createRange();
  range.selectNodeContents(page.querySelector(selector) ?? page.body);
  return range;
}

const overlaps = (a: DOMRect, b: DOMRect): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

describe('overlay', () => {
  it.each([
    ['at the top', 'width: 780px', 0],
    ['in the middle', 'width: 780px', 250],
    ['at the bottom', 'width: 780px', 500],
    ['in a narrow column', 'width: 300px', 300],
  ])('never covers the sentence %s', async (_title, style, above) => {
    const page = await openPage(`<div style="height:${above}px"></div><p style="${style}">${line}</p>`);
    const range = rangeOver(page, 'p');
    const { mount } = open(page, range);
    await vi.waitFor(() => expect(mount.getBoundingClientRect().top).not.toBe(0));
    const box = mount.getBoundingClientRect();
    expect(overlaps(box, range.getBoundingClientRect())).toBe(false);
    expect(box.left).toBeGreaterThanOrEqual(0);
    expect(box.right).toBeLessThanOrEqual(800);
  });

  it('stands in the margin where there is one', async () => {
    const page = await openPage(`<p style="width: 300px">${line.repeat(4)}</p>`);
    const { mount } = open(page, rangeOver(page, 'p'));
    await vi.waitFor(() => expect(mount.getBoundingClientRect().left).toBeGreaterThan(300));
  });

  it('follows the sentence when the page scrolls', async () => {
    const page = await openPage(`<p style="width: 780px">${line}</p><div style="height:3000px"></div>`);
    const { mount } = open(page, rangeOver(page, 'p'));
    await vi.waitFor(() => expect(mount.getBoundingClientRect().top).toBeGreaterThan(10));
    const before = mount.getBoundingClientRect().top;
    page.defaultView?.scrollTo({ top: 20, behavior: 'instant' });
    await vi.waitFor(() => expect(mount.getBoundingClientRect().top).toBe(before - 20));
  });

  it.each([
    ['at the end of the page', 900, 0],
    ['in the middle of it', 900, 2000],
    ['near its beginning', 150, 600],
  ])('has its share of a low window, at a sentence %s', async (_title, above, below) => {
    const page = await openPage(
      `<div style="height:${above}px"></div><p style="width: 560px">${line}</p><div style="height:${below}px"></div>`,
    );
    page.defaultView?.frameElement?.setAttribute('style', 'width: 550px; height: 410px; border: 0');
    const range = rangeOver(page, 'p');
    const sentence = () => range.getBoundingClientRect();
    page.defaultView?.scrollBy({ top: sentence().top - 180, behavior: 'instant' });
    const { mount } = open(page, range);
    await vi.waitFor(() => expect(mount.getBoundingClientRect().top).not.toBe(0));
    expect(mount.getBoundingClientRect().height).toBeGreaterThanOrEqual(0.6 * 410);
    const box = mount.getBoundingClientRect();
    expect(overlaps(box, sentence())).toBe(false);
    for (const rect of [box, sentence()]) {
      expect(rect.top).toBeGreaterThanOrEqual(0);
      expect(rect.bottom).toBeLessThanOrEqual(410);
    }
    // Once: from then on the page is where the reader scrolls it.
    const before = sentence().top;
    page.defaultView?.scrollBy({ top: before < 100 ? -40 : 40, behavior: 'instant' });
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    expect(Math.abs(sentence().top - before)).toBeLessThanOrEqual(40);
  });

  it('waits in the window while its sentence is out of it, and comes back to it', async () => {
    const page = await openPage(
      `<div id="posts"></div><p style="width: 780px">${line}</p><div style="height:3000px"></div>`,
    );
    const range = rangeOver(page, 'p');
    const { mount } = open(page, range);
    await vi.waitFor(() => expect(mount.getBoundingClientRect().top).toBeGreaterThan(10));
    const posts = page.querySelector<HTMLElement>('#posts');
    for (const height of [200, 400, 900, 1600]) {
      if (posts) posts.style.height = `${height}px`;
      await vi.waitFor(() =>
        expect(overlaps(mount.getBoundingClientRect(), range.getBoundingClientRect())).toBe(false),
      );
      await vi.waitFor(() => expect(mount.getBoundingClientRect().bottom).toBeLessThanOrEqual(600));
      expect(mount.getBoundingClientRect().top).toBeGreaterThanOrEqual(0);
    }
    page.defaultView?.scrollTo({ top: 1600, behavior: 'instant' });
    const gap = () => mount.getBoundingClientRect().top - range.getBoundingClientRect().bottom;
    await vi.waitFor(() => expect(gap()).toBeCloseTo(8, -0.5));
    page.defaultView?.scrollTo({ top: 2900, behavior: 'instant' });
    await vi.waitFor(() => expect(mount.getBoundingClientRect().top).toBe(8));
  });

  it('stays where it was when the sentence goes', async () => {
    const page = await openPage(`<p style="width: 780px">${line}</p>`);
    const { mount } = open(page, rangeOver(page, 'p'));
    await vi.waitFor(() => expect(mount.getBoundingClientRect().top).toBeGreaterThan(10));
    const before = mount.getBoundingClientRect().top;
    page.querySelector('p')?.remove();
    page.defaultView?.dispatchEvent(new Event('resize'));
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    expect(mount.getBoundingClientRect().top).toBe(before);
  });

  it('stands at its sentence, in its own size, on a page that zooms itself', async () => {
    const page = await openPage(`<p style="width: 380px">${line}</p>`, '<style>html { zoom: 1.5 }</style>');
    const range = rangeOver(page, 'p');
    const { mount } = open(page, range);
    await vi.waitFor(() => expect(mount.getBoundingClientRect().top).toBeGreaterThan(10));
    const box = mount.getBoundingClientRect();
    expect(box.width).toBeCloseTo(360, 0);
    expect(box.top - range.getBoundingClientRect().bottom).toBeCloseTo(8, -0.5);
  });

  it('is closed to the page and deaf to its styles', async () => {
    const page = await openPage(
      `<p>${line}</p>`,
      '<style>div { display: none !important; transform: rotate(9deg) !important; color: red !important; opacity: 0 }</style>',
    );
    const { mount } = open(page, rangeOver(page, 'p'), '.in { color: rgb(1, 2, 3) }');
    mount.className = 'in';
    const host = page.documentElement.lastElementChild;
    expect(host?.shadowRoot).toBeNull();
    const style = page.defaultView?.getComputedStyle(mount);
    expect([style?.color, style?.display]).toEqual(['rgb(1, 2, 3)', 'block']);
    expect(mount.getBoundingClientRect().width).toBe(360);
    await vi.waitFor(() => expect(host && page.defaultView?.getComputedStyle(host).opacity).toBe('1'));
  });

  it('keeps what is typed in it from the page', async () => {
    const page = await openPage(`<p>${line}</p>`);
    const heard: string[] = [];
    page.addEventListener('keydown', (event) => heard.push(event.key));
    const overlay = open(page, rangeOver(page, 'p'));
    const owned: boolean[] = [];
    page.addEventListener('click', (event) => owned.push(overlay.owns(event)));
    overlay.mount.dispatchEvent(new KeyboardEvent('keydown', { key: 'j', bubbles: true, composed: true }));
    overlay.mount.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true }));
    page.body.dispatchEvent(new MouseEvent('click', { bubbles: true }));
    expect(heard).toEqual([]);
    expect(owned).toEqual([true, false]);
  });

  it('gives focus and selection back and leaves nothing behind', async () => {
    const page = await openPage(`<p>${line}</p><input>`);
    page.defaultView?.focus();
    const before = serialised(page);
    page.querySelector('input')?.focus();
    const selection = page.getSelection();
    selection?.selectAllChildren(page.querySelector('p') ?? page.body);
    const selected = String(selection);
    const overlay = open(page, rangeOver(page, 'p'));
    overlay.mount.focus();
    selection?.removeAllRanges();
    overlay.close();
    expect(serialised(page)).toBe(before);
    expect(page.activeElement).toBe(page.querySelector('input'));
    expect(String(page.getSelection())).toBe(selected);
  });

  it('is a word to the reader alone, seen and told, until its time or its page is over', async () => {
    const page = await openPage('<p>Words.</p>');
    const end = new AbortController();
    const attached = vi.spyOn(page.defaultView?.Element.prototype ?? Element.prototype, 'attachShadow');
    tellPlainly(page, 'es', 'No hay nada seleccionado.', end.signal);
    const root: ShadowRoot | undefined = attached.mock.results[0]?.value;
    // Whatever language the page is in.
    expect(root?.querySelector('[role=alert]:lang(es)')?.textContent).toBe('No hay nada seleccionado.');
    const host = page.querySelector<HTMLElement>(':root > [popover]');
    expect(host && page.defaultView?.getComputedStyle(host).opacity).toBe('1');
    expect(host?.getBoundingClientRect().height).toBeGreaterThan(30);
    end.abort();
    expect(page.querySelector(':root > [popover]')).toBeNull();
  });
});
