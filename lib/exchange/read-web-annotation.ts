/**
 * W3C Web Annotation back into notes: one annotation, a list, a page or a collection, Caveat's own or another program's.
 * Positions count code points there; how many UTF-16 units lie before a passage only the page knows, so a position is
 * taken for near enough where its length is that of the quote, and left out where it is not.
 */
import { type Color, type JsonObject, type JsonValue, parseCorrection, type Selector } from '../annotation/index.ts';
import { textFragment } from './address.ts';
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
import type { Beside, Candidate, Report } from './import-types.ts';
import { isObject, kept, keptFields, listed } from './json.ts';
import { colorOfStyle, isOwnStylesheet } from './style.ts';
import { CORRECTION, TEXT_FRAGMENTS } from './web-annotation.ts';

const MOTIVATIONS = new Set<JsonValue>(['commenting', 'questioning', 'highlighting']);
/** Fields that become ours or that say nothing about the note; everything else is kept as it is. */
const READ = new Set(
  '@context id @id type @type motivation created modified generated generator body bodyValue target'.split(' '),
);

const hasType = (value: JsonObject, type: string): boolean =>
  listed(value['type'] ?? value['@type'], '').some((one) => one.value === type || one.value === `oa:${type}`);

export const isWebAnnotation = (file: JsonValue): boolean =>
  Array.isArray(file)
    ? file.some((one: JsonValue) => isObject(one) && hasType(one, 'Annotation'))
    : isObject(file) && ['Annotation', 'AnnotationPage', 'AnnotationCollection'].some((type) => hasType(file, type));

export function* readWebAnnotation(
  file: JsonValue,
  now: string,
  report: Report,
  beside: Beside,
): Generator<Candidate, void> {
  for (const { value, place } of annotationsIn(file, report)) {
    if (typeof value === 'string') report('elsewhere', place, 'entry');
    else if (!isObject(value)) report('not-an-entry', place, 'entry');
    else {
      const candidate = readOne(value, place, now, report, beside);
      if (candidate) yield candidate;
    }
  }
}

/** Every annotation of a file, with its place. Pages given by address only are not fetched. */
function* annotationsIn(file: JsonValue, report: Report): Generator<{ value: JsonValue; place: string }, void> {
  if (Array.isArray(file)) {
    for (const [index, value] of file.entries()) yield { value, place: `[${index}]` };
    return;
  }
  if (!isObject(file)) return;
  if (hasType(file, 'Annotation')) {
    yield { value: file, place: '' };
    return;
  }
  let page: JsonValue | undefined = file;
  let prefix = '';
  if (hasType(file, 'AnnotationCollection') && file['items'] === undefined) {
    page = file['first'];
    prefix = 'first.';
  }
  while (isObject(page)) {
    for (const { value, place } of listed(page['items'], `${prefix}items`)) yield { value, place };
    page = page['next'];
    prefix += 'next.';
  }
  if (typeof page === 'string') report('elsewhere', prefix.slice(0, -1), 'entry');
}

function readOne(value: JsonObject, place: string, now: string, report: Report, beside: Beside): Candidate | null {
  const at = (field: string): string => (place === '' ? field : `${place}.${field}`);
  const lost = (): void => report('dropped-foreign', place, 'part');
  const rawId = value['id'] ?? value['@id'];
  const id = typeof rawId === 'string' ? rawId.slice(0, 2_000) : undefined;
  if (id?.startsWith('urn:caveat:match:')) {
    report('found-by-caveat', place, 'entry');
    return null;
  }
  const body = readBodies(value, at, report);
  const target = readTargets(value['target'], at('target'), report);
  if (target === null) return null;
  const claim = body.claim ?? target.claim;
  if (claim === undefined && target.target === undefined) {
    report('no-page', at('target'), 'entry');
    return null;
  }
  const motivations = listed(value['motivation'], '').map((one) => one.value);
  const stated = motivations.find((one) => MOTIVATIONS.has(one));
  const dates = datesOf(
    { value: value['created'], place: at('created') },
    { value: value['modified'] ?? value['created'], place: at('modified') },
    now,
    report,
  );
  const foreign: [string, JsonValue][] = Object.entries(value).filter(
    ([key, field]) => !READ.has(key) && !key.startsWith('cav:') && !(key === 'stylesheet' && isOwnStylesheet(field)),
  );
  if (stated === undefined && motivations.length > 0) foreign.push(['motivations', motivations]);
  if (body.rest.length > 0) foreign.push(['bodies', body.rest]);
  if (target.rest.length > 0) foreign.push(['targets', target.rest]);
  const other =
    foreign.length > 0
      ? keptFields(
          foreign.map(([key, field]) => [`w3c:${key}`, field] as const),
          lost,
        )
      : undefined;
  const text = body.texts.join('\n\n');
  if (id?.startsWith(CORRECTION)) {
    readCorrection(value, { claim, target: target.target, created: dates.created }, place, report, beside);
    return null;
  }
  const quote = target.target?.selectors.find((selector) => selector.type === 'TextQuoteSelector')?.exact;
  return {
    place,
    note: {
      id:
        id === undefined
          ? idOfContent(
              'w3c',
              target.target?.source,
              quote,
              text,
              claim,
              dates.madeUp.includes('created') ? '' : dates.created,
            )
          : noteId(id),
      motivation: stated ?? (text === '' ? 'highlighting' : 'commenting'),
      created: dates.created,
      modified: dates.modified,
      text,
      tags: body.tags,
      ...(target.color === undefined ? {} : { color: target.color }),
      ...(claim === undefined ? {} : { claim }),
      ...(target.target === undefined ? {} : { target: target.target }),
      ...(other === undefined ? {} : { other }),
    },
    madeUp: new Set([...dates.madeUp, ...(stated === undefined ? (['motivation'] as const) : [])]),
    at: (field) => at(fileField(field)),
  };
}

/** "This sentence does not state that claim", which is no note. */
function readCorrection(
  value: JsonObject,
  { claim, target, created }: { claim: string | undefined; target: ReadTarget | undefined; created: string },
  place: string,
  report: Report,
  beside: Beside,
): void {
  const before = value['cav:before'];
  const correction = parseCorrection({
    claim,
    text: target?.selectors.find((selector) => selector.type === 'TextQuoteSelector')?.exact,
    ...(before === undefined ? {} : { before }),
    lang: target?.language ?? '',
    source: target?.source,
    title: target?.title ?? '',
    created,
  });
  if (correction.ok) beside.corrections.push(correction.value);
  else report('field', place, 'entry', correction.error);
}

/** Where a field of ours stands in a W3C annotation. */
const fileField = (field: string): string =>
  field
    .replace(/^(?:text|tags|claim)\b/, 'body')
    .replace(/^target\.selectors/, 'target.selector')
    .replace(/^target\.(title|language)/, 'target.cav:$1')
    .replace(/^target\.sourceDate/, 'target.state.sourceDate');

type Bodies = { readonly texts: string[]; readonly tags: string[]; claim?: string; readonly rest: JsonValue[] };

function readBodies(value: JsonObject, at: (field: string) => string, report: Report): Bodies {
  const found: Bodies = { texts: [], tags: [], rest: [] };
  const tags: { value: JsonValue; place: string }[] = [];
  const bodyValue = value['bodyValue'];
  if (typeof bodyValue === 'string') found.texts.push(bodyValue);
  else if (bodyValue !== undefined) report('field', at('bodyValue'), 'part', 'must be text');
  for (const { value: body, place } of listed(value['body'], at('body'))) {
    const iri =
      typeof body === 'string' ? body : isObject(body) ? (body['source'] ?? body['id'] ?? body['@id']) : undefined;
    const claim = typeof iri === 'string' ? claimOfIri(iri) : undefined;
    if (claim !== undefined) found.claim ??= claim;
    else if (!isObject(body)) {
      if (typeof body === 'string') found.rest.push(body);
      else report('field', place, 'part', 'a body must be an object or an address');
    } else if (body['value'] === undefined) found.rest.push(body);
    else if (typeof body['value'] !== 'string') report('field', `${place}.value`, 'part', 'must be text');
    else if (listed(body['purpose'], '').some((one) => one.value === 'tagging'))
      tags.push({ value: body['value'], place: `${place}.value` });
    else if (body['value'] !== '') found.texts.push(body['value']);
  }
  found.tags.push(...readTags(tags, report));
  return found;
}

type ReadTarget = {
  source: string;
  address?: string;
  title?: string;
  language?: string;
  sourceDate?: string;
  selectors: Selector[];
  otherSelectors?: JsonObject[];
};

/** The first target that can be used, and the others as they are; null when the entry must not be kept. */
function readTargets(
  value: JsonValue | undefined,
  place: string,
  report: Report,
): { target?: ReadTarget; color?: Color; claim?: string; rest: JsonValue[] } | null {
  const rest: JsonValue[] = [];
  let color: Color | undefined;
  let target: ReadTarget | undefined;
  let claim: string | undefined;
  let refused = false;
  for (const { value: one, place: where } of listed(value, place)) {
    const address = addressOf(one);
    if (address === undefined) {
      report('field', where, 'part', 'a target needs an address');
      continue;
    }
    const named = claimOfIri(address.iri);
    color ??= isObject(one) ? colorOfStyle(one['styleClass']) : undefined;
    if (named !== undefined) claim ??= named;
    else if (target !== undefined) {
      if (rest.length === 0) report('several-targets', place, 'part');
      rest.push(one);
    } else {
      const source = readSource(address.iri, where + address.field, report);
      if (source === null) refused = true;
      else target = readTarget(isObject(one) ? one : {}, source, address.iri, where, report);
    }
  }
  if (refused && target === undefined) return null;
  return {
    ...(target === undefined ? {} : { target }),
    ...(color === undefined ? {} : { color }),
    ...(claim === undefined ? {} : { claim }),
    rest,
  };
}

function addressOf(target: JsonValue): { iri: string; field: string } | undefined {
  if (typeof target === 'string') return { iri: target, field: '' };
  if (!isObject(target)) return undefined;
  for (const field of ['source', 'id', '@id']) {
    const value = target[field];
    const iri = isObject(value) ? (value['id'] ?? value['@id']) : value;
    if (typeof iri === 'string') return { iri, field: `.${field}` };
  }
  return undefined;
}

function readTarget(target: JsonObject, source: string, written: string, place: string, report: Report): ReadTarget {
  const title = target['cav:title'];
  const language = listed(target['cav:language'] ?? target['language'], '').find(
    ({ value }) => typeof value === 'string' && /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/.test(value),
  )?.value;
  const sourceDate = listed(target['state'], '')
    .map(({ value }) => (isObject(value) ? readDate(value['sourceDate']) : undefined))
    .find((date) => date !== undefined);
  const { selectors, others } = readSelectors(target, `${place}.selector`, report);
  const address = readAddress(target['cav:address'], `${place}.cav:address`, report);
  return {
    source: written.startsWith('urn:caveat:page:') ? source : ownSpelling(target['cav:source'], source),
    ...(address === undefined ? {} : { address }),
    ...(typeof title === 'string' ? { title: title.slice(0, 2_000) } : {}),
    ...(typeof language === 'string' ? { language } : {}),
    ...(sourceDate === undefined ? {} : { sourceDate }),
    selectors,
    ...(others.length > 0 ? { otherSelectors: others } : {}),
  };
}

const MAX_OTHER_SELECTORS = 20;

function readSelectors(
  target: JsonObject,
  place: string,
  report: Report,
): { selectors: Selector[]; others: JsonObject[] } {
  let quote: (Selector & { type: 'TextQuoteSelector' }) | undefined;
  let position: { start: number; end: number } | undefined;
  const others: { value: JsonObject; place: string }[] = [];
  for (const { value, place: where } of listed(target['selector'], place)) {
    if (!isObject(value)) {
      report('field', where, 'part', 'a selector must be an object');
    } else if (value['type'] === 'TextQuoteSelector') {
      const { exact, prefix = '', suffix = '' } = value;
      if (typeof exact !== 'string') report('field', `${where}.exact`, 'part', 'must be text');
      else if (exact.length > MAX_QUOTE) report('too-long', `${where}.exact`, 'part');
      // A quote of nothing stands everywhere; ours may be there beside a position.
      else quote ??= readQuote(exact, prefix, suffix);
    } else if (value['type'] === 'TextPositionSelector') {
      const span = readSpan(value['start'], value['end']);
      if (span === undefined) report('field', where, 'part', 'start and end must be whole numbers in order');
      else position ??= span;
    } else {
      others.push({ value, place: where });
    }
  }
  const fragment = quote ? textFragment(quote) : null;
  const foreign: JsonObject[] = [];
  for (const { value, place: where } of others) {
    // The text fragment is made from the quote again.
    if (value['type'] === 'FragmentSelector' && value['conformsTo'] === TEXT_FRAGMENTS && value['value'] === fragment)
      continue;
    const copy = kept(value, () => report('dropped-foreign', where, 'part'));
    if (isObject(copy) && foreign.length < MAX_OTHER_SELECTORS) foreign.push(copy);
  }
  const ours = readSpan(target['cav:utf16Start'], target['cav:utf16End']);
  const measured =
    position && quote && [...quote.exact].length === position.end - position.start ? position : undefined;
  const selectors: Selector[] = quote ? [quote] : [];
  if (ours) selectors.push({ type: 'TextPositionSelector', ...ours, ...(position ? { codePoints: position } : {}) });
  else if (measured && quote) {
    const { start } = measured;
    selectors.push({ type: 'TextPositionSelector', start, end: start + quote.exact.length, codePoints: measured });
  }
  return { selectors, others: foreign };
}

/** What is kept of a quote, and of what stands around it: the nearest characters. */
const MAX_QUOTE = 10_000;
const MAX_CONTEXT = 1_000;

const readQuote = (exact: string, prefix: JsonValue, suffix: JsonValue): Selector & { type: 'TextQuoteSelector' } => ({
  type: 'TextQuoteSelector',
  exact,
  prefix: typeof prefix === 'string' ? prefix.slice(-MAX_CONTEXT) : '',
  suffix: typeof suffix === 'string' ? suffix.slice(0, MAX_CONTEXT) : '',
});

/** Two offsets in order, or undefined. */
export const readSpan = (
  start: JsonValue | undefined,
  end: JsonValue | undefined,
): { start: number; end: number } | undefined =>
  typeof start === 'number' &&
  typeof end === 'number' &&
  Number.isSafeInteger(start) &&
  Number.isSafeInteger(end) &&
  start >= 0 &&
  start <= end
    ? { start, end }
    : undefined;
