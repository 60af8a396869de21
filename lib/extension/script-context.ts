/**
 * The life of a content script, in place of WXT's own context (`wxt.config.ts` puts it there). WXT's tells the page by
 * `postMessage` and an event named after the extension that a script has started, also where nothing is marked, and ends
 * when the page sends that event. This one knows its predecessor by a name in the script's own world, which pages cannot
 * reach.
 */
import { browser } from 'wxt/browser';

/** How often it is asked whether the extension still lives, in milliseconds: nothing tells a script otherwise. */
const PULSE = 2_000;

/** Why a script ended when its extension was updated, reloaded, turned off or removed. */
export const EXTENSION_GONE = 'the extension is gone';

/** A symbol: names of a page's elements are also names in the world of its scripts. */
const RUNNING = Symbol.for('caveat.annotator');
type World = { [RUNNING]?: AbortController };

/** What WXT's entry makes for a content script, as far as ours uses it. One at a time in a page. */
export class ContentScriptContext {
  readonly #end = new AbortController();

  constructor() {
    const world = globalThis as World;
    world[RUNNING]?.abort('a newer script takes over');
    world[RUNNING] = this.#end;
    const pulse = setInterval(() => browser.runtime?.id === undefined && this.abort(EXTENSION_GONE), PULSE);
    this.signal.addEventListener('abort', () => clearInterval(pulse), { once: true });
  }

  get signal(): AbortSignal {
    return this.#end.signal;
  }

  abort(reason: string): void {
    this.#end.abort(reason);
  }
}
