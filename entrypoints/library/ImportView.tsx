import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { Fold } from '../../components/Fold.tsx';
import { quoteOf } from '../../components/words.ts';
import type { ImportEntry, ImportProblem, ImportReport } from '../../lib/exchange/index.ts';
import { formatNumber, type MessageKey, t } from '../../lib/i18n/index.ts';
import { FileField, FileHeading } from './FileField.tsx';

/** Kinds of notes the reader has already, with other content. */
export const REPLACEABLE = ['newer', 'older', 'differs'] as const;
export type Replaceable = (typeof REPLACEABLE)[number];

export type ImportState =
  | { readonly state: 'none' }
  /** `entries` were read so far; how many there will be is not known. */
  | { readonly state: 'reading'; readonly entries: number }
  /** The file cannot be read at all. */
  | { readonly state: 'refused'; readonly name: string; readonly problem: ImportProblem }
  /** Read, and nothing stored yet. */
  | {
      readonly state: 'preview';
      readonly name: string;
      readonly report: ImportReport;
      readonly setIds?: ReadonlySet<string>;
    }
  /** What the reader agreed to is being stored; `share` of it is. */
  | { readonly state: 'storing'; readonly share: number };

export type ImportViewProps = {
  readonly reading: ImportState;
  onFile(file: File): void;
  /** Store what is new, and of what the reader has only the kinds named. */
  onImport(report: ImportReport, replace: readonly Replaceable[]): void;
  /** Stop reading or storing. */
  onCancel(): void;
  onClose(): void;
};

/** Entries and problems listed before the rest is only counted. */
const LISTED = 50;

/** A file in: what it would change, before anything is. */
export function ImportView({ reading, onFile, onImport, onCancel, onClose }: ImportViewProps) {
  const busy = reading.state === 'reading' || reading.state === 'storing';
  return (
    <section class="cav-import" aria-label={t('import_title')}>
      {reading.state !== 'preview' && (
        <FileField
          label={t('import_file')}
          accept=".json,.jsonld,.csv,application/json,application/ld+json,text/csv"
          disabled={busy}
          onFile={onFile}
        />
      )}
      <div role="status">
        {busy && <p>{t(reading.state === 'reading' ? 'import_reading' : 'import_storing')}</p>}
        {reading.state === 'refused' && (
          <p>
            {t('import_refused', { name: reading.name })} {problemLine(reading.problem)}
          </p>
        )}
      </div>
      {reading.state === 'storing' && (
        <ProgressLine label={t('import_storing')} share={reading.share} onCancel={onCancel} />
      )}
      {reading.state === 'reading' && (
        <p class="cav-exporting cav-quiet">
          <progress aria-label={t('import_reading')} />
          {reading.entries > 0 && t('library_count', { count: reading.entries })}
          <button type="button" class="cav-toggle" onClick={onCancel}>
            {t('library_cancel')}
          </button>
        </p>
      )}
      {!busy && reading.state !== 'preview' && (
        <p>
          <button type="button" class="cav-link" onClick={onClose}>
            {t('library_cancel')}
          </button>
        </p>
      )}
      {reading.state === 'preview' && (
        <Preview
          key={reading.name}
          name={reading.name}
          report={reading.report}
          setIds={reading.setIds}
          onImport={onImport}
          onClose={onClose}
        />
      )}
    </section>
  );
}

type ProgressLineProps = { readonly label: string; readonly share: number; onCancel(): void };

/** How much of a file is stored or written, and a way to stop. */
export function ProgressLine({ label, share, onCancel }: ProgressLineProps) {
  return (
    <p class="cav-exporting cav-quiet">
      <progress aria-label={label} value={share} max={1} />
      <button type="button" class="cav-toggle" onClick={onCancel}>
        {t('library_cancel')}
      </button>
    </p>
  );
}

type PreviewProps = Pick<ImportViewProps, 'onImport' | 'onClose'> & {
  readonly name: string;
  readonly report: ImportReport;
  /** Ids of the claim sets there are. */
  readonly setIds?: ReadonlySet<string> | undefined;
};

function Preview({ name, report, setIds, onImport, onClose }: PreviewProps) {
  const [replace, setReplace] = useState<readonly Replaceable[]>([]);
  const { counts, entries, problems, corrections, history, claimSets } = report;
  const known = counts.identical + counts.duplicate;
  const newSets = claimSets.filter(({ set }) => !setIds?.has(set.id)).length;
  const beside = corrections.length + history.length + newSets;
  const count = counts.new + replace.reduce((sum, kind) => sum + counts[kind], 0);
  return (
    <div class="cav-import-preview">
      <FileHeading>{t('import_preview', { name })}</FileHeading>
      <ul class="cav-list">
        <li>{t('import_new', { count: counts.new })}</li>
        {known > 0 && <li>{t('import_known', { count: known })}</li>}
        {corrections.length > 0 && <li>{t('import_corrections', { count: corrections.length })}</li>}
        {history.length > 0 && <li>{t('import_history', { count: history.length })}</li>}
        {newSets > 0 && <li>{t('import_sets', { count: newSets })}</li>}
        {claimSets.length > newSets && <li>{t('import_setsKnown', { count: claimSets.length - newSets })}</li>}
        {REPLACEABLE.filter((kind) => counts[kind] > 0).map((kind) => (
          <li key={kind}>
            <label class="cav-import-replace">
              <input
                type="checkbox"
                class="cav-check"
                checked={replace.includes(kind)}
                onChange={(event) =>
                  setReplace(event.currentTarget.checked ? [...replace, kind] : replace.filter((one) => one !== kind))
                }
              />
              {t(`import_replace_${kind}`, { count: counts[kind] })}
            </label>
            <Listed
              title={t('import_which', { count: counts[kind] })}
              all={entries.filter(({ status }) => status === kind)}
            >
              {(entry: ImportEntry) => <Replaced {...entry} />}
            </Listed>
          </li>
        ))}
      </ul>
      <Listed title={t('import_entries', { count: counts.new })} all={entries.filter(({ status }) => status === 'new')}>
        {(entry: ImportEntry) => textOf(entry)}
      </Listed>
      <Listed title={t('import_problems', { count: problems.length })} all={problems}>
        {(problem: ImportProblem) => `${problem.place}: ${problemLine(problem)}`}
      </Listed>
      <p class="cav-actions">
        <button
          type="button"
          class="cav-button cav-button-main"
          disabled={count + beside === 0}
          onClick={() => onImport(report, replace)}
        >
          {count > 0 ? t('import_now', { count }) : t('import_nowBeside')}
        </button>
        <button type="button" class="cav-button" onClick={onClose}>
          {t('library_cancel')}
        </button>
      </p>
    </div>
  );
}

type ListedProps<One> = { readonly title: string; readonly all: readonly One[]; children(one: One): ComponentChildren };

function Listed<One>({ title, all, children }: ListedProps<One>) {
  if (all.length === 0) return null;
  return (
    <Fold title={title}>
      <ul class="cav-list cav-bullets cav-quiet">
        {all.slice(0, LISTED).map((one, index) => (
          // A list that is only read, and entries of a file may be alike: its order is its identity.
          <li key={index}>{children(one)}</li>
        ))}
        {all.length > LISTED && <li>{t('import_more', { number: formatNumber(all.length - LISTED) })}</li>}
      </ul>
    </Fold>
  );
}

/** A note of the reader's beside what the file would make of it. */
function Replaced({ annotation, existing = annotation }: ImportEntry) {
  const subject = quoteOf(existing) ?? existing.target?.title;
  return (
    <>
      {subject && <p class="cav-quotation">{short(subject)}</p>}
      {existing.text === annotation.text ? (
        <p>{t('import_sameText')}</p>
      ) : (
        <dl class="cav-facts">
          <dt>{t('import_here')}</dt>
          <dd>{fromWhere(existing.text, annotation.text) || '–'}</dd>
          <dt>{t('import_inFile')}</dt>
          <dd>{fromWhere(annotation.text, existing.text) || '–'}</dd>
        </dl>
      )}
    </>
  );
}

/** The part of a text in which it is another than `other`, with a few words before it. */
function fromWhere(text: string, other: string): string {
  let at = 0;
  while (at < text.length && text[at] === other[at]) at += 1;
  const start = text.lastIndexOf(' ', at - 40);
  return start > 80 ? `…${short(text.slice(start))}` : short(text);
}

const textOf = ({ annotation }: ImportEntry): string =>
  short(annotation.text || quoteOf(annotation) || annotation.target?.source || annotation.id);

const short = (text: string): string => (text.length > 160 ? `${text.slice(0, 159)}…` : text);

/** What is wrong, in a sentence, with the file's own details behind it. */
function problemLine({ code, detail }: ImportProblem): string {
  // The catalogue has a sentence for every code; message names allow no hyphens.
  const line = t(`import_problem_${code.replaceAll('-', '_')}` as MessageKey);
  return detail === '' ? line : `${line} (${detail})`;
}
