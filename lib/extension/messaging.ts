/**
 * Calls between contexts: parsed where they arrive, refused when their sender may not make them, answered as a
 * `Result` in plain data. One listener a context answers only the calls it knows.
 */
import * as v from 'valibot';
import { type Browser, browser } from 'wxt/browser';
import { err, ok, type Result } from '../result.ts';
import {
  type BackgroundCalls,
  backgroundRules,
  type CallProblem,
  type PageCalls,
  type ProblemReason,
  pageAnswers,
  pageRules,
  type Role,
  timeouts,
} from './protocol.ts';

/** Who is calling, as the browser (not the message) says. */
export type Caller = {
  readonly role: Role;
  /** Address of the calling frame, if the browser tells it. */
  readonly url: string | null;
  readonly tabId: number | null;
  /** 0 is the page itself, others are frames in it. */
  readonly frameId: number | null;
  /** The call comes from a private window. */
  readonly incognito: boolean;
};

type Request<Calls, Name extends keyof Calls> = Calls[Name] extends { request: infer R } ? R : never;
type Answer<Calls, Name extends keyof Calls> = Calls[Name] extends { answer: infer A } ? A : never;

/** What the background answers with; `createHandlers` makes it. */
export type BackgroundHandlers = {
  readonly [Name in keyof BackgroundCalls]: (
    request: Request<BackgroundCalls, Name>,
    caller: Caller,
  ) => Promise<Result<Answer<BackgroundCalls, Name>, CallProblem>>;
};

/** What a page's annotator answers with. What it throws reaches the caller as `failed`. */
export type PageHandlers = {
  readonly [Name in keyof PageCalls]: (
    request: Request<PageCalls, Name>,
  ) => Answer<PageCalls, Name> | Promise<Answer<PageCalls, Name>>;
};

/** How a call travels. `caveat` marks our own among whatever else is sent; `to` tells the two directions apart. */
type Envelope = {
  readonly caveat: 1;
  readonly to: 'background' | 'page';
  readonly call: string;
  readonly request: unknown;
};

/** Ask the background. Resolves always; waits as long as `timeouts` says. */
export async function callBackground<Name extends keyof BackgroundCalls>(
  name: Name,
  request: Request<BackgroundCalls, Name>,
): Promise<Result<Answer<BackgroundCalls, Name>, CallProblem>> {
  const envelope: Envelope = { caveat: 1, to: 'background', call: name, request };
  const reply = await exchange(() => browser.runtime.sendMessage(envelope), name);
  // The answer comes from our own background, which is typed to give it.
  return reply as Result<Answer<BackgroundCalls, Name>, CallProblem>;
}

/** Ask the annotator of a tab's page. Resolves always; `no-receiver` when none runs there. */
export async function callPage<Name extends keyof PageCalls>(
  tabId: number,
  name: Name,
  request: Request<PageCalls, Name>,
): Promise<Result<Answer<PageCalls, Name>, CallProblem>> {
  const envelope: Envelope = { caveat: 1, to: 'page', call: name, request };
  const reply = await exchange(() => browser.tabs.sendMessage(tabId, envelope, { frameId: 0 }), name);
  if (!reply.ok) return reply;
  const schema: v.GenericSchema = pageAnswers[name];
  const parsed = v.safeParse(schema, reply.value);
  // The schema of this call's answer accepted it.
  if (parsed.success) return ok(parsed.output as Answer<PageCalls, Name>);
  return err({ kind: 'failed', reason: 'malformed', detail: `${name}: the page's answer is not what it should be` });
}

/**
 * Answer the background's calls. Call it once, synchronously while the background starts: a stopped background is woken
 * by the very call it must answer.
 */
export function handleBackgroundCalls(handlers: BackgroundHandlers): void {
  browser.runtime.onMessage.addListener(listener('background', backgroundRules, handlers));
}

/** Answer calls to this page's annotator until `signal` aborts. */
export function handlePageCalls(handlers: PageHandlers, signal: AbortSignal): void {
  if (signal.aborted) return;
  const answering = Object.fromEntries(
    Object.entries(handlers).map(([name, handler]) => [
      name,
      async (request: unknown) => ok(await (handler as (request: unknown) => unknown)(request)),
    ]),
  );
  const listen = listener('page', pageRules, answering);
  browser.runtime.onMessage.addListener(listen);
  signal.addEventListener('abort', () => browser.runtime.onMessage.removeListener(listen), { once: true });
}

type AnyHandlers = {
  readonly [name: string]: (request: never, caller: Caller) => Promise<Result<unknown, CallProblem>>;
};
type AnyRules = { readonly [name: string]: { readonly request: v.GenericSchema; readonly from: readonly Role[] } };

/** Not `async`: a promise would answer messages that are not ours. */
function listener(to: Envelope['to'], rules: AnyRules, handlers: AnyHandlers) {
  return (
    message: unknown,
    sender: Browser.runtime.MessageSender,
  ): Promise<Result<unknown, CallProblem>> | undefined => {
    if (!isEnvelope(message) || message.to !== to) return undefined;
    return answer(message, callerOf(sender), rules, handlers);
  };
}

async function answer(
  { call, request }: Envelope,
  caller: Caller | null,
  rules: AnyRules,
  handlers: AnyHandlers,
): Promise<Result<unknown, CallProblem>> {
  const name = call.slice(0, 50);
  // Own keys only: `constructor` is not a call.
  const rule = Object.hasOwn(rules, call) ? rules[call] : undefined;
  const handler = Object.hasOwn(handlers, call) ? handlers[call] : undefined;
  if (!rule || !handler) return refused('unknown-call', `no such call: ${name}`);
  if (!caller || !rule.from.includes(caller.role)) return refused('not-allowed', `${name}: this sender may not ask`);
  const parsed = v.safeParse(rule.request, request);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    return refused('malformed', `${name}: ${v.getDotPath(issue) ?? 'request'}: ${issue.message.slice(0, 200)}`);
  }
  try {
    // The rule's schema made this request for this handler.
    return await handler(parsed.output as never, caller);
  } catch (thrown) {
    // A bug here must not leave the other side waiting; an Error does not survive the way, its text does.
    return err({ kind: 'failed', detail: `${name}: ${describe(thrown)}` });
  }
}

/** A refusal in the form in which it travels. */
export const refused = (reason: ProblemReason, detail: string): Result<never, CallProblem> =>
  err({ kind: 'refused', reason, detail });

/**
 * Who sent it, as the browser vouches: our own pages have our origin, also when they are open in a tab; everything else
 * from our own id is a content script. Null for any other extension.
 */
function callerOf(sender: Browser.runtime.MessageSender): Caller | null {
  if (sender.id !== browser.runtime.id) return null;
  const url = sender.url ?? null;
  const ours = browser.runtime.getURL('/');
  const extension = url === null ? sender.tab === undefined : url.startsWith(ours);
  return {
    role: extension ? 'extension' : 'page',
    url,
    tabId: sender.tab?.id ?? null,
    frameId: sender.frameId ?? null,
    incognito: sender.tab?.incognito ?? false,
  };
}

const NOBODY =
  /receiving end does not exist|could not establish connection|context invalidated|no tab with id|invalid tab id|no listeners/i;

/** Send, wait at most the call's time, and make a `Result` of whatever happens. */
async function exchange(
  send: () => Promise<unknown>,
  name: keyof BackgroundCalls | keyof PageCalls,
): Promise<Result<unknown, CallProblem>> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<Result<never, CallProblem>>((resolve) => {
    const waited = timeouts[name];
    timer = setTimeout(
      () => resolve(err({ kind: 'timeout', detail: `${name}: no answer within ${waited} ms` })),
      waited,
    );
  });
  try {
    // `send` inside the promise: without a runtime (extension updated under a running page) the access itself throws.
    return await Promise.race([
      Promise.resolve()
        .then(send)
        .then((reply) => readReply(reply, name)),
      late,
    ]);
  } catch (thrown) {
    const detail = `${name}: ${describe(thrown)}`;
    const gone = NOBODY.test(detail) || browser.runtime?.id === undefined;
    return err({ kind: gone ? 'no-receiver' : 'failed', detail });
  } finally {
    clearTimeout(timer);
  }
}

/** By hand rather than by schema: every page carries this code. */
function readReply(reply: unknown, name: string): Result<unknown, CallProblem> {
  if (reply === undefined || reply === null) return err({ kind: 'no-receiver', detail: `${name}: nobody answered` });
  if (isRecord(reply) && reply['ok'] === true) return ok(reply['value']);
  const problem = isRecord(reply) && reply['ok'] === false ? reply['error'] : null;
  if (!isRecord(problem)) return err({ kind: 'failed', detail: `${name}: not an answer of ours` });
  const { kind, reason, detail } = problem;
  return err({
    kind: kind === 'no-receiver' || kind === 'timeout' || kind === 'refused' ? kind : 'failed',
    detail: String(detail).slice(0, 2_000),
    // Reasons are only ever looked up, so one that is unknown here is harmless.
    ...(typeof reason === 'string' ? { reason: reason as ProblemReason } : {}),
  });
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const isEnvelope = (message: unknown): message is Envelope =>
  isRecord(message) && message['caveat'] === 1 && typeof message['call'] === 'string' && 'request' in message;

const describe = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));
