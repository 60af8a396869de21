/** The panel: what it lists and in which order, how it filters, and that notes are written where they stand. */
import { useState } from 'preact/hooks';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import {
  filterLists,
  isFiltering,
  isMarked,
  listsOf,
  NO_FILTER,
  type PanelFilter,
  type PanelLists,
} from '../../../components/page-entries.ts';
import { whereaboutsOn } from '../../../entrypoints/beside-page/door.ts';
import { PanelView, type PanelViewProps } from '../../../entrypoints/sidepanel/PanelView.tsx';
import { rememberPlaces } from '../../../entrypoints/sidepanel/places.ts';
import { panelStateOf } from '../../../entrypoints/sidepanel/state.ts';
import { describeSpan } from '../../../lib/annotation/index.ts';
import { aClaim, aClaimAnnotation, aClaimOnPage, aNote, aRecord, aReport } from '../../support/builders.ts';
import { show, speakOf } from '../../support/screen.ts';
import { noLists, panelProps } from '../../support/views.ts';

const text =
  'A foggy morning. It would be the boldest project. Gulls cried. Planning for a ferry across the strait has begun.';
const spanOf = (quote: string) => ({ start: text.indexOf(quote), end: text.indexOf(quote) + quote.length });
const bold = aClaimOnPage(
  aClaim({
    id: 'boldest',
    text: { en: 'It would be the boldest project.' },
    record: aRecord({ kind: 'assessment', sources: [] }),
  }),
);
const ferry = aClaimOnPage();
const sentence = (quote: string) => ({ quote, sentence: spanOf(quote) });
const report = aReport({
  claims: [ferry, bold],
  annotations: [
    aClaimAnnotation(bold, sentence('It would be the boldest project.')),
    aClaimAnnotation(ferry, {
      ...sentence('Planning for a ferry across the strait has begun.'),
      comparison: 'attribution-dropped',
    }),
  ],
});
const source = 'https://news.example/story';
const passage = (id: string, quote: string, fields = {}) => {
  const { claim: _, ...note } = aNote({ id: `urn:uuid:${id}`, text: `On ${quote}` });
  return { ...note, target: { source, selectors: describeSpan(text, spanOf(quote)) }, ...fields };
};
const onClaim = aNote({ id: 'urn:uuid:claim', text: 'Which officials?' });
const gulls = passage('gulls', 'Gulls cried.');
const { claim: _, ...onPage } = aNote({
  id: 'urn:uuid:page',
  target: { source, selectors: [] },
  text: 'Worth keeping',
});
const gone = passage('gone', 'A foggy morning.', {
  target: { source, selectors: [{ type: 'TextQuoteSelector', exact: 'A sunny morning.', prefix: '', suffix: '' }] },
});
const found = (id: string, quote: string, state: 'exact' | 'approximate' = 'exact') => ({
  id,
  span: spanOf(quote),
  state,
});
const told = {
  url: source,
  title: 'A story',
  report,
  notes: [gone, gulls, onClaim, onPage],
  passages: [found(gulls.id, 'Gulls cried.', 'approximate')],
};
const lists = listsOf(report, told.notes, whereaboutsOn(told, text));
const idsOf = ({ entries, orphans }: PanelLists) => [entries.map(({ id }) => id), orphans.map(({ id }) => id)];

beforeEach(() => speakOf('en'));

describe('what the panel lists', () => {
  test('is in page order, the page itself first, with orphans apart', () => {
    expect(idsOf(lists)).toEqual([[onPage.id, bold.key, gulls.id, ferry.key], [gone.id]]);
  });

  test('puts a note on a claim under the claim, wherever it was written', () => {
    const elsewhere = aNote({ id: 'urn:uuid:other', target: { source: 'https://other.example/', selectors: [] } });
    const { entries } = listsOf(report, [elsewhere], whereaboutsOn(told, text));
    expect(entries.flatMap((entry) => (entry.kind === 'claim' ? entry.notes.map(({ id }) => id) : []))).toEqual([
      elsewhere.id,
    ]);
  });

  test('calls nothing gone while the page cannot be asked', () => {
    expect(idsOf(listsOf(null, [gone, onPage], whereaboutsOn(null)))).toEqual([[onPage.id, gone.id], []]);
  });

  test('calls nothing gone that the page has not heard of yet', () => {
    const fresh = passage('fresh', 'Gulls cried.');
    expect(idsOf(listsOf(report, [fresh], whereaboutsOn(told, text)))).toEqual([[bold.key, ferry.key, fresh.id], []]);
  });

  test('keeps the place of a passage the page tells no more of, because it was just removed', () => {
    const places = new Map();
    const listed = (now: typeof told) =>
      idsOf(listsOf(report, told.notes, rememberPlaces(whereaboutsOn(now, text), places)));
    const before = listed(told);
    expect(listed({ ...told, notes: [gone, onClaim, onPage], passages: [] })).toEqual(before);
    // What it tells counts, wherever the note was before.
    expect(listed({ ...told, passages: [] })[1]).toContain(gulls.id);
  });

  test('looks for a note on a claim that is not found here where it was written', () => {
    const other = { ...passage('other', 'A foggy morning.'), claim: 'harbour:other' as const };
    const lost = { ...gone, id: 'urn:uuid:lost', claim: 'harbour:other' as const };
    expect(idsOf(listsOf(report, [lost, other], whereaboutsOn(told, text)))).toEqual([
      [other.id, bold.key, ferry.key],
      [lost.id],
    ]);
    expect(idsOf(listsOf(report, [lost], whereaboutsOn(told)))[1]).toEqual([]);
  });

  test('knows which entry a mark of the page is', () => {
    const [, claim, passageEntry] = lists.entries;
    if (!claim || !passageEntry) throw new Error('listed');
    expect(isMarked(claim, [`${bold.key}@999`])).toBe(true);
    expect(isMarked(claim, [gulls.id])).toBe(false);
    expect(isMarked(passageEntry, [gulls.id])).toBe(true);
  });

  test.each<[Partial<PanelFilter>, readonly string[], readonly string[]]>([
    [{ words: 'GÜLLS' }, [gulls.id], []],
    [{ words: 'officials' }, [ferry.key], []],
    [{ words: 'sunny' }, [], [gone.id]],
    [{ withNote: true }, [onPage.id, gulls.id, ferry.key], [gone.id]],
    [{ changed: true }, [ferry.key], []],
    [{ level: 'J' }, [bold.key], []],
    [{ level: 4 }, [], []],
  ])('by %o leaves what fits', (fields, entries, orphans) => {
    const filter = { ...NO_FILTER, ...fields };
    expect(isFiltering(filter)).toBe(true);
    expect(idsOf(filterLists(lists, filter, 'en'))).toEqual([entries, orphans]);
  });
});

describe('what the panel says of a page it cannot read', () => {
  const free = { paused: false, address: null, tried: false };
  test('names the toolbar button where only that gives access', () => {
    expect(panelStateOf({ kind: 'absent' }, free)).toEqual({ state: 'uninvoked' });
    expect(panelStateOf({ kind: 'unreadable', why: 'unknown' }, free)).toEqual({ state: 'uninvoked' });
  });
  test('offers to read where it may, and no longer once that did not help', () => {
    const known = { ...free, address: source };
    expect(panelStateOf({ kind: 'absent' }, known)).toEqual({ state: 'off' });
    expect(panelStateOf({ kind: 'absent' }, { ...known, tried: true })).toEqual({ state: 'uninvoked' });
  });
  test('says that Caveat is paused, and why a page cannot be read', () => {
    expect(panelStateOf({ kind: 'absent' }, { ...free, paused: true })).toEqual({ state: 'paused' });
    const pdf = { ...free, address: 'https://news.example/a.pdf' };
    expect(panelStateOf({ kind: 'unreadable', why: 'pdf' }, pdf)).toEqual({ state: 'unsupported', why: 'pdf' });
  });
});

describe('the panel', () => {
  function aPanel(fields: Partial<PanelViewProps> = {}) {
    const props = panelProps(report, { lists, ...fields });
    const Filtered = () => {
      const [filter, setFilter] = useState(props.filter);
      return <PanelView {...props} filter={filter} onFilter={setFilter} />;
    };
    return { props, place: show(<Filtered />) };
  }
  const list = () => page.getByRole('list', { name: 'Claims and notes on this page, in page order' });

  test('goes to a claim’s sentence', async () => {
    const { props } = aPanel();
    await userEvent.click(list().getByRole('button', { name: /^The government has begun/ }));
    expect(props.onShow).toHaveBeenCalledExactlyOnceWith(report.annotations[1]?.id);
  });

  test('walks from row to row by arrow keys', async () => {
    aPanel();
    const bolder = list().getByRole('button', { name: /^It would be/ });
    const government = list().getByRole('button', { name: /^The government/ });
    bolder.element().focus();
    await userEvent.keyboard('{ArrowDown}');
    await expect.element(list().getByRole('button', { name: /^Yellow: Gulls/ })).toHaveFocus();
    await userEvent.keyboard('{ArrowDown}');
    await expect.element(government).toHaveFocus();
    await userEvent.keyboard('{ArrowDown}{ArrowUp}{ArrowUp}');
    await expect.element(bolder).toHaveFocus();
  });

  test('begins a note where there is none, and edits the one there is', async () => {
    const { props } = aPanel();
    await userEvent.click(page.getByRole('button', { name: 'Write a note: It would be the boldest project.' }));
    expect(props.onBegin).toHaveBeenCalledExactlyOnceWith(bold.key);
    await userEvent.click(page.getByRole('button', { name: /^Edit: The government/ }));
    await userEvent.fill(page.getByRole('textbox', { name: /^Note: The government/ }), 'Asked the ministry');
    const change = { text: 'Asked the ministry', motivation: 'commenting' };
    await vi.waitFor(() => expect(vi.mocked(props.onChange).mock.lastCall?.slice(0, 2)).toEqual([onClaim, change]));
  });

  test('puts the cursor into a note just begun, which cannot be deleted before it is kept', async () => {
    const draft = aNote({ id: 'urn:uuid:draft', claim: bold.key, text: '' });
    aPanel({ lists: listsOf(report, [draft], whereaboutsOn(told, text)), begun: draft.id });
    await expect.element(page.getByRole('textbox', { name: /^Note: It would be/ })).toHaveFocus();
    expect(page.getByRole('button', { name: /^Delete/ }).elements()).toEqual([]);
  });

  test('lists a passage that is not on the page now with its words', async () => {
    aPanel();
    await expect.element(page.getByRole('heading', { name: 'Not on this page now' })).toBeVisible();
    await expect.element(page.getByText('A sunny morning.', { exact: true })).toBeVisible();
  });

  test('goes to a passage, and says when its words are others now', async () => {
    const { props } = aPanel();
    const row = list().getByRole('button', { name: /^Yellow: Gulls cried\./ });
    await expect.element(row).toHaveTextContent(/Approximate/);
    await userEvent.click(row);
    expect(props.onShow).toHaveBeenCalledExactlyOnceWith(gulls.id);
  });

  test('brings into view what is opened in the page', async () => {
    const many = Array.from({ length: 60 }, (_, index) => passage(String(index), 'Gulls cried.', { color: 'green' }));
    const last = many.at(-1)?.id ?? '';
    const all = listsOf(null, many, () => 'unknown');
    const { props, place } = aPanel({ lists: all });
    expect(place.querySelector('[aria-current]')).toBeNull();
    show(<PanelView {...props} opened={[last]} />, place);
    const row = place.querySelector<HTMLElement>('[aria-current="true"]');
    expect(row?.textContent).toContain('Gulls cried.');
    await vi.waitFor(() => expect((row?.getBoundingClientRect().bottom ?? 9_999) <= innerHeight).toBe(true));
    window.scrollTo(0, 0);
  });

  test('changes colour, kind and tags of a passage where it is listed', async () => {
    const { props } = aPanel({ suggestTags: async () => ['harbour'] });
    await userEvent.click(list().getByText('Colour, kind and tags'));
    await userEvent.click(list().getByText('Blue'));
    expect(props.onChange).toHaveBeenLastCalledWith(gulls, { color: 'blue' });
    await userEvent.click(list().getByText('Question'));
    expect(props.onChange).toHaveBeenLastCalledWith(gulls, { motivation: 'questioning' });
    await userEvent.fill(page.getByRole('combobox', { name: 'Add a tag' }), 'har');
    await userEvent.click(page.getByRole('option', { name: 'harbour' }));
    expect(props.onChange).toHaveBeenLastCalledWith(gulls, { tags: ['harbour'] });
  });

  test('calls a question one once, also before there are words in it', async () => {
    for (const words of ['Which gulls?', '']) {
      const asked = { ...gulls, text: words, motivation: 'questioning' as const };
      const { place } = aPanel({ lists: listsOf(report, [asked], whereaboutsOn(told, text)) });
      const named = [...place.querySelectorAll('.cav-passage *')].filter(
        (one) => one.textContent === 'Question' && one.children.length === 0 && !one.closest('details'),
      );
      expect(named).toHaveLength(1);
    }
  });

  test('keeps the place of a note just removed, with a way back', async () => {
    const { props } = aPanel({ removed: new Set([gulls.id]) });
    await userEvent.click(list().getByRole('button', { name: 'Undo' }));
    expect(props.onChange).toHaveBeenCalledExactlyOnceWith(gulls, {});
  });

  test('exports the page', async () => {
    const { props } = aPanel();
    await userEvent.click(page.getByRole('button', { name: 'Export' }));
    await userEvent.click(page.getByRole('button', { name: 'Save' }));
    expect(props.onExport).toHaveBeenCalledExactlyOnceWith('markdown', 'file');
  });

  test('says how much a filter leaves, and lets it all come back', async () => {
    aPanel();
    await userEvent.click(page.getByRole('button', { name: 'Reworded here' }));
    await expect.element(page.getByText('1 shown')).toBeVisible();
    await userEvent.fill(page.getByRole('searchbox'), 'nothing like this');
    await expect.element(page.getByText('0 shown')).toBeVisible();
    await userEvent.click(page.getByRole('button', { name: 'Show everything' }));
    await expect.element(page.getByRole('searchbox')).toHaveFocus();
    await expect.element(list().getByRole('button', { name: /^It would be/ })).toBeVisible();
  });

  test('offers nothing to filter where nothing is listed', () => {
    aPanel({ page: { state: 'uninvoked' }, lists: noLists });
    expect(page.getByRole('searchbox').elements()).toEqual([]);
    expect(page.getByRole('status').elements()[0]?.textContent).toMatch(/Click Caveat in the toolbar/);
  });
});
