/** What each screen is given: nothing done yet, and callbacks that only remember that they were called. */
import { vi } from 'vitest';
import { EVERYTHING } from '../../components/note-query.ts';
import { choicesOf } from '../../components/note-search.ts';
import { listsOf, NO_FILTER, type PanelLists, type Whereabouts } from '../../components/page-entries.ts';
import type { CopiesViewProps } from '../../entrypoints/library/CopiesView.tsx';
import type { LibraryState, LibraryViewProps } from '../../entrypoints/library/LibraryView.tsx';
import { linkOf } from '../../entrypoints/library/link.ts';
import type { SetsViewProps } from '../../entrypoints/library/SetsView.tsx';
import type { Saving } from '../../entrypoints/library/saving.ts';
import type { Storing } from '../../entrypoints/library/storing.ts';
import type { PopupViewProps } from '../../entrypoints/popup/PopupView.tsx';
import type { PanelViewProps } from '../../entrypoints/sidepanel/PanelView.tsx';
import type { Annotation } from '../../lib/annotation/index.ts';
import type { PageReport } from '../../lib/checker/index.ts';
import { uiLanguage } from '../../lib/i18n/index.ts';
import { aClaimSet } from './builders.ts';

export const noLists: PanelLists = { entries: [], orphans: [] };

/** What is listed of a page: its claims, and notes that nobody has looked for there, unless told otherwise. */
export const listed = (
  report: PageReport | null,
  notes: readonly Annotation[] = [],
  whereIs: (note: Annotation) => Whereabouts = () => 'unknown',
): PanelLists => listsOf(report, notes, whereIs);

/** A change is kept, a removal done, and there are no tags to suggest. */
const noteActions = () => ({
  onChange: vi.fn(async () => true as const),
  onRemove: vi.fn(async () => {}),
  suggestTags: vi.fn(async () => []),
});

export const popupProps = (report: PageReport, fields: Partial<PopupViewProps> = {}): PopupViewProps => ({
  page: { state: 'done', report },
  lists: listed(fields.page === undefined ? report : null),
  standing: { site: 'https://news.example/*', siteOn: false, allOn: false },
  notice: null,
  locale: uiLanguage(),
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
});

export const panelProps = (report: PageReport, fields: Partial<PanelViewProps> = {}): PanelViewProps => ({
  page: { state: 'done', report },
  lists: listed(report),
  filter: NO_FILTER,
  begun: null,
  removed: new Set(),
  opened: [],
  notice: null,
  locale: uiLanguage(),
  onFilter: vi.fn(),
  onRead: vi.fn(),
  onResume: vi.fn(),
  onCopy: vi.fn(async () => {}),
  onShow: vi.fn(),
  onBegin: vi.fn(),
  onExport: vi.fn(),
  onOpen: vi.fn(),
  ...noteActions(),
  ...fields,
});

export const libraryProps = (library: LibraryState, fields: Partial<LibraryViewProps> = {}): LibraryViewProps => ({
  library,
  query: EVERYTHING,
  choices: choicesOf(library.state === 'ready' ? library.items : []),
  selected: new Set(),
  notice: null,
  progress: null,
  locale: uiLanguage(),
  claimText: (key) => key,
  setTitle: (set) => set,
  linkOf,
  onQuery: vi.fn(),
  onSelect: vi.fn(),
  onSelectAll: vi.fn(),
  onTag: vi.fn(),
  onDelete: vi.fn(),
  onExport: vi.fn(),
  withHistory: null,
  onWithHistory: vi.fn(),
  onCancel: vi.fn(),
  onImport: vi.fn(),
  onRetry: vi.fn(),
  onSaveRaw: vi.fn(),
  ...noteActions(),
  ...fields,
});

export const copiesProps = (fields: Partial<CopiesViewProps> = {}): CopiesViewProps => ({
  copies: [
    { id: 'a', at: '2026-11-02T10:00:00Z', reason: 'delete', notes: 1_200, corrections: 3, bytes: 2_400_000 },
    { id: 'b', at: '2026-10-02T10:00:00Z', reason: 'import', notes: 1, corrections: 0, bytes: 800 },
  ],
  keeping: 'unknown',
  room: null,
  saved: null,
  preview: null,
  busy: false,
  notice: null,
  onAsk: vi.fn(),
  onBackup: vi.fn(),
  onTake: vi.fn(),
  onPreview: vi.fn(),
  onRestore: vi.fn(),
  onSave: vi.fn(),
  onRemove: vi.fn(),
  ...fields,
});

/** One set that came with Caveat, one the reader added. */
export const setsProps = (fields: Partial<SetsViewProps> = {}): SetsViewProps => ({
  sets: [
    { set: aClaimSet({ id: 'harbour', title: { en: 'The harbour', es: 'El puerto' } }), claims: 12 },
    { set: aClaimSet(), claims: 120, kept: { enabled: true, added: '2026-11-01T10:00:00Z' } },
  ],
  inspected: null,
  notice: null,
  locale: uiLanguage(),
  onAdd: vi.fn(),
  onInspect: vi.fn(),
  onEnable: vi.fn(),
  onRemove: vi.fn(),
  ...fields,
});

/** No file is on its way into the library. */
export const notStoring: Storing = { share: null, notice: null, say() {}, store: async () => {}, cancel() {} };

/** No file is on its way out of it. */
export const notSaving: Saving = { progress: null, save: async () => {}, cancel() {} };
