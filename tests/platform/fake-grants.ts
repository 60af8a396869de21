/** The permissions and the script registry that the fake browser lacks, with the rules real browsers keep. */
import { fakeBrowser } from 'wxt/testing/fake-browser';

type Registered = {
  readonly id: string;
  readonly matches?: string[];
  readonly excludeMatches?: string[];
  readonly js?: string[];
};
type Listener = (permissions: { origins?: string[] }) => void;

export type FakeGrants = {
  /** What the browser holds as granted; a test may change it as the browser's own interface would. */
  readonly origins: Set<string>;
  /** What the reader answers to the next question. */
  answer: boolean;
  /** Questions asked so far. */
  readonly asked: string[][];
  readonly registered: Map<string, Registered>;
  /** Tabs the annotator was started in. */
  readonly started: number[];
  /** Tell the extension what changed, as the browser does. */
  emit(event: 'added' | 'removed', origins: string[]): void;
};

const covers = (pattern: string, wanted: string): boolean => {
  const [scheme, host] = pattern.split('://');
  const [wantedScheme, wantedHost] = wanted.split('://');
  return (scheme === '*' || scheme === wantedScheme) && (host === '*/*' || host === wantedHost);
};

export function fakeGrants(): FakeGrants {
  const listeners: Record<'added' | 'removed', Listener[]> = { added: [], removed: [] };
  const grants: FakeGrants = {
    origins: new Set(),
    answer: true,
    asked: [],
    registered: new Map(),
    started: [],
    emit: (event, origins) => {
      for (const listener of listeners[event]) listener({ origins });
    },
  };
  const event = (name: 'added' | 'removed'): unknown => ({
    addListener: (listener: Listener) => listeners[name].push(listener),
  });
  Object.assign(fakeBrowser.permissions, {
    getAll: async () => ({ origins: [...grants.origins], permissions: ['storage'] }),
    contains: async ({ origins = [] }: { origins?: string[] }) =>
      origins.every((wanted) => [...grants.origins].some((pattern) => covers(pattern, wanted))),
    request: async ({ origins = [] }: { origins?: string[] }) => {
      grants.asked.push(origins);
      if (!grants.answer) return false;
      for (const origin of origins) grants.origins.add(origin);
      grants.emit('added', origins);
      return true;
    },
    // Only what was granted in this form can be taken back in this form.
    remove: async ({ origins = [] }: { origins?: string[] }) => {
      for (const origin of origins) grants.origins.delete(origin);
      grants.emit('removed', origins);
      return true;
    },
    onAdded: event('added'),
    onRemoved: event('removed'),
  });
  Object.assign(fakeBrowser.scripting, {
    getRegisteredContentScripts: async ({ ids }: { ids: string[] }) =>
      ids.flatMap((id) => grants.registered.get(id) ?? []),
    registerContentScripts: async (scripts: Registered[]) => {
      for (const script of scripts) {
        if (grants.registered.has(script.id)) throw new Error(`Duplicate script ID '${script.id}'`);
        if (!script.matches?.length) throw new Error('matches must not be empty');
        grants.registered.set(script.id, script);
      }
    },
    updateContentScripts: async (scripts: Registered[]) => {
      for (const script of scripts) {
        if (!grants.registered.has(script.id)) throw new Error(`Nonexistent script ID '${script.id}'`);
        grants.registered.set(script.id, { ...grants.registered.get(script.id), ...script });
      }
    },
    unregisterContentScripts: async ({ ids }: { ids: string[] }) => {
      for (const id of ids) {
        if (!grants.registered.delete(id)) throw new Error(`Nonexistent script ID '${id}'`);
      }
    },
    executeScript: async ({ target }: { target: { tabId: number } }) => {
      if (target.tabId < 0) throw new Error('Cannot access contents of the page.');
      grants.started.push(target.tabId);
      return [];
    },
  });
  return grants;
}
