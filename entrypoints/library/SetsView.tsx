import { ExternalLink } from 'lucide';
import type { ComponentChildren } from 'preact';
import { Fold } from '../../components/Fold.tsx';
import { Icon } from '../../components/Icon.tsx';
import { SourcingBadge } from '../../components/SourcingBadge.tsx';
import { Switch } from '../../components/Switch.tsx';
import type { ClaimOnPage } from '../../lib/checker/index.ts';
import { localized } from '../../lib/claims/index.ts';
import type { KeptClaimSet } from '../../lib/db/index.ts';
import { formatDate, formatList, formatNumber, t } from '../../lib/i18n/index.ts';
import { type Notice, NoticeLine } from './NoticeLine.tsx';
import { Opener } from './Opener.tsx';

/** A set as it is listed; without `kept` it came with Caveat. */
export type ListedSet = {
  readonly set: KeptClaimSet['set'];
  readonly claims: number;
  readonly kept?: Pick<KeptClaimSet, 'enabled' | 'added'>;
};

/** The claims of a set somebody looks into: the first ones, or why they cannot be shown. */
export type Inspected = { readonly id: string; readonly claims: readonly ClaimOnPage[] | null };

export type SetsViewProps = {
  /** Those that came with Caveat first. */
  readonly sets: readonly ListedSet[];
  readonly inspected: Inspected | null;
  readonly notice: Notice | null;
  readonly locale: string;
  /** Where a file comes in. */
  readonly tools?: ComponentChildren;
  onAdd(): void;
  onInspect(id: string): void;
  onEnable(id: string, on: boolean): void;
  onRemove(id: string): void;
};

/** Claims shown of a set: enough to see what it is about. */
export const INSPECTED = 100;

/** The claim sets pages are checked against: where each comes from, what is in it, and others from a file. */
export function SetsView(props: SetsViewProps) {
  const { sets, notice, tools } = props;
  return (
    <>
      <header class="cav-part-head">
        <h1>{t('sets_title')}</h1>
        <Opener label={t('sets_add')} isOpen={Boolean(tools)} onOpen={props.onAdd} />
      </header>
      <p class="cav-quiet">{t('sets_intro')}</p>
      <NoticeLine notice={notice} />
      {tools}
      <ol class="cav-notes" aria-label={t('sets_title')}>
        {sets.map((listed) => (
          <li key={listed.set.id} class="cav-set">
            <ClaimSetRow {...props} listed={listed} />
          </li>
        ))}
      </ol>
    </>
  );
}

function ClaimSetRow({
  listed: { set, claims, kept },
  inspected,
  locale,
  onInspect,
  onEnable,
  onRemove,
}: SetsViewProps & { readonly listed: ListedSet }) {
  const title = localized(set.title, locale);
  const shown = inspected?.id === set.id ? inspected.claims : null;
  return (
    <>
      <h2 class="cav-claim-text" lang={title.locale}>
        {title.text}
      </h2>
      <SetFacts set={set} claims={claims} locale={locale} />
      {kept && <Switch label={t('sets_enabled')} on={kept.enabled} onChange={(on) => onEnable(set.id, on)} />}
      <Fold title={t('sets_inspect')} onToggle={(open) => open && onInspect(set.id)}>
        {shown === null ? (
          <p class="cav-quiet">{t('library_loading')}</p>
        ) : (
          <ol class="cav-list cav-set-claims">
            {shown.map(({ key, claim, grade }) => {
              const text = localized(claim.text, locale);
              return (
                <li key={key}>
                  <p class="cav-quotation" lang={text.locale}>
                    {text.text}
                  </p>
                  <SourcingBadge level={grade.level} />
                </li>
              );
            })}
            {claims > shown.length && (
              <li class="cav-quiet">{t('import_more', { number: formatNumber(claims - shown.length) })}</li>
            )}
          </ol>
        )}
      </Fold>
      <p class="cav-quiet">
        {kept ? t('sets_added', { date: formatDate(kept.added) }) : t('sets_bundled')}{' '}
        {kept && (
          <button
            type="button"
            class="cav-link"
            aria-label={`${t('sets_remove')}: ${title.text}`}
            onClick={() => onRemove(set.id)}
          >
            {t('sets_remove')}
          </button>
        )}
      </p>
    </>
  );
}

/** What is to be known of a set before one relies on it: what it is, who made it, from what, under which licence. */
export function SetFacts({ set, claims, locale }: Pick<ListedSet, 'set' | 'claims'> & { readonly locale: string }) {
  const description = localized(set.description, locale);
  const note = set.source?.note && localized(set.source.note, locale);
  const names = new Intl.DisplayNames([locale], { type: 'language' });
  return (
    <>
      <p lang={description.locale}>{description.text}</p>
      <dl class="cav-facts cav-quiet">
        <dt>{t('sets_publisher')}</dt>
        <dd>{set.publisher}</dd>
        {set.source && (
          <>
            <dt>{t('sets_source')}</dt>
            <dd>
              {set.source.url ? (
                <a href={set.source.url} target="_blank" rel="noopener noreferrer">
                  {set.source.title ?? set.source.url}
                  <Icon of={ExternalLink} />
                </a>
              ) : (
                set.source.title
              )}
              {note && (
                <span lang={note.locale}>
                  {set.source.title || set.source.url ? ' – ' : ''}
                  {note.text}
                </span>
              )}
            </dd>
          </>
        )}
        <dt>{t('sets_licence')}</dt>
        <dd>{set.licence}</dd>
        <dt>{t('sets_version')}</dt>
        <dd>
          {set.version} · <time dateTime={set.date}>{formatDate(set.date)}</time>
        </dd>
        <dt>{t('sets_claims')}</dt>
        <dd>
          {t('tally_claims', { count: claims })} · {formatList(set.languages.map((tag) => names.of(tag) ?? tag))}
        </dd>
      </dl>
    </>
  );
}
