import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { t } from '../lib/i18n/index.ts';
import type { Settings } from '../lib/settings.ts';
import { Switch } from './Switch.tsx';

const CONFIDENCES = [
  ['only-sure', 'options_onlySure', 'options_onlySureWhy'],
  ['balanced', 'options_balanced', 'options_balancedWhy'],
  ['show-more', 'options_showMore', 'options_showMoreWhy'],
] as const;

const DAYS = [30, 90, 365] as const;

/** What came of a change, and of which: it is told beside it. */
export type SettingsNotice = { readonly about: keyof Settings; readonly text: string };

export type SettingsFormProps = {
  readonly settings: Settings;
  readonly notice?: SettingsNotice | null;
  onChange(patch: Partial<Settings>): void;
  /** The keys that annotate a selection, as the browser writes them; null while there are none. */
  readonly keys?: string | null;
  /** Opens the page of the browser where keys are set; absent where it has none. */
  onChangeKeys?(): void;
  /** Opens what is kept of the pages read. */
  onShowKept?(): void;
  /** What is kept of the pages read, to be forgotten; absent while it is not known. */
  readonly kept?: KeptProps | undefined;
  /** Opens the safety copies. */
  onShowCopies?(): void;
};

type KeptProps = {
  /** Whether there is anything. */
  readonly some: boolean;
  /** Something was just forgotten and can be brought back. */
  readonly forgotten: boolean;
  /** The last of both did not work. */
  readonly failed?: boolean;
  onForget(): Promise<void>;
  onUndo(): Promise<void>;
};

type WhatIsKeptProps = { readonly onShow: (() => void) | undefined; readonly kept: KeptProps | undefined };

function WhatIsKept({ onShow, kept }: WhatIsKeptProps) {
  const undo = useRef<HTMLButtonElement>(null);
  const forgotten = kept?.forgotten === true;
  // The button that had the focus is gone; what follows from it is next.
  useLayoutEffect(() => {
    if (forgotten) undo.current?.focus();
  }, [forgotten]);
  return (
    <>
      <p class="cav-menu">
        {onShow && (
          <button type="button" class="cav-link" onClick={onShow}>
            {t('options_rememberShow')}
          </button>
        )}
        {kept?.some && (
          <button type="button" class="cav-link" onClick={() => void kept.onForget()}>
            {t('options_rememberForget')}
          </button>
        )}
      </p>
      <p class="cav-quiet cav-notice" role="status">
        {kept?.failed ? t('met_failed') : forgotten && t('met_forgotten')}
        {forgotten && (
          <>
            {' '}
            <button ref={undo} type="button" class="cav-link" onClick={() => void kept.onUndo()}>
              {t('note_undo')}
            </button>
          </>
        )}
      </p>
    </>
  );
}

type ToldProps = { readonly notice: SettingsNotice | null | undefined; readonly about: readonly (keyof Settings)[] };

/** The heading of settings, with what came of a change of one of them. */
function Head({ title, ...told }: ToldProps & { readonly title: string }) {
  return (
    <div class="cav-block-head">
      <h2>{title}</h2>
      <Told {...told} />
    </div>
  );
}

/** What came of a change of one of these. Always there, so that it is read out when it gets words. */
function Told({ notice, about }: ToldProps) {
  return (
    <p class="cav-quiet cav-told" role="status">
      {notice && about.includes(notice.about) && notice.text}
    </p>
  );
}

/** The settings, each with a sentence on what it does. */
export function SettingsForm(props: SettingsFormProps) {
  const { settings, notice, onChange, onShowKept, kept } = props;
  const name = useId();
  return (
    <>
      <section class="cav-block">
        <Head title={t('options_highlights')} notice={notice} about={['highlights']} />
        <Switch
          label={t('options_highlightsOn')}
          on={settings.highlights}
          onChange={(highlights) => onChange({ highlights })}
        />
        <p class="cav-quiet">{t('options_highlightsWhy')}</p>
        <p class="cav-quiet">{t('options_highlightsKeys')}</p>
        <p>
          <a class="cav-link" href="/welcome.html#lines">
            {t('menu_lines')}
          </a>
        </p>
      </section>
      <Annotating {...props} />
      <section class="cav-block">
        <Head title={t('options_remember')} notice={notice} about={['remember', 'rememberDays']} />
        <Switch
          label={t('options_rememberOn')}
          on={settings.remember}
          onChange={(remember) => onChange({ remember })}
        />
        <p class="cav-quiet">{t('options_rememberWhy')}</p>
        {settings.remember && (
          <p class="cav-keep">
            <label for={`${name}-days`}>{t('options_rememberDays')}</label>
            <select
              id={`${name}-days`}
              value={settings.rememberDays}
              onChange={(event) => {
                const days = DAYS.find((one) => String(one) === event.currentTarget.value);
                if (days !== undefined) onChange({ rememberDays: days });
              }}
            >
              {DAYS.map((count) => (
                <option key={count} value={count}>
                  {t('options_rememberDaysCount', { count })}
                </option>
              ))}
            </select>
          </p>
        )}
        <WhatIsKept onShow={onShowKept} kept={kept} />
      </section>
      <div class="cav-block">
        <fieldset class="cav-choices">
          <legend>{t('options_confidence')}</legend>
          <Told notice={notice} about={['confidence']} />
          {CONFIDENCES.map(([confidence, label, why]) => (
            <div key={confidence} class="cav-choice">
              <input
                type="radio"
                name={name}
                id={`${name}-${confidence}`}
                aria-describedby={`${name}-${confidence}-why`}
                checked={settings.confidence === confidence}
                onChange={() => onChange({ confidence })}
              />
              <label for={`${name}-${confidence}`}>{t(label)}</label>
              <p class="cav-quiet" id={`${name}-${confidence}-why`}>
                {t(why)}
              </p>
            </div>
          ))}
        </fieldset>
      </div>
    </>
  );
}

function Annotating({ settings, notice, keys = null, onChange, onChangeKeys, onShowCopies }: SettingsFormProps) {
  return (
    <section class="cav-block">
      <Head title={t('options_annotating')} notice={notice} about={['adder', 'remindBackup']} />
      <Switch label={t('options_adder')} on={settings.adder} onChange={(adder) => onChange({ adder })} />
      <p class="cav-quiet">{t('options_adderWhy')}</p>
      <p>
        {keys === null ? t('options_noKeys') : t('options_keys', { keys: keys.replace('Shift', t('options_shift')) })}{' '}
        {onChangeKeys && (
          <button type="button" class="cav-link" onClick={onChangeKeys}>
            {t('options_changeKeys')}
          </button>
        )}
      </p>
      <Switch
        label={t('options_remindBackup')}
        on={settings.remindBackup}
        onChange={(remindBackup) => onChange({ remindBackup })}
      />
      <p class="cav-quiet">{t('options_remindBackupWhy')}</p>
      {onShowCopies && (
        <p>
          <button type="button" class="cav-link" onClick={onShowCopies}>
            {t('copies_title')}
          </button>
        </p>
      )}
    </section>
  );
}
