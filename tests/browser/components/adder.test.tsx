import { beforeEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { Adder } from '../../../components/Adder.tsx';
import { aPlaceOnAPage, findings, prefer, show, speakOf } from '../../support/screen.ts';

beforeEach(() => speakOf('en'));

describe('the adder', () => {
  test.each([
    ['Highlight in green', 'highlighting'],
    ['Note', 'commenting'],
    ['Question', 'questioning'],
  ])('%s', async (name, kind) => {
    const onPick = vi.fn();
    show(<Adder color="green" onPick={onPick} onLeave={() => {}} />, aPlaceOnAPage());
    await userEvent.click(page.getByRole('button', { name }));
    expect(onPick).toHaveBeenCalledExactlyOnceWith(kind);
  });

  test('leaves the selection it is about alone', async () => {
    const text = document.createElement('p');
    text.textContent = 'Some words of a page.';
    document.body.append(text);
    document.getSelection()?.selectAllChildren(text);
    show(<Adder color="yellow" onPick={() => {}} onLeave={() => {}} />, aPlaceOnAPage());
    await userEvent.click(page.getByRole('button', { name: 'Note' }));
    expect(String(document.getSelection())).toBe('Some words of a page.');
    text.remove();
  });

  test('says which key comes to it; Tab beyond either end and Escape go back to the text', async () => {
    const onLeave = vi.fn();
    const place = show(<Adder color="yellow" onPick={() => {}} onLeave={onLeave} />, aPlaceOnAPage());
    await vi.waitFor(() => expect(place.textContent).toContain('Press Tab to annotate the selected text'));
    const [first, , last] = place.querySelectorAll('button');
    first?.focus();
    await userEvent.keyboard('{Tab}{Tab}');
    expect((place.getRootNode() as ShadowRoot).activeElement).toBe(last);
    expect(onLeave).not.toHaveBeenCalled();
    await userEvent.keyboard('{Tab}');
    expect(onLeave).toHaveBeenCalledTimes(1);
    first?.focus();
    await userEvent.keyboard('{Shift>}{Tab}{/Shift}{Escape}');
    expect(onLeave).toHaveBeenCalledTimes(3);
  });

  test('says why nothing came of it, and axe finds nothing', async () => {
    for (const scheme of ['light', 'dark'] as const) {
      await prefer(scheme);
      const place = show(
        <Adder color="blue" problem="Not saved." onPick={() => {}} onLeave={() => {}} />,
        aPlaceOnAPage(),
      );
      const region = place.querySelector('[role=status]') as HTMLElement;
      // Told is what comes into a region that was there before.
      expect([region.textContent, getComputedStyle(region).display, region.offsetHeight]).toEqual(['', 'block', 0]);
      await vi.waitFor(() => expect(region.textContent).toBe('Not saved.'));
      expect(await findings(place)).toEqual([]);
    }
  });
});
