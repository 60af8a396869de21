import { beforeEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { AnnotationCard, type AnnotationCardProps } from '../../../components/AnnotationCard.tsx';
import { aClaim, aClaimAnnotation, aClaimOnPage, aNote, anAttribution, aRecord } from '../../support/builders.ts';
import { aPlaceOnAPage, show, speakOf } from '../../support/screen.ts';

const ferry = aClaimOnPage();
const berth = aClaimOnPage(
  aClaim({
    id: 'no-berth',
    text: { en: 'No berth has been set aside.', es: 'No se ha reservado ningún atraque.' },
    record: aRecord({
      sources: [
        { kind: 'named', name: 'Ana Ruiz', role: 'harbour master', wording: 'the harbour master', interest: 'own' },
      ],
      unverified: [],
      wouldSettle: [],
    }),
  }),
);

function aCard(fields: Partial<AnnotationCardProps> = {}): AnnotationCardProps {
  return {
    items: [{ annotation: aClaimAnnotation(ferry), claim: ferry, note: null }],
    missing: [],
    oneOrigin: [],
    locale: 'en',
    onSaveNote: vi.fn(async () => true),
    onRemoveNote: vi.fn(async () => {}),
    onClose: vi.fn(),
    ...fields,
  };
}

const onPage = (props: AnnotationCardProps) => show(<AnnotationCard {...props} />, aPlaceOnAPage());
const headings = (place: HTMLElement) =>
  [...place.querySelectorAll('h3, label')].map((element) => element.firstChild?.textContent);
/** What has the focus inside the card's shadow root. */
const focused = (place: HTMLElement) => (place.getRootNode() as ShadowRoot).activeElement;
const dialog = () => page.getByRole('dialog');

beforeEach(() => speakOf('en'));

describe('the card', () => {
  test('is a dialog named by its claim, and takes the focus when it appears', async () => {
    const place = onPage(aCard());
    const card = page.getByRole('dialog', { name: 'The government has begun planning a ferry across the strait.' });
    await expect.element(card).toBeVisible();
    await vi.waitFor(() => expect(focused(place)?.getAttribute('role')).toBe('dialog'));
  });

  test('answers in the order of a reader’s questions, and leaves out what has no answer', () => {
    const quiet = onPage(aCard());
    expect(headings(quiet)).toEqual(['Who says so, in the record', 'What has not been verified', 'Note']);
    const annotation = aClaimAnnotation(ferry, { comparison: 'attribution-dropped' });
    const loud = onPage(aCard({ items: [{ annotation, claim: ferry, note: null }] }));
    expect(headings(loud)).toEqual([
      'On this page',
      'Who says so, in the record',
      'What has not been verified',
      'Note',
    ]);
    expect(loud.textContent).toContain(
      'States it flatly and credits nobody. In the record: several unnamed people, described.',
    );
  });

  test('lists what the author found missing before what the rules compute', () => {
    const place = onPage(aCard());
    const heading = [...place.querySelectorAll('h3')].find((h3) => h3.textContent === 'What has not been verified');
    const lines = [...(heading?.nextElementSibling?.children ?? [])].map((line) => line.textContent);
    expect(lines[0]).toBe('No order, budget line or notification to Congress has been published.');
    expect(lines).toContain('The evidence for it has not been published.');
  });

  test('shows the page’s words beside the record’s where they differ', async () => {
    const annotation = aClaimAnnotation(ferry, {
      quote: '75 people were killed.',
      attribution: anAttribution({ kind: 'anonymous', name: 'officials', carried: true }),
      wording: {
        drift: 'figure',
        differences: [{ kind: 'number', page: { start: 0, end: 2 }, record: 'at least 64' }],
      },
    });
    onPage(aCard({ items: [{ annotation, claim: ferry, note: null }] }));
    await expect.element(dialog()).toHaveTextContent('Gives another figure than the record.');
    await expect
      .element(dialog())
      .toHaveTextContent('Credited here to unnamed people: “officials”. The credit stands in the sentence before.');
    const row = page.getByRole('row', { name: 'Figure 75 people … at least 64' });
    await expect.element(row).toBeVisible();
  });

  test('sets several words of the page against the same words of the record in one row', async () => {
    const quote = 'Nobody has begun, and nobody will.';
    const at = (start: number) => ({ kind: 'negation' as const, page: { start, end: start + 6 }, record: 'has begun' });
    const annotation = aClaimAnnotation(ferry, {
      quote,
      wording: { drift: 'contradicts', differences: [at(0), at(quote.indexOf('nobody'))] },
    });
    const place = onPage(aCard({ items: [{ annotation, claim: ferry, note: null }] }));
    const rows = [...place.querySelectorAll('tbody tr')].map((row) =>
      [...row.children].map((cell) => cell.textContent),
    );
    expect(rows).toEqual([['Reversed', 'Nobody has …, … and nobody will. …', 'has begun']]);
  });

  test('says when a plan is spoken of as settled, and when page and record are one source', async () => {
    const annotation = aClaimAnnotation(ferry, { certaintyRaised: true });
    const oneOrigin = [{ claim: ferry.key, outlet: 'The Gazette', sightings: 2, circular: true }];
    onPage(aCard({ items: [{ annotation, claim: ferry, note: null }], oneOrigin }));
    await expect.element(dialog()).toHaveTextContent('Speaks of a plan as of something settled.');
    await expect.element(dialog()).toHaveTextContent('This page and the record rest on one origin: The Gazette.');
  });

  test('names the claim the page leaves out', async () => {
    onPage(aCard({ missing: [{ claim: ferry.key, missing: berth.key, qualifier: berth }] }));
    await expect.element(dialog()).toHaveTextContent('Not found on this page');
    await expect.element(dialog()).toHaveTextContent('No berth has been set aside.');
  });

  test('has a meter only on the ladder: a judgement and an incomplete record have no steps', () => {
    const meters = (level: Parameters<typeof aRecord>[0]) => {
      const claim = aClaimOnPage(aClaim({ record: aRecord(level) }));
      const place = onPage(aCard({ items: [{ annotation: aClaimAnnotation(claim), claim, note: null }] }));
      return [place.querySelectorAll('.cav-meter rect').length, place.querySelectorAll('.cav-meter-full').length];
    };
    expect(meters({})).toEqual([4, 2]);
    expect(meters({ sources: [] })).toEqual([4, 0]);
    expect(meters({ kind: 'assessment', sources: [] })).toEqual([0, 0]);
    expect(meters({ kind: undefined } as never)).toEqual([0, 0]);
  });

  test('steps through the claims of one sentence, around the end, by mouse and by keyboard', async () => {
    const place = onPage(
      aCard({
        items: [
          { annotation: aClaimAnnotation(ferry), claim: ferry, note: aNote({ text: 'On the ferry' }) },
          { annotation: aClaimAnnotation(berth), claim: berth, note: null },
        ],
      }),
    );
    const next = page.getByRole('button', { name: 'Next claim in this sentence' });
    await expect.element(dialog()).toHaveTextContent('1 of 2');
    await userEvent.click(next);
    await expect.element(dialog()).toHaveTextContent('2 of 2');
    await expect.element(dialog()).toHaveAccessibleName('No berth has been set aside.');
    await expect.element(page.getByRole('textbox')).toHaveValue('');
    expect(focused(place)).toBe(next.element());
    await userEvent.keyboard('{Enter}');
    await expect.element(dialog()).toHaveTextContent('1 of 2');
    await expect.element(page.getByRole('textbox')).toHaveValue('On the ferry');
  });

  test('counts the claims of a sentence as their parts stand in it, and shows first the one that was asked for', async () => {
    const part = (start: number, end: number) => ({ part: { start, end } });
    const items = [
      { annotation: { ...aClaimAnnotation(berth), ...part(120, 160) }, claim: berth, note: null },
      // One part in the other: what is said first has its middle first.
      { annotation: { ...aClaimAnnotation(ferry), ...part(120, 140) }, claim: ferry, note: null },
    ];
    onPage(aCard({ items }));
    await expect.element(dialog()).toHaveAccessibleName('No berth has been set aside.');
    await expect.element(dialog()).toHaveTextContent('2 of 2');
  });

  test('draws a line under its head once its body is scrolled', async () => {
    await page.viewport(500, 500);
    const place = onPage(aCard());
    const body = place.querySelector<HTMLElement>('.cav-card-body');
    if (!body) throw new Error('the card has no body');
    body.style.maxHeight = '120px';
    const seen = () => page.screenshot({ save: false, element: place.firstElementChild as Element });
    /** Whether what is drawn behind the words can be seen. */
    const isLined = async (): Promise<boolean> => {
      const before = await seen();
      body.style.background = 'none';
      const without = await seen();
      body.style.background = '';
      return before !== without;
    };
    expect(await isLined()).toBe(false);
    body.scrollTop = 40;
    expect(await isLined()).toBe(true);
  });

  test('keeps what is typed clear of its edge, with the border of the field', async () => {
    const place = onPage(aCard());
    const card = place.querySelector<HTMLElement>('.cav-card');
    if (card) card.style.maxHeight = '260px';
    await userEvent.click(page.getByRole('textbox'));
    for (let line = 0; line < 5; line += 1) await userEvent.keyboard('More words.{Enter}');
    const field = place.querySelector('textarea')?.getBoundingClientRect();
    const body = place.querySelector('.cav-card-body')?.getBoundingClientRect();
    expect((body?.bottom ?? 0) - (field?.bottom ?? 0)).toBeGreaterThanOrEqual(8);
  });

  test('saves what was typed before it steps to the next claim', async () => {
    const props = aCard({
      items: [
        { annotation: aClaimAnnotation(ferry), claim: ferry, note: null },
        { annotation: aClaimAnnotation(berth), claim: berth, note: null },
      ],
    });
    onPage(props);
    await userEvent.fill(page.getByRole('textbox'), 'Before the step');
    await userEvent.click(page.getByRole('button', { name: 'Next claim in this sentence' }));
    await vi.waitFor(() =>
      expect(props.onSaveNote).toHaveBeenCalledExactlyOnceWith(ferry.key, `${ferry.key}@120`, 'Before the step', ''),
    );
  });

  test('closes with Escape, from the note as well, and tells nobody else of the key', async () => {
    const props = aCard();
    const outside = vi.fn();
    document.addEventListener('keydown', outside, { once: true });
    onPage(props);
    await userEvent.click(page.getByRole('textbox'));
    await userEvent.keyboard('{Escape}');
    expect(props.onClose).toHaveBeenCalledOnce();
    expect(outside).not.toHaveBeenCalled();
    document.removeEventListener('keydown', outside);
    await userEvent.click(page.getByRole('button', { name: 'Close' }));
    expect(props.onClose).toHaveBeenCalledTimes(2);
  });

  test('scrolls with all that stands in it, also the sign behind a link', () => {
    const url = 'https://port.example/';
    const named = { kind: 'named' as const, name: 'Ana Ruiz', wording: 'the harbour master', interest: 'own' as const };
    const claim = aClaimOnPage(aClaim({ record: aRecord({ sources: [{ ...named, url }] }) }));
    const place = onPage(aCard({ items: [{ annotation: aClaimAnnotation(claim), claim, note: null }] }));
    const [link, sign] = [place.querySelector('a:has(> svg)'), place.querySelector('a > svg')];
    const apart = () => (sign?.getBoundingClientRect().top ?? 0) - (link?.getBoundingClientRect().top ?? 0);
    const before = apart();
    expect(before).toBeGreaterThan(0);
    const body = place.querySelector<HTMLElement>('.cav-card-body');
    if (!body) throw new Error('the card has no body');
    body.style.maxHeight = '100px';
    body.scrollTop = 40;
    expect(body.scrollTop).toBe(40);
    expect(apart()).toBe(before);
  });

  test('removes the note it shows', async () => {
    const props = aCard({ items: [{ annotation: aClaimAnnotation(ferry), claim: ferry, note: aNote() }] });
    onPage(props);
    await userEvent.click(page.getByRole('button', { name: /^Delete/ }));
    expect(props.onRemoveNote).toHaveBeenCalledExactlyOnceWith(aNote().id);
  });

  test('unfolds by keyboard what would settle it and what would move it', async () => {
    const place = onPage(aCard());
    const order = page.getByText('A signed order or a notification to Congress.');
    await expect.element(order).not.toBeVisible();
    [...place.querySelectorAll('summary')].find((fold) => fold.textContent === 'What would settle it')?.focus();
    await userEvent.keyboard('{Enter}');
    await expect.element(order).toBeVisible();
    await expect.element(dialog()).toHaveTextContent('A named person or an office on the record – to: On the record');
  });

  test('speaks Spanish, and marks the language of each text', async () => {
    speakOf('es');
    const english = { ...ferry, claim: { ...ferry.claim, text: { en: 'Only in English.' } } };
    const place = onPage(
      aCard({ locale: 'es', items: [{ annotation: aClaimAnnotation(ferry), claim: english, note: null }] }),
    );
    expect(headings(place)).toEqual(['Quién lo dice, según la ficha', 'Lo que no se ha verificado', 'Nota']);
    expect(place.querySelector('[role=dialog]')?.getAttribute('lang')).toBe('es');
    expect(place.querySelector('h2')?.getAttribute('lang')).toBe('en');
  });

  test('shows markup in claims and notes as the characters it is', () => {
    const nasty = aClaimOnPage(aClaim({ text: { en: '<img src=x onerror=alert(1)>' } }));
    const place = onPage(aCard({ items: [{ annotation: aClaimAnnotation(nasty), claim: nasty, note: null }] }));
    expect(place.querySelector('img')).toBeNull();
    expect(place.querySelector('h2')?.textContent).toBe('<img src=x onerror=alert(1)>');
  });
});
