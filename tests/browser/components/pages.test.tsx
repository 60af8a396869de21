/** The popup, the library and the settings: what they say, and what they ask for. */
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { NoteItem } from '../../../components/NoteList.tsx';
import { EVERYTHING, hashOf, isNarrowed, type LibraryQuery, queryOf } from '../../../components/note-query.ts';
import { choicesOf, findItems, itemsOf, sortItems } from '../../../components/note-search.ts';
import { type LibraryState, LibraryView, type LibraryViewProps } from '../../../entrypoints/library/LibraryView.tsx';
import { linkOf } from '../../../entrypoints/library/link.ts';
import { OptionsView } from '../../../entrypoints/options/OptionsView.tsx';
import { PopupView, type PopupViewProps } from '../../../entrypoints/popup/PopupView.tsx';
import { WelcomeView } from '../../../entrypoints/welcome/WelcomeView.tsx';
import type { Annotation } from '../../../lib/annotation/index.ts';
import { exportFormats } from '../../../lib/exchange/index.ts';
import { defaultSettings } from '../../../lib/settings.ts';
import { aClaim, aClaimAnnotation, aClaimOnPage, aNote, aRecord, aReport, aTally } from '../../support/builders.ts';
import { show, speakOf } from '../../support/screen.ts';
import { libraryProps, popupProps } from '../../support/views.ts';

const ferry = aClaimOnPage();
const judged = aClaimOnPage(
  aClaim({
    id: 'boldest',
    text: { en: 'It would be the boldest project.' },
    record: aRecord({ kind: 'assessment', sources: [] }),
  }),
);
const at = (start: number) => ({ sentence: { start, end: start + 40 } });
const report = aReport({
  claims: [ferry, judged],
  annotations: [
    aClaimAnnotation(judged, at(10)),
    aClaimAnnotation(ferry, {
      ...at(200),
      comparison: 'attribution-dropped',
      wording: { drift: 'overstated', differences: [] },
    }),
    aClaimAnnotation(ferry, at(400)),
  ],
  tally: aTally({ sentences: 3, claims: 2, unnamedOnly: 1, attributionDropped: 1, changed: 1 }),
});

const aPopup = (fields: Partial<PopupViewProps> = {}) => popupProps(report, fields);

beforeEach(() => speakOf('en'));

describe('the popup', () => {
  test('says first what was found, in words', async () => {
    show(<PopupView {...aPopup()} />);
    await expect.element(page.getByRole('heading', { level: 1 })).toHaveTextContent('2 claims in 3 sentences.');
    await expect.element(page.getByRole('status').first()).toHaveTextContent('1 rests on unnamed people only.');
  });

  test('lists the claims in page order, each named by claim, level, change and place', async () => {
    const props = aPopup();
    show(<PopupView {...props} />);
    const rows = page.getByRole('list', { name: 'Claims on this page, in page order' }).getByRole('button');
    expect(rows.elements().map((row) => row.textContent)).toEqual([
      'It would be the boldest project.Writer’s judgement1 of 2',
      'The government has begun planning a ferry across the strait.LimitedGoes further than the recordAttribution dropped2 of 2',
      '1',
      '2',
    ]);
    await userEvent.click(rows.nth(1));
    expect(props.onShow).toHaveBeenLastCalledWith(`${ferry.key}@200`);
    await userEvent.click(page.getByRole('button', { name: 'Sentence 2 of 2' }));
    expect(props.onShow).toHaveBeenLastCalledWith(`${ferry.key}@400`);
  });

  test('says in words what the strip shows', async () => {
    show(<PopupView {...aPopup()} />);
    const strip = page.getByRole('img', {
      name: 'Claims in page order: Writer’s judgement and Limited, reworded here.',
    });
    await expect.element(strip).toBeInTheDocument();
  });

  test.each([
    [{ state: 'loading' }, 'Reading this page…', null],
    [
      { state: 'done', report: aReport({ claims: [] }) },
      'No sentence here states a claim of your sets.',
      'Read it again',
    ],
    [{ state: 'not-article' }, 'This page does not look like an article.', 'Read it anyway'],
    [{ state: 'off' }, 'Caveat is not turned on here.', 'Read this page now'],
    [
      { state: 'unsupported', why: 'local-file' },
      'This is a file on your device. Caveat reads pages on the web.',
      null,
    ],
    [{ state: 'failed', detail: 'x' }, 'Caveat could not read this page. Your notes are safe.', 'Try again'],
  ] as const)('in state %o says one sentence and offers one thing to do', async (state, sentence, action) => {
    const props = aPopup({ page: state });
    show(<PopupView {...props} />);
    await expect.element(page.getByRole('status').first()).toHaveTextContent(sentence);
    if (action === null) return;
    await userEvent.click(page.getByRole('button', { name: action }));
    expect(props.onRead).toHaveBeenCalledOnce();
  });

  test('leads to what the lines mean, where there are any', async () => {
    const props = aPopup();
    const place = show(<PopupView {...props} />);
    await userEvent.click(page.getByRole('button', { name: 'What the lines mean' }));
    expect(props.onOpen).toHaveBeenCalledExactlyOnceWith('welcome', 'lines');
    show(<PopupView {...aPopup({ page: { state: 'off' } })} />, place);
    expect(page.getByRole('button', { name: 'What the lines mean' }).elements()).toEqual([]);
  });

  test('hands over the details of a failure, and says that it did', async () => {
    const props = aPopup({ page: { state: 'failed', detail: 'timeout: checkPage' } });
    show(<PopupView {...props} />);
    await userEvent.click(page.getByRole('button', { name: 'Copy details' }));
    expect(props.onCopy).toHaveBeenCalledExactlyOnceWith('timeout: checkPage');
    await expect.element(page.getByRole('button', { name: 'Copied' })).toBeVisible();
  });

  test('asks for the site inside the click, while the reader’s activation lasts', async () => {
    let active = false;
    const onSite = vi.fn((_: boolean) => {
      active = navigator.userActivation.isActive;
    });
    show(<PopupView {...aPopup({ onSite })} />);
    await userEvent.click(page.getByRole('switch', { name: 'Keep on for news.example' }));
    expect(onSite).toHaveBeenCalledExactlyOnceWith(true);
    expect(active).toBe(true);
  });

  test('offers no site where there is none', () => {
    const place = show(<PopupView {...aPopup({ standing: { site: null, siteOn: false, allOn: false } })} />);
    expect(place.querySelectorAll('[role=switch]').length).toBe(1);
  });

  test('writes the page in any format, or copies it, once asked to export', async () => {
    const props = aPopup();
    show(<PopupView {...props} />);
    expect(page.getByRole('combobox', { name: 'Format' }).elements()).toEqual([]);
    await userEvent.click(page.getByRole('button', { name: 'Export' }));
    const formats = page.getByRole('group', { name: 'Export this page' }).getByRole('option').elements();
    expect(formats.map((option) => (option as HTMLOptionElement).value).sort()).toEqual([...exportFormats].sort());
    await userEvent.selectOptions(page.getByRole('combobox', { name: 'Format' }), 'csv');
    await userEvent.click(page.getByRole('button', { name: 'Save' }));
    expect(props.onExport).toHaveBeenLastCalledWith('csv', 'file');
    await userEvent.click(page.getByRole('button', { name: 'Copy' }));
    expect(props.onExport).toHaveBeenLastCalledWith('csv', 'copy');
  });

  test('is at most 560 px high however much was found, with the list to scroll', () => {
    const claims = Array.from({ length: 40 }, (_, index) => aClaimOnPage(aClaim({ id: `claim-${index}` })));
    const place = show(<PopupView {...popupProps(aReport({ claims }))} />);
    const popup = place.querySelector<HTMLElement>('.cav-popup');
    expect(popup?.offsetHeight).toBe(560);
    expect(popup?.offsetWidth).toBe(380);
    expect(popup?.scrollWidth).toBe(380);
  });
});

describe('the library', () => {
  const claimOf = (key: string) => (key === ferry.key ? ferry : undefined);
  const older = aNote({
    id: 'urn:uuid:1',
    created: '2026-08-01T10:00:00Z',
    modified: '2026-08-30T10:00:00Z',
    text: 'Older',
  });
  const newer = aNote({
    id: 'urn:uuid:2',
    created: '2026-08-20T10:00:00Z',
    text: '¿Qué funcionarios?',
    tags: ['Harbour-Tag'],
    claim: 'gone:claim',
    motivation: 'questioning',
    color: 'blue',
  });
  const driftOf = ({ id }: Annotation) => (id === older.id ? 'figure' : undefined);

  const ids = (items: readonly NoteItem[]) => items.map(({ note }) => note.id);

  test.each([
    ['newest', ['urn:uuid:2', 'urn:uuid:1']],
    ['oldest', ['urn:uuid:1', 'urn:uuid:2']],
    ['changed', ['urn:uuid:1', 'urn:uuid:2']],
    ['page', ['urn:uuid:1', 'urn:uuid:2']],
  ] as const)('sorts by %s', (sort, order) => {
    expect(ids(sortItems(itemsOf([newer, older], new Map(), claimOf), sort))).toEqual(order);
  });

  test('keeps a note just removed in its place', () => {
    const items = itemsOf([older], new Map([[newer.id, newer]]), claimOf);
    expect(ids(sortItems(items, 'newest'))).toEqual(['urn:uuid:2', 'urn:uuid:1']);
    expect(items.map(({ removed }) => removed ?? false)).toEqual([false, true]);
    expect(itemsOf([older, newer], new Map([[newer.id, newer]]), claimOf)).toHaveLength(2);
  });

  test.each<[Partial<LibraryQuery>, readonly string[]]>([
    [{ words: 'funcionarios' }, ['urn:uuid:2']],
    [{ words: 'QUE FUNC' }, ['urn:uuid:2']],
    [{ words: 'planning government' }, ['urn:uuid:1']],
    [{ words: '"begun planning"' }, ['urn:uuid:1']],
    [{ words: '"ferry planning"' }, []],
    [{ words: 'news.example' }, ['urn:uuid:2', 'urn:uuid:1']],
    [{ words: 'harbour-tag' }, ['urn:uuid:2']],
    [{ words: '[' }, []],
    [{ words: '  ' }, ['urn:uuid:2', 'urn:uuid:1']],
    [{ claim: ferry.key }, ['urn:uuid:1']],
    [{ set: 'gone' }, ['urn:uuid:2']],
    [{ site: 'news.example' }, ['urn:uuid:2', 'urn:uuid:1']],
    [{ site: 'example' }, []],
    [{ tag: 'Harbour-Tag' }, ['urn:uuid:2']],
    [{ level: 2 }, ['urn:uuid:1']],
    [{ from: '2026-08-20' }, ['urn:uuid:2']],
    [{ to: '2026-08-19' }, ['urn:uuid:1']],
    [{ quote: 'without' }, []],
    [{ kind: 'questioning' }, ['urn:uuid:2']],
    [{ color: 'blue' }, ['urn:uuid:2']],
    [{ drift: 'figure' }, ['urn:uuid:1']],
    [{ drift: 'overstated' }, []],
    [{ words: 'ferry', from: '2026-08-20', quote: 'with' }, ['urn:uuid:2']],
  ])('finds by %o', (fields, found) => {
    const items = sortItems(itemsOf([older, newer], new Map(), claimOf), 'newest');
    expect(ids(findItems(items, { ...EVERYTHING, ...fields }, 'en', driftOf))).toEqual(found);
    const query = { ...EVERYTHING, ...fields };
    expect(queryOf(`#${hashOf(query)}`)).toEqual(query);
    expect(isNarrowed(query)).toBe(fields.words !== '  ');
  });

  test('finds a note by the words of its claim, also when their set is read later than the notes', () => {
    const own = aNote({ id: 'urn:uuid:4', claim: 'own:late', text: 'Hm.' });
    const late = aClaimOnPage(aClaim({ id: 'late', text: { en: 'The museum opened at night.' } }));
    const query = { ...EVERYTHING, words: 'museum' };
    expect(
      findItems(
        itemsOf([own], new Map(), () => undefined),
        query,
        'en',
      ),
    ).toEqual([]);
    expect(
      ids(
        findItems(
          itemsOf([own], new Map(), () => late),
          query,
          'en',
        ),
      ),
    ).toEqual([own.id]);
  });

  test('understands of an address what is a query', () => {
    expect(queryOf('#read')).toEqual(EVERYTHING);
    expect(queryOf('#level=9&from=yesterday&sort=best&quote=1&claim=none&kind=love&color=red&drift=none')).toEqual(
      EVERYTHING,
    );
    expect(hashOf(EVERYTHING)).toBe('');
  });

  test('offers what there is to filter by, the most used first', () => {
    const third = aNote({ id: 'urn:uuid:3', claim: 'gone:claim' });
    expect(choicesOf(itemsOf([older, newer, third], new Map(), claimOf))).toEqual({
      sets: [
        { set: 'gone', claims: [{ value: 'gone:claim', count: 2 }] },
        { set: 'harbour', claims: [{ value: ferry.key, count: 1 }] },
      ],
      sites: [{ value: 'news.example', count: 3 }],
      tags: [{ value: 'Harbour-Tag', count: 1 }],
      colors: [{ value: 'blue', count: 1 }],
      kinds: [
        { value: 'commenting', count: 2 },
        { value: 'questioning', count: 1 },
      ],
    });
  });

  test('links back to the passage, and to nothing that is no web page', () => {
    expect(linkOf(aNote())).toMatch(/^https:\/\/news\.example\/story#:~:text=Planning%20for%20a%20ferry/);
    const target = (source: string) => ({ ...aNote().target, source, selectors: [] });
    expect(linkOf(aNote({ target: target('https://news.example/story') }))).toBe('https://news.example/story');
    expect(linkOf(aNote({ target: target('javascript:alert(1)') }))).toBeUndefined();
  });

  const ready = (items: readonly NoteItem[]) =>
    ({ state: 'ready', total: items.length, items, complete: true }) as const satisfies LibraryState;

  function aLibrary(library: LibraryState, fields: Partial<LibraryViewProps> = {}) {
    const props = libraryProps(library, fields);
    return { props, place: show(<LibraryView {...props} />) };
  }
  const one = ready([{ note: older, claim: ferry }]);

  test('keeps site and date together below a title that leaves no room, and gives a note’s list its own marks', () => {
    const { target } = older;
    const long = { ...target, source: 'https://news.example/story', title: 'word '.repeat(40), selectors: [] };
    const { place } = aLibrary(ready([{ note: { ...older, text: '- one', target: long } }]));
    const [site, date] = [...place.querySelectorAll<HTMLElement>('.cav-note-when > *')];
    expect(site?.offsetTop).toBe(date?.offsetTop);
    expect(site?.offsetLeft).toBe(place.querySelector<HTMLElement>('.cav-note-place > a')?.offsetLeft);
    const marks = [...place.querySelectorAll('.cav-markdown ul')].map((list) => getComputedStyle(list).listStyleType);
    expect(marks).toEqual(['disc']);
  });

  test('edits a note where it stands', async () => {
    const { props } = aLibrary(one);
    await userEvent.click(page.getByRole('button', { name: /^Edit: The government/ }));
    await userEvent.fill(page.getByRole('textbox', { name: /^Note: The government/ }), 'Newer words');
    const change = { text: 'Newer words', motivation: 'commenting' };
    await vi.waitFor(() => expect(vi.mocked(props.onChange).mock.lastCall?.slice(0, 2)).toEqual([older, change]));
  });

  test('tells of notes it cannot read, and does not say that there are none', async () => {
    const { props, place } = aLibrary({ ...ready([]), unread: 2 });
    const said = page.getByText(/^2 notes were written in a way this Caveat cannot read/);
    await expect.element(said).toBeVisible();
    expect(page.getByText(/^No notes yet/).elements()).toEqual([]);
    show(<LibraryView {...props} library={{ ...ready([]), unread: 0 }} />, place);
    await expect.element(page.getByText(/^No notes yet/)).toBeVisible();
    expect(said.elements()).toEqual([]);
  });

  test('deletes a note and brings it back', async () => {
    const { props, place } = aLibrary(one);
    await userEvent.click(page.getByRole('button', { name: /^Delete/ }));
    expect(props.onRemove).toHaveBeenCalledExactlyOnceWith(older);
    show(<LibraryView {...props} library={ready([{ note: older, claim: ferry, removed: true }])} />, place);
    const undo = page.getByRole('button', { name: 'Undo' });
    await expect.element(undo).toHaveFocus();
    await userEvent.click(undo);
    await vi.waitFor(() => expect(props.onChange).toHaveBeenCalledExactlyOnceWith(older, {}));
  });

  test('hands the focus on to what follows: the way back, what came of it, the next question', async () => {
    const picked = { selected: new Set([older.id]) };
    const { props, place } = aLibrary(one, picked);
    await userEvent.click(page.getByRole('button', { name: 'Delete', exact: true }));
    const onUndo = vi.fn();
    const notice = { text: '1 note deleted.', onUndo };
    show(<LibraryView {...props} notice={notice} />, place);
    // What is picked goes a moment after it was deleted, and the button with it.
    show(<LibraryView {...props} notice={notice} selected={new Set()} />, place);
    await expect.element(page.getByText('1 note deleted.')).toHaveFocus();
    await userEvent.keyboard(' ');
    expect(onUndo).not.toHaveBeenCalled();
    await userEvent.tab();
    await expect.element(page.getByRole('button', { name: 'Undo' })).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    expect(onUndo).toHaveBeenCalledOnce();
    show(<LibraryView {...props} notice={{ text: 'Everything is as it was.' }} selected={new Set()} />, place);
    await expect.element(page.getByText('Everything is as it was.')).toHaveFocus();
    // What came of it does not stand in for how many there are.
    await expect.element(page.getByText('Everything is as it was.')).toHaveTextContent(/was\.1 note$/);
    show(<LibraryView {...props} notice={null} query={{ ...EVERYTHING, words: 'ferry' }} />, place);
    await userEvent.click(page.getByRole('button', { name: 'Show all notes' }));
    expect(props.onQuery).toHaveBeenLastCalledWith(EVERYTHING);
    await expect.element(page.getByRole('searchbox')).toHaveFocus();
  });

  test('leaves a reader who went on where they are, whatever is told and whatever goes', async () => {
    const { props, place } = aLibrary(one, { selected: new Set([older.id]) });
    await userEvent.click(page.getByRole('button', { name: 'Delete', exact: true }));
    await userEvent.click(page.getByRole('heading', { name: 'Your notes' }));
    const notice = { text: '1 note deleted.', onUndo: vi.fn() };
    show(<LibraryView {...props} notice={notice} />, place);
    show(<LibraryView {...props} notice={notice} selected={new Set()} />, place);
    await expect.element(page.getByText('1 note deleted.')).toBeVisible();
    await userEvent.keyboard(' ');
    expect(notice.onUndo).not.toHaveBeenCalled();
    expect(document.activeElement).toBe(document.body);

    // Where something else closes that was opened since, the focus is where it was opened.
    await userEvent.click(page.getByRole('button', { name: 'Import…' }));
    show(
      <LibraryView {...props} notice={notice} selected={new Set()} tools={<button type="button">Close</button>} />,
      place,
    );
    await userEvent.click(page.getByRole('button', { name: 'Close' }));
    show(<LibraryView {...props} notice={notice} selected={new Set()} />, place);
    await expect.element(page.getByRole('button', { name: 'Import…' })).toHaveFocus();
  });

  test('says so where a note cannot be deleted, or not brought back', async () => {
    const bare = ready([{ note: { ...older, text: '' }, claim: ferry }]);
    const { props, place } = aLibrary(bare, { onRemove: async () => 'stays', onChange: async () => 'private-window' });
    await userEvent.click(page.getByRole('button', { name: /^Delete/ }));
    await expect.element(page.getByText(/^Not deleted: from a private window/)).toBeVisible();
    show(<LibraryView {...props} library={ready([{ note: older, claim: ferry, removed: true }])} />, place);
    await userEvent.click(page.getByRole('button', { name: 'Undo' }));
    await expect.element(page.getByText(/^Not kept: in a private window/)).toBeVisible();
  });

  test('counts as picked only what is shown', async () => {
    const items = [
      { note: older, claim: ferry },
      { note: newer, removed: true },
    ];
    aLibrary(ready(items), { selected: new Set([older.id, newer.id, 'urn:uuid:deleted-elsewhere']) });
    await expect.element(page.getByText('1 selected')).toBeVisible();
  });

  test('does not tell somebody who deleted them all how to begin', async () => {
    aLibrary(ready([]), { notice: { text: '6 notes deleted.', onUndo: vi.fn() } });
    await expect.element(page.getByText('No notes.', { exact: true })).toBeVisible();
    expect(page.getByText(/^No notes yet/).elements()).toEqual([]);
  });

  test('says how to begin when there is nothing, and offers only to bring something in', async () => {
    aLibrary(ready([]));
    await expect.element(page.getByText(/^No notes yet/)).toBeVisible();
    expect(
      page
        .getByRole('button')
        .elements()
        .map(({ textContent }) => textContent),
    ).toEqual(['Import…']);
  });

  test('says that the latest notes are here while the others are being read', async () => {
    aLibrary({ state: 'ready', total: 50_000, items: [{ note: older, claim: ferry }], complete: false });
    await expect.element(page.getByRole('status').first()).toHaveTextContent(/^50,000 notes\. Here are the latest/);
    expect(page.getByRole('button', { name: /^(Export|Import)/ }).elements()).toEqual([]);
  });

  test('asks for words, filters and orders', async () => {
    const { props } = aLibrary(ready([{ note: older, claim: ferry }, { note: newer }]));
    await userEvent.fill(page.getByRole('searchbox'), 'f');
    expect(props.onQuery).toHaveBeenLastCalledWith({ ...EVERYTHING, words: 'f' }, true);
    await userEvent.selectOptions(page.getByRole('combobox', { name: 'Site' }), 'news.example');
    expect(props.onQuery).toHaveBeenLastCalledWith({ ...EVERYTHING, site: 'news.example' });
    await userEvent.selectOptions(page.getByRole('combobox', { name: 'Claim' }), 'All of gone');
    expect(props.onQuery).toHaveBeenLastCalledWith({ ...EVERYTHING, set: 'gone' });
    await userEvent.selectOptions(page.getByRole('combobox', { name: 'Order' }), 'Page by page');
    expect(props.onQuery).toHaveBeenLastCalledWith({ ...EVERYTHING, sort: 'page' });
    await userEvent.click(page.getByRole('button', { name: '#Harbour-Tag' }));
    expect(props.onQuery).toHaveBeenLastCalledWith({ ...EVERYTHING, tag: 'Harbour-Tag' });
  });

  test('keeps what is asked for less often behind a word, and in view once it is asked for', async () => {
    const { props, place } = aLibrary(one);
    expect(page.getByRole('combobox', { name: 'Colour' }).elements()).toEqual([]);
    await userEvent.click(page.getByRole('button', { name: 'More filters' }));
    for (const [name, option, field] of [
      ['Colour', 'Pink (0)', { color: 'pink' }],
      ['Kind', 'Question (0)', { kind: 'questioning' }],
      ['Wording', 'Gives another figure than the record', { drift: 'figure' }],
      ['Level', 'Limited', { level: 2 }],
      ['Passage', 'Without a passage', { quote: 'without' }],
    ] as const) {
      await userEvent.selectOptions(page.getByRole('combobox', { name, exact: true }), option);
      expect(props.onQuery).toHaveBeenLastCalledWith({ ...EVERYTHING, ...field });
    }
    show(<LibraryView {...props} query={{ ...EVERYTHING, color: 'pink' }} />, place);
    await expect.element(page.getByRole('combobox', { name: 'Colour' })).toHaveValue('pink');
    expect(page.getByRole('button', { name: /filters$/ }).elements()).toEqual([]);
  });

  const boxes = () => page.getByRole('checkbox', { name: /^Select: / });
  const five = ready(Array.from({ length: 5 }, (_, index) => ({ note: aNote({ id: `urn:uuid:${index}` }) })));
  const range = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, index) => `urn:uuid:${from + index}`);

  test('picks a range by Shift and a click', async () => {
    const { props } = aLibrary(five);
    await userEvent.click(boxes().nth(3));
    expect(props.onSelect).toHaveBeenLastCalledWith(['urn:uuid:3'], true);
    await userEvent.click(boxes().nth(1), { modifiers: ['Shift'] });
    expect(props.onSelect).toHaveBeenLastCalledWith(range(1, 3), true);
  });

  test('is walked and picked by keys, with one stop for Tab', async () => {
    const { props } = aLibrary(five);
    expect(
      boxes()
        .elements()
        .map((box) => (box as HTMLElement).tabIndex),
    ).toEqual([0, -1, -1, -1, -1]);
    boxes().nth(0).element().focus();
    await userEvent.keyboard('{ArrowDown}');
    await expect.element(boxes().nth(1)).toHaveFocus();
    await userEvent.keyboard(' ');
    expect(props.onSelect).toHaveBeenLastCalledWith(['urn:uuid:1'], true);
    await userEvent.keyboard('{Shift>}{ArrowDown}{ArrowDown}{/Shift}');
    await expect.element(boxes().nth(3)).toHaveFocus();
    expect(props.onSelect).toHaveBeenLastCalledWith(range(1, 3), true);
    await userEvent.keyboard('{End}');
    await expect.element(boxes().nth(4)).toHaveFocus();
    expect((boxes().nth(4).element() as HTMLElement).tabIndex).toBe(0);
    await userEvent.keyboard('{Control>}a{/Control}');
    expect(props.onSelectAll).toHaveBeenLastCalledWith(true);
  });

  test('goes by keys to rows that are not there yet', async () => {
    const many = Array.from({ length: 5_000 }, (_, index) => ({ note: aNote({ id: `urn:uuid:${index}` }) }));
    const { place } = aLibrary(ready(many));
    await vi.waitFor(() => expect(boxes().elements().length).toBeGreaterThan(2));
    boxes().nth(0).element().focus();
    await userEvent.keyboard('{End}');
    const row = () => document.activeElement?.closest('li')?.getAttribute('aria-posinset');
    await vi.waitFor(() => expect(row()).toBe('5000'));
    await userEvent.keyboard('{ArrowUp}');
    await vi.waitFor(() => expect(row()).toBe('4999'));
    expect(place.querySelectorAll('.cav-notes > li').length).toBeLessThan(60);
    window.scrollTo(0, 0);
  });

  test('says what a search or a comparison still waits for', async () => {
    const { props, place } = aLibrary({ ...one, waiting: { for: 'search' } });
    await expect.element(page.getByRole('status').first()).toHaveTextContent('Getting the search ready…');
    show(<LibraryView {...props} library={{ ...one, waiting: { for: 'drifts', progress: 0.3 } }} />, place);
    await expect.element(page.getByRole('progressbar')).toHaveAttribute('value', '0.3');
  });

  test('tags and deletes what is picked', async () => {
    const { props } = aLibrary(one, { selected: new Set([older.id]) });
    await userEvent.fill(page.getByRole('combobox', { name: 'Tag to add or remove' }), ' #ports ');
    await userEvent.keyboard('{Enter}');
    expect(props.onTag).toHaveBeenCalledExactlyOnceWith('ports', true);
    await userEvent.click(page.getByRole('button', { name: 'Delete', exact: true }));
    expect(props.onDelete).toHaveBeenCalledOnce();
    await userEvent.click(page.getByRole('checkbox', { name: '1 selected' }));
    expect(props.onSelectAll).toHaveBeenCalledExactlyOnceWith(false);
  });

  test('exports what is shown, as a file or to copy, and can be stopped', async () => {
    const { props, place } = aLibrary(one, { withHistory: false });
    await userEvent.click(page.getByRole('button', { name: 'Export', exact: true }));
    await userEvent.click(page.getByRole('checkbox', { name: 'With what I have read' }));
    expect(props.onWithHistory).toHaveBeenCalledExactlyOnceWith(true);
    await userEvent.selectOptions(page.getByRole('combobox', { name: 'Format' }), 'RIS (Zotero)');
    await userEvent.click(page.getByRole('button', { name: 'Export 1 note' }));
    expect(props.onExport).toHaveBeenLastCalledWith('ris', 'file');
    await userEvent.click(page.getByRole('button', { name: 'Copy' }));
    expect(props.onExport).toHaveBeenLastCalledWith('ris', 'copy');
    show(<LibraryView {...props} progress={0.4} />, place);
    await expect.element(page.getByRole('progressbar', { name: 'Writing the file' })).toHaveAttribute('value', '0.4');
    // What was pressed is gone: the focus goes to what stops it, and back.
    await expect.element(page.getByRole('button', { name: 'Cancel' })).toHaveFocus();
    await userEvent.click(page.getByRole('button', { name: 'Cancel' }));
    expect(props.onCancel).toHaveBeenCalledOnce();
    show(<LibraryView {...props} progress={null} />, place);
    await expect.element(page.getByRole('button', { name: 'Copy' })).toHaveFocus();
  });

  test('holds only the rows in view when it is long, and tells where they stand', async () => {
    const many = Array.from({ length: 5_000 }, (_, index) => ({ note: aNote({ id: `urn:uuid:${index}` }) }));
    const { place } = aLibrary(ready(many));
    const rows = () => [...place.querySelectorAll('.cav-notes > li')];
    await vi.waitFor(() => expect(rows().length).toBeGreaterThan(2));
    expect(rows().length).toBeLessThan(60);
    expect(rows()[0]?.getAttribute('aria-posinset')).toBe('1');
    expect(rows()[0]?.getAttribute('aria-setsize')).toBe('5000');
    window.scrollTo(0, document.documentElement.scrollHeight);
    await vi.waitFor(() => expect(rows().at(-1)?.getAttribute('aria-posinset')).toBe('5000'));
    expect(rows().length).toBeLessThan(60);
    window.scrollTo(0, 0);
  });

  test('hands over everything when an upgrade failed', async () => {
    const { props } = aLibrary({ state: 'failed', why: 'upgrade' });
    await userEvent.click(page.getByRole('button', { name: 'Save a copy of everything' }));
    expect(props.onSaveRaw).toHaveBeenCalledOnce();
  });

  test('says what holds the notes back, and tries again', async () => {
    const { props } = aLibrary({ state: 'failed', why: 'blocked' });
    await expect.element(page.getByRole('alert')).toHaveTextContent('still open with an older version');
    await userEvent.click(page.getByRole('button', { name: 'Try again' }));
    expect(props.onRetry).toHaveBeenCalledOnce();
  });
});

describe('settings and first-run page', () => {
  test('change one setting at a time', async () => {
    const onChange = vi.fn();
    show(<OptionsView settings={defaultSettings} sites={null} notice={null} onChange={onChange} />);
    await userEvent.click(page.getByRole('radio', { name: 'Only sure' }));
    expect(onChange).toHaveBeenLastCalledWith({ confidence: 'only-sure' });
    await userEvent.click(page.getByRole('switch', { name: 'Underline claims on the pages I read' }));
    expect(onChange).toHaveBeenLastCalledWith({ highlights: false });
  });

  test('tell beside a setting what came of it, and lead to what the lines mean', async () => {
    const notice = { about: 'adder', text: 'Saved' } as const;
    const place = show(
      <OptionsView settings={defaultSettings} sites={null} notice={notice} keys="Alt+Shift+H" onChange={vi.fn()} />,
    );
    const told = [...place.querySelectorAll('[role=status]')].filter(({ textContent }) => textContent !== '');
    expect(told.map(({ textContent }) => textContent)).toEqual(['Saved']);
    expect(told[0]?.closest('section')?.querySelector('h2')?.textContent).toBe('Your own notes');
    await expect
      .element(page.getByRole('link', { name: 'What the lines mean' }))
      .toHaveAttribute('href', '/welcome.html#lines');
  });

  test('the first-run page shows every line there is, and tells of the reader’s own marks', async () => {
    const place = show(<WelcomeView choice="none" onAll={vi.fn()} onButton={vi.fn()} onUndo={vi.fn()} />);
    expect(place.querySelectorAll('#lines .cav-mark')).toHaveLength(5);
    expect(place.textContent).toContain('Select any text to highlight it or write on it. Alt+Shift+↓');
  });

  test('name the keys in the reader’s language', async () => {
    await speakOf('es');
    show(<OptionsView settings={defaultSettings} sites={null} notice={null} keys="Alt+Shift+H" onChange={vi.fn()} />);
    await expect.element(page.getByText('Teclas para anotar la selección: Alt+Mayús+H')).toBeVisible();
  });

  test('say which keys annotate a selection, and lead to where they are changed', async () => {
    const props = { onChange: vi.fn(), onChangeKeys: vi.fn(), onShowCopies: vi.fn() };
    show(<OptionsView settings={defaultSettings} sites={null} notice={null} keys="Alt+Shift+A" {...props} />);
    await expect.element(page.getByText('Keys to annotate the selection: Alt+Shift+A')).toBeVisible();
    await userEvent.click(page.getByRole('button', { name: 'Change the keys' }));
    expect(props.onChangeKeys).toHaveBeenCalledOnce();
    await userEvent.click(page.getByRole('switch', { name: 'Offer to annotate what I select' }));
    expect(props.onChange).toHaveBeenLastCalledWith({ adder: false });
    await userEvent.click(page.getByRole('switch', { name: 'Remind me of a backup file' }));
    expect(props.onChange).toHaveBeenLastCalledWith({ remindBackup: false });
    await userEvent.click(page.getByRole('button', { name: 'Safety copies' }));
    expect(props.onShowCopies).toHaveBeenCalledOnce();
  });

  test('forget what was read, at will and with a way back, whether or not more is remembered', async () => {
    const kept = { some: true, forgotten: false, onForget: vi.fn(async () => {}), onUndo: vi.fn(async () => {}) };
    const view = (fields: Partial<typeof kept>) => (
      <OptionsView
        settings={{ ...defaultSettings, remember: false }}
        sites={null}
        notice={null}
        onChange={vi.fn()}
        kept={{ ...kept, ...fields }}
      />
    );
    const place = show(view({}));
    const forget = page.getByRole('button', { name: 'Forget what is kept' });
    await userEvent.click(forget);
    expect(kept.onForget).toHaveBeenCalledOnce();
    show(view({ some: false, forgotten: true }), place);
    expect(forget.elements()).toEqual([]);
    // It went with the focus, which is at what follows.
    await expect.element(page.getByRole('button', { name: 'Undo' })).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    expect(kept.onUndo).toHaveBeenCalledOnce();
  });

  test('take a site back by its name', async () => {
    const onTurnOff = vi.fn();
    const sites = {
      all: false,
      sites: ['https://*.news.example/*'],
      off: [],
      onAll: vi.fn(),
      onTurnOff,
      onTurnOn: vi.fn(),
    };
    show(<OptionsView settings={defaultSettings} sites={sites} notice={null} onChange={vi.fn()} />);
    await userEvent.click(page.getByRole('button', { name: 'Turn off news.example' }));
    expect(onTurnOff).toHaveBeenCalledExactlyOnceWith('https://*.news.example/*');
  });

  test('offer both ways on, and say what came of it', async () => {
    const props = { onAll: vi.fn(), onButton: vi.fn(), onUndo: vi.fn() };
    const place = show(<WelcomeView choice="none" {...props} />);
    await userEvent.click(page.getByRole('button', { name: 'Turn on for all sites' }));
    expect(props.onAll).toHaveBeenCalledOnce();
    show(<WelcomeView choice="all" {...props} />, place);
    await expect.element(page.getByRole('status')).toHaveTextContent('Caveat is on for all sites.');
    await expect.element(page.getByRole('button', { name: 'Turn off again' })).toHaveFocus();
    await userEvent.click(page.getByRole('button', { name: 'Turn off again' }));
    expect(props.onUndo).toHaveBeenCalledOnce();
  });
});
