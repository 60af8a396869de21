import { useEffect, useRef } from 'preact/hooks';
import { passFocusTo } from '../../components/focus.ts';
import { MarksExample } from '../../components/MarksExample.tsx';
import { t, uiDirection, uiLanguage } from '../../lib/i18n/index.ts';

/** What the reader chose: nothing yet, all sites, or to click when wanted. */
export type Choice = 'none' | 'all' | 'button' | 'refused';

export type WelcomeViewProps = {
  readonly choice: Choice;
  onAll(): void;
  onButton(): void;
  onUndo(): void;
};

/** The first page a reader sees: what Caveat does, how to turn it on, what happens to what they read. */
export function WelcomeView({ choice, onAll, onButton, onUndo }: WelcomeViewProps) {
  const pressed = useRef(false);
  const on = useRef<HTMLButtonElement>(null);
  const off = useRef<HTMLButtonElement>(null);
  // What was pressed gives way to its opposite, which has the focus then.
  useEffect(() => {
    if (pressed.current) passFocusTo(off.current ?? on.current);
  }, [choice]);
  const press = (act: () => void) => () => {
    pressed.current = true;
    act();
  };
  return (
    <main class="cav-root cav-page cav-welcome" lang={uiLanguage()} dir={uiDirection()}>
      <h1>{t('welcome_title')}</h1>
      <p>{t('welcome_what')}</p>
      <MarksExample />
      <p class="cav-quiet">{t('welcome_marks')}</p>
      <p>
        {t('welcome_knows')} <a href="/library.html#sets">{t('sets_title')}</a>
      </p>
      <p>{t('welcome_how')}</p>
      <p>
        {t('welcome_own')} {t('options_highlightsKeys')}
      </p>
      <div class="cav-choose">
        {choice !== 'all' && (
          <p class="cav-actions">
            <button ref={on} type="button" class="cav-button cav-button-main" onClick={press(onAll)}>
              {t('welcome_allOn')}
            </button>
            <button type="button" class="cav-button" onClick={onButton}>
              {t('welcome_justButton')}
            </button>
          </p>
        )}
        <p role="status" class="cav-outcome">
          {choice === 'all' && t('welcome_allOnDone')}
          {choice === 'button' && t('welcome_justButtonDone')}
          {choice === 'refused' && t('sites_refused')}
        </p>
        {choice === 'all' && (
          <p>
            <button ref={off} type="button" class="cav-link" onClick={press(onUndo)}>
              {t('welcome_allOff')}
            </button>
          </p>
        )}
        <p class="cav-quiet">{t('welcome_pin')}</p>
      </div>
      <p>{t('welcome_privacy')}</p>
    </main>
  );
}
