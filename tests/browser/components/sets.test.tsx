/** Claim sets: where each comes from, what is in it, and what a file brings or would change before it is kept. */
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { type AddSetState, AddSetView } from '../../../entrypoints/library/AddSetView.tsx';
import { SetsView, type SetsViewProps } from '../../../entrypoints/library/SetsView.tsx';
import { diffClaimSets } from '../../../lib/claims/index.ts';
import { aClaim, aClaimOnPage, aClaimSet, aRecord } from '../../support/builders.ts';
import { show, speakOf } from '../../support/screen.ts';
import { setsProps } from '../../support/views.ts';

beforeEach(() => speakOf('en'));

describe('the claim sets', () => {
  function theSets(fields: Partial<SetsViewProps> = {}) {
    const props = setsProps(fields);
    show(<SetsView {...props} />);
    return props;
  }
  const rows = () => page.getByRole('list', { name: 'Claim sets' }).getByRole('listitem');

  test('say who made each, from what, under which licence, and how much is in it', async () => {
    theSets();
    const own = rows().nth(1);
    for (const fact of ['The ferries', 'Harbour desk', 'CC-BY-4.0', '2.1.0', '120 claims', 'English', 'Port records']) {
      await expect.element(own).toHaveTextContent(fact);
    }
    await expect
      .element(own.getByRole('link', { name: 'Port records' }))
      .toHaveAttribute('href', 'https://port.example/');
  });

  test('can be switched and removed when the reader added them, not when they came with Caveat', async () => {
    const props = theSets();
    await expect.element(rows().nth(0)).toHaveTextContent('Comes with Caveat.');
    expect(rows().nth(0).getByRole('switch').elements()).toEqual([]);
    expect(
      rows()
        .nth(0)
        .getByRole('button', { name: /^Remove/ })
        .elements(),
    ).toEqual([]);
    await userEvent.click(rows().nth(1).getByRole('switch', { name: 'Check pages against it' }));
    expect(props.onEnable).toHaveBeenCalledExactlyOnceWith('ferries', false);
    await userEvent.click(page.getByRole('button', { name: 'Remove: The ferries' }));
    expect(props.onRemove).toHaveBeenCalledExactlyOnceWith('ferries');
  });

  test('show their claims with their levels when they are opened, and count the rest', async () => {
    const props = theSets({ inspected: { id: 'ferries', claims: [aClaimOnPage()] } });
    await userEvent.click(rows().nth(1).getByText('Its claims'));
    await vi.waitFor(() => expect(props.onInspect).toHaveBeenCalledExactlyOnceWith('ferries'));
    await expect.element(rows().nth(1)).toHaveTextContent(/begun planning a ferry.*Limited.*and 119 more/);
  });
});

describe('adding a set', () => {
  function adding(state: AddSetState) {
    const props = {
      adding: state,
      locale: 'en',
      onFile: vi.fn(),
      onAdd: vi.fn(),
      onExample: vi.fn(),
      onClose: vi.fn(),
    };
    show(<AddSetView {...props} />);
    return props;
  }

  test('gives a small file to begin with', async () => {
    const props = adding({ state: 'none' });
    await userEvent.click(page.getByRole('button', { name: 'Save a small example file' }));
    expect(props.onExample).toHaveBeenCalledOnce();
  });

  test('shows what it is before it is kept', async () => {
    const set = aClaimSet();
    const props = adding({ state: 'preview', set, diff: null, moved: [] });
    await expect.element(page.getByRole('heading', { name: 'The ferries' })).toBeVisible();
    expect(props.onAdd).not.toHaveBeenCalled();
    await userEvent.click(page.getByRole('button', { name: 'Add this set' }));
    expect(props.onAdd).toHaveBeenCalledExactlyOnceWith(set);
  });

  test('shows of an update what it changes, and which levels move', async () => {
    const [kept, gone, fresh] = ['kept', 'gone', 'fresh'].map((id) => aClaim({ id }));
    if (!kept || !gone || !fresh) throw new Error('made above');
    const before = aClaimSet({ claims: [kept, gone] });
    const changed = { ...kept, record: aRecord({ sources: [] }) };
    const after = aClaimSet({ version: '2.2.0', claims: [changed, fresh] });
    const moved = [{ id: 'kept', before: 2, after: 0 }] as const;
    adding({ state: 'preview', set: after, diff: diffClaimSets(before, after), moved });
    for (const line of [
      'What changes from version 2.1.0 to 2.2.0',
      '1 new claim',
      '1 claim goes.',
      '1 claim changes',
    ]) {
      await expect.element(page.getByText(line)).toBeVisible();
    }
    await userEvent.click(page.getByText('1 level moves'));
    await expect.element(page.getByText('Limited → No source given')).toBeVisible();
    await userEvent.click(page.getByText('Field by field'));
    await expect.element(page.getByText('record.sources[0]')).toBeVisible();
    await expect.element(page.getByRole('button', { name: 'Take the update' })).toBeVisible();
  });

  test('names the places of what is wrong with a file, the first ten', async () => {
    const problems = Array.from({ length: 12 }, (_, index) => ({
      place: `claims[${index}].id`,
      message: 'is missing',
    }));
    adding({ state: 'refused', name: 'mine.json', problems });
    await expect.element(page.getByRole('status')).toHaveTextContent('mine.json is not a claim set that can be read.');
    await expect.element(page.getByText('claims[9].id')).toBeVisible();
    await expect.element(page.getByText('and 2 more')).toBeVisible();
    expect(page.getByText('claims[10].id').elements()).toEqual([]);
  });
});
