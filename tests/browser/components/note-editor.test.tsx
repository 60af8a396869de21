import { render } from 'preact';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { NoteEditor, type NoteEditorProps } from '../../../components/NoteEditor.tsx';
import type { NoteKept } from '../../../components/note-kept.ts';
import { aPlace, show, speakOf } from '../../support/screen.ts';

let subjects = 0;
/** A note of its own: what could not be saved is remembered by its subject. */
function aNoteEditor(fields: Partial<NoteEditorProps> = {}): NoteEditorProps {
  subjects += 1;
  return { subject: `claim ${subjects}`, stored: '', label: 'A ferry', onSave: vi.fn(async () => true), ...fields };
}

const view = (props: NoteEditorProps) => (
  <div class="cav-root">
    <NoteEditor {...props} />
    <button type="button">elsewhere</button>
  </div>
);
const field = () => page.getByRole('textbox', { name: 'Note: A ferry' });
const status = () => page.getByRole('status');

beforeEach(() => speakOf('en'));

describe('a note', () => {
  test('is saved once the reader pauses, and says so', async () => {
    const props = aNoteEditor();
    show(view(props));
    await userEvent.type(field(), 'Which officials?');
    await expect.element(status()).toHaveTextContent('Saved');
    expect(props.onSave).toHaveBeenCalledExactlyOnceWith('Which officials?', '');
  });

  test('is saved at once when the field is left', async () => {
    const props = aNoteEditor();
    show(view(props));
    await userEvent.fill(field(), 'Left');
    expect(props.onSave).not.toHaveBeenCalled();
    await userEvent.click(page.getByRole('button', { name: 'elsewhere' }));
    expect(props.onSave).toHaveBeenCalledExactlyOnceWith('Left', '');
  });

  test('is saved when the editor goes away', async () => {
    const props = aNoteEditor();
    const place = show(view(props));
    await userEvent.fill(field(), 'Closed');
    render(null, place);
    await vi.waitFor(() => expect(props.onSave).toHaveBeenCalledExactlyOnceWith('Closed', ''));
  });

  test('is saved when the page is hidden', async () => {
    const props = aNoteEditor();
    show(view(props));
    await userEvent.fill(field(), 'Hidden');
    document.dispatchEvent(new Event('visibilitychange'));
    await vi.waitFor(() => expect(props.onSave).toHaveBeenCalledExactlyOnceWith('Hidden', ''));
  });

  test.each([
    ['en', 'Note: A ferry', 'Not saved, too long: 20,005 of 20,000 characters. Your text is still here; shorten it.'],
    [
      'es',
      'Nota: A ferry',
      'No se guardó, es demasiado larga: 20.005 de 20.000 caracteres. Tu texto sigue aquí; acórtalo.',
    ],
  ] as const)('too long to be kept stays in the field, with a word on why (%s)', async (language, name, said) => {
    speakOf(language);
    const props = aNoteEditor();
    const place = show(view(props));
    const long = 'x'.repeat(20_005);
    const there = page.getByRole('textbox', { name });
    await userEvent.fill(there, long);
    await expect.element(status()).toHaveTextContent(said);
    expect(page.getByRole('button').elements()).toHaveLength(1);
    render(null, place);
    show(view(props));
    await expect.element(there).toHaveValue(long);
    await expect.element(status()).toHaveTextContent(said);
    expect(props.onSave).not.toHaveBeenCalled();
    await userEvent.fill(there, long.slice(5));
    await vi.waitFor(() => expect(props.onSave).toHaveBeenCalledExactlyOnceWith(long.slice(5), ''));
  });

  test('that did not change is not saved again', async () => {
    const props = aNoteEditor({ stored: 'As it was', onRemove: async () => {} });
    const place = show(view(props));
    await userEvent.click(field());
    await userEvent.click(page.getByRole('button', { name: 'elsewhere' }));
    render(null, place);
    expect(props.onSave).not.toHaveBeenCalled();
  });

  test('typed on while it is being saved is saved to its end, one save at a time', async () => {
    let finish = (_: boolean): void => {};
    const onSave = vi.fn((_: string) => new Promise<boolean>((resolve) => (finish = resolve)));
    const props = aNoteEditor({ onSave });
    show(view(props));
    await userEvent.fill(field(), 'First');
    await expect.element(status()).toHaveTextContent('Saving…');
    await userEvent.fill(field(), 'First and second');
    await userEvent.click(page.getByRole('button', { name: 'elsewhere' }));
    expect(onSave).toHaveBeenCalledTimes(1);
    finish(true);
    await vi.waitFor(() => expect(onSave).toHaveBeenCalledTimes(2));
    expect(onSave).toHaveBeenLastCalledWith('First and second', 'First');
    finish(true);
    await expect.element(status()).toHaveTextContent('Saved');
  });

  test('says from which text it was made, and that both are kept where another window wrote meanwhile', async () => {
    const onSave = vi.fn(async (_: string): Promise<NoteKept> => 'both');
    const props = aNoteEditor({ stored: 'Begun.', onSave });
    const place = show(view(props));
    await userEvent.click(field());
    await userEvent.keyboard(' Here');
    // The other window's text arrives while this one is being written.
    show(view({ ...props, stored: 'Begun. There.' }), place);
    await vi.waitFor(() => expect(onSave).toHaveBeenCalled());
    expect(onSave).toHaveBeenLastCalledWith(expect.stringContaining('Here'), 'Begun.');
    await expect.element(status()).toHaveTextContent('Changed in another window too. Both texts are kept');
    expect(page.getByRole('button', { name: 'Try again' }).elements()).toEqual([]);
    await userEvent.keyboard('!');
    await vi.waitFor(() => expect(onSave).toHaveBeenCalledTimes(2));
    expect(onSave).toHaveBeenLastCalledWith(expect.stringContaining('Here'), expect.stringContaining('Here'));
  });

  test('that cannot be saved stays in the field, and is saved when tried again', async () => {
    const onSave = vi.fn(async (_: string) => true).mockResolvedValueOnce(false);
    show(view(aNoteEditor({ onSave })));
    await userEvent.fill(field(), 'Precious');
    await expect.element(status()).toHaveTextContent('Not saved. Your text is still here.');
    await expect.element(field()).toHaveValue('Precious');
    await userEvent.click(page.getByRole('button', { name: 'Try again' }));
    await expect.element(status()).toHaveTextContent('Saved');
  });

  test('that is not kept in a private window says so, and offers no second try', async () => {
    const onSave = vi.fn(async (_: string) => 'private-window' as const);
    show(view(aNoteEditor({ onSave })));
    await userEvent.fill(field(), 'Private');
    await expect.element(status()).toHaveTextContent('Not kept: in a private window Caveat stores nothing.');
    await expect.element(field()).toHaveValue('Private');
    expect(page.getByRole('button', { name: 'Try again' }).elements()).toEqual([]);
  });

  test('that cannot be saved is there again when the editor comes back, also after a crash in saving', async () => {
    const onSave = vi.fn(async (_: string): Promise<boolean> => {
      throw new Error('no background');
    });
    const props = aNoteEditor({ stored: 'Old', onSave });
    const place = show(view(props));
    await userEvent.fill(field(), 'New and lost?');
    await expect.element(status()).toHaveTextContent('Not saved');
    render(null, place);
    const saved = vi.fn(async (_: string) => true);
    show(view({ ...props, onSave: saved }), place);
    await expect.element(field()).toHaveValue('New and lost?');
    await userEvent.click(page.getByRole('button', { name: 'Try again' }));
    await vi.waitFor(() => expect(saved).toHaveBeenCalledWith('New and lost?', 'Old'));
  });

  test('can be deleted, and brought back', async () => {
    const onRemove = vi.fn(async () => {});
    const props = aNoteEditor({ stored: 'Which officials?', onRemove });
    const place = show(view(props));
    await userEvent.click(page.getByRole('button', { name: 'Delete: A ferry' }));
    await expect.element(status()).toHaveTextContent('Note deleted.');
    await expect.element(field()).toHaveValue('');
    expect(onRemove).toHaveBeenCalledOnce();
    // The page that holds the notes says that it is gone.
    show(view({ ...props, stored: '', onRemove: undefined }), place);
    await userEvent.click(page.getByRole('button', { name: 'Undo' }));
    await expect.element(field()).toHaveValue('Which officials?');
    await vi.waitFor(() => expect(props.onSave).toHaveBeenCalledExactlyOnceWith('Which officials?', ''));
    await expect.element(field()).toHaveFocus();
  });

  test('emptied is deleted when the field is left, not while it is edited, and can be brought back', async () => {
    const onRemove = vi.fn(async () => {});
    const props = aNoteEditor({ stored: 'Short', onRemove });
    show(view(props));
    await userEvent.clear(field());
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(onRemove).not.toHaveBeenCalled();
    await userEvent.click(page.getByRole('button', { name: 'elsewhere' }));
    await expect.element(status()).toHaveTextContent('Note deleted.');
    expect(onRemove).toHaveBeenCalledOnce();
    await userEvent.click(page.getByRole('button', { name: 'Undo' }));
    await vi.waitFor(() => expect(props.onSave).toHaveBeenCalledExactlyOnceWith('Short', ''));
  });

  test('that another window changed meanwhile is shown, not deleted unseen', async () => {
    const onRemove = vi.fn(async () => {});
    const props = aNoteEditor({ stored: 'Short', onRemove });
    const place = show(view(props));
    await userEvent.clear(field());
    show(view({ ...props, stored: 'Short, and what another window wrote' }), place);
    await userEvent.click(page.getByRole('button', { name: 'elsewhere' }));
    await expect.element(field()).toHaveValue('Short, and what another window wrote');
    expect(onRemove).not.toHaveBeenCalled();
    // Now that it is seen it can go.
    await userEvent.click(page.getByRole('button', { name: 'Delete: A ferry' }));
    await expect.element(status()).toHaveTextContent('Note deleted.');
    expect(onRemove).toHaveBeenCalledOnce();
  });

  test('just saved is deleted when asked, although the page that holds the notes is a moment behind', async () => {
    const onRemove = vi.fn(async () => {});
    show(view(aNoteEditor({ stored: 'Short', onRemove })));
    await userEvent.fill(field(), 'Short and saved');
    await expect.element(status()).toHaveTextContent('Saved');
    await userEvent.click(page.getByRole('button', { name: 'Delete: A ferry' }));
    await expect.element(status()).toHaveTextContent('Note deleted.');
    expect(onRemove).toHaveBeenCalledOnce();
  });

  test('that could not be deleted is still there', async () => {
    const onRemove = vi.fn(async () => {
      throw new Error('closed');
    });
    show(view(aNoteEditor({ stored: 'Stays', onRemove })));
    await userEvent.click(page.getByRole('button', { name: /^Delete/ }));
    await expect.element(field()).toHaveValue('Stays');
  });

  test('that may not be deleted stays, and says why', async () => {
    show(view(aNoteEditor({ stored: 'Stays', onRemove: async () => 'stays' })));
    await userEvent.click(page.getByRole('button', { name: /^Delete/ }));
    await expect.element(status()).toHaveTextContent('Not deleted: from a private window you could not undo it.');
    await expect.element(field()).toHaveValue('Stays');
  });

  test('saved twice is not taken back when the page that holds the notes shows the first text late', async () => {
    const props = aNoteEditor({ stored: 'Short' });
    const place = show(view(props));
    for (const [index, text] of ['Short and', 'Short and saved'].entries()) {
      await userEvent.fill(field(), text);
      await vi.waitFor(() => expect(props.onSave).toHaveBeenCalledTimes(index + 1));
    }
    await expect.element(status()).toHaveTextContent('Saved');
    show(view({ ...props, stored: 'Short and' }), place);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(field().element()).toHaveValue('Short and saved');
    show(view({ ...props, stored: 'Short and saved' }), place);
    await new Promise((resolve) => setTimeout(resolve, 100));
    // Now nothing is on its way any more: it was another window that went back.
    show(view({ ...props, stored: 'Short and' }), place);
    await expect.element(field()).toHaveValue('Short and');
  });

  test('changed elsewhere is taken over, unless something was typed here', async () => {
    const props = aNoteEditor({ stored: 'Here' });
    const place = show(view(props));
    show(view({ ...props, stored: 'There' }), place);
    await expect.element(field()).toHaveValue('There');
    await userEvent.fill(field(), 'Mine');
    show(view({ ...props, stored: 'Theirs' }), place);
    await expect.element(field()).toHaveValue('Mine');
  });

  test('is as high as its text, up to a limit', async () => {
    const place = aPlace();
    const props = aNoteEditor();
    show(view(props), place);
    const area = place.querySelector('textarea');
    const empty = area?.offsetHeight ?? 0;
    await userEvent.fill(field(), 'line\n'.repeat(5));
    expect(area?.offsetHeight).toBeGreaterThan(empty);
    await userEvent.fill(field(), 'line\n'.repeat(50));
    expect(area?.offsetHeight).toBe(200);
  });
});
