import { Fold } from '../../components/Fold.tsx';
import { levelLabel } from '../../components/words.ts';
import { type ClaimSet, type ClaimSetDiff, type ClaimSetProblem, localized } from '../../lib/claims/index.ts';
import { formatNumber, t } from '../../lib/i18n/index.ts';
import type { Level } from '../../lib/sourcing/index.ts';
import { FileField, FileHeading } from './FileField.tsx';
import { SetFacts } from './SetsView.tsx';

/** A claim whose level an update moves. */
export type MovedLevel = { readonly id: string; readonly before: Level; readonly after: Level };

export type AddSetState =
  | { readonly state: 'none' }
  | { readonly state: 'reading' }
  /** No text, no JSON, or no claim set: what is wrong, and where. */
  | { readonly state: 'refused'; readonly name: string; readonly problems: readonly ClaimSetProblem[] | 'not-json' }
  /** Its id is that of a set that comes with Caveat. */
  | { readonly state: 'reserved'; readonly name: string }
  | {
      readonly state: 'preview';
      readonly set: ClaimSet;
      /** What it changes of the set with the same id; null for a new one. */
      readonly diff: ClaimSetDiff | null;
      readonly moved: readonly MovedLevel[];
    }
  | { readonly state: 'storing'; readonly share: number };

export type AddSetViewProps = {
  readonly adding: AddSetState;
  readonly locale: string;
  onFile(file: File): void;
  onAdd(set: ClaimSet): void;
  /** Save a small set to begin one's own with. */
  onExample(): void;
  onClose(): void;
};

/** Lines listed before the rest is only counted. */
const LISTED = 10;

/** A claim set from a file: what it is, and what an update would change, before it is kept. */
export function AddSetView({ adding, locale, onFile, onAdd, onExample, onClose }: AddSetViewProps) {
  const busy = adding.state === 'reading' || adding.state === 'storing';
  return (
    <section class="cav-import" aria-label={t('sets_add')}>
      {adding.state !== 'preview' && (
        <FileField label={t('sets_file')} accept=".json,application/json" disabled={busy} onFile={onFile} />
      )}
      <div role="status">
        {adding.state === 'reading' && <p>{t('import_reading')}</p>}
        {adding.state === 'reserved' && <p>{t('sets_reserved', { name: adding.name })}</p>}
        {adding.state === 'refused' && (
          <p>
            {t('sets_refused', { name: adding.name })}{' '}
            {adding.problems === 'not-json' && t('import_problem_broken_json')}
          </p>
        )}
      </div>
      {adding.state === 'refused' && adding.problems !== 'not-json' && <Problems problems={adding.problems} />}
      {adding.state === 'storing' && <progress aria-label={t('sets_storing')} value={adding.share} max={1} />}
      {adding.state === 'preview' && (
        <div class="cav-import-preview">
          <FileHeading>{localized(adding.set.title, locale).text}</FileHeading>
          <SetFacts set={adding.set} claims={adding.set.claims.length} locale={locale} />
          {adding.diff && <Diff diff={adding.diff} moved={adding.moved} locale={locale} />}
          <p class="cav-actions">
            <button type="button" class="cav-button cav-button-main" onClick={() => onAdd(adding.set)}>
              {t(adding.diff ? 'sets_update' : 'sets_addNow')}
            </button>
            <button type="button" class="cav-button" onClick={onClose}>
              {t('library_cancel')}
            </button>
          </p>
        </div>
      )}
      {!busy && adding.state !== 'preview' && (
        <p class="cav-menu">
          <button type="button" class="cav-link" onClick={onExample}>
            {t('sets_example')}
          </button>
          <button type="button" class="cav-link" onClick={onClose}>
            {t('library_cancel')}
          </button>
        </p>
      )}
    </section>
  );
}

/** For whoever made the file: places and messages as the format's own words have them. */
function Problems({ problems }: { readonly problems: readonly ClaimSetProblem[] }) {
  return (
    <ol class="cav-list cav-bullets cav-quiet" lang="en">
      {problems.slice(0, LISTED).map(({ place, message }, index) => (
        // A list that is only read: its order is its identity.
        <li key={index}>
          {place !== '' && (
            <>
              <code>{place}</code>{' '}
            </>
          )}
          {message}
        </li>
      ))}
      {problems.length > LISTED && <li>{t('import_more', { number: formatNumber(problems.length - LISTED) })}</li>}
    </ol>
  );
}

type DiffProps = { readonly diff: ClaimSetDiff; readonly moved: readonly MovedLevel[]; readonly locale: string };

function Diff({ diff: { set, added, removed, changed }, moved, locale }: DiffProps) {
  const version = set.find(({ place }) => place === 'version');
  if (set.length + added.length + removed.length + changed.length === 0) return <p>{t('sets_unchanged')}</p>;
  const textOf = (id: string): string => {
    const claim = changed.find((one) => one.id === id)?.after;
    return claim ? localized(claim.text, locale).text : id;
  };
  return (
    <div class="cav-section">
      <p class="cav-heading">
        {version ? t('sets_from', { before: String(version.before), after: String(version.after) }) : t('sets_changes')}
      </p>
      <ul class="cav-list">
        {added.length > 0 && <li>{t('sets_claimsAdded', { count: added.length })}</li>}
        {removed.length > 0 && <li>{t('sets_claimsRemoved', { count: removed.length })}</li>}
        {changed.length > 0 && <li>{t('sets_claimsChanged', { count: changed.length })}</li>}
      </ul>
      {moved.length > 0 && (
        <Fold title={t('sets_levels', { count: moved.length })}>
          <ul class="cav-list cav-bullets">
            {moved.slice(0, LISTED).map(({ id, before, after }) => (
              <li key={id}>
                {textOf(id)} <span class="cav-quiet">{`${levelLabel(before)} → ${levelLabel(after)}`}</span>
              </li>
            ))}
            {moved.length > LISTED && <li>{t('import_more', { number: formatNumber(moved.length - LISTED) })}</li>}
          </ul>
        </Fold>
      )}
      {changed.length > 0 && (
        <Fold title={t('sets_details')}>
          <ul class="cav-list cav-bullets cav-quiet">
            {changed.slice(0, LISTED).map(({ id, changes }) => (
              <li key={id}>
                {textOf(id)}
                <ul class="cav-list">
                  {changes.slice(0, LISTED).map(({ place, before, after }) => (
                    <li key={place}>
                      <code>{place}</code> {short(before)} → {short(after)}
                    </li>
                  ))}
                </ul>
              </li>
            ))}
            {changed.length > LISTED && <li>{t('import_more', { number: formatNumber(changed.length - LISTED) })}</li>}
          </ul>
        </Fold>
      )}
    </div>
  );
}

/** A value of the format in a few characters; a dash for what is not there. */
function short(value: unknown): string {
  if (value === undefined) return '–';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
