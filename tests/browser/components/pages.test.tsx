/** The popup, the library and the settings: what they say, and what they ask for. */
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { type LibraryState, LibraryView } from '../../../entrypoints/library/LibraryView.tsx';
import { itemsOf, linkOf, searchItems } from '../../../entrypoints/library/notes.ts';
import { OptionsView } from '../../../entrypoints/options/OptionsView.tsx';
import { PopupView, type PopupViewProps } from '../../../entrypoints/popup/PopupView.tsx';
import { WelcomeView } from '../../../entrypoints/welcome/WelcomeView.tsx';
import { defaultSettings } from '../../../lib/settings.ts';
import { aClaim, aClaimAnnotation, aClaimOnPage, aNote, aRecord, aReport, aTally } from '../../support/builders.ts';
import { show, speakOf } from '../../support/screen.ts';

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

function aPopup(fields: Partial<PopupViewProps> = {}): PopupViewProps {
  return {
    page: { state: 'done', report },
    standing: { site: 'https://news.example/*', siteOn: false, allOn: false },
    notice: null,
    locale: 'en',
    onRead: vi.fn(),
    onResume: vi.fn(),
    onCopy: vi.fn(async () => {}),
    onShow: vi.fn(),
    onSite: vi.fn(),
    onAll: vi.fn(),
    onExport: vi.fn(),
    onOpen: vi.fn(),
    onPanel: vi.fn(),
    ...fields,
  };
}

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

  test('is at most 560 px high however much was found, with the list to scroll', () => {
    const claims = Array.from({ length: 40 }, (_, index) => aClaimOnPage(aClaim({ id: `claim-${index}` })));
    const place = show(<PopupView {...aPopup({ page: { state: 'done', report: aReport({ claims }) } })} />);
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
    claim: 'gone:claim',
  });

  test('lists the newest first and keeps a note just removed in its place', () => {
    const ids = (stored: readonly (typeof older)[], removed = new Map<string, typeof older>()) =>
      itemsOf(stored, removed, claimOf).map(({ note }) => note.id);
    expect(ids([older, newer])).toEqual(['urn:uuid:2', 'urn:uuid:1']);
    expect(ids([older], new Map([[newer.id, newer]]))).toEqual(['urn:uuid:2', 'urn:uuid:1']);
  });

  test.each([
    ['funcionarios', ['urn:uuid:2']],
    ['QUE FUNC', ['urn:uuid:2']],
    ['planning a ferry', ['urn:uuid:1']],
    ['news.example', ['urn:uuid:2', 'urn:uuid:1']],
    ['ferry has begun', ['urn:uuid:2', 'urn:uuid:1']],
    ['[', []],
    ['  ', ['urn:uuid:2', 'urn:uuid:1']],
  ])('finds %j in note, passage, claim, title or site', (words, ids) => {
    const found = searchItems(itemsOf([older, newer], new Map(), claimOf), words, 'en');
    expect(found.map(({ note }) => note.id)).toEqual(ids);
  });

  test('links back to the passage, and to nothing that is no web page', () => {
    expect(linkOf(aNote())).toMatch(/^https:\/\/news\.example\/story#:~:text=Planning%20for%20a%20ferry/);
    const target = (source: string) => ({ ...aNote().target, source, selectors: [] });
    expect(linkOf(aNote({ target: target('https://news.example/story') }))).toBe('https://news.example/story');
    expect(linkOf(aNote({ target: target('javascript:alert(1)') }))).toBeUndefined();
  });

  function aLibrary(library: LibraryState, fields = {}) {
    const props = {
      library,
      search: '',
      notice: null,
      locale: 'en',
      onSearch: vi.fn(),
      onExport: vi.fn(),
      onRetry: vi.fn(),
      onSave: vi.fn(async () => true),
      onRemove: vi.fn(async () => {}),
      ...fields,
    };
    return { props, place: show(<LibraryView {...props} />) };
  }

  test('edits a note where it stands', async () => {
    const { props } = aLibrary({ state: 'ready', total: 1, items: [{ note: older, claim: ferry }] });
    await userEvent.fill(page.getByRole('textbox', { name: /^Note: The government/ }), 'Newer words');
    await vi.waitFor(() => expect(props.onSave).toHaveBeenCalledExactlyOnceWith(older, 'Newer words'));
  });

  test('deletes a note and brings it back', async () => {
    const { props } = aLibrary({ state: 'ready', total: 1, items: [{ note: older, claim: ferry }] });
    await userEvent.click(page.getByRole('button', { name: /^Delete/ }));
    expect(props.onRemove).toHaveBeenCalledExactlyOnceWith(older);
    await userEvent.click(page.getByRole('button', { name: 'Undo' }));
    await vi.waitFor(() => expect(props.onSave).toHaveBeenCalledExactlyOnceWith(older, 'Older'));
  });

  test('says how to begin when there is nothing, and offers no export of it', async () => {
    aLibrary({ state: 'ready', total: 0, items: [] });
    await expect.element(page.getByText(/^No notes yet/)).toBeVisible();
    expect(page.getByRole('button').elements()).toEqual([]);
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
    await userEvent.click(page.getByRole('button', { name: 'Turn off again' }));
    expect(props.onUndo).toHaveBeenCalledOnce();
  });
});
