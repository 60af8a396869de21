import { useRef } from 'preact/hooks';
import type { Keeping, SetCounts, SnapshotInfo } from '../../lib/db/index.ts';
import { formatBytes, formatDate, formatMoment, t } from '../../lib/i18n/index.ts';
import { type Notice, NoticeLine } from './NoticeLine.tsx';
import { useFocusBack } from './Opener.tsx';

/** What bringing a copy back would do. */
export type CopyPreview = {
  readonly id: string;
  /** Notes of the copy that are missing now, or that read otherwise now, and notes of now that the copy has not; null while they are counted. */
  readonly counts: {
    readonly missing: number;
    readonly different: number;
    readonly newer: number;
    readonly sets: SetCounts;
    /** Of the sentences the reader said do not state their claim. */
    readonly corrections: SetCounts;
  } | null;
};

export type CopiesViewProps = {
  /** The latest first. */
  readonly copies: readonly SnapshotInfo[];
  readonly keeping: Keeping;
  /** Bytes; null where the browser does not tell. */
  readonly room: { readonly used: number; readonly available: number } | null;
  /** When a file with everything was saved last, ISO 8601; null before the first. */
  readonly saved: string | null;
  readonly preview: CopyPreview | null;
  /** Something takes its time: nothing else can be begun. */
  readonly busy: boolean;
  readonly notice: Notice | null;
  onAsk(): void;
  onBackup(): void;
  onTake(): void;
  onPreview(id: string | null): void;
  onRestore(id: string, how: 'replace' | 'merge'): void;
  onSave(id: string): void;
  onRemove(ids: readonly string[]): void;
};

const KEEPING = {
  kept: 'copies_keepingKept',
  'may-be-cleared': 'copies_keepingCleared',
  unknown: 'copies_keepingUnknown',
} as const satisfies Record<Keeping, string>;

/** How safe the notes are: what the browser promises, the last file, and the copies on this device. */
export function CopiesView(props: CopiesViewProps) {
  const { copies, keeping, room, saved, notice, busy } = props;
  const promise = useFocusBack<HTMLParagraphElement>(keeping === 'may-be-cleared');
  return (
    <>
      <header class="cav-part-head">
        <h1>{t('copies_title')}</h1>
      </header>
      <NoticeLine notice={notice} />
      <section class="cav-block">
        <h2>{t('copies_file')}</h2>
        <p>{saved === null ? t('copies_neverSaved') : t('copies_saved', { date: formatDate(saved) })}</p>
        <p class="cav-quiet">{t('copies_fileWhy')}</p>
        <p>
          <button type="button" class="cav-button" aria-disabled={busy} onClick={props.onBackup}>
            {t('copies_backup')}
          </button>
        </p>
      </section>
      <section class="cav-block">
        <h2>{t('copies_keeping')}</h2>
        <p ref={promise} tabIndex={-1}>
          {t(KEEPING[keeping])}
        </p>
        {room && (
          <p class="cav-quiet">
            {t('copies_room', { used: formatBytes(room.used), available: formatBytes(room.available) })}
          </p>
        )}
        {keeping === 'may-be-cleared' && (
          <p>
            <button type="button" class="cav-button" onClick={props.onAsk}>
              {t('copies_ask')}
            </button>
          </p>
        )}
      </section>
      <section class="cav-block">
        <h2>{t('copies_here')}</h2>
        <p class="cav-quiet">{t('copies_why')}</p>
        <p class="cav-menu">
          <button type="button" class="cav-button" aria-disabled={busy} onClick={props.onTake}>
            {t('copies_take')}
          </button>
          {copies.length > 1 && (
            <button type="button" class="cav-link" onClick={() => props.onRemove(copies.map(({ id }) => id))}>
              {t('copies_removeAll')}
            </button>
          )}
        </p>
        {copies.length === 0 ? (
          <p>{t('copies_none')}</p>
        ) : (
          <ol class="cav-copies" aria-label={t('copies_here')}>
            {copies.map((copy) => (
              <li key={copy.id}>
                <Copy {...props} copy={copy} />
              </li>
            ))}
          </ol>
        )}
      </section>
    </>
  );
}

function Copy({ copy, preview, busy, ...props }: CopiesViewProps & { readonly copy: SnapshotInfo }) {
  const moment = formatMoment(copy.at);
  const isOpen = preview?.id === copy.id;
  const opener = useRef<HTMLButtonElement>(null);
  const named = (action: string) => ({ 'aria-label': `${action}: ${moment}` });
  return (
    <>
      <p>
        <time dateTime={copy.at}>{moment}</time>
        <span class="cav-quiet">
          {' '}
          {t(`copies_reason_${copy.reason}`)} · {t('library_count', { count: copy.notes })} · {formatBytes(copy.bytes)}
          {copy.sets !== undefined && copy.sets.length > 0 && ` · ${t('copies_sets', { count: copy.sets.length })}`}
          {copy.left !== undefined && copy.left.length > 0 && ` · ${t('copies_setsLeft', { count: copy.left.length })}`}
        </span>
      </p>
      <p class="cav-menu">
        <button
          ref={opener}
          type="button"
          class="cav-link"
          aria-expanded={isOpen}
          aria-disabled={busy}
          onClick={() => props.onPreview(isOpen ? null : copy.id)}
          {...named(t('copies_restore'))}
        >
          {t('copies_restore')}
        </button>
        <button type="button" class="cav-link" onClick={() => props.onSave(copy.id)} {...named(t('copies_save'))}>
          {t('copies_save')}
        </button>
        <button type="button" class="cav-link" onClick={() => props.onRemove([copy.id])} {...named(t('copies_remove'))}>
          {t('copies_remove')}
        </button>
      </p>
      {isOpen && preview && (
        <Preview
          {...props}
          preview={preview}
          busy={busy}
          onClose={() => {
            // What is pressed goes.
            opener.current?.focus();
            props.onPreview(null);
          }}
        />
      )}
    </>
  );
}

function mergeLabel(notes: number, sets: number, all: number): string {
  if (notes === all) return t('copies_merge', { count: notes });
  return sets === all ? t('copies_mergeSets', { count: sets }) : t('copies_mergeAll');
}

type PreviewProps = Pick<CopiesViewProps, 'busy' | 'onRestore'> & { readonly preview: CopyPreview; onClose(): void };

function Preview({ preview: { id, counts }, busy, onClose, onRestore }: PreviewProps) {
  if (counts === null) return <p class="cav-quiet">{t('copies_comparing')}</p>;
  const { missing, different, newer, sets, corrections } = counts;
  const allMissing = missing + sets.missing + corrections.missing;
  const others = different + newer + sets.different + sets.newer + corrections.different + corrections.newer;
  const same = allMissing + others === 0;
  const corrected = corrections.missing + corrections.different + corrections.newer;
  return (
    <div class="cav-import-preview">
      {same ? (
        <p>{t('copies_same')}</p>
      ) : (
        <ul class="cav-list">
          {missing > 0 && <li>{t('copies_missing', { count: missing })}</li>}
          {different > 0 && <li>{t('copies_different', { count: different })}</li>}
          {newer > 0 && <li>{t('copies_newer', { count: newer })}</li>}
          {sets.missing > 0 && <li>{t('copies_setsMissing', { count: sets.missing })}</li>}
          {sets.different > 0 && <li>{t('copies_setsDifferent', { count: sets.different })}</li>}
          {sets.newer > 0 && <li>{t('copies_setsNewer', { count: sets.newer })}</li>}
          {corrected > 0 && <li>{t('copies_corrections', { count: corrected })}</li>}
        </ul>
      )}
      <p class="cav-actions">
        {allMissing > 0 && (
          <button
            type="button"
            class="cav-button cav-button-main"
            aria-disabled={busy}
            onClick={() => onRestore(id, 'merge')}
          >
            {mergeLabel(missing, sets.missing, allMissing)}
          </button>
        )}
        {others > 0 && (
          <button type="button" class="cav-button" aria-disabled={busy} onClick={() => onRestore(id, 'replace')}>
            {t('copies_replace')}
          </button>
        )}
        <button type="button" class="cav-button" onClick={onClose}>
          {t('library_cancel')}
        </button>
      </p>
    </div>
  );
}
