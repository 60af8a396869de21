/** JSON from anywhere: read with the place of what is wrong, and kept only within limits. */
import type { JsonObject, JsonValue } from '../annotation/index.ts';
import { err, ok, type Result } from '../result.ts';
import { isScriptAddress } from './address.ts';

/** `text` as JSON, or where it stops being JSON: `line 3, column 14`. */
export function readJson(
  text: string,
): Result<JsonValue, { readonly code: 'broken-json' | 'too-deep'; place: string }> {
  try {
    // What JSON.parse gives is JSON.
    return ok(JSON.parse(text) as JsonValue);
  } catch (thrown) {
    // Anything but a syntax error is an engine that ran out of room for nesting.
    if (!(thrown instanceof SyntaxError)) return err({ code: 'too-deep', place: '' });
    return err({ code: 'broken-json', place: lineAndColumn(text, firstError(text)) });
  }
}

function lineAndColumn(text: string, offset: number): string {
  let line = 1;
  let lineStart = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) {
    line += 1;
    lineStart = at + 1;
  }
  return `line ${line}, column ${offset - lineStart + 1}`;
}

const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const SPACE = /[ \t\n\r]*/y;

/**
 * The offset at which `text` can no longer become JSON. Browsers say it in words of their own, and not always; this walks
 * the grammar (RFC 8259) without recursion.
 */
function firstError(text: string): number {
  const open: ('{' | '[')[] = [];
  let expected: 'value' | 'value or end' | 'key' | 'key or end' | 'colon' | 'comma or end' = 'value';
  let at = 0;
  for (;;) {
    SPACE.lastIndex = at;
    SPACE.test(text);
    at = SPACE.lastIndex;
    const character = text[at];
    const inside = open.at(-1);
    if (character === undefined) return at;
    if (expected === 'colon') {
      if (character !== ':') return at;
      at += 1;
      expected = 'value';
    } else if (
      character === (inside === '{' ? '}' : ']') &&
      inside &&
      (expected === 'comma or end' || expected.endsWith(' or end'))
    ) {
      open.pop();
      at += 1;
      expected = 'comma or end';
    } else if (expected === 'comma or end') {
      if (character !== ',' || !inside) return at;
      at += 1;
      expected = inside === '{' ? 'key' : 'value';
    } else if (character === '"') {
      const end = stringEnd(text, at);
      if (end < 0) return ~end;
      at = end;
      expected = expected.startsWith('key') ? 'colon' : 'comma or end';
    } else if (expected.startsWith('key')) {
      return at;
    } else if (character === '{' || character === '[') {
      open.push(character);
      at += 1;
      expected = character === '{' ? 'key or end' : 'value or end';
    } else {
      SCALAR.lastIndex = at;
      if (!SCALAR.test(text)) return at;
      at = SCALAR.lastIndex;
      expected = 'comma or end';
    }
  }
}

/** The offset behind the string that begins at `start`, or `~offset` of what is wrong in it. */
function stringEnd(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === 0x22) return at + 1;
    if (unit < 0x20) return ~at;
    if (unit !== 0x5c) continue;
    at += 1;
    const escaped = text[at] ?? '';
    if (escaped === 'u' && /^[0-9a-fA-F]{4}$/.test(text.slice(at + 1, at + 5))) at += 4;
    else if (!/^["\\/bfnrt]$/.test(escaped)) return ~Math.min(at, text.length);
  }
  return ~text.length;
}

export const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A value or a list of them, with the place of each. JSON-LD writes one without a list. */
export function listed(value: JsonValue | undefined, place: string): { value: JsonValue; place: string }[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) return [{ value: value as JsonValue, place }];
  return value.map((one: JsonValue, index) => ({ value: one, place: `${place}[${index}]` }));
}

/** Names under which JavaScript keeps what all objects inherit. */
const POISON = new Set(['__proto__', 'constructor', 'prototype']);
/** Stricter than what is stored, so that what is kept always can be. */
const LIMITS = { depth: 8, values: 400, characters: 8_000 };

/**
 * A copy of what another program left, or undefined when it is too large or too deep. Script addresses and names that
 * reach into JavaScript's own objects are not copied; `lost` is called for them.
 */
export function kept(value: JsonValue, lost: () => void): JsonValue | undefined {
  const budget = { values: LIMITS.values, characters: LIMITS.characters };
  const copy = copied(value, LIMITS.depth, budget, lost);
  if (budget.values >= 0 && budget.characters >= 0) return copy;
  lost();
  return undefined;
}

function copied(
  value: JsonValue,
  depth: number,
  budget: { values: number; characters: number },
  lost: () => void,
): JsonValue | undefined {
  budget.values -= 1;
  if (depth === 0) budget.values = -1;
  if (budget.values < 0 || budget.characters < 0) return undefined;
  if (typeof value === 'string') {
    budget.characters -= value.length;
    if (!isScriptAddress(value)) return value;
    lost();
    return undefined;
  }
  if (Array.isArray(value)) {
    const list: JsonValue[] = [];
    for (const one of value) {
      const copy = copied(one, depth - 1, budget, lost);
      if (copy !== undefined) list.push(copy);
      if (budget.values < 0) break;
    }
    return list;
  }
  if (!isObject(value)) return typeof value === 'number' && !Number.isFinite(value) ? undefined : value;
  const copy: Record<string, JsonValue> = {};
  for (const [key, inner] of Object.entries(value)) {
    if (budget.values < 0) break;
    budget.characters -= key.length;
    if (POISON.has(key)) {
      lost();
      continue;
    }
    const innerCopy = copied(inner, depth - 1, budget, lost);
    if (innerCopy !== undefined) copy[key] = innerCopy;
  }
  return copy;
}

/** Several foreign fields together, each within the limits; undefined when nothing is left. */
export function keptFields(fields: Iterable<readonly [string, JsonValue]>, lost: () => void): JsonObject | undefined {
  const all: Record<string, JsonValue> = {};
  let count = 0;
  for (const [key, value] of fields) {
    const copy = POISON.has(key) || key.length > 100 || count >= 40 ? undefined : kept(value, lost);
    if (copy === undefined) {
      lost();
      continue;
    }
    all[key] = copy;
    count += 1;
  }
  // Each may be small and all of them too much.
  return count === 0 ? undefined : (kept(all, lost) as JsonObject | undefined);
}
