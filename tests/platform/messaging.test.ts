import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import {
  type BackgroundHandlers,
  type Caller,
  callBackground,
  callPage,
  handleBackgroundCalls,
  handlePageCalls,
  MAX_PAGE_TEXT,
  type PageHandlers,
} from '../../lib/extension/index.ts';
import { ok } from '../../lib/result.ts';
import { aNote, aReport } from '../support/builders.ts';
import { deliver, fromBackground, fromLibrary, fromPage, fromPopup, fromStranger, sendAs } from './senders.ts';

const aPage = { source: 'https://news.example/story', title: 'Story', locale: 'en', text: 'Text.', truncated: false };
const toBackground = (call: unknown, request: unknown): unknown => ({ caveat: 1, to: 'background', call, request });
const toPage = (call: unknown, request: unknown): unknown => ({ caveat: 1, to: 'page', call, request });

/** Handlers that answer everything and note who asked what. */
function recorder(): { handlers: BackgroundHandlers; calls: { name: string; request: unknown; caller: Caller }[] } {
  const calls: { name: string; request: unknown; caller: Caller }[] = [];
  const record = (name: string, request: unknown, caller: Caller): void => void calls.push({ name, request, caller });
  return {
    calls,
    handlers: {
      checkPage: async (request, caller) => {
        record('checkPage', request, caller);
        return ok({ report: aReport(), notes: [], histories: [] });
      },
      saveNote: async (request, caller) => {
        record('saveNote', request, caller);
        return ok({ note: request.note });
      },
      removeNote: async (request, caller) => {
        record('removeNote', request, caller);
        return ok(null);
      },
      saveCorrection: async (request, caller) => {
        record('saveCorrection', request, caller);
        return ok(request.correction);
      },
      removeCorrection: async (request, caller) => {
        record('removeCorrection', request, caller);
        return ok(null);
      },
      findPassages: async (request, caller) => {
        record('findPassages', request, caller);
        return ok({ notes: [], passages: [] });
      },
      notesForPage: async (request, caller) => {
        record('notesForPage', request, caller);
        return ok([]);
      },
      siteState: async (request, caller) => {
        record('siteState', request, caller);
        return ok('on' as const);
      },
      claimSetsChanged: async (request, caller) => {
        record('claimSetsChanged', request, caller);
        return ok(true as const);
      },
      marksOpened: async (request, caller) => {
        record('marksOpened', request, caller);
        return ok(true as const);
      },
      loadCard: async (request, caller) => {
        record('loadCard', request, caller);
        return ok(true as const);
      },
      tagsInUse: async (request, caller) => {
        record('tagsInUse', request, caller);
        return ok([]);
      },
    },
  };
}

const pageHandlers = (fields: Partial<PageHandlers> = {}): PageHandlers => ({
  pageStatus: () => ({
    state: 'not-article',
    url: 'https://news.example/',
    title: 'News',
    notes: [],
    passages: [],
  }),
  pageText: () => null,
  showAnnotation: ({ id }) => id === 'known',
  annotateSelection: () => false,
  readPage: () => true,
  leavePage: () => true,
  notesChanged: () => true,
  correctionsChanged: () => true,
  ...fields,
});

beforeEach(() => fakeBrowser.reset());
afterEach(() => vi.useRealTimers());

describe('a call to the background', () => {
  test('brings the answer', async () => {
    handleBackgroundCalls(recorder().handlers);
    sendAs(fromPage);
    expect(await callBackground('saveNote', { note: aNote() })).toEqual(ok({ note: aNote() }));
    expect(await callBackground('removeNote', { id: aNote().id })).toEqual(ok(null));
  });

  test('tells the handler who is calling, by the browser and not by the message', async () => {
    const { handlers, calls } = recorder();
    handleBackgroundCalls(handlers);
    const message = {
      ...(toBackground('checkPage', { page: aPage }) as object),
      sender: fromPopup(),
      role: 'extension',
    };
    await deliver(message, fromPage('https://news.example/a', { frameId: 3, tab: { id: 9, incognito: true } }));
    expect(calls.map(({ caller }) => caller)).toEqual([
      { role: 'page', url: 'https://news.example/a', tabId: 9, frameId: 3, incognito: true },
    ]);
  });

  test.each([
    ['the popup', fromPopup, 'extension'],
    ['the library in a tab', fromLibrary, 'extension'],
    ['a page', fromPage, 'page'],
    ['a page without address', () => fromPage(undefined, { url: 'about:blank' }), 'page'],
    ['a page that looks like ours', () => fromPage('https://test-extension-id/library.html'), 'page'],
  ])('from %s has its role', async (_, sender, role) => {
    const { handlers, calls } = recorder();
    handleBackgroundCalls(handlers);
    await deliver(toBackground('removeNote', { id: 'x' }), sender());
    expect(calls[0]?.caller.role).toBe(role);
  });

  test('is refused from another extension, whatever it asks', async () => {
    const { handlers, calls } = recorder();
    handleBackgroundCalls(handlers);
    for (const call of Object.keys(handlers)) {
      expect(await deliver(toBackground(call, { id: 'x', note: aNote(), page: aPage }), fromStranger())).toMatchObject({
        ok: false,
        error: { kind: 'refused', reason: 'not-allowed' },
      });
    }
    expect(calls).toEqual([]);
  });

  test('is refused to a role that may not make it', async () => {
    const { handlers, calls } = recorder();
    handleBackgroundCalls(handlers);
    expect(await deliver(toBackground('checkPage', { page: aPage }), fromPopup())).toMatchObject({
      error: { kind: 'refused', reason: 'not-allowed' },
    });
    expect(calls).toEqual([]);
  });

  test.each<[string, string, unknown, string]>([
    ['an unknown name', 'wipeEverything', {}, 'unknown-call'],
    ['a name every object has', 'constructor', {}, 'unknown-call'],
    ['a name that sets prototypes', '__proto__', {}, 'unknown-call'],
    ['no request', 'removeNote', null, 'malformed'],
    ['a number for an id', 'removeNote', { id: 4 }, 'malformed'],
    ['a note that is none', 'saveNote', { note: { ...aNote(), motivation: 'assessing' } }, 'malformed'],
    ['a note beyond its size', 'saveNote', { note: aNote({ text: 'x'.repeat(20_001) }) }, 'malformed'],
    ['a page beyond its size', 'checkPage', { page: { ...aPage, text: 'x'.repeat(MAX_PAGE_TEXT + 1) } }, 'malformed'],
    ['too many claims', 'notesForPage', { url: 'https://a.example/', claims: Array(2_001).fill('a:b') }, 'malformed'],
  ])('is refused with %s', async (_, call, request, reason) => {
    const { handlers, calls } = recorder();
    handleBackgroundCalls(handlers);
    expect(await deliver(toBackground(call, request), fromPage())).toMatchObject({
      ok: false,
      error: { kind: 'refused', reason, detail: expect.any(String) },
    });
    expect(calls).toEqual([]);
  });

  test('is not answered when it is somebody else’s message', async () => {
    handleBackgroundCalls(recorder().handlers);
    for (const message of [null, 'ping', 3, [], {}, { type: 'getState' }, toPage('pageStatus', {})]) {
      expect(await deliver(message, fromPage())).toBeUndefined();
    }
  });

  test('never reaches a handler with a request its parser did not make, and always gets a plain answer', async () => {
    const { handlers, calls } = recorder();
    handleBackgroundCalls(handlers);
    const anyRequest = fc.oneof(
      fc.anything(),
      fc.record(
        { id: fc.anything(), note: fc.anything(), page: fc.anything(), url: fc.anything(), claims: fc.anything() },
        { requiredKeys: [] },
      ),
      fc.record({ note: fc.record({ ...aNoteOfAnything() }, { requiredKeys: [] }) }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.constantFrom(...Object.keys(handlers)), fc.string()),
        anyRequest,
        async (call, request) => {
          calls.length = 0;
          const before = jsonOrNull(request);
          if (before === undefined) return;
          const reply = (await deliver(toBackground(call, before), fromPage())) as { ok: boolean };
          expect(typeof reply.ok).toBe('boolean');
          expect(calls.length).toBe(reply.ok ? 1 : 0);
          for (const { name, request: given } of calls) {
            const fields = given as { id?: unknown; url?: unknown };
            if (name === 'removeNote') expect(typeof fields.id).toBe('string');
            else if (name === 'notesForPage' || name === 'siteState') expect(typeof fields.url).toBe('string');
            else throw new Error(`generated values made a whole ${name}`);
          }
        },
      ),
      { numRuns: 400 },
    );
  });

  test('says failed, with the text only, when the handler throws', async () => {
    const { handlers } = recorder();
    handleBackgroundCalls({ ...handlers, removeNote: () => Promise.reject(new Error('a bug')) });
    sendAs(fromPage);
    expect(await callBackground('removeNote', { id: 'x' })).toEqual({
      ok: false,
      error: { kind: 'failed', detail: 'removeNote: a bug' },
    });
  });

  test('says that nobody is there when nobody listens', async () => {
    fakeBrowser.runtime.sendMessage = () =>
      Promise.reject(new Error('Could not establish connection. Receiving end does not exist.'));
    expect(await callBackground('removeNote', { id: 'x' })).toMatchObject({ error: { kind: 'no-receiver' } });
    fakeBrowser.runtime.sendMessage = (() => Promise.resolve(undefined)) as never;
    expect(await callBackground('removeNote', { id: 'x' })).toMatchObject({ error: { kind: 'no-receiver' } });
  });

  test('says that nobody is there after an update took the runtime away', async () => {
    fakeBrowser.runtime.sendMessage = () => {
      throw new Error('Extension context invalidated.');
    };
    expect(await callBackground('removeNote', { id: 'x' })).toMatchObject({ error: { kind: 'no-receiver' } });
  });

  test('does not wait for ever', async () => {
    vi.useFakeTimers();
    fakeBrowser.runtime.sendMessage = (() => new Promise(() => {})) as never;
    const asked = callBackground('removeNote', { id: 'x' });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await asked).toMatchObject({ error: { kind: 'timeout' } });
  });

  test('takes nothing for an answer that is none', async () => {
    for (const reply of ['yes', { ok: 1 }, { ok: false }, { ok: false, error: { kind: 'odd', detail: '' } }]) {
      fakeBrowser.runtime.sendMessage = (() => Promise.resolve(reply)) as never;
      expect(await callBackground('removeNote', { id: 'x' })).toMatchObject({ ok: false, error: { kind: 'failed' } });
    }
  });
});

describe('a call to a page', () => {
  /** The tab's annotator lives in this context and hears what `tabs.sendMessage` sends. */
  const wire = (sender = fromBackground): void => {
    fakeBrowser.tabs.sendMessage = ((_tab: number, message: unknown) => deliver(message, sender())) as never;
  };

  test('brings the answer, from the page and not from its frames', async () => {
    handlePageCalls(pageHandlers(), new AbortController().signal);
    const options: unknown[] = [];
    fakeBrowser.tabs.sendMessage = ((_tab: number, message: unknown, given: unknown) => {
      options.push(given);
      return deliver(message, fromBackground());
    }) as never;
    expect(await callPage(7, 'showAnnotation', { id: 'known' })).toEqual(ok(true));
    expect(await callPage(7, 'showAnnotation', { id: 'gone' })).toEqual(ok(false));
    expect(await callPage(7, 'pageText', {})).toEqual(ok(null));
    expect(options).toEqual([{ frameId: 0 }, { frameId: 0 }, { frameId: 0 }]);
  });

  test('passes a whole status', async () => {
    const status = {
      state: 'done' as const,
      url: 'https://news.example/',
      title: 'News',
      report: aReport(),
      notes: [aNote()],
      passages: [{ id: aNote().id, span: { start: 1, end: 5 }, state: 'exact' as const }],
      painter: 'custom-highlight' as const,
    };
    handlePageCalls(pageHandlers({ pageStatus: () => status }), new AbortController().signal);
    wire();
    expect(await callPage(7, 'pageStatus', {})).toEqual(ok(status));
  });

  test('is refused from a content script', async () => {
    const leavePage = vi.fn(() => true as const);
    handlePageCalls(pageHandlers({ leavePage }), new AbortController().signal);
    expect(await deliver(toPage('leavePage', {}), fromPage())).toMatchObject({ error: { reason: 'not-allowed' } });
    expect(leavePage).not.toHaveBeenCalled();
  });

  test.each([fromPopup, fromLibrary, fromBackground])('is taken from our own contexts (%#)', async (sender) => {
    handlePageCalls(pageHandlers(), new AbortController().signal);
    expect(await deliver(toPage('leavePage', {}), sender())).toEqual(ok(true));
  });

  test('is not answered any more after the signal', async () => {
    const controller = new AbortController();
    handlePageCalls(pageHandlers(), controller.signal);
    controller.abort();
    expect(await deliver(toPage('leavePage', {}), fromPopup())).toBeUndefined();
    handlePageCalls(pageHandlers(), controller.signal);
    expect(await deliver(toPage('leavePage', {}), fromPopup())).toBeUndefined();
  });

  test('fails, and breaks nothing, when the handler throws or answers nonsense', async () => {
    const broken = pageHandlers({
      showAnnotation: () => {
        throw new Error('the sentence is gone');
      },
      pageStatus: () => ({ state: 'done', url: '', title: '' }) as never,
      pageText: () => ({ source: 3 }) as never,
    });
    handlePageCalls(broken, new AbortController().signal);
    wire();
    expect(await callPage(7, 'showAnnotation', { id: 'x' })).toMatchObject({
      error: { kind: 'failed', detail: 'showAnnotation: the sentence is gone' },
    });
    expect(await callPage(7, 'pageStatus', {})).toMatchObject({ error: { kind: 'failed', reason: 'malformed' } });
    expect(await callPage(7, 'pageText', {})).toMatchObject({ error: { kind: 'failed', reason: 'malformed' } });
  });

  test('says that nobody is there in a tab without annotator', async () => {
    fakeBrowser.tabs.sendMessage = () =>
      Promise.reject(new Error('Could not establish connection. Receiving end does not exist.'));
    expect(await callPage(7, 'pageStatus', {})).toMatchObject({ error: { kind: 'no-receiver' } });
  });
});

/** The value as it would arrive; undefined for what no message can carry. */
function jsonOrNull(value: unknown): unknown {
  try {
    const text = JSON.stringify(value);
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    // BigInt and cycles never leave the sender.
    return undefined;
  }
}

function aNoteOfAnything(): { [K in keyof ReturnType<typeof aNote>]: fc.Arbitrary<unknown> } {
  const note = aNote();
  // Mostly whole fields, so that single wrong ones are what is left to be found.
  const usually = (value: unknown): fc.Arbitrary<unknown> =>
    fc.oneof({ weight: 1, arbitrary: fc.constant(value) }, fc.anything());
  return {
    id: usually(note.id),
    motivation: fc.anything(),
    created: usually(note.created),
    modified: usually(note.modified),
    text: usually(note.text),
    tags: usually(note.tags),
    claim: usually(note.claim),
    target: usually(note.target),
  };
}
