/** A long page is read with pauses, in which it may change. */
import { expect, it, onTestFinished, vi } from 'vitest';
import { keepWholePage } from '../../../lib/dom/whole-page.ts';
import { openPage } from './frame.ts';

it('does not keep a reading the page changed under, whoever asks meanwhile', async () => {
  const page = await openPage('<p>Some words of a page.</p>'.repeat(500));
  const whole = keepWholePage(
    page,
    () => true,
    (read) => read(),
  );
  let now = 0;
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => {
    now += 20;
    return now;
  });
  onTestFinished(() => clock.mockRestore());
  const first = whole.calmly();
  page.querySelector('p')?.replaceChildren('Changed.');
  whole.touch();
  const second = whole.calmly();
  const before = await first;
  expect(before.page.text).not.toContain('Changed');
  expect(whole.isStill(before)).toBe(false);
  expect(whole.isStill(await second)).toBe(true);
});
