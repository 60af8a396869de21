import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Annotation } from '../lib/annotation/index.ts';
import type { ClaimAnnotation, ClaimOnPage, MissingContext, OneOrigin } from '../lib/checker/index.ts';
import { type ClaimKey, localized } from '../lib/claims/index.ts';
import type { ClaimHistory as History } from '../lib/history/index.ts';
import { formatDate, t } from '../lib/i18n/index.ts';
import { CardFrame } from './CardFrame.tsx';
import { ClaimHistory } from './ClaimHistory.tsx';
import { DenialList } from './DenialList.tsx';
import { DriftView } from './DriftView.tsx';
import { Fold } from './Fold.tsx';
import { MarkdownText } from './MarkdownText.tsx';
import { MoveList } from './MoveList.tsx';
import { NoteEditor } from './NoteEditor.tsx';
import { Corrected, NotThisClaim } from './NotThisClaim.tsx';
import { NotVerified } from './NotVerified.tsx';
import type { NoteKept } from './note-kept.ts';
import { type PassageActions, PassageCard, type PassageItem } from './PassageCard.tsx';
import { SourceList } from './SourceList.tsx';
import { SourcingBadge } from './SourcingBadge.tsx';
import { attributionLine, basisLine, comparisonLine, confidenceLine, tellingWords } from './words.ts';

/** One claim of the sentence, with the reader's note on it. */
export type CardItem = {
  readonly annotation: ClaimAnnotation;
  readonly claim: ClaimOnPage;
  readonly note: Annotation | null;
  /** The reader just said that the sentence does not state the claim. */
  readonly corrected?: boolean;
};

export type AnnotationCardProps = {
  /** The claims of one sentence; the one that was asked for comes first, and is shown first. */
  readonly items: readonly CardItem[];
  /** The reader's passages at the same place. There is at least one claim or passage. */
  readonly passages?: readonly PassageItem[];
  /** A passage was asked for: it is shown before the claims. */
  readonly passagesFirst?: boolean;
  /** What can be done with passages; without it none are shown. */
  readonly passageActions?: PassageActions;
  /** The page's missing context; the card shows what belongs to its claims. */
  readonly missing: readonly MissingContext[];
  /** Claims of which everything the page says leads to one outlet. */
  readonly oneOrigin: readonly OneOrigin[];
  /** What was met before of the page's claims; nothing unless the reader wants it kept. */
  readonly histories?: readonly History[];
  /** Language tag to show claim texts in: the interface's. */
  readonly locale: string;
  /** Keeps a note on a claim, written at an annotation and made from the text `before`. */
  onSaveNote(claim: ClaimKey, annotationId: string, text: string, before: string): Promise<NoteKept>;
  onRemoveNote(id: string): Promise<void>;
  /** The sentence does not state the claim: the mark goes at once, and `onUndoCorrection` brings it back. */
  onCorrect?(annotation: ClaimAnnotation): Promise<NoteKept>;
  onUndoCorrection?(annotation: ClaimAnnotation): Promise<boolean>;
  /** Escape, else the close button. Whoever shows the card returns the focus. */
  onClose(isEscape: boolean): void;
  onOpenLibrary?(): void;
};

/**
 * What stands at one place of a page: the claims of a sentence, the reader's passages, one at a time. A labelled
 * non-modal dialog that takes the focus when it appears; shown later than mounted (a popover), it is to be focused by
 * whoever shows it.
 */
export function AnnotationCard(props: AnnotationCardProps) {
  const { items, passages = [], passageActions: actions, passagesFirst = false } = props;
  const [chosen, setChosen] = useState<string | null>((passagesFirst ? undefined : items[0]?.claim.key) ?? null);
  const root = useRef<HTMLDivElement>(null);
  const heading = useId();
  useLayoutEffect(() => root.current?.focus({ preventScroll: true }), []);

  const claims = [...items].sort(byPart).map((item) => ({ id: item.claim.key, item, passage: null }));
  const own = actions ? passages.map((passage) => ({ id: passage.note.id, item: null, passage })) : [];
  const all = passagesFirst ? [...own, ...claims] : [...claims, ...own];
  // By id: the list may grow and shrink while the card is open.
  const index = Math.max(
    0,
    all.findIndex(({ id }) => id === chosen),
  );
  const entry = all[index];
  if (!entry) return null;

  const { item, passage } = entry;
  const mixed = own.length > 0;
  return (
    <CardFrame
      root={root}
      heading={heading}
      head={
        item ? (
          <SourcingBadge level={item.claim.grade.level} />
        ) : (
          <h2 class="cav-level" id={heading}>
            {t(`passage_${passage.note.motivation}`)}
          </h2>
        )
      }
      index={index}
      total={all.length}
      previous={t(mixed ? 'card_previousHere' : 'card_previous')}
      next={t(mixed ? 'card_nextHere' : 'card_next')}
      onStep={(by) => setChosen(all[(index + by + all.length) % all.length]?.id ?? null)}
      onClose={props.onClose}
    >
      {item ? (
        <div class="cav-card-body" key={item.corrected ? `${item.annotation.id} corrected` : item.annotation.id}>
          <ClaimCard {...props} item={item} heading={heading} />
        </div>
      ) : (
        <div class="cav-card-body" key={passage.removed ? `${passage.note.id} removed` : passage.note.id}>
          {actions && <PassageCard item={passage} actions={actions} />}
        </div>
      )}
    </CardFrame>
  );
}

/** As their parts stand in the sentence. One may lie in another: then the place of its middle tells. */
const byPart = ({ annotation: { part: a } }: CardItem, { annotation: { part: b } }: CardItem): number =>
  a.start + a.end - b.start - b.end;

type ClaimCardProps = AnnotationCardProps & { readonly item: CardItem; readonly heading: string };

/**
 * What a sentence claims and how that is sourced, in the order of a reader's questions: what is claimed, how this page
 * puts it, who says so, what is not known, what do I think.
 */
function ClaimCard({ item, heading, ...props }: ClaimCardProps) {
  const { missing, oneOrigin, locale, onOpenLibrary } = props;
  const { annotation, claim, note } = item;
  const { record } = claim.claim;
  const history = props.histories?.find((one) => one.claim === claim.key);
  const text = localized(claim.claim.text, locale);
  return (
    <>
      <div class="cav-card-claim">
        <h2 class="cav-claim-text" id={heading} lang={text.locale}>
          {text.text}
        </h2>
        {/* Without sources, the list of who says so is this very sentence. */}
        {record.sources?.length ? <p class="cav-quiet">{basisLine(record, claim.grade)}.</p> : null}
      </div>

      {item.corrected ? (
        <Corrected onUndo={() => props.onUndoCorrection?.(annotation) ?? Promise.resolve(false)} />
      ) : (
        <>
          <OnThisPage item={item} missing={missing} oneOrigin={oneOrigin} locale={locale} />

          <div class="cav-card-part">
            <div class="cav-section">
              <h3 class="cav-heading">{t('card_whoSaysSo')}</h3>
              <SourceList record={record} grade={claim.grade} />
            </div>
            <DenialList denials={record.denials} />
          </div>

          <div class="cav-card-part">
            <NotVerified unverified={record.unverified} gaps={claim.gaps} locale={locale} />
            {record.wouldSettle.length + claim.moves.length > 0 && (
              <Fold title={t('card_settle')}>
                <MoveList wouldSettle={record.wouldSettle} moves={claim.moves} locale={locale} />
              </Fold>
            )}
            {history && (
              <Fold title={t('met_before')}>
                <ClaimHistory history={history} />
              </Fold>
            )}
            <WhyMatched annotation={annotation} />
          </div>

          <div class="cav-card-part">
            <NoteEditor
              subject={claim.key}
              stored={note?.text ?? ''}
              label={text.text}
              preview={(written) => {
                const blocks = props.passageActions?.readMarkdown?.(written) ?? null;
                return blocks && <MarkdownText blocks={blocks} />;
              }}
              onSave={(written, before) => props.onSaveNote(claim.key, annotation.id, written, before)}
              onRemove={note ? () => props.onRemoveNote(note.id) : undefined}
            />
            <div class="cav-card-foot">
              <p class="cav-quiet">
                {t('card_record', { date: formatDate(record.asOf), set: localized(claim.set.title, locale).text })}
              </p>
              {props.onCorrect && (
                <NotThisClaim onCorrect={() => props.onCorrect?.(annotation) ?? Promise.resolve(false)} />
              )}
              {onOpenLibrary && (
                <button type="button" class="cav-link" onClick={onOpenLibrary}>
                  {t('card_library')}
                </button>
              )}
            </div>
          </div>
        </>
      )}
    </>
  );
}

type OnThisPageProps = Pick<AnnotationCardProps, 'missing' | 'oneOrigin' | 'locale'> & { readonly item: CardItem };

/** Whom this sentence credits, what it changed, what the page leaves out. Left out when there is nothing to say. */
function OnThisPage({ item, missing, oneOrigin, locale }: OnThisPageProps) {
  const { annotation, claim } = item;
  const origin = oneOrigin.find((one) => one.claim === claim.key);
  const lines = [
    attributionLine(annotation.attribution),
    comparisonLine(annotation.comparison, claim.claim.record, claim.grade),
    // Going further than the record says it already.
    annotation.certaintyRaised && annotation.wording.drift !== 'overstated' ? t('card_certaintyRaised') : null,
    origin ? t(origin.circular ? 'card_circular' : 'card_oneOrigin', { outlet: origin.outlet }) : null,
  ].filter((line) => line !== null);
  const left = missing.filter((context) => context.claim === claim.key);
  const drifted = annotation.wording.drift !== 'none' || annotation.wording.differences.length > 0;
  if (lines.length === 0 && left.length === 0 && !drifted) return null;
  return (
    <div class="cav-card-part">
      <div class="cav-section">
        <h3 class="cav-heading">{t('card_onThisPage')}</h3>
        {lines.map((line) => (
          <p key={line}>{line}</p>
        ))}
        <DriftView sentence={annotation.quote} wording={annotation.wording} />
        {left.map((context) => (
          <Missing key={context.missing} context={context} locale={locale} />
        ))}
      </div>
    </div>
  );
}

function Missing({ context, locale }: { readonly context: MissingContext; readonly locale: string }) {
  const { text, locale: lang } = localized(context.qualifier.claim.text, locale);
  return (
    <div>
      <p class="cav-quiet">{t('card_missing')}</p>
      <p class="cav-quotation" lang={lang}>
        {text}
      </p>
    </div>
  );
}

/** What in the sentence spoke for this claim. */
function WhyMatched({ annotation }: { readonly annotation: ClaimAnnotation }) {
  const words = tellingWords(annotation);
  return (
    <Fold title={t('card_why')}>
      <div class="cav-quiet cav-list">
        <p>{confidenceLine(annotation.confidence)}</p>
        {words.length > 0 && <p>{t('card_whyFor', { words: words.join(', ') })}</p>}
      </div>
    </Fold>
  );
}
