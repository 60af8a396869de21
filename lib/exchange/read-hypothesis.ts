/**
 * Hypothesis JSON back into notes: its client's export, a list of annotations, or an answer of its interface (`rows`).
 * Positions count UTF-16 units of its own text of the page; near enough where their length is that of the quote.
 */
import type { JsonObject, JsonValue, Selector } from '../annotation/index.ts';
import {
  claimOfIri,
  datesOf,
  idOfContent,
  noteId,
  ownSpelling,
  readAddress,
  readDate,
  readSource,
  readTags,
} from './entry.ts';
import type { Candidate, Report } from './import-types.ts';
import { isObject, kept, keptFields, listed } from './json.ts';
import { readSpan } from './read-web-annotation.ts';
import { isColor } from './style.ts';

/** Fields that become ours, and those of its service that mean nothing in a file. */
const READ = new Set(
  `id created updated uri text tags target document caveat permissions links hidden flagged user_info moderation
  moderation_status actions mentions`.split(/\s+/),
);

function annotationsOf(file: JsonValue): { list: readonly JsonValue[]; prefix: string } | null {
  if (Array.isArray(file)) return { list: file, prefix: '' };
  if (!isObject(file)) return null;
  for (const field of ['annotations', 'rows']) {
    const list = file[field];
    if (Array.isArray(list)) return { list, prefix: field };
  }
  return null;
}

const looksLikeOne = (value: JsonValue | undefined): boolean => isObject(value) && typeof value['uri'] === 'string';

export function isHypothesis(file: JsonValue): boolean {
  const found = annotationsOf(file);
  if (!found) return false;
  return found.list.some(looksLikeOne) || (isObject(file) && 'export_userid' in file);
}

export function* readHypothesis(file: JsonValue, now: string, report: Report): Generator<Candidate, void> {
  const { list, prefix } = annotationsOf(file) ?? { list: [], prefix: '' };
  for (const [index, value] of list.entries()) {
    const place = `${prefix}[${index}]`;
    if (!isObject(value)) {
      report('not-an-entry', place, 'entry');
      continue;
    }
    const candidate = readOne(value, place, now, report);
    if (candidate) yield candidate;
  }
}

function readOne(value: JsonObject, place: string, now: string, report: Report): Candidate | null {
  const at = (field: string): string => `${place}.${field}`;
  const own = isObject(value['caveat']) ? value['caveat'] : {};
  const [first] = listed(value['target'], at('target'));
  const target = isObject(first?.value) ? first.value : {};
  const uri = value['uri'] ?? target['source'];
  if (typeof uri !== 'string') {
    report('no-page', at('uri'), 'entry');
    return null;
  }
  const named = claimOfIri(uri);
  const onPage = named === undefined || own['page'] === true;
  const source = onPage ? readSource(uri, at('uri'), report) : undefined;
  if (source === null) return null;
  const claim = typeof own['claim'] === 'string' ? own['claim'] : named;
  const text = value['text'] ?? '';
  if (typeof text !== 'string') report('field', at('text'), 'part', 'must be text');
  const note = typeof text === 'string' ? text : '';
  const { selectors, others } = readSelectors(target, `${first?.place ?? at('target')}.selector`, own, report);
  const dates = datesOf(
    { value: value['created'], place: at('created') },
    { value: value['updated'] ?? value['created'], place: at('updated') },
    now,
    report,
  );
  const stated = own['motivation'];
  const quote = selectors.find((selector) => selector.type === 'TextQuoteSelector')?.exact;
  const id = value['id'];
  const foreign = Object.entries(value).filter(
    ([key, field]) => !READ.has(key) && field !== '' && field !== null && !(Array.isArray(field) && field.length === 0),
  );
  const other = keptFields(
    foreign.map(([key, field]) => [`hypothesis:${key}`, field] as const),
    () => report('dropped-foreign', place, 'part'),
  );
  return {
    place,
    note: {
      id:
        typeof id === 'string' && id !== ''
          ? idOf(id.slice(0, 2_000))
          : idOfContent('hypothesis', uri, quote, note, dates.madeUp.includes('created') ? '' : dates.created),
      motivation: stated ?? (note === '' ? 'highlighting' : 'commenting'),
      created: dates.created,
      modified: dates.modified,
      text: note,
      tags: readTags(listed(value['tags'], at('tags')), report),
      ...(isColor(own['color']) ? { color: own['color'] } : {}),
      ...(claim === undefined ? {} : { claim }),
      ...(source === undefined
        ? {}
        : {
            target: {
              source: uri.startsWith('urn:caveat:page:') ? source : ownSpelling(own['source'], source),
              ...details(value, own, at, report),
              selectors,
              ...(others.length > 0 ? { otherSelectors: others } : {}),
            },
          }),
      ...(other === undefined ? {} : { other }),
    },
    madeUp: new Set([...dates.madeUp, ...(stated === undefined ? (['motivation'] as const) : [])]),
    at: (field) => at(fileField(field)),
  };
}

/** Hypothesis's ids are its own; ours are UUIDs. */
const idOf = (id: string): string =>
  /^(?:urn:uuid:)?[0-9a-f]{8}-/i.test(id) ? noteId(id) : noteId(`hypothesis:${id}`);

/** Where a field of ours stands in Hypothesis's form. */
const fileField = (field: string): string =>
  field
    .replace(/^target\.selectors/, 'target[0].selector')
    .replace(/^target\.title/, 'document.title')
    .replace(/^target\.source\b/, 'uri')
    .replace(/^(claim|motivation)\b/, 'caveat.$1');

function details(
  value: JsonObject,
  own: JsonObject,
  at: (field: string) => string,
  report: Report,
): { address?: string; title?: string; language?: string; sourceDate?: string } {
  const document = value['document'];
  const title = isObject(document)
    ? listed(document['title'], '').find((one) => typeof one.value === 'string')?.value
    : undefined;
  const { language } = own;
  const sourceDate = readDate(own['sourceDate']);
  const address = readAddress(own['address'], at('caveat.address'), report);
  return {
    ...(address === undefined ? {} : { address }),
    ...(typeof title === 'string' && (title !== '' || own['untitled'] === true)
      ? { title: title.slice(0, 2_000) }
      : {}),
    ...(typeof language === 'string' && /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/.test(language) ? { language } : {}),
    ...(sourceDate === undefined ? {} : { sourceDate }),
  };
}

function readSelectors(
  target: JsonObject,
  place: string,
  own: JsonObject,
  report: Report,
): { selectors: Selector[]; others: JsonObject[] } {
  let quote: (Selector & { type: 'TextQuoteSelector' }) | undefined;
  let position: { start: number; end: number } | undefined;
  const others: JsonObject[] = [];
  for (const { value, place: where } of listed(target['selector'], place)) {
    if (!isObject(value)) {
      report('field', where, 'part', 'a selector must be an object');
    } else if (value['type'] === 'TextQuoteSelector') {
      const { exact, prefix, suffix } = value;
      if (typeof exact !== 'string') report('field', `${where}.exact`, 'part', 'must be text');
      else if (exact.length > 10_000) report('too-long', `${where}.exact`, 'part');
      else {
        quote ??= {
          type: 'TextQuoteSelector',
          exact,
          prefix: typeof prefix === 'string' ? prefix.slice(-1_000) : '',
          suffix: typeof suffix === 'string' ? suffix.slice(0, 1_000) : '',
        };
      }
    } else if (value['type'] === 'TextPositionSelector') {
      const span = readSpan(value['start'], value['end']);
      if (span === undefined) report('field', where, 'part', 'start and end must be whole numbers in order');
      else position ??= span;
    } else {
      const copy = kept(value, () => report('dropped-foreign', where, 'part'));
      if (isObject(copy) && others.length < 20) others.push(copy);
    }
  }
  const points = isObject(own['codePoints'])
    ? readSpan(own['codePoints']['start'], own['codePoints']['end'])
    : undefined;
  // What we wrote ourselves we believe; of others' text we know the quote only.
  const fits =
    position !== undefined && (own['page'] === true || quote?.exact.length === position.end - position.start);
  const selectors: Selector[] = quote ? [quote] : [];
  if (position && fits)
    selectors.push({ type: 'TextPositionSelector', ...position, ...(points ? { codePoints: points } : {}) });
  return { selectors, others };
}
