/** The list that holds only the rows in view: what is typed in stays while others arrive, however many. */
import { describe, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { VirtualList } from '../../../components/VirtualList.tsx';
import { show } from '../../support/screen.ts';

const from = (first: number, count: number) => Array.from({ length: count }, (_, index) => first + index);

/** Rows of unequal height, none as high as estimated. */
const view = (items: readonly number[]) => (
  <VirtualList
    label="Numbers"
    items={items}
    estimate={260}
    keyOf={(item) => `key ${item}`}
    row={(item) => (
      <textarea aria-label={`Number ${item}`} style={{ display: 'block', height: `${60 + (item % 7) * 20}px` }} />
    )}
  />
);
const field = (place: HTMLElement, item: number) =>
  place.querySelector<HTMLTextAreaElement>(`[aria-label="Number ${item}"]`);
const frames = async (count: number) => {
  for (let frame = 0; frame < count; frame += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
};

describe('a list', () => {
  test.each([
    ['one more comes before it', from(0, 101)],
    ['one more comes after it', from(1, 101)],
    ['thousands come after it', from(1, 30_000)],
  ])('keeps the row that is typed in when %s', async (_, grown) => {
    const place = show(view(from(1, 100)));
    const one = field(place, 40);
    one?.scrollIntoView({ block: 'center' });
    one?.focus({ preventScroll: true });
    await userEvent.keyboard('Half ');
    await frames(3);
    const before = one?.getBoundingClientRect().top ?? 0;
    show(view(grown), place);
    await userEvent.keyboard('a word');
    await frames(3);
    expect(field(place, 40)).toBe(one);
    expect(document.activeElement).toBe(one);
    expect(one?.value).toBe('Half a word');
    // A row that comes before it has no height yet, and moves it by what is guessed.
    if (grown[0] !== 0) expect(Math.abs((one?.getBoundingClientRect().top ?? 0) - before)).toBeLessThanOrEqual(1);
    expect(place.querySelectorAll('li').length).toBeLessThan(60);
    show(view(from(1, 100)), place);
    expect(document.activeElement).toBe(one);
    expect(place.querySelectorAll('li').length).toBe(100);
  });

  test('keeps the row with the focus far out of view, also when others came before it', async () => {
    const place = show(view(from(1, 500)));
    const one = await vi.waitFor(() => {
      const found = field(place, 3);
      if (!found) throw new Error('the rows are not there yet');
      return found;
    });
    one.focus();
    show(view(from(-9, 510)), place);
    window.scrollTo(0, 30_000);
    await vi.waitFor(() => expect(field(place, 2)).toBeNull());
    expect(document.activeElement).toBe(one);
    window.scrollTo(0, 0);
  });
});
