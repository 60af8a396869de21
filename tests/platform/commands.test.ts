/** The menu's entry and the keys: what the background does when a reader chose one. */
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { annotateKeys, changeKeys, offerCommands } from '../../lib/extension/index.ts';

type Listener = (...given: never[]) => void;
type Entry = { readonly id: string; readonly title: string; readonly contexts: readonly string[] };

let listeners: { installed: Listener[]; clicked: Listener[]; command: Listener[] };
let entries: Entry[];
/** Tabs where an annotator runs. */
let running: Set<number>;
let told: string[];

const event = (list: Listener[]) => ({ addListener: (listener: Listener) => list.push(listener) });

beforeEach(() => {
  fakeBrowser.reset();
  vi.restoreAllMocks();
  listeners = { installed: [], clicked: [], command: [] };
  entries = [];
  running = new Set([1]);
  told = [];
  Object.assign(fakeBrowser, {
    contextMenus: {
      removeAll: async () => {
        entries = [];
      },
      create: (entry: Entry) => {
        if (entries.some(({ id }) => id === entry.id)) throw new Error('Cannot create item with duplicate id');
        entries.push(entry);
      },
      onClicked: event(listeners.clicked),
    },
    commands: {
      onCommand: event(listeners.command),
      getAll: async () => [{ name: '_execute_action' }, { name: 'annotate-selection', shortcut: 'Alt+Shift+H' }],
    },
  });
  fakeBrowser.runtime.onInstalled.addListener = ((listener: Listener) => listeners.installed.push(listener)) as never;
  fakeBrowser.scripting.executeScript = (async ({ target: { tabId } }: { target: { tabId: number } }) => {
    if (tabId === 3) throw new Error('Cannot access contents of the page');
    told.push(`start ${tabId}`);
    running.add(tabId);
    return [];
  }) as never;
  fakeBrowser.tabs.sendMessage = (async (tab: number, { call }: { call: string }) => {
    if (!running.has(tab)) throw new Error('Could not establish connection. Receiving end does not exist.');
    told.push(`${call} ${tab}`);
    return { ok: true, value: true };
  }) as never;
  offerCommands(() => 'Annotate with Caveat');
});

const choose = (id: string, tab: number) => {
  for (const listener of listeners.clicked) listener({ menuItemId: id } as never, { id: tab } as never);
};
const press = (command: string, tab: number) => {
  for (const listener of listeners.command) listener(command as never, { id: tab } as never);
};

describe('annotating from the menu and by keys', () => {
  test('the menu has one entry, for selected text, also after an update', async () => {
    for (const round of [1, 2]) {
      for (const listener of listeners.installed) listener({ reason: 'install' } as never);
      await vi.waitFor(() => expect(entries, `round ${round}`).toHaveLength(1));
    }
    expect(entries[0]).toMatchObject({ title: 'Annotate with Caveat', contexts: ['selection'] });
  });

  test('asks the annotator of the tab', async () => {
    choose('annotate-selection', 1);
    await vi.waitFor(() => expect(told).toEqual(['annotateSelection 1']));
    press('annotate-selection', 1);
    await vi.waitFor(() => expect(told).toEqual(['annotateSelection 1', 'annotateSelection 1']));
  });

  test('starts one where none runs, and asks it then', async () => {
    press('annotate-selection', 2);
    await vi.waitFor(() => expect(told).toEqual(['start 2', 'annotateSelection 2']));
  });

  test('leaves alone what it may not read, and what is not its own', async () => {
    press('annotate-selection', 3);
    press('_execute_action', 1);
    choose('somebody-else', 1);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(told).toEqual([]);
  });

  test('offers nothing, and does not fail, where the browser has neither menus nor keys', async () => {
    const { contextMenus, commands } = fakeBrowser;
    onTestFinished(() => void Object.assign(fakeBrowser, { contextMenus, commands }));
    Object.assign(fakeBrowser, { contextMenus: undefined, commands: undefined });
    listeners.installed = [];
    expect(() => offerCommands(() => 'Annotate with Caveat')).not.toThrow();
    for (const listener of listeners.installed) listener({ reason: 'install' } as never);
    expect(await annotateKeys()).toBeNull();
  });

  test('tells the keys as they are now', async () => {
    expect(await annotateKeys()).toBe('Alt+Shift+H');
    fakeBrowser.commands.getAll = (async () => [{ name: 'annotate-selection', shortcut: '' }]) as never;
    expect(await annotateKeys()).toBeNull();
  });

  test('leads to where the browser lets them be changed', async () => {
    const open = vi.spyOn(fakeBrowser.tabs, 'create').mockResolvedValue({} as never);
    await changeKeys();
    expect(open).toHaveBeenCalledExactlyOnceWith({ url: 'chrome://extensions/shortcuts' });
    const settings = vi.fn(async () => {});
    Object.assign(fakeBrowser.commands, { openShortcutSettings: settings });
    await changeKeys();
    expect(settings).toHaveBeenCalledOnce();
    expect(open).toHaveBeenCalledOnce();
  });
});
