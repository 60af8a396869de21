import { beforeEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { AnnotationCard, type AnnotationCardProps } from '../../../components/AnnotationCard.tsx';
import type { PassageActions, PassageItem } from '../../../components/PassageCard.tsx';
import type { Annotation } from '../../../lib/annotation/index.ts';
import { isPlain, readMarkdown } from '../../../lib/markdown/index.ts';
import { aClaimAnnotation, aClaimOnPage, aNote } from '../../support/builders.ts';
import { aPlaceOnAPage, findings, type Language, prefer, show, speakOf } from '../../support/screen.ts';

const QUOTE = 'The ferry will sail in May';

function aPassage(fields: Partial<Annotation> = {}, item: Partial<PassageItem> = {}): PassageItem {
  const { claim: _claim, ...note } = aNote({
    text: '',
    motivation: 'highlighting',
    target: {
      source: 'https://news.example/a',
      selectors: [{ type: 'TextQuoteSelector', exact: QUOTE, prefix: '', suffix: '' }],
    },
    ...fields,
  });
  return { note, now: null, state: 'exact', ...item };
}

function actions(fields: Partial<PassageActions> = {}): PassageActions {
  return {
    onChange: vi.fn(async () => true as const),
    onRemove: vi.fn(async () => true),
    onRestore: vi.fn(async () => true),
    onMoveEdge: vi.fn(async () => null),
    onEdges: vi.fn(),
    suggestTags: async () => [],
    readMarkdown: (text) => {
      const blocks = readMarkdown(text);
      return isPlain(blocks) ? null : blocks;
    },
    ...fields,
  };
}

function card(passages: readonly PassageItem[], own = actions(), fields: Partial<AnnotationCardProps> = {}) {
  const props: AnnotationCardProps = {
    items: [],
    passages,
    passageActions: own,
    missing: [],
    oneOrigin: [],
    locale: 'en',
    onSaveNote: async () => true,
    onRemoveNote: async () => {},
    onClose: vi.fn(),
    ...fields,
  };
  const place = aPlaceOnAPage();
  const draw = (shown: readonly PassageItem[]) => show(<AnnotationCard {...props} passages={shown} />, place);
  draw(passages);
  return { place, draw, props };
}
const dialog = () => page.getByRole('dialog');

beforeEach(() => speakOf('en'));

describe('the card of a passage', () => {
  test('is named by what it is, shows the words and has the focus', async () => {
    const { place } = card([aPassage()]);
    await expect.element(page.getByRole('dialog', { name: 'Your highlight' })).toBeVisible();
    expect(place.querySelector('mark')?.textContent).toBe(QUOTE);
    const { activeElement } = place.getRootNode() as ShadowRoot;
    expect(activeElement?.getAttribute('role')).toBe('dialog');
  });

  test('offers colours by name; the chosen one has a tick besides', async () => {
    const own = actions();
    const { place } = card([aPassage({ color: 'green' })], own);
    await expect.element(page.getByRole('radio', { name: 'Green' })).toBeChecked();
    expect(place.querySelectorAll('.cav-color .cav-icon')).toHaveLength(1);
    expect(place.querySelector('.cav-color-green .cav-icon')).not.toBeNull();
    (page.getByRole('radio', { name: 'Green' }).element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowRight}');
    expect(own.onChange).toHaveBeenCalledExactlyOnceWith(aNote().id, { color: 'blue' });
  });

  test('keeps what is written, as a note or as a question', async () => {
    const own = actions();
    const { draw } = card([aPassage()], own);
    await userEvent.fill(page.getByRole('textbox', { name: `Note: ${QUOTE}` }), 'Which May?');
    await vi.waitFor(() =>
      expect(own.onChange).toHaveBeenCalledExactlyOnceWith(
        aNote().id,
        { text: 'Which May?', motivation: 'commenting' },
        '',
      ),
    );
    draw([aPassage({ text: 'Which May?', motivation: 'commenting' })]);
    await userEvent.click(page.getByText('Question', { exact: true }));
    expect(own.onChange).toHaveBeenLastCalledWith(aNote().id, { motivation: 'questioning' });
    draw([aPassage({ text: 'Which May?', motivation: 'questioning' })]);
    await expect.element(page.getByRole('dialog', { name: 'Your question' })).toBeVisible();
  });

  test('an emptied note is a highlight again: the passage stays', async () => {
    const own = actions();
    card([aPassage({ text: 'Which May?', motivation: 'commenting' })], own);
    await userEvent.fill(page.getByRole('textbox', { name: `Note: ${QUOTE}` }), '');
    await userEvent.keyboard('{Tab}');
    await vi.waitFor(() =>
      expect(own.onChange).toHaveBeenCalledExactlyOnceWith(
        aNote().id,
        { text: '', motivation: 'highlighting' },
        'Which May?',
      ),
    );
    expect(own.onRemove).not.toHaveBeenCalled();
  });

  test('shows Markdown as it is meant until it is edited', async () => {
    const { place } = card([aPassage({ text: '**Which** May?', motivation: 'commenting' })]);
    expect(place.querySelector('.cav-markdown strong')?.textContent).toBe('Which');
    await expect.element(page.getByRole('textbox', { name: `Note: ${QUOTE}` })).not.toBeInTheDocument();
    await userEvent.click(page.getByRole('button', { name: /^Edit/ }));
    await expect.element(page.getByRole('textbox', { name: `Note: ${QUOTE}` })).toHaveValue('**Which** May?');
    await vi.waitFor(() => expect((place.getRootNode() as ShadowRoot).activeElement?.localName).toBe('textarea'));
    await userEvent.keyboard('{Tab}');
    await vi.waitFor(() => expect(place.querySelector('.cav-markdown strong')).not.toBeNull());
  });

  test('adds tags by Enter, comma or choice, and takes them off', async () => {
    const own = actions({ suggestTags: async (typed) => ['harbour', 'ferry'].filter((tag) => tag.startsWith(typed)) });
    const { draw } = card([aPassage({ tags: ['old'] })], own);
    const field = page.getByRole('combobox', { name: 'Add a tag' });
    await userEvent.click(field);
    await expect.element(page.getByRole('option', { name: 'harbour' })).toBeVisible();
    await userEvent.keyboard('fe{ArrowDown}');
    await expect.element(page.getByRole('option', { name: 'ferry' })).toHaveAttribute('aria-selected', 'true');
    await userEvent.keyboard('{Enter}');
    expect(own.onChange).toHaveBeenLastCalledWith(aNote().id, { tags: ['old', 'ferry'] });
    draw([aPassage({ tags: ['old', 'ferry'] })]);
    await userEvent.keyboard('in May,');
    expect(own.onChange).toHaveBeenLastCalledWith(aNote().id, { tags: ['old', 'ferry', 'in May'] });
    await userEvent.click(page.getByRole('button', { name: 'Remove the tag old' }));
    expect(own.onChange).toHaveBeenLastCalledWith(aNote().id, { tags: ['ferry'] });
  });

  test('keeps a tag there is no room for in the field, and says so', async () => {
    const own = actions();
    const most = Array.from({ length: 50 }, (_, index) => `tag ${index}`);
    card([aPassage({ tags: most })], own);
    const field = page.getByRole('combobox', { name: 'Add a tag' });
    await userEvent.fill(field, 'one more');
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByText('Not added: a note holds 50 tags at most. Take one off first.')).toBeVisible();
    await expect.element(field).toHaveValue('one more');
    expect(own.onChange).not.toHaveBeenCalled();
    await userEvent.fill(field, 'tag 3');
    await userEvent.keyboard('{Enter}');
    await expect.element(field).toHaveValue('');
  });

  test('Escape closes the offered tags first, then the card', async () => {
    const own = actions({ suggestTags: async () => ['harbour'] });
    const { props } = card([aPassage()], own);
    await userEvent.click(page.getByRole('combobox', { name: 'Add a tag' }));
    await expect.element(page.getByRole('option', { name: 'harbour' })).toBeVisible();
    await userEvent.keyboard('{Escape}');
    expect(props.onClose).not.toHaveBeenCalled();
    await expect.element(page.getByRole('option', { name: 'harbour' })).not.toBeInTheDocument();
    await userEvent.keyboard('{Escape}');
    expect(props.onClose).toHaveBeenCalledOnce();
  });

  test('moves its edges by keys and says where they are, or that they cannot go', async () => {
    const own = actions({ onMoveEdge: vi.fn(async (_id, edge) => (edge === 'end' ? `${QUOTE} or in June` : null)) });
    card([aPassage()], own);
    await userEvent.click(page.getByText('Change where it starts and ends'));
    expect(own.onEdges).toHaveBeenLastCalledWith(aNote().id, true);
    (page.getByRole('button', { name: 'End one word later' }).element() as HTMLElement).focus();
    await userEvent.keyboard('{Enter}');
    expect(own.onMoveEdge).toHaveBeenCalledExactlyOnceWith(aNote().id, 'end', 1);
    await expect.element(dialog()).toHaveTextContent('Ends with “May or in June”');
    await userEvent.click(page.getByRole('button', { name: 'Start one word earlier' }));
    await expect.element(dialog()).toHaveTextContent('It cannot go further.');
  });

  test('says in words that it is approximate, and what was marked', async () => {
    card([aPassage({}, { state: 'approximate', now: 'The ferry may sail in May' })]);
    await expect.element(dialog()).toHaveTextContent('these words have changed since you marked them');
    await expect.element(dialog()).toHaveTextContent('The ferry may sail in May');
    await expect.element(dialog()).toHaveTextContent(`You marked: ${QUOTE}`);
  });

  test('says when nothing is kept', async () => {
    card([aPassage({}, { kept: 'private-window' })]);
    await expect.element(dialog()).toHaveTextContent('in a private window Caveat stores nothing');
  });

  test('says when a change was not kept', async () => {
    card([aPassage()], actions({ onChange: async () => 'quota' }));
    await userEvent.click(page.getByText('Pink'));
    await expect.element(dialog()).toHaveTextContent('the device has no room left');
  });

  test('deleted, it offers the way back and keeps the focus', async () => {
    const own = actions();
    const { place, draw } = card([aPassage()], own);
    await userEvent.click(page.getByRole('button', { name: 'Delete' }));
    expect(own.onRemove).toHaveBeenCalledExactlyOnceWith(aNote().id);
    draw([aPassage({}, { removed: true })]);
    await vi.waitFor(() => expect((place.getRootNode() as ShadowRoot).activeElement?.textContent).toBe('Undo'));
    await userEvent.keyboard('{Enter}');
    expect(own.onRestore).toHaveBeenCalledExactlyOnceWith(aNote().id);
  });

  test('steps through the claims and passages of one place, the one asked for first', async () => {
    const claim = aClaimOnPage();
    const items = [{ annotation: aClaimAnnotation(claim), claim, note: null }];
    card([aPassage()], actions(), { items, passagesFirst: true });
    await expect.element(dialog()).toHaveAccessibleName('Your highlight');
    await userEvent.click(page.getByRole('button', { name: 'Next mark at this place' }));
    await expect.element(dialog()).toHaveAccessibleName('The government has begun planning a ferry across the strait.');
    await expect.element(dialog()).toHaveTextContent('2 of 2');
  });

  const views: readonly [string, PassageItem, Partial<AnnotationCardProps>?][] = [
    ['a highlight', aPassage()],
    [
      'a note',
      aPassage({ text: '- [x] **a**\n- b', motivation: 'commenting', tags: ['harbour', 'in May'], color: 'blue' }),
    ],
    ['an approximate one', aPassage({ color: 'purple' }, { state: 'approximate', now: 'A ferry may sail' })],
    ['a deleted one', aPassage({}, { removed: true })],
  ];
  test.each(
    views.flatMap(([what, item]) =>
      (['en', 'es'] as const).flatMap((language) =>
        (['light', 'dark'] as const).map((scheme) => [what, language, scheme, item] as const),
      ),
    ),
  )('axe finds nothing: %s, %s, %s', async (_what, language: Language, scheme, item) => {
    speakOf(language);
    await prefer(scheme);
    const { place } = card([item], actions({ suggestTags: async () => ['harbour', 'ferry'] }));
    place.querySelector('details')?.setAttribute('open', '');
    place.querySelector('input[role=combobox]')?.dispatchEvent(new FocusEvent('focus'));
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(await findings(place)).toEqual([]);
  });
});
