/** Caveat's own file back into notes, with whatever a later Caveat put into it. */
import { type JsonObject, type JsonValue, LATER_TARGET, parseCorrection } from '../annotation/index.ts';
import { parsingClaimSet } from '../claims/index.ts';
import { parseEncounter } from '../history/index.ts';
import type { Result } from '../result.ts';
import { isScriptAddress } from './address.ts';
import { BACKUP } from './backup.ts';
import { readAddress } from './entry.ts';
import type { Beside, Candidate, Report } from './import-types.ts';
import { isObject, kept, keptFields } from './json.ts';

/** The fields this Caveat knows; any other is of a later one, or another program's. */
const FIELDS = new Set([
  'id',
  'motivation',
  'created',
  'modified',
  'text',
  'tags',
  'color',
  'claim',
  'target',
  'other',
]);
const TARGET_FIELDS = new Set(['source', 'address', 'title', 'language', 'sourceDate', 'selectors', 'otherSelectors']);
const SELECTORS = new Set(['TextQuoteSelector', 'TextPositionSelector']);

export const isBackup = (file: JsonValue): file is JsonObject => isObject(file) && file['format'] === BACKUP.format;

/** Null is a rest, where nothing is read yet. */
export function* readBackup(file: JsonObject, report: Report, beside: Beside): Generator<Candidate | null, void> {
  const version = file['version'];
  if (version !== BACKUP.version)
    report('newer-version', 'version', 'part', `version ${JSON.stringify(version)}`.slice(0, 80));
  readBeside(file, 'corrections', parseCorrection, beside.corrections, report);
  readBeside(file, 'history', parseEncounter, beside.history, report);
  yield* readSets(file, beside, report);
  const list = file['annotations'];
  if (!Array.isArray(list)) {
    report('field', 'annotations', 'entry', 'must be a list');
    return;
  }
  for (const [index, value] of list.entries()) {
    const place = `annotations[${index}]`;
    const candidate = readNote(value, place, report);
    if (candidate) yield candidate;
  }
}

/** What the file has beside notes, entry by entry as it would be stored. */
function readBeside<One extends { readonly [key: string]: unknown }>(
  file: JsonObject,
  name: string,
  parse: (value: JsonValue) => Result<One, string>,
  into: One[],
  report: Report,
): void {
  const list = file[name];
  if (list === undefined) return;
  if (!Array.isArray(list)) {
    report('field', name, 'part', 'must be a list');
    return;
  }
  for (const [index, value] of list.entries()) {
    const place = `${name}[${index}]`;
    if (index >= MAX_BESIDE) {
      report('too-many', place, 'part', `more than ${MAX_BESIDE} entries`);
      return;
    }
    const parsed = parse(value);
    const address = parsed.ok ? (parsed.value['source'] ?? parsed.value['page']) : '';
    if (!parsed.ok) report('field', place, 'part', parsed.error);
    else if (typeof address === 'string' && isScriptAddress(address)) report('script-address', place, 'part');
    else into.push(parsed.value);
  }
}

const MAX_BESIDE = 100_000;

function* readSets(file: JsonObject, { claimSets }: Beside, report: Report): Generator<null, void> {
  const list = file['claimSets'];
  if (list === undefined) return;
  if (!Array.isArray(list)) {
    report('field', 'claimSets', 'part', 'must be a list');
    return;
  }
  const ids = new Set<string>();
  for (const [index, value] of list.entries()) {
    const place = `claimSets[${index}]`;
    if (index >= MAX_SETS) {
      report('too-many', place, 'part', `more than ${MAX_SETS} entries`);
      return;
    }
    const { enabled, added, set }: JsonObject = isObject(value) ? value : {};
    const steps = parsingClaimSet(set);
    let step = steps.next();
    for (; !step.done; step = steps.next()) yield null;
    const parsed = step.value;
    if (!parsed.ok) {
      const [first] = parsed.error;
      report('field', `${place}.set.${first?.place ?? ''}`, 'part', first?.message ?? '');
    } else if (typeof added !== 'string' || Number.isNaN(Date.parse(added))) {
      report('date', `${place}.added`, 'part');
    } else if (ids.has(parsed.value.id)) {
      report('same-id-twice', place, 'part', parsed.value.id);
    } else {
      ids.add(parsed.value.id);
      claimSets.push({ enabled: enabled !== false, added, set: parsed.value });
    }
  }
}

const MAX_SETS = 1_000;

function readNote(value: JsonValue, place: string, report: Report): Candidate | null {
  if (!isObject(value)) {
    report('not-an-entry', place, 'entry');
    return null;
  }
  const lost = (): void => report('dropped-foreign', place, 'part');
  const note: Record<string, unknown> = {};
  const unknown: [string, JsonValue][] = [];
  for (const [key, field] of Object.entries(value)) {
    if (FIELDS.has(key) && key !== 'other') note[key] = field;
    else unknown.push([key, field]);
  }
  const target = value['target'];
  if (isObject(target)) {
    const source = target['source'];
    if (typeof source === 'string' && isScriptAddress(source)) {
      report('script-address', `${place}.target.source`, 'entry');
      return null;
    }
    const [known, later] = readTarget(target, `${place}.target`, lost, report);
    if ('address' in known && readAddress(target['address'], `${place}.target.address`, report) === undefined) {
      delete known['address'];
    }
    note['target'] = known;
    if (later.length > 0) unknown.push([LATER_TARGET, Object.fromEntries(later)]);
  }
  const other = unknown.length > 0 ? keptFields(unknown, lost) : undefined;
  if (other) note['other'] = other;
  return { place, note, madeUp: new Set(), at: (field) => `${place}.${field}` };
}

function readTarget(
  target: JsonObject,
  place: string,
  lost: () => void,
  report: Report,
): [Record<string, unknown>, [string, JsonValue][]] {
  const known: Record<string, unknown> = {};
  const later: [string, JsonValue][] = [];
  for (const [key, field] of Object.entries(target)) {
    if (TARGET_FIELDS.has(key)) known[key] = field;
    else later.push([key, field]);
  }
  const selectors = target['selectors'];
  if (!Array.isArray(selectors)) return [known, later];
  const ours: JsonValue[] = [];
  const others: JsonValue[] = [];
  const before = target['otherSelectors'];
  for (const one of [...(Array.isArray(before) ? before : []), ...selectors]) {
    if (isObject(one) && !SELECTORS.has(String(one['type']))) {
      const copy = kept(one, lost);
      if (copy !== undefined && others.length < 20) others.push(copy);
    } else if (isObject(one)) ours.push(one);
    else report('field', `${place}.selectors`, 'part', 'a selector must be an object');
  }
  known['selectors'] = ours;
  if (others.length > 0) known['otherSelectors'] = others;
  else delete known['otherSelectors'];
  return [known, later];
}
