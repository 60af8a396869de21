/**
 * Hypothesis JSON, as its client exports and imports it (hypothesis/client, `annotations-exporter`): positions count
 * UTF-16 units, and `RangeSelector` is its own, not the W3C's. Of each note its import reads `uri`, `text`, `tags`,
 * `document` and `target`; what only Caveat understands stands under `caveat`, which it leaves alone.
 */
import type { Annotation, JsonObject } from '../annotation/index.ts';
import { claimIri } from '../claims/index.ts';
import { encodeAddress } from './address.ts';
import { utc } from './pages.ts';
import { isHypothesisRange } from './selectors.ts';
import type { ExportInput, FilePiece } from './types.ts';

export function* writeHypothesis({ notes, now, version }: ExportInput): Generator<FilePiece, void> {
  const head = { export_date: utc(now), export_userid: '', client_version: `caveat-${version}` };
  yield `${JSON.stringify(head, null, 2).slice(0, -2)},\n  "annotations": [`;
  let separator = '\n';
  for (const note of notes) {
    yield `${separator}    ${JSON.stringify(annotation(note))}`;
    separator = ',\n';
  }
  yield notes.length > 0 ? '\n  ]\n}\n' : ']\n}\n';
}

function annotation(note: Annotation): object {
  const { id, created, modified, motivation, text, tags, color, claim, target } = note;
  // Hypothesis knows pages only: a note on a claim alone gets the claim's name for an address.
  const uri = target ? encodeAddress(target.source) : claim ? claimIri(claim) : encodeAddress('');
  const selector = target ? selectors(target) : [];
  const codePoints = target?.selectors.find((one) => one.type === 'TextPositionSelector')?.codePoints;
  return {
    id: id.replace(/^urn:uuid:/, ''),
    created: utc(created),
    updated: utc(modified),
    user: '',
    user_info: null,
    group: '',
    uri,
    text,
    tags,
    // Both addresses, so that the service shows the note on either.
    document: {
      title: target?.title ?? '',
      ...(target?.address === undefined ? {} : { link: [{ href: uri }, { href: target.address }] }),
    },
    permissions: { read: [], update: [], delete: [] },
    hidden: false,
    links: {},
    references: [],
    target: [{ source: uri, ...(selector.length > 0 ? { selector } : {}) }],
    caveat: {
      motivation,
      ...(color === undefined ? {} : { color }),
      ...(claim === undefined ? {} : { claim }),
      ...(target === undefined ? {} : { page: true }),
      ...(target && target.source !== uri ? { source: target.source } : {}),
      ...(target?.address === undefined ? {} : { address: target.address }),
      ...(target?.title === '' ? { untitled: true } : {}),
      ...(target?.language === undefined ? {} : { language: target.language }),
      ...(target?.sourceDate === undefined ? {} : { sourceDate: utc(target.sourceDate) }),
      ...(codePoints === undefined ? {} : { codePoints }),
    },
  };
}

function selectors({ selectors: ours, otherSelectors = [] }: NonNullable<Annotation['target']>): JsonObject[] {
  return [
    ...otherSelectors.filter(isHypothesisRange),
    ...ours.map((selector): JsonObject => {
      if (selector.type === 'TextQuoteSelector') return { ...selector };
      return { type: selector.type, start: selector.start, end: selector.end };
    }),
  ];
}
