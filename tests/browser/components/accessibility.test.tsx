/** axe over every view, in light and dark, in English and Spanish. */
import type { ComponentChild } from 'preact';
import { describe, expect, test } from 'vitest';
import { AnnotationCard } from '../../../components/AnnotationCard.tsx';
import { EVERYTHING } from '../../../components/note-query.ts';
import type { PageState } from '../../../components/PageSummary.tsx';
import { NO_FILTER, type Whereabouts } from '../../../components/page-entries.ts';
import { type AddSetState, AddSetView } from '../../../entrypoints/library/AddSetView.tsx';
import { CopiesView } from '../../../entrypoints/library/CopiesView.tsx';
import { type ImportState, ImportView } from '../../../entrypoints/library/ImportView.tsx';
import { type LibraryState, LibraryView, type LibraryViewProps } from '../../../entrypoints/library/LibraryView.tsx';
import { SetsView, type SetsViewProps } from '../../../entrypoints/library/SetsView.tsx';
import { OptionsView } from '../../../entrypoints/options/OptionsView.tsx';
import { PopupView, type PopupViewProps } from '../../../entrypoints/popup/PopupView.tsx';
import { PanelView, type PanelViewProps } from '../../../entrypoints/sidepanel/PanelView.tsx';
import { WelcomeView } from '../../../entrypoints/welcome/WelcomeView.tsx';
import type { Annotation } from '../../../lib/annotation/index.ts';
import { diffClaimSets } from '../../../lib/claims/index.ts';
import { uiLanguage } from '../../../lib/i18n/index.ts';
import { defaultSettings } from '../../../lib/settings.ts';
import {
  aClaim,
  aClaimAnnotation,
  aClaimOnPage,
  aClaimSet,
  aNote,
  anAttribution,
  aRecord,
  aReport,
} from '../../support/builders.ts';
import { aPlace, aPlaceOnAPage, findings, type Language, prefer, show, speakOf } from '../../support/screen.ts';
import { copiesProps, libraryProps, listed, noLists, panelProps, popupProps, setsProps } from '../../support/views.ts';

const nothing = (): void => {};
const later = async (): Promise<void> => {};

const onRecord = aClaimOnPage(
  aClaim({
    id: 'mayor',
    record: aRecord({
      sources: [
        {
          kind: 'named',
          name: 'Ana Ruiz',
          role: 'mayor',
          wording: 'the mayor',
          interest: 'own',
          url: 'https://city.example/',
        },
      ],
      denials: [
        {
          by: 'The ministry',
          kind: 'institution',
          words: 'No such plan exists.',
          date: '2026-08-01',
          url: 'https://ministry.example/',
        },
      ],
    }),
  }),
);
const judged = aClaimOnPage(aClaim({ id: 'judged', record: aRecord({ kind: 'assessment', sources: [] }) }));
const unknown = aClaimOnPage(aClaim({ id: 'unknown', record: { ...aRecord(), kind: undefined } as never }));
const claims = [aClaimOnPage(), onRecord, judged, unknown];
const changed = aClaimAnnotation(aClaimOnPage(), {
  comparison: 'attribution-dropped',
  wording: { drift: 'figure', differences: [{ kind: 'number', page: { start: 0, end: 8 }, record: 'at least 64' }] },
});

const card = () => (
  <AnnotationCard
    items={[
      { annotation: changed, claim: aClaimOnPage(), note: aNote() },
      {
        annotation: aClaimAnnotation(onRecord, { attribution: anAttribution({ kind: 'named', name: 'Ana Ruiz' }) }),
        claim: onRecord,
        note: null,
      },
    ]}
    missing={[{ claim: aClaimOnPage().key, missing: onRecord.key, qualifier: onRecord }]}
    oneOrigin={[]}
    locale={uiLanguage()}
    onSaveNote={async () => true}
    onRemoveNote={later}
    onClose={nothing}
    onOpenLibrary={nothing}
  />
);

const popup =
  (page: PageState, fields: Partial<PopupViewProps> = {}) =>
  () => <PopupView {...popupProps(report, { page, ...fields })} />;

const library = (state: LibraryState, fields: Partial<LibraryViewProps> = {}) => {
  const props = libraryProps(state, fields);
  return () => <LibraryView {...props} />;
};

const sites = {
  all: false,
  sites: ['https://news.example/*'],
  off: [],
  onAll: nothing,
  onTurnOff: nothing,
  onTurnOn: nothing,
};
const report = aReport({
  claims,
  annotations: [
    ...claims.map((claim, index) => aClaimAnnotation(claim, { sentence: { start: index * 90, end: index * 90 + 40 } })),
    changed,
  ],
});

const marked = ({ id, ...fields }: Partial<Annotation>) => {
  const { claim: _, ...note } = aNote({ id: `urn:uuid:${id}`, ...fields });
  return note;
};
const notes = [
  aNote(),
  aNote({ id: 'urn:uuid:2', claim: 'gone:claim', text: 'Where did this go?' }),
  marked({ id: 'exact', color: 'blue', tags: ['harbour'], text: 'A *word* and a [link](https://a.example/)' }),
  marked({ id: 'near', motivation: 'questioning' }),
  marked({ id: 'bare', motivation: 'highlighting', text: '' }),
  marked({ id: 'gone', color: 'pink' }),
];
const whereIs = ({ id }: Annotation): Whereabouts =>
  id.endsWith('gone') || id.endsWith('2') ? 'gone' : { at: 5, state: id.endsWith('near') ? 'approximate' : 'exact' };
const lists = () => listed(report, notes, whereIs);
const panel =
  (fields: Partial<PanelViewProps> = {}) =>
  () => <PanelView {...panelProps(report, { lists: lists(), ...fields })} />;

const kept: LibraryState = {
  state: 'ready',
  total: 7,
  complete: true,
  items: [
    { note: aNote({ tags: ['harbour'] }), claim: aClaimOnPage() },
    { note: aNote({ id: 'urn:uuid:2', claim: 'gone:claim' }) },
    { note: aNote({ id: 'urn:uuid:3' }), removed: true },
    ...notes.slice(2).map((note) => ({ note })),
  ],
};
const preview: ImportState = {
  state: 'preview',
  name: 'notes.json',
  report: {
    format: 'hypothesis',
    entries: [{ place: 'annotations[0]', status: 'new', annotation: aNote() }],
    counts: { new: 1, identical: 2, duplicate: 0, newer: 1, older: 0, differs: 3 },
    corrections: [],
    history: [],
    claimSets: [],
    problems: [{ code: 'no-page', place: 'annotations[4]', effect: 'entry', detail: '' }],
  },
};
const imported = (reading: ImportState) => (
  <ImportView reading={reading} onFile={nothing} onImport={nothing} onCancel={nothing} onClose={nothing} />
);
const many: LibraryState = {
  ...kept,
  total: 200,
  items: Array.from({ length: 200 }, (_, index) => ({ note: aNote({ id: `urn:uuid:${index}` }) })),
};

const update = aClaimSet({ version: '2.2.0', claims: [aClaim({ modality: 'done' }), aClaim({ id: 'fresh' })] });
const sets = (fields: Partial<SetsViewProps>) => () => (
  <main class="cav-root cav-page cav-library">
    <SetsView {...setsProps(fields)} />
  </main>
);

const views: readonly { name: string; view: () => ComponentChild; place?: () => HTMLElement }[] = [
  { name: 'the card on a page', view: card, place: aPlaceOnAPage },
  { name: 'the popup over a story', view: popup({ state: 'done', report }, { lists: lists() }) },
  {
    name: 'the popup over a story of nothing known',
    view: popup({ state: 'done', report: aReport({ claims: [], annotations: [] }) }),
  },
  { name: 'the popup while it reads', view: popup({ state: 'loading' }) },
  { name: 'the popup where it is off', view: popup({ state: 'off' }) },
  {
    name: 'the popup over something else, with passages marked there',
    view: popup({ state: 'not-article' }, { lists: listed(null, notes.slice(2), whereIs) }),
  },
  { name: 'the popup over a page it may not read', view: popup({ state: 'unsupported', why: 'pdf' }) },
  { name: 'the popup after a failure', view: popup({ state: 'failed', detail: 'timeout' }) },
  { name: 'the library', view: library(kept) },
  { name: 'the library with all its filters', view: library(kept, { query: { ...EVERYTHING, color: 'blue' } }) },
  {
    name: 'the library with notes picked, after a deletion',
    view: library(kept, { selected: new Set(['urn:uuid:2']), notice: { text: '1', onUndo: nothing }, progress: 0.5 }),
  },
  { name: 'the library with more notes than fit', view: library(many) },
  {
    name: 'the library with a filter that leaves nothing',
    view: library({ ...kept, items: [] }, { query: { ...EVERYTHING, words: 'x', tag: 'gone' } }),
  },
  {
    name: 'the preview of an import',
    view: library(kept, {
      tools: imported(preview),
    }),
  },
  {
    name: 'a file being read',
    view: library(kept, { tools: imported({ state: 'reading', entries: 400 }) }),
  },
  {
    name: 'a file being stored',
    view: library(kept, { tools: imported({ state: 'storing', share: 0.4 }) }),
  },
  {
    name: 'the safety copies, one to be brought back',
    view: () => (
      <main class="cav-root cav-page cav-library">
        <CopiesView
          {...copiesProps({
            keeping: 'may-be-cleared',
            room: { used: 1, available: 9_000_000 },
            preview: {
              id: 'a',
              counts: {
                missing: 2,
                different: 1,
                newer: 3,
                sets: { missing: 0, different: 0, newer: 0 },
                corrections: { missing: 1, different: 0, newer: 0 },
              },
            },
            notice: { text: '1', onUndo: nothing },
          })}
        />
      </main>
    ),
  },
  {
    name: 'the claim sets, one removed and one looked into',
    view: sets({
      inspected: { id: 'ferries', claims },
      notice: { text: '1', onUndo: nothing },
    }),
  },
  ...(
    [
      { state: 'preview', set: update, diff: diffClaimSets(aClaimSet(), update), moved: [] },
      { state: 'refused', name: 'x.json', problems: [{ place: 'claims[0].id', message: 'is missing' }] },
      { state: 'storing', share: 0.4 },
    ] satisfies AddSetState[]
  ).map((adding) => ({
    name: `a claim set being added: ${adding.state}`,
    view: sets({
      tools: (
        <AddSetView
          adding={adding}
          locale={uiLanguage()}
          onFile={nothing}
          onAdd={nothing}
          onExample={nothing}
          onClose={nothing}
        />
      ),
    }),
  })),
  { name: 'the panel beside a story', view: panel() },
  {
    name: 'the panel with a sentence opened in the page, a note begun and one removed',
    view: panel({
      opened: [changed.id],
      begun: 'urn:uuid:bare',
      removed: new Set(['urn:uuid:exact']),
      notice: 'Saved as caveat.md.',
    }),
  },
  { name: 'the panel with a filter that leaves nothing', view: panel({ filter: { ...NO_FILTER, words: 'nowhere' } }) },
  {
    name: 'the panel beside a page it was not called to',
    view: panel({ page: { state: 'uninvoked' }, lists: noLists }),
  },
  { name: 'the empty library', view: library({ state: 'ready', total: 0, items: [], complete: true }) },
  { name: 'the library that could not be opened', view: library({ state: 'failed', why: 'blocked' }) },
  {
    name: 'the first-run page',
    view: () => <WelcomeView choice="button" onAll={nothing} onButton={nothing} onUndo={nothing} />,
  },
  {
    name: 'the settings',
    view: () => <OptionsView settings={defaultSettings} sites={sites} notice={null} onChange={nothing} />,
  },
];

test('axe sees what it is asked to see', async () => {
  await prefer('dark');
  speakOf('en');
  const shown = show(
    <div class="cav-root" style="background: var(--cav-surface)">
      <p style="color: #444">faint on a dark page</p>
      <button type="button" style="width: 40px; height: 40px" />
    </div>,
  );
  const rules = (await findings(shown)).map((finding) => finding.split(':')[0]);
  expect(rules).toEqual(['button-name', 'color-contrast']);
});

describe.each(['en', 'es'] as const)('in %s', (language: Language) => {
  describe.each(['light', 'dark'] as const)('in %s', (scheme) => {
    test.each(views)('$name has no findings', async ({ view, place = aPlace }) => {
      await prefer(scheme);
      speakOf(language);
      const shown = show(view(), place());
      for (const fold of shown.querySelectorAll('details')) fold.open = true;
      expect(await findings(shown)).toEqual([]);
    });
  });
});
