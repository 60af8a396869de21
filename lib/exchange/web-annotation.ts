/**
 * W3C Web Annotation (https://www.w3.org/TR/annotation-model/): one AnnotationCollection whose first page holds
 * everything. Offsets count Unicode code points here. Every annotation carries its own context, so that it stands alone.
 */
import {
  type Annotation,
  type Correction,
  correctionKey,
  describeSpan,
  pageKey,
  type Selector,
  type Target,
} from '../annotation/index.ts';
import type { ClaimAnnotation } from '../checker/index.ts';
import { claimIri } from '../claims/index.ts';
import { encodeAddress, encodeText, textFragment } from './address.ts';
import { utc } from './pages.ts';
import { isStandardSelector } from './selectors.ts';
import { styleClassOf, stylesheetOf } from './style.ts';
import type { ExportInput, FilePiece, PageInFile } from './types.ts';

type Json = { readonly [key: string]: unknown };

/** The namespace is provisional until the project has a permanent address. */
const CONTEXT = ['http://www.w3.org/ns/anno.jsonld', { cav: 'urn:caveat:ns#' }];
/** Says of a FragmentSelector that it is a text fragment. */
export const TEXT_FRAGMENTS = 'https://wicg.github.io/scroll-to-text-fragment/';

export function* writeWebAnnotation(input: ExportInput): Generator<FilePiece, void> {
  const { page, notes, corrections = [] } = input;
  const total = notes.length + corrections.length + (page?.report.annotations.length ?? 0);
  const id = `urn:caveat:export:${utc(input.now).replace(/[^0-9TZ]/g, '')}`;
  const collection: Json = {
    '@context': CONTEXT,
    id,
    type: 'AnnotationCollection',
    label: page ? `${input.words.title}: ${page.title || page.source}` : input.words.title,
    created: utc(input.now),
    generator: generator(input),
    total,
    ...(page ? aboutPage(page) : {}),
  };
  const head = JSON.stringify(collection, null, 2).slice(0, -2);
  // The model has no empty page.
  if (total === 0) return yield `${head}\n}\n`;
  const first = JSON.stringify({ '@context': CONTEXT, id: `${id}:1`, type: 'AnnotationPage', startIndex: 0 });
  yield `${head},\n  "first": ${first.slice(0, -1)}, "items": [\n    `;
  let separator = '';
  for (const item of items(input)) {
    // One a line: a file of many thousands is half as long that way.
    yield separator + JSON.stringify(item);
    separator = ',\n    ';
  }
  yield '\n  ]}\n}\n';
}

/** What holds for the page as a whole: outlets it relays, claims that lead to one origin, and what it leaves out. */
function aboutPage({ report, text }: PageInFile): Json {
  const { relays, oneOrigin, missing } = report;
  return {
    'cav:relays': relays.map(({ outlet, described, how, sentences, claims }) => ({
      outlet,
      ...(described === undefined ? {} : { described }),
      how,
      ...(text === undefined ? {} : { sentences: sentences.map(({ start, end }) => text.slice(start, end)) }),
      claims: claims.map(claimIri),
    })),
    'cav:oneOrigin': oneOrigin.map(({ claim, ...origin }) => ({ claim: claimIri(claim), ...origin })),
    'cav:missing': missing.map((context) => ({
      claim: claimIri(context.missing),
      qualifies: claimIri(context.claim),
    })),
  };
}

function* items(input: ExportInput): Generator<Json, void> {
  const { page, notes, corrections = [] } = input;
  if (page) for (const found of page.report.annotations) yield matchedSentence(found, page, input);
  for (const note of notes) yield readersNote(note, input);
  for (const correction of corrections) yield readersCorrection(correction, input);
}

function readersNote(note: Annotation, input: ExportInput): Json {
  const { motivation, text, tags, color, claim, target } = note;
  const body: Json[] = [];
  if (text !== '') {
    body.push({ type: 'TextualBody', value: text, format: 'text/markdown', purpose: motivation });
  }
  for (const tag of tags) body.push({ type: 'TextualBody', value: tag, format: 'text/plain', purpose: 'tagging' });
  if (claim !== undefined) body.push(claimReference(claimIri(claim)));
  return {
    '@context': CONTEXT,
    id: note.id,
    type: 'Annotation',
    motivation,
    created: utc(note.created),
    modified: utc(note.modified),
    generator: generator(input),
    ...(body.length > 0 ? { body } : {}),
    ...(color === undefined ? {} : { stylesheet: stylesheetOf(color) }),
    // A note speaks of a claim or of a page; the parser sees to that.
    target: styled(target ? passage(target) : { id: claim ? claimIri(claim) : encodeAddress('') }, color),
  };
}

/** Only a specific resource can have a style of its own. */
function styled(target: Json, color: Annotation['color']): Json {
  if (color === undefined) return target;
  const { id, ...rest } = target;
  return {
    ...(id === undefined ? {} : { type: 'SpecificResource', source: id }),
    ...rest,
    styleClass: styleClassOf(color),
  };
}

/** What Caveat found: this sentence states that claim. Sourcing goes beside it as data, never as an assessment. */
function matchedSentence(found: ClaimAnnotation, page: PageInFile, input: ExportInput): Json {
  const source = pageKey(page.source);
  const { start, end } = found.sentence;
  const selectors: readonly Selector[] =
    page.text === undefined
      ? [
          { type: 'TextQuoteSelector', exact: found.quote, prefix: '', suffix: '' },
          { type: 'TextPositionSelector', start, end },
        ]
      : describeSpan(page.text, found.sentence);
  return {
    '@context': CONTEXT,
    id: `urn:caveat:match:${found.claim}:${start}:${encodeText(source)}`,
    type: 'Annotation',
    motivation: 'identifying',
    created: utc(input.now),
    generated: utc(input.now),
    generator: generator(input),
    body: [claimReference(claimIri(found.claim))],
    'cav:level': found.level,
    'cav:drift': found.wording.drift,
    'cav:attribution': found.attribution.kind,
    ...(found.attribution.name === undefined ? {} : { 'cav:attributedTo': found.attribution.name }),
    'cav:comparison': found.comparison,
    'cav:certaintyRaised': found.certaintyRaised,
    'cav:confidence': Math.round(found.confidence * 1000) / 1000,
    target: passage({
      source,
      title: page.title,
      sourceDate: input.now,
      selectors,
      ...(page.language === undefined ? {} : { language: page.language }),
    }),
  };
}

/** Begins the id of a correction; behind it what it is known by. */
export const CORRECTION = 'urn:caveat:correction:';

/** "This sentence does not state that claim": the reader moderates what Caveat identified. */
function readersCorrection(correction: Correction, input: ExportInput): Json {
  const { claim, text, before, lang, source, title, created } = correction;
  return {
    '@context': CONTEXT,
    id: `${CORRECTION}${encodeText(correctionKey(claim, text))}`,
    type: 'Annotation',
    motivation: 'moderating',
    created: utc(created),
    generator: generator(input),
    body: [claimReference(claimIri(claim))],
    'cav:statesClaim': false,
    ...(before === undefined ? {} : { 'cav:before': before }),
    target: passage({
      source,
      title,
      language: lang,
      selectors: [{ type: 'TextQuoteSelector', exact: text, prefix: '', suffix: '' }],
    }),
  };
}

function passage(target: Target): Json {
  const { source, address, title, language, sourceDate, selectors, otherSelectors = [] } = target;
  // One selector the standard does not know would fail the whole annotation.
  const written: Json[] = [
    ...selectors.flatMap((selector) => writeSelector(selector)),
    ...otherSelectors.filter(isStandardSelector),
  ];
  const quote = selectors.find((selector) => selector.type === 'TextQuoteSelector');
  const fragment = quote ? textFragment(quote) : null;
  if (fragment !== null) written.push({ type: 'FragmentSelector', conformsTo: TEXT_FRAGMENTS, value: fragment });
  const position = selectors.find((selector) => selector.type === 'TextPositionSelector');
  const iri = encodeAddress(source);
  // A resource is only "specific" with a selector or a state; without, the page itself is meant.
  const specific = written.length > 0 || sourceDate !== undefined;
  return {
    ...(specific ? { type: 'SpecificResource', source: iri } : { id: iri }),
    ...(written.length > 0 ? { selector: written } : {}),
    ...(sourceDate === undefined ? {} : { state: { type: 'TimeState', sourceDate: utc(sourceDate) } }),
    ...(title === undefined ? {} : { 'cav:title': title }),
    ...(language ? { 'cav:language': language } : {}),
    // Our own count and spelling, so that a file read back gives what was written.
    ...(position ? { 'cav:utf16Start': position.start, 'cav:utf16End': position.end } : {}),
    ...(iri === source ? {} : { 'cav:source': source }),
    ...(address === undefined ? {} : { 'cav:address': address }),
  };
}

function writeSelector(selector: Selector): Json[] {
  if (selector.type === 'TextQuoteSelector') return [selector];
  // UTF-16 offsets under the standard's name would point elsewhere after the first emoji.
  if (!selector.codePoints) return [];
  return [{ type: 'TextPositionSelector', start: selector.codePoints.start, end: selector.codePoints.end }];
}

const claimReference = (iri: string): Json => ({ type: 'SpecificResource', source: iri, purpose: 'identifying' });

const generator = ({ version }: ExportInput): Json => ({
  id: 'urn:caveat:software',
  type: 'Software',
  name: `Caveat ${version}`,
});
