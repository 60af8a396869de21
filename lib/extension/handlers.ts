/** What the background does, over a database and a checker. No state of its own: it may be stopped between two calls. */
import { type Annotation, correctionKey, findPassagesInSlices, isSameSite, pageKey } from '../annotation/index.ts';
import type { PageReport, PageText } from '../checker/index.ts';
import type { ClaimKey } from '../claims/index.ts';
import type { BackgroundDatabase, DatabaseProblem, NoteProblem } from '../db/index.ts';
import { type ClaimHistory, claimHistory, encountersOf } from '../history/index.ts';
import { err, ok, type Result } from '../result.ts';
import type { Settings } from '../settings.ts';
import { parseUrl } from './address.ts';
import { type BackgroundHandlers, type Caller, refused } from './messaging.ts';
import type { CallProblem, CardPart } from './protocol.ts';

export type HandlerParts = {
  readonly db: BackgroundDatabase;
  /** The checker, built when first asked for; building may take a moment and is cached by whoever passes this. */
  readonly checker: () => Promise<{
    check(page: PageText, corrected: ReadonlySet<string>): PageReport | Promise<PageReport>;
  }>;
  /** The reader's settings as they are now. */
  readonly settings: () => Promise<Settings>;
  /** The time, ISO 8601 with zone. */
  readonly now: () => string;
  /** A note was kept, changed or removed: pages that show notes should ask again. */
  readonly onNotesChanged: () => void;
  /** What a check finds has changed, by a correction or a claim set: pages should be checked again, but for this tab. */
  readonly onCorrectionsChanged: (except: number | null) => void;
  /** A tab's page was checked; `claims` different claims were found in it. */
  readonly onChecked: (tabId: number, claims: number) => void;
  /** Whether pages of this address's site are read by themselves. */
  readonly siteState: (url: string) => Promise<'on' | 'off'>;
  /** Have the script of the card come into a frame where the annotator runs. Rejects when the browser refuses. */
  readonly loadCard: (tabId: number, frameId: number, part: CardPart) => Promise<void>;
};

/** Tags offered at once. Few: what a page is told is only what its reader sees there. */
const MOST_TAGS = 8;

/** Encounters kept at most: some years of reading, some megabytes. */
const MOST_REMEMBERED = 20_000;

/**
 * The background's answers to `BackgroundCalls`. What a page may do is decided here and nowhere else: read and write for
 * its own origin and on claims. Nothing is stored from private windows.
 */
export function createHandlers(parts: HandlerParts): BackgroundHandlers {
  const { db, checker, now, onNotesChanged, onCorrectionsChanged, onChecked } = parts;

  /** Notes written on the page, and notes on the claims it states, each once, oldest first. */
  async function notesFor(
    page: string,
    claims: readonly ClaimKey[],
  ): Promise<Result<readonly Annotation[], DatabaseProblem>> {
    const [here, onClaims] = await Promise.all([db.notes.onPage(page), db.notes.onClaims(claims)]);
    if (!here.ok) return here;
    if (!onClaims.ok) return onClaims;
    const byId = new Map([...here.value, ...onClaims.value].map((note) => [note.id, note]));
    return ok([...byId.values()].sort((a, b) => (a.created < b.created ? -1 : a.created > b.created ? 1 : 0)));
  }

  /**
   * With consent, keep what was met on a tab's own page, and answer with what was met before of its claims. Never from a
   * private window. A report is worth having without any of it, so a problem here is nobody's.
   */
  async function meet(page: PageText, report: PageReport, caller: Caller): Promise<readonly ClaimHistory[]> {
    if (caller.role !== 'page' || caller.incognito || caller.frameId !== 0) return [];
    const { remember, rememberDays: days } = await parts.settings();
    if (!remember) return [];
    const claims = report.claims.map(({ key }) => key);
    const known = await db.encounters.ofClaims(claims);
    await db.encounters.remember(encountersOf(report, page, now()), { now: now(), days, most: MOST_REMEMBERED });
    if (!known.ok) return [];
    return claims.map((claim) => claimHistory(claim, known.value)).filter(({ sightings }) => sightings.length > 0);
  }

  return {
    async checkPage({ page }, caller) {
      if (!speaksFor(caller, page.source)) return refused('not-allowed', 'checkPage: not the sender’s own page');
      const corrected = await db.corrections.keys();
      const report = await (await checker()).check(page, corrected.ok ? corrected.value : new Set());
      if (caller.tabId !== null && caller.frameId === 0) onChecked(caller.tabId, report.claims.length);
      const [notes, histories] = await Promise.all([
        notesFor(
          page.source,
          report.claims.map(({ key }) => key),
        ),
        meet(page, report, caller),
      ]);
      // The report is worth having without the notes; the page is told why they are missing.
      if (!notes.ok) {
        return ok({ report, notes: [], histories, notesProblem: failure(notes.error).reason ?? 'unavailable' });
      }
      return ok({ report, notes: notes.value, histories });
    },

    async saveNote({ note, before, was }, caller) {
      if (caller.incognito) return refused('private-window', 'saveNote: nothing is stored from a private window');
      const found = await db.notes.byId(note.id);
      if (!found.ok) return err(failure(found.error));
      const existing = found.value;
      if (!mayWrite(caller, note) || (existing && !mayWrite(caller, existing))) {
        return refused('not-allowed', 'saveNote: this page may not write that note');
      }
      // Who does not say what the edit was made from has seen what is stored.
      const from = { before: before ?? existing?.text ?? '', ...(was ? { was } : {}), now: now() };
      const edited = await db.notes.edit(note, from);
      if (!edited.ok) return err(failure(edited.error));
      const { note: kept, other, isNew } = edited.value;
      if (isNew) onNotesChanged();
      return ok({ note: kept, ...(other ? { other } : {}) });
    },

    async removeNote({ id }, caller) {
      // Removing could not be undone from there, because undoing stores.
      if (caller.incognito) return refused('private-window', 'removeNote: notes do not change from a private window');
      const found = await db.notes.byId(id);
      if (!found.ok) return err(failure(found.error));
      if (found.value === null) return ok(null);
      if (!mayWrite(caller, found.value))
        return refused('not-allowed', 'removeNote: this page may not remove that note');
      const removed = await db.notes.remove(id);
      if (!removed.ok) return err(failure(removed.error));
      onNotesChanged();
      return ok(removed.value);
    },

    async saveCorrection({ correction }, caller) {
      if (caller.incognito) return refused('private-window', 'saveCorrection: nothing is stored from a private window');
      if (!speaksFor(caller, correction.source)) {
        return refused('not-allowed', 'saveCorrection: not a sentence of the sender’s own page');
      }
      const saved = await db.corrections.save({ ...correction, source: pageKey(correction.source), created: now() });
      if (!saved.ok) return err(failure(saved.error));
      onCorrectionsChanged(caller.tabId);
      return ok(saved.value);
    },

    async removeCorrection({ key }, caller) {
      if (caller.incognito) return refused('private-window', 'removeCorrection: nothing changes from a private window');
      const found = await db.corrections.byKey(key);
      if (!found.ok) return err(failure(found.error));
      if (found.value === null) return ok(null);
      if (!speaksFor(caller, found.value.source)) {
        return refused('not-allowed', 'removeCorrection: made on another site');
      }
      const removed = await db.corrections.remove(correctionKey(found.value.claim, found.value.text));
      if (!removed.ok) return err(failure(removed.error));
      onCorrectionsChanged(caller.role === 'page' ? caller.tabId : null);
      return ok(removed.value);
    },

    async findPassages({ page }, caller) {
      if (!speaksFor(caller, page.source)) return refused('not-allowed', 'findPassages: not the sender’s own page');
      const notes = await db.notes.onPage(page.source);
      if (!notes.ok) return err(failure(notes.error));
      const marked = notes.value.flatMap(({ id, claim, target }) =>
        claim === undefined && target ? [{ id, selectors: target.selectors }] : [],
      );
      return ok({ notes: notes.value, passages: await inSlices(findPassagesInSlices(page.text, marked)) });
    },

    async notesForPage({ url, claims }, caller) {
      if (!speaksFor(caller, url)) return refused('not-allowed', 'notesForPage: not the sender’s own page');
      // Keys that are not keys of any claim simply match nothing.
      const notes = await notesFor(url, claims as readonly ClaimKey[]);
      return notes.ok ? notes : err(failure(notes.error));
    },

    marksOpened: async () => ok(true as const),

    async siteState({ url }, caller) {
      if (!speaksFor(caller, url)) return refused('not-allowed', 'siteState: not the sender’s own page');
      return ok(await parts.siteState(url));
    },

    async claimSetsChanged() {
      await checker();
      onCorrectionsChanged(null);
      return ok(true as const);
    },

    async loadCard({ part }, { tabId, frameId }) {
      if (tabId === null || frameId === null) return refused('not-allowed', 'loadCard: not from a page in a tab');
      await parts.loadCard(tabId, frameId, part);
      return ok(true as const);
    },

    async tagsInUse({ typed }) {
      const tags = await db.notes.tags(typed, MOST_TAGS);
      return tags.ok ? tags : err(failure(tags.error));
    },
  };
}

/** How long the background works without looking up, in milliseconds: other pages wait for it too. */
const SLICE = 20;

/** Run work that comes in slices, with a pause where one has become long. */
async function inSlices<T>(work: Generator<void, T, void>): Promise<T> {
  let since = performance.now();
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    if (performance.now() - since < SLICE) continue;
    await new Promise((resolve) => setTimeout(resolve));
    since = performance.now();
  }
}

/** Notes on a claim belong to every page that states it; others to the page they were written on. */
function mayWrite(caller: Caller, note: Annotation): boolean {
  return note.claim !== undefined || (note.target !== undefined && speaksFor(caller, note.target.source));
}

/**
 * Whether the caller may speak for the page at `source`. The extension may for any. A page may for its own origin: its
 * canonical link and navigation inside it change the path under the annotator, never the origin.
 */
function speaksFor(caller: Caller, source: string): boolean {
  if (caller.role === 'extension') return true;
  if (caller.url === null) return false;
  const own = originOf(caller.url);
  if (own === null) return pageKey(caller.url) === pageKey(source);
  // Mobile and AMP hosts of a site keep their notes with the site.
  return own === originOf(source) || isSameSite(caller.url, source);
}

/** Null where the browser knows no origin: local files, for example, are strangers to each other. */
function originOf(address: string): string | null {
  const url = parseUrl(address);
  return url && url.origin !== 'null' ? url.origin : null;
}

const failure = ({ kind, detail }: NoteProblem): CallProblem =>
  kind === 'failed' ? { kind: 'failed', detail } : { kind: 'failed', reason: kind, detail };
