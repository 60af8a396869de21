/** Words for the codes of the core. A code without words does not compile: keys are typed from the English catalogue. */
import type { Annotation, Color } from '../lib/annotation/index.ts';
import type { Attribution, Difference, Drift } from '../lib/attribution/index.ts';
import type { ClaimAnnotation, ClaimOnPage, PageReport } from '../lib/checker/index.ts';
import { type Localized, localized, type Source, type SourcingRecord } from '../lib/claims/index.ts';
import type { ExportWords } from '../lib/exchange/index.ts';
import {
  capitalize,
  formatDate,
  formatList,
  formatPercent,
  type MessageKey,
  t,
  uiLanguage,
} from '../lib/i18n/index.ts';
import { assertNever } from '../lib/result.ts';
import type { Badge, Comparison, GapCode, Grade, Level, Move, Reason } from '../lib/sourcing/index.ts';

type Snake<S extends string> = S extends `${infer A}-${infer B}` ? `${A}_${Snake<B>}` : S;

/** Message names allow no hyphens. */
function snake<S extends string>(code: S): Snake<S> {
  // The type says exactly what the replacement does.
  return code.replaceAll('-', '_') as Snake<S>;
}

/** The level as part of a key or a class name: `?` becomes `incomplete`. */
export const levelName = (level: Level): `${Exclude<Level, '?'>}` | 'incomplete' =>
  level === '?' ? 'incomplete' : `${level}`;

/** Of the ladder, the strongest first, and beside it. */
export const LEVELS: readonly Level[] = [4, 3, 2, 1, 0, 'J', '?'];

/** "Limited". */
export const levelLabel = (level: Level): string => t(`level_${levelName(level)}`);

/** What the level means, in one sentence. */
export const levelMeaning = (level: Level): string => t(`meaning_${levelName(level)}`);

/** What the level rests on, in a few words: "Several unnamed people, described". */
export const basisLine = (record: SourcingRecord, grade: Grade): string => capitalize(basisWords(record, grade));

function basisWords(record: SourcingRecord, grade: Grade): string {
  const codes = new Set(grade.reasons.map((reason) => reason.code));
  const basis = startWords(record.sources ?? [], codes);
  return codes.has('D3') ? t('basis_conflict', { basis }) : basis;
}

function startWords(sources: readonly Source[], codes: ReadonlySet<Reason['code']>): string {
  if (codes.has('?')) return t('basis_incomplete');
  if (codes.has('J')) return t('basis_judgement');
  if (codes.has('S4')) return t('basis_document');
  if (codes.has('S3')) {
    const names = sources.flatMap((source) =>
      source.kind === 'named' || source.kind === 'institution' ? [ownWords(source.name)] : [],
    );
    return t('basis_onRecord', { names: formatList([...new Set(names)]) });
  }
  if (codes.has('S2D')) return t('basis_documentClosed');
  if (codes.has('S1R')) {
    const names = sources.flatMap((source) => (source.kind === 'outlet' ? [source.name] : []));
    return t('basis_outlet', { names: formatList([...new Set(names)]) });
  }
  if (codes.has('S2') || codes.has('S1')) return unnamedWords(sources);
  return t('basis_nobody');
}

function unnamedWords(sources: readonly Source[]): string {
  const unnamed = sources.filter((source) => source.kind === 'anonymous');
  const described = unnamed.some((source) => source.desc === 'knowledge' || source.desc === 'role');
  const [only] = unnamed;
  if (unnamed.length > 1 || only?.count === undefined || only.count === 'several') {
    return t(described ? 'basis_severalUnnamedDescribed' : 'basis_severalUnnamed');
  }
  return t(described ? 'basis_numberUnnamedDescribed' : 'basis_numberUnnamed', { count: only.count });
}

const FIELDS = ['kind', 'sources', 'count', 'desc', 'evidence'] as const;

/** A rule that fired, as a sentence. */
export function reasonLine(reason: Reason): string {
  if (reason.code !== '?') return t(`reason_${reason.code}`);
  const fields = FIELDS.filter((field) => reason.missing?.includes(field));
  return fields.length === 0
    ? levelMeaning('?')
    : t('reason_incomplete', { fields: formatList(fields.map((field) => t(`field_${field}`))) });
}

/** A badge beside the level: "Denied on the record by the ministry". */
export const badgeLine = (badge: Badge): string =>
  t(`badge_${snake(badge.code)}`, badge.by ? { names: formatList(badge.by) } : {});

/** A change that would raise the level, without the level it would reach. */
export const moveLine = (move: Move): string => t(`move_${snake(move.code)}`);

/** Something the record leaves open, as a sentence. */
export const gapLine = (gap: GapCode): string => t(`gap_${snake(gap)}`);

/** How the sentence's attribution stands to the record's; `null` when there is nothing to say. */
export function comparisonLine(comparison: Comparison, record: SourcingRecord, grade: Grade): string | null {
  if (comparison === 'same' || comparison === 'not-compared') return null;
  return t(`comparison_${snake(comparison)}`, { basis: basisWords(record, grade) });
}

/** Whom the sentence itself credits; `null` when it credits nobody, or nobody that the sentence before names. */
export function attributionLine({ kind, name, carried }: Attribution): string | null {
  if (kind === 'none' || (carried && !name)) return null;
  const line = name ? t(`attribution_${kind}`, { name }) : t(`attribution_${kind}NoName`);
  return carried ? `${line} ${t('attribution_carried')}` : line;
}

/** Whom a page credited when a claim was met there, in a few words: "unnamed people". */
export const creditWords = (kind: Attribution['kind']): string => t(`met_credit_${kind}`);

/** The same with the source's name, where the page gave one. */
export function creditLine({ attribution, source }: EncounterCredit): string {
  const named = attribution === 'named' || attribution === 'institution' || attribution === 'outlet';
  return named && source ? t('met_creditName', { name: source }) : creditWords(attribution);
}
type EncounterCredit = { readonly attribution: Attribution['kind']; readonly source?: string | undefined };

/** How a page put a claim when it was met there, in a few words; `null` when it says the same. */
export const metDrift = (drift: Drift): string | null => (drift === 'none' ? null : t(`met_drift_${drift}`));

/** How the sentence's wording stands to the claim; `null` when it says the same. */
export const driftLine = (drift: Drift): string | null => (drift === 'none' ? null : t(`drift_${drift}`));

/** What kind of difference it is: "Figure". */
export const differenceLabel = (difference: Difference): string => t(`difference_${difference.kind}`);

/** How sure the match is, with its probability. The bounds are those of the reader's settings "only sure" and "balanced". */
export function confidenceLine(confidence: number): string {
  const share = formatPercent(confidence);
  if (confidence >= 0.8) return t('confidence_sure', { share });
  return confidence >= 0.6 ? t('confidence_likely', { share }) : t('confidence_possible', { share });
}

/** The words of the sentence by which a claim was recognised, as they stand there: those that spoke loudest, at most five. */
export const tellingWords = ({ quote, evidence }: ClaimAnnotation): string[] =>
  evidence
    .flatMap(({ weight, span }) => (weight > 0 && span ? { weight, ...span } : []))
    .filter((a, _, all) => !all.some((b) => b.end - b.start > a.end - a.start && b.start <= a.start && a.end <= b.end))
    .sort((a, b) => b.weight - a.weight)
    .slice(0, 5)
    .sort((a, b) => a.start - b.start)
    .map(({ start, end }) => quote.slice(start, end))
    .filter((word, at, all) => all.indexOf(word) === at);

/** A name in the reader's language, where it has several. */
const ownWords = (name: string | Localized): string =>
  typeof name === 'string' ? name : localized(name, uiLanguage()).text;

/** A source for a list: who, and what is known of them, each a few words. */
export function sourceLines(source: Source): { readonly who: string; readonly details: readonly string[] } {
  const side = source.interest === 'own' || source.interest === 'opposed' ? [t(`source_side_${source.interest}`)] : [];
  switch (source.kind) {
    case 'named':
    case 'institution':
      return {
        who: capitalize(ownWords(source.name)),
        details: [...(source.role ? [ownWords(source.role)] : []), ...side],
      };
    case 'anonymous':
      return {
        who: t('source_quoted', { text: source.wording }),
        details: [countWords(source.count), ...describedWords(source.desc), ...side],
      };
    case 'outlet':
      return { who: source.name, details: [t('source_outlet')] };
    case 'document':
      return { who: source.title, details: [t(source.url ? 'source_document' : 'source_documentClosed'), ...side] };
    default:
      return assertNever(source);
  }
}

function countWords(count: number | 'several' | undefined): string {
  if (count === undefined) return t('source_unnamed');
  return count === 'several' ? t('source_unnamedSeveral') : t('source_unnamedNumber', { count });
}

function describedWords(desc: 'knowledge' | 'role' | 'none' | undefined): string[] {
  switch (desc) {
    case 'knowledge':
      return [t('source_describedKnowledge')];
    case 'role':
      return [t('source_describedRole')];
    case 'none':
      return [t('source_describedNone')];
    default:
      return [];
  }
}

/** The words of an exported Markdown file, in the interface's language. */
export const exportWords = (): ExportWords => ({
  title: t('export_title'),
  onClaims: t('export_onClaims'),
  note: t('note_label'),
  question: t('export_question'),
  notVerified: t('card_notVerified'),
  wouldSettle: t('card_settle'),
  unknownClaim: (key) => t('library_unknownClaim', { key }),
  level: levelLabel,
  drift: driftLine,
  attribution: attributionLine,
  gap: gapLine,
  tally: tallyLines,
  missing: t('card_missing'),
  oneOrigin: ({ circular, outlet }) => t(circular ? 'card_circular' : 'card_oneOrigin', { outlet }),
  comparison: (comparison, { claim, grade }) => comparisonLine(comparison, claim.record, grade),
  highlight: t('export_highlight'),
  color: (color) => t(`color_${color}`),
  read: t('export_read'),
  figure: (said, record) => t('met_figure', { said, record }),
  date: formatDate,
});

/** Why a page cannot be read at all. */
export type Unreadable = 'pdf' | 'store' | 'browser-page' | 'local-file' | 'unknown' | 'closed';

/** Why this page cannot be read, as a sentence. */
export const unreadableLine = (why: Unreadable): string => t(`page_unsupported_${snake(why)}`);

/** A claim of the page with all its sentences there, and the worst of what they do to it. */
export type ClaimInOrder = {
  readonly claim: ClaimOnPage;
  /** In page order, at least one. */
  readonly annotations: readonly [ClaimAnnotation, ...ClaimAnnotation[]];
  /** The gravest drift of its sentences, if any drifts. */
  readonly changed: Exclude<Drift, 'none'> | null;
  /** A sentence drops the attribution the record has. */
  readonly dropped: boolean;
};

const GRAVEST: readonly Exclude<Drift, 'none'>[] = ['contradicts', 'overstated', 'figure'];

/** The page's claims by their first sentence. */
export function claimsInOrder(report: PageReport): readonly ClaimInOrder[] {
  const byKey = new Map<string, [ClaimAnnotation, ...ClaimAnnotation[]]>();
  for (const annotation of report.annotations) {
    const seen = byKey.get(annotation.claim);
    if (seen) seen.push(annotation);
    else byKey.set(annotation.claim, [annotation]);
  }
  return [...byKey].flatMap(([key, annotations]) => {
    const claim = report.claims.find((candidate) => candidate.key === key);
    if (!claim) return [];
    const drifts = new Set(annotations.map((annotation) => annotation.wording.drift));
    return {
      claim,
      annotations,
      changed: GRAVEST.find((drift) => drifts.has(drift)) ?? null,
      dropped: annotations.some((annotation) => annotation.comparison === 'attribution-dropped'),
    };
  });
}

/** The page's tally as sentences, the first one saying what was found. */
export function tallyLines({ tally, relays, truncated }: PageReport): readonly [string, ...string[]] {
  const found = t('tally_found', {
    claims: t('tally_claims', { count: tally.claims }),
    sentences: t('tally_sentences', { count: tally.sentences }),
  });
  const outlets = [...new Set(relays.flatMap(({ outlet, described }) => outlet ?? described ?? []))];
  const counts = [
    ['tally_unnamedOnly', tally.unnamedOnly],
    ['tally_noSource', tally.noSource],
    ['tally_dropped', tally.attributionDropped],
    ['tally_certaintyRaised', tally.certaintyRaised],
    ['tally_changed', tally.changed],
  ] as const;
  return [
    found,
    ...counts.flatMap(([key, count]) => (count > 0 ? [t(key, { count })] : [])),
    ...(outlets.length > 0 ? [t('tally_relays', { outlets: formatList(outlets) })] : []),
    ...(truncated ? [t('tally_truncated')] : []),
  ];
}

/** The passage a note was written at, if it was. */
export const quoteOf = (note: Annotation): string | undefined =>
  note.target?.selectors.find((selector) => selector.type === 'TextQuoteSelector')?.exact;

/** The site of a page's address as a reader knows it: `news.example`. */
export const siteOfPage = (address: string): string =>
  /^[a-z]+:\/\/(?:www\.)?([^/:?#]+)/i.exec(address)?.[1] ?? address;

/** Every colour a passage can have, with the key of its name. */
const COLOR_NAMES: Readonly<Record<Color, MessageKey>> = {
  yellow: 'color_yellow',
  green: 'color_green',
  blue: 'color_blue',
  pink: 'color_pink',
  purple: 'color_purple',
};
export const COLORS = Object.keys(COLOR_NAMES) as readonly Color[];

/** "Yellow". */
export const colorName = (color: Color): string => t(COLOR_NAMES[color]);

/** The colour a note's passage is marked in; none where no passage is, or where the claim's own line marks it. */
export function colorOf(note: Annotation): Color | undefined {
  if (quoteOf(note) === undefined) return undefined;
  return note.color ?? (note.claim === undefined ? 'yellow' : undefined);
}

/** What a note is, in a word: "Question". */
export const kindName = (kind: Annotation['motivation']): string => t(`kind_${kind}`);
