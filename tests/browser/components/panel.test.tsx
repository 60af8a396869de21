/** The panel: what it lists and in which order, how it filters, and that notes are written where they stand. */
import { useState } from 'preact/hooks';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import {
  filterLists,
  isFiltering,
  listsOf,
  NO_FILTER,
  type PanelFilter,
  type PanelLists,
} from '../../../components/page-entries.ts';
import { PanelView, type PanelViewProps } from '../../../entrypoints/sidepanel/PanelView.tsx';
import { panelStateOf, placeIn } from '../../../entrypoints/sidepanel/state.ts';
import { describeSpan } from '../../../lib/annotation/index.ts';
import { aClaim, aClaimAnnotation, aClaimOnPage, aNote, aRecord, aReport } from '../../support/builders.ts';
import { show, speakOf } from '../../support/screen.ts';

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
const lists = listsOf(report, [gone, gulls, onClaim, onPage], placeIn(text));
const idsOf = ({ entries, orphans }: PanelLists) => [entries.map(({ id }) => id), orphans.map(({ id }) => id)];

beforeEach(() => speakOf('en'));

describe('what the panel lists', () => {
  test('is in page order, the page itself first, with orphans apart', () => {
    expect(idsOf(lists)).toEqual([[onPage.id, bold.key, gulls.id, ferry.key], [gone.id]]);
  });

  test('puts a note on a claim under the claim, wherever it was written', () => {
    const elsewhere = aNote({ id: 'urn:uuid:other', target: { source: 'https://other.example/', selectors: [] } });
    const { entries } = listsOf(report, [elsewhere], placeIn(text));
    expect(entries.flatMap((entry) => (entry.kind === 'claim' ? entry.notes.map(({ id }) => id) : []))).toEqual([
      elsewhere.id,
    ]);
  });

  test('calls nothing gone while the page cannot be asked', () => {
    expect(idsOf(listsOf(null, [gone, onPage], null))).toEqual([[onPage.id, gone.id], []]);
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
    const props: PanelViewProps = {
      page: { state: 'done', report },
      lists,
      filter: NO_FILTER,
      begun: null,
      notice: null,
      locale: 'en',
      onFilter: vi.fn(),
      onRead: vi.fn(),
      onResume: vi.fn(),
      onCopy: vi.fn(async () => {}),
      onShow: vi.fn(),
      onBegin: vi.fn(),
      onSave: vi.fn(async () => true),
      onRemove: vi.fn(async () => {}),
      onOpen: vi.fn(),
      ...fields,
    };
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

  test('walks from claim to claim by arrow keys', async () => {
    aPanel();
    const bolder = list().getByRole('button', { name: /^It would be/ });
    const government = list().getByRole('button', { name: /^The government/ });
    bolder.element().focus();
    await userEvent.keyboard('{ArrowDown}');
    await expect.element(government).toHaveFocus();
    await userEvent.keyboard('{ArrowDown}{ArrowUp}');
    await expect.element(bolder).toHaveFocus();
  });

  test('begins a note where there is none, and edits the one there is', async () => {
    const { props } = aPanel();
    await userEvent.click(page.getByRole('button', { name: 'Write a note: It would be the boldest project.' }));
    expect(props.onBegin).toHaveBeenCalledExactlyOnceWith(bold.key);
    await userEvent.fill(page.getByRole('textbox', { name: /^Note: The government/ }), 'Asked the ministry');
    await vi.waitFor(() => expect(props.onSave).toHaveBeenCalledExactlyOnceWith(onClaim, 'Asked the ministry'));
  });

  test('puts the cursor into a note just begun, which cannot be deleted before it is kept', async () => {
    const draft = aNote({ id: 'urn:uuid:draft', claim: bold.key, text: '' });
    aPanel({ lists: listsOf(report, [draft], placeIn(text)), begun: draft.id });
    await expect.element(page.getByRole('textbox', { name: /^Note: It would be/ })).toHaveFocus();
    expect(page.getByRole('button', { name: /^Delete/ }).elements()).toEqual([]);
  });

  test('lists a passage that is not on the page now with its words', async () => {
    aPanel();
    await expect.element(page.getByRole('heading', { name: 'Not on this page now' })).toBeVisible();
    await expect.element(page.getByText('“A sunny morning.”')).toBeVisible();
  });

  test('says how much a filter leaves, and lets it all come back', async () => {
    aPanel();
    await userEvent.click(page.getByRole('button', { name: 'Reworded here' }));
    await expect.element(page.getByText('1 shown')).toBeVisible();
    await userEvent.fill(page.getByRole('searchbox'), 'nothing like this');
    await expect.element(page.getByText('0 shown')).toBeVisible();
    await userEvent.click(page.getByRole('button', { name: 'Show everything' }));
    await expect.element(list().getByRole('button', { name: /^It would be/ })).toBeVisible();
  });

  test('offers nothing to filter where nothing is listed', () => {
    aPanel({ page: { state: 'uninvoked' }, lists: { entries: [], orphans: [] } });
    expect(page.getByRole('searchbox').elements()).toEqual([]);
    expect(page.getByRole('status').elements()[0]?.textContent).toMatch(/Click Caveat in the toolbar/);
  });
});
