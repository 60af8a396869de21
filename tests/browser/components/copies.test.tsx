/** Safety copies: what there is, what bringing one back would do before it is done, and ways back. */
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { Copies } from '../../../entrypoints/library/Copies.tsx';
import { CopiesView, type CopiesViewProps } from '../../../entrypoints/library/CopiesView.tsx';
import { openDatabase } from '../../../lib/db/index.ts';
import { aPlace, show, speakOf } from '../../support/screen.ts';
import { outcome, value } from '../../support/stores.ts';
import { copiesProps } from '../../support/views.ts';

vi.mock('../../../lib/extension/index.ts', async (original) => ({
  ...(await original<object>()),
  loadBackupState: async () => ({ saved: null, dismissed: null }),
}));

const none = { missing: 0, different: 0, newer: 0 };

beforeEach(() => speakOf('en'));

describe('the safety copies', () => {
  function theCopies(fields: Partial<CopiesViewProps> = {}) {
    const props = copiesProps(fields);
    show(<CopiesView {...props} />);
    return props;
  }
  const rows = () => page.getByRole('list', { name: 'Copies on this device' }).getByRole('listitem');

  test('say when and why each was made, and what is in it', async () => {
    theCopies();
    await expect.element(rows().nth(0)).toHaveTextContent(/2026.*before notes were deleted · 1,200 notes · 2\.4 MB/);
    await expect.element(rows().nth(1)).toHaveTextContent(/before an import · 1 note · 0\.8 kB/);
  });

  test('say what bringing one back would do, and do as much of it as is asked', async () => {
    const counts = { missing: 12, different: 1, newer: 3, sets: none, corrections: none };
    const props = theCopies({ preview: { id: 'b', counts } });
    await expect.element(rows().nth(1)).toHaveTextContent('12 notes of the copy are missing now.');
    await expect.element(rows().nth(1)).toHaveTextContent('1 note differs now.');
    await expect.element(rows().nth(1)).toHaveTextContent('3 notes of now are not in the copy.');
    await userEvent.click(page.getByRole('button', { name: 'Bring back the 12 missing notes' }));
    expect(props.onRestore).toHaveBeenLastCalledWith('b', 'merge');
    await userEvent.click(page.getByRole('button', { name: 'Restore everything' }));
    expect(props.onRestore).toHaveBeenLastCalledWith('b', 'replace');
  });

  test('name claim sets where they come back as well', async () => {
    const both = { missing: 3, different: 0, newer: 0, sets: { ...none, missing: 1, different: 1 }, corrections: none };
    const props = theCopies({ preview: { id: 'b', counts: both } });
    await expect.element(rows().nth(1)).toHaveTextContent('1 claim set is different now.');
    await userEvent.click(page.getByRole('button', { name: 'Bring back all that is missing' }));
    expect(props.onRestore).toHaveBeenLastCalledWith('b', 'merge');
  });

  test('bring back what was said not to be the claim', async () => {
    const corrections = { ...none, missing: 2 };
    const props = theCopies({ preview: { id: 'b', counts: { ...none, sets: none, corrections } } });
    await expect.element(rows().nth(1)).toHaveTextContent('2 of your “Not this claim” marks are different now.');
    await userEvent.click(page.getByRole('button', { name: 'Bring back all that is missing' }));
    expect(props.onRestore).toHaveBeenLastCalledWith('b', 'merge');
  });

  test('offer nothing to bring back where nothing is missing', async () => {
    theCopies({ preview: { id: 'b', counts: { ...none, sets: none, corrections: none } } });
    await expect.element(page.getByText('Everything is as it is in this copy.')).toBeVisible();
    expect(page.getByRole('button', { name: /missing|as it was/ }).elements()).toEqual([]);
  });

  test('are removed one by one or all, and called back', async () => {
    const onUndo = vi.fn();
    const props = theCopies({ notice: { text: '1 copy removed.', onUndo } });
    await userEvent.click(
      rows()
        .nth(1)
        .getByRole('button', { name: /^Remove/ }),
    );
    expect(props.onRemove).toHaveBeenLastCalledWith(['b']);
    await userEvent.click(page.getByRole('button', { name: 'Remove all copies' }));
    expect(props.onRemove).toHaveBeenLastCalledWith(['a', 'b']);
    await userEvent.click(page.getByRole('button', { name: 'Undo' }));
    expect(onUndo).toHaveBeenCalledOnce();
  });

  test('that another window has removed for good meanwhile are not called back without a word', async () => {
    const name = 'caveat-copies';
    await outcome(indexedDB.deleteDatabase(`${name}-snapshots`));
    const db = openDatabase(name);
    onTestFinished(() => db.close());
    const now = new Date().toISOString();
    value(await db.snapshots.take('asked', now));
    show(<Copies db={db} isStoring={false} />);
    const remove = page.getByRole('button', { name: /^Remove: / });
    await userEvent.click(remove);
    await userEvent.click(page.getByRole('button', { name: 'Undo' }));
    await expect.element(remove).toBeVisible();

    await userEvent.click(remove);
    const undo = page.getByRole('button', { name: 'Undo' });
    await expect.element(undo).toBeVisible();
    value(await db.snapshots.sweep(new Date().toISOString()));
    await userEvent.click(undo);
    await expect.element(page.getByText('It is gone for good.')).toBeVisible();
    expect(remove.elements()).toEqual([]);
  });

  test('keep the focus among them when what had it goes', async () => {
    const counts = { missing: 12, different: 0, newer: 0, sets: none, corrections: none };
    const place = aPlace();
    const props = copiesProps({ preview: { id: 'b', counts }, keeping: 'may-be-cleared' });
    const draw = (fields: Partial<CopiesViewProps>) => show(<CopiesView {...props} {...fields} />, place);
    draw({ onPreview: () => draw({ preview: null }) });
    await userEvent.click(page.getByRole('button', { name: 'Cancel' }));
    const back = rows()
      .nth(1)
      .getByRole('button', { name: /^Bring back/ });
    await expect.element(back).toHaveFocus();

    // Brought back: the preview goes with what was pressed.
    draw({});
    await userEvent.click(page.getByRole('button', { name: 'Bring back the 12 missing notes' }));
    draw({ preview: null });
    draw({ preview: null, notice: { text: 'Brought back.', onUndo() {} } });
    await expect.element(page.getByText('Brought back.')).toHaveFocus();
    await userEvent.tab();
    await expect.element(page.getByRole('button', { name: 'Undo' })).toHaveFocus();
    // It can no longer be taken back.
    draw({ preview: null, notice: { text: 'Brought back.' } });
    await expect.element(page.getByText('Brought back.')).toHaveFocus();

    await userEvent.click(page.getByRole('button', { name: 'Ask it to keep them' }));
    draw({ preview: null, keeping: 'kept' });
    await expect.element(page.getByText('Your notes stay until you remove them.')).toHaveFocus();
  });

  test('say what the browser promises, and ask it where it promises nothing', async () => {
    const props = theCopies({ keeping: 'may-be-cleared', room: { used: 3_000_000, available: 12_000_000_000 } });
    await expect.element(page.getByText('3 MB used, 12 GB free.')).toBeVisible();
    await userEvent.click(page.getByRole('button', { name: 'Ask it to keep them' }));
    expect(props.onAsk).toHaveBeenCalledOnce();
  });

  test('ask nothing of a browser that has promised', async () => {
    theCopies({ keeping: 'kept', saved: '2026-10-03T10:00:00Z' });
    await expect.element(page.getByText('Your notes stay until you remove them.')).toBeVisible();
    await expect.element(page.getByText(/saved on Oct 3, 2026/)).toBeVisible();
    expect(page.getByRole('button', { name: /^Ask/ }).elements()).toEqual([]);
  });
});
