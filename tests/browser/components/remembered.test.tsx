/** What the reader met and what they corrected: in the card, in the library, in the settings. */
import type { ComponentChild } from 'preact';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { AnnotationCard, type AnnotationCardProps } from '../../../components/AnnotationCard.tsx';
import { CorrectionsView } from '../../../entrypoints/library/CorrectionsView.tsx';
import { PartLinks } from '../../../entrypoints/library/PartLinks.tsx';
import { ReadView, type ReadViewProps } from '../../../entrypoints/library/ReadView.tsx';
import { ReadSoFar } from '../../../entrypoints/library/Remembered.tsx';
import { useKept } from '../../../entrypoints/options/kept.ts';
import { OptionsView } from '../../../entrypoints/options/OptionsView.tsx';
import type { Correction } from '../../../lib/annotation/index.ts';
import { type Database, openDatabase } from '../../../lib/db/index.ts';
import { claimHistory, type Encounter } from '../../../lib/history/index.ts';
import { uiLanguage } from '../../../lib/i18n/index.ts';
import { defaultSettings } from '../../../lib/settings.ts';
import { aClaim, aClaimAnnotation, aClaimOnPage, anEncounter } from '../../support/builders.ts';
import { aPlaceOnAPage, findings, type Language, prefer, show, speakOf } from '../../support/screen.ts';
import { value } from '../../support/stores.ts';

vi.mock('../../../lib/extension/index.ts', async (original) => ({
  ...(await original<object>()),
  loadSettings: async () => ({ remember: true }),
  watchSettings: () => {},
}));

const ferry = aClaimOnPage();
const toll = aClaimOnPage(
  aClaim({
    id: 'toll',
    text: { en: 'At least 64 people were aboard.', es: 'A bordo iban al menos 64 personas.' },
    figures: [{ value: 64, comparator: 'at-least', unit: { en: 'people' } }],
  }),
);
const claimOf = (key: string) => [ferry, toll].find((claim) => claim.key === key);

const met = (
  claim: Encounter['claim'],
  address: string,
  at: string,
  wording: Partial<Encounter['wordings'][number]> = {},
): Encounter => ({
  id: `${claim} ${address}`,
  claim,
  version: '1.0.0',
  page: address,
  title: 'The ferry',
  outlet: new URL(address).hostname,
  language: 'en',
  first: at,
  last: at,
  wordings: [
    { at, quote: 'A sentence of the page.', drift: 'none', attribution: 'none', comparison: 'same', ...wording },
  ],
});
const encounters = [
  met(toll.key, 'https://one.example/a', '2026-11-01T10:00:00Z', { figure: { said: '64', record: '64' } }),
  met(toll.key, 'https://two.example/b', '2026-11-03T10:00:00Z', {
    figure: { said: '75', record: '64' },
    drift: 'figure',
    attribution: 'outlet',
    source: 'NBC News',
    quote: 'At least 75 people were aboard, NBC News reported.',
  }),
  met(ferry.key, 'https://one.example/a', '2026-11-01T10:00:00Z', { attribution: 'anonymous' }),
];
const correction: Correction = {
  claim: ferry.key,
  text: 'The ferry museum opens on Sunday.',
  lang: 'en',
  source: 'https://one.example/a',
  title: 'Out and about',
  created: '2026-11-02T10:00:00Z',
};

const aCard = (fields: Partial<AnnotationCardProps> = {}) => (
  <AnnotationCard
    items={[{ annotation: aClaimAnnotation(toll), claim: toll, note: null }]}
    missing={[]}
    oneOrigin={[]}
    histories={[claimHistory(toll.key, encounters)]}
    locale={uiLanguage()}
    onSaveNote={async () => true}
    onRemoveNote={async () => {}}
    onCorrect={async () => true}
    onUndoCorrection={async () => true}
    onClose={() => {}}
    {...fields}
  />
);
const readSoFar = (fields: Partial<ReadViewProps> = {}) => (
  <main class="cav-root cav-page cav-library">
    <ReadView
      encounters={encounters}
      remembering
      notice={null}
      locale={uiLanguage()}
      claimOf={claimOf}
      onForget={() => {}}
      onSettings={() => {}}
      {...fields}
    />
  </main>
);
const corrections = (list: readonly Correction[], onUndo = vi.fn(), onExport = vi.fn()) => (
  <main class="cav-root cav-page cav-library">
    <CorrectionsView
      corrections={list}
      notice={null}
      locale={uiLanguage()}
      claimOf={claimOf}
      onUndo={onUndo}
      onExport={onExport}
    />
  </main>
);

beforeEach(() => speakOf('en'));

describe('“Not this claim?” in the card', () => {
  test('hands over the sentence, and says why where nothing was kept', async () => {
    const annotation = aClaimAnnotation(toll);
    const answers = ['private-window', false, true] as const;
    const onCorrect = vi.fn(async () => answers[onCorrect.mock.calls.length - 1] ?? true);
    const place = show(aCard({ items: [{ annotation, claim: toll, note: null }], onCorrect }), aPlaceOnAPage());
    const action = page.getByRole('button', { name: 'Not this claim?' });
    await action.click();
    await vi.waitFor(() => expect(place.textContent).toContain('in a private window Caveat stores nothing'));
    await action.click();
    await vi.waitFor(() => expect(place.textContent).toContain('Nothing was changed. Try again.'));
    await action.click();
    expect(onCorrect).toHaveBeenCalledTimes(3);
    expect(onCorrect).toHaveBeenCalledWith(annotation);
  });

  test('leaves the claim, a sentence on what happened and the way back, which has the focus', async () => {
    const onUndoCorrection = vi.fn(async () => true);
    const items = [{ annotation: aClaimAnnotation(toll), claim: toll, note: null, corrected: true }];
    const place = show(aCard(), aPlaceOnAPage());
    await vi.waitFor(() => expect(place.getRootNode()).toHaveProperty('activeElement.role', 'dialog'));
    show(aCard({ items, onUndoCorrection }), place);
    expect(place.textContent).toContain('Removed. This sentence is no longer marked as this claim');
    expect(place.textContent).not.toContain('Who says so');
    await vi.waitFor(() => expect((place.getRootNode() as ShadowRoot).activeElement?.textContent).toBe('Undo'));
    await page.getByRole('button', { name: 'Undo' }).click();
    expect(onUndoCorrection).toHaveBeenCalledOnce();
  });
});

describe('where a claim was met before', () => {
  test('waits folded in the card, the latest first, with whom each page credited and what it changed', async () => {
    const place = show(aCard(), aPlaceOnAPage());
    await page.getByText('Where you met it before').click();
    const seen = [...place.querySelectorAll('.cav-seen')].map((one) => one.textContent);
    expect(seen).toEqual(
      [
        '3 Nov 2026 · two.example · credits NBC News · another figure75 here; 64 in the record.At least 75 people were aboard, NBC News reported.',
        '1 Nov 2026 · one.example · nobody creditedA sentence of the page.',
      ].map((line) => line.replace(/(\d) Nov 2026/, 'Nov $1, 2026')),
    );
  });

  test('is left out where nothing is remembered', () => {
    expect(show(aCard({ histories: [] }), aPlaceOnAPage()).textContent).not.toContain('Where you met it before');
  });
});

describe('the parts of the library', () => {
  test('stand in one line that scrolls where the window is narrow, with the open one in view', async () => {
    speakOf('es');
    await page.viewport(320, 640);
    const place = show(<PartLinks open="copies" onSettings={() => {}} />);
    const links = [...place.querySelectorAll('a')].map((link) => link.getBoundingClientRect());
    expect(new Set(links.map(({ top }) => top)).size).toBe(1);
    const { left = 0, right = 0 } = links.at(-1) ?? {};
    expect([left > 0, right < 320]).toEqual([true, true]);
    await page.viewport(1_000, 800);
  });
});

describe('“Read so far”', () => {
  test('is a table of outlets by claims, with row and column headings', () => {
    const place = show(readSoFar());
    const rows = [...place.querySelectorAll('table tr')].map((row) =>
      [...row.children].map((cell) => cell.textContent),
    );
    expect(rows).toEqual([
      ['Claim', 'one.example', 'two.example'],
      ['At least 64 people were aboard.', 'nobody credited', 'another outletanother figure'],
      ['The government has begun planning a ferry across the strait.', 'unnamed people', '–not met'],
    ]);
    expect([...place.querySelectorAll('th')].map((cell) => cell.scope)).toEqual(['col', 'col', 'col', 'row', 'row']);
  });

  test('says what the table shows where nothing is cut off, and names the table by it', async () => {
    const place = show(readSoFar());
    const hint = [...place.querySelectorAll('p')].find((line) => line.textContent?.startsWith('What each outlet'));
    expect(hint?.closest('.cav-scroll, table')).toBeNull();
    await expect.element(page.getByRole('table', { name: hint?.textContent ?? '' })).toBeVisible();
  });

  test('opens a claim onto when and where it was met, one at a time', async () => {
    const place = show(readSoFar());
    expect(place.textContent?.match(/begun planning a ferry across the strait/g)).toHaveLength(1);
    const [toll, ferry] = ['At least 64 people were aboard.', /^The government has begun/].map((name) =>
      page.getByRole('button', { name }),
    );
    await toll?.click();
    await expect.element(toll as NonNullable<typeof toll>).toHaveAttribute('aria-expanded', 'true');
    expect(place.querySelectorAll('td[colspan="3"] .cav-seen').length).toBeGreaterThan(1);
    await ferry?.click();
    expect(place.querySelectorAll('td[colspan="3"]')).toHaveLength(1);
    await ferry?.click();
    expect(place.querySelectorAll('td[colspan="3"]')).toHaveLength(0);
  });

  test('lists the figures that changed', () => {
    const place = show(readSoFar());
    const steps = [...place.querySelectorAll('.cav-steps > li')].map((step) => step.textContent);
    expect(steps).toEqual(['64 one.example, Nov 1, 2026', '75 two.example, Nov 3, 2026']);
  });

  test('forgets a claim, an outlet or everything, and brings back what it forgot', async () => {
    const onForget = vi.fn();
    const onUndo = vi.fn();
    show(readSoFar({ onForget, notice: { text: 'Forgotten.', onUndo } }));
    await page.getByRole('button', { name: 'Forget everything' }).click();
    await page.getByRole('button', { name: 'Forget two.example' }).click();
    await page.getByRole('button', { name: 'At least 64 people were aboard.' }).click();
    await page.getByRole('button', { name: 'Forget this claim' }).click();
    expect(onForget.mock.calls).toEqual([['everything'], [{ outlet: 'two.example' }], [{ claim: toll.key }]]);
    await page.getByRole('button', { name: 'Undo' }).click();
    expect(onUndo).toHaveBeenCalledOnce();
  });

  test('says that nothing is remembered, and where to change that', async () => {
    const onSettings = vi.fn();
    const place = show(readSoFar({ encounters: [], remembering: false, onSettings }));
    expect(place.textContent).toContain('Caveat does not remember what you read.');
    await page.getByRole('button', { name: 'Settings' }).click();
    expect(onSettings).toHaveBeenCalledOnce();
    expect(show(readSoFar({ encounters: [] })).textContent).toContain('Nothing yet.');
    expect(show(readSoFar({ remembering: false })).textContent).toContain('What was kept before is still here.');
  });
});

describe('the corrections', () => {
  test('show sentence, claim and place; each is taken back, all are taken out', async () => {
    const onUndo = vi.fn();
    const onExport = vi.fn();
    const place = show(corrections([correction], onUndo, onExport));
    for (const text of ['The ferry museum opens on Sunday.', 'planning a ferry', 'one.example']) {
      expect(place.textContent).toContain(text);
    }
    await page.getByRole('button', { name: 'Mark it again' }).click();
    expect(onUndo).toHaveBeenCalledWith(correction);
    await page.getByRole('button', { name: 'Export as JSON Lines' }).click();
    expect(onExport).toHaveBeenCalledOnce();
  });
});

test('remembering is one switch, off at first, with how long once it is on', async () => {
  const onChange = vi.fn();
  show(<OptionsView settings={defaultSettings} sites={null} notice={null} onChange={onChange} />);
  const remember = page.getByRole('switch', { name: 'Remember which claims I meet where' });
  await expect.element(remember).not.toBeChecked();
  await expect.element(page.getByLabelText('Keep for')).not.toBeInTheDocument();
  await remember.click();
  expect(onChange).toHaveBeenCalledWith({ remember: true });
  const settings = { ...defaultSettings, remember: true };
  show(<OptionsView settings={settings} sites={null} notice={null} onChange={onChange} />);
  await page.getByLabelText('Keep for').selectOptions('365');
  expect(onChange).toHaveBeenCalledWith({ rememberDays: 365 });
});

const views: readonly { name: string; view: () => ComponentChild; place?: () => HTMLElement; fold?: string }[] = [
  { name: 'the card with a history', view: aCard, place: aPlaceOnAPage },
  {
    name: 'the card after a correction',
    view: () => aCard({ items: [{ annotation: aClaimAnnotation(toll), claim: toll, note: null, corrected: true }] }),
    place: aPlaceOnAPage,
  },
  { name: 'what was read so far', view: () => readSoFar({ notice: { text: 'Forgotten.', onUndo: () => {} } }) },
  { name: 'nothing read so far', view: () => readSoFar({ encounters: [], remembering: false }) },
  { name: 'the corrections', view: () => corrections([correction]) },
  { name: 'the parts of the library', view: () => <PartLinks open="read" onSettings={() => {}} /> },
  {
    name: 'the settings with remembering on',
    view: () => (
      <OptionsView settings={{ ...defaultSettings, remember: true }} sites={null} notice={null} onChange={() => {}} />
    ),
  },
];

describe.each(views)('$name', ({ view, place }) => {
  test.each([
    ['en', 'light'],
    ['es', 'dark'],
  ] satisfies [Language, 'light' | 'dark'][])('passes axe (%s, %s)', async (language, scheme) => {
    speakOf(language);
    await prefer(scheme);
    const shown = show(view(), place?.());
    for (const fold of shown.querySelectorAll('details')) fold.open = true;
    expect(await findings(shown)).toEqual([]);
    expect(shown.textContent).not.toMatch(/\b(?:met|correction|options)_\w+/);
  });
});

describe('forgetting what the database does not let go of', () => {
  const encounter = anEncounter('harbour:ferry-planned', 'https://one.example/a', '2026-11-01T10:00:00Z');
  const failed = { ok: false, error: { kind: 'failed', detail: 'a disk' } } as const;
  const said = () => page.getByText('That did not work. What is kept is as it was.');
  async function aDatabase(): Promise<Database> {
    speakOf('en');
    const db = openDatabase(`forget-${crypto.randomUUID()}`);
    onTestFinished(() => db.close());
    value(await db.encounters.restore([encounter]));
    return db;
  }
  /** As the settings have it. */
  function Kept({ db }: { readonly db: Database }) {
    const kept = useKept(() => db);
    return <OptionsView settings={defaultSettings} sites={null} notice={null} onChange={vi.fn()} kept={kept} />;
  }

  test.each([
    ['in the settings', (db: Database) => <Kept db={db} />, 'Forget what is kept'],
    ['in the library', (db: Database) => <ReadSoFar db={db} locale="en" />, 'Forget everything'],
  ])('%s is told, and so is what does not come back', async (_, view, name) => {
    const db = await aDatabase();
    const forget = vi.spyOn(db.encounters, 'forget').mockResolvedValueOnce(failed);
    const restore = vi.spyOn(db.encounters, 'restore').mockResolvedValueOnce(failed);
    show(view(db));
    await userEvent.click(page.getByRole('button', { name }));
    await expect.element(said()).toBeVisible();
    expect(page.getByRole('button', { name: 'Undo' }).elements()).toEqual([]);
    await userEvent.click(page.getByRole('button', { name }));
    await expect.element(page.getByText('Forgotten.')).toBeVisible();
    expect(forget).toHaveBeenCalledTimes(2);
    const undo = page.getByRole('button', { name: 'Undo' });
    await userEvent.click(undo);
    await expect.element(said()).toBeVisible();
    await userEvent.click(undo);
    await vi.waitFor(async () => expect(value(await db.encounters.all())).toHaveLength(1));
    expect(restore).toHaveBeenCalledTimes(2);
    await expect.element(said()).not.toBeInTheDocument();
  });
});
